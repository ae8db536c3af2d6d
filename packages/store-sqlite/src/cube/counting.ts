import type { CountDistinct, Sum } from '@pegel/domain';
import type { SumName, ThingName } from './columns.js';
import { countingPeople, has } from './counting-people.js';
import type { OpenRun } from './open-run.js';
import type { Split } from './splitting.js';
import type { Windows } from './windows.js';
import { firstPerson } from './who.js';

/** Numbers by key and window, collected day by day. */
export interface Counting {
  /** Takes facts of the day at a place; days come in order. */
  take(place: number, run: OpenRun, split: Split): void;
  /** By the number of a key, for each window what it counted; `null`: more than whole numbers of JavaScript hold. */
  counted(): readonly (Float64Array | undefined)[] | null;
}

/** What is given of those who are counted. */
export interface Given {
  readonly windows: Windows;
  readonly people: Int32Array;
  readonly isSplit: boolean;
  /** For each window, which people do not count in it, as a set of bits; `null`: everybody counts. */
  readonly except: readonly Uint32Array[] | null;
  sizeOf(thing: ThingName | 'person'): number;
}

/** @param part What of each number is added up; `null`: all of it. */
export function countingFor(counted: Sum | CountDistinct, given: Given, part: ((value: number) => number) | null): Counting {
  if (counted.kind === 'sum') return summing(given.windows, counted.column, part);
  const size = given.sizeOf(counted.entity);
  const thingsOf = thingsIn(counted);
  if (thingsOf === null) return given.isSplit ? countingByKey(given, null, size, null) : countingPeople(given, size);
  return given.isSplit ? countingByKey(given, thingsOf, size, null) : countingOnce(given, thingsOf, size);
}

/** Hears of somebody who has a part in the number of a key and a window, once for each. */
export type Hears = (key: number, window: number, person: number) => void;

/** Counts people, and says who they are. */
export const tellingPeople = (given: Given, hears: Hears): Counting => countingByKey(given, null, given.sizeOf('person'), hears);

class Table {
  readonly values: (Float64Array | undefined)[] = [];

  constructor(private readonly width: number) {}

  of(key: number): Float64Array {
    return (this.values[key] ??= new Float64Array(this.width));
  }
}

function summing({ first, at }: Windows, column: SumName, part: ((value: number) => number) | null): Counting {
  const table = new Table(first.length);
  // As long as everything together is a whole number, whatever its signs, nothing of it was rounded on the way.
  let most = 0;
  return {
    take(place, run, { length, at: rows, keys, key }) {
      const total = run.run.totals[column];
      if (length === 0 || total === undefined) return;
      const held = at[place] ?? [];
      if (rows === null && keys === null && part === null) {
        most += total.most;
        const own = table.of(key);
        for (const window of held) own[window] = (own[window] ?? 0) + total.sum;
        return;
      }
      const whole = run.sum(column);
      if (whole === undefined) return;
      const values = part === null ? whole : whole.map(part);
      let own = keys === null ? table.of(key) : null;
      let sum = 0;
      for (let index = 0; index < length; index += 1) {
        const value = values[rows === null ? index : (rows[index] ?? 0)] ?? 0;
        most += Math.abs(value);
        if (keys === null) {
          sum += value;
          continue;
        }
        own = table.of(keys[index] ?? 0);
        for (const window of held) own[window] = (own[window] ?? 0) + value;
      }
      if (keys === null && own !== null) for (const window of held) own[window] = (own[window] ?? 0) + sum;
    },
    counted: () => (most <= Number.MAX_SAFE_INTEGER ? table.values : null),
  };
}

/** What a thing is on a row: of people whoever did it, of others what stands there. Nought is nothing. */
export type ThingsOf = ((run: OpenRun) => Int32Array | undefined) | null;

/** What an aggregate counts once. */
export function thingsIn({ entity }: CountDistinct): ThingsOf {
  const thing: ThingName | 'person' = entity;
  return thing === 'person' ? null : (run) => run.thing(thing);
}

/** Where things were seen last, which one question after the other writes into, each above what those before it have written: millions need not be cleared for every question. */
let places = new Int32Array();
let placesMost = 0;

/** A list for so many things in which everything lies below a base, above which so many places have room. */
function seenBefore(size: number, length: number): readonly [seen: Int32Array, base: number] {
  // With room for what the next events bring.
  if (places.length < size || placesMost + length >= 2 ** 31) [places, placesMost] = [new Int32Array(Math.max(size + (size >>> 3), places.length)), 0];
  const base = placesMost + 1;
  placesMost += length;
  return [places, base];
}

/**
 * Each sighting of a thing counts in every window that holds it and begins after the sighting before it: that is once in
 * every window that sees the thing at all.
 */
function countingOnce({ windows: { first, at } }: Given, thingsOf: (run: OpenRun) => Int32Array | undefined, size: number): Counting {
  const table = new Table(first.length);
  const own = table.of(0);
  const [seen, base] = seenBefore(size, at.length);
  return {
    take(place, run, { length, at: rows }) {
      const column = length === 0 ? undefined : thingsOf(run);
      if (column === undefined) return;
      const held = at[place] ?? [];
      const now = base + place;
      const earliest = base + (first[held.at(-1) ?? -1] ?? 0);
      // Most was not seen since the earliest of them began, and counts in all of them: that is added up once.
      let inAll = 0;
      // What is nothing counts as if it had been seen.
      seen[0] = now;
      for (let index = 0; index < length; index += 1) {
        const thing = column[rows === null ? index : (rows[index] ?? 0)] ?? 0;
        const before = seen[thing] ?? 0;
        if (before === now) continue;
        seen[thing] = now;
        if (before < earliest) {
          inAll += 1;
          continue;
        }
        for (const window of held) {
          if ((first[window] ?? 0) <= before - base) break;
          own[window] = (own[window] ?? 0) + 1;
        }
      }
      for (const window of held) own[window] = (own[window] ?? 0) + inAll;
    },
    counted: () => table.values,
  };
}

/** The same for each key: sightings are collected, brought into the order of their keys, and counted one key after the other. */
function countingByKey({ windows: { first, at }, people, except }: Given, thingsOf: ThingsOf, size: number, hears: Hears | null): Counting {
  let [keysSeen, places, things] = [new Int32Array(1_024), new Int32Array(1_024), new Int32Array(1_024)];
  let sightings = 0;
  let keyMax = 0;
  const longer = (list: Int32Array, length: number): Int32Array<ArrayBuffer> => {
    const copy = new Int32Array(length);
    copy.set(list);
    return copy;
  };
  return {
    take(place, run, { length, at: rows, keys, key }) {
      const column = thingsOf === null ? run.who() : thingsOf(run);
      if (column === undefined) return;
      if (sightings + length > keysSeen.length) [keysSeen, places, things] = [keysSeen, places, things].map((list) => longer(list, (sightings + length) * 2)) as [typeof keysSeen, typeof places, typeof things]; // Three of three.
      for (let index = 0; index < length; index += 1) {
        const code: number = column[rows === null ? index : (rows[index] ?? 0)] ?? 0;
        const thing = thingsOf === null ? (people[code] ?? 0) : code;
        if (thing === 0 || (thingsOf === null && thing < firstPerson)) continue;
        const own = keys === null ? key : (keys[index] ?? 0);
        if (own > keyMax) keyMax = own;
        keysSeen[sightings] = own;
        places[sightings] = place;
        things[sightings++] = thing;
      }
    },
    counted() {
      const table = new Table(first.length);
      const ends = new Int32Array(keyMax + 2);
      for (let index = 0; index < sightings; index += 1) ends[(keysSeen[index] ?? 0) + 1] = (ends[(keysSeen[index] ?? 0) + 1] ?? 0) + 1;
      for (let key = 1; key < ends.length; key += 1) ends[key] = (ends[key] ?? 0) + (ends[key - 1] ?? 0);
      const starts = ends.slice();
      const order = new Int32Array(sightings);
      for (let index = 0; index < sightings; index += 1) {
        const key = keysSeen[index] ?? 0;
        order[starts[key] ?? 0] = index;
        starts[key] = (starts[key] ?? 0) + 1;
      }
      // What was seen for the keys before lies below what counts for one.
      const seen = new Float64Array(size).fill(-1);
      const step = at.length + 1;
      for (let key = 0; key <= keyMax; key += 1) {
        const base = key * step;
        for (let index = ends[key] ?? 0; index < (ends[key + 1] ?? 0); index += 1) {
          const sighting = order[index] ?? 0;
          const [place, thing] = [places[sighting] ?? 0, things[sighting] ?? 0];
          const before = (seen[thing] ?? -1) - base;
          if (before === place) continue;
          seen[thing] = base + place;
          const own = table.of(key);
          for (const window of at[place] ?? []) {
            if ((first[window] ?? 0) <= before) break;
            if (except !== null && has(except[window], thing)) continue;
            own[window] = (own[window] ?? 0) + 1;
            hears?.(key, window, thing);
          }
        }
      }
      return table.values;
    },
  };
}
