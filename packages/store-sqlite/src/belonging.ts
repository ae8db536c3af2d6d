import { addDays, daysOf, type Day, type DirectoryPerson, type Period } from '@pegel/domain';
import type { Stretch } from './directory-timeline.js';

/** For how long somebody belonged to the same groups, departments or cost centres; people without any have no entry. */
export interface Belonging {
  /** As the ledger numbers people. */
  readonly person: number;
  readonly keys: readonly string[];
  readonly days: Period;
}

/** The directories of all days; days with equal positions have the same people in theirs. */
export interface Directories {
  positionOf(day: Day): number;
  /** What is said of everybody between two positions, in the order of these for each person. */
  stretches(first: number, last: number): Iterable<Stretch>;
}

/** What everybody belonged to on the days from `from` to `to`, as the directory of each day has it. */
export function belongingsOf({ positionOf, stretches }: Directories, keysOf: (person: DirectoryPerson) => readonly string[], days: Period): Belonging[] {
  /** Each position that a day has, and the first such day. */
  const begun: { readonly position: number; readonly day: Day }[] = [];
  for (const day of daysOf(days)) {
    const position = positionOf(day);
    if (begun.at(-1)?.position !== position) begun.push({ position, day });
  }
  const [first, last] = [begun[0], begun.at(-1)];
  if (first === undefined || last === undefined) return [];
  /** The first place at a position or after it. */
  const placeAt = (position: number): number => {
    let [low, high] = [0, begun.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((begun[middle]?.position ?? position) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  const found: Belonging[] = [];
  let [whose, next]: [number | null, number] = [null, 0];
  for (const { who, person, from, to } of stretches(first.position, last.position)) {
    const [place, after] = [placeAt(from), placeAt(to + 1)];
    const keys = [...new Set(keysOf(person))];
    // Between two days several snapshots may have been taken.
    if (place === after || keys.length === 0) continue;
    const until = begun[after];
    const during = { from: begun[place]?.day ?? days.from, to: until === undefined ? days.to : addDays(until.day, -1) };
    const before = found.at(-1);
    if (before !== undefined && whose === who && next === place && isSame(before.keys, keys)) found[found.length - 1] = { ...before, days: { from: before.days.from, to: during.to } };
    else found.push({ person: who, keys, days: during });
    [whose, next] = [who, after];
  }
  return found;
}

const isSame = (before: readonly string[], now: readonly string[]): boolean => before.length === now.length && before.every((key, at) => key === now[at]);
