import { dayNumber, type Day, type Membership, type Period } from '@pegel/domain';
import type { DirectoryHistory } from '../directory-history.js';
import { aService, firstPerson, nobody, type Who } from './who.js';

/** What is given of a question's time. */
export interface Time {
  readonly history: DirectoryHistory;
  /** Numbers of the days that are gone through, in order. */
  readonly days: readonly number[];
  /** From the first to the last day that matters. */
  readonly around: Period;
}

/** What somebody belonged to for some days, a stay at each place of the lists. Those of one person have no day in common. */
interface Stays {
  /** The days of which they are known. */
  readonly during: Period;
  /** Whoever has a number now may have had another when these were found. */
  readonly whoVersion: number;
  readonly person: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** The number of what they belonged to. */
  readonly belonging: Int32Array;
  /** Places, those first whose stay ends first; as they stand in the lists, those are first that begin first. */
  readonly byEnd: Uint32Array;
  /** By number, what somebody can belong to at the same time. */
  readonly keys: readonly (readonly string[])[];
}

/** What everybody has on one day after the other. */
export class BelongingByDay {
  /** By the number of a person. */
  readonly now: Int32Array;
  readonly #changed: number[] = [];
  #begun = 0;
  #ended = 0;

  /**
   * @param values By the number of what somebody belongs to, what they have.
   * @param otherwise What everybody has who belongs to nothing, as nobody known.
   */
  constructor(size: number, private readonly days: readonly number[], private readonly stays: Stays, private readonly values: Int32Array, private readonly otherwise: number, forServices: number) {
    this.now = new Int32Array(Math.max(size, firstPerson)).fill(otherwise);
    this.now[nobody] = otherwise;
    this.now[aService] = forServices;
  }

  /** Goes on to a later place in the list of days, and says who may have something else than before. The next answer replaces this one. */
  moveTo(place: number): readonly number[] {
    const { stays: { person, from, to, belonging, byEnd }, values, otherwise } = this;
    const day = this.days[place] ?? -Infinity;
    this.#changed.length = 0;
    for (; this.#ended < byEnd.length && (to[byEnd[this.#ended] ?? 0] ?? day) < day; this.#ended += 1) this.#change(person[byEnd[this.#ended] ?? 0] ?? 0, otherwise);
    for (; this.#begun < from.length && (from[this.#begun] ?? day) <= day; this.#begun += 1) {
      if ((to[this.#begun] ?? day) >= day) this.#change(person[this.#begun] ?? 0, values[belonging[this.#begun] ?? 0] ?? otherwise);
    }
    return this.#changed;
  }

  #change(person: number, value: number): void {
    if (this.now[person] === value) return;
    this.now[person] = value;
    this.#changed.push(person);
  }
}

const known = new WeakMap<DirectoryHistory, WeakMap<Who, Map<Membership | 'seat', Stays>>>();

/** What everybody belonged to on some days, or whether they had a seat, as numbers that say what is wanted of it. */
export function belongingsByDay(dimension: Membership | 'seat', who: Who, { history, days, around }: Time, valueOf: (keys: readonly string[]) => number, otherwise: number, forServices: number): BelongingByDay {
  const stays = staysIn(dimension, who, history, around);
  return new BelongingByDay(who.size, days, stays, Int32Array.from(stays.keys, valueOf), otherwise, forServices);
}

/** They are found once for all questions about a time, as long as directories and people are what they were. */
function staysIn(dimension: Membership | 'seat', who: Who, history: DirectoryHistory, around: Period): Stays {
  const ofHistory = known.get(history) ?? new WeakMap<Who, Map<Membership | 'seat', Stays>>();
  known.set(history, ofHistory);
  const own = ofHistory.get(who) ?? new Map<Membership | 'seat', Stays>();
  ofHistory.set(who, own);
  const before = own.get(dimension);
  if (before?.whoVersion === who.version && before.during.from <= around.from && around.to <= before.during.to) return before;
  const during = before === undefined ? around : { from: before.during.from < around.from ? before.during.from : around.from, to: before.during.to > around.to ? before.during.to : around.to };
  const made = findStays(dimension, who, history, during);
  own.set(dimension, made);
  return made;
}

function findStays(dimension: Membership | 'seat', who: Who, history: DirectoryHistory, during: Period): Stays {
  const numbers = new Map<string, number>();
  const keys: (readonly string[])[] = [];
  const [numberedDay, person, from, to, belonging]: [Map<Day, number>, number[], number[], number[], number[]] = [new Map(), [], [], [], []];
  const numberOf = (day: Day): number => {
    const number = numberedDay.get(day) ?? dayNumber(day);
    numberedDay.set(day, number);
    return number;
  };
  // Everybody in a directory is named by a reference. Whoever comes later is in none of these.
  who.catchUp();
  for (const { person: whose, keys: own, days } of history.belongings(dimension, during)) {
    const number = who.personOf(whose);
    if (number === undefined) continue;
    const name = own.length === 1 ? `1${own[0] ?? ''}` : JSON.stringify(own);
    const known = numbers.get(name) ?? keys.push(own) - 1;
    numbers.set(name, known);
    person.push(number);
    from.push(numberOf(days.from));
    to.push(numberOf(days.to));
    belonging.push(known);
  }
  const byFrom = inOrderOf(from);
  const ends = ordered(to, byFrom);
  return { during, whoVersion: who.version, keys, person: ordered(person, byFrom), from: ordered(from, byFrom), to: ends, belonging: ordered(belonging, byFrom), byEnd: inOrderOf(ends) };
}

/** Places in a list, those of lesser values first. */
function inOrderOf(values: ArrayLike<number>): Uint32Array {
  const places = new Uint32Array(values.length);
  let isInOrder = true;
  for (let place = 0; place < places.length; place += 1) {
    places[place] = place;
    if ((values[place - 1] ?? -Infinity) > (values[place] ?? 0)) isInOrder = false;
  }
  return isInOrder ? places : places.sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b);
}

const ordered = (values: readonly number[], places: Uint32Array): Int32Array => {
  const list = new Int32Array(places.length);
  for (let at = 0; at < list.length; at += 1) list[at] = values[places[at] ?? 0] ?? 0;
  return list;
};
