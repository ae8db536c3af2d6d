import { expect, test } from 'vitest';
import { addDays, dayNumber, type Period } from '@pegel/domain';
import { ChangedDays } from './changed-days.js';
import { KeptCounts } from './kept-counts.js';

const first = '2026-01-05';
const days: readonly Period[] = Array.from({ length: 14 }, (_, at) => ({ from: addDays(first, at), to: addDays(first, at) }));
const asked = (name: string, periods: readonly Period[] = days) => ({ name, amount: periods.length, windowOf: (place: number) => periods[place] ?? { from: first, to: first } });

/** Counts one for each window, and keeps a record of which it was asked for. */
function counting() {
  const places: number[][] = [];
  return {
    places,
    count: (some: readonly number[]) => {
      places.push([...some]);
      return some.map((_, period) => ({ period, key: null, value: BigInt(places.length) }));
    },
  };
}

test('counts once more what looks at a day that has changed, or at one of the two after it, and nothing else', () => {
  const changes = new ChangedDays();
  const kept = new KeptCounts(changes, 1_000_000);
  const { places, count } = counting();
  const all = days.map((_, place) => place);
  const ask = () => kept.of(asked('one'), count)?.toSorted((a, b) => a.period - b.period).map(({ value }) => Number(value));
  expect([ask(), ask()]).toEqual([all.map(() => 1), all.map(() => 1)]);
  changes.changed(dayNumber(first) + 3);
  expect(ask()).toEqual(all.map((place) => (place >= 3 && place <= 5 ? 2 : 1)));
  changes.changed(dayNumber(first) - 30);
  ask();
  expect(places).toEqual([all, [3, 4, 5]]);
});

test('lets go of what was asked longest ago, and keeps nothing that takes too much of its room', () => {
  const kept = new KeptCounts(new ChangedDays(), 10_000);
  const { places, count } = counting();
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'a', 'f']) kept.of(asked(name), count);
  expect(kept.bytes).toBeLessThanOrEqual(10_000);
  // The last was kept, the first was not any more.
  expect(places).toHaveLength(7);
  const long = Array.from({ length: 40 }, (_, at) => ({ from: addDays(first, at), to: addDays(first, at) }));
  for (let time = 0; time < 2; time += 1) kept.of(asked('long', long), count);
  expect(places).toHaveLength(9);
  kept.clear();
  expect(kept.bytes).toBe(0);
});

test('says nothing where nothing can be said, and keeps that not', () => {
  const changes = new ChangedDays();
  const kept = new KeptCounts(changes, 1_000_000);
  const { count } = counting();
  expect(kept.of(asked('one'), () => null)).toBeNull();
  expect(kept.of(asked('one'), count)).toHaveLength(days.length);
  changes.changed(dayNumber(first));
  expect(kept.of(asked('one'), () => null)).toBeNull();
  expect(kept.of(asked('one'), count)).toHaveLength(days.length);
});
