import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, openReader, type Database } from '@pegel/sqlite';
import type { CubeConnections } from '../cube/holding.js';
import { sqliteStore, type LedgerConnections, type SqliteStore } from '../store.js';

/** Columns beside a store that has none, which look at what was noted whenever they are asked. */
export const columnsBeside = (database: Database): CubeConnections => ({ database, answers: database, isLater: () => true });

/** Connections to a file as a store has them. */
export function connectionsTo(file: string): LedgerConnections & { close(): void } {
  const [database, answers, reader] = [openDatabase(file), openReader(file), openReader(file)];
  return {
    database, answers, reader,
    close() {
      for (const connection of [reader, answers, database]) connection.close();
    },
  };
}

interface OpenStore extends LedgerConnections {
  readonly store: SqliteStore;
  /** Another store over what this one writes to. */
  again(cubeBytes?: number): SqliteStore;
  close(): void;
}

/** A store over a real file, since much of what is promised is about files. */
export function openStore(): OpenStore {
  const folder = mkdtempSync(join(tmpdir(), 'pegel-store-'));
  const file = join(folder, 'pegel.sqlite');
  const { close, ...connections } = connectionsTo(file);
  const others: Database[] = [];
  return {
    store: sqliteStore(connections),
    ...connections,
    again(cubeBytes) {
      const answers = openReader(file);
      others.push(answers);
      return sqliteStore({ ...connections, answers, ...(cubeBytes === undefined ? {} : { cubeBytes }) });
    },
    close() {
      for (const other of others) other.close();
      close();
      rmSync(folder, { recursive: true });
    },
  };
}
