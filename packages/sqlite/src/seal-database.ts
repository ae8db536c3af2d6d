import { existsSync } from 'node:fs';
import type Sqlite from 'better-sqlite3';
import { IdentityKeyError, type Seal } from './seal.js';
import { keyFileBeside, keyInMemory, makeKey, readKey, type IdentityKey } from './seal-key.js';

type Database = Sqlite.Database;

/** The table in which a database says which key it is sealed with. The step that first seals something makes it. */
const keyTable = 'identity_key';

/** What makes a database say so, as part of a step. */
export const identityKeySql = `
CREATE TABLE ${keyTable} (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  fingerprint BLOB NOT NULL
) STRICT;
INSERT INTO ${keyTable} (id, fingerprint) VALUES (1, identity_fingerprint());
`;

const keys = new WeakMap<Database, IdentityKey>();

/** The key that a connection seals and unseals with. */
export function sealOf(database: Database): IdentityKey {
  const key = keys.get(database);
  if (key === undefined) throw new Error(`${database.name} was opened without a key.`);
  return key;
}

/** What the database says of its key; null where nothing in it is sealed yet. */
export function fingerprintIn(database: Database): Buffer | null {
  const isThere = database.prepare<[string], 1>(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?`).pluck().get(keyTable);
  return isThere === undefined ? null : (database.prepare<[], Buffer>(`SELECT fingerprint FROM ${keyTable} WHERE id = 1`).pluck().get() ?? null);
}

/**
 * Finds the key of a database, or a sentence why it cannot be had, and gives SQL its functions: `sealed(text, context)`,
 * `unsealed(blob)`, `keyed_hash(blob)` and `identity_fingerprint()`. Where nothing is sealed yet, a connection that
 * writes makes a key.
 */
export function attachKey(database: Database, keyFile: string | undefined): void {
  const file = keyFile ?? keyFileBeside(database.name);
  const fingerprint = fingerprintIn(database);
  if (fingerprint === null && database.readonly && !existsSync(file)) {
    // Nothing in it needs a key, and whoever only reads makes none.
    register(database, () => { throw new IdentityKeyError(missing(database, file)); });
    return;
  }
  if (fingerprint !== null && !database.memory && !existsSync(file)) throw new IdentityKeyError(missing(database, file));
  const key = database.memory ? keyInMemory() : fingerprint === null && !database.readonly ? makeKey(file) : readKey(file);
  if (fingerprint !== null && !fingerprint.equals(key.fingerprint)) {
    throw new IdentityKeyError(`${file} is another key than the one that the names in ${database.name} are sealed with. Put the right one in its place, or name it with PEGEL_IDENTITY_KEY_FILE; nothing was changed.`);
  }
  keys.set(database, key);
  register(database, () => key);
}

const missing = (database: Database, file: string): string =>
  `The names in ${database.name} are sealed, and their key ${file} is not there. Bring it back from where it is kept, or name it with PEGEL_IDENTITY_KEY_FILE; nothing was changed.`;

/** SQL asks for them with what it has: a missing value stays missing. */
function register(database: Database, seal: () => Seal): void {
  const options = { deterministic: true, directOnly: true };
  database.function('sealed', options, (text: unknown, context: unknown) => (text === null ? null : seal().seal(String(text), String(context))));
  database.function('unsealed', options, (bytes: unknown) => (bytes === null ? null : seal().unseal(asBytes(bytes))));
  database.function('keyed_hash', options, (hash: unknown) => (hash === null ? null : seal().keyed(asBytes(hash))));
  database.function('identity_fingerprint', options, () => seal().fingerprint);
}

function asBytes(value: unknown): Buffer {
  if (!Buffer.isBuffer(value)) throw new IdentityKeyError('It is not sealed.');
  return value;
}
