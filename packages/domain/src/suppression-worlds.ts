import { dayNumber, type Period } from './days.js';
import type { Belonging } from './suppression-belonging.js';
import { amountsOf, daysAmong, daysBetween, reachedFrom, type Days } from './suppression-bits.js';
import type { Part } from './suppression-tree.js';

/** Somebody by number; below nought somebody who is thought up, of a signature, and was nowhere. */
type Somebody = number;
export const thoughtUp = (signature: number): Somebody => -1 - signature;
export const isThoughtUp = (somebody: Somebody): boolean => somebody < 0;
/** What somebody is who is thought up. */
export const signatureOfThoughtUp = (somebody: Somebody): number => -1 - somebody;

/** Two people who change places with all they did in a part. */
export interface Swap {
  readonly whole: number;
  /** Of the whole these days alone, and with those before all parts. */
  readonly over?: Period;
  readonly one: Somebody;
  readonly other: Somebody;
}

/** A number of people that is another in another world. */
export interface Change {
  readonly part: number;
  readonly place: number;
  /** Where somebody moved it can be open whether it is. */
  readonly isSure: boolean;
}

/** The places somebody is counted in, surely or perhaps. */
interface Counted {
  readonly surely: ReadonlySet<number>;
  readonly perhaps: ReadonlySet<number>;
}

/** On which days, by number, some people were there in another world and not in this one, and the other way round. */
export type World = readonly { readonly who: Somebody; readonly gained: readonly number[]; readonly lost: readonly number[] }[];

/** Numbers of people over the last days, which are told beside those of parts that are a day each. */
export interface LastDays {
  /** How many days they look back over. */
  readonly lengths: readonly number[];
  /** On which days, by number, somebody was there before those that the parts are of. */
  readonly before: ReadonlyMap<Somebody, readonly number[]>;
}

const nothing: readonly number[] = [];
const noDays = { from: '', to: '' };
const [notAsked, moved] = [-2, -1];

/**
 * Other worlds than the one there is: some people have done what others did. Their numbers are counted anew, person by person, as anybody
 * would count them who had seen it; nothing here relies on a rule that says which of them stay as they are.
 */
export class Worlds {
  /** Everybody who is behind a part or was looked at. */
  readonly #met = new Set<Somebody>();
  readonly #parts: readonly Part[];
  readonly #chains: readonly (readonly number[])[];
  readonly #belonging: Belonging;
  /** By person the parts they were there in, but in none of what these consist of. */
  readonly #did: (number[] | undefined)[] = [];
  /** By person the parts of one day they were there in. */
  readonly #daysOf: (Map<number, number> | undefined)[] = [];
  /** By part which day it is. */
  readonly #days: readonly (number | null)[];
  readonly #firstDay: number;
  readonly #lastDay: number;
  /** By part and person what they were there. */
  readonly #stays: number[][];

  readonly #lastDays: LastDays;
  /** The first day that numbers of the last days look at, and, from it on, which days the parts are of. */
  readonly #origin: number;
  readonly #inside: Days;
  readonly #bitsOf: readonly Days[];
  readonly #personBits: Days[] = [];

  constructor(parts: readonly Part[], chains: readonly (readonly number[])[], belonging: Belonging, lastDays: LastDays = { lengths: [], before: new Map() }) {
    this.#lastDays = lastDays;
    this.#parts = parts;
    this.#chains = chains;
    this.#belonging = belonging;
    this.#stays = parts.map(() => []);
    this.#days = parts.map(({ days }) => (days.from === days.to ? dayNumber(days.from) : null));
    this.#firstDay = this.#days.reduce<number>((first, day) => Math.min(first, day ?? first), Infinity);
    this.#lastDay = this.#days.reduce<number>((last, day) => Math.max(last, day ?? last), 0);
    this.#origin = this.#firstDay - Math.max(0, ...lastDays.lengths);
    const bitsOf = (from: number, to: number): Days => (lastDays.lengths.length === 0 ? 0n : daysBetween(from, to, this.#origin));
    this.#bitsOf = parts.map(({ days: { from, to } }) => bitsOf(dayNumber(from), dayNumber(to)));
    this.#inside = bitsOf(this.#firstDay, this.#lastDay);
    for (const { people } of parts) this.meet(people);
    const inside = parts.map(() => new Set<Somebody>());
    for (let at = parts.length - 1; at >= 0; at -= 1) {
      const of = parts[at]?.of ?? null;
      for (const person of parts[at]?.people ?? nothing) {
        const day = this.#days[at] ?? null;
        if (inside[at]?.has(person) !== true) (this.#did[person] ??= []).push(at);
        if (day !== null) (this.#daysOf[person] ??= new Map()).set(day, at);
        if (of !== null) inside[of]?.add(person);
      }
    }
  }

  /** From here on these are looked at, too. */
  meet(people: readonly Somebody[]): void {
    for (const somebody of people) this.#met.add(somebody);
  }

  /** What somebody was on each day of a part, where they were listed throughout and did not move. */
  stayOf(part: number, somebody: Somebody): number | null {
    if (isThoughtUp(somebody)) return signatureOfThoughtUp(somebody);
    const own = this.#stays[part] ?? [];
    let found = own[somebody] ?? notAsked;
    if (found === notAsked) {
      found = this.#belonging.stayOf(somebody, this.#parts[part]?.days ?? noDays) ?? moved;
      own[somebody] = found;
    }
    return found === moved ? null : found;
  }

  /** What somebody was in a part, listed or not, where that was always the same. */
  signatureOf(part: number, somebody: Somebody): number | null {
    const stay = this.stayOf(part, somebody);
    if (stay !== null) return stay;
    const [signature = null, ...others] = this.#belonging.signaturesOf(somebody, this.#parts[part]?.days ?? noDays);
    return others.length === 0 ? signature : null;
  }

  /** By part the places of groups that anybody was in when they did something there. */
  placesBehind(): readonly ReadonlySet<number>[] {
    const signatures = this.#parts.map(() => new Set<number>());
    const behind = this.#parts.map(() => new Set<number>());
    for (const [somebody, leaves] of this.#did.entries()) {
      for (const leaf of leaves ?? nothing) {
        const signature = this.signatureOf(leaf, somebody);
        if (signature !== null) signatures[leaf]?.add(signature);
        else for (const part of this.#chains[leaf] ?? nothing) for (const place of this.#countedIn([leaf], somebody).surely) behind[part]?.add(place);
      }
    }
    for (const [leaf, found] of signatures.entries()) {
      for (const signature of found) for (const part of this.#chains[leaf] ?? nothing) for (const place of this.#belonging.signatures[signature] ?? nothing) behind[part]?.add(place);
    }
    return behind;
  }

  /** Whether somebody is counted wherever those of a signature are, in what a part lies in, also without the part. */
  isElsewhere(part: number, somebody: Somebody, signature: number): boolean {
    const whole = this.#parts[part]?.of ?? null;
    if (whole === null) return true;
    let left: Set<number> | null = null;
    for (const leaf of this.#didBy(somebody)) {
      const chain = this.#chains[leaf] ?? nothing;
      if (chain.includes(part) || !chain.includes(whole)) continue;
      if (this.signatureOf(leaf, somebody) === signature) return true;
      left ??= new Set(this.#belonging.signatures[signature]);
      for (const place of this.#countedIn([leaf], somebody).surely) left.delete(place);
      if (left.size === 0) return true;
    }
    return false;
  }

  /** Whether somebody was there, and the same, on other days of all that numbers of the last days look back over from a day on, so that none of them is another without it. */
  isSteady(part: number, somebody: Somebody, signature: number): boolean {
    const day = this.#days[part] ?? null;
    const days = this.#daysOf[somebody];
    const length = Math.min(...this.#lastDays.lengths);
    if (day === null || days === undefined) return false;
    const isThere = (other: number): boolean => {
      const at = days.get(other);
      return at !== undefined && this.signatureOf(at, somebody) === signature;
    };
    let [before, after] = [day - 1, day + 1];
    while (before > day - length && !isThere(before)) before -= 1;
    while (after < before + length && after <= this.#lastDay && !isThere(after)) after += 1;
    return before > day - length && (after > this.#lastDay ? after - before <= length : isThere(after));
  }

  /** What people do in the world in which some of them have changed places: where that is all they did, before as well. */
  worldOf(swaps: readonly Swap[]): World {
    const worldWith = (isBefore: boolean): World => [...this.#after(swaps)].map(([somebody, did]) => {
      const swap = swaps.find(({ one, other }) => one === somebody || other === somebody);
      const other = swap === undefined ? somebody : swap.one === somebody ? swap.other : swap.one;
      const was = new Set([...this.#daysBefore(somebody), ...this.#didBy(somebody).map((leaf) => this.#days[leaf] ?? 0)]);
      const [mine, yours] = [this.#daysBefore(somebody), this.#daysBefore(other)];
      const earlier = swap?.over === undefined ? (isBefore ? yours : mine) : [...mine.filter((day) => !isOver(swap, day)), ...yours.filter((day) => isOver(swap, day))];
      const is = new Set([...earlier, ...did.map((leaf) => this.#days[leaf] ?? 0)]);
      return { who: somebody, gained: [...is].filter((day) => !was.has(day)), lost: [...was].filter((day) => !is.has(day)) };
    });
    return worldWith(this.#isOfAll(swaps));
  }

  /** Whether people change places in all they did, before as well: where that is what they do, and they were listed then. */
  #isOfAll(swaps: readonly Swap[]): boolean {
    return swaps.every(({ whole, over, one, other }) => over === undefined && this.#parts[whole]?.of === null && this.#couldHaveBeen(one, other) && this.#couldHaveBeen(other, one));
  }

  #couldHaveBeen(somebody: Somebody, other: Somebody): boolean {
    return isThoughtUp(somebody) || this.#daysBefore(other).every((day) => this.#belonging.isListedOn(somebody, day));
  }

  /** Whoever was there on some days, the last ones before the parts included. */
  peopleIn(period: Period): readonly Somebody[] {
    const days = this.#bitsIn(period);
    return [...this.#met].filter((somebody) => (this.#bitsOfPerson(somebody) & days) !== 0n);
  }

  /** Whether all that somebody did in some days they did in a part; before as well where that is all there is. */
  isWithin(somebody: Somebody, period: Period, part: number): boolean {
    const days = this.#bitsOfPerson(somebody) & this.#bitsIn(period);
    return this.#parts[part]?.of === null || (days & ~(this.#bitsOf[part] ?? 0n)) === 0n;
  }

  #bitsIn({ from, to }: Period): Days {
    return daysBetween(Math.max(this.#origin, dayNumber(from)), Math.max(this.#origin, dayNumber(to)), this.#origin);
  }

  /** The days on which somebody was there, as bits from the first day on that any number looks at. */
  #bitsOfPerson(somebody: Somebody): Days {
    if (isThoughtUp(somebody)) return 0n;
    const known = this.#personBits[somebody];
    if (known !== undefined) return known;
    const bits = daysAmong([...this.#daysBefore(somebody), ...(this.#daysOf[somebody]?.keys() ?? nothing)], this.#origin);
    this.#personBits[somebody] = bits;
    return bits;
  }

  /** Whether everybody's numbers of the last days are the same in the world in which some people have changed places. */
  isQuiet(swaps: readonly Swap[]): boolean {
    const { lengths } = this.#lastDays;
    if (lengths.length === 0) return true;
    // Whoever changes places in all they ever did is one of the same days under another name.
    const isOfAll = this.#isOfAll(swaps);
    const now = new Map<Somebody, Days>();
    for (const { whole, over, one, other } of swaps) {
      const [mine, yours] = [now.get(one) ?? this.#bitsOfPerson(one), now.get(other) ?? this.#bitsOfPerson(other)];
      const changed = (mine ^ yours) & (isOfAll ? -1n : over === undefined ? (this.#bitsOf[whole] ?? 0n) : this.#bitsIn(over));
      now.set(one, mine ^ changed);
      now.set(other, yours ^ changed);
    }
    return lengths.every((length) => {
      const was = amountsOf([...now.keys()].map((somebody) => reachedFrom(this.#bitsOfPerson(somebody), length) & this.#inside));
      const is = amountsOf([...now.values()].map((days) => reachedFrom(days, length) & this.#inside));
      return was.every((digit, at) => digit === is[at]);
    });
  }

  /** Which numbers of groups are others where some people change places one after the other; `null` where everybody's number is, or nobody could have done that. */
  changesOf(swaps: readonly Swap[]): readonly Change[] | null {
    const now = this.#after(swaps);
    const affected = new Set<number>();
    for (const [somebody, did] of now) {
      const before = this.#didBy(somebody);
      // Whoever is not listed may not have been there; whoever is said to have been there has to be listed.
      for (const leaf of did) if (!before.includes(leaf) && this.stayOf(leaf, somebody) === null) return null;
      for (const [some, others] of [[did, before], [before, did]] as const) {
        for (const leaf of some) if (!others.includes(leaf)) for (const part of this.#chains[leaf] ?? nothing) affected.add(part);
      }
    }
    const changes: Change[] = [];
    for (const part of affected) {
      const isInside = (leaf: number): boolean => this.#chains[leaf]?.includes(part) === true;
      const steps = new Map<number, number>();
      const unsure = new Set<number>();
      let everybody = 0;
      for (const [somebody, did] of now) {
        const [before, after] = [this.#didBy(somebody).filter(isInside), did.filter(isInside)];
        everybody += Math.sign(after.length) - Math.sign(before.length);
        const [was, is] = [this.#countedIn(before, somebody), this.#countedIn(after, somebody)];
        for (const place of new Set([...was.surely, ...is.surely])) {
          const step = Number(is.surely.has(place)) - Number(was.surely.has(place));
          if (step === 0) continue;
          if (was.perhaps.has(place) || is.perhaps.has(place)) unsure.add(place);
          else steps.set(place, (steps.get(place) ?? 0) + step);
        }
        for (const place of new Set([...was.perhaps, ...is.perhaps])) if (was.perhaps.has(place) !== is.perhaps.has(place)) unsure.add(place);
      }
      if (everybody !== 0) return null;
      for (const place of unsure) changes.push({ part, place, isSure: false });
      for (const [place, step] of steps) if (step !== 0 && !unsure.has(place)) changes.push({ part, place, isSure: true });
    }
    return changes;
  }

  #daysBefore(somebody: Somebody): readonly number[] {
    return this.#lastDays.before.get(somebody) ?? nothing;
  }

  #after(swaps: readonly Swap[]): ReadonlyMap<Somebody, readonly number[]> {
    const now = new Map<Somebody, readonly number[]>();
    for (const swap of swaps) {
      const { whole, one, other } = swap;
      const isInside = (leaf: number): boolean => this.#chains[leaf]?.includes(whole) === true && isOver(swap, this.#days[leaf] ?? null);
      const [mine, yours] = [now.get(one) ?? this.#didBy(one), now.get(other) ?? this.#didBy(other)];
      now.set(one, [...mine.filter((leaf) => !isInside(leaf)), ...yours.filter(isInside)]);
      now.set(other, [...yours.filter((leaf) => !isInside(leaf)), ...mine.filter(isInside)]);
    }
    return now;
  }

  #didBy(somebody: Somebody): readonly number[] {
    return this.#did[somebody] ?? nothing;
  }

  #countedIn(leaves: readonly number[], somebody: Somebody): Counted {
    const surely = new Set<number>();
    const perhaps = new Set<number>();
    let last: number | null = null;
    for (const leaf of leaves) {
      const signature = this.signatureOf(leaf, somebody);
      // Hardly anybody moves.
      if (signature !== null && signature === last) continue;
      last = signature;
      const [first = nothing, ...others] = (signature === null ? this.#belonging.signaturesOf(somebody, this.#parts[leaf]?.days ?? noDays) : [signature]).map((one) => this.#belonging.signatures[one] ?? nothing);
      for (const place of first) if (others.every((places) => places.includes(place))) surely.add(place);
      if (others.length > 0) for (const place of [first, ...others].flat()) perhaps.add(place);
    }
    for (const place of surely) perhaps.delete(place);
    return { surely, perhaps };
  }
}

function isOver({ over }: Swap, day: number | null): boolean {
  return over === undefined || (day !== null && dayNumber(over.from) <= day && day <= dayNumber(over.to));
}
