import type { Period } from '@pegel/domain';

/** The days from the first to the last of some periods; without any, a day on which nothing happened. */
export function around(periods: readonly Period[]): Period {
  const from = periods.map((period) => period.from).sort()[0] ?? '1970-01-01';
  return { from, to: periods.map((period) => period.to).sort().at(-1) ?? from };
}
