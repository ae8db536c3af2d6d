import { addDays, lengthInDays, metricOf, type Day, type Report, type ReportQuery } from '@pegel/domain';
import { csvUrl, initialView, overviewQueries, type GrainChoice, type OrganisationView, type ViewState } from '@pegel/presentation';
import { demoOrganisation } from '../demo/index.js';
import { milliseconds, type Figure, type Findings } from './figures.js';
import type { Bench } from './main.js';
import { historyEnd } from './million.js';
import { compareAnswers, plainSql } from './plain-sql.js';

const lengths: readonly { readonly days: number; readonly grain: GrainChoice }[] = [
  { days: 28, grain: 'day' },
  { days: 91, grain: 'week' },
  { days: 365, grain: 'month' },
  { days: 365, grain: 'day' },
];

/** How long each report of the Overview takes over HTTP, against plain SQL for the same numbers in the same file. */
export async function reportFindings({ rounds, history, historyServer, daysMax, contest }: Bench): Promise<Findings> {
  const server = await historyServer();
  const organisation: OrganisationView = { ...demoOrganisation, slug: server.slug, demo: false };
  const plain = plainSql(server.data, demoOrganisation.timeZone);
  const end: Day = new Date(historyEnd()).toISOString().slice(0, 10);
  const memoryBefore = server.memory();
  const ask = async (query: ReportQuery): Promise<Report> => JSON.parse(await server.get(csvUrl(query, server.slug).replace('/report.csv', '/report.json'))) as Report; // What the route answers.

  const figures: Figure[] = [];
  const measured = new Set<string>();
  for (const { days, grain } of lengths.filter((length) => length.days <= daysMax)) {
    const state: ViewState = { ...initialView(server.slug), range: { from: addDays(end, 1 - days), to: end }, end, grain };
    const queries = Object.entries(overviewQueries(state, organisation));
    const answered = await Promise.all(queries.map(([, query]) => ask(query)));
    for (const report of answered) compareAnswers(report, plain.answer(report), 'plain SQL');

    const over = `${days} days by ${grain}`;
    const wanted = days > 100 ? Math.min(3, rounds) : rounds;
    figures.push(await contest({
      name: `the whole Overview; ${over}`,
      unit: 'ms',
      rounds: wanted,
      ours: () => milliseconds(() => Promise.all(queries.map(([, query]) => ask(query)))),
      opponents: { 'plain SQL': () => milliseconds(() => answered.forEach((report) => plain.answer(report))) },
    }));
    for (const [index, [, query]] of queries.entries()) {
      const report = answered[index];
      // Some reports do not depend on the days chosen.
      if (report === undefined || measured.has(JSON.stringify(query))) continue;
      measured.add(JSON.stringify(query));
      figures.push(await contest({
        name: nameOf(report),
        unit: 'ms',
        rounds: wanted,
        ours: () => milliseconds(() => ask(query)),
        opponents: { 'plain SQL': () => milliseconds(() => plain.answer(report)) },
      }));
    }
  }
  const events = Number(plain.count());
  plain.close();
  return {
    figures,
    over: [
      { name: 'events', value: events, unit: '' },
      { name: 'months', value: history.months, unit: '' },
      { name: 'seats at the end', value: history.people, unit: '' },
      { name: 'resident memory of the server before the first report', value: memoryBefore, unit: 'MiB' },
      { name: 'and after the last', value: server.memory(), unit: 'MiB' },
    ],
  };
}


/** "WAU, Total seats; 28 days by day" */
function nameOf({ query }: Report): string {
  const { metrics, grain = 'day', by } = query;
  const what = metrics.length > 5 ? `all ${metrics.length} metrics` : metrics.map((name) => metricOf(name).short.en).join(', ');
  return `${what}${by === undefined ? '' : ` by ${by}`}; ${lengthInDays(query)} days ${grain === 'total' ? 'in total' : `by ${grain}`}`;
}
