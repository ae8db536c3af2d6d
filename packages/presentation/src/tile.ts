import { addDays, change as changeBetween, metricNames, metricOf, operandsOf, type MetricName, type Report, type ReportRow } from '@pegel/domain';
import { budgetText, type BudgetText } from './budget.js';
import { changeText, type ChangeText } from './change.js';
import { dash } from './format.js';
import type { Fresh } from './freshness.js';
import type { GroupFilter } from './group-filter.js';
import type { Locale } from './locale.js';
import { shortText, titleOf } from './narrowing.js';
import type { PanelId, TilePanel } from './panels.js';
import type { QueryName } from './overview-queries.js';
import { remembered } from './remembered.js';
import { sentence } from './sentence.js';
import { markOf, whenOf } from './table.js';

const daysInWeek = 7;

/** One number of the Overview, decided. */
export interface TileModel extends Fresh {
  readonly metric: MetricName;
  /** Which report it waits for. */
  readonly query: QueryName;
  /** The chart that says this number too, where there is no room for both. */
  readonly chart: PanelId | null;
  /** Short enough for a tile or a terminal column. */
  readonly label: string;
  /** The same where even that is too long. */
  readonly brief: string;
  /** Whose number it is, where not everybody's. */
  readonly narrowed: string | null;
  /** What the metric counts, in a sentence. */
  readonly counts: string;
  /** `null` until its report is there. */
  readonly content: TileContent | null;
}

export interface TileContent {
  readonly value: string;
  /** "Sun 22 Nov", "1–22 Nov", with "so far" where the days are not over. */
  readonly when: string;
  /** Of a ratio: "312 of 480", and "500 of 480 · Without a seat: 23". Empty otherwise. */
  readonly operands: string;
  /** Of a month with a budget: how much of it; more than all of it is bad. */
  readonly budget: BudgetText | null;
  /** One line under the change: the operands, or else when it is; "so far" is never left out. */
  readonly detail: string;
  /** Why there is no value, in words. */
  readonly reason: string | null;
  readonly change: ChangeText | null;
  /** Beside a change against the day before: against the same weekday a week earlier, so that Mondays are no news. */
  readonly weekday: ChangeText | null;
  /** The recent course for a sparkline; `null` is a gap. */
  readonly course: readonly (number | null)[];
  /** The whole tile as it is read aloud. */
  readonly accessibleName: string;
}

export function tileModel(tile: TilePanel, group: GroupFilter | null, reports: Readonly<Partial<Record<QueryName, Report>>>, locale: Locale, budget: string | null = null): TileModel {
  const { counts } = metricOf(tile.metric);
  const { label, short } = tile.title ?? metricOf(tile.metric);
  const report = reports[tile.query];
  return {
    metric: tile.metric,
    query: tile.query,
    chart: tile.chart ?? null,
    label: short[locale.language],
    brief: (tile.brief ?? metricOf(tile.metric).short)[locale.language],
    narrowed: group === null ? null : shortText(group, locale),
    counts: counts[locale.language],
    content: report === undefined ? null : contentOf(report, tile, reports[tile.courseFrom ?? tile.query], titleOf(label[locale.language], group, locale), budget, locale),
  };
}

const contentOf = remembered((report: Report, { metric, query }: TilePanel, course: Report | undefined, spokenLabel: string, limit: string | null, locale: Locale): TileContent => {
  const { words, format, few } = locale;
  const row = report.rows.at(-1);
  const { unit } = metricOf(metric);
  const value = row?.values[metric] ?? null;
  const reason = value === null ? reasonOf(row, metric, locale) : null;
  const compared = row?.compared?.[metric];
  const mark = row === undefined ? null : markOf(row, report.contract.today, locale, metric);
  // An incomplete day has no change, so there is nothing to compare it with.
  const change = compared === undefined || value === null ? null : changeText(metric, compared, locale);
  const weekday = row === undefined || value === null || report.query.compare !== 'previous' ? null : weekdayChange(metric, row, report, locale);
  const budget = query === 'spendToDate' ? budgetText(metric, value, limit, locale) : null;
  const operands = row === undefined || value === null ? '' : [operandsText(row, metric, locale), ...beyondTexts(row, metric, locale), budget?.short ?? ''].filter((part) => part !== '').join(' · ');
  const when = row === undefined ? '' : `${whenOf(row, locale)}${mark === null || value === null ? '' : ` · ${mark}`}`;
  const isHidden = row?.reasons[metric] === 'hidden';
  const text = isHidden ? few : format.value(unit, value);
  const spokenValue = isHidden ? few : value === null ? '' : words.units[unit](Number(value), text);
  const details = [spokenValue, operands, when, change?.spoken ?? '', weekday?.spoken ?? '', reason ?? ''].filter((part) => part !== '');
  return {
    value: text,
    when,
    operands,
    budget,
    detail: operands === '' ? when : value === null || mark === null ? operands : `${operands} · ${mark}`,
    reason,
    change,
    weekday,
    course: (course?.rows ?? []).map(({ values }) => numberOf(values[metric] ?? null)),
    accessibleName: sentence(words.tile.accessible(spokenLabel, details.join(', '))),
  };
});

/** The change against seven days before, from the same report: null where that day is not in it. */
export function weekdayChange(metric: MetricName, row: ReportRow, report: Report, locale: Locale): ChangeText | null {
  const before = report.rows.find(({ from, to }) => from === to && to === addDays(row.to, -daysInWeek));
  if (before === undefined || row.from !== row.to) return null;
  const side = (of: ReportRow) => ({ value: of.values[metric] ?? null, reason: of.reasons[metric] ?? null, complete: of.complete });
  const compared = { value: side(before).value, from: before.from, to: before.to, change: changeBetween(metricOf(metric).unit, side(row), side(before)) };
  const text = changeText(metric, compared, locale);
  return text.base === '' ? null : { ...text, base: locale.words.change.versusWeekday };
}

/** A value as a length to draw; the digits that money loses here are never shown. */
export const numberOf = (value: number | string | null): number | null => (value === null ? null : Number(value));

function reasonOf(row: ReportRow | undefined, metric: MetricName, { words }: Locale): string {
  const reason = row?.reasons[metric] ?? 'no-data';
  return reason === 'off' ? words.state.offSpend : words.notAvailable(words.reasons[reason]);
}

/** Of a share above the whole, how many are beyond it. */
function beyondTexts(row: Pick<ReportRow, 'beyond'>, metric: MetricName, { format, language }: Locale): string[] {
  const beyond = row.beyond?.[metric] ?? {};
  return metricNames.flatMap((name) => {
    const count = beyond[name] ?? null;
    return count === null ? [] : [`${metricOf(name).short[language]}: ${format.value(metricOf(name).unit, count)}`];
  });
}

/** What a ratio divided by what: people of seats as a part of a whole, anything else as a quotient. */
export function operandsText(row: Pick<ReportRow, 'operands'>, metric: MetricName, { words, format }: Locale): string {
  const { measure, unit } = metricOf(metric);
  const values = row.operands[metric] ?? {};
  const [part, whole] = operandsOf(measure).map((name) => format.value(metricOf(name).unit, values[name] ?? null));
  if (part === undefined || whole === undefined || part === dash || whole === dash) return '';
  return unit === 'percent' ? words.of(part, whole) : words.dividedBy(part, whole);
}
