import { expect, test } from 'vitest';
import { daysOf } from '@pegel/domain';
import { labelledPoints } from './axis-labels.js';

const days = (from: string, to: string) => daysOf({ from, to }).map((day) => ({ day }));

test('the first and the last day are always labelled, between them Mondays', () => {
  const points = days('2026-10-26', '2026-11-22');
  expect(labelledPoints(points, 800, 76).map((index) => points[index]?.day)).toEqual(['2026-10-26', '2026-11-02', '2026-11-09', '2026-11-16', '2026-11-22']);
});

test('labels are at most eight and never touch', () => {
  for (const width of [200, 320, 640, 1_400]) {
    for (const points of [days('2026-11-16', '2026-11-22'), days('2026-10-26', '2026-11-22'), days('2026-01-01', '2026-12-31')]) {
      const labelled = labelledPoints(points, width, 76);
      expect(labelled.length).toBeLessThanOrEqual(8);
      const step = width / (points.length - 1);
      labelled.slice(1).forEach((index, at) => expect((index - (labelled[at] ?? 0)) * step).toBeGreaterThanOrEqual(76 - 0.001));
    }
  }
});

test('one point has one label, none has none', () => {
  expect([labelledPoints([], 500, 76), labelledPoints(days('2026-11-22', '2026-11-22'), 500, 76)]).toEqual([[], [0]]);
});

test('months are labelled evenly', () => {
  const months = Array.from({ length: 11 }, (_, month) => ({ day: `2026-${String(month + 1).padStart(2, '0')}-01` }));
  expect(labelledPoints(months, 1_000, 76)).toEqual([0, 1, 3, 5, 7, 9, 10]);
});
