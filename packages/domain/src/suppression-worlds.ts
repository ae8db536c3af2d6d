import type { Belonging } from './suppression-belonging.js';
import type { Part } from './suppression-tree.js';

/** Two people who change places with all they did in a part. Who is a number is thought up: somebody of that signature, who was nowhere. */
export interface Swap {
  readonly whole: number;
  readonly one: string;
  readonly other: string | number;
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

const nothing: readonly number[] = [];
const noDays = { from: '', to: '' };

/**
 * Other worlds than the one there is: some people have done what others did. Their numbers are counted anew, person by person, as anybody
 * would count them who had seen it; nothing here relies on a rule that says which of them stay as they are.
 */
export class Worlds {
  readonly #chains: readonly (readonly number[])[];
  /** By person the parts they were there in, but in none of what these consist of. */
  readonly #did = new Map<string, readonly number[]>();
  readonly #parts: readonly Part[];
  readonly #belonging: Belonging;
  readonly #stays: readonly Map<string, number | null>[];

  constructor(parts: readonly Part[], chains: readonly (readonly number[])[], belonging: Belonging) {
    this.#parts = parts;
    this.#chains = chains;
    this.#belonging = belonging;
    this.#stays = parts.map(() => new Map());
    const inside = parts.map(() => new Set<string>());
    for (const [at, part] of [...parts.entries()].reverse()) {
      for (const person of part.people) {
        if (inside[at]?.has(person) !== true) this.#did.set(person, [...(this.#did.get(person) ?? []), at]);
        if (part.of !== null) inside[part.of]?.add(person);
      }
    }
  }

  /** What somebody was on each day of a part, where they were listed throughout and did not move. */
  stayOf(part: number, person: string): number | null {
    const known = this.#stays[part]?.get(person);
    if (known !== undefined) return known;
    const found = this.#belonging.stayOf(person, this.#parts[part]?.days ?? noDays);
    this.#stays[part]?.set(person, found);
    return found;
  }

  /** What somebody was in a part, listed or not, where that was always the same. */
  signatureOf(part: number, person: string): number | null {
    const stay = this.stayOf(part, person);
    if (stay !== null) return stay;
    const [signature = null, ...others] = this.#belonging.signaturesOf(person, this.#parts[part]?.days ?? noDays);
    return others.length === 0 ? signature : null;
  }

  /** By part the places of groups that anybody was in when they did something there. */
  placesBehind(): readonly ReadonlySet<number>[] {
    const behind = this.#parts.map(() => new Set<number>());
    for (const [person, leaves] of this.#did) {
      for (const leaf of leaves) {
        const { surely } = this.#countedIn([leaf], person);
        for (const part of this.#chains[leaf] ?? nothing) for (const place of surely) behind[part]?.add(place);
      }
    }
    return behind;
  }

  /** Whether somebody is counted wherever those of a signature are, in what a part lies in, also without the part. */
  isElsewhere(part: number, person: string, signature: number): boolean {
    const whole = this.#parts[part]?.of ?? null;
    if (whole === null) return true;
    const left = new Set(this.#belonging.signatures[signature]);
    for (const leaf of this.#did.get(person) ?? nothing) {
      const chain = this.#chains[leaf] ?? nothing;
      if (chain.includes(part) || !chain.includes(whole)) continue;
      if (this.signatureOf(leaf, person) === signature) return true;
      for (const place of this.#countedIn([leaf], person).surely) left.delete(place);
      if (left.size === 0) return true;
    }
    return false;
  }

  /** Which numbers of groups are others where some people change places one after the other; `null` where everybody's number is, or nobody could have done that. */
  changesOf(swaps: readonly Swap[]): readonly Change[] | null {
    const now = new Map<string | number, readonly number[]>();
    const affected = new Set<number>();
    for (const { whole, one, other } of swaps) {
      const [mine, yours] = [one, other].map((who) => {
        const all = now.get(who) ?? this.#didBy(who);
        return { inside: all.filter((leaf) => this.#chains[leaf]?.includes(whole)), outside: all.filter((leaf) => this.#chains[leaf]?.includes(whole) !== true) };
      });
      if (mine === undefined || yours === undefined) return null;
      // Whoever is not listed may not have been there; whoever is said to have been there has to be listed.
      if (!yours.inside.every((leaf) => this.#isListed(leaf, one)) || !mine.inside.every((leaf) => this.#isListed(leaf, other))) return null;
      now.set(one, [...mine.outside, ...yours.inside]);
      now.set(other, [...yours.outside, ...mine.inside]);
      for (const leaf of [...mine.inside, ...yours.inside]) for (const part of this.#chains[leaf] ?? []) affected.add(part);
    }
    const changes: Change[] = [];
    for (const part of affected) {
      const steps = new Map<number, number>();
      const unsure = new Set<number>();
      let everybody = 0;
      for (const [who, did] of now) {
        const lies = (leaf: number): boolean => this.#chains[leaf]?.includes(part) === true;
        const [before, after] = [this.#didBy(who).filter(lies), did.filter(lies)];
        everybody += Math.sign(after.length) - Math.sign(before.length);
        const [was, is] = [this.#countedIn(before, who), this.#countedIn(after, who)];
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

  #didBy(who: string | number): readonly number[] {
    return typeof who === 'number' ? nothing : (this.#did.get(who) ?? nothing);
  }

  #isListed(leaf: number, who: string | number): boolean {
    return typeof who === 'number' || this.stayOf(leaf, who) !== null;
  }

  #countedIn(leaves: readonly number[], who: string | number): Counted {
    const surely = new Set<number>();
    const perhaps = new Set<number>();
    for (const leaf of leaves) {
      const signature = typeof who === 'number' ? who : this.stayOf(leaf, who);
      const [first = nothing, ...others] = signature === null ? this.#belonging.signaturesOf(String(who), this.#parts[leaf]?.days ?? noDays).map((one) => this.#belonging.signatures[one] ?? nothing) : [this.#belonging.signatures[signature] ?? nothing];
      for (const place of first) if (others.every((places) => places.includes(place))) surely.add(place);
      if (others.length > 0) for (const place of [first, ...others].flat()) perhaps.add(place);
    }
    for (const place of surely) perhaps.delete(place);
    return { surely, perhaps };
  }
}
