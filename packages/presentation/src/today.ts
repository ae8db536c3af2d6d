import { metricOf, type MetricName, type Report } from '@pegel/domain';
import type { GroupFilter } from './group-filter.js';
import type { Locale } from './locale.js';
import { conditionText } from './narrowing.js';
import { overviewToday } from './panels.js';

/** A piece of a sentence; with a metric, it is that metric's number and can be asked to explain itself. */
export interface SentencePart {
  readonly text: string;
  readonly metric?: MetricName;
}

/** The day that is not over in one sentence; null where nothing is known of it. It is never complete, so it is compared with nothing. */
export function todaySentence(report: Report, group: GroupFilter | null, locale: Locale): readonly SentencePart[] | null {
  const numbers = overviewToday.flatMap((metric) => {
    const text = todayText(report, metric, locale);
    return text === null ? [] : [{ text, metric }];
  });
  if (numbers.length === 0) return null;
  const whose = group === null ? '' : `${conditionText(group, locale)}. `;
  let rest = `${locale.words.fresh.today(locale.format.list(numbers.map(({ text }) => text)))}.`;
  const parts: SentencePart[] = whose === '' ? [] : [{ text: whose }];
  for (const number of numbers) {
    const start = rest.indexOf(number.text);
    parts.push({ text: rest.slice(0, start) }, number);
    rest = rest.slice(start + number.text.length);
  }
  return [...parts, { text: rest }];
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
