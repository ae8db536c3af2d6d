import { addDays, daysBegun, daysOf, earlier, later, lengthInDays, type Day, type Period } from './days.js';
import { isMembership, type Dimension, type FactName } from './facts.js';
import { asksForSeats, factOf, windowOf, type Aggregate, type Trailing } from './measures.js';
import { metricNames, metricOf, type MetricName } from './metrics.js';
import { aggregatesOf } from './operands.js';
import type { Organisation } from './organisation.js';
import { bucketsOf, type Grain } from './periods.js';
import { daysMaxAtGrainDay, type ReportQuery } from './query.js';
import type { Contribution, MembershipSegment, UsageStore } from './store.js';

/** What is to be decided on. That depends on the range and on each aggregate alone, and not on what else is asked. */
export interface Narrowed {
  readonly organisation: Omit<Organisation, 'pseudonymSecret'>;
  /** What of a report is decided on: all that its aggregates count. */
  readonly metrics: readonly MetricName[];
  readonly range: Period;
  /** All periods of the report; those that are not of the range are what is compared. */
  readonly periods: readonly Period[];
  /** Which groups are asked for, and what they are split by. */
  readonly query: Pick<ReportQuery, 'by' | 'where'>;
  readonly today: Day;
}

/** All that decides what of groups is hidden: plain data, that can as well be sent to where it is decided. */
export interface Undecided extends Narrowed {
  readonly segments: readonly MembershipSegment[];
  readonly ranges: readonly Looked[];
}

/** Who is behind the numbers of a range. */
export interface Looked {
  readonly range: Period;
  readonly periods: readonly Period[];
  /** Of what adds up over time, in each slice. */
  readonly flows: readonly Contribution[];
  /** Of what stands at the end of a day, or looks back from it. */
  readonly stocks: readonly Contribution[];
  /** The same of each key of a split inside of a group, over the whole range. */
  readonly keys: { readonly flows: readonly Contribution[]; readonly stocks: readonly Contribution[] } | null;
  /** Of people counted over the last days, on each day before the range that these look at. */
  readonly before: readonly Contribution[];
}

/** Longer ranges have months where shorter ones have weeks: weeks and months cut each other. */
const daysMaxOfWeeks = 92;

/** From the coarsest to the finest: slices that lie whole in each other. */
const chainOf = (range: Period): readonly Grain[] =>
  lengthInDays(range) <= daysMaxOfWeeks ? ['total', 'week', 'day'] : ['total', 'year', 'quarter', 'month', ...(lengthInDays(range) <= daysMaxAtGrainDay ? (['day'] as const) : [])];

/** Whether an aggregate adds up over time in any sense; what stands at the end of a day, or looks back from it, is each day's own. */
export const isFlow = ({ kind }: Aggregate): boolean => kind === 'sum' || kind === 'countDistinct';

/** Aggregates of people that others count over the last days, whatever a report asks for; and how many days these look back over. */
const lookedBackOn = metricNames.map((name) => metricOf(name).measure).filter((measure): measure is Trailing => measure.kind !== 'ratio' && looksBack(measure));
export const lastDaysOf = [...new Set(lookedBackOn.map(({ days }) => days))];
const isLookedBackOn = (aggregate: Aggregate): boolean => lookedBackOn.some(({ of }) => of === aggregate);
/** A range with all days before it that any of these numbers looks at. */
const daysBeforeAndIn = ({ from, to }: Period): Period => ({ from: addDays(from, 1 - Math.max(...lastDaysOf)), to });

/** Whether an aggregate counts the people of the last days, as another does that of a day. */
export function looksBack(aggregate: Aggregate): aggregate is Trailing {
  return aggregate.kind === 'trailing' && countsPeople(aggregate) && !asksForSeats(aggregate);
}

/** Whether an aggregate counts people once, however often they come. */
export function countsPeople(aggregate: Aggregate): boolean {
  return (aggregate.kind === 'trailing' ? aggregate.of : aggregate.kind === 'countDistinct' ? aggregate : null)?.entity === 'person';
}

/** What metrics count, each once. */
export const aggregatesNarrowed = (metrics: readonly MetricName[]): readonly Aggregate[] => [...new Set(metrics.flatMap((name) => aggregatesOf(metricOf(name).measure)))];

/** A split inside of a group; `null` where people are split by what they belong to, or not at all. */
export const insideOf = ({ by }: Pick<ReportQuery, 'by'>): Dimension | null => (by === undefined || isMembership(by) ? null : by);

/** A period as far as it has begun. */
export const begun = (period: Period, today: Day): Period => daysBegun(period, today) ?? period;

/** What of a range is decided together, and in which order it is asked for. */
export interface Outline {
  /** The slices of the range, each after the one it lies in; the first is the range. */
  readonly slices: readonly Period[];
  /** The place of what each lies in. */
  readonly parents: readonly (number | null)[];
  readonly flows: readonly Aggregate[];
  readonly stocks: readonly Aggregate[];
  /** The last of the periods that end on a day, for each such day. */
  readonly ends: readonly Period[];
  /** What of the flows others count over the last days, and the days before the range that these look at. */
  readonly counted: readonly Aggregate[];
  readonly daysBefore: readonly Day[];
}

export function outlineOf({ organisation, metrics }: Pick<Narrowed, 'organisation' | 'metrics'>, range: Period, periods: readonly Period[]): Outline {
  const aggregates = aggregatesNarrowed(metrics);
  const { slices, parents } = slicesOf(range, organisation);
  const stocks = aggregates.filter((aggregate) => !isFlow(aggregate));
  const flows = [...new Set([...aggregates.filter(isFlow), ...stocks.filter(looksBack).map(({ of }) => of)])];
  const isByDay = slices.every(({ from, to }, at) => parents.includes(at) || from === to);
  const counted = isByDay ? flows.filter(isLookedBackOn) : [];
  return {
    slices, parents, flows, stocks, counted,
    ends: [...new Map([range, ...periods].map((period) => [period.to, period])).values()],
    daysBefore: counted.length === 0 ? [] : daysOf({ from: daysBeforeAndIn(range).from, to: addDays(range.from, -1) }),
  };
}

/** Asks a store for all that decides; of one version of its ledger where nobody else has a turn meanwhile. */
export async function undecidedOf(store: Pick<UsageStore, 'memberships' | 'contributions'>, organisation: Organisation, narrowed: Narrowed): Promise<Undecided> {
  const { today } = narrowed;
  const range = begun(narrowed.range, today);
  const periods = narrowed.periods.map((period) => begun(period, today));
  const before = periods.filter((period) => period.to < range.from);
  // What a report is compared with lies before its range, and has nothing in common with it: it is a range of its own.
  const ranges = [range, ...(before.length === 0 ? [] : [around(before)])];
  const aggregates = aggregatesNarrowed(narrowed.metrics);
  const windows = aggregates.flatMap((aggregate) => periods.map((period) => windowOf(aggregate, period)));
  // Numbers of the last days are told of whoever is counted by day, and so decide, asked for or not.
  const lastDays = aggregates.some((aggregate) => looksBack(aggregate) || isLookedBackOn(aggregate)) ? ranges.map(daysBeforeAndIn) : [];
  const segments = await store.memberships(organisation, around([...ranges, ...windows, ...lastDays]));
  const inside = insideOf(narrowed.query);
  const looked: Looked[] = [];
  for (const own of ranges) {
    const ofRange = periods.filter((period) => own.from <= period.from && period.to <= own.to);
    const { slices, flows, stocks, ends, counted, daysBefore } = outlineOf(narrowed, own, ofRange);
    const behind = (some: readonly Aggregate[], of: readonly Period[], by: Dimension | null = null) => behindIn(store, organisation, some, of, by);
    looked.push({
      range: own, periods: ofRange,
      flows: await behind(flows, slices),
      stocks: await behind(stocks, ends),
      // Inside of a group a split is told of the whole range alone.
      keys: inside === null ? null : { flows: await behind(flows, [own], inside), stocks: await behind(stocks, [own], inside) },
      before: await behind(counted, daysBefore.map((day) => ({ from: day, to: day }))),
    });
  }
  return { ...narrowed, segments, ranges: looked };
}

/** Who is behind some numbers, asked once per fact. */
async function behindIn(store: Pick<UsageStore, 'contributions'>, organisation: Organisation, aggregates: readonly Aggregate[], periods: readonly Period[], by: Dimension | null): Promise<readonly Contribution[]> {
  const facts = new Map<FactName, number[]>();
  for (const [at, aggregate] of aggregates.entries()) facts.set(factOf(aggregate), [...(facts.get(factOf(aggregate)) ?? []), at]);
  const found: Contribution[] = [];
  for (const [fact, own] of facts) {
    const contributions = await store.contributions({ organisation, fact, aggregates: aggregates.filter((_, at) => own.includes(at)), periods, by });
    for (const one of contributions) found.push({ ...one, aggregate: own[one.aggregate] ?? -1 });
  }
  return found;
}

function around(periods: readonly Period[]): Period {
  const [first = { from: '', to: '' }] = periods;
  return periods.reduce((all, { from, to }) => ({ from: earlier(all.from, from), to: later(all.to, to) }), first);
}

function slicesOf(range: Period, organisation: Omit<Organisation, 'pseudonymSecret'>): { readonly slices: readonly Period[]; readonly parents: readonly (number | null)[] } {
  const slices: Period[] = [];
  const parents: (number | null)[] = [];
  let above: readonly number[] = [];
  for (const grain of chainOf(range)) {
    above = bucketsOf(range, grain, organisation).map(({ from, to }) => {
      parents.push(above.find((at) => (slices[at]?.from ?? '') <= from && to <= (slices[at]?.to ?? '')) ?? null);
      return slices.push({ from, to }) - 1;
    });
  }
  return { slices, parents };
}
