import type { Component } from '@pegel/sqlite';
import { ledger } from './migrations/0001-ledger.js';
import { quarantineDecisions } from './migrations/0002-quarantine-decisions.js';
import { days } from './migrations/0003-days.js';
import { directoryFields } from './migrations/0004-directory-fields.js';
import { sealed } from './migrations/0005-sealed.js';
import { erased } from './migrations/0006-erased.js';
import { expired } from './migrations/0007-expired.js';
import { sealedDays } from './migrations/0008-sealed-days.js';
import { addresses } from './migrations/0009-addresses.js';

/** Every step of the ledger's schema, oldest first. A step that was released is never edited. */
export const ledgerTables: Component = { name: 'ledger', steps: [ledger, quarantineDecisions, days, directoryFields, sealed, erased, expired, sealedDays, addresses] };
