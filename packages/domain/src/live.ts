import { calendar, type Instant } from './calendar.js';
import { addDays, earlier, later, type Day } from './days.js';
import { instantOf, untilOf, type UsageEvent } from './events.js';
import { factNames, isMembership, type FactName } from './facts.js';
import type { Measure } from './measures.js';
import { metricOf } from './metrics.js';
import type { Organisation } from './organisation.js';
import type { Reader } from './permissions.js';
import { factsOf, usageClosed, type ReportQuery } from './query.js';
import type { Report } from './report-result.js';

/** What a delivery changed, as a store knows it: facts of these kinds, between two instants, both included. */
export interface Touched {
  readonly facts: readonly FactName[];
  readonly from: Instant;
  readonly to: Instant;
}

/** These facts of these days are different from what they were: all that is said to whoever looks on. */
export interface FactsChanged {
  readonly facts: readonly FactName[];
  readonly from: Day;
  readonly to: Day;
}

/** In the order of the vocabulary, so that equal sets are equal lists. */
const together = (a: readonly FactName[], b: readonly FactName[]): readonly FactName[] => factNames.filter((fact) => a.includes(fact) || b.includes(fact));

/** How far a date's first instant lies from the edges of that day in any zone. */
const zonesReach = 14 * 3_600_000;

/** What a row with an event's type and instants speaks of; the end of a line, and of a day, is not included in it. */
export function touchedBy(type: UsageEvent['type'], from: Instant, until: Instant): Touched {
  // A reported number can be of anything, and a date is a day of whatever zone.
  if (type === 'person-day' || type === 'reported') return { facts: type === 'reported' ? factNames : ['activity'], from: from - zonesReach, to: until + zonesReach };
  return { facts: [type === 'spend' ? 'spend' : 'activity'], from, to: Math.max(from, type === 'spend' ? until - 1 : until) };
}

export const spokenOf = (event: UsageEvent): Touched => touchedBy(event.type, instantOf(event), untilOf(event));

/**
 * Every number there is. Who somebody is decides over each count of people, and which days a source speaks of over what
 * is zero and what unknown; both reach as far as the ledger does.
 */
export const everythingUpTo = (to: Instant): Touched => ({ facts: factNames, from: 0, to });

/** Both in one: it covers each of them, and is no larger than either. */
export function touchedTogether(a: Touched | null, b: Touched | null): Touched | null {
  if (a === null || b === null) return a ?? b;
  return { facts: together(a.facts, b.facts), from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };
}

/** Both in one: it covers each of them, and is no larger than either. */
export const changedTogether = (a: FactsChanged, b: FactsChanged): FactsChanged => ({ facts: together(a.facts, b.facts), from: earlier(a.from, b.from), to: later(a.to, b.to) });

/** What was touched as days of the organisation. */
export function changedDays({ timeZone }: Pick<Organisation, 'timeZone'>, touched: Touched): FactsChanged {
  const { dayOf } = calendar(timeZone);
  return { facts: touched.facts, from: dayOf(touched.from), to: dayOf(touched.to) };
}

/** Refuses whoever may see none of the numbers that change. */
export function permitChanges(reader: Reader): void {
  if (visibleFacts(reader).length === 0) throw usageClosed();
}

/** What a reader is told of a change: that facts changed which they may not see is told to nobody. */
export function changeFor(reader: Pick<Reader, 'permissions'>, change: FactsChanged): FactsChanged | null {
  const visible = visibleFacts(reader);
  const told = change.facts.filter((fact) => visible.includes(fact));
  return told.length === 0 ? null : { ...change, facts: told };
}

const visibleFacts = ({ permissions }: Pick<Reader, 'permissions'>): readonly FactName[] =>
  factNames.filter((fact) => permissions.has(fact === 'spend' ? 'view:spend' : 'view:usage'));

/** Whether a change can have made a report's numbers others. It may say so without need, and never keeps silent with need. */
export function concerns(change: FactsChanged, { query, contract, rows }: Report): boolean {
  const looked = lookedAt(query);
  if (!change.facts.some((fact) => looked.includes(fact))) return false;
  const bases = rows.flatMap(({ compared = {} }) => Object.values(compared));
  const from = bases.reduce((first, base) => earlier(first, base.from), query.from);
  // A range ends with the clock, so facts of a later day say that it has moved on.
  const hasMovedOn = query.range !== undefined && change.to > contract.today;
  return hasMovedOn || (change.from <= query.to && addDays(from, -longestLookBack(query)) <= change.to);
}

/** Split by group, department or cost centre, every number depends on the directory too. */
function lookedAt(query: ReportQuery): readonly FactName[] {
  const dimensions = [query.by, ...(query.where ?? []).map(({ dimension }) => dimension)];
  const own = query.metrics.flatMap((name) => factsOf(metricOf(name).measure));
  return dimensions.some((dimension) => dimension !== undefined && isMembership(dimension)) ? [...own, 'directory'] : own;
}

/** How many days before its first one a report looks back, for windows that end with each day. */
const longestLookBack = (query: ReportQuery): number => Math.max(0, ...query.metrics.map((name) => lookBackOf(metricOf(name).measure)));

function lookBackOf(measure: Measure): number {
  if (measure.kind === 'ratio') return Math.max(lookBackOf(measure.numerator.measure), lookBackOf(measure.denominator.measure));
  return measure.kind === 'trailing' ? measure.days - 1 : 0;
}
