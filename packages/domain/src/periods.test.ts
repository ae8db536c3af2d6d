import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { addDays, daysOf, lengthInDays } from './days.js';
import { bucketsOf, comparedPeriod, grains, periodOf, type Bucket, type Reckoning } from './periods.js';

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
