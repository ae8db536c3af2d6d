import { expect, test } from 'vitest';
import { holidaysOf, isWorkday, workload } from './holidays.js';

test('knows the nationwide holidays, also those that move with Easter', () => {
  expect(holidaysOf(2026)).toEqual([
    '2026-01-01', '2026-04-03', '2026-04-06', '2026-05-01', '2026-05-14', '2026-05-25', '2026-10-03', '2026-12-25', '2026-12-26',
  ]);
  // The latest and the earliest Easter of our time.
  expect(holidaysOf(2038)).toContain('2038-04-26');
  expect(holidaysOf(2008)).toContain('2008-03-24');
});

test('a workday is a weekday that is no holiday', () => {
  expect(isWorkday('2026-05-13')).toBe(true);
  expect(isWorkday('2026-05-14')).toBe(false);
  expect(isWorkday('2026-05-16')).toBe(false);
});

test('little is done on weekends, holidays and between the years', () => {
  expect(workload('2026-11-17')).toBeGreaterThan(0.9);
  expect(workload('2026-11-21')).toBeLessThan(0.2);
  expect(workload('2026-05-14')).toBeLessThan(0.2);
  expect(workload('2026-05-15')).toBeLessThan(0.6);
  expect(workload('2025-12-29')).toBeLessThan(0.4);
});
