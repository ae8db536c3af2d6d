import type { Clock } from './clock.js';

/** Something that is done for each of many, again and again. */
export interface Rounds {
  /** How long a round takes. */
  readonly milliseconds: number;
  /** Has it done once in every round from now on, until the returned function calls it off. */
  join(each: () => void): () => void;
}

/** A round is made in so many parts, so that those who are looked after in one of them keep nobody waiting for all. */
const parts = 10;

/** One timer for all of them, however many there are, and none where there are none. */
export function makeRounds(clock: Clock, milliseconds: number): Rounds {
  const all: readonly Set<() => void>[] = Array.from({ length: parts }, () => new Set());
  let [count, joined, part] = [0, 0, 0];
  let callOff = (): void => undefined;
  const walk = (): void => {
    callOff = clock.after(milliseconds / parts, walk);
    for (const each of all[part] ?? []) each();
    part = (part + 1) % parts;
  };
  return {
    milliseconds,
    join(each) {
      const those = all[joined % parts];
      joined += 1;
      those?.add(each);
      count += 1;
      if (count === 1) callOff = clock.after(milliseconds / parts, walk);
      return () => {
        if (those?.delete(each) !== true) return;
        count -= 1;
        if (count === 0) callOff();
      };
    },
  };
}
