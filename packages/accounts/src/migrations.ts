import type { Component } from '@pegel/sqlite';
import { accounts } from './migrations/0001-accounts.js';
import { settings } from './migrations/0002-settings.js';
import { access } from './migrations/0003-access.js';
import { privacy } from './migrations/0004-privacy.js';
import { sealedAccounts } from './migrations/0005-sealed-accounts.js';
import { budget } from './migrations/0006-budget.js';

/** Every step of the schema of the accounts, oldest first. A step that was released is never edited. */
export const accountsTables: Component = { name: 'accounts', steps: [accounts, settings, access, privacy, sealedAccounts, budget] };
