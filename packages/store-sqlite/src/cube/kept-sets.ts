import { rowsIn, type DaySegment, type Run } from './columns.js';
import { DistinctSets } from './distinct-sets.js';
import { KeptByName } from './kept-by-name.js';

/** About what is kept for each window, and for each of its days beside. */
const bytesAWindow = 600;
const bytesADay = 16;
/** No more windows than these of a question are begun at once: beyond it all of them together are counted with less work. */
const beginsMost = 4;

/** Some days in a row of a question, as they are now. */
export interface Asked {
  /** Says all that the answer depends on but the facts and the days. */
  readonly name: string;
  readonly fact: string;
  readonly days: readonly number[];
  readonly segments: readonly DaySegment[];
  /** Below which number things are. */
  readonly size: number;
}

interface OfWindow {
  readonly fact: string;
  readonly first: number;
  readonly last: number;
  readonly sets: DistinctSets;
  /** By day which segment was taken in last, and up to which run, by the order in which they were first met. */
  readonly segments: Float64Array;
  readonly runs: Float64Array;
}

/** Adds some runs of each of some days to sets. */
export type Adds = (sets: DistinctSets, days: readonly number[], segments: readonly DaySegment[]) => void;

/**
 * What windows have met of things that count once, as long as facts are only added to their days: what came to a day is
 * taken in, wherever in the window it lies, and nothing is gone through once more. A run that was put together of others
 * is taken in again, which changes nothing.
 */
export class KeptSets {
  readonly #windows: KeptByName<OfWindow>;
  readonly #order = new WeakMap<DaySegment | Run, number>();
  #met = 0;

  /** @param bytesMax What was asked longest ago is let go of beyond it. */
  constructor(private readonly bytesMax: number) {
    this.#windows = new KeptByName(bytesMax);
  }

  get bytes(): number {
    return this.#windows.bytes;
  }

  clear(): void {
    this.#windows.clear();
  }

  /** Lets go of what has met a day of which facts may be gone. */
  rewrite(fact: string, day: number): void {
    this.#windows.forget(({ fact: own, first, last }) => own === fact && first <= day && day <= last);
  }

  /**
   * What each of some windows of a question has met; `null` for those that are counted as quickly without.
   * @param isKept Which windows are kept from now on.
   */
  of(asked: readonly Asked[], isKept: (one: Asked) => boolean, add: Adds): readonly (DistinctSets | null)[] {
    const begins = asked.filter((one) => !this.#windows.has(nameOf(one)) && isKept(one) && this.#isWorthIt(one));
    const begun = new Set(begins.length > beginsMost ? [] : begins);
    return asked.map((one) => (begun.has(one) || this.#windows.has(nameOf(one)) ? this.#takingIn(one, add) : null));
  }

  /** Going through its rows costs more than sets take room. */
  #isWorthIt({ segments, size }: Asked): boolean {
    return segments.reduce((sum, segment) => sum + rowsIn(segment), 0) > size / 32 && size / 8 < this.bytesMax / 4;
  }

  #takingIn(asked: Asked, add: Adds): DistinctSets | null {
    const { fact, days, segments } = asked;
    const name = nameOf(asked);
    const window = this.#windows.take(name) ?? { fact, first: days[0] ?? Infinity, last: days.at(-1) ?? -Infinity, sets: new DistinctSets(this.bytesMax / 4), segments: new Float64Array(days.length), runs: new Float64Array(days.length) };
    // What has no room begins anew each time in vain.
    if (window.sets.isIncomplete) {
      this.#keep(name, window);
      return null;
    }
    const places = segments.flatMap((segment, place) => (this.#orderOf(segment) === window.segments[place] ? [] : [place]));
    const more = places.map((place): DaySegment => {
      const { runs = [], reachesOn = false } = segments[place] ?? {};
      return { runs: runs.filter((run) => this.#orderOf(run) > (window.runs[place] ?? 0)), reachesOn };
    });
    add(window.sets, places.map((place) => days[place] ?? 0), more);
    for (const [at, place] of places.entries()) {
      const segment = segments[place];
      if (segment !== undefined) window.segments[place] = this.#orderOf(segment);
      for (const run of more[at]?.runs ?? []) window.runs[place] = Math.max(window.runs[place] ?? 0, this.#orderOf(run));
    }
    this.#keep(name, window);
    return window.sets.isIncomplete ? null : window.sets;
  }

  /** When something was first met. What is made later has another number, and a higher one. */
  #orderOf(one: DaySegment | Run): number {
    const known = this.#order.get(one);
    if (known !== undefined) return known;
    this.#order.set(one, (this.#met += 1));
    return this.#met;
  }

  #keep(name: string, window: OfWindow): void {
    if (window.sets.isIncomplete) window.sets.forget();
    this.#windows.keep(name, window, window.sets.bytes + window.runs.length * bytesADay + name.length * 2 + bytesAWindow);
  }
}

const nameOf = ({ name, days }: Asked): string => `${name} ${days[0] ?? ''} ${days.length}`;
