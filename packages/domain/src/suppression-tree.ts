import type { Period } from './days.js';
import type { Belonging } from './suppression-belonging.js';
import { choiceOf, type Choice } from './suppression-choice.js';
import { partitions, type Offer } from './suppression-offered.js';
import type { LastDays } from './suppression-worlds.js';

/** Groups as a range offers them. */
export interface Suppressing {
  readonly belonging: Belonging;
  readonly offer: Offer;
  readonly k: number;
  /** The numbers are of people who are counted once, however often they come: they do not add up over parts. */
  readonly isCountedOnce?: boolean;
  /** Where numbers of the last days are told beside those of the parts, each of a day: then worlds are kept that leave everybody's as they are. */
  readonly lastDays?: LastDays;
  /** Nothing is hidden for a choice to be left: elsewhere is seen to it. */
  readonly isLeftToWorlds?: boolean;
}

/** A cell of everybody, and with it one of every group: a bucket, or a key inside of one. Parts add up to what they are part of. */
export interface Part {
  /** The place of what it is part of; `null`: of nothing. It comes before its parts. */
  readonly of: number | null;
  /** The days that its numbers look at. */
  readonly days: Period;
  /** Whose doing they are. */
  readonly people: readonly number[];
}

/** How many people a group has in a cell: at least, and at most, where some of them moved. */
interface Counts {
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly everybody: number;
}

/**
 * For each part which clusters are hidden there. Hidden is what has one to `k` − 1 people, what would leave so few to
 * everybody else, and as much besides as it takes that what is shown leaves a choice of everything hidden: a part of what is hidden
 * is hidden; where a partition has hidden groups, or something that is shown hidden parts, these are together nobody or at
 * least `k`; and other people could have done what some did without anything that is shown being another (`choiceOf`).
 *
 * @param above What is hidden of the first part already, where that was decided elsewhere; it stays as it is.
 */
export function hiddenIn(parts: readonly Part[], suppressing: Suppressing, above?: ReadonlySet<number>): readonly ReadonlySet<number>[] {
  return decidedIn(parts, suppressing, above).hidden;
}

/** What is hidden, and, of people who are counted once, other worlds that show that none of it follows from what is told. */
export interface Decided extends Pick<Choice, 'worlds' | 'worldsOver'> {
  readonly hidden: readonly ReadonlySet<number>[];
  /** Whether there is such a world for each hidden number; where there is not, of no group anything is told. */
  isOpen(): boolean;
  /** Hides more, for a number of the last days to be another in some world (`Choice`), and what that gives away; everything where there is none. */
  hideOver: Choice['hideOver'];
}

/** `hiddenIn`, with what shows it. */
export function decidedIn(parts: readonly Part[], suppressing: Suppressing, above?: ReadonlySet<number>): Decided {
  const { belonging, offer: { offered, clusters }, k } = suppressing;
  const counts = parts.map((part) => countsOf(belonging, part));
  const children = parts.map((_, at) => parts.flatMap((part, other) => (part.of === at ? [other] : [])));
  const hidden = parts.map((_, at) => (at === 0 && above !== undefined ? new Set(above) : new Set(clusters.flatMap((cluster, number) => (cluster.groups.some((place) => isTooFew(at, place)) ? [number, ...cluster.needs] : [])))));
  const isHidden = (at: number, cluster: number): boolean => hidden[at]?.has(cluster) === true;
  const peopleIn = (at: number, cluster: number): number => (clusters[cluster]?.groups ?? []).reduce((sum, place) => sum + (counts[at]?.high[place] ?? 0), 0);
  const choice = choiceOf(parts, suppressing, { isHidden, amountIn: (at) => hidden[at]?.size ?? 0, hide, isFixed: isGiven });

  let isChanged = true;
  let isLost = false;
  settle();
  return {
    hidden,
    get worlds() {
      return choice.worlds;
    },
    isOpen: () => !isLost && (suppressing.isLeftToWorlds === true || choice.isOpen()),
    worldsOver: choice.worldsOver,
    hideOver(days, place, isAnother) {
      const world = choice.hideOver(days, place, isAnother);
      if (world === null) {
        isLost = true;
        for (const cluster of clusters.keys()) hide(0, cluster);
      }
      settle();
      return world;
    },
  };

  /** Until nothing that is hidden follows from what is not. */
  function settle(): void {
    while (isChanged) {
      isChanged = false;
      for (const [at, part] of parts.entries()) {
        if (part.of !== null) for (const cluster of hidden[part.of] ?? []) hide(at, cluster);
        if (!isGiven(at)) addUpTogether(at);
      }
      for (const [at] of parts.entries()) for (const [cluster] of clusters.entries()) if (!isHidden(at, cluster)) hideEnough(at, cluster);
      if (!isChanged && suppressing.isLeftToWorlds !== true) choice.leave();
    }
  }

  function isGiven(at: number): boolean {
    return at === 0 && above !== undefined;
  }

  /** Where nobody did anything, nothing can be hidden: everybody's number says so. */
  function hide(at: number, cluster: number): boolean {
    if (isHidden(at, cluster) || isGiven(at) || counts[at]?.everybody === 0) return false;
    hidden[at]?.add(cluster);
    isChanged = true;
    for (const need of clusters[cluster]?.needs ?? []) hide(at, need);
    for (const child of children[at] ?? []) hide(child, cluster);
    return true;
  }

  function isTooFew(at: number, place: number): boolean {
    const { low, high, everybody } = counts[at] ?? { low: [], high: [], everybody: 0 };
    const [least, most] = [low[place] ?? 0, high[place] ?? 0];
    if (most === 0) return false;
    return least < k || (everybody - least > 0 && everybody - most < k);
  }

  /** What a partition hides follows from everybody as a sum. */
  function addUpTogether(at: number): void {
    for (const dimension of partitions) {
      for (;;) {
        const ofIt = (place: number): boolean => belonging.groups[place]?.dimension === dimension;
        const sum = (of: readonly number[]) => of.reduce((total, place) => total + (counts[at]?.low[place] ?? 0), 0);
        const away = belonging.groups.flatMap((_, place) => (ofIt(place) && (!offered.has(place) || clusters.some((cluster, number) => isHidden(at, number) && cluster.groups.includes(place))) ? [place] : []));
        if (away.every((place) => counts[at]?.high[place] === 0) || sum(away) >= k) break;
        const candidates = clusters
          .map((cluster, number) => ({ number, people: sum(cluster.groups.filter(ofIt)) }))
          .filter(({ number, people }) => people > 0 && !isHidden(at, number))
          .sort((a, b) => a.people - b.people);
        const next = candidates.find(({ people }) => sum(away) + people >= k) ?? candidates.at(-1);
        if (next === undefined || !hide(at, next.number)) break;
      }
    }
  }

  /** What is hidden of something that is shown follows as a sum. */
  function hideEnough(at: number, cluster: number): void {
    const own = children[at] ?? [];
    for (const place of clusters[cluster]?.groups ?? []) {
      for (;;) {
        const away = own.filter((part) => isHidden(part, cluster));
        if (away.every((part) => counts[part]?.high[place] === 0) || away.some((part) => (counts[part]?.low[place] ?? 0) >= k)) break;
        const people = new Set<number>();
        for (const part of away) for (const person of parts[part]?.people ?? []) if (isAlwaysIn(person, place, parts[part])) people.add(person);
        if (people.size >= k) break;
        const [next] = own.filter((part) => !isHidden(part, cluster) && (counts[part]?.high[place] ?? 0) > 0).sort((a, b) => peopleIn(a, cluster) - peopleIn(b, cluster));
        if (next === undefined || !hide(next, cluster)) break;
      }
    }
  }

  function isAlwaysIn(person: number, place: number, part: Part | undefined): boolean {
    return part !== undefined && belonging.signaturesOf(person, part.days).every((signature) => belonging.signatures[signature]?.includes(place));
  }
}

function countsOf(belonging: Belonging, { people, days }: Part): Counts {
  const low = belonging.groups.map(() => 0);
  const high = belonging.groups.map(() => 0);
  const often: number[] = [];
  for (const person of people) {
    const signatures = belonging.signaturesOf(person, days);
    const [first = 0] = signatures;
    if (signatures.length === 1) {
      often[first] = (often[first] ?? 0) + 1;
      continue;
    }
    const places = signatures.map((signature) => belonging.signatures[signature] ?? []);
    for (const place of new Set(places.flat())) {
      high[place] = (high[place] ?? 0) + 1;
      if (places.every((groups) => groups.includes(place))) low[place] = (low[place] ?? 0) + 1;
    }
  }
  for (const [signature, times] of often.entries()) {
    for (const place of times > 0 ? (belonging.signatures[signature] ?? []) : []) {
      low[place] = (low[place] ?? 0) + times;
      high[place] = (high[place] ?? 0) + times;
    }
  }
  return { low, high, everybody: people.length };
}
