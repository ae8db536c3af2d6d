import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, openReader, type Database } from '@pegel/sqlite';
import { sqliteStore, type SqliteStore } from './store.js';

/** A store over a real file, since much of what is promised is about files. */
export function openStore(): { store: SqliteStore; database: Database; reader: Database; close(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'pegel-store-'));
  const file = join(folder, 'pegel.sqlite');
  const database = openDatabase(file);
  const reader = openReader(file);
  return {
    store: sqliteStore({ database, reader }),
    database,
    reader,
    close() {
      reader.close();
      database.close();
      rmSync(folder, { recursive: true });
    },
  };
}
