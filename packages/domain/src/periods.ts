import { addDays, addMonths, dayNumber, earlier, later, lengthInDays, monthStart, weekdayOf, type Day, type Period } from './days.js';
import type { Organisation } from './organisation.js';

/** The size of a slice of time. */
export const grains = ['day', 'week', 'month', 'quarter', 'year', 'total'] as const;
export type Grain = (typeof grains)[number];

/** Ranges that end at the last complete day, and the day that is not over. */
export const ranges = ['7d', '28d', '30d', '90d', '91d', '365d', 'mtd', 'qtd', 'ytd', '12m', 'today'] as const;
export type Range = (typeof ranges)[number];

/** What a bucket can be compared with. */
export const comparisons = ['previous', 'weekday', 'year'] as const;
export type Comparison = (typeof comparisons)[number];

/** Which period before a range its buckets can stand beside: as many days, the same part of the slice of the calendar before, or the same weekdays 52 weeks ago. */
export const besides = ['days', 'month', 'quarter', 'year', '52w'] as const;
export type Beside = (typeof besides)[number];

/** How an organisation cuts years into weeks and quarters. */
export type Reckoning = Pick<Organisation, 'weekStart' | 'fiscalYearStart'>;

/** One slice of a period. */
export interface Bucket extends Period {
  /** The slice's first day as the calendar has it; `from` can be later, where the range begins inside. */
  readonly bucket: Day;
  /** The slice's last day as the calendar has it. */
  readonly end: Day;
}

const weekdayNumbers = { sunday: 0, monday: 1, saturday: 6 } as const;
const monthsIn = { month: 1, quarter: 3, year: 12 } as const;

/** The first day of the slice that `day` lies in. */
function startOfBucket(day: Day, grain: Exclude<Grain, 'total'>, reckoning: Reckoning): Day {
  switch (grain) {
    case 'day':
      return day;
    case 'week':
      return addDays(day, -((weekdayOf(day) - weekdayNumbers[reckoning.weekStart] + 7) % 7));
    case 'month':
      return monthStart(day);
    case 'quarter':
    case 'year': {
      const month = Number(day.slice(5, 7));
      return monthStart(day, -((month - reckoning.fiscalYearStart + 12) % monthsIn[grain]));
    }
  }
}

/** The last day of the slice that begins on `start`. */
function endOfBucket(start: Day, grain: Exclude<Grain, 'total'>): Day {
  if (grain === 'day') return start;
  if (grain === 'week') return addDays(start, 6);
  return addDays(monthStart(start, monthsIn[grain]), -1);
}

/** The slices of a period in order; the first and the last are cut to it. */
export function bucketsOf(period: Period, grain: Grain, reckoning: Reckoning): Bucket[] {
  if (grain === 'total') return [{ bucket: period.from, end: period.to, ...period }];
  const buckets: Bucket[] = [];
  let start = startOfBucket(period.from, grain, reckoning);
  for (;;) {
    const end = endOfBucket(start, grain);
    buckets.push({ bucket: start, end, from: later(start, period.from), to: earlier(end, period.to) });
    if (end >= period.to) return buckets;
    start = addDays(end, 1);
  }
}

/** The period a range means when it ends on `end`. */
export function periodOf(range: Range, end: Day, reckoning: Reckoning): Period {
  switch (range) {
    case 'today':
      return { from: end, to: end };
    case 'mtd':
      return { from: startOfBucket(end, 'month', reckoning), to: end };
    case 'qtd':
      return { from: startOfBucket(end, 'quarter', reckoning), to: end };
    case 'ytd':
      return { from: startOfBucket(end, 'year', reckoning), to: end };
    // The month so far and the eleven before it.
    case '12m':
      return { from: monthStart(end, -11), to: end };
    default:
      return { from: addDays(end, 1 - Number.parseInt(range, 10)), to: end };
  }
}

/** What a bucket is compared with: like with like, so a bucket that is cut is compared with the same part. */
export function comparedPeriod(bucket: Bucket, comparison: Comparison, grain: Grain, range: Range | null, reckoning: Reckoning): Period {
  switch (comparison) {
    case 'weekday':
      return shifted(bucket, -7);
    case 'year':
      return shifted(bucket, -yearInDays);
    case 'previous':
      return grain === 'total' ? previousTotal(bucket, range, reckoning) : previousBucket(bucket, grain, reckoning);
  }
}

/** The same weekday, and nearly the same date. */
const yearInDays = 364;
const shifted = (period: Period, days: number): Period => ({ from: addDays(period.from, days), to: addDays(period.to, days) });

/** How many whole ones a slice of the calendar is away: a quarter is thirteen weeks, or three months. */
const away: Readonly<Record<Exclude<Beside, '52w'>, { readonly week: number; readonly months: number }>> = { days: { week: 1, months: 1 }, month: { week: 4, months: 1 }, quarter: { week: 13, months: 3 }, year: { week: 52, months: 12 } };

const namedAs: Readonly<Record<Exclude<Beside, '52w'>, Range | null>> = { days: null, month: 'mtd', quarter: 'qtd', year: 'ytd' };

/**
 * Of each bucket of a range the one at its place in the period before: the first day beside the first day; weeks and longer
 * ones, cut as they are, beside those of a month, quarter or year before, or as many whole ones before as keep both apart. Null where the period before is shorter.
 */
export function periodsBeside(range: Period, buckets: readonly Bucket[], beside: Beside, grain: Grain, reckoning: Reckoning): readonly (Period | null)[] {
  if (beside === '52w') return buckets.map((bucket) => shifted(bucket, -yearInDays));
  const before = previousTotal(range, namedAs[beside], reckoning);
  if (grain === 'total') return [before];
  if (grain === 'day') {
    return buckets.map((_, index) => {
      const day = addDays(before.from, index);
      return day <= before.to && day < range.from ? { from: day, to: day } : null;
    });
  }
  const back = (bucket: Bucket, count: number): Period => {
    const start = grain === 'week' ? addDays(bucket.bucket, -7 * count) : monthStart(bucket.bucket, -monthsIn[grain] * count);
    return samePart(bucket, start, endOfBucket(start, grain));
  };
  const last = buckets.at(-1);
  // Where both ends of the range are cut, the part of its first bucket that the last one would stand beside can lie before it.
  const usual = grain === 'week' ? away[beside].week : Math.ceil(away[beside].months / monthsIn[grain]);
  const least = Math.max(usual, buckets.length - 1);
  const count = last !== undefined && back(last, least).to >= range.from ? least + 1 : least;
  return buckets.map((bucket) => back(bucket, count));
}

function previousBucket(bucket: Bucket, grain: Exclude<Grain, 'total'>, reckoning: Reckoning): Period {
  const end = addDays(bucket.bucket, -1);
  return samePart(bucket, startOfBucket(end, grain, reckoning), end);
}

/** The part of a slice from `start` to `end` that a bucket is of its own. */
function samePart(bucket: Bucket, start: Day, end: Day): Period {
  const part = (day: Day) => earlier(end, addDays(start, dayNumber(day) - dayNumber(bucket.bucket)));
  return { from: part(bucket.from), to: bucket.to === bucket.end ? end : part(bucket.to) };
}

function previousTotal(period: Period, range: Range | null, reckoning: Reckoning): Period {
  switch (range) {
    case 'mtd':
      return { from: addMonths(period.from, -1), to: addMonths(period.to, -1) };
    case 'qtd': {
      const end = addDays(period.from, -1);
      const from = startOfBucket(end, 'quarter', reckoning);
      return { from, to: earlier(end, addDays(from, lengthInDays(period) - 1)) };
    }
    case 'ytd':
    case '12m':
      return { from: addMonths(period.from, -12), to: addMonths(period.to, -12) };
    default:
      return shifted(period, -lengthInDays(period));
  }
}
