import type { Database } from './database.js';

/** One step of a schema, as SQL text. Its name orders it for people; the list orders it for the program. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** A data folder and a program that do not fit together, in a sentence for whoever runs the program. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/** Brings the tables of one component up to date; each step happens whole or not at all. */
export function migrate(database: Database, component: string, migrations: readonly Migration[]): void {
  database.exec(
    'CREATE TABLE IF NOT EXISTS schema_migrations (component TEXT NOT NULL, name TEXT NOT NULL, applied_at INTEGER NOT NULL, PRIMARY KEY (component, name)) STRICT, WITHOUT ROWID',
  );
  const applied = new Set(database.prepare<[string], string>('SELECT name FROM schema_migrations WHERE component = ?').pluck().all(component));
  const unknown = [...applied].filter((name) => !migrations.some((migration) => migration.name === name));
  if (unknown.length > 0) {
    throw new MigrationError(`${database.name} was written by a newer Pegel: it has ${unknown.join(', ')} of ${component}, which this version does not know. Run the newer version again.`);
  }
  for (const migration of migrations) if (!applied.has(migration.name)) apply(database, component, migration);
}

function apply(database: Database, component: string, { name, sql }: Migration): void {
  // TRICKY: inside a transaction this pragma does nothing, and with it on, rebuilding a table deletes what refers to it.
  const enforced = database.pragma('foreign_keys', { simple: true });
  database.pragma('foreign_keys = OFF');
  try {
    database
      .transaction(() => {
        database.exec(sql);
        const broken = database.pragma('foreign_key_check');
        if (Array.isArray(broken) && broken.length > 0) throw new MigrationError(`${name} of ${component} would leave ${broken.length} rows that refer to nothing; nothing was changed.`);
        database.prepare('INSERT INTO schema_migrations (component, name, applied_at) VALUES (?, ?, ?)').run(component, name, Date.now());
      })
      .immediate();
  } finally {
    database.pragma(`foreign_keys = ${enforced === 1 ? 'ON' : 'OFF'}`);
  }
}
