import type { Database } from './database.js';

// TRICKY: what was deleted stays in free pages until the file is written anew, which no transaction of a step can do. The
// file's own counter, which nothing else uses, says that it is due, in the same transaction and through every crash.
const due = 1;

/** Part of the transaction of a step that replaces what nobody may find. */
export const noteTraces = (database: Database): void => void database.pragma(`user_version = ${due}`);

/** Whether something was replaced of which the file may still have bytes. */
export const hasTraces = (database: Database): boolean => database.pragma('user_version', { simple: true }) === due;

/** Writes the file anew, without its free pages, and empties the log. */
export function rewrite(database: Database): void {
  database.exec('VACUUM');
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.pragma('user_version = 0');
}
