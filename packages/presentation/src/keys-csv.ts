import type { KeysView, KeyView } from '@pegel/domain';
import { column, rowsOf, type Column, type Rows } from './csv.js';

const columns: readonly Column<KeyView>[] = [
  column('id', 'word', ({ id }) => id),
  column('label', 'text', ({ label }) => label),
  column('kind', 'word', ({ kind }) => kind),
  column('state', 'word', ({ state }) => state),
  column('opens', 'word', (key) => (key.kind === 'ingest' ? key.scopes : key.permissions)?.join(' ')),
  column('made_by', 'text', ({ madeBy }) => madeBy),
  column('created_at', 'word', ({ createdAt }) => createdAt),
  column('expires_at', 'word', ({ expiresAt }) => expiresAt),
  column('last_used_at', 'word', ({ lastUsedAt }) => lastUsedAt),
  column('revoked_at', 'word', ({ revokedAt }) => revokedAt),
];

/** A row a key and a row a token. */
export const keysRows = (keys: KeysView['keys']): Rows => rowsOf(columns, keys);
