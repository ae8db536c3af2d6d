import { metricOf, type MetricName, type Report, type ReportRow } from '@pegel/domain';
import { changeText } from './change.js';
import { dash } from './format.js';
import type { Locale } from './locale.js';
import { nameOf } from './names.js';
import { captionOf } from './narrowing.js';

/** A real table, decided down to its texts. */
export interface TableModel {
  readonly caption: string;
  /** Which column names the row, where it is not the first. */
  readonly names?: number;
  readonly columns: readonly { readonly label: string; readonly align: 'start' | 'end'; /** Whole sentences, which may break. */ readonly isProse?: boolean }[];
  readonly rows: readonly (readonly string[])[];
}

/** When a row is: a day with its weekday, or the days it covers. */
export const whenOf = (row: Pick<ReportRow, 'from' | 'to'>, { format }: Locale): string => (row.from === row.to ? format.day(row.from) : format.range(row));

/** The mark of a number that is not final: its days are not over, or not all covered. With a metric, of that number alone. */
export function markOf(row: Pick<ReportRow, 'complete' | 'incomplete' | 'to'>, today: string, { words }: Locale, metric?: MetricName): string | null {
  if (row.complete || (metric !== undefined && row.incomplete !== undefined && row.incomplete[metric] === undefined)) return null;
  return row.to >= today ? words.mark.soFar : words.mark.incomplete;
}

/** Every number of a report, a row a bucket and key, with any metric there is. */
export function reportTable(report: Report, locale: Locale): TableModel {
  const { words, format } = locale;
  const { metrics, by } = report.query;
  const isCompared = report.query.compare !== undefined;
  const showsState = report.rows.some((row) => !row.complete);
  return {
    caption: captionOf(`${metrics.map((name) => metricOf(name).label[locale.language]).join(', ')} · ${format.range(report.query)}`, report.query, locale),
    columns: [
      { label: words.panel.day, align: 'start' },
      ...(by === undefined ? [] : [{ label: words.panel.name, align: 'start' as const }]),
      ...metrics.flatMap((name) => [
        { label: metricOf(name).label[locale.language], align: 'end' as const },
        ...(isCompared ? [{ label: words.panel.change, align: 'end' as const }] : []),
      ]),
      ...(showsState ? [{ label: words.panel.state, align: 'start' as const }] : []),
    ],
    rows: report.rows.map((row) => [
      whenOf(row, locale),
      ...(by === undefined ? [] : [nameOf(row, locale)]),
      ...metrics.flatMap((name) => [cellOf(row, name, locale), ...(isCompared ? [changeCell(row, name, locale)] : [])]),
      ...(showsState ? [markOf(row, report.contract.today, locale) ?? words.mark.complete] : []),
    ]),
  };
}

/** One line a metric: its newest value, the change and what it is compared with. */
export function summaryTable(report: Report, locale: Locale): TableModel {
  const { words, format } = locale;
  const last = report.rows.at(-1);
  return {
    caption: captionOf(format.range(report.query), report.query, locale),
    columns: [
      { label: words.table.metric, align: 'start' },
      { label: words.table.value, align: 'end' },
      { label: words.table.change, align: 'end' },
      { label: words.table.base, align: 'end' },
      { label: words.table.window, align: 'start' },
    ],
    rows: last === undefined ? [] : report.query.metrics.map((name) => {
      const compared = last.compared?.[name];
      return [
        metricOf(name).label[locale.language],
        cellOf(last, name, locale),
        changeCell(last, name, locale),
        compared === undefined ? '' : format.exact(metricOf(name).unit, compared.value),
        compared === undefined ? whenOf(last, locale) : `${whenOf(last, locale)} ${words.change.versus(whenOf(compared, locale))}`,
      ];
    }),
  };
}

/** A value as a table has it; a dash comes with its reason. */
export function cellOf(row: Pick<ReportRow, 'values' | 'reasons'>, name: MetricName, { words, format, few }: Locale): string {
  const value = row.values[name] ?? null;
  if (value !== null) return format.exact(metricOf(name).unit, value);
  const reason = row.reasons[name];
  if (reason === 'hidden') return few;
  return reason === undefined ? dash : `${dash} ${words.reasons[reason]}`;
}

export function changeCell(row: ReportRow, name: MetricName, locale: Locale): string {
  const compared = row.compared?.[name];
  if (compared === undefined) return '';
  const text = changeText(name, compared, locale);
  return `${text.glyph} ${text.visual}`;
}
