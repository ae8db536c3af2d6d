import type { Database } from '@pegel/sqlite';
import { getTableName, type Table } from 'drizzle-orm';
import { memberships, organisations, readerTokens, session, unmaskings, user } from './tables.js';

type Write = 'INSERT' | 'UPDATE' | 'DELETE';

/** Where it stands who somebody is and what they may see, with the writes after which that can be another. */
const deciding: readonly (readonly [Table, readonly Write[]])[] = [
  [user, ['UPDATE', 'DELETE']],
  [session, ['UPDATE', 'DELETE']],
  [memberships, ['INSERT', 'UPDATE', 'DELETE']],
  [organisations, ['UPDATE', 'DELETE']],
  [readerTokens, ['UPDATE', 'DELETE']],
  [unmaskings, ['INSERT', 'UPDATE', 'DELETE']],
];

/**
 * A number that is another one after every write that may have changed somebody's standing, by whatever statement it was
 * written; a write that only notes when something was last used is none. What ends by itself, such as a session that is
 * not used, is not told by it.
 */
export function standingsIn(database: Database): () => number {
  let written = 0;
  database.function('note_standing', () => {
    written += 1;
    return null;
  });
  for (const [table, writes] of deciding) {
    const name = getTableName(table);
    const isUsed = database.prepare<[string], number>(`SELECT count(*) FROM pragma_table_info(?) WHERE name = 'last_used_at'`).pluck().get(name) === 1;
    for (const write of writes) {
      const unlessUsed = write === 'UPDATE' && isUsed ? 'WHEN NEW.last_used_at IS OLD.last_used_at' : '';
      // Temporary: they belong to this connection, and the file knows nothing of them.
      database.exec(`CREATE TEMP TRIGGER IF NOT EXISTS "${name} ${write}" AFTER ${write} ON main."${name}" ${unlessUsed} BEGIN SELECT note_standing(); END`);
    }
  }
  // Grows with what other connections have written, whatever it was.
  const byOthers = database.prepare<[], number>('SELECT data_version FROM pragma_data_version').pluck();
  return () => written + (byOthers.get() ?? 0);
}
