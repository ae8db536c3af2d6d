import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { calendar, dayNumber, type Report } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { cellOf, columnOf, conditionOf, daysIn, groupsOf, keyColumnOf, type Counted } from './plain-sql.js';

const version = '1.5.6-r.1';

/** What is used of `@duckdb/node-api`, which is installed for the benchmark alone. */
interface Library {
  readonly DuckDBInstance: { create(path: string, options: Readonly<Record<string, string>>): Promise<{ connect(): Promise<Connection>; closeSync(): void }> };
}
interface Connection {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string): Promise<{ getRowsJS(): readonly (readonly unknown[])[] }>;
  createAppender(table: string): Promise<Appender>;
  closeSync(): void;
}
interface Appender {
  appendNull(): void;
  appendVarchar(text: string): void;
  appendBigInt(value: bigint): void;
  endRow(): void;
  closeSync(): void;
}

export interface DuckDb {
  /** The same numbers as the report has, by the names that `compareAnswers` knows. */
  answer(report: Report): Promise<ReadonlyMap<string, number>>;
  close(): void;
}

const texts = ['type', 'surface', 'chat', 'project', 'artifact', 'connector_key', 'model', 'cost_type'] as const;
const numbers = ['day', 'person', 'count', 'amount', 'list_amount', 'credits', 'requests', 'input_tokens', 'output_tokens', 'cache_read_tokens', 'cache_write_tokens'] as const;

/** Another engine in the same process, with the same events in columns of its own, two threads; `null` where it cannot be had here. */
export async function duckDb(ledger: Database, timeZone: string, folder: string, tell: (text: string) => void): Promise<DuckDb | null> {
  const library = await installed(join(folder, 'duckdb'), tell);
  if (library === null) return null;
  const instance = await library.DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  await load(connection, ledger, timeZone);
  return {
    async answer(report) {
      const answers = new Map<string, number>();
      for (const { fact, days, counted } of groupsOf(report)) {
        const spans = daysIn(report, days).map(([name, { from, to }]) => `('${name}', ${dayNumber(from)}, ${dayNumber(to)})`);
        for (const one of counted) {
          const found = await connection.runAndReadAll(statementFor(one, fact, keyColumnOf(report), spans));
          for (const [period, key, value] of found.getRowsJS()) answers.set(cellOf(one.name, String(period), key === null ? null : String(key)), Number(value ?? 0));
        }
      }
      return answers;
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function installed(folder: string, tell: (text: string) => void): Promise<Library | null> {
  mkdirSync(folder, { recursive: true });
  try {
    await promisify(execFile)('npm', ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', `@duckdb/node-api@${version}`], { shell: process.platform === 'win32' });
    return (await import(pathToFileURL(createRequire(join(folder, 'here.js')).resolve('@duckdb/node-api')).href)) as Library; // Its own types are not installed.
  } catch (error) {
    tell(`  DuckDB is left out, since it could not be installed: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
    return null;
  }
}

async function load(connection: Connection, ledger: Database, timeZone: string): Promise<void> {
  const zone = calendar(timeZone);
  await connection.run(`CREATE TABLE events (${texts.map((name) => `${name} VARCHAR`).join(', ')}, ${numbers.map((name) => `${name} BIGINT`).join(', ')})`);
  const appender = await connection.createAppender('events');
  const columns = [...texts.map((name) => `e.${name}`), ...numbers.map((name) => (name === 'day' ? 'e.at' : name === 'person' ? 'p.person' : `e.${name}`))];
  const rows = ledger.prepare<[], (string | bigint | null)[]>(`SELECT ${columns.join(', ')} FROM events e LEFT JOIN person_references p ON p.id = e.reference WHERE e.retracted = 0`).raw().safeIntegers();
  for (const row of rows.iterate()) {
    for (const [at, value] of row.entries()) {
      if (at === texts.length) appender.appendBigInt(BigInt(dayNumber(zone.dayOf(Number(value)))));
      else if (value === null) appender.appendNull();
      else if (typeof value === 'bigint') appender.appendBigInt(value);
      else appender.appendVarchar(value);
    }
    appender.endRow();
  }
  appender.closeSync();
}

/** As one would write it by hand: a day is counted first, and then each window over its days. */
function statementFor({ aggregate }: Counted, fact: 'activity' | 'spend', key: string, spans: readonly string[]): string {
  const column = columnOf(aggregate).replace('p.person', 'e.person');
  const ofFact = fact === 'spend' ? "e.type = 'spend' AND e.cost_type <> 'seat'" : "e.type <> 'spend'";
  const isSum = aggregate.kind === 'sum';
  return `WITH spans (name, since, until) AS (VALUES ${spans.join(', ')}),
    days AS (SELECT ${isSum ? '' : 'DISTINCT'} e.day, ${key} AS key, ${isSum ? `sum(${column})` : column} AS value FROM events e
      WHERE ${ofFact} AND ${conditionOf(aggregate.where)} AND e.day BETWEEN (SELECT min(since) FROM spans) AND (SELECT max(until) FROM spans) ${isSum ? 'GROUP BY ALL' : ''})
    SELECT spans.name, days.key, ${isSum ? 'sum(days.value)' : 'count(DISTINCT days.value)'} FROM spans JOIN days ON days.day BETWEEN spans.since AND spans.until GROUP BY ALL`;
}
