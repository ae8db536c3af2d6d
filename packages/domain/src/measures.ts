import { addDays, type Period } from './days.js';
import { activityTypeNames, activityTypes, facts, type Column, type Constants, type Dimension, type Entity, type FactName } from './facts.js';
import type { Words } from './words.js';

/** Adds a column up over the facts of a period. */
export interface Sum<F extends FactName = FactName> {
  readonly kind: 'sum';
  readonly fact: F;
  readonly column: Column<F>;
  readonly where: Constants;
}

/** Counts different things or people over the facts of a period; what is null is not counted. */
export interface CountDistinct<F extends FactName = FactName> {
  readonly kind: 'countDistinct';
  readonly fact: F;
  readonly entity: Entity<F>;
  readonly where: Constants;
}

/** A column's sum in the directory of the period's last day: for stocks such as seats, where adding days up would be wrong. */
export interface Closing {
  readonly kind: 'closing';
  readonly fact: 'directory';
  readonly column: Column<'directory'>;
}

/** A distinct count over the `days` days ending with the period's last day. */
export interface Trailing {
  readonly kind: 'trailing';
  readonly days: number;
  readonly of: CountDistinct;
  /** Only people who have no seat in the directory of the period's last day. */
  readonly unseated?: true;
}

/** What a store computes. Ratios never reach one. */
export type Aggregate = Sum | CountDistinct | Closing | Trailing;

/** A metric divided by another, after both were aggregated. */
export interface Ratio {
  readonly kind: 'ratio';
  readonly numerator: MetricOf<Aggregate>;
  readonly denominator: MetricOf<Aggregate>;
}

export type Measure = Aggregate | Ratio;

interface MetricOf<M> {
  readonly measure: M;
}

export function sum<F extends FactName>(fact: F, column: Column<F>, where: Constants = {}): Sum<F> {
  return { kind: 'sum', fact, column, where };
}

export function countDistinct<F extends FactName>(fact: F, entity: Entity<F>, where: Constants = {}): CountDistinct<F> {
  return { kind: 'countDistinct', fact, entity, where };
}

export function closing(fact: 'directory', column: Column<'directory'>): Closing {
  return { kind: 'closing', fact, column };
}

export function trailing(days: number, of: CountDistinct, only: Pick<Trailing, 'unseated'> = {}): Trailing {
  return { kind: 'trailing', days, of, ...only };
}

export function ratio<N extends MetricOf<Aggregate>, D extends MetricOf<Aggregate>>(numerator: N, denominator: D): Ratio & { numerator: N; denominator: D } {
  return { kind: 'ratio', numerator, denominator };
}

export const factOf = (aggregate: Aggregate): FactName => (aggregate.kind === 'trailing' ? aggregate.of.fact : aggregate.fact);

/** The days that an aggregate looks at for a period. */
export function windowOf(aggregate: Aggregate, period: Period): Period {
  switch (aggregate.kind) {
    case 'sum':
    case 'countDistinct':
      return period;
    case 'closing':
      return { from: period.to, to: period.to };
    case 'trailing':
      return { from: addDays(period.to, 1 - aggregate.days), to: period.to };
  }
}

/** Whether an aggregate of what people did asks who of them has a seat, too. */
export const asksForSeats = (aggregate: Aggregate): boolean => aggregate.kind === 'trailing' && aggregate.unseated === true;

/** The activity types an aggregate counts: those it names, or all of them. */
export function typesOf(where: Constants): readonly (keyof typeof activityTypes)[] {
  if (where.type === undefined) return activityTypeNames;
  return typeof where.type === 'string' ? [where.type] : where.type;
}

/** What a measure may be split and filtered by, derived from the facts it counts. */
export function dimensionsOf(measure: Measure): readonly Dimension[] {
  switch (measure.kind) {
    case 'ratio': {
      const below = dimensionsOf(measure.denominator.measure);
      return dimensionsOf(measure.numerator.measure).filter((dimension) => below.includes(dimension));
    }
    case 'trailing':
      return dimensionsOf(measure.of);
    case 'closing':
      return facts.directory.dimensions;
    case 'sum':
    case 'countDistinct': {
      // A dimension that the measure holds fixed has nothing to split.
      const open = (dimension: Dimension) => !(dimension === 'surface' && measure.where.surface !== undefined);
      if (measure.fact !== 'activity') return facts[measure.fact].dimensions.filter(open);
      const own = typesOf(measure.where).map((type): readonly Dimension[] => activityTypes[type]);
      return facts.activity.dimensions.filter(
        (dimension) => open(dimension) && (isAboutPeople(dimension) || own.every((of) => of.includes(dimension))),
      );
    }
  }
}

const isAboutPeople = (dimension: Dimension): boolean =>
  dimension === 'person' || dimension === 'group' || dimension === 'department' || dimension === 'costCentre';

/** How a number may be added up: over everything, over groups but not over days, or not at all. */
export type Additivity = 'additive' | 'semi-additive' | 'non-additive';

export function additivityOf(measure: Measure): Additivity {
  switch (measure.kind) {
    case 'sum':
      return 'additive';
    case 'closing':
      return 'semi-additive';
    case 'countDistinct':
    case 'trailing':
    case 'ratio':
      return 'non-additive';
  }
}

/** Whether a number may be added up, in words. */
export const additivityWords: Record<Measure['kind'], Words> = {
  sum: { en: 'Yes: days, models and people add up to the total.', de: 'Ja: Tage, Modelle und Personen ergeben zusammen die Summe.' },
  closing: {
    en: 'Not over days: it is a level at the end of a day, not a flow.',
    de: 'Nicht über Tage: Es ist ein Stand am Ende eines Tages, kein Zufluss.',
  },
  countDistinct: {
    en: 'No: the same one can appear on several days and in several groups.',
    de: 'Nein: Dasselbe kann an mehreren Tagen und in mehreren Gruppen vorkommen.',
  },
  trailing: {
    en: 'No: windows overlap, and people repeat across days and groups.',
    de: 'Nein: Die Zeitfenster überlappen, und Personen kommen an mehreren Tagen und in mehreren Gruppen vor.',
  },
  ratio: { en: 'No: divide the sums instead of averaging quotients.', de: 'Nein: Summen teilen, statt Quotienten zu mitteln.' },
};
