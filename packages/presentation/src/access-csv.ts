import type { Permission, RoleName } from '@pegel/domain';
import { column, rowsOf, type Column, type Rows } from './csv.js';

/** What somebody may do somewhere, and by what they are known there. */
export interface AccessRow {
  readonly name: string;
  readonly server: string;
  readonly by: 'session' | 'token';
  readonly organisation: string;
  readonly role: RoleName;
  readonly permissions: readonly Permission[];
}

const columns: readonly Column<AccessRow>[] = [
  column('name', 'text', ({ name }) => name),
  column('server', 'text', ({ server }) => server),
  column('by', 'word', ({ by }) => by),
  column('organisation', 'word', ({ organisation }) => organisation),
  column('role', 'word', ({ role }) => role),
  column('opens', 'word', ({ permissions }) => permissions.join(' ')),
];

/** A row an organisation. */
export const accessRows = (rows: readonly AccessRow[]): Rows => rowsOf(columns, rows);
