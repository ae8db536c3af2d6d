import { hashOf, type Component, type Migration } from './component.js';
import { openWithoutKey, type Database } from './database.js';

/** A step that a file has. */
export interface AppliedStep {
  readonly component: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly appliedAt: number;
  /** The version of the program that applied it; null where none was recorded. */
  readonly program: string | null;
  /** SHA-256 of its SQL; null where none was recorded. */
  readonly hash: string | null;
}

/** The table in which a file says what it has. */
export const journalTable = 'schema_migrations';

/** The schema of a database file: every step it has, in the order of their names. Reads only; a file without tables has none. */
export function schemaOf(file: string): readonly AppliedStep[] {
  const reader = openWithoutKey(file);
  try {
    return appliedIn(reader);
  } finally {
    reader.close();
  }
}

/** What a file has, also in the words of versions that recorded less. */
export function appliedIn(database: Database): readonly AppliedStep[] {
  const columns = columnsOf(database);
  if (columns.size === 0) return [];
  const optional = (name: string) => (columns.has(name) ? name : 'NULL');
  return database
    .prepare<[], AppliedStep>(
      `SELECT component, name, applied_at AS appliedAt, ${optional('program')} AS program, ${optional('sql_sha256')} AS hash FROM ${journalTable} ORDER BY component, name`,
    )
    .all();
}

/** Makes the table, or adds what earlier versions did not record. */
export function prepareJournal(database: Database, components: readonly Component[]): void {
  const columns = columnsOf(database);
  if (columns.has('sql_sha256')) return;
  database
    .transaction(() => {
      if (columns.size === 0) {
        database.exec(
          `CREATE TABLE ${journalTable} (component TEXT NOT NULL, name TEXT NOT NULL, applied_at INTEGER NOT NULL, sql_sha256 TEXT, program TEXT, PRIMARY KEY (component, name)) STRICT, WITHOUT ROWID`,
        );
        return;
      }
      database.exec(`ALTER TABLE ${journalTable} ADD COLUMN sql_sha256 TEXT; ALTER TABLE ${journalTable} ADD COLUMN program TEXT`);
      const fill = database.prepare<[string, string, string]>(`UPDATE ${journalTable} SET sql_sha256 = ? WHERE component = ? AND name = ?`);
      for (const { name, steps } of components) for (const step of steps) fill.run(hashOf(step), name, step.name);
    })
    .immediate();
}

/** Part of the transaction that applies the step. */
export function record(database: Database, component: string, step: Migration, program: string | null): void {
  database
    .prepare<[string, string, number, string, string | null]>(`INSERT INTO ${journalTable} (component, name, applied_at, sql_sha256, program) VALUES (?, ?, ?, ?, ?)`)
    .run(component, step.name, Date.now(), hashOf(step), program);
}

const columnsOf = (database: Database): ReadonlySet<string> =>
  new Set(database.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(journalTable));
