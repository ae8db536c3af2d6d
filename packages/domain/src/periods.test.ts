import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { addDays, daysOf, lengthInDays } from './days.js';
import { besides, bucketsOf, comparedPeriod, grains, periodOf, periodsBeside, type Bucket, type Reckoning } from './periods.js';

const calendarYear: Reckoning = { weekStart: 'monday', fiscalYearStart: 1 };
const reckoning = fc.record({ weekStart: fc.constantFrom('monday', 'sunday', 'saturday'), fiscalYearStart: fc.integer({ min: 1, max: 12 }) });
const period = fc.tuple(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 0, max: 800 })).map(([start, length]) => {
  const from = addDays('2024-01-01', start);
  return { from, to: addDays(from, length) };
});

describe('buckets', () => {
  property.prop([period, fc.constantFrom(...grains), reckoning])('cut a range into parts that neither miss nor repeat a day', (range, grain, how) => {
    const buckets = bucketsOf(range, grain, how);
    expect(buckets.flatMap((bucket) => daysOf(bucket))).toEqual(daysOf(range));
    for (const bucket of buckets) expect(bucket.bucket <= bucket.from && bucket.to <= bucket.end).toBe(true);
  });

  test('follow ISO weeks over the turn of the year', () => {
    const weeks = bucketsOf({ from: '2026-12-30', to: '2027-01-05' }, 'week', calendarYear);
    expect(weeks.map(({ bucket, from, to }) => [bucket, from, to])).toEqual([['2026-12-28', '2026-12-30', '2027-01-03'], ['2027-01-04', '2027-01-04', '2027-01-05']]);
  });

  test('follow a fiscal year that starts in October', () => {
    const fiscal: Reckoning = { weekStart: 'monday', fiscalYearStart: 10 };
    expect(periodOf('ytd', '2026-11-22', fiscal)).toEqual({ from: '2026-10-01', to: '2026-11-22' });
    expect(periodOf('qtd', '2026-02-14', fiscal)).toEqual({ from: '2026-01-01', to: '2026-02-14' });
    expect(bucketsOf({ from: '2026-09-30', to: '2026-10-01' }, 'year', fiscal).map(({ bucket }) => bucket)).toEqual(['2025-10-01', '2026-10-01']);
  });
});

describe('what a period is compared with', () => {
  const total = (from: string, to: string): Bucket => ({ bucket: from, end: to, from, to });

  test.each([
    ['mtd', '2026-11-01', '2026-11-22', '2026-10-01', '2026-10-22'],
    ['mtd', '2026-03-01', '2026-03-31', '2026-02-01', '2026-02-28'],
    ['qtd', '2026-10-01', '2026-11-22', '2026-07-01', '2026-08-22'],
    ['qtd', '2026-07-01', '2026-09-30', '2026-04-01', '2026-06-30'],
    ['ytd', '2028-01-01', '2028-02-29', '2027-01-01', '2027-02-28'],
    ['12m', '2025-12-01', '2026-11-22', '2024-12-01', '2025-11-22'],
    ['12m', '2027-03-01', '2028-02-29', '2026-03-01', '2027-02-28'],
    [null, '2026-11-16', '2026-11-22', '2026-11-09', '2026-11-15'],
  ] as const)('%s from %s to %s', (range, from, to, before, until) => {
    expect(comparedPeriod(total(from, to), 'previous', 'total', range, calendarYear)).toEqual({ from: before, to: until });
  });

  test('is the bucket before, cut alike where the bucket is cut', () => {
    const [month] = bucketsOf({ from: '2026-11-01', to: '2026-11-22' }, 'month', calendarYear);
    const [whole] = bucketsOf({ from: '2026-02-01', to: '2026-02-28' }, 'month', calendarYear);
    if (month === undefined || whole === undefined) throw new Error('A range has at least one bucket.');
    expect(comparedPeriod(month, 'previous', 'month', null, calendarYear)).toEqual({ from: '2026-10-01', to: '2026-10-22' });
    expect(comparedPeriod(whole, 'previous', 'month', null, calendarYear)).toEqual({ from: '2026-01-01', to: '2026-01-31' });
  });

  property.prop([period])('keeps the weekday a week and a year ago', (range) => {
    for (const comparison of ['weekday', 'year'] as const) {
      const compared = comparedPeriod(total(range.from, range.to), comparison, 'total', null, calendarYear);
      expect(lengthInDays(compared)).toBe(lengthInDays(range));
      expect((Date.parse(range.from) - Date.parse(compared.from)) % (7 * 86_400_000)).toBe(0);
    }
  });
});

describe('what the buckets of a range stand beside', () => {
  const beside = (from: string, to: string, slice: (typeof besides)[number], grain: (typeof grains)[number]) => {
    const range = { from, to };
    const found = periodsBeside(range, bucketsOf(range, grain, calendarYear), slice, grain, calendarYear);
    const [first, last] = [found[0], found.at(-1)];
    return [found.length, first === null || first === undefined ? null : `${first.from}..${first.to}`, last === null || last === undefined ? null : `${last.from}..${last.to}`];
  };

  test.each([
    // The first day beside the first day.
    ['2026-10-26', '2026-11-22', 'days', 'day', [28, '2026-09-28..2026-09-28', '2026-10-25..2026-10-25']],
    ['2026-11-01', '2026-11-22', 'month', 'day', [22, '2026-10-01..2026-10-01', '2026-10-22..2026-10-22']],
    // March is longer than February.
    ['2026-03-01', '2026-03-31', 'month', 'day', [31, '2026-02-01..2026-02-01', null]],
    ['2026-10-01', '2026-11-22', 'quarter', 'day', [53, '2026-07-01..2026-07-01', '2026-08-22..2026-08-22']],
    ['2026-01-01', '2026-11-22', 'year', 'month', [11, '2025-01-01..2025-01-31', '2025-11-01..2025-11-22']],
    ['2025-12-01', '2026-11-22', 'year', 'month', [12, '2024-12-01..2024-12-31', '2025-11-01..2025-11-22']],
    ['2026-10-01', '2026-11-22', 'quarter', 'month', [2, '2026-07-01..2026-07-31', '2026-08-01..2026-08-22']],
    ['2026-11-01', '2026-11-22', 'month', 'week', [4, '2026-10-04..2026-10-04', '2026-10-19..2026-10-25']],
    ['2026-11-01', '2026-11-22', '52w', 'day', [22, '2025-11-02..2025-11-02', '2025-11-23..2025-11-23']],
    // Weeks stand beside weeks that are cut as they are.
    ['2026-08-25', '2026-11-22', 'days', 'week', [13, '2026-05-26..2026-05-31', '2026-08-17..2026-08-23']],
    ['2026-11-18', '2026-11-24', 'days', 'week', [2, '2026-11-11..2026-11-15', '2026-11-16..2026-11-17']],
    ['2026-11-16', '2026-11-22', 'days', 'total', [1, '2026-11-09..2026-11-15', '2026-11-09..2026-11-15']],
  ] as const)('%s..%s beside %s by %s', (from, to, slice, grain, expected) => {
    expect(beside(from, to, slice, grain)).toEqual(expected);
  });

  property.prop([period, fc.constantFrom(...besides), fc.constantFrom(...grains), reckoning])('lies before the range, in the order of its buckets, and is never longer than they are by more than months differ', (range, slice, grain, how) => {
    const buckets = bucketsOf(range, grain, how);
    const found = periodsBeside(range, buckets, slice, grain, how);
    expect(found).toHaveLength(buckets.length);
    const known = found.filter((each) => each !== null);
    for (const [index, each] of known.entries()) expect(each.from <= each.to && (index === 0 || (known[index - 1]?.to ?? '') < each.from)).toBe(true);
    if (grain !== 'total' && slice !== '52w') expect(known.every(({ to }) => to < range.from)).toBe(true);
  });
});
