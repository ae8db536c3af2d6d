import type { Compared, NullReason, Value } from './change.js';
import { covers, touches, type Coverage, type Knowledge } from './coverage.js';
import { daysBegun, type Period } from './days.js';
import type { Dimension, FactName } from './facts.js';
import { additivityOf, asksForSeats, factOf, windowOf, type Aggregate, type Ratio } from './measures.js';
import { metricOf, type Metric, type MetricName } from './metrics.js';
import { formatAmount, parseDecimal } from './money.js';
import { aggregatesOf, operandsOf } from './operands.js';
import type { Reader } from './permissions.js';
import { dayReadingOf } from './person-days.js';
import type { ReportQuery } from './query.js';
import type { Authority, Incompleteness, ReportContract } from './report-result.js';
import { isSpecial, other, type Answer, type AnswerRow, type UsageStore } from './store.js';
import { namedSince } from './retention.js';

/** One number on its way into a row. */
export interface Cell extends Compared {
  /** What ranks and what is summed into `@other`; null where the value is. */
  readonly exact: bigint | number | null;
  /** Why a value is not the whole one; null where it is, or where there is no value. */
  readonly incomplete: Incompleteness | null;
  /** Whether every day it looks at was counted here. */
  readonly isCovered: boolean;
  /** What it was counted from, or who else counted it. */
  readonly authority: Authority | 'facts';
}

export interface Numbers {
  cell(name: MetricName, period: number, key: string | null): Cell;
  readonly keys: readonly string[];
  /** For `@other`: the keys that stand behind it. */
  rest: readonly string[];
  label(key: string): string | null;
  bases(period: number): ReportContract['spendBases'];
}

/** What of a report's numbers is hidden: of an aggregate, in one of its periods, for a key. */
export type IsHidden = (aggregate: Aggregate, period: number, key: string | null) => boolean;

/** Asks the store for the numbers of a report, and answers with what they are where it is known what of them is hidden; `null` where nothing is. */
export async function gather(store: UsageStore, reader: Reader, query: ReportQuery, periods: readonly Period[], known: Knowledge): Promise<(isHidden: IsHidden | null) => Numbers> {
  const where = new Map<Dimension, string[]>();
  for (const { dimension, key } of query.where ?? []) where.set(dimension, [...(where.get(dimension) ?? []), key]);
  const by = query.by ?? null;
  const narrowed = by !== null || where.size > 0;

  const wanted = new Map<FactName, Aggregate[]>();
  for (const name of query.metrics) {
    for (const aggregate of aggregatesOf(metricOf(name).measure)) {
      const list = wanted.get(factOf(aggregate)) ?? [];
      if (!list.includes(aggregate)) list.push(aggregate);
      wanted.set(factOf(aggregate), list);
    }
  }
  const answers = new Map<FactName, Answer>();
  const since = namedSince(reader.organisation, known.today);
  const counted = periods.map((period) => daysBegun(period, known.today) ?? period);
  for (const [fact, aggregates] of wanted) {
    answers.set(fact, await store.read({ organisation: reader.organisation, fact, aggregates, periods: counted, by, where, namedSince: since }));
  }
  const rowsByKey = new Map<FactName, Map<string | null, AnswerRow[]>>();
  const labels = new Map<string, string>();
  const keys = new Set<string>();
  const reported = new Map<string, string>();
  for (const { metric, period, key, label, value } of await store.reported({ organisation: reader.organisation, metrics: query.metrics.flatMap(withOperands), periods, by, where })) {
    // Numbers about people of days that are told of nobody any more cannot be added up.
    if (since !== null && (by === 'person' || where.has('person')) && (periods[period]?.from ?? since) < since) continue;
    reported.set(`${metric} ${period} ${key ?? ''}`, value);
    if (key === null) continue;
    keys.add(key);
    if (label !== null) labels.set(key, label);
  }
  for (const [fact, answer] of answers) {
    const ofFact = new Map<string | null, AnswerRow[]>();
    rowsByKey.set(fact, ofFact);
    for (const row of answer.rows) {
      const ofKey = ofFact.get(row.key) ?? [];
      ofFact.set(row.key, ofKey);
      ofKey[row.period] = row;
      if (row.key === null) continue;
      keys.add(row.key);
      if (row.label !== null) labels.set(row.key, row.label);
    }
  }

  return numbersWith;

  function numbersWith(isHidden: IsHidden | null): Numbers {
    /** What was said of a metric, by key and period: a ratio is asked for, then what it divides, and each with what it is compared with. */
    const cells = new Map<MetricName, Map<string | null, Cell[]>>();
    const numbers: Numbers = { cell, keys: [...keys], rest: [], label: (key) => labels.get(key) ?? null, bases: (at) => ((periods[at]?.from ?? known.today) > known.today ? {} : (answers.get('spend')?.bases[at] ?? {})) };
    return numbers;

    function cell(name: MetricName, period: number, key: string | null): Cell {
      // What the rest of a ranking is made of is known once the ranking is.
      if (key === other) return cellOf(name, period, key);
      const ofName = cells.get(name) ?? new Map<string | null, Cell[]>();
      if (ofName.size === 0) cells.set(name, ofName);
      const ofKey = ofName.get(key) ?? [];
      if (ofKey.length === 0) ofName.set(key, ofKey);
      return (ofKey[period] ??= cellOf(name, period, key));
    }

    function cellOf(name: MetricName, period: number, key: string | null): Cell {
      const metric = metricOf(name);
      if (metric.unit === 'money' && !reader.organisation.extraUsage) return nothing('off');
      if (key === other && additivityOf(metric.measure) !== 'additive') return nothing('not-applicable');
      const counted = metric.measure.kind === 'ratio' ? quotient(metric.measure, period, key) : aggregateCell(metric, metric.measure, period, key);
      // What others counted stands in only where not every day was counted here; the two are never added.
      const said = counted.isCovered ? null : reportedCell(metric, name, period, key);
      // Nobody says how many people are behind what somebody else has counted.
      return said === null ? counted : isHidden === null ? said : nothing('hidden');
    }

    function reportedCell({ unit }: Pick<Metric, 'unit'>, name: MetricName, at: number, key: string | null): Cell | null {
      const said = key === other ? numbers.rest.map((of) => reported.get(`${name} ${at} ${of}`)) : [reported.get(`${name} ${at} ${key ?? ''}`)];
      const values = said.filter((value) => value !== undefined);
      const period = periods[at];
      if (values.length === 0 || period === undefined) return null;
      // What the rest of a ranking comes to is known where nothing of it was counted here in part: that would be left out, or added.
      if (key === other && numbers.rest.some((of, index) => said[index] === undefined && cell(name, at, of).value !== null)) return nothing('no-data');
      const incomplete = period.to < known.today ? null : 'not-over';
      const exact = unit === 'money' ? values.reduce((sum, value) => sum + parseDecimal(value), 0n) : values.reduce((sum, value) => sum + Number(value), 0);
      return { exact, value: typeof exact === 'bigint' ? formatAmount(exact) : exact, reason: null, complete: incomplete === null, incomplete, isCovered: false, authority: 'reported' };
    }

    function aggregateCell(metric: Pick<Metric, 'unit'>, aggregate: Aggregate, at: number, key: string | null): Cell {
      const period = periods[at];
      const answer = answers.get(factOf(aggregate));
      if (period === undefined || answer === undefined || ((asksForSeats(aggregate) || (narrowed && factOf(aggregate) === 'directory')) && answer.unsplit.includes(at))) return nothing('no-data');
      const coverage = known.coverageOf(aggregate);
      const window = windowOf(aggregate, period);
      const lastDay = { from: period.to, to: period.to };
      // A period that has not begun is covered by nothing.
      const isKnown = aggregate.kind === 'trailing' || aggregate.kind === 'closing' ? covers(coverage, lastDay) : touches(coverage, period);
      if (!isKnown || !canBeSaid(aggregate, period, window, key)) return nothing('no-data');
      const isCovered = covers(coverage, window);
      const incomplete = incompletenessOf(period, window, coverage, known) ?? (answer.cut.includes(at) ? 'cut-line' : null);
      // Whether its days are known says nothing of it.
      if (isHidden !== null && (key === other ? numbers.rest : [key]).some((of) => isHidden(aggregate, at, of))) return { ...nothing('hidden'), complete: incomplete === null, incomplete };
      const index = answerIndex(aggregate);
      const read = (of: string | null) => rowsByKey.get(factOf(aggregate))?.get(of)?.[at]?.values[index] ?? 0n;
      const exact = key === other ? numbers.rest.reduce((total, of) => total + read(of), 0n) : read(key);
      const authority = touches(known.countedByDayOf(aggregate), window) ? 'person-days' : 'facts';
      return { exact, value: valueOf(metric, exact), reason: null, complete: incomplete === null, incomplete, isCovered, authority };
    }

    /** A vendor's counts of people's days do not say which chats or projects two days, or two people, have in common. */
    function canBeSaid(aggregate: Aggregate, period: Period, window: Period, key: string | null): boolean {
      const reading = dayReadingOf(aggregate);
      if (reading === null || reading.holdsFor === 'everything' || !touches(known.countedByDayOf(aggregate), window)) return true;
      if (period.from !== period.to) return false;
      return reading.holdsFor === 'one-day' || isOnePerson(key);
    }

    function isOnePerson(key: string | null): boolean {
      const asked = by === 'person' ? (key === null ? [] : [key]) : (where.get('person') ?? []);
      return asked.length === 1 && asked.every((person) => !isSpecial(person));
    }

    /**
     * Of the numbers that stand beside it: a ratio that its own operands do not give could not be explained. Where two things
     * are divided that different sources know, such as people by seats, each comes from whoever knows it; two counts of one
     * thing come from one source or not at all.
     */
    function quotient(measure: Ratio, period: number, key: string | null): Cell {
      const [numerator = nothing('no-data'), denominator = nothing('no-data')] = operandsOf(measure).map((name) => cell(name, period, key));
      const incomplete = numerator.incomplete ?? denominator.incomplete;
      const complete = numerator.complete && denominator.complete;
      const isOneThing = factOf(measure.numerator.measure) === factOf(measure.denominator.measure);
      const isMixed = isOneThing && (numerator.authority === 'reported') !== (denominator.authority === 'reported');
      if (numerator.exact === null || denominator.exact === null || isMixed) {
        const reason = numerator.reason ?? denominator.reason ?? 'no-data';
        return reason === 'hidden' ? { ...nothing(reason), complete, incomplete } : nothing(reason);
      }
      const isCovered = numerator.isCovered && denominator.isCovered;
      if (Number(denominator.exact) === 0) return { ...nothing('not-applicable'), complete, isCovered };
      const exact = Number(numerator.exact) / Number(denominator.exact);
      const authority = numerator.authority === 'facts' ? denominator.authority : numerator.authority;
      return { exact, value: exact, reason: null, complete, incomplete, isCovered, authority };
    }

    function answerIndex(aggregate: Aggregate): number {
      return wanted.get(factOf(aggregate))?.indexOf(aggregate) ?? -1;
    }
  }
}

export const nothing = (reason: NullReason): Cell => ({ exact: null, value: null, reason, complete: false, incomplete: null, isCovered: false, authority: 'facts' });

export const authorityIn = (cell: Cell | undefined): Authority | undefined => (cell === undefined || cell.authority === 'facts' ? undefined : cell.authority);

/** A ratio's operands are said beside it. */
const withOperands = (name: MetricName): MetricName[] => [name, ...operandsOf(metricOf(name).measure)];

/** Why not every day that a number looks at is known and over; null where it is. */
function incompletenessOf(period: Period, window: Period, coverage: Coverage, known: Knowledge): Incompleteness | null {
  if (known.completeThrough === null || period.to > known.completeThrough) return period.to >= known.today ? 'not-over' : 'not-delivered';
  if (covers(coverage, period) && covers(coverage, window)) return null;
  const start = coverage[0]?.from;
  return start !== undefined && (window.from < start || period.from < start) ? 'before-data' : 'gap';
}

const valueOf = (metric: Pick<Metric, 'unit'>, exact: bigint): Value => (metric.unit === 'money' ? formatAmount(exact) : Number(exact));
