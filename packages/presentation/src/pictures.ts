import { metricOf, type Dimension, type MetricName, type Range, type ReportRow } from '@pegel/domain';
import { isHidden, shareText, totalOf, type Bars } from './bar-list.js';
import type { BudgetText } from './budget.js';
import { changeText, type ChangeText } from './change.js';
import type { ChartContent } from './chart.js';
import type { CumulativeContent } from './cumulative.js';
import type { Locale } from './locale.js';
import type { ProgressContent } from './progress.js';
import { coloursOf } from './series-colour.js';
import type { StackedContent } from './stacked.js';
import { whenOf } from './table.js';
import { numberOf } from './tile.js';

/** The numbers of a table, drawn. */
export type Picture =
  | { readonly form: 'line'; readonly title: string; readonly content: ChartContent }
  | { readonly form: 'columns'; readonly title: string; readonly content: ChartContent }
  | { readonly form: 'bars'; readonly bars: Bars }
  | { readonly form: 'tiles'; readonly tiles: readonly RangeTile[] }
  | { readonly form: 'stacked'; readonly title: string; readonly content: StackedContent }
  | { readonly form: 'cumulative'; readonly title: string; readonly content: CumulativeContent }
  | { readonly form: 'share'; readonly title: string; readonly content: ProgressContent };

/** Why there is nothing to draw, where a picture over time has no value at all. */
export const undrawn = (picture: Picture | null): string | null => (picture !== null && 'content' in picture ? picture.content.empty : null);

/** One range of a metric: what it came to, and beside what. */
export interface RangeTile {
  /** "Month to date" */
  readonly label: string;
  readonly value: string;
  /** "1–22 Nov", with "so far" or "incomplete" where it is not whole. */
  readonly when: string;
  /** Why there is no value, in words. */
  readonly reason: string | null;
  readonly change: ChangeText | null;
  /** Of a month with a budget: "73.7% of budget"; more than that is bad. */
  readonly budget: BudgetText | null;
}

/** What is ranked, and by what. */
interface Ranked {
  readonly metrics: readonly [MetricName, ...MetricName[]];
  readonly split: Dimension;
}

/** A range as a tile. */
export function rangeTile(range: Range, metric: MetricName, row: ReportRow | undefined, mark: string | null, budget: BudgetText | null, locale: Locale): RangeTile {
  const { words, format, few } = locale;
  const value = row?.values[metric] ?? null;
  const reason = row?.reasons[metric] ?? 'no-data';
  const compared = row?.compared?.[metric];
  return {
    label: words.ranges[range],
    value: reason === 'hidden' && value === null ? few : format.exact(metricOf(metric).unit, value),
    when: row === undefined ? '' : `${whenOf(row, locale)}${mark === null ? '' : ` · ${mark}`}`,
    reason: value === null ? words.notAvailable(words.reasons[reason]) : null,
    change: compared === undefined || value === null ? null : changeText(metric, compared, locale),
    budget,
  };
}

/** The first metric of each key as a bar, the longest as long as there is room. */
export function barsOf({ metrics: [metric], split }: Ranked, keys: readonly { readonly row: ReportRow; readonly name: string; readonly rank: string | null }[], shares: readonly (number | null)[] | null, locale: Locale): Bars {
  const { words, format, few } = locale;
  const { unit } = metricOf(metric);
  const rows = keys.map(({ row }) => row);
  const sizes = rows.map((row) => Math.max(0, numberOf(row.values[metric] ?? null) ?? 0));
  const longest = Math.max(0, ...sizes);
  const colours = coloursOf(rows.map((row) => row.key ?? ''), locale.keys);
  const total = shares === null ? null : totalOf(metric, rows);
  return {
    rows: keys.map(({ row, name, rank }, index) => ({
      key: row.key ?? '',
      rank,
      label: name,
      value: isHidden(row, metric) ? few : format.value(unit, row.values[metric] ?? null),
      share: shares === null ? '' : shareText(shares[index] ?? null, sizes[index] ?? 0, locale),
      length: longest > 0 ? (sizes[index] ?? 0) / longest : 0,
      // Where keys are people or places, one colour: another would have to mean something.
      colour: split === 'model' ? (colours.get(row.key ?? '') ?? 'other') : 1,
    })),
    total: total === null ? null : { label: words.panel.total, value: format.value(unit, total) },
  };
}
