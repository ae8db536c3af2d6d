import { additivityOf, addDays, change as changeBetween, dayNumber, lengthInDays, metricOf, monthStart, type Day, type MetricName, type Report, type ReportRow, type Value } from '@pegel/domain';
import { budgetText } from './budget.js';
import { changeText, type ChangeText } from './change.js';
import { dash } from './format.js';
import type { Locale } from './locale.js';
import { titleSaid } from './narrowing.js';
import { gapsOf, isProvisional, markOfBucket, marksOf, nothingText, reasonText, ticksOf, type Plotted, type PlottedPoint } from './plotted.js';
import { sentence } from './sentence.js';
import { exactDifference, exactSum } from './sums.js';
import type { TableModel } from './table.js';
import { numberOf } from './tile.js';
import { chartWordsIn } from './words-charts.js';

/** The running total of a month against the one before, or the same of the year before: whether more was spent than at the same time. */
export interface CumulativeContent extends Plotted {
  /** The days of the month, 1 to the last of the longer of both. */
  readonly points: readonly CumulativePoint[];
  readonly current: CumulativeSeries;
  /** Null where nothing is known of the month before. */
  readonly previous: CumulativeSeries | null;
  /** Why nothing stands beside it although that is asked: "Year before: no data for 1–22 Nov 2025"; null where something does, or nothing is asked. */
  readonly withoutPrevious: string | null;
  /** A line to compare with, labelled at its end. */
  readonly budget: { readonly label: string; readonly value: number } | null;
  /** So far against the same days of the month before; null where that cannot be said. */
  readonly change: ChangeText | null;
}

export interface CumulativeSeries {
  /** "November", "October (ends $23,920)", "1–22 Nov 2025: $17,120" */
  readonly label: string;
  readonly values: readonly (number | null)[];
}

export interface CumulativePoint extends PlottedPoint {
  /** The running total so far; null where its day is missing or still to come. */
  readonly value: number | null;
  readonly previous: number | null;
}

/** A running total at a day of a month. */
interface Running {
  readonly total: Value | null;
  /** Why there is none, of a day that should have one. */
  readonly why: string | null;
  readonly mark: string | null;
  readonly provisional: boolean;
  readonly isWhole: boolean;
}

/**
 * Two months' running totals.
 * @param current The days of a month to date, at grain day.
 * @param previous Those of the whole month before, or the same ones of the year before; undefined where nothing is asked of either.
 * @param budget What the month may cost, as a decimal; null where nothing is set.
 */
export function cumulativeContent(title: string, metric: MetricName, current: Report, previous: Report | undefined, budget: Value | null, locale: Locale): CumulativeContent {
  const { words, format } = locale;
  const { unit, measure } = metricOf(metric);
  const charts = chartWordsIn(locale.language);
  const adds = additivityOf(measure) === 'additive';
  const month = monthStart(endOf(current));
  const before = previous === undefined ? null : monthStart(endOf(previous));
  const now = adds ? runningOf(metric, current, month, locale) : [];
  const then = adds && previous !== undefined && before !== null ? runningOf(metric, previous, before, locale) : [];
  const length = Math.max(daysIn(month), before === null ? 0 : daysIn(before));
  const days = Array.from({ length }, (_, index) => index);
  const beforeName = before === null ? '' : nameBeside(before, month, locale);
  const write = (value: Value) => words.units[unit](Number(value), format.exact(unit, value));
  const changes = days.map((index) => changeAt(metric, month, before, now, then, index, locale));

  const points = days.map((index): CumulativePoint => {
    const day = addDays(month, index);
    const [here, there] = [now[index], then[index]];
    const isOver = index >= daysIn(month);
    const change = changes[index] ?? null;
    const text = here === undefined || isOver ? null : here.total === null ? here.why : write(here.total);
    const provisional = here?.provisional === true ? charts.provisional : null;
    const beforeText = there?.total === undefined || there.total === null || before === null ? '' : write(there.total);
    const when = isOver ? format.integer(index + 1) : format.day(day);
    const details = [text ?? '', change?.spoken ?? '', here === undefined || here.total === null ? '' : (here.mark ?? words.mark.complete), provisional ?? '', beforeText === '' ? '' : charts.part(beforeName, beforeText)].filter((detail) => detail !== '');
    return {
      day,
      to: day,
      date: format.integer(index + 1),
      when,
      complete: here !== undefined && here.total !== null && here.mark === null,
      isWeekend: false,
      mark: here?.total === null ? null : (here?.mark ?? null),
      provisional,
      value: numberOf(here?.total ?? null),
      previous: numberOf(there?.total ?? null),
      lines: [
        ...(text === null ? [] : [{ label: format.month(month), text, change: change === null ? '' : `${change.glyph} ${change.visual} ${change.base}`.trim(), colour: 1 as const }]),
        ...(beforeText === '' ? [] : [{ label: beforeName, text: beforeText, change: '', colour: 'comparison' as const }]),
        ...(budget === null ? [] : [{ label: '', text: charts.budget(write(budget)), change: '', colour: 'reference' as const }]),
      ],
      spoken: sentence(`${isOver ? format.integer(index + 1) : format.dayLong(day)}: ${details.length === 0 ? dash : details.join(', ')}`),
    };
  });

  const last = now.findLast(({ total }) => total !== null);
  const lastIndex = now.findLastIndex(({ total }) => total !== null);
  const change = changes[lastIndex] ?? null;
  const isKnown = then.some(({ total }) => total !== null);
  return {
    points,
    current: { label: format.month(month), values: points.map(({ value }) => value) },
    previous: !isKnown || previous === undefined ? null : { label: previousLabel(metric, previous, then, locale), values: points.map((point) => point.previous) },
    withoutPrevious: isKnown || last === undefined || previous === undefined ? null : charts.nothingBeside(isYearBefore(previous) ? words.comparison.year : words.comparison.previous, format.range(previous.query)),
    budget: budget === null ? null : { label: charts.budget(format.value(unit, budget)), value: Number(budget) },
    change,
    ticks: ticksOf([...points.flatMap((point) => [point.value, point.previous]), budget === null ? null : Number(budget)], unit, locale),
    gaps: gapsOf(days.map((index) => now[index]?.why ?? null)),
    marks: marksOf(points, current, locale),
    caption: captionOf(titleSaid(title, current.query, locale), metric, { month, beforeName, lastIndex, last, earlier: then, budget }, now.filter(({ total }) => total === null).length, locale),
    empty: !adds ? charts.notSummed : last === undefined ? nothingText(current, locale) : null,
    table: tableOf(title, metric, month, previous === undefined ? null : beforeName, days, now, then, current, budget, locale),
  };
}

const endOf = ({ query }: Report): Day => query.to ?? query.from ?? '1970-01-01';
const daysIn = (month: Day): number => lengthInDays({ from: month, to: addDays(monthStart(month, 1), -1) });

/** The running totals of a report's days in a month. A day that is missing has none, and what follows is not the whole. */
function runningOf(metric: MetricName, report: Report, month: Day, locale: Locale): readonly Running[] {
  const { unit } = metricOf(metric);
  const byDay = new Map<number, ReportRow>();
  for (const row of report.rows) {
    if (row.key === null && row.from === row.to && monthStart(row.from) === month) byDay.set(dayNumber(row.from) - dayNumber(month), row);
  }
  const length = Math.max(-1, ...byDay.keys()) + 1;
  const running: Running[] = [];
  let sum: Value = exactSum(unit, []);
  let isWhole = true;
  for (let index = 0; index < length; index += 1) {
    const row = byDay.get(index);
    const value = row?.values[metric] ?? null;
    if (row === undefined || value === null) {
      isWhole = false;
      running.push({ total: null, why: reasonText(row?.reasons[metric], locale), mark: null, provisional: false, isWhole });
      continue;
    }
    sum = exactSum(unit, [sum, value]);
    const mark = markOfBucket(row, metric, report, locale);
    running.push({ total: sum, why: null, mark: mark ?? (isWhole ? null : locale.words.mark.incomplete), provisional: isProvisional(metric, row.to, report), isWhole: isWhole && row.complete });
    isWhole &&= row.complete;
  }
  return running;
}

/** So far against the same day of the month before: the first 22 days against the first 22. */
function changeAt(metric: MetricName, month: Day, before: Day | null, now: readonly Running[], then: readonly Running[], index: number, locale: Locale): ChangeText | null {
  const [here, there] = [now[index], then[index]];
  if (before === null || here === undefined || here.total === null || there === undefined || index >= daysIn(month)) return null;
  const side = ({ total, isWhole }: Running) => ({ value: total, reason: total === null ? ('no-data' as const) : null, complete: isWhole });
  return changeText(metric, { value: there.total, from: before, to: addDays(before, index), change: changeBetween(metricOf(metric).unit, side(here), side(there)) }, locale);
}

const isYearBefore = ({ query }: Report): boolean => query.beside !== undefined;

/** "October"; with its year where that alone tells both apart. */
const nameBeside = (before: Day, month: Day, { format }: Locale): string => (before.slice(5, 7) === month.slice(5, 7) ? `${format.month(before)} ${before.slice(0, 4)}` : format.month(before));

function previousLabel(metric: MetricName, previous: Report, then: readonly Running[], { format, language }: Locale): string {
  const { unit } = metricOf(metric);
  const charts = chartWordsIn(language);
  const amount = format.value(unit, then.findLast(({ total }) => total !== null)?.total ?? null);
  const known = then.filter(({ total }) => total !== null).length;
  const month = monthStart(endOf(previous));
  // Of the year before, only the same days are asked.
  const [name, length] = isYearBefore(previous) ? [format.range({ from: month, to: endOf(previous) }), lengthInDays({ from: month, to: endOf(previous) })] : [format.month(month), daysIn(month)];
  if (length > known) return charts.known(name, amount, charts.daysMissing(length - known, format.integer(length - known)));
  return isYearBefore(previous) ? charts.part(`${name}:`, amount) : charts.ends(name, amount);
}

interface Said {
  readonly month: Day;
  /** "October"; empty where there is none. */
  readonly beforeName: string;
  readonly lastIndex: number;
  readonly last: Running | undefined;
  readonly earlier: readonly Running[];
  readonly budget: Value | null;
}

function captionOf(title: string, metric: MetricName, { month, beforeName, lastIndex, last, earlier, budget }: Said, missing: number, locale: Locale): string {
  const { words, format } = locale;
  const { unit } = metricOf(metric);
  const charts = chartWordsIn(locale.language);
  if (last === undefined || last.total === null) return title;
  const size = (value: Value) => format.size(unit, value);
  const there = earlier[lastIndex];
  const step = there?.total === undefined || there.total === null || !there.isWhole || !last.isWhole ? null : exactDifference(unit, last.total, there.total);
  const left = budget === null ? null : exactDifference(unit, budget, last.total);
  return sentence([
    `${title}: ${charts.upTo(format.value(unit, last.total), format.dateLong(addDays(month, lastIndex)))}`,
    ...(step === null ? [] : [Number(step) === 0 ? charts.level(beforeName) : (Number(step) > 0 ? charts.ahead : charts.behind)(size(step), beforeName)]),
    ...(left === null || budget === null ? [] : [Number(left) >= 0 ? charts.budgetLeft(size(left), format.value(unit, budget)) : charts.budgetOver(size(left), format.value(unit, budget))]),
    words.caption.missing(missing, format.integer(missing)),
  ].join('; '));
}

function tableOf(title: string, metric: MetricName, month: Day, beforeName: string | null, days: readonly number[], now: readonly Running[], then: readonly Running[], report: Report, budget: Value | null, locale: Locale): TableModel {
  const { words, format, language } = locale;
  const { unit } = metricOf(metric);
  const charts = chartWordsIn(language);
  const end = 'end' as const;
  const showsState = now.some(({ mark, total }) => mark !== null && total !== null);
  const cell = (running: Running | undefined) => (running === undefined ? '' : running.total === null ? `${dash} ${running.why ?? ''}`.trim() : format.exact(unit, running.total));
  return {
    caption: `${title} · ${format.range({ from: month, to: endOf(report) })}${unit === 'money' ? ` · ${report.contract.currency}` : ''}`,
    columns: [
      { label: charts.dayOfMonth, align: end },
      { label: format.month(month), align: end },
      ...(beforeName === null ? [] : [{ label: beforeName, align: end }, { label: charts.difference, align: end }]),
      ...(budget === null ? [] : [{ label: charts.budgetColumn, align: end }]),
      ...(showsState ? [{ label: words.panel.state, align: 'start' as const }] : []),
    ],
    rows: days.map((index) => {
      const [here, there] = [now[index], then[index]];
      const difference = here === undefined || there === undefined || here.total === null || there.total === null || !here.isWhole || !there.isWhole ? '' : format.step(unit, exactDifference(unit, here.total, there.total));
      return [
        format.integer(index + 1),
        cell(here),
        ...(beforeName === null ? [] : [cell(there), difference]),
        ...(budget === null ? [] : [budgetText(metric, here?.total ?? null, String(budget), locale)?.share ?? '']),
        ...(showsState ? [here === undefined || here.total === null ? '' : (here.mark ?? words.mark.complete)] : []),
      ];
    }),
  };
}
