import { metricOf, type MetricName, type Report, type ReportQuery, type ReportRow, type Unit, type Value } from '@pegel/domain';
import { changeText, type ChangeText } from './change.js';
import type { Fresh } from './freshness.js';
import type { Locale } from './locale.js';
import { titleOf, titleSaid } from './narrowing.js';
import { tablePages, type PanelId, type TimePanel } from './panels.js';
import type { QueryName } from './overview-queries.js';
import { panelCsvUrl } from './report-url.js';
import { croppedTicks, gapsOf, isProvisional, isWeekendPoint, markOfBucket, marksOf, nothingText, reasonText, ticksOf, whenSpoken, type Plotted, type PlottedPoint, type Tick } from './plotted.js';
import { remembered } from './remembered.js';
import { sentence } from './sentence.js';
import { cellOf, changeCell, whenOf, type TableModel } from './table.js';
import { askedBy } from './table-queries.js';
import { numberOf } from './tile.js';
import type { PageId, ViewState } from './view-state.js';
import { chartWordsIn } from './words-charts.js';

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
  /** The page that says more of it; null where there is none. */
  readonly leadsTo: { readonly page: PageId; readonly label: string } | null;
  readonly content: ChartContent | null;
}

export interface ChartContent extends Plotted {
  readonly points: readonly ChartPoint[];
  /** A line to compare with, drawn at these values and labelled at its end; empty label where nothing is known of it. */
  readonly reference: { readonly label: string; readonly values: readonly (number | null)[] } | null;
  /** The values of the period it is compared with, point by point; what is incomplete is never told by this line. */
  readonly comparison: { /** "28 Sep – 25 Oct" */ readonly label: string; /** "Previous period: 28 Sep – 25 Oct" */ readonly said: string; /** What stands beside it: "26 Oct – 22 Nov" */ readonly own: string; readonly values: readonly (number | null)[] } | null;
  /** Why nothing stands beside it although that is asked: "No data for 28 Sep – 25 Oct"; null where something does, or nothing is asked. */
  readonly withoutComparison: string | null;
  /** For a line: an axis that begins near its lowest value, and "axis from 200", which must then be said; null where that shows no more. */
  readonly cropped: { readonly ticks: readonly Tick[]; readonly note: string } | null;
}

export interface ChartPoint extends PlottedPoint {
  /** `null` breaks the line. */
  readonly value: number | null;
  /** "212 chats", or why there is no number. */
  readonly text: string;
  /** Of the reference: "480 seats". Empty where there is none. */
  readonly referenceText: string;
  readonly change: ChangeText | null;
}

export function chartModel(panel: TimePanel & { readonly id: PanelId }, query: QueryName, asked: ReportQuery, report: Report | undefined, { grain, group }: Pick<ViewState, 'grain' | 'group'>, organisation: string, locale: Locale): ChartModel {
  const title = titleOf(panel.title[grain][locale.language], group, locale);
  return {
    id: panel.id,
    query,
    title,
    form: panel.form,
    metric: panel.metric,
    csvUrl: panelCsvUrl(panel, asked, organisation),
    leadsTo: leadsTo(panel.metric, locale),
    content: report === undefined ? null : contentOf(report, panel, title, locale),
  };
}

const contentOf = remembered((report: Report, panel: TimePanel, title: string, locale: Locale) => chartContent(panel, title, report, locale));

/** The first page beside the Overview with a table of the metric. */
function leadsTo(metric: MetricName, { language }: Locale): ChartModel['leadsTo'] {
  const page = tablePages.find(({ panels }) => panels.some((panel) => askedBy(panel).metrics.includes(metric)));
  return page === undefined ? null : { page: page.id, label: chartWordsIn(language).openPage(page.title[language]) };
}

/** A metric over time, with what it is compared with. */
export function chartContent(panel: ChartOf, title: string, report: Report, locale: Locale): ChartContent {
  const { words, format } = locale;
  const { unit } = metricOf(panel.metric);
  const asked = comparisonOf(panel, report, locale);
  const comparison = asked?.isKnown === true ? asked : null;
  const points = report.rows.map((row, index) => pointOf(panel, row, report, comparison, index, locale));
  const referenceValues = panel.reference === undefined ? [] : report.rows.map((row) => (panel.reference === undefined ? null : numberOf(row.values[panel.reference] ?? null)));
  const known = points.filter((point): point is Known => point.value !== null);
  const lastReference = referenceValues.findLast((value) => value !== null) ?? null;
  return {
    points,
    reference: panel.reference === undefined || lastReference === null
      ? null
      : { label: words.units[metricOf(panel.reference).unit](lastReference, format.value(metricOf(panel.reference).unit, lastReference)), values: referenceValues },
    comparison: comparison === null ? null : { label: comparison.label, said: chartWordsIn(locale.language).part(`${comparison.name}:`, comparison.label), own: format.range(report.query), values: comparison.values.map(numberOf) },
    withoutComparison: asked === null || comparison !== null || known.length === 0 ? null : chartWordsIn(locale.language).nothingBeside(asked.name, asked.label),
    ticks: ticksOf([...points.map(({ value }) => value), ...referenceValues, ...(comparison?.values.map(numberOf) ?? [])], unit, locale),
    cropped: panel.form === 'line' ? croppedOf([...points.map(({ value }) => value), ...(comparison?.values.map(numberOf) ?? [])], unit, locale) : null,
    gaps: gapsOf(points.map(({ value, text }) => (value === null ? text : null))),
    marks: marksOf(points, report, locale),
    caption: captionOf(panel, titleSaid(title, report.query, locale), points, known, locale),
    empty: known.length > 0 ? null : nothingText(report, locale),
    table: tableOf(panel, title, report, comparison, locale),
  };
}

function croppedOf(values: readonly (number | null)[], unit: Unit, locale: Locale): ChartContent['cropped'] {
  const ticks = croppedTicks(values, unit, locale);
  return ticks === null ? null : { ticks, note: chartWordsIn(locale.language).axisFrom(ticks[0]?.label ?? '') };
}

/** What is drawn over time, whoever lists it. */
type ChartOf = Pick<TimePanel, 'form' | 'metric' | 'reference'>;

interface Comparison {
  /** "Previous period" */
  readonly name: string;
  readonly label: string;
  readonly isKnown: boolean;
  readonly values: readonly (Value | null)[];
  readonly when: readonly string[];
}

/** What its days stand beside, point by point; null where nothing is asked of it. */
export function comparisonOf({ metric }: Pick<ChartOf, 'metric'>, { query, rows }: Report, locale: Locale): Comparison | null {
  if (query.beside === undefined) return null;
  const beside = rows.map((row) => row.beside?.[metric]);
  const [first, last] = [beside.find((each) => each !== undefined), beside.findLast((each) => each !== undefined)];
  if (first === undefined || last === undefined) return null;
  return {
    name: query.beside === '52w' ? locale.words.comparison.year : locale.words.comparison.previous,
    label: locale.format.range({ from: first.from, to: last.to }),
    isKnown: beside.some((each) => (each?.value ?? null) !== null),
    values: beside.map((each) => each?.value ?? null),
    when: beside.map((each) => (each === undefined ? '' : whenOf(each, locale))),
  };
}

type Known = ChartPoint & { readonly value: number };

function pointOf(panel: ChartOf, row: ReportRow, report: Report, comparison: Comparison | null, index: number, locale: Locale): ChartPoint {
  const { words, format } = locale;
  const { unit } = metricOf(panel.metric);
  const value = row.values[panel.metric] ?? null;
  const compared = row.compared?.[panel.metric];
  const change = compared === undefined || value === null ? null : changeText(panel.metric, compared, locale);
  const mark = value === null ? null : markOfBucket(row, panel.metric, report, locale);
  const text = value === null ? reasonText(row.reasons[panel.metric], locale) : words.units[unit](Number(value), format.exact(unit, value));
  const reference = panel.reference === undefined ? null : (row.values[panel.reference] ?? null);
  const referenceText = panel.reference === undefined || reference === null ? '' : words.units[metricOf(panel.reference).unit](Number(reference), format.exact(metricOf(panel.reference).unit, reference));
  const before = comparison?.values[index] ?? null;
  const beforeText = before === null ? '' : words.units[unit](Number(before), format.exact(unit, before));
  const provisional = value !== null && isProvisional(panel.metric, row.to, report) ? chartWordsIn(locale.language).provisional : null;
  const details = [
    text, referenceText, change?.spoken ?? '', mark ?? (value === null ? '' : Number(value) === 0 ? words.state.zero : words.mark.complete), provisional ?? '',
    beforeText === '' || comparison === null ? '' : `${comparison.name}, ${comparison.when[index] ?? ''}: ${beforeText}`,
  ].filter((detail) => detail !== '');
  return {
    day: row.from,
    to: row.to,
    value: numberOf(value),
    complete: mark === null && value !== null,
    isWeekend: isWeekendPoint(row, report),
    date: format.date(panel.form === 'line' ? row.to : row.from),
    when: whenOf(row, locale),
    text,
    referenceText,
    change,
    mark,
    provisional,
    lines: [
      { label: '', text, change: change === null ? '' : `${change.glyph} ${change.visual} ${change.base}`.trim(), colour: comparison === null ? null : 1 },
      ...(referenceText === '' ? [] : [{ label: '', text: referenceText, change: '', colour: comparison === null ? null : ('reference' as const) }]),
      ...(beforeText === '' ? [] : [{ label: comparison?.when[index] ?? '', text: beforeText, change: '', colour: 'comparison' as const }]),
    ],
    spoken: sentence(`${whenSpoken(row, locale)}: ${details.join(', ')}`),
  };
}

function captionOf(panel: ChartOf, title: string, points: readonly ChartPoint[], known: readonly Known[], locale: Locale): string {
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
  // One value has no course, and is neither the highest nor the lowest.
  if (known.length === 1) return `${title}: ${number(first)} (${[days(first), ...(first.mark === null ? [] : [first.mark])].join(', ')}); ${ending}.`;
  if (panel.form === 'line') {
    const course = words.caption.level(title, number(first), date(first), number(last), date(last), Math.sign(last.value - first.value));
    return `${course}; ${words.caption.highest(number(highest), date(highest))}; ${ending}.`;
  }
  return `${title}: ${words.caption.extremes(number(lowest), days(lowest), number(highest), days(highest))}; ${ending}.`;
}

function tableOf(panel: ChartOf, title: string, report: Report, comparison: Comparison | null, locale: Locale): TableModel {
  const { words, format, language } = locale;
  const { metric, reference } = panel;
  const marks = report.rows.map((row) => markOfBucket(row, metric, report, locale));
  const showsState = marks.some((mark) => mark !== null);
  const end = 'end' as const;
  return {
    caption: `${title} · ${format.range(report.query)}`,
    columns: [
      { label: words.panel.day, align: 'start' },
      { label: metricOf(metric).short[language], align: end },
      ...(reference === undefined ? [] : [{ label: metricOf(reference).short[language], align: end }]),
      ...(report.query.compare === undefined ? [] : [{ label: words.panel.change, align: end }]),
      ...(comparison === null ? [] : [{ label: comparison.label, align: end }]),
      ...(showsState ? [{ label: words.panel.state, align: 'start' as const }] : []),
    ],
    // The newest first: that is the one looked for.
    rows: report.rows.map((row, index) => [
      whenOf(row, locale),
      cellOf(row, metric, locale),
      ...(reference === undefined ? [] : [cellOf(row, reference, locale)]),
      ...(report.query.compare === undefined ? [] : [changeCell(row, metric, locale)]),
      ...(comparison === null ? [] : [format.exact(metricOf(metric).unit, comparison.values[index] ?? null)]),
      ...(showsState ? [marks[index] ?? words.mark.complete] : []),
    ]).toReversed(),
  };
}
