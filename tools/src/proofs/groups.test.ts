import { expect, test } from 'vitest';
import { addDays, bucketsOf, daysOf, dimensionsOf, grains, memberships, metricNames, metricOf, type Grain, type Membership, type MetricName, type Period, type Report, type WireEvent } from '@pegel/domain';
import { pinned, workedOut, type Equation, type Known } from '@pegel/domain/testing';
import { accountOf, reportOf, served } from '@pegel/server/testing';
import { isEverything } from './demo-world.js';
import { departmentOn, directoriesOf, eventsOf, groupRange, twoHundredPeople } from './group-world.js';

const k = 5;
const people = twoHundredPeople();
const events = eventsOf(people);
const days = daysOf(groupRange);
const now = Date.parse('2026-11-30T10:00:00Z');

/** Counted from what was sent, without any of the code that answers: who on a day did something that a metric counts. */
const does: Readonly<Partial<Record<MetricName, (event: WireEvent) => boolean>>> = {
  activeUsers: ({ type }) => type !== 'spend', messages: ({ type, surface }) => type === 'message.sent' && surface === 'chat', chats: ({ type, surface }) => type === 'message.sent' && surface === 'chat',
  codingPrompts: ({ type, surface }) => type === 'message.sent' && surface === 'code', codingSessions: ({ type, surface }) => type === 'message.sent' && surface === 'code',
  connectorUsers: ({ type }) => type === 'connector.used', connectorCalls: ({ type }) => type === 'connector.used', projectsCreated: ({ type }) => type === 'project.created', projectCreators: ({ type }) => type === 'project.created',
  artifactsCreated: ({ type }) => type === 'artifact.created', artifactCreators: ({ type }) => type === 'artifact.created', spend: ({ type }) => type === 'spend', requests: ({ type }) => type === 'spend', inputTokens: ({ type }) => type === 'spend',
};
const windows: Readonly<Partial<Record<MetricName, number>>> = { weeklyActiveUsers: 7, monthlyActiveUsers: 30 };

const dayOf = (event: WireEvent): string => event.id.slice(-10);
const actorOf = ({ person }: WireEvent): string | null => (person !== null && person !== undefined && 'email' in person ? (person.email ?? null) : null);
const byEmail = new Map(people.map((one) => [one.email, one]));
const belongs = (email: string, dimension: Membership, key: string, day: string): boolean => {
  const one = byEmail.get(email);
  const isListed = one !== undefined && (one.comes === null || day >= one.comes) && (one.leaves === null || day < one.leaves);
  const own = !isListed ? [] : dimension === 'group' ? one.groups : [dimension === 'department' ? departmentOn(one, day) : one.costCentre].filter((text) => text !== null);
  return own.includes(key) || (own.length === 0 && key === '@unattributed');
};

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

const everybodyOn = (day: string): number => new Set(events.flatMap((event) => (dayOf(event) === day && does.messages?.(event) === true ? (actorOf(event) ?? []) : []))).size;

const asked = isEverything ? metricNames : (['activeUsers', 'messages', 'weeklyActiveUsers'] as const satisfies readonly MetricName[]);
const askedGrains: readonly Grain[] = isEverything ? grains : ['total', 'week', 'day'];
const flows = Object.keys(does) as MetricName[]; // Object.keys forgets the names.

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

interface Cell {
  readonly metric: MetricName;
  readonly period: Period;
  readonly group: string | null;
  readonly dimension: Membership | null;
  readonly value: number | null;
}

const cellsOf = ({ rows, query: { metrics } }: Report, dimension: Membership | null): Cell[] =>
  rows.flatMap(({ key, from, to, values, reasons }) => metrics.map((metric): Cell => {
    const value = values[metric];
    if (value === null || value === undefined) expect(['hidden', 'not-applicable', 'no-data']).toContain(reasons[metric]);
    return { metric, period: { from, to }, group: key, dimension, value: reasons[metric] === 'hidden' ? null : Number(value ?? 0) };
  }));

const keysOf = (dimension: Membership): readonly string[] => {
  const own = people.flatMap((one): readonly (string | null)[] => (dimension === 'group' ? one.groups : [dimension === 'department' ? one.department : one.costCentre]));
  return [...new Set(own.filter((key) => key !== null)), '@unattributed'];
};

/** Everybody of a day who belongs to the same is one unknown number. */
function unknowns() {
  const keys = memberships.flatMap((dimension) => keysOf(dimension).map((key) => [dimension, key] as const));
  const numbers = new Map<string, { readonly number: number; readonly day: string; readonly of: ReadonlySet<string>; people: number }>();
  for (const day of days) {
    for (const one of people) {
      if ((one.comes !== null && day < one.comes) || (one.leaves !== null && day >= one.leaves)) continue;
      const of = new Set(keys.filter(([dimension, key]) => belongs(one.email, dimension, key, day)).map(([dimension, key]) => `${dimension} ${key}`));
      const text = `${day} ${[...of].join()}`;
      const known = numbers.get(text) ?? { number: numbers.size, day, of, people: 0 };
      known.people += 1;
      numbers.set(text, known);
    }
  }
  return [...numbers.values()];
}

/** What is told of a metric, and what is hidden, as sums of unknown numbers. */
function equationsOf(cells: readonly Cell[]) {
  const all = unknowns();
  const equation = ({ dimension, group, period, value }: Cell): Equation & { readonly value: number } => ({
    name: `${dimension ?? 'everybody'} ${group ?? ''} ${period.from} ${period.to}`, isNought: value === 0, value: value ?? 0,
    of: all.filter(({ day, of }) => day >= period.from && day <= period.to && (dimension === null || of.has(`${dimension} ${group ?? ''}`))).map(({ number }) => number),
  });
  const usable = cells.filter(({ group }) => group !== '@service');
  const told = usable.filter(({ value }) => value !== null).map(equation);
  // A group that is nowhere told has no numbers in this range; that it did nothing where everybody around it did nothing is no secret.
  const isTold = new Set(usable.flatMap(({ dimension, group, value }) => (value === null ? [] : [`${dimension ?? ''} ${group ?? ''}`])));
  const secret = usable.filter((cell) => cell.value === null && cell.dimension !== null && (isTold.has(`${cell.dimension} ${cell.group ?? ''}`) || counted(cell.metric, cell.period, cell.dimension, cell.group ?? '') > 0)).map(equation);
  return { told, secret: secret.filter(({ of }) => of.length > 0) };
}

/** What somebody with all told cells of a metric works out of the hidden ones. */
function recovered(cells: readonly Cell[]): string[] {
  const { told, secret } = equationsOf(cells);
  return workedOut(told, secret);
}

/** Counts that add up over days and groups; the other ones count somebody once, however often they come, and add up over groups alone, within a day. */
const addUp: readonly MetricName[] = ['messages', 'codingPrompts', 'connectorCalls', 'projectsCreated', 'artifactsCreated', 'requests', 'inputTokens'];
const countPeople: readonly MetricName[] = ['activeUsers', 'connectorUsers', 'projectCreators', 'artifactCreators'];

/**
 * The same for somebody who knows, too, that these are whole numbers and none is less than nought, and of people how many there are
 * who belong to the same.
 */
async function recoveredInWholeNumbers(metric: MetricName, cells: readonly Cell[]): Promise<string[]> {
  const ofServices = new Map(cells.flatMap(({ group, period, value }) => (group === '@service' ? [[`${period.from} ${period.to}`, value ?? 0] as const] : [])));
  const ofPeople = cells.map((cell) => (cell.dimension === null ? { ...cell, value: (cell.value ?? 0) - (ofServices.get(`${cell.period.from} ${cell.period.to}`) ?? 0) } : cell));
  const { told, secret } = equationsOf(countPeople.includes(metric) ? ofPeople.filter(({ period }) => period.from === period.to) : ofPeople);
  const largest = Math.max(0, ...told.map(({ value }) => value));
  const all = unknowns();
  // What nobody is known of counts for everybody and beside all groups; there is one such unknown a day.
  const nobody = (name: string): readonly number[] => days.flatMap((day, at) => (name.startsWith('everybody') || name.includes('@unattributed') ? (name.slice(-21, -11) <= day && day <= name.slice(-10) ? [all.length + at] : []) : []));
  const most = [...all.map(({ people: number }) => (countPeople.includes(metric) ? number : largest)), ...days.map(() => (countPeople.includes(metric) ? 0 : largest))];
  return pinned(most, told.map(({ name, of, value }): Known => ({ of: [...of, ...nobody(name)], least: value, most: value })), secret.map((cell) => ({ ...cell, of: [...cell.of, ...nobody(cell.name)] })));
}

test('no number of fewer people is told of two hundred people, and none that is hidden follows from all that are', { timeout: 3_600_000 }, async () => {
  const { ask, server } = await world();
  const cells: Cell[] = [];
  for (const grain of askedGrains) {
    cells.push(...cellsOf(await ask(`metrics=${asked.join()}&grain=${grain}`), null));
    for (const dimension of memberships) cells.push(...cellsOf(await ask(`metrics=${asked.filter((name) => dimensionsOf(metricOf(name).measure).includes(dimension)).join()}&grain=${grain}&by=${dimension}`), dimension));
  }
  const told = cells.filter(({ dimension, group, value, metric }) => dimension !== null && group !== '@service' && value !== null && (flows.includes(metric) || metric in windows));
  const few = told.filter(({ metric, period, dimension, group }) => { const number = counted(metric, period, dimension ?? 'group', group ?? ''); return number > 0 && number < k; });
  expect(few).toEqual([]);
  // Enough is told for the proof to be about something, and enough is hidden.
  const shares = { told: told.length, hidden: cells.filter(({ value }) => value === null).length };
  expect(shares.told).toBeGreaterThan(shares.hidden / 4);
  expect(shares.hidden).toBeGreaterThan(100);
  for (const metric of asked.filter((name) => flows.includes(name))) expect([metric, recovered(cells.filter((cell) => cell.metric === metric))]).toEqual([metric, []]);
  for (const metric of asked.filter((name) => addUp.includes(name) || countPeople.includes(name))) expect([metric, await recoveredInWholeNumbers(metric, cells.filter((cell) => cell.metric === metric))]).toEqual([metric, []]);

  // Planted: all that has enough people is told, and only what has fewer is hidden. The solver finds it.
  const planted = cells.filter(({ metric }) => metric === 'messages').map((cell): Cell => {
    if (cell.dimension === null || cell.group === '@service') return cell;
    const number = counted('messages', cell.period, cell.dimension, cell.group ?? '');
    return { ...cell, value: number > 0 && number < k ? null : number };
  });
  expect(recovered(planted).length).toBeGreaterThan(10);
  // Whole numbers find it as well, of days whose numbers of people are told in the same way.
  const ofDays = planted.filter(({ period }) => period.from === period.to).map((cell): Cell => ({ ...cell, metric: 'activeUsers', value: cell.dimension === null ? everybodyOn(cell.period.from) : cell.group === '@service' ? 0 : cell.value }));
  expect((await recoveredInWholeNumbers('activeUsers', ofDays)).length).toBeGreaterThan(3);

  // A filter by a group tells what the split by it does.
  const filters = memberships.flatMap((dimension) => [...new Set(cells.filter((cell) => cell.dimension === dimension).map(({ group }) => group ?? ''))].map((key) => [dimension, key] as const)).filter(([, key]) => key !== '@service');
  for (const [at, [dimension, key]] of filters.entries()) {
    if (!isEverything && at % 9 !== 0) continue;
    for (const grain of isEverything ? askedGrains : (['day'] as const)) {
      const own = cellsOf(await ask(`metrics=messages&grain=${grain}&where=${dimension}:${encodeURIComponent(key)}`), dimension);
      const split = cells.filter((cell) => cell.metric === 'messages' && cell.dimension === dimension && cell.group === key && bucketsOf(groupRange, grain, { weekStart: 'monday', fiscalYearStart: 1 }).some(({ from, to }) => from === cell.period.from && to === cell.period.to));
      for (const { period, value } of own) expect([key, period, value]).toEqual([key, period, split.find((cell) => cell.period.from === period.from && cell.period.to === period.to)?.value]);
    }
    // Inside of it, what is split has enough people behind each, and the hidden ones are never alone.
    for (const [metric, by] of isEverything ? inside : inside.slice(0, 1)) {
      const { rows } = await ask(`metrics=${metric}&grain=total&by=${by}&where=${dimension}:${encodeURIComponent(key)}`);
      const [whole] = cellsOf(await ask(`metrics=${metric}&grain=total&where=${dimension}:${encodeURIComponent(key)}`), dimension);
      const hidden = rows.filter(({ reasons }) => reasons[metric] === 'hidden');
      for (const row of rows.filter(({ values }) => Number(values[metric] ?? 0) > 0)) {
        expect(behind(metric, groupRange, dimension, key, (event) => Object.entries(event).some(([field, value]) => field === by && value === row.key)).size, `${key} ${row.key}`).not.toBeOneOf([1, 2, 3, 4]);
      }
      if (whole?.value !== null && hidden.length > 0) expect(hidden.length, `${key} ${metric}`).toBeGreaterThan(1);
    }
  }
  await server.end();
});
