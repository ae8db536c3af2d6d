import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addDays, dayCounts, facts, metricNames, type Aggregate, type CountDistinct, type Day, type Dimension, type Organisation, type Period, type Question } from '@pegel/domain';
import { activity, assertMet, directory, events, organisationIn, person, randomCourse, randomNow, randomSettings, runs, seatOf, spendLine } from '@pegel/domain/testing';
import { openDatabase } from '@pegel/sqlite';
import { ledgersIn } from '../ledger.js';
import { around } from '../periods.js';
import { besideSql, sealAll, type BesideSql } from '../testing/beside-sql.js';
import { asked, everyDay, type Asked } from '../testing/questions.js';
import { columnsBeside } from '../testing/open-store.js';
import { additionsMax } from './changes.js';
import { cubeOver, type Cube } from './cube.js';
import type { Share } from './everybody.js';

const numRuns = runs(120);

let database: BesideSql['database'];
let store: BesideSql['store'];
let askedOf: BesideSql['askedOf'];
let saidBy: BesideSql['saidBy'];
let saidBySql: BesideSql['saidBySql'];
let happen: BesideSql['happen'];
let close: BesideSql['close'];
beforeEach(() => void ({ database, store, askedOf, saidBy, saidBySql, happen, close } = besideSql()));
afterEach(() => close());

/** Who the cube says has a part in the numbers of a question without its filter, and who SQL does. */
async function behind(cube: Cube, filtered: Question): Promise<readonly [string[] | null, string[]]> {
  const question: Question = { ...filtered, where: new Map() };
  const { ledger, history, aggregate } = askedOf(question);
  const byCube = cube.behind(question, aggregate, { ledger: ledger.id, history })?.flatMap(({ period, key, people }) => [...people].map((person) => `${period} ${key ?? ''} ${person}`)).sort() ?? null;
  const bySql = (await store.contributions(question)).flatMap(({ period, key, people }) => [...people].map((person) => `${period} ${key ?? ''} ${person}`)).sort();
  return [byCube, bySql];
}

/** What everybody's facts come to by SQL, as the cube says it. */
async function everybodyBySql(organisation: Organisation, period: Period, namedSince: Day | null): Promise<readonly Share[]> {
  const shares: Share[] = [];
  for await (const rows of store.spendByUser(organisation, period, namedSince)) shares.push(...rows.map(({ key, model, basis, ...row }) => ({ key, model, basis, sums: facts.spend.columns.map((column) => row[column]) })));
  return shares;
}

test('says what SQL says of the same ledger, however its facts are counted, split, filtered and cut, after whatever happened in between, also where days were sealed before it', { timeout: 600_000 }, async () => {
  let cube = cubeOver(columnsBeside(database));
  const answered = { activity: 0, spend: 0, behind: 0, behindSpend: 0, takenIn: 0, stamped: 0, everybody: 0 };
  let next = 0;
  await assertMet(
    fc.asyncProperty(randomSettings, randomSettings, randomCourse, fc.infiniteStream(asked), async (settings, later, course, questions) => {
      next += 1;
      let organisation: Organisation = organisationIn(settings.timeZone, { slug: `random-${next}` });
      // Asked before and after whatever happens, so that days are there when something comes to them.
      const always = Array.from({ length: 3 }, (): Asked => ({ ...questions.next().value, periods: [everyDay] }));
      const before = new Map<Asked, { readonly said: readonly string[]; readonly daysMade: number }>();
      /** What is asked once more later, when some of its days are others and some are not. */
      const once: Asked[] = [];
      const stamped = new Map<string, string>();
      const kept: Asked = questions.next().value;
      for (const [at, step] of course.entries()) {
        if (at === 4) organisation = { ...organisation, timeZone: later.timeZone };
        await happen(organisation, step, next % 4 === 0);
        for (let number = 0; number < 5; number += 1) {
          const again = number === 4 ? once[at % once.length] : undefined;
          // At times of other days: what was counted of a day is kept as well.
          const one: Asked = always[number] ?? (again !== undefined && at % 2 === 1 ? { ...again, periods: questions.next().value.periods } : again) ?? questions.next().value;
          if (number === 3) once.push(one);
          const { fact, aggregate: counted, periods, by, filter: conditions, withPeople, namedSince } = one;
          const newest = database.prepare<[], string>('SELECT key FROM people ORDER BY id DESC LIMIT 2').pluck().all();
          const people = withPeople && newest.length > 0 ? [['person', newest] as const] : [];
          const question: Question = { organisation, fact, aggregates: [counted], periods, by, where: new Map<Dimension, readonly string[]>([...people, ...conditions]), namedSince };
          const said = saidBy(cube, question);
          if (said === null) continue;
          expect(said).toEqual(await saidBySql(question));
          if (said.length > 1) answered[fact] += 1;
          const { daysMade } = cube.size();
          const last = before.get(one);
          if (last?.daysMade === daysMade && last.said.join() !== said.join()) answered.takenIn += 1;
          before.set(one, { said, daysMade });
          if (number > 1) continue;
          const [byCube, bySql] = await behind(cube, question);
          // What is taken back by what is below nought was somebody's doing all the same.
          if (byCube === null && fact === 'spend') continue;
          expect(byCube).toEqual(bySql);
          if (bySql.length > 0) answered[fact === 'spend' ? 'behindSpend' : 'behind'] += 1;
        }
        // As long as the stamp of some days is the same, the same people are behind their numbers.
        const { ledger: { id }, history } = askedOf({ organisation, fact: kept.fact, aggregates: [kept.aggregate], periods: kept.periods, by: kept.by, where: new Map() });
        const { from, to } = around(kept.periods);
        const stamp = cube.stampOf(organisation, id, { from: addDays(from, -9), to });
        const told = JSON.stringify((await store.contributions({ organisation, fact: kept.fact, aggregates: [kept.aggregate], periods: kept.periods, by: kept.by })).map(({ people: who, ...number }) => [number, [...who].sort()]));
        const name = `${stamp} ${history.version}`;
        if (stamp !== null && stamped.has(name)) {
          expect(told).toBe(stamped.get(name));
          answered.stamped += 1;
        }
        stamped.set(name, told);
        const { periods: [span = expect.fail()], namedSince }: Asked = questions.next().value;
        // Not always: it needs days that would be taken in otherwise.
        const shares = next % 3 === 0 ? cube.everybody(organisation, ledgersIn(database).of(organisation).id, span, namedSince) : null;
        if (shares !== null) {
          const rows = await everybodyBySql(organisation, span, namedSince);
          expect([...shares].flat()).toEqual(rows);
          if (rows.length > 0) answered.everybody += 1;
        }
        if (next % 2 === 0) {
          sealAll(cube);
          // As after a start: what is known is in the file.
          if (at % 2 === 0) cube = cubeOver(columnsBeside(database));
        }
      }
    }),
    { numRuns },
    // Many are of days and keys without facts, of which everybody says nothing.
    () => ({
      activity: [answered.activity, numRuns / 8],
      spend: [answered.spend, numRuns / 8],
      behind: [answered.behind, numRuns / 8],
      behindSpend: [answered.behindSpend, numRuns / 40],
      takenIn: [answered.takenIn, numRuns / 16],
      stamped: [answered.stamped, numRuns / 16],
      everybody: [answered.everybody, numRuns / 24],
    }),
  );
});

const utc = organisationIn('UTC');
const ada = person('ada@nordwind.example');
const ben = person('ben@nordwind.example');
const week = { from: '2026-01-05', to: '2026-01-11' };
const counted: CountDistinct = { kind: 'countDistinct', fact: 'activity', entity: 'person', where: {} };
const question: Question = { organisation: utc, fact: 'activity', aggregates: [counted], periods: [week], by: null, where: new Map() };
const used = (date: string, who = ada) => events([activity(`${date}T09:00:00Z`, who)]);

test('reads a day anew once it was changed, also by another connection, and not for what was taken back', async () => {
  const cube = cubeOver(columnsBeside(database));
  await store.append(utc, used('2026-01-05'));
  expect(saidBy(cube, question)).toEqual(['0  1', '[]']);
  const turned = new Error('Turned back.');
  expect(() => database.transaction(() => {
    database.exec('DELETE FROM events');
    throw turned;
  })()).toThrow(turned);
  expect(saidBy(cube, question)).toEqual(['0  1', '[]']);
  await store.append(utc, used('2026-01-06', ben));
  expect(saidBy(cube, question)).toEqual(['0  2', '[]']);
  const another = openDatabase(database.name);
  another.exec('DELETE FROM events WHERE at >= 1767657600000');
  another.close();
  expect(saidBy(cube, question)).toEqual(['0  1', '[]']);
});

test('takes in what is only added without reading a day anew, in whatever order it comes, and reads anew what was revised, erased or counts on a better basis', async () => {
  let cube = cubeOver(columnsBeside(database));
  const aggregates: readonly Aggregate[] = [
    counted, { kind: 'sum', fact: 'activity', column: 'count', where: {} }, { kind: 'countDistinct', fact: 'activity', entity: 'chat', where: {} },
    { kind: 'trailing', days: 7, of: counted }, { kind: 'trailing', days: 3, of: { kind: 'countDistinct', fact: 'activity', entity: 'project', where: {} } },
    { kind: 'sum', fact: 'spend', column: 'amount', where: {} }, { kind: 'sum', fact: 'spend', column: 'inputTokens', where: {} },
  ];
  const days = Array.from({ length: 7 }, (_, at) => ({ from: addDays(week.from, at), to: addDays(week.from, at) }));
  const asked = aggregates.flatMap((aggregate) => {
    const { fact } = aggregate.kind === 'trailing' ? aggregate.of : aggregate;
    return ([null, 'model'] as const).map((by): Question => ({ ...question, fact, aggregates: [aggregate], by, periods: [week, ...days] }));
  });
  /** How many days were made of the ledger before everything was said as SQL says it. */
  const madeFor = async (): Promise<number> => {
    const before = cube.size().daysMade;
    for (const one of asked) expect(saidBy(cube, one)).toEqual(await saidBySql(one));
    return cube.size().daysMade - before;
  };
  const moments = [3, 1, 5, 3, 0].map((at) => `${addDays(week.from, at)}T09:00:00Z`);
  await store.append(utc, events([...moments, ...moments].map((at, number) => activity(at, number % 3 === 0 ? ben : ada, { chat: `chat-${number % 5}` }))));
  await store.append(utc, events(moments.map((at) => spendLine(at, ada, '1.5', { basis: 'client-estimate', model: 'opus' }))));
  expect(await madeFor()).toBeGreaterThan(0);
  for (const [number, at] of moments.entries()) {
    const who = person(`new-${number % 3}@nordwind.example`);
    await store.append(utc, events([activity(at, who, { chat: `chat-${number}`, project: `project-${number % 2}`, model: `model-${number}` }), activity(at, ada), activity(at, { kind: 'service', name: 'robot' })]));
    await store.append(utc, events([spendLine(at, who, '-0.25', { basis: 'client-estimate', model: 'opus' }), spendLine(at, ada, '2', { basis: 'client-estimate', surface: 'code' })]));
    expect(await madeFor()).toBe(0);
  }
  const first = activity(`${week.from}T10:00:00Z`, ben, { id: 'first', count: 3 });
  await store.append(utc, events([first]));
  expect(await madeFor()).toBe(0);
  const many = Array.from({ length: 900 }, (_, number) => activity(moments[number % moments.length] ?? expect.fail(), person(`many-${(number * 7) % 90}@nordwind.example`), { chat: `chat-${number % 40}`, model: `model-${number % 3}`, count: 1 + (number % 2) }));
  for (let from = 0; from < many.length; from += 90) await store.append(utc, events(many.slice(from, from + 90)));
  expect(await madeFor()).toBe(0);
  // Sealed and read again they are the same days.
  sealAll(cube);
  cube = cubeOver(columnsBeside(database));
  await madeFor();
  expect(cube.size().daysUnsealed).toBe(0);
  // Repeated, it is nothing that came.
  await store.append(utc, events([first]));
  expect(await madeFor()).toBe(0);
  await store.append(utc, events([{ ...first, revision: 2, count: 5 }]));
  expect(await madeFor()).toBeGreaterThan(0);
  await store.append(utc, events([spendLine(`${addDays(week.from, 3)}T10:00:00Z`, ben, '7', { basis: 'billed' })]));
  expect(await madeFor()).toBe(1);
  await store.append(utc, events([spendLine(`${addDays(week.from, 3)}T11:00:00Z`, ben, '9', { basis: 'client-estimate' })]));
  expect(await madeFor()).toBe(0);
  const [key = expect.fail()] = await store.peopleCalled(utc, 'ada@nordwind.example');
  await store.erase(utc, key, { reason: 'A reason.', at: randomNow });
  await madeFor();
  // More at once than is noted one by one.
  await store.append(utc, events(Array.from({ length: additionsMax + 1 }, () => activity(`${week.from}T12:00:00Z`, ben))));
  expect(await madeFor()).toBeGreaterThan(0);
  await store.append(utc, events([activity(`${week.from}T12:00:00Z`, ben)]));
  expect(await madeFor()).toBe(0);
});

test('what is asked within a transaction that is taken back leaves nothing behind', async () => {
  const cube = cubeOver(columnsBeside(database));
  await store.append(utc, used('2026-01-05'));
  expect(saidBy(cube, question)).toEqual(['0  1', '[]']);
  await store.append(utc, used('2026-01-05', ben));
  const columns = database.prepare<[], string>("SELECT name FROM pragma_table_info('events')").pluck().all();
  const copied = `INSERT INTO events SELECT ${columns.map((name) => (name === 'id' ? "id || ' again'" : name)).join(', ')} FROM events`;
  const sum: Question = { ...question, aggregates: [{ kind: 'sum', fact: 'activity', column: 'count', where: {} }] };
  const turned = new Error('Turned back.');
  expect(() => database.transaction(() => {
    database.exec(copied);
    for (let time = 0; time < 2; time += 1) expect(saidBy(cube, sum)).toEqual(['0  4', '[]']);
    throw turned;
  })()).toThrow(turned);
  expect(saidBy(cube, sum)).toEqual(['0  2', '[]']);
  expect(saidBy(cube, question)).toEqual(['0  2', '[]']);
});

test('holds no more than it may, says nothing of what does not fit, and lets go of whoever asked longest ago', async () => {
  const cube = cubeOver(columnsBeside(database), 6_000);
  const other = organisationIn('UTC', { slug: 'other' });
  for (const organisation of [utc, other]) await store.append(organisation, used('2026-01-05'));
  const long: Question = { ...question, periods: [{ from: '2025-01-01', to: '2026-01-11' }] };
  expect(saidBy(cube, question)).toEqual(['0  1', '[]']);
  expect(saidBy(cube, { ...question, organisation: other })).toEqual(['0  1', '[]']);
  expect(cube.size()).toMatchObject({ bytes: expect.any(Number), bytesMax: 6_000, days: 14 });
  expect(saidBy(cube, long)).toBeNull();
  expect(cube.size().bytes).toBeLessThan(6_000);
  expect(await saidBySql(long)).toEqual(['0  1', '[]']);
  for (const organisation of [utc, other]) expect(saidBy(cube, { ...question, organisation })).toEqual(['0  1', '[]']);
});

test('goes on saying what fits, whatever was asked for and has changed before', async () => {
  const cube = cubeOver(columnsBeside(database), 6_000);
  const week = (at: number): Question => ({ ...question, periods: [{ from: addDays('2026-01-05', at * 7), to: addDays('2026-01-11', at * 7) }] });
  for (let at = 0; at < 12; at += 1) {
    const day = addDays('2026-01-05', at * 7);
    for (let time = 0; time < 3; time += 1) {
      await store.append(utc, used(day));
      expect(saidBy(cube, week(at))).toEqual(['0  1', '[]']);
      expect(saidBy(cube, { ...question, periods: [{ from: '2025-01-01', to: '2026-06-30' }] })).toBeNull();
    }
    expect(cube.size().bytes).toBeLessThan(8_000);
  }
});

test('counts a group of a day, and somebody who moved on both sides', async () => {
  const cube = cubeOver(columnsBeside(database));
  const by = { ...question, by: 'department' } as const;
  await store.append(utc, directory('2026-01-01T00:00:00Z', [seatOf(ada, { department: 'Sales' })]));
  await store.append(utc, directory('2026-01-06T00:00:00Z', [seatOf(ada, { department: 'Legal' })]));
  for (const date of ['2026-01-05', '2026-01-06']) await store.append(utc, used(date));
  await store.append(utc, used('2026-01-06', ben));
  expect(saidBy(cube, by)).toEqual(['0 @unattributed 1', '0 Legal 1', '0 Sales 1', '[]']);
});

test('adds up to the last nano-unit what is beyond whole numbers of JavaScript', async () => {
  const cube = cubeOver(columnsBeside(database));
  const amount: Aggregate = { kind: 'sum', fact: 'spend', column: 'amount', where: {} };
  const asking: Question = { ...question, fact: 'spend', aggregates: [amount] };
  await store.append(utc, events([spendLine('2026-01-05T09:00:00Z', ada, '8000000.000000001'), spendLine('2026-01-06T09:00:00Z', ada, '8000000.000000002'), spendLine('2026-01-06T09:00:00Z', ben, '-0.000000004')]));
  expect(saidBy(cube, asking)?.[0]).toBe('0  15999999999999999');
  for (const by of [null, 'person', 'surface'] as const) expect(saidBy(cube, { ...asking, by })).toEqual(await saidBySql({ ...asking, by }));
  // More than that on one line is left to SQL.
  await store.append(utc, events([spendLine('2026-01-07T09:00:00Z', ada, '900000000.000000001')]));
  expect(saidBy(cube, asking)).toBeNull();
});

test('knows facts and how they are counted, and no number by its name', () => {
  const own = new Set<string>([...Object.keys(facts), ...Object.values(facts).flatMap(({ columns, entities }) => [...columns, ...entities]), ...dayCounts]);
  const named = new RegExp(`\\b(${metricNames.filter((name) => !own.has(name)).join('|')})\\b`);
  const sources = readdirSync(import.meta.dirname).filter((name) => !name.endsWith('.test.ts'));
  expect(sources.length).toBeGreaterThan(5);
  for (const name of sources) expect(readFileSync(`${import.meta.dirname}/${name}`, 'utf8').match(named)?.[0]).toBeUndefined();
});
