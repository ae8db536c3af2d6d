import { factsOf, metricOf, weekdayOf, type Day, type MetricName, type NullReason, type Report, type ReportRow, type Unit } from '@pegel/domain';
import { isCut, lastDayOf } from './cut-bucket.js';
import { isCounted } from './format.js';
import type { Locale } from './locale.js';
import type { SeriesColour } from './series-colour.js';
import { markOf, type TableModel } from './table.js';
import { ticksAround, ticksBetween } from './ticks.js';

/** What every picture over time has, however it is drawn: a cursor, axes, a sentence and a table work with nothing else. */
export interface Plotted {
  readonly points: readonly PlottedPoint[];
  /** Rising; 0 is one of them. The first and the last are the ends of the axis. */
  readonly ticks: readonly Tick[];
  /** Where nothing is known, and why. */
  readonly gaps: readonly Gap[];
  /** What begins at a point, such as provisional numbers. */
  readonly marks: readonly Mark[];
  /** One sentence that says what the picture shows. */
  readonly caption: string;
  /** Why there is nothing to draw; then there are no points with values. */
  readonly empty: string | null;
  readonly table: TableModel;
}

/** One position on the time axis: what stands below it, what its tooltip says, and what is read aloud. */
export interface PlottedPoint {
  readonly day: Day;
  /** The last of its days. */
  readonly to: Day;
  /** For the axis: "22 Nov". */
  readonly date: string;
  /** "Sun 22 Nov" */
  readonly when: string;
  /** False where its days are not all known, not over, or only part of its week or month. */
  readonly complete: boolean;
  readonly isWeekend: boolean;
  /** "so far", "incomplete" */
  readonly mark: string | null;
  /** "provisional", where its source may still revise it. */
  readonly provisional: string | null;
  /** Every series in the order it is drawn in, with unrounded numbers. */
  readonly lines: readonly PlottedLine[];
  readonly spoken: string;
}

/** What a tooltip says of one series. */
export interface PlottedLine {
  /** Empty where there is one series alone. */
  readonly label: string;
  readonly text: string;
  /** "▲ +24 (+12.8%) vs Sat 21 Nov"; empty where there is nothing to say. */
  readonly change: string;
  readonly colour: SeriesColour | 'comparison' | 'reference' | null;
}

export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** A run of points without a value, both ends included. */
export interface Gap {
  readonly from: number;
  readonly to: number;
  readonly reason: string;
}

export interface Mark {
  readonly index: number;
  readonly text: string;
}

/** The ticks of an axis that holds 0 and all of some values. */
export const ticksOf = (values: readonly (number | null)[], unit: Unit, { format }: Locale): readonly Tick[] => {
  const known = values.filter((value) => value !== null && Number.isFinite(value)) as number[]; // The filter has removed the nulls.
  const [lowest, highest] = known.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [0, 0]);
  return ticksAround(lowest, highest, isCounted(unit)).map((value) => ({ value, label: format.axis(unit, value) }));
};

/** The ticks of an axis that is cropped to the values; null where all of it is needed, or little would be won. */
export function croppedTicks(values: readonly (number | null)[], unit: Unit, { format }: Locale): readonly Tick[] | null {
  const known = values.filter((value) => value !== null && Number.isFinite(value)) as number[]; // The filter has removed the nulls.
  const [lowest, highest] = known.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
  if (known.length < 2 || lowest <= 0 || lowest < highest / 3) return null;
  const ticks = ticksBetween(lowest, highest, isCounted(unit));
  return (ticks[0] ?? 0) > 0 ? ticks.map((value) => ({ value, label: format.axis(unit, value) })) : null;
}

/** The runs of points without a value, each with the reason they share. */
export function gapsOf(points: readonly (string | null)[]): readonly Gap[] {
  const gaps: Gap[] = [];
  for (const [index, reason] of points.entries()) {
    if (reason === null) continue;
    const last = gaps.at(-1);
    if (last?.to === index - 1 && last.reason === reason) gaps[gaps.length - 1] = { ...last, to: index };
    else gaps.push({ from: index, to: index, reason });
  }
  return gaps;
}

/** Why there is no number, in words. */
export const reasonText = (reason: NullReason | undefined, { words, few }: Locale): string => (reason === 'hidden' ? few : words.notAvailable(words.reasons[reason ?? 'no-data']));

/** The mark of a number whose days are not over, not all known, or only part of its week or month. */
export function markOfBucket(row: ReportRow, metric: MetricName, report: Report, locale: Locale): string | null {
  const { grain } = report.query;
  if (!row.complete || !isCut(row, grain, metric)) return markOf(row, report.contract.today, locale, metric);
  const end = lastDayOf(row.bucket, grain ?? 'day');
  return end !== null && end >= report.contract.today ? locale.words.mark.soFar : locale.words.mark.incomplete;
}

/** A day, or the days of a week or month, as they are read aloud. */
export const whenSpoken = ({ from, to }: Pick<ReportRow, 'from' | 'to'>, { words, format }: Locale): string =>
  from === to ? format.dayLong(from) : words.change.through(format.dateLong(from), format.dateLong(to));

/** Whether a point is a day on which most people do not work; weeks and months are not. */
export const isWeekendPoint = (row: Pick<ReportRow, 'from'>, report: Report): boolean => (report.query.grain ?? 'day') === 'day' && [0, 6].includes(weekdayOf(row.from));

/** Whether a source may still revise a number that ends on a day. */
export const isProvisional = (metric: MetricName, to: Day, { contract }: Report): boolean =>
  contract.provisionalFrom !== null && to >= contract.provisionalFrom && factsOf(metricOf(metric).measure).includes('spend');

/** Where provisional numbers begin. */
export function marksOf(points: readonly Pick<PlottedPoint, 'provisional'>[], { contract }: Report, { words, format }: Locale): readonly Mark[] {
  const index = points.findIndex(({ provisional }) => provisional !== null);
  // Where all of it is, the panel says so.
  return index < 1 || contract.provisionalFrom === null ? [] : [{ index, text: words.panel.provisional(format.date(contract.provisionalFrom)) }];
}

/** Why a report has nothing to show, and from when on it has. */
export function nothingText(report: Report, { words, format }: Locale): string {
  if (report.rows.some(({ reasons }) => Object.values(reasons).includes('hidden'))) return words.notAvailable(words.reasons.hidden);
  const starts = report.contract.sources.map(({ firstDay }) => firstDay).sort()[0];
  if (starts === undefined) return words.headline.nothingYet;
  const empty = words.state.empty(format.range(report.query));
  return starts > report.query.to ? `${empty} ${words.state.dataStarts(format.dateLong(starts))}` : empty;
}
