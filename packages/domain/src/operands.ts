import type { Aggregate, Measure } from './measures.js';
import { metricNames, metricOf, type MetricName } from './metrics.js';

/** The metrics that a ratio divides, in the order of the division; none for anything else. */
export function operandsOf(measure: Measure): readonly MetricName[] {
  if (measure.kind !== 'ratio') return [];
  return [measure.numerator, measure.denominator].flatMap((operand) => metricNames.filter((name) => metricOf(name) === operand));
}

/** What a store must compute for a measure. */
export const aggregatesOf = (measure: Measure): readonly Aggregate[] =>
  measure.kind === 'ratio' ? [measure.numerator.measure, measure.denominator.measure] : [measure];
