import { expect, test } from 'vitest';
import { addDays, dayNumber, type Period } from '@pegel/domain';
import { ChangedDays } from './changed-days.js';
import { KeptSums } from './kept-sums.js';

const first = '2026-01-05';
const number = dayNumber(first);
const span = (from: number, to: number): Period => ({ from: addDays(first, from), to: addDays(first, to) });

/** Of each day that it is of, by the second key, and how often it was counted, by the first; and a record of which days were counted. */
function counting() {
  const days: number[][] = [];
  return {
    days,
    count: (some: readonly number[]) => {
      days.push(some.map((day) => day - number));
      return some.flatMap((day, period) => [{ period, key: null, value: BigInt(days.length) }, { period, key: 'days', value: BigInt(day - number) }]);
    },
  };
}

const saidOf = (sums: KeptSums, windows: readonly Period[], count: Parameters<KeptSums['of']>[2], name = 'one') => sums.of(name, windows, count)?.map(({ period, key, value }) => `${period} ${key ?? '–'} ${value}`);

test('adds up windows of any length from their days, and counts of those only the ones that are new, have changed, or come within two days after one that has', () => {
  const changes = new ChangedDays();
  const sums = new KeptSums(changes, 1_000_000);
  const { days, count } = counting();
  expect(saidOf(sums, [span(0, 2), span(2, 3), span(4, 3)], count)).toEqual(['0 – 3', '0 days 3', '1 – 2', '1 days 5']);
  expect(saidOf(sums, [span(1, 4)], count)).toEqual(['0 – 5', '0 days 10']);
  changes.changed(number + 1);
  expect(saidOf(sums, [span(0, 4)], count)).toEqual(['0 – 12', '0 days 10']);
  expect(saidOf(sums, [span(0, 4)], count, 'another')).toEqual(['0 – 20', '0 days 10']);
  expect(days).toEqual([[0, 1, 2, 3], [4], [1, 2, 3], [0, 1, 2, 3, 4]]);
});

test('lets go of what was asked longest ago, keeps nothing that takes too much of its room, and says the same all the while', () => {
  const sums = new KeptSums(new ChangedDays(), 10_000);
  const { days, count } = counting();
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'a', 'f']) expect(sums.of(name, [span(0, 5)], count)).toHaveLength(2);
  expect(sums.bytes).toBeLessThanOrEqual(10_000);
  // The last was kept, the first was not any more.
  expect(days).toHaveLength(7);
  for (let time = 0; time < 2; time += 1) expect(sums.of('long', [span(0, 40)], count)).toHaveLength(2);
  expect(days).toHaveLength(9);
  sums.clear();
  expect(sums.bytes).toBe(0);
});

test('says nothing where a day cannot be said, and keeps that not', () => {
  const sums = new KeptSums(new ChangedDays(), 1_000_000);
  const { count } = counting();
  expect(sums.of('one', [span(0, 1)], () => null)).toBeNull();
  expect(sums.of('one', [span(0, 1)], count)).toHaveLength(2);
  expect(sums.of('one', [span(0, 2)], () => null)).toBeNull();
  expect(sums.of('one', [span(0, 1)], () => expect.fail())).toHaveLength(2);
});
