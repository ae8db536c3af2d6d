import { languages, metricNames, metricOf, type MetricName } from '@pegel/domain';
import { nearest } from './nearest.js';

/** The metric that somebody probably meant, also by what it is called on a screen in any language. */
export function nearMetric(typed: string): MetricName | null {
  const calls = metricNames.flatMap((name) => {
    const { label, short } = metricOf(name);
    return [name, ...languages.flatMap((language) => [short[language], label[language]])].map((call) => ({ name, call }));
  });
  const near = nearest(typed, calls.map(({ call }) => call));
  return calls.find(({ call }) => call === near)?.name ?? null;
}
