import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { openDatabase } from '@pegel/sqlite';

/** What may change with a question that is refused: what is written of it, how often somebody asked, and when a key was last used. */
const besides: readonly string[] = ['audit_journal', 'rate_limit'];
const columnsBesides: readonly string[] = ['last_used_at', 'updated_at'];

export interface State {
  readonly tables: readonly string[];
  /** The same as long as no row is another. */
  hash(): string;
  close(): void;
}

/** Looks at everything a data folder holds. */
export function watchState(data: string): State {
  const database = openDatabase(join(data, 'pegel.sqlite'));
  const tables = (database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name").pluck().all() as string[]).filter((table) => !besides.includes(table)); // One column of texts.
  const statements = tables.map((table) => {
    const columns = (database.prepare(`SELECT name FROM pragma_table_info('${table}')`).pluck().all() as string[]).filter((column) => !columnsBesides.includes(column)); // The same.
    const list = columns.map((column) => `"${column}"`).join(', ');
    // What is past its end is as good as gone, and is cleared away when somebody comes upon it.
    const idle = table === 'session' ? `AND coalesce(last_used_at, created_at) > ${Date.now() - 30 * 60_000}` : '';
    const lasting = ['session', 'verification', 'device_code'].includes(table) ? `WHERE expires_at > ${Date.now()} ${idle}` : '';
    return database.prepare(`SELECT ${list} FROM "${table}" ${lasting} ORDER BY ${list}`).raw();
  });
  let seen = { version: -1, hash: '' };
  return {
    tables,
    hash() {
      const version = database.prepare('PRAGMA data_version').pluck().get() as number; // SQLite counts what others commit.
      if (version !== seen.version) {
        const hash = createHash('sha256');
        for (const statement of statements) hash.update(JSON.stringify(statement.all()));
        seen = { version, hash: hash.digest('hex') };
      }
      return seen.hash;
    },
    close: () => void database.close(),
  };
}

/** Every row that belongs to an organisation, as text; what is written of it in the journal is looked at elsewhere. */
export function rowsOf(data: string, slug: string): string {
  const database = openDatabase(join(data, 'pegel.sqlite'));
  try {
    const tables = database.prepare("SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'organisation' ORDER BY 1").pluck().all() as string[]; // One column of texts.
    const ledger = database.prepare('SELECT id FROM ledgers WHERE slug = ?').pluck().get(slug);
    return JSON.stringify(tables.map((table) => [table, database.prepare(`SELECT * FROM "${table}" WHERE organisation IN (?, ?)`).raw().all(slug, ledger)]));
  } finally {
    database.close();
  }
}
