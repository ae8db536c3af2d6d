import type { Instant } from './calendar.js';
import type { Day } from './days.js';
import { compareText } from './identity.js';
import { costMetric } from './metrics.js';
import type { Reader } from './permissions.js';
import type { ReportRow } from './report-result.js';
import { report } from './report.js';
import { isSpecial, type UsageStore } from './store.js';

/** So many models are told apart by colour; there are no more colours that everybody can tell apart. */
export const leadingModelsMax = 6;

/**
 * The models that a reader is told apart by colour, on every page and over any range: those which are the largest part of what
 * months of the last year cost, each counting twice the one before it; the first that was used first. A newer one comes at the end, and takes no
 * other's place. Nothing for whoever does not see what models cost.
 */
export async function leadingModels(reader: Reader, store: UsageStore, now: Instant): Promise<readonly string[]> {
  if (!reader.permissions.has('view:spend') || !reader.organisation.extraUsage) return [];
  const { rows } = await report(reader, store, { metrics: [costMetric], range: '12m', grain: 'month', by: 'model' }, now);
  return leadingIn(rows);
}

/** The same from a report of spend by model and month. What is hidden in it counts for nothing. */
export function leadingIn(rows: readonly ReportRow[]): readonly string[] {
  const months = new Map<Day, number>();
  const named = rows.flatMap(({ bucket, key, values }) => {
    const value = Number(values[costMetric] ?? 0);
    if (value > 0) months.set(bucket, (months.get(bucket) ?? 0) + value);
    return key === null || isSpecial(key) || value <= 0 ? [] : [{ bucket, key, value }];
  });
  const newest = Math.max(...[...months.keys()].map(monthNumber));
  const found = new Map<string, { readonly since: Day; readonly weight: number }>();
  for (const { bucket, key, value } of named) {
    const part = (value / (months.get(bucket) ?? value)) * 0.5 ** (newest - monthNumber(bucket));
    const { since, weight } = found.get(key) ?? { since: bucket, weight: 0 };
    found.set(key, { since: compareText(since, bucket) < 0 ? since : bucket, weight: weight + part });
  }
  return [...found]
    .toSorted(([a, { weight }], [b, { weight: theirs }]) => theirs - weight || compareText(a, b))
    .slice(0, leadingModelsMax)
    .toSorted(([a, { since }], [b, { since: theirs }]) => compareText(since, theirs) || compareText(a, b))
    .map(([key]) => key);
}

const monthNumber = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
