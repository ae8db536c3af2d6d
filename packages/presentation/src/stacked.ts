import { additivityOf, metricOf, other, type Dimension, type MetricName, type Report, type ReportRow, type Value } from '@pegel/domain';
import { isHidden, shareText } from './bar-list.js';
import { changeText } from './change.js';
import { dash } from './format.js';
import type { Locale } from './locale.js';
import { nameOf } from './names.js';
import { titleSaid } from './narrowing.js';
import { gapsOf, isProvisional, isWeekendPoint, markOfBucket, marksOf, nothingText, reasonText, ticksOf, whenSpoken, type Plotted, type PlottedPoint } from './plotted.js';
import { sentence } from './sentence.js';
import { coloursOf, type SeriesColour } from './series-colour.js';
import { sharesOf } from './shares.js';
import { exactSum } from './sums.js';
import { cellOf, whenOf, type TableModel } from './table.js';
import { numberOf } from './tile.js';
import { chartWordsIn } from './words-charts.js';

/** What something is made of over time: a column a day, week or month, its parts on top of each other. */
export interface StackedContent extends Plotted {
  readonly points: readonly StackedPoint[];
  /** From the bottom up, which is the order of the data and of the legend. */
  readonly series: readonly StackedSeries[];
  /** All of it, with every digit; null where that cannot be said. */
  readonly total: Value | null;
}

export interface StackedSeries {
  /** What it stands for; `@other` where it is several. */
  readonly key: string;
  readonly label: string;
  readonly colour: SeriesColour;
  /** Over all points: "$12,430". */
  readonly total: string;
}

export interface StackedPoint extends PlottedPoint {
  /** Of each series; null where nothing is known of it. Below zero for credits. */
  readonly values: readonly (number | null)[];
  /** All of its parts, with every digit; null where that cannot be said. */
  readonly total: Value | null;
}

/** A part as it is drawn: one key, or all that have no place of their own. */
interface Part {
  readonly key: string;
  readonly label: string;
  readonly keys: readonly string[];
}

/**
 * A split over time. Keys with a colour of their own are a part each and the rest is "Other (n)"; the table has all of
 * them. What must not be added up is not drawn on top of each other.
 */
export function stackedContent(title: string, metric: MetricName, split: Dimension, report: Report, locale: Locale): StackedContent {
  const { words, format } = locale;
  const { unit, measure } = metricOf(metric);
  const buckets = bucketsOf(report);
  const named = namedKeys(report, metric);
  const colours = coloursOf(named.map(({ key }) => key), locale.keys);
  const parts = additivityOf(measure) === 'additive' ? partsOf(named, colours, locale) : [];
  const points = buckets.map((rows) => pointOf(rows, parts, metric, report, colours, locale));
  const sums = parts.map((part) => sumOf(metric, report.rows.filter(({ key }) => key !== null && part.keys.includes(key))));
  const total = points.some((point) => point.total === null) || points.length === 0 ? null : exactSum(unit, points.flatMap((point) => (point.total === null ? [] : [point.total])));
  const sizes = sums.map((sum) => numberOf(sum) ?? 0);
  const shares = total === null ? sizes.map(() => null) : sharesOf(sizes);
  const charts = chartWordsIn(locale.language);
  const missing = points.filter((point) => point.total === null).length;
  const composition = parts.map(({ label }, index) => {
    const share = shareText(shares[index] ?? null, sizes[index] ?? 0, locale);
    const amount = format.value(unit, sums[index] ?? null);
    return share === dash ? charts.part(label, amount) : charts.share(label, amount, share);
  });
  return {
    points,
    series: parts.map(({ key, label }, index) => ({ key, label, colour: colours.get(key) ?? 'other', total: format.value(unit, sums[index] ?? null) })),
    total,
    // A column reaches up by what was charged and down by what was given back.
    ticks: ticksOf(points.flatMap(({ values }) => [reachOf(values, 1), reachOf(values, -1)]), unit, locale),
    gaps: gapsOf(points.map(({ values, lines }) => (values.every((value) => value === null) ? (lines[0]?.text ?? words.notAvailable(words.reasons['no-data'])) : null))),
    marks: marksOf(points, report, locale),
    caption: sentence(`${titleSaid(title, report.query, locale)}, ${format.range(report.query)}: ${[...(total === null ? [] : [charts.inTotal(format.value(unit, total))]), ...composition, words.caption.missing(missing, format.integer(missing))].join('; ')}`),
    empty: additivityOf(measure) !== 'additive' ? charts.notStacked : parts.length === 0 || points.every(({ values }) => values.every((value) => value === null)) ? nothingText(report, locale) : null,
    table: tableOf(title, metric, split, buckets, named, report, locale),
  };
}

/** How far a column reaches on one side of zero. */
const reachOf = (values: readonly (number | null)[], side: 1 | -1): number => values.reduce<number>((reach, value) => (value !== null && value * side > 0 ? reach + value : reach), 0);

/** The rows of each bucket, in the order of time. */
function bucketsOf({ rows }: Report): readonly (readonly ReportRow[])[] {
  const buckets = new Map<string, ReportRow[]>();
  for (const row of rows) {
    const bucket = buckets.get(row.bucket);
    if (bucket === undefined) buckets.set(row.bucket, [row]);
    else bucket.push(row);
  }
  return [...buckets.values()];
}

/** A row for each key that has a number anywhere, in the order of the report. */
function namedKeys({ rows }: Report, metric: MetricName): readonly (ReportRow & { readonly key: string })[] {
  const found = new Map<string, ReportRow & { readonly key: string }>();
  for (const row of rows) {
    const { key } = row;
    if (key !== null && !found.has(key) && ((row.values[metric] ?? null) !== null || isHidden(row, metric))) found.set(key, { ...row, key });
  }
  const order = [...new Set(rows.map(({ key }) => key))];
  return [...found.values()].sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
}

function partsOf(named: readonly (ReportRow & { readonly key: string })[], colours: ReadonlyMap<string, SeriesColour>, locale: Locale): readonly Part[] {
  const own = named.filter(({ key }) => (colours.get(key) ?? 'other') !== 'other');
  const rest = named.filter((row) => !own.includes(row));
  const [first, ...more] = rest;
  const parts = own.map((row): Part => ({ key: row.key, label: nameOf(row, locale), keys: [row.key] }));
  if (first === undefined) return parts;
  if (more.length === 0) return [...parts, { key: first.key, label: nameOf(first, locale), keys: [first.key] }];
  // How many stand behind a rest that the report made itself is not known.
  const label = rest.some(({ key }) => key === other) ? locale.words.special.other : chartWordsIn(locale.language).others(locale.format.integer(rest.length));
  return [...parts, { key: other, label, keys: rest.map(({ key }) => key) }];
}

/** What some rows add up to as far as they are known; null where none is. */
function sumOf(metric: MetricName, rows: readonly ReportRow[]): Value | null {
  const values = rows.flatMap((row) => row.values[metric] ?? []);
  return values.length === 0 ? null : exactSum(metricOf(metric).unit, values);
}

function pointOf(rows: readonly ReportRow[], parts: readonly Part[], metric: MetricName, report: Report, colours: ReadonlyMap<string, SeriesColour>, locale: Locale): StackedPoint {
  const { words, format, few } = locale;
  const { unit } = metricOf(metric);
  const charts = chartWordsIn(locale.language);
  const [first] = rows;
  const said = rows.filter((row) => (row.values[metric] ?? null) !== null);
  const hidesAny = rows.some((row) => isHidden(row, metric));
  const isKnown = said.length === rows.length && rows.length > 0;
  const mark = said.map((row) => markOfBucket(row, metric, report, locale)).find((found) => found !== null) ?? (said.length > 0 && !isKnown ? (hidesAny ? charts.withoutHidden : words.mark.incomplete) : null);
  const when = first ?? { from: report.query.from ?? '', to: report.query.to ?? '' };
  const write = (value: Value) => words.units[unit](Number(value), format.exact(unit, value));
  const cells = parts.map((part) => {
    const behind = rows.filter(({ key }) => key !== null && part.keys.includes(key));
    const value = sumOf(metric, behind);
    const hidden = behind.some((row) => isHidden(row, metric));
    const compared = behind.length === 1 && value !== null ? behind[0]?.compared?.[metric] : undefined;
    const change = compared === undefined ? null : changeText(metric, compared, locale);
    return { ...part, value, change: change === null ? '' : `${change.glyph} ${change.visual} ${change.base}`.trim(), text: value === null ? (hidden ? few : reasonText(behind[0]?.reasons[metric], locale)) : write(value) };
  });
  const total = isKnown ? sumOf(metric, rows) : null;
  const why = said.length > 0 ? null : reasonText(first?.reasons[metric], locale);
  const provisional = why === null && isProvisional(metric, when.to, report) ? charts.provisional : null;
  const totalText = total === null ? [] : [charts.inTotal(write(total))];
  return {
    day: when.from,
    to: when.to,
    date: format.date(when.from),
    when: whenOf(when, locale),
    complete: mark === null && why === null,
    isWeekend: first !== undefined && isWeekendPoint(first, report),
    mark,
    provisional,
    values: cells.map(({ value }) => numberOf(value)),
    total,
    lines: why !== null ? [{ label: '', text: why, change: '', colour: null }] : [
      ...totalText.map((text) => ({ label: '', text, change: '', colour: null })),
      // As they stand on top of each other, the uppermost first.
      ...cells.map(({ key, label, text, change }) => ({ label, text, change, colour: colours.get(key) ?? ('other' as const) })).toReversed(),
    ],
    spoken: sentence(`${whenSpoken(when, locale)}: ${[...(why === null ? [...totalText, ...cells.map(({ label, text }) => charts.part(label, text)), mark ?? words.mark.complete] : [why]), ...(provisional === null ? [] : [provisional])].join(', ')}`),
  };
}

function tableOf(title: string, metric: MetricName, split: Dimension, buckets: readonly (readonly ReportRow[])[], named: readonly ReportRow[], report: Report, locale: Locale): TableModel {
  const { words, format } = locale;
  const { unit, measure } = metricOf(metric);
  const end = 'end' as const;
  const adds = additivityOf(measure) === 'additive';
  const currency = unit === 'money' ? ` · ${report.contract.currency}` : '';
  const marks = buckets.map((rows) => rows.map((row) => ((row.values[metric] ?? null) === null ? null : markOfBucket(row, metric, report, locale))).find((mark) => mark !== null) ?? null);
  const showsState = marks.some((mark) => mark !== null);
  return {
    caption: `${title} · ${words.dimensions[split]} · ${format.range(report.query)}${currency}`,
    columns: [
      { label: words.panel.day, align: 'start' },
      ...named.map((row) => ({ label: nameOf(row, locale), align: end })),
      ...(adds ? [{ label: words.panel.total, align: end }] : []),
      ...(showsState ? [{ label: words.panel.state, align: 'start' as const }] : []),
    ],
    // The newest first: that is the one looked for.
    rows: buckets.map((rows, index) => [
      rows[0] === undefined ? '' : whenOf(rows[0], locale),
      ...named.map(({ key }) => {
        const row = rows.find((candidate) => candidate.key === key);
        return row === undefined ? dash : cellOf(row, metric, locale);
      }),
      ...(adds ? [format.exact(unit, rows.every((row) => (row.values[metric] ?? null) !== null) ? sumOf(metric, rows) : null)] : []),
      ...(showsState ? [marks[index] ?? words.mark.complete] : []),
    ]).toReversed(),
  };
}
