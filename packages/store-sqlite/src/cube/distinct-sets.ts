import type { Counting, ThingsOf } from './counting.js';
import { firstPerson } from './who.js';

/** About what a set takes beside its bits. */
const bytesASet = 160;
/** Sets grow by a part of this more than they have to. */
const partToGrow = 8;

interface DistinctSet {
  bits: Uint32Array;
  count: number;
}

/** What was met by each key, each thing once, as sets of bits: in which order it comes, and how often, makes no difference. */
export class DistinctSets {
  bytes = 0;
  /** Whether something was left out, since there was no room. */
  isIncomplete = false;
  readonly #sets = new Map<string | null, DistinctSet>();

  constructor(private readonly bytesMax: number) {}

  /** The set of a key, with room for things below a number; `null` where there is none. */
  of(key: string | null, size: number): DistinctSet | null {
    const set = this.#sets.get(key) ?? { bits: new Uint32Array(), count: 0 };
    const words = (size + 31) >>> 5;
    if (set.bits.length < words) {
      const more = words + Math.ceil(words / partToGrow);
      const bytes = (more - set.bits.length) * 4 + (this.#sets.has(key) ? 0 : bytesASet);
      if (this.bytes + bytes > this.bytesMax) {
        this.isIncomplete = true;
        return null;
      }
      const bits = new Uint32Array(more);
      bits.set(set.bits);
      set.bits = bits;
      this.#sets.set(key, set);
      this.bytes += bytes;
    }
    return set;
  }

  /** Lets go of all of them. */
  forget(): void {
    this.#sets.clear();
    this.bytes = 0;
  }

  /** How many things each key has that has any. */
  counted(): readonly (readonly [key: string | null, count: number])[] {
    return [...this.#sets].flatMap(([key, { count }]) => (count === 0 ? [] : [[key, count] as const]));
  }
}

/** Of which things, and of how many, sets are. */
interface Met {
  readonly thingsOf: ThingsOf;
  /** By the number of a reference, whom it stands for. */
  readonly people: Int32Array;
  readonly size: number;
  /** What the number of a key stands for. */
  keyOf(number: number): string | null;
}

/** Takes what is met into sets. */
export function meeting(sets: DistinctSets, { thingsOf, people, size, keyOf }: Met): Counting['take'] {
  const byNumber: (DistinctSet | null)[] = [];
  const setOf = (number: number): DistinctSet | null => (byNumber[number] ??= sets.of(keyOf(number), size));
  // What is nothing, or nobody, is met by no set.
  const least = thingsOf === null ? firstPerson : 1;
  return (_, run, { length, at: rows, keys, key }) => {
    const column = length === 0 ? undefined : thingsOf === null ? run.who() : thingsOf(run);
    if (column === undefined) return;
    let set = keys === null ? setOf(key) : null;
    for (let index = 0; index < length; index += 1) {
      const code: number = column[rows === null ? index : (rows[index] ?? 0)] ?? 0;
      const thing = thingsOf === null ? (people[code] ?? 0) : code;
      if (thing < least) continue;
      if (keys !== null) set = setOf(keys[index] ?? 0);
      if (set === null) return;
      const [word, bit] = [thing >>> 5, 1 << (thing & 31)];
      const before = set.bits[word] ?? 0;
      if ((before & bit) !== 0) continue;
      set.bits[word] = before | bit;
      set.count += 1;
    }
  };
}
