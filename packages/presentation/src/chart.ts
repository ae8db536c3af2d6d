import { metricOf, weekdayOf, type Day, type MetricName, type Report, type ReportQuery, type ReportRow } from '@pegel/domain';
import { isCut, lastDayOf } from './cut-bucket.js';
import { changeText, type ChangeText } from './change.js';
import { isCounted } from './format.js';
import type { Fresh } from './freshness.js';
import type { Locale } from './locale.js';
import { panelCsvUrl, type PanelId, type QueryName, type TimePanel } from './panels.js';
import { sentence } from './sentence.js';
import { cellOf, changeCell, markOf, whenOf, type TableModel } from './table.js';
import { ticksFromZero } from './ticks.js';
import { numberOf } from './tile.js';
import type { GrainChoice } from './view-state.js';

/** What a client draws for one panel over time. */
export interface ChartModel extends Fresh {
  readonly id: PanelId;
  readonly query: QueryName;
  readonly title: string;
  readonly form: 'line' | 'columns';
  readonly metric: MetricName;
  /** `null` for whoever may take no numbers along. */
  readonly csvUrl: string | null;
  /** What is known of the day after the last one; null where nothing is. */
  readonly note?: string | null;
  readonly content: ChartContent | null;
}

export interface ChartContent {
  readonly points: readonly ChartPoint[];
  /** A line to compare with, drawn at these values and labelled at its end; empty label where nothing is known of it. */
  readonly reference: { readonly label: string; readonly values: readonly (number | null)[] } | null;
  /** From 0 up; the last one is the top of the axis. */
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
  /** One sentence that says what the picture shows. */
  readonly caption: string;
  /** Why there is nothing to draw; then there are no points with values. */
  readonly empty: string | null;
  readonly table: TableModel;
}

export interface ChartPoint {
  readonly day: Day;
  /** The bucket's last day; a level is that of this day. */
  readonly to: Day;
  /** `null` breaks the line. */
  readonly value: number | null;
  /** False where its days are not all known, not over, or only part of its week or month. */
  readonly complete: boolean;
  readonly isWeekend: boolean;
  /** For the axis: "22 Nov". */
  readonly date: string;
  /** "Sun 22 Nov" */
  readonly when: string;
  /** "212 chats", or why there is no number. */
  readonly text: string;
  /** Of the reference: "480 seats". Empty where there is none. */
  readonly referenceText: string;
  readonly change: ChangeText | null;
  /** "so far", "incomplete" */
  readonly mark: string | null;
  /** The point as it is read aloud. */
  readonly spoken: string;
}

export function chartModel(panel: TimePanel & { readonly id: PanelId }, query: QueryName, asked: ReportQuery, report: Report | undefined, grain: GrainChoice, organisation: string, locale: Locale): ChartModel {
  const title = panel.title[grain][locale.language];
  return {
    id: panel.id,
    query,
    title,
    form: panel.form,
    metric: panel.metric,
    csvUrl: panelCsvUrl(panel, asked, organisation),
    content: report === undefined ? null : contentOf(panel, title, report, locale),
  };
}

function contentOf(panel: TimePanel, title: string, report: Report, locale: Locale): ChartContent {
  const { words, format } = locale;
  const { unit } = metricOf(panel.metric);
  const points = report.rows.map((row) => pointOf(panel, row, report, locale));
  const referenceValues = panel.reference === undefined ? [] : report.rows.map((row) => (panel.reference === undefined ? null : numberOf(row.values[panel.reference] ?? null)));
  const known = points.filter((point): point is Known => point.value !== null);
  const highest = Math.max(0, ...known.map((point) => point.value), ...referenceValues.filter((value) => value !== null));
  const lastReference = referenceValues.findLast((value) => value !== null) ?? null;
  return {
    points,
    reference: panel.reference === undefined || lastReference === null
      ? null
      : { label: words.units[metricOf(panel.reference).unit](lastReference, format.value(metricOf(panel.reference).unit, lastReference)), values: referenceValues },
    ticks: ticksFromZero(highest, isCounted(unit)).map((value) => ({ value, label: format.axis(unit, value) })),
    caption: captionOf(panel, title, points, known, locale),
    empty: known.length > 0 ? null : emptyText(report, locale),
    table: tableOf(panel, title, report, locale),
  };
}

/** Why a report has nothing to show, and from when on it has. */
function emptyText(report: Report, { words, format }: Locale): string {
  const starts = report.contract.sources.map(({ firstDay }) => firstDay).sort()[0];
  const empty = words.state.empty(format.range(report.query));
  return starts === undefined ? `${empty} ${words.headline.nothingYet}` : starts > report.query.to ? `${empty} ${words.state.dataStarts(format.dateLong(starts))}` : empty;
}

type Known = ChartPoint & { readonly value: number };

function pointOf(panel: TimePanel, row: ReportRow, report: Report, locale: Locale): ChartPoint {
  const { words, format, few } = locale;
  const { unit } = metricOf(panel.metric);
  const value = row.values[panel.metric] ?? null;
  const compared = row.compared?.[panel.metric];
  const change = compared === undefined || value === null ? null : changeText(panel.metric, compared, locale);
  const mark = value === null ? null : markOfPoint(row, panel, report, locale);
  const reason = row.reasons[panel.metric] ?? 'no-data';
  const text = value === null ? (reason === 'hidden' ? few : words.notAvailable(words.reasons[reason])) : words.units[unit](Number(value), format.exact(unit, value));
  const reference = panel.reference === undefined ? null : (row.values[panel.reference] ?? null);
  const referenceText = panel.reference === undefined || reference === null ? '' : words.units[metricOf(panel.reference).unit](Number(reference), format.exact(metricOf(panel.reference).unit, reference));
  const spokenWhen = row.from === row.to ? format.dayLong(row.from) : words.change.through(format.dateLong(row.from), format.dateLong(row.to));
  const details = [text, referenceText, change?.spoken ?? '', mark ?? (value === null ? '' : Number(value) === 0 ? words.state.zero : words.mark.complete)].filter((detail) => detail !== '');
  return {
    day: row.from,
    to: row.to,
    value: numberOf(value),
    complete: mark === null && value !== null,
    isWeekend: (report.query.grain ?? 'day') === 'day' && [0, 6].includes(weekdayOf(row.from)),
    date: format.date(panel.form === 'line' ? row.to : row.from),
    when: whenOf(row, locale),
    text,
    referenceText,
    change,
    mark,
    spoken: sentence(`${spokenWhen}: ${details.join(', ')}`),
  };
}

function markOfPoint(row: ReportRow, panel: TimePanel, report: Report, locale: Locale): string | null {
  const { grain } = report.query;
  if (!row.complete || !isCut(row, grain, panel.metric)) return markOf(row, report.contract.today, locale, panel.metric);
  const end = lastDayOf(row.bucket, grain ?? 'day');
  return end !== null && end >= report.contract.today ? locale.words.mark.soFar : locale.words.mark.incomplete;
}

function captionOf(panel: TimePanel, title: string, points: readonly ChartPoint[], known: readonly Known[], locale: Locale): string {
  const { words, format } = locale;
  const first = known[0];
  const last = known.at(-1);
  if (first === undefined || last === undefined) return title;
  const { unit } = metricOf(panel.metric);
  const number = (point: Known) => format.value(unit, point.value);
  const date = (point: ChartPoint) => format.dateLong(point.to);
  const days = (point: ChartPoint) => format.range({ from: point.day, to: point.to });
  // What is not whole cannot be the lowest, unless there is nothing else.
  const whole = known.filter((point) => point.complete);
  const ranked = whole.length > 0 ? whole : known;
  // The newest of equals: "the highest" is news on the day it was reached again.
  const highest = ranked.reduce((best, point) => (point.value >= best.value ? point : best));
  const missing = points.length - known.length;
  const ending = words.caption.missing(missing, format.integer(missing));
  const lowest = ranked.reduce((best, point) => (point.value < best.value ? point : best));
  if (panel.form === 'line') {
    const course = words.caption.level(title, number(first), date(first), number(last), date(last), Math.sign(last.value - first.value));
    return `${course}; ${words.caption.highest(number(highest), date(highest))}; ${ending}.`;
  }
  return `${title}: ${words.caption.extremes(number(lowest), days(lowest), number(highest), days(highest))}; ${ending}.`;
}

function tableOf(panel: TimePanel, title: string, report: Report, locale: Locale): TableModel {
  const { words, format, language } = locale;
  const { metric, reference } = panel;
  const marks = report.rows.map((row) => markOfPoint(row, panel, report, locale));
  const showsState = marks.some((mark) => mark !== null);
  const end = 'end' as const;
  return {
    caption: `${title} · ${format.range(report.query)}`,
    columns: [
      { label: words.panel.day, align: 'start' },
      { label: metricOf(metric).short[language], align: end },
      ...(reference === undefined ? [] : [{ label: metricOf(reference).short[language], align: end }]),
      ...(report.query.compare === undefined ? [] : [{ label: words.panel.change, align: end }]),
      ...(showsState ? [{ label: words.panel.state, align: 'start' as const }] : []),
    ],
    // The newest first: that is the one looked for.
    rows: report.rows.map((row, index) => [
      whenOf(row, locale),
      cellOf(row, metric, locale),
      ...(reference === undefined ? [] : [cellOf(row, reference, locale)]),
      ...(report.query.compare === undefined ? [] : [changeCell(row, metric, locale)]),
      ...(showsState ? [marks[index] ?? words.mark.complete] : []),
    ]).toReversed(),
  };
}
