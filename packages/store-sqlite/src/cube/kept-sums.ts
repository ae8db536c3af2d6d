import { dayNumber, type Period } from '@pegel/domain';
import type { Counted } from './answering.js';
import type { ChangedDays } from './changed-days.js';
import { KeptByName } from './kept-by-name.js';

/** About what is kept for each number, and for each day and question beside. */
const bytesANumber = 64;
const bytesADay = 160;
const bytesAQuestion = 400;

interface OfDay {
  /** How many changes there were when it was counted. */
  readonly changes: number;
  readonly counted: readonly Omit<Counted, 'period'>[];
}

interface OfDays {
  readonly days: Map<number, OfDay>;
  bytes: number;
}

/**
 * What days come to, as long as each is the same: a window of any length, a month or a year as well, is what its days
 * add up to, and after an event one day is counted once more. What counts once is not added up, and asked for here for
 * windows of a single day alone: a course by day that moves on or is cut otherwise has the days it had.
 */
export class KeptSums {
  readonly #kept: KeptByName<OfDays>;

  /** @param bytesMax What was asked longest ago is let go of beyond it. */
  constructor(private readonly changes: ChangedDays, private readonly bytesMax: number) {
    this.#kept = new KeptByName(bytesMax);
  }

  get bytes(): number {
    return this.#kept.bytes;
  }

  clear(): void {
    this.#kept.clear();
  }

  /**
   * What windows come to.
   * @param name Says all that the answer depends on but the facts and the windows.
   * @param count Counts some days, each as a window of its own; `null` where that cannot be said.
   */
  of(name: string, windows: readonly Period[], count: (days: readonly number[]) => readonly Counted[] | null): readonly Counted[] | null {
    const spans = windows.map(({ from, to }) => [dayNumber(from), dayNumber(to)] as const);
    const own = this.#kept.take(name) ?? { days: new Map<number, OfDay>(), bytes: bytesAQuestion };
    const missing = new Set<number>();
    for (const [from, to] of spans) for (let day = from; day <= to; day += 1) if ((own.days.get(day)?.changes ?? -1) < this.changes.seenOn(day)) missing.add(day);
    if (missing.size > 0) {
      const days = [...missing].sort((a, b) => a - b);
      const counted = count(days);
      if (counted === null) {
        this.#keep(name, own);
        return null;
      }
      const byDay = days.map((): Omit<Counted, 'period'>[] => []);
      for (const { period, key, value } of counted) byDay[period]?.push({ key, value });
      for (const [at, ofDay] of byDay.entries()) put(own, days[at] ?? 0, { changes: this.changes.count, counted: ofDay });
    }
    this.#keep(name, own);
    return spans.flatMap(([from, to], period) => addedUp(own, from, to).map(([key, value]) => ({ period, key, value })));
  }

  #keep(name: string, own: OfDays): void {
    if (own.bytes <= this.bytesMax / 4) this.#kept.keep(name, own, own.bytes);
  }
}

const bytesOf = (ofDay: OfDay | undefined): number => (ofDay === undefined ? 0 : bytesADay + ofDay.counted.length * bytesANumber);

function put(own: OfDays, day: number, ofDay: OfDay): void {
  own.bytes += bytesOf(ofDay) - bytesOf(own.days.get(day));
  own.days.set(day, ofDay);
}

function addedUp({ days }: OfDays, from: number, to: number): readonly (readonly [key: string | null, value: bigint])[] {
  const sums = new Map<string | null, bigint>();
  for (let day = from; day <= to; day += 1) for (const { key, value } of days.get(day)?.counted ?? []) sums.set(key, (sums.get(key) ?? 0n) + value);
  return [...sums];
}
