import { closeSync, openSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { tellWrites } from './before-writing.js';
import { attachKey } from './seal-database.js';

/** A connection to a database file. */
export type Database = Sqlite.Database;

const busyMilliseconds = 5_000;
/** SQLite's number for `synchronous = FULL`. */
const full = 2;
const cacheKibibytes = 65_536;
/** The log shrinks back to this after a large import. */
const logBytesMax = 67_108_864;

/**
 * Opens the connection that writes. What it has committed is on the disk, not on its way there: WAL with every commit
 * synced. What it deletes is overwritten, and a new file is its user's alone, as its log is. There is one such connection per file. The key of its names lies beside it, or
 * where `keyFile` says; a database that has none yet gets one.
 */
export function openDatabase(file: string, keyFile?: string): Database {
  // SQLite would make it for everybody on the machine to read, where its folder lets them.
  if (file !== ':memory:') closeSync(openSync(file, 'a', 0o600));
  return opened(new Sqlite(file, { timeout: busyMilliseconds }), (database) => {
    tellWrites(database);
    const journal = database.pragma('journal_mode = WAL', { simple: true });
    if (journal !== 'wal' && !database.memory) throw new Error(`${file} cannot be kept in write-ahead mode; its journal mode is ${String(journal)}.`);
    database.pragma(`journal_size_limit = ${logBytesMax}`);
    setUp(database);
    // TRICKY: this build of SQLite falls back to NORMAL with the first write in WAL mode unless told otherwise, and says
    // FULL until then. So there is a write before the question: the file's own counter, with what it holds.
    database.pragma(`user_version = ${Number(database.pragma('user_version', { simple: true }))}`);
    database.pragma('secure_delete = ON');
    demandFull(database);
    attachKey(database, keyFile);
  });
}

/** Opens a second connection that only reads, for answers that take long: iterating on the writer would block writes. */
export const openReader = (file: string, keyFile?: string): Database => opened(reading(file), (database) => attachKey(database, keyFile));

/** Opens a connection that only reads, and no names, for whoever asks what kind of database it is. */
export const openWithoutKey = (file: string): Database => reading(file);

const reading = (file: string): Database =>
  opened(new Sqlite(file, { readonly: true, fileMustExist: true, timeout: busyMilliseconds }), (database) => {
    setUp(database);
    database.pragma('user_version');
    demandFull(database);
  });

/** A connection that is closed again where it cannot be made safe. */
function opened(database: Database, prepare: (database: Database) => void): Database {
  try {
    prepare(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function setUp(database: Database): void {
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  // A file from elsewhere may carry views and triggers; they get no function with side effects.
  database.pragma('trusted_schema = OFF');
  database.pragma('temp_store = MEMORY');
  database.pragma(`cache_size = -${cacheKibibytes}`);
}

function demandFull(database: Database): void {
  const level = database.pragma('synchronous', { simple: true });
  if (level !== full) throw new Error(`${database.name} would lose acknowledged facts in a power cut: synchronous is ${String(level)} instead of ${full} (FULL).`);
}
