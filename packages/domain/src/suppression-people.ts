import type { Belonging } from './suppression-belonging.js';
import type { Exchange } from './suppression-exchange.js';
import type { Part } from './suppression-tree.js';

/** What is exchanged in order to change a part: all that two people did in another that it lies in, or in itself. */
export type Within = readonly [part: number, whole: number];

/**
 * Exchanges of people who are counted once, however often they come: somebody who was there in the part in the place of somebody
 * who was not in the whole, with everything both did in it. What the whole lies in stays as it is, since both were
 * there at another time as well.
 */
export function exchangesOfPeople(parts: readonly Part[], chains: readonly (readonly number[])[], belonging: Belonging) {
  const active = parts.map(({ people }) => new Set(people));
  const children = parts.map((_, at) => parts.flatMap((part, other) => (part.of === at ? [other] : [])));
  const staying = parts.map(() => new Map<string, number | null>());
  /** Who was there in what a part lies in, but not only in the part. */
  const elsewhere = parts.map((part, at) => (part.of === null ? null : new Set((children[part.of] ?? []).filter((other) => other !== at).flatMap((other) => parts[other]?.people ?? []))));
  const known = new Map<string, Exchange>();

  return {
    pairsOf: (at: number): readonly Within[] => (chains[at] ?? []).map((whole) => [at, whole] as const),
    partsChanging: ([part, whole]: Within): readonly number[] => (chains[part] ?? []).slice(0, (chains[part] ?? []).indexOf(whole) + 1),
    /** Two exchanges at once might be seen in a part of the whole that only one of both changes. */
    isWithoutParts: ([, whole]: Within): boolean => (children[whole] ?? []).length === 0,
    isNews: (at: number): boolean => !belonging.areAll(active[at] ?? new Set(), parts[at]?.days ?? { from: '', to: '' }),
    exchange([part, whole]: Within): Exchange {
      const name = `${part} ${whole}`;
      const found = known.get(name) ?? { given: signaturesOf(whole, (parts[part]?.people ?? []).filter((person) => isElsewhere(whole, person))), taken: absentFrom(whole) };
      known.set(name, found);
      return found;
    },
  };

  function isElsewhere(at: number, person: string): boolean {
    const others = elsewhere[at];
    return others === null || others === undefined || others.has(person);
  }

  /** Who could have been there: where it is part of something, whoever was there at another time. */
  function absentFrom(at: number): readonly number[] {
    const part = parts[at];
    if (part === undefined) return [];
    if (part.of !== null) return signaturesOf(at, (parts[part.of]?.people ?? []).filter((person) => active[at]?.has(person) !== true));
    const did = new Map<number, number>();
    for (const person of part.people) {
      const signature = stayed(at, person);
      if (signature !== null) did.set(signature, (did.get(signature) ?? 0) + 1);
    }
    return [...belonging.peopleOf(part.days)].flatMap(([signature, people]) => (people > (did.get(signature) ?? 0) ? [signature] : []));
  }

  function signaturesOf(at: number, people: readonly string[]): readonly number[] {
    const there = belonging.peopleOf(parts[at]?.days ?? { from: '', to: '' });
    return [...new Set(people.flatMap((person) => stayed(at, person) ?? []))].filter((signature) => there.has(signature));
  }

  function stayed(at: number, person: string): number | null {
    const own = staying[at]?.get(person);
    if (own !== undefined) return own;
    const [signature = null, ...others] = belonging.signaturesOf(person, parts[at]?.days ?? { from: '', to: '' });
    const found = others.length === 0 ? signature : null;
    staying[at]?.set(person, found);
    return found;
  }
}
