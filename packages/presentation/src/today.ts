import { metricOf, type MetricName, type Report } from '@pegel/domain';
import type { Locale } from './locale.js';
import { overviewToday } from './panels.js';

/** The day that is not over in one sentence; null where nothing is known of it. It is never complete, so it is compared with nothing. */
export function todaySentence(report: Report, locale: Locale): string | null {
  const numbers = overviewToday.flatMap((name) => todayText(report, name, locale) ?? []);
  return numbers.length === 0 ? null : `${locale.words.fresh.today(locale.format.list(numbers))}.`;
}

/** "today so far 1,184", to stand beside a chart of the days before; null where it is not asked for or not known. */
export function todayNote(report: Report, name: MetricName, { words, format }: Locale): string | null {
  const value = report.rows.at(-1)?.values[name] ?? null;
  return value === null ? null : words.fresh.todayShort(format.value(metricOf(name).unit, value));
}

function todayText(report: Report, name: MetricName, { words, format }: Locale): string | null {
  const value = report.rows.at(-1)?.values[name] ?? null;
  if (value === null) return null;
  const { unit } = metricOf(name);
  const text = words.units[unit](Number(value), format.value(unit, value));
  // An amount does not say of what.
  return unit === 'money' ? words.fresh.spent(text) : text;
}
