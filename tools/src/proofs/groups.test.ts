import { expect, test } from 'vitest';
import { addDays, bucketsOf, dimensionsOf, grains, memberships, metricNames, metricOf, type Grain, type Membership, type MetricName, type Period, type Report, type WireEvent } from '@pegel/domain';
import { accountOf, reportOf, served } from '@pegel/server/testing';
import { isEverything } from '../testing/everything.js';
import { belongs, recovered, recoveredInWholeNumbers, recoveredPeople, windows, type Cell } from './group-attack.js';
import { recoveredPeopleInside, recoveredSumsInside, type InsideCell } from './group-inside.js';
import { directoriesOf, eventsOf, groupRange, twoHundredPeople } from './group-world.js';
import { reached } from './progress.js';

const k = 5;
const people = twoHundredPeople();
const events = eventsOf(people);
const now = Date.parse('2026-11-30T10:00:00Z');

/** Counted from what was sent, without any of the code that answers: who on a day did something that a metric counts. */
const does: Readonly<Partial<Record<MetricName, (event: WireEvent) => boolean>>> = {
  activeUsers: ({ type }) => type !== 'spend', messages: ({ type, surface }) => type === 'message.sent' && surface === 'chat', chats: ({ type, surface }) => type === 'message.sent' && surface === 'chat',
  codingPrompts: ({ type, surface }) => type === 'message.sent' && surface === 'code', codingSessions: ({ type, surface }) => type === 'message.sent' && surface === 'code',
  connectorUsers: ({ type }) => type === 'connector.used', connectorCalls: ({ type }) => type === 'connector.used', projectsCreated: ({ type }) => type === 'project.created', projectCreators: ({ type }) => type === 'project.created',
  artifactsCreated: ({ type }) => type === 'artifact.created', artifactCreators: ({ type }) => type === 'artifact.created', spend: ({ type }) => type === 'spend', requests: ({ type }) => type === 'spend', inputTokens: ({ type }) => type === 'spend',
};

const dayOf = (event: WireEvent): string => event.id.slice(-10);
const actorOf = ({ person }: WireEvent): string | null => (person !== null && person !== undefined && 'email' in person ? (person.email ?? null) : null);
/** How many people are behind a number, as a person with a pencil would count. */
const pencil = new Map<string, ReadonlySet<string>>();
function behind(metric: MetricName, { from, to }: Period, dimension: Membership, key: string, more: (event: WireEvent) => boolean = () => true): ReadonlySet<string> {
  const window = windows[metric];
  const counts = does[metric] ?? does.activeUsers ?? (() => false);
  const start = window === undefined ? from : addDays(to, 1 - window);
  return new Set(events.flatMap((event) => {
    const [actor, day] = [actorOf(event), dayOf(event)];
    return actor !== null && day >= start && day <= to && counts(event) && more(event) && belongs(actor, dimension, key, day) ? [actor] : [];
  }));
}
function counted(metric: MetricName, period: Period, dimension: Membership, key: string): number {
  const asked = [metric, period.from, period.to, dimension, key].join();
  const known = pencil.get(asked) ?? behind(metric, period, dimension, key);
  pencil.set(asked, known);
  return known.size;
}

/** Whether somebody did on a day what a metric counts. */
const doers = new Map<MetricName, ReadonlySet<string>>();
const doing = (metric: MetricName) => (email: string, day: string): boolean => {
  const known = doers.get(metric) ?? new Set(events.filter((event) => does[metric]?.(event) === true).map((event) => `${actorOf(event) ?? ''} ${dayOf(event)}`));
  doers.set(metric, known);
  return known.has(`${email} ${day}`);
};

const numberOf = ({ metric, period, dimension, group }: Cell): number => counted(metric, period, dimension ?? 'group', group ?? '');
const isMore = (cell: Cell): boolean => numberOf(cell) > 0;
const everybodyOn = (day: string): number => new Set(events.flatMap((event) => (dayOf(event) === day && does.messages?.(event) === true ? (actorOf(event) ?? []) : []))).size;

const asked = isEverything ? metricNames : (['activeUsers', 'messages', 'weeklyActiveUsers'] as const satisfies readonly MetricName[]);
const askedGrains: readonly Grain[] = isEverything ? grains : ['total', 'week', 'day'];
const flows = Object.keys(does) as MetricName[]; // Object.keys forgets the names.

/** A number inside of a group, and how many people are behind it. */
type CountedInside = InsideCell & { readonly people: number };
const hasMore = ({ people: number }: CountedInside): boolean => number > 0;

/** The splits that panels have, by metric. */
const inside = [['messages', 'model'], ['spend', 'model'], ['connectorUsers', 'connector'], ['connectorCalls', 'connector'], ['activeUsers', 'surface']] as const;

async function world() {
  const server = await served({ ports: { now: () => now } });
  server.change("UPDATE organisations SET names = 'pseudonyms', time_zone = 'UTC'");
  for (let from = 0; from < events.length; from += 5_000) await accountOf(await server.send(events.slice(from, from + 5_000), { 'pegel-source': 'door' }));
  for (const directory of directoriesOf(people)) {
    await accountOf(await server.app.request('/v1/directory', { method: 'PUT', headers: { authorization: `Bearer ${server.ingestKey}`, 'content-type': 'application/json', 'pegel-source': 'door' }, body: JSON.stringify(directory) }));
  }
  const ask = async (text: string): Promise<Report> => reportOf(await server.get(`/report.json?from=${groupRange.from}&to=${groupRange.to}&${text}`));
  return { server, ask };
}

const cellsOf = ({ rows, query: { metrics } }: Report, dimension: Membership | null): Cell[] =>
  rows.flatMap(({ key, from, to, values, reasons }) => metrics.map((metric): Cell => {
    const value = values[metric];
    if (value === null || value === undefined) expect(['hidden', 'not-applicable', 'no-data']).toContain(reasons[metric]);
    return { metric, period: { from, to }, group: key, dimension, value: reasons[metric] === 'hidden' ? null : Number(value ?? 0) };
  }));

/** Counts that add up over days and groups; the other ones count somebody once, however often they come. */
const addUp: readonly MetricName[] = ['messages', 'codingPrompts', 'connectorCalls', 'projectsCreated', 'artifactsCreated', 'requests', 'inputTokens'];
const countPeople: readonly MetricName[] = ['activeUsers', 'connectorUsers', 'projectCreators', 'artifactCreators'];

test('no number of fewer people is told of two hundred people, and none that is hidden follows from all that are', { timeout: 3_600_000 }, async () => {
  const { ask, server } = await world();
  const cells: Cell[] = [];
  for (const grain of askedGrains) {
    reached(`asked for every group by ${grain}`);
    cells.push(...cellsOf(await ask(`metrics=${asked.join()}&grain=${grain}`), null));
    for (const dimension of memberships) cells.push(...cellsOf(await ask(`metrics=${asked.filter((name) => dimensionsOf(metricOf(name).measure).includes(dimension)).join()}&grain=${grain}&by=${dimension}`), dimension));
  }
  const told = cells.filter(({ dimension, group, value, metric }) => dimension !== null && group !== '@service' && value !== null && (flows.includes(metric) || metric in windows));
  const few = told.filter(({ metric, period, dimension, group }) => { const number = counted(metric, period, dimension ?? 'group', group ?? ''); return number > 0 && number < k; });
  expect(few).toEqual([]);
  // Enough is told for the proof to be about something, and enough is hidden.
  const shares = { told: told.length, hidden: cells.filter(({ value }) => value === null).length };
  expect(shares.told).toBeGreaterThan(shares.hidden / 5);
  expect(shares.hidden).toBeGreaterThan(100);
  // What counts somebody once does not add up over days, so only numbers of the same days are added and subtracted.
  const addedTogether = ({ metric, period }: Cell): string => (addUp.includes(metric) ? metric : `${metric} ${period.from} ${period.to}`);
  const flowing = cells.filter(({ metric }) => flows.includes(metric));
  reached(`${told.length} numbers of groups are told, ${shares.hidden} hidden; added and subtracted`);
  for (const together of new Set(flowing.map(addedTogether))) expect([together, recovered(flowing.filter((cell) => addedTogether(cell) === together), isMore)]).toEqual([together, []]);
  for (const metric of asked.filter((name) => addUp.includes(name))) {
    reached(`${metric} in whole numbers`);
    expect([metric, await recoveredInWholeNumbers(cells.filter((cell) => cell.metric === metric), isMore)]).toEqual([metric, []]);
  }
  for (const metric of asked.filter((name) => countPeople.includes(name))) expect([metric, await recoveredPeople(metric, cells, { isMore, wasThere: doing(metric) }, (day) => isEverything || day === '2026-11-19')]).toEqual([metric, []]);

  // Planted: all that has enough people is told, and only what has fewer is hidden. The solver finds it.
  const planted = cells.filter(({ metric }) => metric === 'messages').map((cell): Cell => {
    if (cell.dimension === null || cell.group === '@service') return cell;
    const number = counted('messages', cell.period, cell.dimension, cell.group ?? '');
    return { ...cell, value: number > 0 && number < k ? null : number };
  });
  expect(recovered(planted, isMore).length).toBeGreaterThan(10);
  // Whole numbers find it as well, of days whose numbers of people are told in the same way.
  const ofDays = planted.filter(({ period }) => period.from === period.to).map((cell): Cell => ({ ...cell, metric: 'activeUsers', value: cell.dimension === null ? everybodyOn(cell.period.from) : cell.group === '@service' ? 0 : cell.value }));
  expect((await recoveredPeople('activeUsers', ofDays, { isMore, wasThere: doing('messages') }, () => false)).length).toBeGreaterThan(3);

  // A filter by a group tells what the split by it does.
  const filters = memberships.flatMap((dimension) => [...new Set(cells.filter((cell) => cell.dimension === dimension).map(({ group }) => group ?? ''))].map((key) => [dimension, key] as const)).filter(([, key]) => key !== '@service');
  for (const [at, [dimension, key]] of filters.entries()) {
    if (!isEverything && at % 9 !== 0) continue;
    reached(`filter ${at + 1} of ${filters.length}: ${dimension} ${key}`);
    for (const grain of isEverything ? askedGrains : (['day'] as const)) {
      const own = cellsOf(await ask(`metrics=messages&grain=${grain}&where=${dimension}:${encodeURIComponent(key)}`), dimension);
      const split = cells.filter((cell) => cell.metric === 'messages' && cell.dimension === dimension && cell.group === key && bucketsOf(groupRange, grain, { weekStart: 'monday', fiscalYearStart: 1 }).some(({ from, to }) => from === cell.period.from && to === cell.period.to));
      for (const { period, value } of own) expect([key, period, value]).toEqual([key, period, split.find((cell) => cell.period.from === period.from && cell.period.to === period.to)?.value]);
    }
  }
  // Inside of groups, what is split has enough people behind each, and what is hidden does not follow from the splits and ranges of everybody and of all groups.
  for (const [metric, by] of inside) {
    if (!isEverything && !countPeople.includes(metric)) continue;
    reached(`${metric} by ${by} inside of every group`);
    const own = await insideOf(metric, by, filters);
    expect(own.filter(({ dimension, value, people: number }) => dimension !== null && value !== null && number > 0 && number < k)).toEqual([]);
    expect([metric, countPeople.includes(metric) ? await recoveredPeopleInside(own, hasMore) : recoveredSumsInside(own, hasMore)]).toEqual([metric, []]);
    // Planted: all that has enough people is told. The solver finds some of the rest.
    const planted = own.map((cell) => ({ ...cell, value: cell.people > 0 && cell.people < k ? null : cell.people }));
    expect((countPeople.includes(metric) ? await recoveredPeopleInside(planted, hasMore) : recoveredSumsInside(planted, hasMore)).length).toBeGreaterThan(0);
  }

  /** What is told of everybody and of each group, of each key of a split and of all together, and how many people are behind it. */
  async function insideOf(metric: MetricName, by: string, groups: readonly (readonly [Membership, string])[]): Promise<readonly CountedInside[]> {
    const isOf = (key: string | null) => (event: WireEvent): boolean => key === null || Object.entries(event).some(([field, own]) => field === by && own === key);
    const keys = [null, ...new Set(events.flatMap((event) => (actorOf(event) !== null && does[metric]?.(event) === true ? Object.entries(event).flatMap(([field, own]) => (field === by ? [String(own)] : [])) : [])))];
    const everybody = (key: string | null): number => new Set(events.filter((event) => dayOf(event) >= groupRange.from && does[metric]?.(event) === true && isOf(key)(event)).map(actorOf).filter((actor) => actor !== null)).size;
    const found = keys.map((key): CountedInside => ({ dimension: null, group: null, key, value: everybody(key), people: everybody(key) }));
    for (const [dimension, group] of groups) {
      const where = `metrics=${metric}&grain=total&where=${dimension}:${encodeURIComponent(group)}`;
      const told = new Map([...cellsOf(await ask(where), dimension).map(({ value }) => [null, value] as const), ...cellsOf(await ask(`${where}&by=${by}`), dimension).map(({ group: key, value }) => [key, value] as const)]);
      for (const key of keys) found.push({ dimension, group, key, value: told.get(key) ?? null, people: behind(metric, groupRange, dimension, group, isOf(key)).size });
    }
    return found;
  }
  await server.end();
});
