import { dayNumber, type Membership, type Period } from '@pegel/domain';
import type { DirectoryHistory } from '../directory-history.js';
import { aService, firstPerson, nobody, type Who } from './who.js';

/** What is given of a question's time. */
export interface Time {
  readonly history: DirectoryHistory;
  /** Numbers of the days that are gone through, in order. */
  readonly days: readonly number[];
  /** From the first to the last day that matters. */
  readonly around: Period;
}

/** What somebody had for some days, as a number. */
export interface Had {
  readonly person: number;
  readonly days: Period;
  readonly value: number;
}

/** What everybody has on one day after the other. */
export class BelongingByDay {
  /** By the number of a person. */
  readonly now: Int32Array;
  readonly #begin = new Map<number, Had[]>();
  readonly #end = new Map<number, Had[]>();

  /** @param otherwise What everybody has who has nothing, as nobody known. */
  constructor(size: number, days: readonly number[], had: Iterable<Had>, private readonly otherwise: number, forServices: number) {
    this.now = new Int32Array(Math.max(size, firstPerson)).fill(otherwise);
    this.now[nobody] = otherwise;
    this.now[aService] = forServices;
    for (const one of had) {
      const [begin, end] = [placeFrom(days, dayNumber(one.days.from)), placeFrom(days, dayNumber(one.days.to) + 1)];
      if (begin >= end) continue;
      put(this.#begin, begin, one);
      put(this.#end, end, one);
    }
  }

  /** Goes on to the next place in the list of days, the first included; true where somebody has something else than before. */
  moveTo(place: number): boolean {
    const [ended, begun] = [this.#end.get(place) ?? [], this.#begin.get(place) ?? []];
    for (const { person } of ended) this.now[person] = this.otherwise;
    for (const { person, value } of begun) this.now[person] = value;
    return ended.length + begun.length > 0;
  }
}

function put(places: Map<number, Had[]>, place: number, one: Had): void {
  const there = places.get(place);
  if (there === undefined) places.set(place, [one]);
  else there.push(one);
}

/** The first place whose day is not before one. */
function placeFrom(days: readonly number[], day: number): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((days[middle] ?? day) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What everybody belonged to on some days, or whether they had a seat, as numbers that say what is wanted of it. */
export function belongingsByDay(dimension: Membership | 'seat', who: Who, { history, days, around }: Time, valueOf: (keys: readonly string[]) => number, otherwise: number, forServices: number): BelongingByDay {
  const had = history.belongings(dimension, around).flatMap(({ person, keys, days: during }) => {
    const number = who.personOf(person);
    return number === undefined ? [] : [{ person: number, days: during, value: valueOf(keys) }];
  });
  return new BelongingByDay(who.size, days, had, otherwise, forServices);
}
