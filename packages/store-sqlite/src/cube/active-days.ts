import type { DaySegment, Run } from './columns.js';
import { OpenRun } from './open-run.js';
import { aService, nobody, type Who } from './who.js';

const bytesASet = 160;

/** Which facts of a day are looked at, and what they are called by. */
export interface Kind {
  readonly name: string;
  has(run: Run): boolean;
}

interface Kept {
  readonly kind: Kind;
  readonly people: Uint32Array;
}

/** Who did something on a day, as sets of bits that are kept beside it, until it or whom references stand for is another. */
export class ActiveDays {
  readonly #sets = new Map<DaySegment, Map<string, Kept>>();
  readonly #open = new OpenRun();
  bytes = 0;

  /** The people of a day by their numbers. It is kept where there is room. */
  of(segment: DaySegment, kind: Kind, who: Who, hasRoom: () => boolean): Uint32Array {
    const known = this.#sets.get(segment)?.get(kind.name);
    if (known !== undefined) return known.people;
    const made = this.#with(new Uint32Array(), segment.runs, kind, who);
    if (!hasRoom()) return made;
    const own = this.#sets.get(segment) ?? new Map<string, Kept>();
    this.#sets.set(segment, own.set(kind.name, { kind, people: made }));
    this.bytes += made.byteLength + bytesASet;
    return made;
  }

  /** A day goes on as another, which has some runs more. */
  goOn(before: DaySegment, after: DaySegment, added: readonly Run[], who: Who): void {
    const own = this.#sets.get(before);
    if (own === undefined) return;
    this.forget(before);
    this.#sets.set(after, new Map([...own].map(([name, { kind, people }]) => [name, { kind, people: this.#with(people, added, kind, who) }])));
    for (const { people } of this.#sets.get(after)?.values() ?? []) this.bytes += people.byteLength + bytesASet;
  }

  forget(segment: DaySegment): void {
    for (const { people } of this.#sets.get(segment)?.values() ?? []) this.bytes -= people.byteLength + bytesASet;
    this.#sets.delete(segment);
  }

  clear(): void {
    this.#sets.clear();
    this.bytes = 0;
  }

  /** Some people, and whoever is in the runs of a kind. */
  #with(before: Uint32Array, runs: readonly Run[], { has }: Kind, { people, size }: Who): Uint32Array {
    const set = new Uint32Array((size + 31) >>> 5);
    set.set(before);
    for (const run of runs) {
      if (!has(run)) continue;
      const who = this.#open.open(run).who();
      for (let row = 0; row < run.rows; row += 1) {
        const person = people[who[row] ?? 0] ?? 0;
        set[person >>> 5] = (set[person >>> 5] ?? 0) | (1 << (person & 31));
      }
    }
    set[0] = (set[0] ?? 0) & ~((1 << nobody) | (1 << aService));
    return set;
  }
}
