import type { Aggregate, Measure } from './measures.js';
import { metricNames, metricOf, type MetricName } from './metrics.js';

/** The metrics that a ratio divides, in the order of the division; none for anything else. */
export function operandsOf(measure: Measure): readonly MetricName[] {
  if (measure.kind !== 'ratio') return none;
  // Every cell of a report asks.
  const known = operands.get(measure) ?? [measure.numerator, measure.denominator].flatMap((operand) => metricNames.filter((name) => metricOf(name) === operand));
  operands.set(measure, known);
  return known;
}

const none: readonly MetricName[] = [];
const operands = new WeakMap<Measure, readonly MetricName[]>();

/** What a store must compute for a measure. */
export const aggregatesOf = (measure: Measure): readonly Aggregate[] =>
  measure.kind === 'ratio' ? [measure.numerator.measure, measure.denominator.measure] : [measure];
