import type { Belonging } from './suppression-belonging.js';
import type { Part } from './suppression-tree.js';

/** Somebody by number; below nought somebody who is thought up, of a signature, and was nowhere. */
type Somebody = number;
export const thoughtUp = (signature: number): Somebody => -1 - signature;

/** Two people who change places with all they did in a part. */
export interface Swap {
  readonly whole: number;
  readonly one: Somebody;
  readonly other: Somebody;
}

/** A number of people that is another in another world. */
interface Change {
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

const nothing: readonly number[] = [];
const noDays = { from: '', to: '' };
const [notAsked, moved] = [-2, -1];

/**
 * Other worlds than the one there is: some people have done what others did. Their numbers are counted anew, person by person, as anybody
 * would count them who had seen it; nothing here relies on a rule that says which of them stay as they are.
 */
export class Worlds {
  /** Everybody who is behind a part, by number. */
  readonly people: readonly (readonly Somebody[])[];
  readonly #names: string[] = [];
  readonly #numbers = new Map<string, Somebody>();
  readonly #parts: readonly Part[];
  readonly #chains: readonly (readonly number[])[];
  readonly #belonging: Belonging;
  /** By person the parts they were there in, but in none of what these consist of. */
  readonly #did: number[][] = [];
  /** By part and person what they were there. */
  readonly #stays: number[][];

  constructor(parts: readonly Part[], chains: readonly (readonly number[])[], belonging: Belonging) {
    this.#parts = parts;
    this.#chains = chains;
    this.#belonging = belonging;
    this.#stays = parts.map(() => []);
    this.people = parts.map((part) => part.people.map((person) => this.numberOf(person)));
    const inside = parts.map(() => new Set<Somebody>());
    for (let at = parts.length - 1; at >= 0; at -= 1) {
      const of = parts[at]?.of ?? null;
      for (const person of this.people[at] ?? nothing) {
        if (inside[at]?.has(person) !== true) (this.#did[person] ??= []).push(at);
        if (of !== null) inside[of]?.add(person);
      }
    }
  }

  numberOf(person: string): Somebody {
    const known = this.#numbers.get(person);
    if (known !== undefined) return known;
    const number = this.#names.push(person) - 1;
    this.#numbers.set(person, number);
    return number;
  }

  nameOf(somebody: Somebody): string {
    return this.#names[somebody] ?? '';
  }

  /** What somebody was on each day of a part, where they were listed throughout and did not move. */
  stayOf(part: number, somebody: Somebody): number | null {
    if (somebody < 0) return -1 - somebody;
    const own = this.#stays[part] ?? [];
    let found = own[somebody] ?? notAsked;
    if (found === notAsked) {
      found = this.#belonging.stayOf(this.nameOf(somebody), this.#parts[part]?.days ?? noDays) ?? moved;
      own[somebody] = found;
    }
    return found === moved ? null : found;
  }

  /** What somebody was in a part, listed or not, where that was always the same. */
  signatureOf(part: number, somebody: Somebody): number | null {
    const stay = this.stayOf(part, somebody);
    if (stay !== null) return stay;
    const [signature = null, ...others] = this.#belonging.signaturesOf(this.nameOf(somebody), this.#parts[part]?.days ?? noDays);
    return others.length === 0 ? signature : null;
  }

  /** By part the places of groups that anybody was in when they did something there. */
  placesBehind(): readonly ReadonlySet<number>[] {
    const signatures = this.#parts.map(() => new Set<number>());
    const behind = this.#parts.map(() => new Set<number>());
    for (const [somebody, leaves] of this.#did.entries()) {
      for (const leaf of leaves) {
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

  /** Which numbers of groups are others where some people change places one after the other; `null` where everybody's number is, or nobody could have done that. */
  changesOf(swaps: readonly Swap[]): readonly Change[] | null {
    const now = new Map<Somebody, readonly number[]>();
    const affected = new Set<number>();
    for (const { whole, one, other } of swaps) {
      const isInside = (leaf: number): boolean => this.#chains[leaf]?.includes(whole) === true;
      const [mine, yours] = [now.get(one) ?? this.#didBy(one), now.get(other) ?? this.#didBy(other)];
      const [away, back] = [mine.filter(isInside), yours.filter(isInside)];
      // Whoever is not listed may not have been there; whoever is said to have been there has to be listed.
      if (back.some((leaf) => this.stayOf(leaf, one) === null) || away.some((leaf) => this.stayOf(leaf, other) === null)) return null;
      now.set(one, [...mine.filter((leaf) => !isInside(leaf)), ...back]);
      now.set(other, [...yours.filter((leaf) => !isInside(leaf)), ...away]);
      for (const leaf of [...away, ...back]) for (const part of this.#chains[leaf] ?? nothing) affected.add(part);
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
      const [first = nothing, ...others] = (signature === null ? this.#belonging.signaturesOf(this.nameOf(somebody), this.#parts[leaf]?.days ?? noDays) : [signature]).map((one) => this.#belonging.signatures[one] ?? nothing);
      for (const place of first) if (others.every((places) => places.includes(place))) surely.add(place);
      if (others.length > 0) for (const place of [first, ...others].flat()) perhaps.add(place);
    }
    for (const place of surely) perhaps.delete(place);
    return { surely, perhaps };
  }
}
