import { dayNumber, type Period } from './days.js';
import type { Belonging } from './suppression-belonging.js';
import type { World } from './suppression-worlds.js';

/**
 * By window the places of groups whose numbers of people over its days are others in one of some worlds. What is told of the others
 * leaves all these worlds as they are: whatever they show to be open stays open to whoever has numbers of the last days as well.
 *
 * @param there On which days, by number, somebody was there.
 */
export function seenIn(windows: readonly Period[], worlds: readonly World[], there: ReadonlyMap<string, ReadonlySet<number>>, belonging: Belonging): readonly ReadonlySet<number>[] {
  const spans = windows.map(({ from, to }) => ({ from: dayNumber(from), to: dayNumber(to), seen: new Set<number>() }));
  for (const world of worlds) {
    const people = world.map(({ who, gained, lost }) => {
      const was = typeof who === 'number' ? new Set<number>() : (there.get(who) ?? new Set<number>());
      const is = new Set([...was, ...gained]);
      for (const day of lost) is.delete(day);
      return { who, was, is, touched: [...lost, ...gained] };
    });
    for (const { from, to, seen } of spans) {
      if (!people.some(({ touched }) => touched.some((day) => from <= day && day <= to))) continue;
      const steps = new Map<number, number>();
      for (const { who, was, is } of people) {
        for (const [days, step] of [[is, 1], [was, -1]] as const) {
          const places = new Set<number>();
          for (let day = from; day <= to; day += 1) if (days.has(day)) for (const place of typeof who === 'number' ? (belonging.signatures[who] ?? []) : belonging.placesOn(who, day)) places.add(place);
          for (const place of places) steps.set(place, (steps.get(place) ?? 0) + step);
        }
      }
      for (const [place, step] of steps) if (step !== 0) seen.add(place);
    }
  }
  return spans.map(({ seen }) => seen);
}
