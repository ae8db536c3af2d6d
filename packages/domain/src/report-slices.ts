import { addDays, lengthInDays, type Day, type Period } from './days.js';
import type { Reader } from './permissions.js';
import { bucketsOf, comparedPeriod, periodOf, periodsBeside, type Bucket, type Grain, type Range, type Reckoning } from './periods.js';
import type { ReportQuery } from './query.js';
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

/** The most days of a slice of the calendar. */
const longest: Readonly<Record<Grain, number>> = { day: 1, week: 7, month: 31, quarter: 92, year: 366, total: 0 };
/** The most days before the first one of a range that begins with such a slice, of which those before are the whole one before. */
const longestOf: Readonly<Partial<Record<Range, number>>> = { mtd: longest.month, qtd: longest.quarter, ytd: longest.year, '12m': longest.year };

/**
 * From where on a report looks at days, at most, without finding out which they are: a day, or how many there are with the last one of which anything is known.
 * @param daysBefore How many days before its first one have a part in what is told of it.
 */
export function sinceOf(query: Omit<ReportQuery, 'metrics'>, daysBefore: number, today: Day, reckoning: Reckoning): Since {
  const { from, to, range = '28d', grain = 'day' } = query;
  const isNamed = from !== undefined && to !== undefined;
  // What began today is whole where it ends yesterday.
  const length = isNamed ? lengthInDays({ from, to }) : Math.max(...[today, addDays(today, -1)].map((end) => lengthInDays(periodOf(range, end, reckoning))));
  const before = Math.max(daysCompared(query, grain, length), daysBeside(query, grain, length)) + daysBefore;
  return isNamed ? addDays(from, -before) : length + before;
}

/** How many days before its first one a report compares, at most. */
function daysCompared({ compare, range }: Pick<ReportQuery, 'compare' | 'range'>, grain: Grain, length: number): number {
  switch (compare) {
    case undefined:
      return 0;
    case 'weekday':
      return longest.week;
    case 'year':
      return longest.year;
    case 'previous':
      return grain === 'total' ? Math.max(length, longestOf[range ?? '28d'] ?? 0) : longest[grain];
  }
}

/** How many days before its first one a report stands beside others, at most. */
function daysBeside({ beside }: Pick<ReportQuery, 'beside'>, grain: Grain, length: number): number {
  if (beside === undefined) return 0;
  const away = Math.max(length, beside === 'days' ? 0 : beside === '52w' ? longest.year : longest[beside]);
  if (grain === 'day' || grain === 'total') return away;
  // As many whole ones as there are, of which those before may be longer, and one at each end that is cut.
  return Math.ceil(away * (longest.month / shortestMonth)) + 2 * longest[grain];
}

const shortestMonth = 28;

/** Each period once, those before first: most days of a course are what the next one is compared with. */
function distinct(all: readonly Period[]): Pick<Slices, 'periods' | 'placeOf'> {
  const periods = new Map<string, Period>();
  const nameOf = ({ from, to }: Period) => `${from} ${to}`;
  for (const period of all) if (!periods.has(nameOf(period))) periods.set(nameOf(period), period);
  const places = new Map([...periods.keys()].map((name, index) => [name, index]));
  return { periods: [...periods.values()], placeOf: (period) => places.get(nameOf(period)) ?? 0 };
}
