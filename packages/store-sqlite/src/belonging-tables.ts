import type { Membership } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';

/** While a person belonged to something, in any unit that only grows: half-open. `value` says what is known of the time. */
type BelongingRow = readonly [person: number, since: number, until: number, value: number];

/** Hands memberships to SQL. Each call replaces what the last one handed over. */
export interface BelongingTables {
  /** As `belonging (person, since, until, key)`, several rows where somebody belonged to several things at once. */
  toSplitBy(rows: readonly BelongingRow[]): void;
  /** As `named_in (dimension, person, since, until, is_named)`, one row for any time. */
  toFilterBy(dimension: Membership | 'seat', rows: readonly BelongingRow[]): void;
}

/**
 * Tables of this connection alone, in memory. A list in a parameter would do, but SQLite takes it for short and walks it
 * for every fact.
 */
export function belongingTables(database: Database): BelongingTables {
  database.exec(`
    CREATE TEMP TABLE IF NOT EXISTS belonging (
      person INTEGER NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL, key INTEGER NOT NULL, PRIMARY KEY (person, since, key)
    ) STRICT, WITHOUT ROWID;
    CREATE TEMP TABLE IF NOT EXISTS named_in (
      dimension TEXT NOT NULL, person INTEGER NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL, is_named INTEGER NOT NULL, PRIMARY KEY (dimension, person, since)
    ) STRICT, WITHOUT ROWID;`);
  const clearBelonging = database.prepare('DELETE FROM temp.belonging');
  const clearNamed = database.prepare<[Membership | 'seat']>('DELETE FROM temp.named_in WHERE dimension = ?');
  const addBelonging = database.prepare<[string]>(
    'INSERT INTO temp.belonging (person, since, until, key) SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)',
  );
  const addNamed = database.prepare<[Membership | 'seat', string]>(
    'INSERT INTO temp.named_in (dimension, person, since, until, is_named) SELECT ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)',
  );
  return {
    toSplitBy(rows) {
      clearBelonging.run();
      addBelonging.run(JSON.stringify(rows));
    },
    toFilterBy(dimension, rows) {
      clearNamed.run(dimension);
      addNamed.run(dimension, JSON.stringify(rows));
    },
  };
}
