import { addDays, lengthInDays, type Day, type Period } from './days.js';
import type { Reader } from './permissions.js';
import { bucketsOf, comparedPeriod, periodOf, periodsBeside, type Bucket, type Grain, type Reckoning } from './periods.js';
import type { ReportQuery } from './query.js';
import { daysBefore } from './report-narrowing.js';
import type { Since } from './store.js';

/** The periods that a report looks at. */
export interface Slices {
  readonly buckets: readonly Bucket[];
  /** What each bucket is compared with; none where nothing is. */
  readonly compared: readonly Period[];
  /** What each bucket stands beside, where there is such a period; none where nothing does. */
  readonly beside: readonly (Period | null)[];
  /** All of them and the whole range, each once, buckets first: one question per fact holds every period. */
  readonly periods: readonly Period[];
  placeOf(period: Period): number;
}

/** How a report's days are cut, and what they are compared with. */
export function slicesOf({ reader: { organisation }, query, range }: { readonly reader: Pick<Reader, 'organisation'>; readonly query: ReportQuery; readonly range: Period }): Slices {
  const grain = query.grain ?? 'day';
  const buckets = bucketsOf(range, grain, organisation);
  const compared = query.compare === undefined ? [] : buckets.map((bucket) => comparedPeriod(bucket, query.compare ?? 'previous', grain, query.range ?? null, organisation));
  const beside = query.beside === undefined ? [] : periodsBeside(range, buckets, query.beside, grain, organisation);
  // Ranking takes the whole range.
  return { buckets, compared, beside, ...distinct([...buckets, ...compared, ...beside.filter((period) => period !== null), range]) };
}

const longest: Readonly<Record<Grain, number>> = { day: 1, week: 7, month: 31, quarter: 92, year: 366, total: 0 };

/** From where on a report looks at days, at most, without finding out which they are: a day, or how many before the last one of which anything is known. */
export function sinceOf({ from, to, range = '28d', grain = 'day', compare, beside }: Omit<ReportQuery, 'metrics'>, today: Day, reckoning: Reckoning): Since {
  const isNamed = from !== undefined && to !== undefined;
  const length = lengthInDays(isNamed ? { from, to } : periodOf(range, today, reckoning));
  const compared = compare === undefined ? 0 : compare === 'year' ? longest.year : Math.max(length, longest[grain]);
  const stood = beside === undefined ? 0 : beside === 'days' ? length : Math.max(length, beside === '52w' ? longest.year : longest[beside]);
  const before = Math.max(compared, stood) + daysBefore;
  return isNamed ? addDays(from, -before) : length + before;
}

/** Each period once, those before first: most days of a course are what the next one is compared with. */
function distinct(all: readonly Period[]): Pick<Slices, 'periods' | 'placeOf'> {
  const periods = new Map<string, Period>();
  const nameOf = ({ from, to }: Period) => `${from} ${to}`;
  for (const period of all) if (!periods.has(nameOf(period))) periods.set(nameOf(period), period);
  const places = new Map([...periods.keys()].map((name, index) => [name, index]));
  return { periods: [...periods.values()], placeOf: (period) => places.get(nameOf(period)) ?? 0 };
}
