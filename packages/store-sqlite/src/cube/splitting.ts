import { dayNumber, isMembership, service, unattributed, type Question } from '@pegel/domain';
import { belongingsByDay, type Time } from './belonging-by-day.js';
import type { Vocabulary } from './columns.js';
import { Dictionary } from './dictionary.js';
import type { OpenRun } from './open-run.js';
import { Room, type Rows } from './rows.js';
import { aService, nobody } from './who.js';

/** Rows that count, each with the number of the key it counts for. */
export interface Split extends Rows {
  /** `null`: `key` for all of them. */
  readonly keys: Int32Array | null;
  readonly key: number;
}

/** Of these rows those that have something in a column. */
export function having({ length, at, keys, key }: Split, column: ArrayLike<number>): Split {
  const [rows, own] = [new Int32Array(length), keys === null ? null : new Int32Array(length)];
  let kept = 0;
  for (let index = 0; index < length; index += 1) {
    const row = at === null ? index : (at[index] ?? 0);
    if (column[row] === 0) continue;
    if (own !== null) own[kept] = keys?.[index] ?? 0;
    rows[kept++] = row;
  }
  return { length: kept, at: rows, keys: own, key };
}

export interface Splitting {
  /** Goes on to the next day, the first included. */
  moveTo(place: number): void;
  /** The next answer replaces what this one has. */
  split(run: OpenRun, rows: Rows): Split;
  /** The keys by their numbers, once everything was split: they are numbered as they are met. Without a split there is one, which is `null`. */
  keys(): readonly (string | null)[];
}

/** Splits facts as `narrowing.ts` has SQL do it; what they have no key for is unattributed. */
export function splittingFor({ by, namedSince = null }: Pick<Question, 'by' | 'namedSince'>, vocabulary: Vocabulary, time: Time): Splitting {
  if (by === null) return whole([null], () => 0);
  const own = new Dictionary();
  if (by === 'surface') return whole(own.texts, ({ run: { surface } }) => own.codeOf(surface));
  if (by === 'costType') return whole(own.texts, ({ run: { costType } }) => own.codeOf(costType));
  if (isMembership(by)) return splittingByMembership(by, vocabulary, time, own);
  if (by === 'person') return splittingByPerson(namedSince === null ? -Infinity : dayNumber(namedSince), vocabulary, time, own);
  const room = new Room();
  return {
    moveTo: () => undefined,
    split(run, rows) {
      const column = run.name(by);
      return column === undefined ? { ...rows, keys: null, key: 0 } : { ...rows, keys: keysOf(room, rows, (row) => column[row] ?? 0), key: 0 };
    },
    keys: () => vocabulary.names[by].texts,
  };
}

/** All rows of a run have one key. */
const whole = (keys: readonly (string | null)[], keyOf: (run: OpenRun) => number): Splitting => ({ moveTo: () => undefined, split: (run, rows) => ({ ...rows, keys: null, key: keyOf(run) }), keys: () => keys });

function keysOf(room: Room, { length, at }: Rows, keyOf: (row: number) => number): Int32Array {
  const keys = room.for(length);
  for (let index = 0; index < length; index += 1) keys[index] = keyOf(at === null ? index : (at[index] ?? 0));
  return keys;
}

/** Before the day since when people are named, what they did is nobody's. */
function splittingByPerson(namedFrom: number, { who }: Vocabulary, { days }: Time, own: Dictionary): Splitting {
  const named = Int32Array.from(who.keys, (key) => own.codeOf(key));
  const unnamed = new Int32Array(who.size).fill(own.codeOf(unattributed));
  for (const list of [named, unnamed]) [list[nobody], list[aService]] = [own.codeOf(unattributed), own.codeOf(service)];
  const room = new Room();
  let keyOf = named;
  return {
    moveTo: (place) => void (keyOf = (days[place] ?? namedFrom) >= namedFrom ? named : unnamed),
    split(run, rows) {
      const did = run.who();
      return { ...rows, keys: keysOf(room, rows, (row) => keyOf[who.people[did[row] ?? 0] ?? 0] ?? 0), key: 0 };
    },
    keys: () => own.texts,
  };
}

/** A fact counts once for everything its person belonged to on the day. */
function splittingByMembership(by: Parameters<typeof belongingsByDay>[0], { who }: Vocabulary, time: Time, own: Dictionary): Splitting {
  const lists: (readonly number[])[] = [[own.codeOf(unattributed)], [own.codeOf(service)]];
  const belongings = belongingsByDay(by, who, time, (keys) => lists.push(keys.map((key) => own.codeOf(key))) - 1, 0, 1);
  const [rowsMade, keysMade] = [new Room(), new Room()];
  return {
    moveTo: (place) => void belongings.moveTo(place),
    split(run, { length, at }) {
      const did = run.who();
      let made = 0;
      for (let index = 0; index < length; index += 1) {
        const row = at === null ? index : (at[index] ?? 0);
        for (const key of lists[belongings.now[who.people[did[row] ?? 0] ?? 0] ?? 0] ?? []) {
          rowsMade.for(made + 1)[made] = row;
          keysMade.for(made + 1)[made++] = key;
        }
      }
      return { length: made, at: rowsMade.numbers, keys: keysMade.numbers, key: 0 };
    },
    keys: () => own.texts,
  };
}
