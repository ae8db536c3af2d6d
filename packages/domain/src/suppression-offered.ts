import type { Period } from './days.js';
import { memberships, type Membership } from './facts.js';
import { compareText } from './identity.js';
import { exposureOf, relationsAmong } from './suppression-span.js';
import type { Belonging, Group, Moment } from './suppression-belonging.js';

/** Dimensions that divide people up: everybody is in one department and one cost centre, or in none. */
export const partitions = ['department', 'costCentre'] as const satisfies readonly Membership[];

/** Which groups have numbers at all in a range, and which of these are only ever hidden together. */
export interface Offer {
  /** Places of groups. */
  readonly offered: ReadonlySet<number>;
  /** Those that are offered, each in one of these. Smallest first. */
  readonly clusters: readonly Cluster[];
}

/** Groups that are hidden together, so that no number of what is left gives one of them away. */
interface Cluster {
  readonly groups: readonly number[];
  /** Other clusters that are hidden wherever this one is, by number; they can do without it. */
  readonly needs: readonly number[];
  /** The groups of all of these. */
  readonly together: readonly number[];
}

/**
 * A group is offered if on each day it and everybody else are at least `k`, and no other that is offered differs from it
 * by one to `k` − 1 people: of two that do, the larger is. What is not offered does not follow from what is.
 */
export function offerOf(belonging: Belonging, range: Period, k: number): Offer {
  const moments = belonging.momentsOf(range);
  const count = belonging.groups.length;
  const places = Array.from({ length: count }, (_, place) => place);
  const isTooFew = (people: number): boolean => people > 0 && people < k;
  const isLarge = places.map(() => true);
  const isEverybody = places.map(() => true);
  const isNear = new Uint8Array(count * count);
  const sizes = moments.map(({ listed }) => {
    const { shared, everybody } = overlapsOf(belonging, listed);
    const own = (place: number): number => shared[place * count + place] ?? 0;
    for (const place of places) {
      if (own(place) < k || isTooFew(everybody - own(place))) isLarge[place] = false;
      if (own(place) !== everybody) isEverybody[place] = false;
      for (const other of places) {
        const difference = own(place) + own(other) - 2 * (shared[place * count + other] ?? 0);
        if (isTooFew(difference) || isTooFew(everybody - difference)) isNear[place * count + other] = 1;
      }
    }
    return places.map(own);
  });
  const largest = places.map((place) => sizes.reduce((most, size) => Math.max(most, size[place] ?? 0), 0));
  const largestFirst = places.toSorted((a, b) => (largest[b] ?? 0) - (largest[a] ?? 0) || compareGroups(belonging.groups[a], belonging.groups[b]));
  const smallestFirst = largestFirst.toReversed();

  const offered = new Set<number>();
  for (const place of largestFirst) {
    if (isLarge[place] === true && [...offered].every((other) => isNear[place * count + other] === 0)) offered.add(place);
  }
  const structures = structuresOf(moments);
  const relations = structures.map((columns) => relationsAmong(rowsOf(belonging, places, columns)));
  for (let taken = withdrawn(); taken !== undefined; taken = withdrawn()) offered.delete(taken);
  return { offered, clusters: clustersOf(belonging, smallestFirst.filter((place) => offered.has(place)), structures) };

  /** A group that has to go as well, so that nothing is known of those that are not offered. */
  function withdrawn(): number | undefined {
    for (const dimension of partitions) {
      const own = smallestFirst.filter((place) => belonging.groups[place]?.dimension === dimension);
      const isExposed = sizes.some((size) => isTooFew(own.reduce((sum, place) => sum + (offered.has(place) ? 0 : (size[place] ?? 0)), 0)));
      const smallest = own.find((place) => offered.has(place));
      if (isExposed && smallest !== undefined) return smallest;
    }
    // What is everybody is shown wherever everybody is, whatever its name.
    const missing = places.filter((place) => !offered.has(place) && isEverybody[place] !== true);
    for (const [at, ways] of relations.entries()) {
      const columns = new Set(structures[at]?.flatMap((column) => belonging.signatures[column] ?? []));
      const exposed = exposureOf(ways, missing.filter((place) => columns.has(place)));
      const smallest = exposed === null ? undefined : smallestFirst.find((place) => offered.has(place) && exposed.through.includes(place));
      if (smallest !== undefined) return smallest;
    }
    return undefined;
  }
}

/** The different sets of signatures that there are at the same time. */
function structuresOf(moments: readonly Moment[]): readonly (readonly number[])[] {
  const columns = moments.map(({ listed }) => [...listed.keys()].sort((a, b) => a - b));
  return [...new Map(columns.map((found) => [found.join(' '), found])).values()];
}

/** For every two groups how many people are in both; on the diagonal how many are in one. */
function overlapsOf({ groups, signatures }: Belonging, listed: ReadonlyMap<number, number>): { readonly shared: Uint32Array; readonly everybody: number } {
  const shared = new Uint32Array(groups.length * groups.length);
  let everybody = 0;
  for (const [signature, people] of listed) {
    everybody += people;
    const own = signatures[signature] ?? [];
    for (const place of own) for (const other of own) shared[place * groups.length + other] = (shared[place * groups.length + other] ?? 0) + people;
  }
  return { shared, everybody };
}

const compareGroups = (a: Group | undefined, b: Group | undefined): number =>
  a === undefined || b === undefined ? 0 : memberships.indexOf(a.dimension) - memberships.indexOf(b.dimension) || compareText(a.key, b.key);

/** What groups consist of, and last everybody: a column for every signature. */
function rowsOf(belonging: Belonging, places: readonly number[], columns: readonly number[]): number[][] {
  const own = columns.map((column) => new Set(belonging.signatures[column]));
  return [...places.map((place) => own.map((groups) => (groups.has(place) ? 1 : 0))), columns.map(() => 1)];
}

interface Draft {
  readonly groups: number[];
  readonly needs: Set<Draft>;
}

/**
 * Puts groups together until none of them follows from those outside: departments add up to everybody, so one is never
 * hidden alone. What can be hidden by itself is needed by others, and need not be hidden with them.
 */
function clustersOf(belonging: Belonging, smallestFirst: readonly number[], structures: readonly (readonly number[])[]): readonly Cluster[] {
  const drafts = smallestFirst.map((place): Draft => ({ groups: [place], needs: new Set() }));
  for (const columns of structures) {
    const relations = relationsAmong(rowsOf(belonging, smallestFirst, columns));
    const exposureIn = (draft: Draft) => exposureOf(relations, groupsIn(draft).map((place) => smallestFirst.indexOf(place)));
    for (const place of smallestFirst) {
      for (;;) {
        const own = drafts.find(({ groups }) => groups.includes(place));
        const exposed = own === undefined ? null : exposureIn(own);
        if (own === undefined || exposed === null) break;
        const inside = all(own);
        const through = new Set(exposed.through.map((at) => smallestFirst[at]));
        const partners = drafts.filter((draft) => !inside.has(draft) && draft.groups.some((one) => through.has(one)));
        const helpless = partners.find((draft) => !all(draft).has(own) && exposureIn(draft) !== null);
        const partner = helpless ?? partners[0];
        if (partner === undefined) break;
        if (partner !== helpless) {
          own.needs.add(partner);
          continue;
        }
        own.groups.push(...partner.groups);
        for (const need of partner.needs) own.needs.add(need);
        drafts.splice(drafts.indexOf(partner), 1);
        for (const draft of drafts) if (draft.needs.delete(partner)) draft.needs.add(own);
        own.needs.delete(own);
      }
    }
  }
  return drafts.map((draft) => ({ groups: draft.groups, needs: [...all(draft)].filter((other) => other !== draft).map((other) => drafts.indexOf(other)), together: groupsIn(draft) }));
}

/** A draft and whatever it needs. */
function all(draft: Draft, found: Set<Draft> = new Set()): Set<Draft> {
  if (found.has(draft)) return found;
  found.add(draft);
  for (const need of draft.needs) all(need, found);
  return found;
}

const groupsIn = (draft: Draft): number[] => [...all(draft)].flatMap(({ groups }) => groups);
