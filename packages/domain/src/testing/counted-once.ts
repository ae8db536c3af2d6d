import { daysOf, type Day, type Period } from '../days.js';
import type { Known } from './whole-numbers.js';

/** People who belong to the same on every day of a range: at most how many, and to what. */
export interface Alike {
  readonly most: number;
  isIn(group: string, day: Day): boolean;
}

/** Some days, as a set of bits. */
type Days = bigint;

const isInside = (part: Days, whole: Days): boolean => (part & ~whole) === 0n;

/**
 * Numbers of people who are counted once over some days, however often they come, as sums of unknown whole numbers: of those
 * who are alike, how many did something on one of the days. What anybody knows of these is said as well: whoever was there on
 * a day was there in its week, and a week has no more people than its days together.
 */
export class CountedOnce {
  readonly #alike: readonly Alike[];
  readonly #bits: ReadonlyMap<Day, Days>;
  readonly #unknown: Map<Days, number>[];
  readonly most: number[] = [];

  /** @param days All days that any number looks at. */
  constructor(alike: readonly Alike[], days: readonly Day[]) {
    this.#alike = alike;
    this.#bits = new Map(days.map((day, at) => [day, 1n << BigInt(at)]));
    this.#unknown = alike.map(() => new Map());
    for (const at of alike.keys()) for (const day of this.#bits.values()) this.#unknownOf(at, day);
  }

  /** The unknown numbers that a number of a group is the sum of, or of everybody: `null`. Whoever is of the group on some of the days alone is counted on these. */
  sumOf(group: string | null, period: Period): number[] {
    const days = daysOf(period);
    return this.#alike.flatMap((alike, at) => {
      const own = days.reduce((sum, day) => (group === null || alike.isIn(group, day) ? sum | (this.#bits.get(day) ?? 0n) : sum), 0n);
      return own === 0n ? [] : [this.#unknownOf(at, own)];
    });
  }

  /** What is known of the unknown numbers, of whatever sums were asked for until now. */
  relations(): Known[] {
    return this.#unknown.flatMap((unknown, at) => {
      const most = this.#alike[at]?.most ?? 0;
      const largestFirst = [...unknown].map(([days, number]) => ({ days, number })).sort((a, b) => sizeOf(b.days) - sizeOf(a.days));
      return largestFirst.flatMap((whole, place): Known[] => {
        const parts = largestFirst.slice(place + 1).filter(({ days }) => isInside(days, whole.days));
        if (parts.length === 0) return [];
        let left = whole.days;
        const together = parts.filter(({ days }) => isInside(days, left) && ((left &= ~days), true));
        // What lies across, and lacks one day: a week up to today has no more people than the one up to yesterday, and today's.
        const across = largestFirst.flatMap((other): number[][] => {
          const rest = unknown.get(whole.days & ~other.days);
          return rest === undefined || (other.days & whole.days) === 0n || isInside(other.days, whole.days) ? [] : [[other.number, rest]];
        });
        return [
          ...parts.filter(({ days }) => !parts.some((other) => other.days !== days && isInside(days, other.days))).map((part): Known => ({ of: [whole.number], less: [part.number], least: 0, most })),
          ...[together.map(({ number }) => number), ...across].map((numbers): Known => ({ of: numbers, less: [whole.number], least: 0, most: most * numbers.length })),
        ];
      });
    });
  }

  #unknownOf(at: number, days: Days): number {
    const known = this.#unknown[at]?.get(days);
    if (known !== undefined) return known;
    const number = this.most.push(this.#alike[at]?.most ?? 0) - 1;
    this.#unknown[at]?.set(days, number);
    return number;
  }
}

function sizeOf(days: Days): number {
  let [left, size] = [days, 0];
  for (; left > 0n; left &= left - 1n) size += 1;
  return size;
}
