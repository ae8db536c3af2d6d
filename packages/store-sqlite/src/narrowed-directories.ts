import { hasInvite, hasSeat, isInvited, type DirectoryPerson, type Instant } from '@pegel/domain';
import type { Stretch } from './directory-timeline.js';

/** What the people of a directory count for where they are narrowed; `null`: they are left out. */
export type Keys = (person: DirectoryPerson) => readonly (string | null)[] | null;

/** How many seats and invites there are by key, without those of which there are none. */
export interface Narrowed {
  readonly seats: ReadonlyMap<string | null, bigint>;
  readonly invites: ReadonlyMap<string | null, bigint>;
}

/** Seats and invites of directories of some positions, narrowed: everybody is gone through once for all of them. */
export class NarrowedDirectories {
  /** By key and position from the first on. */
  readonly #seats = new Map<string | null, Int32Array>();
  readonly #invited: (Stretch & { readonly keys: readonly (string | null)[] })[] = [];

  constructor(private readonly first: number, private readonly last: number, stretches: Iterable<Stretch>, keysOf: Keys) {
    for (const stretch of stretches) {
      const { person, from, to } = stretch;
      const [isSeated, isAsked] = [hasSeat(person), hasInvite(person)];
      if (!isSeated && !isAsked) continue;
      const keys = keysOf(person);
      if (keys === null) continue;
      if (isSeated) for (const key of keys) this.#add(key, from, to);
      if (isAsked) this.#invited.push({ ...stretch, keys });
    }
    // What comes and goes becomes what there is.
    for (const counts of this.#seats.values()) for (let at = 1; at < counts.length; at += 1) counts[at] = (counts[at] ?? 0) + (counts[at - 1] ?? 0);
  }

  holds(position: number): boolean {
    return this.first <= position && position <= this.last;
  }

  /** Those of a position it holds, when a day ended. */
  at(position: number, end: Instant): Narrowed {
    const seats = new Map<string | null, bigint>();
    for (const [key, counts] of this.#seats) {
      const count = counts[position - this.first] ?? 0;
      if (count > 0) seats.set(key, BigInt(count));
    }
    const invites = new Map<string | null, bigint>();
    for (const { person, from, to, keys } of this.#invited) {
      if (from <= position && position <= to && isInvited(person, end)) for (const key of keys) invites.set(key, (invites.get(key) ?? 0n) + 1n);
    }
    return { seats, invites };
  }

  #add(key: string | null, from: number, to: number): void {
    const counts = this.#seats.get(key) ?? new Int32Array(this.last - this.first + 2);
    this.#seats.set(key, counts);
    counts[from - this.first] = (counts[from - this.first] ?? 0) + 1;
    counts[to + 1 - this.first] = (counts[to + 1 - this.first] ?? 0) - 1;
  }
}
