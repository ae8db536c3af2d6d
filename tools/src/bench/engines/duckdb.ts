import { statSync } from 'node:fs';
import { join } from 'node:path';
import { milliseconds } from '../figures.js';
import type { Scale } from '../scale/organisation.js';
import { columns } from '../scale/written.js';
import { memory, threads, type Engine } from './engine.js';
import { installedOpponent } from './installed.js';

/** What is used of `@duckdb/node-api`. */
interface Library {
  readonly DuckDBInstance: { create(path: string, options: Readonly<Record<string, string>>): Promise<Instance> };
}
interface Instance {
  connect(): Promise<Connection>;
  closeSync(): void;
}
interface Connection {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string): Promise<{ getRowsJS(): readonly (readonly unknown[])[] }>;
  closeSync(): void;
}

/** An engine of columns in the same process, over a file. */
export async function duckDb(lines: string, scale: Scale, folder: string, tell: (text: string) => void): Promise<Engine | null> {
  const found = await installedOpponent(['@duckdb/node-api'], tell);
  if (found === null) return null;
  const { DuckDBInstance } = found('@duckdb/node-api') as Library; // Its own types are not installed.
  const file = join(folder, 'events.duckdb');
  let instance: Instance;
  let connection: Connection;
  const open = async () => {
    instance = await DuckDBInstance.create(file, { threads: String(threads), memory_limit: memory });
    connection = await instance.connect();
  };
  const close = async () => {
    connection.closeSync();
    instance.closeSync();
  };
  await open();
  const taken = await milliseconds(async () => {
    await connection.run(`CREATE TABLE events (${Object.entries(columns).map(([name, type]) => `${name} ${type} NOT NULL`).join(', ')})`);
    await connection.run(`COPY events FROM '${lines}' (FORMAT csv, HEADER false)`);
    await connection.run('CHECKPOINT');
  });
  return {
    name: 'DuckDB',
    eventsASecond: scale.events / (taken / 1_000),
    rows: async (sql) => (await connection.runAndReadAll(sql)).getRowsJS(),
    bytes: async () => statSync(file).size,
    async reopen() {
      await close();
      await open();
    },
    close,
  };
}
