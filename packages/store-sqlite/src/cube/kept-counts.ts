import type { Period } from '@pegel/domain';
import type { Counted } from './answering.js';
import type { ChangedDays } from './changed-days.js';
import { KeptByName } from './kept-by-name.js';

/** About what is kept for each number, and for each question beside its name. */
const bytesANumber = 96;
const bytesAQuestion = 400;

/** What is asked, as a text that says all that the answer depends on but the facts, its windows included. */
export interface Asked {
  readonly name: string;
  readonly amount: number;
  windowOf(place: number): Period;
}

interface Kept {
  readonly counted: readonly Counted[];
  readonly bytes: number;
  /** How many changes had happened when it was counted. */
  readonly changes: number;
}

let names = 0;
const nextName = (): number => (names += 1);

/**
 * What was counted, window by window, as long as no day that a window looks at is another: a question that is asked again counts what is
 * new, and no more.
 */
export class KeptCounts {
  /** Tells this from all there were before it. */
  #name = nextName();
  readonly #kept: KeptByName<Kept>;

  /** @param bytesMax What was asked longest ago is let go of beyond it. */
  constructor(private readonly changes: ChangedDays, private readonly bytesMax: number) {
    this.#kept = new KeptByName(bytesMax);
  }

  get bytes(): number {
    return this.#kept.bytes;
  }

  clear(): void {
    this.#name = nextName();
    this.#kept.clear();
  }

  /** Another text whenever something that some days look at has changed. */
  stampOf(days: Period): string {
    return `${this.#name} ${this.changes.seenIn(days)}`;
  }

  /** @param count Counts some of the windows, by their places, and hears whether they were counted before; `null` where that cannot be said. */
  of({ name, amount, windowOf }: Asked, count: (places: readonly number[], isAgain: boolean) => readonly Counted[] | null): readonly Counted[] | null {
    const known = this.#kept.take(name);
    if (known !== undefined) {
      const stale = this.#staleOf(amount, windowOf, known.changes);
      if (stale.length === 0) {
        this.#kept.keep(name, known, known.bytes);
        return known.counted;
      }
      if (stale.length < amount) {
        const again = count(stale, true);
        if (again === null) return null;
        const isStale = new Set(stale);
        return this.#keep(name, [...known.counted.filter(({ period }) => !isStale.has(period)), ...again.map(({ period, ...rest }) => ({ ...rest, period: stale[period] ?? period }))]);
      }
    }
    const counted = count(Array.from({ length: amount }, (_, place) => place), known !== undefined);
    return counted === null ? null : this.#keep(name, counted);
  }

  #keep(name: string, counted: readonly Counted[]): readonly Counted[] {
    const bytes = counted.length * bytesANumber + name.length * 2 + bytesAQuestion;
    if (bytes > this.bytesMax / 4) return counted;
    this.#kept.keep(name, { counted, bytes, changes: this.changes.count }, bytes);
    return counted;
  }

  /** The places of windows that look at a day which has changed since. */
  #staleOf(amount: number, windowOf: Asked['windowOf'], since: number): number[] {
    if (since === this.changes.count) return [];
    const isSame = this.changes.sameSince(since);
    return Array.from({ length: amount }, (_, place) => place).filter((place) => !isSame(windowOf(place)));
  }
}
