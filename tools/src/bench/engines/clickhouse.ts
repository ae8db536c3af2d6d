import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { milliseconds } from '../figures.js';
import type { Scale } from '../scale/organisation.js';
import { columns } from '../scale/written.js';
import { threads, type Engine } from './engine.js';
import { installedOpponent } from './installed.js';

/** What is used of `chdb`, which is ClickHouse in this process. */
interface Library {
  readonly Session: new (path: string) => Session;
}
interface Session {
  query(sql: string, format?: string): string;
  close(): void;
}

export async function clickHouse(lines: string, scale: Scale, folder: string, tell: (text: string) => void): Promise<Engine | null> {
  const found = await installedOpponent(['chdb'], tell);
  if (found === null) return null;
  const data = join(folder, 'clickhouse');
  // Whole numbers as texts, since numbers of JSON have too few digits.
  const settings = `SETTINGS max_threads = ${threads}, output_format_json_quote_64bit_integers = 1`;
  let session: Session;
  const open = () => {
    session = new (found('chdb') as Library).Session(data); // Its own types are not installed.
  };
  open();
  const structure = Object.entries(columns).map(([name, type]) => `${name} ${type}`).join(', ');
  const taken = await milliseconds(() => {
    session.query(`CREATE TABLE events (${structure}) ENGINE = MergeTree ORDER BY (type, day, person)`);
    session.query(`INSERT INTO events SELECT * FROM file('${lines}', CSV, '${structure}') SETTINGS max_threads = ${threads}, max_insert_threads = ${threads}`);
  });
  return {
    name: 'ClickHouse',
    eventsASecond: scale.events / (taken / 1_000),
    rows: async (sql) => (JSON.parse(session.query(`${sql} ${settings}`, 'JSONCompact')) as { data: readonly (readonly unknown[])[] }).data, // Its documented format.
    bytes: async () => bytesBelow(data),
    close: async () => session.close(),
  };
}

function bytesBelow(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    return sum + (entry.isDirectory() ? bytesBelow(path) : entry.isFile() ? statSync(path).size : 0);
  }, 0);
}
