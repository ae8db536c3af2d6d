import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { addDays, readerWithRole, report, type Day, type Organisation, type Report, type ReportQuery, type UsageStore } from '@pegel/domain';
import { initialView, overviewQueries, type OrganisationView, type ViewState } from '@pegel/presentation';
import { keyFileBeside, openDatabase, openReader } from '@pegel/sqlite';
import { sqliteStore } from '@pegel/store-sqlite';
import { demoOrganisation } from '../demo/index.js';
import { duckDb } from './duckdb.js';
import { milliseconds, type Figure, type Findings, type Note } from './figures.js';
import type { Bench } from './main.js';
import { historyEnd } from './million.js';
import { compareAnswers } from './plain-sql.js';

/** What the Overview takes in one process, counted from columns in memory, by SQL over the ledger, and by another engine. */
export async function columnsFindings({ rounds, folder, history, historyServer, daysMax, contest, tell }: Bench): Promise<Findings> {
  const server = await historyServer();
  const file = join(folder, 'columns.sqlite');
  const kept = openReader(join(server.data, 'pegel.sqlite'));
  kept.prepare('VACUUM INTO ?').run(file);
  copyFileSync(keyFileBeside(kept.name), keyFileBeside(file));
  kept.close();

  const [database, reader] = [openDatabase(file), openReader(file)];
  const columns = sqliteStore({ database, reader, cubeBytes: 4 * 2 ** 30 });
  const ledger = sqliteStore({ database, reader, cubeBytes: 0 });
  const organisation: Organisation = { ...demoOrganisation, slug: server.slug, demo: false, pseudonymSecret: 'nobody is new here' };
  const view: OrganisationView = organisation;
  const end: Day = new Date(historyEnd()).toISOString().slice(0, 10);
  const now = Date.parse(`${addDays(end, 1)}T12:00:00Z`);
  const owner = readerWithRole(organisation, 'owner');
  const ask = (store: UsageStore, query: ReportQuery): Promise<Report> => report(owner, store, query, now);
  const askAll = async (store: UsageStore, queries: readonly ReportQuery[]): Promise<Report[]> => {
    const answered = [];
    for (const query of queries) answered.push(await ask(store, query));
    return answered;
  };

  const duck = await duckDb(database, organisation.timeZone, folder, tell);
  const figures: Figure[] = [];
  const made: Note[] = [];
  for (const days of [30, 365].filter((length) => length <= daysMax)) {
    const state: ViewState = { ...initialView(server.slug), range: { from: addDays(end, 1 - days), to: end }, end, grain: 'day' };
    const queries = Object.values(overviewQueries(state, view));
    // Who belonged to what is read by whoever asks first, and is no part of either.
    const theirs = await askAll(ledger, queries);
    const first = await milliseconds(() => askAll(columns, queries));
    const ours = await askAll(columns, queries);
    if (!isDeepStrictEqual(ours, theirs)) throw new Error(`Columns and SQL over the ledger say different things of ${days} days.`);
    if (duck !== null) for (const one of ours) compareAnswers(one, await duck.answer(one));
    figures.push(await contest({
      name: `the whole Overview; ${days} days by day`,
      unit: 'ms',
      rounds: days > 100 ? Math.min(5, rounds) : rounds,
      ours: () => milliseconds(() => askAll(columns, queries)),
      opponents: {
        'SQL over the ledger': () => milliseconds(() => askAll(ledger, queries)),
        ...(duck === null ? {} : { DuckDB: () => milliseconds(async () => { for (const one of ours) await duck.answer(one); }) }),
      },
    }));
    made.push({ name: `the first time, with making the columns of ${days} days`, value: first, unit: 'ms' });
  }
  const held = columns.columns();
  const events = Number(database.prepare('SELECT count(*) FROM events').pluck().get());
  duck?.close();
  reader.close();
  database.close();
  return {
    figures,
    over: [
      { name: 'events', value: events, unit: '' }, { name: 'months', value: history.months, unit: '' }, { name: 'seats at the end', value: history.people, unit: '' },
      ...made, { name: 'memory of the columns', value: (held?.bytes ?? 0) / 2 ** 20, unit: 'MiB' }, { name: 'of them for each event', value: (held?.bytes ?? 0) / events, unit: 'bytes' }, { name: 'days in them, once for each fact', value: held?.days ?? 0, unit: '' },
    ],
  };
}
