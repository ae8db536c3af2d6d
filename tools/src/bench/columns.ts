import { chmodSync, constants, copyFileSync, mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, calendar, readerWithRole, report, type Day, type Organisation, type Report, type ReportQuery, type WireEvent } from '@pegel/domain';
import { parseEvent } from '@pegel/domain/schema';
import type { GroupFilter } from '@pegel/presentation';
import { keyFileBeside, openDatabase, openReader } from '@pegel/sqlite';
import { sqliteStore } from '@pegel/store-sqlite';
import { demoOrganisation } from '../demo/index.js';
import type { Answering, Engine } from './engines/engine.js';
import { clickHouse } from './engines/clickhouse.js';
import { duckDb } from './engines/duckdb.js';
import { postgresEngine } from './engines/postgres-engine.js';
import { asked } from './engines/statements.js';
import { growthOf, heldInParts, milliseconds, type Figure, type Findings, type Note } from './figures.js';
import type { Bench } from './main.js';
import { historyEnd } from './million.js';
import { compareAnswers, plainSql } from './plain-sql.js';
import { asking, endingOf, queriesOf, shortNumber } from './scale/overview.js';
import { columnsMebibytes, crossing, emailOf, firstDay, models, type Scale } from './scale/organisation.js';
import { loadedScale } from './scale/loaded.js';
import { allSealed } from './scale/sealed.js';
import { remove, serve, type Serving } from './server.js';
import { spendFile } from './spend-file.js';

/** Whose numbers are asked for: everybody's, those of a tenth that a department is, and those of a tenth out of all departments. */
const narrowings: readonly { readonly name: string; readonly group: GroupFilter | null }[] = [
  { name: '', group: null },
  { name: ', one department', group: { dimension: 'department', key: '3' } },
  { name: ', any set of people', group: { dimension: 'group', key: crossing } },
];

/** Plain SQL sorts each event once for each window that it is in, in memory: of fifty million events a year took 18 GiB and twenty minutes without an end. */
const eventsSorted = 10_000_000;

/** What the Overview takes over events that are many, counted from columns in memory, by SQL over the same ledger, and by other engines that have the same events. */
export async function columnsFindings(bench: Bench): Promise<Findings> {
  const found: Findings[] = [];
  for (const scale of bench.scales) found.push(await atScale(bench, scale));
  const figures = found.flatMap((each) => each.figures);
  return { figures: [...figures, ...growthOf(bench.scales.map((scale) => ({ amount: scale.events, ending: endingOf(scale) })), figures)], over: found.flatMap((each) => each.over) };
}

async function atScale(bench: Bench, scale: Scale): Promise<Findings> {
  const { tell, isSmall } = bench;
  const end: Day = new Date(historyEnd()).toISOString().slice(0, 10);
  const ending = endingOf(scale);
  const folder = join(bench.folder, `columns-${scale.people}-${scale.events}`);
  mkdirSync(folder, { recursive: true });
  // Another user may be who serves from it.
  for (const each of [bench.folder, folder]) chmodSync(each, 0o711);
  const loaded = await loadedScale(scale, end, isSmall ? bench.folder : tmpdir(), tell);
  const opened = pegelOver(join(loaded.founded.data, 'pegel.sqlite'), join(folder, 'pegel.sqlite'), loaded.founded.slug, end);
  const makers = isSmall ? [duckDb] : [duckDb, clickHouse, postgresEngine];
  const engines: Engine[] = [];
  let server: Serving | undefined;
  try {
    for (const make of makers) {
      const engine = await make(loaded.lines, scale, folder, tell);
      if (engine === null) continue;
      engines.push(engine);
      tell(`  ${engine.name} has loaded ${shortNumber.format(engine.eventsASecond)} events a second.`);
    }
    const serving = await serve(loaded.founded, columnsMebibytes);
    server = serving;
    // What it makes of the ledger the first time would take the others' turns.
    await allSealed(serving, async () => { for (const [, query] of queriesOf(serving.slug, end, 30, null)) await asking(serving, query); });
    const plain = plainSql(loaded.founded.data, demoOrganisation.timeZone, await opened.belonging());
    const figures: Figure[] = [];
    for (const days of [30, 365].filter((length) => length <= bench.daysMax)) {
      for (const { name, group } of narrowings) {
        figures.push(...await askedInTurns({ bench, isLargest: scale === bench.scales.at(-1), days, end, group, name: `the whole Overview; ${days} days by day${name}${ending}`, opened, server, others: [...(scale.events > eventsSorted ? [] : [{ name: 'plain SQL', answer: plain.answer }]), ...engines.map(asked)] }));
      }
    }
    plain.close();
    // From here on the others lack events that ours has.
    for (const days of [30, 365].filter((length) => length <= bench.daysMax)) {
      for (const { name, group } of narrowings) figures.push(await askedAfterEvents(bench, `the whole Overview; ${days} days by day${name}: after an event on its last day${ending}`, queriesOf(server.slug, end, days, group), opened, engines));
    }
    const memory = server.memory();
    const spend = await spendFile(bench, ending, server, engines, end);
    await server.stop();
    server = undefined;
    // With whatever was put aside while it served.
    const ledgerBytes = statSync(join(loaded.founded.data, 'pegel.sqlite')).size;
    figures.push(...spend.figures);
    return { figures, over: [...await notesOf(ending, loaded.eventsASecond, ledgerBytes, memory, opened, scale, engines), ...spend.over] };
  } finally {
    await server?.stop();
    opened.close();
    for (const engine of engines) await engine.close();
    remove(folder);
  }
}

interface Opened {
  ask(query: ReportQuery): Promise<Report>;
  /** One message more on the last day, of the source that a report states first. */
  add(report: Report): Promise<void>;
  belonging(): ReturnType<ReturnType<typeof sqliteStore>['memberships']>;
  columns(): ReturnType<ReturnType<typeof sqliteStore>['columns']>;
  close(): void;
}

/** A copy of a ledger in this process, without a server. */
function pegelOver(kept: string, file: string, slug: string, end: Day): Opened {
  copyFileSync(kept, file, constants.COPYFILE_FICLONE);
  copyFileSync(keyFileBeside(kept), keyFileBeside(file));
  const connections = { database: openDatabase(file), answers: openReader(file), reader: openReader(file) };
  const store = sqliteStore({ ...connections, cubeBytes: columnsMebibytes * 2 ** 20 });
  const organisation: Organisation = { ...demoOrganisation, slug, demo: false, pseudonymSecret: 'nobody is new here' };
  const now = calendar(organisation.timeZone).startOf(addDays(end, 1)) + 12 * 3_600_000;
  const owner = readerWithRole(organisation, 'owner');
  let added = 0;
  return {
    ask: (query) => report(owner, store, query, now),
    async add({ contract }) {
      const [source] = contract.sources;
      if (source === undefined) throw new Error('The report has no source.');
      added += 1;
      const wire: WireEvent = { id: `added-${added}`, type: 'message.sent', at: `${end}T12:00:00Z`, person: { email: emailOf(1) }, surface: 'chat', chat: `added-${added}`, model: models[0] ?? '' };
      const parsed = parseEvent(wire);
      if (!parsed.ok) throw new Error(parsed.message);
      await store.append(organisation, { kind: 'events', source: { name: source.name, kind: source.kind, feeds: null, run: '' }, receivedAt: now, items: [{ index: 0, event: parsed.event }], rejected: 0, droppedFields: 0 });
    },
    belonging: () => store.memberships(organisation, { from: firstDay(end), to: end }),
    columns: () => store.columns(),
    close() {
      for (const connection of [connections.answers, connections.reader, connections.database]) connection.close();
    },
  };
}

interface Asked {
  readonly bench: Bench;
  readonly isLargest: boolean;
  readonly name: string;
  readonly days: number;
  readonly end: Day;
  readonly group: GroupFilter | null;
  readonly opened: Opened;
  readonly server: Serving;
  readonly others: readonly Answering[];
}

/** Everybody is asked once and must say the same numbers; then all are asked in turns. */
async function askedInTurns({ bench, isLargest, name, days, end, group, opened, server, others }: Asked): Promise<Figure[]> {
  const queries = queriesOf(server.slug, end, days, group);
  const reports: Report[] = [];
  const first: number[] = [];
  for (const [, query] of queries) {
    first.push(await milliseconds(async () => {
      reports.push(await opened.ask(query));
    }));
  }
  const runners = [{ name: 'Pegel', first, who: async (part: number) => void (await opened.ask(queries[part]?.[1] ?? { metrics: [] })) }];
  for (const other of others) {
    const taken: number[] = [];
    for (const one of reports) {
      let theirs: ReadonlyMap<string, bigint> = new Map();
      taken.push(await milliseconds(async () => {
        theirs = await other.answer(one);
      }));
      compareAnswers(one, theirs, other.name);
    }
    runners.push({ name: other.name, first: taken, who: async (part) => {
      const one = reports[part];
      if (one !== undefined) await other.answer(one);
    } });
  }
  // Whoever asks over HTTP is told the same.
  for (const [index, [, query]] of queries.entries()) {
    const [told, own] = [await asking(server, query), reports[index]];
    if (JSON.stringify(told.rows.map(({ values }) => values)) !== JSON.stringify(own?.rows.map(({ values }) => values))) throw new Error(`Over HTTP ${name} says something else.`);
  }
  const ask = (who: (part: number) => Promise<void>, part: number): Promise<number> => milliseconds(() => who(part));
  const rounds = days > 100 ? Math.min(bench.rounds, 5) : bench.rounds;
  const parts = queries.map(([query]) => query);
  const figures = await heldInParts({ name, parts, rounds, patience: bench.patience, runners, ask });
  const [whole, ...each] = figures;
  if (whole === undefined) return [];
  bench.tellFigure(whole);
  const overHttp = await bench.contest({
    name: `${name}, over HTTP, tRPC and JSON`, unit: 'ms', rounds,
    ours: () => milliseconds(() => Promise.all(queries.map(([, query]) => asking(server, query)))),
    opponents: { 'the same in one process': async () => milliseconds(async () => { for (const [, query] of queries) await opened.ask(query); }) },
  });
  // What a part takes says where the time of the whole goes; of fewer people or events it would say the same once more.
  return [whole, overHttp, ...(isLargest && group === null ? each : [])];
}

/** What was counted is kept as long as its days are the same; here the last of them has become another each time, while the others answer over what they had. */
async function askedAfterEvents({ contest, rounds }: Bench, name: string, queries: readonly [string, ReportQuery][], opened: Opened, engines: readonly Engine[]): Promise<Figure> {
  const all = async (): Promise<Report[]> => {
    const reports: Report[] = [];
    for (const [, query] of queries) reports.push(await opened.ask(query));
    return reports;
  };
  const reports = await all();
  const [first] = reports;
  if (first === undefined) throw new Error('The Overview asks for nothing.');
  // Whoever is a server of its own is slow enough to be left out.
  const inProcess = engines.filter(({ reopen }) => reopen !== undefined).map(asked);
  return contest({
    name, unit: 'ms', rounds: Math.min(rounds, 5),
    ours: async () => {
      await opened.add(first);
      return milliseconds(all);
    },
    opponents: Object.fromEntries(inProcess.map((other) => [other.name, () => milliseconds(async () => { for (const one of reports) await other.answer(one); })])),
  });
}

async function notesOf(ending: string, eventsASecond: number, ledgerBytes: number, memory: number, opened: Opened, scale: Scale, engines: readonly Engine[]): Promise<Note[]> {
  const held = opened.columns();
  const each = async (engine: Engine): Promise<Note[]> => [
    { name: `${engine.name} loaded a file of lines${ending}`, value: engine.eventsASecond, unit: 'events/s' },
    { name: `${engine.name} on the disk${ending}`, value: (await engine.bytes()) / scale.events, unit: 'bytes an event' },
  ];
  return [
    { name: `loaded over HTTP, each 10,000 durable before the next${ending}`, value: eventsASecond, unit: 'events/s' },
    { name: `on the disk${ending}`, value: ledgerBytes / scale.events, unit: 'bytes an event' },
    { name: `in memory${ending}`, value: (held?.bytes ?? 0) / scale.events, unit: 'bytes an event' },
    { name: `resident memory of the server${ending}`, value: memory, unit: 'MiB' },
    ...(await Promise.all(engines.map(each))).flat(),
  ];
}
