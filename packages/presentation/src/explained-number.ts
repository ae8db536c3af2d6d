import {
  additivityOf, formatAmount, metricOf, parseDecimal,
  type Authority, type ByMetric, type ComparedValue, type Day, type Incompleteness, type MetricName, type NullReason, type Period, type Report, type ReportRow, type Value,
} from '@pegel/domain';
import { isCut } from './cut-bucket.js';

/** One number of a report with all that is known of it, for programs as for people. */
export interface ExplainedNumber extends Period {
  readonly metric: MetricName;
  /** The key of a split, where the number is one of its parts. */
  readonly key: string | null;
  readonly label: string | null;
  readonly value: Value | null;
  readonly reason: NullReason | null;
  readonly complete: boolean;
  readonly incomplete: Incompleteness | null;
  /** What it rests on where it was not counted from events alone. */
  readonly authority: Authority | null;
  /** Of a ratio: what was divided by what. */
  readonly operands: ByMetric<Value | null>;
  /** Of a share above the whole: what is beyond it. */
  readonly beyond: ByMetric<Value | null>;
  readonly compared: ComparedValue | null;
  /** Of a split: what the number is the sum of. */
  readonly parts: readonly Part[];
}

export interface Part {
  readonly key: string | null;
  readonly label: string | null;
  readonly value: Value;
}

/** Which number of a report is meant: the newest, the newest that is whole, or that of the bucket whose first day is given. */
export type Which = 'newest' | 'newest-whole' | { readonly from: Day };

/** The number that a report has of a metric. Of a split it is the sum of its parts where they add up, or else the first part. */
export function numberIn(report: Report, metric: MetricName, which: Which): ExplainedNumber {
  return report.query.by === undefined ? plainNumber(report, metric, which) : splitNumber(report, metric);
}

function plainNumber({ rows, query }: Report, metric: MetricName, which: Which): ExplainedNumber {
  const isWhole = (row: ReportRow) => (row.values[metric] ?? null) !== null && row.incomplete?.[metric] === undefined && !isCut(row, query.grain, metric);
  // A day that has left the report gives way to the newest.
  const asked = typeof which === 'string' ? undefined : rows.find(({ from }) => from === which.from);
  const row = asked ?? (which === 'newest' ? undefined : rows.findLast(isWhole)) ?? rows.at(-1);
  return row === undefined ? nothing({ from: query.from, to: query.to }, metric, 'no-data') : ofRow(row, metric);
}

function ofRow(row: ReportRow, metric: MetricName): ExplainedNumber {
  const value = row.values[metric] ?? null;
  const incomplete = row.incomplete?.[metric] ?? null;
  return {
    metric, from: row.from, to: row.to, key: row.key, label: row.label, value,
    reason: value === null ? (row.reasons[metric] ?? 'no-data') : null,
    complete: value !== null && incomplete === null,
    incomplete,
    authority: row.authority?.[metric] ?? null,
    operands: row.operands[metric] ?? {},
    beyond: row.beyond?.[metric] ?? {},
    compared: row.compared?.[metric] ?? null,
    parts: [],
  };
}

function splitNumber(report: Report, metric: MetricName): ExplainedNumber {
  const last = report.rows.at(-1);
  const period = last ?? report.query;
  const rows = report.rows.filter(({ bucket }) => bucket === last?.bucket);
  const parts = rows.flatMap((row): Part[] => {
    const value = row.values[metric] ?? null;
    return value === null ? [] : [{ key: row.key, label: row.label, value }];
  });
  const first = rows[0];
  const { measure, unit } = metricOf(metric);
  if (first === undefined) return withoutParts(report, metric);
  if (additivityOf(measure) !== 'additive' || parts.length === 0) return { ...ofRow(first, metric), parts };
  const value = unit === 'money' ? formatAmount(parts.reduce((sum, part) => sum + parseDecimal(String(part.value)), 0n)) : parts.reduce((sum, part) => sum + Number(part.value), 0);
  const incomplete = rows.map((row) => row.incomplete?.[metric]).find((why) => why !== undefined) ?? null;
  const authority = rows.map((row) => row.authority?.[metric]).find((found) => found !== undefined) ?? null;
  return { ...nothing(period, metric, 'no-data'), value, reason: null, complete: incomplete === null, incomplete, authority, parts };
}

/** A split without a single part: nothing happened where something is known, and nothing is known otherwise. */
function withoutParts({ query, contract }: Report, metric: MetricName): ExplainedNumber {
  const since = contract.knownFrom[metric];
  if (since === undefined || since > query.to || additivityOf(metricOf(metric).measure) !== 'additive') return nothing(query, metric, 'no-data');
  const incomplete = query.to > (contract.completeThrough ?? '') ? 'not-delivered' : since > query.from ? 'before-data' : null;
  return { ...nothing(query, metric, 'no-data'), value: metricOf(metric).unit === 'money' ? '0' : 0, reason: null, complete: incomplete === null, incomplete };
}

const nothing = ({ from, to }: Period, metric: MetricName, reason: NullReason): ExplainedNumber => ({
  metric, from, to, key: null, label: null, value: null, reason, complete: false, incomplete: null, authority: null, operands: {}, beyond: {}, compared: null, parts: [],
});
