import type { Database } from './database.js';

// TRICKY: what was deleted stays in free pages until the file is written anew, which no transaction of a step can do. The
// file's own counter, which nothing else uses, says that it is due, in the same transaction and through every crash.
const due = { upgrade: 1, erasure: 2 } as const;

/** What has left them. */
export type Traces = keyof typeof due;

/** Part of the transaction of a step that replaces what nobody may find. */
export const noteTraces = (database: Database, of: Traces = 'upgrade'): void => void database.pragma(`user_version = ${due[of]}`);

/** Whether something was replaced, and by what, of which the file may still have bytes. */
export function tracesIn(database: Database): Traces | null {
  const noted = database.pragma('user_version', { simple: true });
  return noted === due.upgrade ? 'upgrade' : noted === due.erasure ? 'erasure' : null;
}

/** Writes the file anew, without its free pages, and empties the log. */
export function rewrite(database: Database): void {
  database.exec('VACUUM');
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.pragma('user_version = 0');
}
