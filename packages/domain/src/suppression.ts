import { addDays, dayNumber, daysBegun, daysOf, earlier, lengthInDays, type Day, type Period } from './days.js';
import { type Dimension, type FactName } from './facts.js';
import { asksForSeats, factOf, windowOf, type Aggregate, type Trailing } from './measures.js';
import { metricNames, metricOf } from './metrics.js';
import type { Organisation } from './organisation.js';
import { bucketsOf, type Grain } from './periods.js';
import { daysMaxAtGrainDay } from './query.js';
import { service, type Contribution, type UsageStore } from './store.js';
import { Belonging, type Group } from './suppression-belonging.js';
import { offerOf, type Offer } from './suppression-offered.js';
import { Remembered } from './suppression-remembered.js';
import { decidedIn, type Decided, type Part, type Suppressing } from './suppression-tree.js';
import { hiddenOver } from './suppression-windows.js';
import type { LastDays } from './suppression-worlds.js';

/** Which numbers of groups are hidden, in one report. */
export interface Suppression {
  isHidden(aggregate: Aggregate, period: Period, group: Group, key: string | null): boolean;
  /** All groups of a dimension that anybody belongs to in the range. */
  groupsOf(dimension: Dimension): readonly string[];
  /** What the whole organisation's numbers have of a split. */
  readonly keys: readonly string[];
}

/** What is decided on. That depends on the range and on each aggregate alone, and not on what else is asked. */
export interface Narrowed {
  readonly organisation: Organisation;
  readonly aggregates: readonly Aggregate[];
  readonly range: Period;
  /** All periods of the report; those that are not of the range are what is compared. */
  readonly periods: readonly Period[];
  /** A split inside of a group. */
  readonly by: Dimension | null;
  readonly today: Day;
}

/** Longer ranges have months where shorter ones have weeks: weeks and months cut each other. */
const daysMaxOfWeeks = 92;

/** From the coarsest to the finest: slices that lie whole in each other. */
const chainOf = (range: Period): readonly Grain[] =>
  lengthInDays(range) <= daysMaxOfWeeks ? ['total', 'week', 'day'] : ['total', 'year', 'quarter', 'month', ...(lengthInDays(range) <= daysMaxAtGrainDay ? (['day'] as const) : [])];

/** Whether an aggregate adds up over time in any sense; what stands at the end of a day, or looks back from it, is each day's own. */
const isFlow = ({ kind }: Aggregate): boolean => kind === 'sum' || kind === 'countDistinct';

/** Aggregates of people that others count over the last days, whatever a report asks for; and how many days these look back over. */
const lookedBackOn = metricNames.map((name) => metricOf(name).measure).filter((measure): measure is Trailing => measure.kind !== 'ratio' && looksBack(measure));
const lastDaysOf = [...new Set(lookedBackOn.map(({ days }) => days))];
const isLookedBackOn = (aggregate: Aggregate): boolean => lookedBackOn.some(({ of }) => of === aggregate);
/** A range with all days before it that any of these numbers looks at. */
const daysBeforeAndIn = ({ from, to }: Period): Period => ({ from: addDays(from, 1 - Math.max(...lastDaysOf)), to });

/** Whether an aggregate counts the people of the last days, as another does that of a day. */
function looksBack(aggregate: Aggregate): aggregate is Trailing {
  return aggregate.kind === 'trailing' && countsPeople(aggregate) && !asksForSeats(aggregate);
}

/** Whether an aggregate counts people once, however often they come. */
function countsPeople(aggregate: Aggregate): boolean {
  return (aggregate.kind === 'trailing' ? aggregate.of : aggregate.kind === 'countDistinct' ? aggregate : null)?.entity === 'person';
}

/** Decisions that are made once for all reports about the same people and days. They take a second where people and days are many. */
const known = new Remembered<Who>(2 ** 24);
const offers = new Remembered<Offer>(2 ** 12);
const decided = new Remembered<Hiding>(2 ** 24);

/** Who belonged to what, under a number of its own, and a number for everybody. */
interface Who {
  readonly number: number;
  readonly belonging: Belonging;
  readonly people: ReadonlyMap<string, number>;
}
let numbered = 0;

/** What is hidden, by part the clusters; and of numbers of the last days by days the groups, by place. */
interface Hiding {
  readonly hidden: readonly Hidden[];
  readonly over: ReadonlyMap<string, Hidden>;
}

/** Asks a store who is behind the numbers of groups, and decides which of them are told. */
export async function suppressionOf(store: Pick<UsageStore, 'memberships' | 'contributions'>, narrowed: Narrowed): Promise<Suppression> {
  const { today, aggregates } = narrowed;
  const range = daysBegun(narrowed.range, today) ?? narrowed.range;
  const periods = narrowed.periods.map((period) => daysBegun(period, today) ?? period);
  const before = periods.filter((period) => period.to < range.from);
  // What a report is compared with lies before its range, and has nothing in common with it: it is a range of its own.
  const ranges = [range, ...(before.length === 0 ? [] : [around(before)])];
  const windows = aggregates.flatMap((aggregate) => periods.map((period) => windowOf(aggregate, period)));
  const { groupSize: k } = narrowed.organisation;
  // Numbers of the last days are told of whoever is counted by day, and so decide, asked for or not.
  const lastDays = aggregates.some((aggregate) => looksBack(aggregate) || isLookedBackOn(aggregate)) ? ranges.map(daysBeforeAndIn) : [];
  const segments = await store.memberships(narrowed.organisation, around([...ranges, ...windows, ...lastDays]));
  const who = known.of(JSON.stringify(segments), () => ({ number: (numbered += 1), belonging: new Belonging(segments), people: new Map([...new Set(segments.map(({ person }) => person))].map((person, at) => [person, at])) }));
  const { belonging } = who;
  const decisions: Decision[] = [];
  for (const own of ranges) {
    decisions.push(await decisionOf(store, narrowed, own, periods.filter((period) => own.from <= period.from && period.to <= own.to), { belonging, offer: offers.of(`${who.number} ${textOf(own)} ${k}`, () => offerOf(belonging, own, k)), k }, who));
  }
  return {
    isHidden(aggregate, asked, group, key) {
      // Nobody is a service.
      if (group.key === service) return false;
      const period = daysBegun(asked, today) ?? asked;
      const place = belonging.placeOf(group);
      const decision = decisions.find(({ range: own }) => own.from <= period.from && period.to <= own.to);
      // A group that has no numbers in the range has none in what that is compared with.
      if (place === undefined || decision === undefined || decisions[0]?.offer.offered.has(place) !== true) return true;
      return decision.isHidden(aggregate, period, place, key);
    },
    groupsOf: (dimension) => belonging.groups.filter((group) => group.dimension === dimension).map(({ key }) => key),
    keys: decisions[0]?.keys ?? [],
  };
}

interface Decision {
  readonly range: Period;
  readonly offer: Offer;
  readonly keys: readonly string[];
  isHidden(aggregate: Aggregate, period: Period, place: number, key: string | null): boolean;
}

type Hidden = ReadonlySet<number>;

async function decisionOf(store: Pick<UsageStore, 'contributions'>, { organisation, aggregates, by }: Narrowed, range: Period, periods: readonly Period[], suppressing: Suppressing, who: Who): Promise<Decision> {
  const { offer } = suppressing;
  const { periods: slices, parents } = slicesOf(range, organisation);
  const clusterOf = new Map(offer.clusters.flatMap(({ groups }, cluster) => groups.map((place) => [place, cluster])));
  const sliceAt = new Map(slices.map((period, at) => [textOf(period), at]));
  const isLeaf = slices.map((_, at) => !parents.includes(at));
  const isByDay = slices.every(({ from, to }, at) => isLeaf[at] !== true || from === to);
  const stocks = aggregates.filter((aggregate) => !isFlow(aggregate));
  // People of the days before a day are those of a slice, where the days are: then it is the same number, and one decision.
  const sameAs = (aggregate: Aggregate, period: Period): number | undefined => (looksBack(aggregate) ? sliceAt.get(textOf(windowOf(aggregate, period))) : undefined);
  const flows = [...new Set([...aggregates.filter(isFlow), ...stocks.filter(looksBack).map(({ of }) => of)])];
  const ends = [...new Map([range, ...periods].map((period) => [period.to, period])).values()];

  const peopleOfFlows = await peopleIn(store, organisation, flows, slices, null);
  const peopleOfStocks = await peopleIn(store, organisation, stocks, ends, null);
  // Inside of a group a split is told of the whole range alone.
  const inKeys = by === null ? null : { flows: await peopleIn(store, organisation, flows, [range], by), stocks: await peopleIn(store, organisation, stocks, [range], by) };

  const before = await daysBefore();

  // The same people are behind several numbers, such as messages and prompts, and only people decide.
  const decide = (aggregate: Aggregate, parts: readonly Part[], above?: Hidden, lastDays?: LastDays): Hiding => {
    const isCountedOnce = countsPeople(aggregate);
    const nameOf = (person: string): string => `${who.people.get(person) ?? `"${person}"`}`;
    const behind = parts.map(({ of, days, people }) => `${of} ${textOf(days)} ${people.map(nameOf).join(' ')}`);
    const earlier = lastDays === undefined ? [] : ['before', ...[...lastDays.before].map(([person, days]) => `${nameOf(person)} ${days.join()}`)];
    return decided.of([who.number, textOf(range), suppressing.k, isCountedOnce, above === undefined ? 'free' : [...above].join(), ...behind, ...earlier].join('\n'), () => {
      const found = decidedIn(parts, { ...suppressing, isCountedOnce, ...(lastDays === undefined ? {} : { lastDays }) }, above);
      const over = lastDays === undefined ? new Map<string, Hidden>() : besideSlices(aggregate, found, lastDays);
      return { hidden: found.hidden, over };
    });
  };
  const decisions = new Map(flows.map((aggregate) => [aggregate, decide(aggregate, slices.map((days, at): Part => ({ of: parents[at] ?? null, days, people: peopleOfFlows.of(aggregate, at, null) })), undefined, before.get(aggregate))]));
  const hiddenFlows = new Map([...decisions].map(([aggregate, { hidden }]) => [aggregate, hidden]));
  const hiddenStocks = new Map(stocks.filter((aggregate) => !looksBack(aggregate)).map((aggregate) => {
    const alone = (period: Period, at: number): Hidden => decide(aggregate, [{ of: null, days: windowOf(aggregate, period), people: peopleOfStocks.of(aggregate, at, null) }]).hidden[0] ?? new Set();
    return [aggregate, new Map(ends.map((period, at) => [period.to, alone(period, at)]))];
  }));
  const keys = inKeys === null ? [] : [...new Set([...inKeys.flows.keys, ...inKeys.stocks.keys])];
  const hiddenKeys = new Map(aggregates.map((aggregate) => [aggregate, keysHidden(aggregate)]));
  return {
    range, offer, keys,
    isHidden(aggregate, period, place, key) {
      const cluster = clusterOf.get(place);
      if (cluster === undefined) return true;
      if (key !== null) return textOf(period) !== textOf(range) || (hiddenKeys.get(aggregate)?.get(key) ?? wholeOf(aggregate)).has(cluster);
      const same = sameAs(aggregate, period);
      if (same !== undefined && aggregate.kind === 'trailing') return hiddenFlows.get(aggregate.of)?.[same]?.has(cluster) !== false;
      if (looksBack(aggregate)) return decisions.get(aggregate.of)?.over.get(textOf(windowOf(aggregate, period)))?.has(place) !== false;
      if (!isFlow(aggregate)) return hiddenStocks.get(aggregate)?.get(period.to)?.has(cluster) !== false;
      const hidden = hiddenFlows.get(aggregate) ?? [];
      const at = sliceAt.get(textOf(period));
      // What lies across the slices is told where it is made of parts that are all told, and no other part is hidden.
      if (at === undefined) return hidden.some((clusters, part) => isLeaf[part] === true && clusters.has(cluster));
      return hidden[at]?.has(cluster) !== false;
    },
  };

  /** Of what looks back from each day on, on which days people were there before the range. */
  async function daysBefore(): Promise<ReadonlyMap<Aggregate, LastDays>> {
    const counted = flows.filter(isLookedBackOn);
    if (counted.length === 0 || !isByDay) return new Map();
    const days = daysOf({ from: daysBeforeAndIn(range).from, to: addDays(range.from, -1) });
    const people = await peopleIn(store, organisation, counted, days.map((day) => ({ from: day, to: day })), null);
    return new Map(counted.map((aggregate) => {
      const found = new Map<string, number[]>();
      for (const [at, day] of days.entries()) for (const person of people.of(aggregate, at, null)) found.set(person, [...(found.get(person) ?? []), dayNumber(day)]);
      return [aggregate, { lengths: lastDaysOf, before: found }];
    }));
  }

  /** By days which groups' numbers of the last days are hidden. More of the slices may have to be hidden for these. */
  function besideSlices(of: Aggregate, own: Decided, { before: earlier }: LastDays): ReadonlyMap<string, Hidden> {
    const there = new Map([...earlier].map(([person, days]) => [person, new Set(days)]));
    for (const [at, { from, to }] of slices.entries()) {
      if (isLeaf[at] !== true || from !== to) continue;
      for (const person of peopleOfFlows.of(of, at, null)) there.set(person, (there.get(person) ?? new Set()).add(dayNumber(from)));
    }
    const windows = daysOf(range).flatMap((to) => lastDaysOf.map((days): Period => ({ from: addDays(to, 1 - days), to }))).filter((days) => !sliceAt.has(textOf(days)));
    const { hidden: found } = hiddenOver(windows, own, there, suppressing);
    return new Map(windows.map((days, at) => [textOf(days), found[at] ?? new Set<number>()]));
  }

  function wholeOf(aggregate: Aggregate): Hidden {
    const same = sameAs(aggregate, range);
    if (same !== undefined && aggregate.kind === 'trailing') return hiddenFlows.get(aggregate.of)?.[same] ?? new Set();
    if (looksBack(aggregate)) {
      const places = decisions.get(aggregate.of)?.over.get(textOf(windowOf(aggregate, range)));
      return new Set(offer.clusters.flatMap(({ groups }, cluster) => (groups.some((place) => places?.has(place) !== false) ? [cluster] : [])));
    }
    return (isFlow(aggregate) ? hiddenFlows.get(aggregate)?.[0] : hiddenStocks.get(aggregate)?.get(range.to)) ?? new Set();
  }

  function keysHidden(aggregate: Aggregate): ReadonlyMap<string, Hidden> {
    if (inKeys === null) return new Map();
    const [whole, split, at] = isFlow(aggregate) ? [peopleOfFlows, inKeys.flows, 0] : [peopleOfStocks, inKeys.stocks, ends.findIndex(({ to }) => to === range.to)];
    const days = windowOf(aggregate, range);
    const parts: Part[] = [{ of: null, days, people: whole.of(aggregate, at, null) }, ...keys.map((key): Part => ({ of: 0, days, people: split.of(aggregate, 0, key) }))];
    const { hidden } = decide(aggregate, parts, wholeOf(aggregate));
    return new Map(keys.map((key, index) => [key, hidden[index + 1] ?? new Set()]));
  }
}

const textOf = ({ from, to }: Period): string => `${from} ${to}`;

function around(periods: readonly Period[]): Period {
  const [first = { from: '', to: '' }] = periods;
  return periods.reduce((all, { from, to }) => ({ from: earlier(all.from, from), to: all.to > to ? all.to : to }), first);
}

/** The slices of a range, each after the one it lies in; the first is the range. */
function slicesOf(range: Period, organisation: Organisation): { readonly periods: readonly Period[]; readonly parents: readonly (number | null)[] } {
  const periods: Period[] = [];
  const parents: (number | null)[] = [];
  let above: readonly number[] = [];
  for (const grain of chainOf(range)) {
    above = bucketsOf(range, grain, organisation).map(({ from, to }) => {
      parents.push(above.find((at) => (periods[at]?.from ?? '') <= from && to <= (periods[at]?.to ?? '')) ?? null);
      return periods.push({ from, to }) - 1;
    });
  }
  return { periods, parents };
}

interface People {
  readonly keys: readonly string[];
  of(aggregate: Aggregate, period: number, key: string | null): readonly string[];
}

/** Who is behind some numbers, asked once per fact. */
async function peopleIn(store: Pick<UsageStore, 'contributions'>, organisation: Organisation, aggregates: readonly Aggregate[], periods: readonly Period[], by: Dimension | null): Promise<People> {
  const people = new Map<string, readonly string[]>();
  const keys = new Set<string>();
  const facts = new Map<FactName, Aggregate[]>();
  for (const aggregate of aggregates) facts.set(factOf(aggregate), [...(facts.get(factOf(aggregate)) ?? []), aggregate]);
  const place = (aggregate: Aggregate | undefined, period: number, key: string | null) => `${aggregate === undefined ? -1 : aggregates.indexOf(aggregate)} ${period} ${key ?? ''}`;
  for (const [fact, own] of facts) {
    const found: readonly Contribution[] = await store.contributions({ organisation, fact, aggregates: own, periods, by });
    for (const { aggregate, period, key, people: behind } of found) {
      people.set(place(own[aggregate], period, key), behind);
      if (key !== null) keys.add(key);
    }
  }
  return { keys: [...keys], of: (aggregate, period, key) => people.get(place(aggregate, period, key)) ?? [] };
}
