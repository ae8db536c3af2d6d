import type { Counting, Given } from './counting.js';
import { RollingUnion } from './rolling-union.js';
import type { Windows } from './windows.js';
import { aService, nobody } from './who.js';

/** Counts people as sets of bits, collected row by row. */
export function countingPeople(given: Given, size: number): Counting {
  const { take, days } = collecting(given, size);
  return { take, counted: () => [peopleIn(given.windows, days(), given.except)] };
}

/** Says who has a part in the number of each window, in the order of their numbers. */
export function listingPeople(given: Given, size: number): Pick<Counting, 'take'> & { listed(): readonly Uint32Array[] } {
  const { take, days } = collecting(given, size);
  return { take, listed: () => unionsIn(given.windows, days(), given.except, membersOf) };
}

/** Collects the people of each day, row by row. */
function collecting({ windows, people }: Given, size: number): Pick<Counting, 'take'> & { days(): readonly Uint32Array[] } {
  const words = (size + 31) >>> 5;
  const seen = new Uint32Array(words * windows.days.length);
  return {
    take(place, run, { length, at: rows }) {
      if (length === 0) return;
      const who = run.who();
      const start = place * words;
      for (let index = 0; index < length; index += 1) {
        const person = people[who[rows === null ? index : (rows[index] ?? 0)] ?? 0] ?? 0;
        const word = start + (person >>> 5);
        seen[word] = (seen[word] ?? 0) | (1 << (person & 31));
      }
    },
    days() {
      for (let start = 0; start < seen.length; start += words) seen[start] = (seen[start] ?? 0) & ~((1 << nobody) | (1 << aService));
      return windows.days.map((_, place) => seen.subarray(place * words, (place + 1) * words));
    },
  };
}

/** How many people each window has: those of any of its days, each once. */
export const peopleIn = (windows: Windows, days: readonly Uint32Array[], except: readonly Uint32Array[] | null): Float64Array =>
  Float64Array.from(unionsIn(windows, days, except, (union) => union.reduce((sum, word) => sum + bitsIn(word), 0)));

/** What each window's people are taken for: those of any of its days. Only until the next are. */
function unionsIn<Taken>({ first, last }: Windows, days: readonly Uint32Array[], except: readonly Uint32Array[] | null, take: (union: Uint32Array) => Taken): readonly Taken[] {
  const words = days.reduce((most, { length }) => Math.max(most, length), 0);
  const unions = new RollingUnion(days, words);
  return [...first].map((from, window) => {
    const union = unions.over(from, last[window] ?? -1, first[window + 1] ?? Infinity);
    leaveOut(union, except?.[window]);
    return take(union);
  });
}

/** The numbers of those who are in a set. */
function membersOf(people: Uint32Array): Uint32Array {
  const members = new Uint32Array(people.reduce((sum, word) => sum + bitsIn(word), 0));
  let length = 0;
  for (let at = 0; at < people.length; at += 1) for (let left = people[at] ?? 0; left !== 0; left &= left - 1) members[length++] = at * 32 + 31 - Math.clz32(left & -left);
  return members;
}

function leaveOut(union: Uint32Array, people: Uint32Array | undefined): void {
  if (people !== undefined) for (let word = 0; word < union.length; word += 1) union[word] = (union[word] ?? 0) & ~(people[word] ?? 0);
}

/** Who of a set of people is in another one, too; `null`: that is everybody. */
export const inBoth = (people: Uint32Array, others: Uint32Array | null): Uint32Array => (others === null ? people : people.map((word, at) => word & (others[at] ?? 0)));

/** Whether somebody is in a set of people. */
export const has = (people: Uint32Array | undefined, person: number): boolean => people !== undefined && ((people[person >>> 5] ?? 0) & (1 << (person & 31))) !== 0;

/** How many bits of a word are set, counted in pairs, fours, eights and all. */
function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
