import type { Basis } from './facts.js';
import type { Change, NullReason, Value } from './change.js';
import type { Day } from './days.js';
import type { MetricName } from './metrics.js';
import type { WeekStart } from './organisation.js';
import type { Disclosure } from './purposes.js';
import type { ReportQuery } from './query.js';
import type { SourceKind } from './store.js';
import type { System } from './systems.js';

/** Why a number is not the whole one: its days are not over, not delivered, from before any data, not all covered, or a spend line reaches beyond them. */
export const incompletenesses = ['not-over', 'not-delivered', 'before-data', 'gap', 'cut-line'] as const;
export type Incompleteness = (typeof incompletenesses)[number];

/** What a number rests on where it was not counted from events alone: a vendor's counts of people's days, or a number somebody else counted. */
export const authorities = ['person-days', 'reported'] as const;
export type Authority = (typeof authorities)[number];

/** Values by metric. A metric that was not asked for is missing; one that cannot be said is null. */
export type ByMetric<T> = { readonly [Name in MetricName]?: T };

/** What some metrics have, by metric; what is undefined is left out. */
export function byMetric<T>(names: readonly MetricName[], value: (name: MetricName, index: number) => T | undefined): ByMetric<T> {
  const found: { [Name in MetricName]?: T } = {};
  for (const [index, name] of names.entries()) {
    const own = value(name, index);
    if (own !== undefined) found[name] = own;
  }
  return found;
}

export interface ComparedValue {
  readonly value: Value | null;
  readonly from: Day;
  readonly to: Day;
  readonly change: Change;
}

/** One bucket, or one bucket and key of a split. */
export interface ReportRow {
  /** The bucket's first day as the calendar has it. */
  readonly bucket: Day;
  /** The part of the bucket inside the range. */
  readonly from: Day;
  readonly to: Day;
  readonly key: string | null;
  readonly label: string | null;
  /** Every day is covered by a source and not after the last complete day. */
  readonly complete: boolean;
  readonly values: ByMetric<Value | null>;
  /** For ratios: what was divided by what. */
  readonly operands: ByMetric<ByMetric<Value | null>>;
  /** Of a share that is more than the whole, what is beyond it; missing where nothing is. */
  readonly beyond?: ByMetric<ByMetric<Value | null>>;
  /** Why a value is null. */
  readonly reasons: ByMetric<NullReason>;
  /** Why a value is not complete; missing where every value is. */
  readonly incomplete?: ByMetric<Incompleteness>;
  /** What a value rests on besides events; missing where there is nothing else. */
  readonly authority?: ByMetric<Authority>;
  readonly compared?: ByMetric<ComparedValue>;
  /** The numbers at the same place in the period before the range; missing where that is shorter. */
  readonly beside?: ByMetric<ComparedValue>;
  /** Who a key of a split by person stands for, where the reader may see it. */
  readonly person?: { readonly ids: readonly string[]; readonly email: string | null; readonly name: string | null };
}

/** A source as a report states it. */
export interface ReportSource {
  readonly name: string;
  readonly kind: SourceKind;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly completeThrough: Day;
  /** The newest instant it has said something about. */
  readonly lastFactAt: string;
  readonly lastDeliveryAt: string;
  /** Of the metrics asked for, those that this source can say something about. */
  readonly metrics: readonly MetricName[];
  /** Some of its days are UTC's; they count on the organisation's day of the same date and are never cut anew. */
  readonly hasUtcDays?: boolean;
}

/** What a number's reader may rely on. */
export interface ReportContract {
  readonly organisation: string;
  readonly timeZone: string;
  readonly weekStart: WeekStart;
  /** The month that quarters and years are counted from; 1 is January. */
  readonly fiscalYearStart: number;
  readonly currency: string;
  /** The organisation's current day, which is not over. */
  readonly today: Day;
  /** The last day with complete facts of what was asked for; null before anything arrived. */
  readonly completeThrough: Day | null;
  /** From this day on, a vendor may still revise spend; null where nothing asked for is revised. */
  readonly provisionalFrom: Day | null;
  /** Versions of the definitions used. */
  readonly definitions: ByMetric<number>;
  /** The first day anything is known of; missing where nothing is. */
  readonly knownFrom: ByMetric<Day>;
  readonly sources: readonly ReportSource[];
  /** Of these the ones that are doors onto one system: what two of them tell is never added. Missing where no two are. */
  readonly systems?: readonly System[];
  /** Days of spend by basis, where spend was asked for. */
  readonly spendBases: Readonly<Partial<Record<Basis, number>>>;
  /** Where numbers of groups are told as far as enough people are behind them: the least number of people. */
  readonly suppression: { readonly minimumGroupSize: number } | null;
  /** Who had these numbers of people, and what for; missing where they are of nobody alone. */
  readonly disclosure?: Disclosure;
}

export interface Report {
  /** The query with its defaults and days filled in. */
  readonly query: ReportQuery & { readonly from: Day; readonly to: Day };
  readonly contract: ReportContract;
  readonly rows: readonly ReportRow[];
}
