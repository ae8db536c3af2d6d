import type { Period } from './days.js';
import type { Belonging } from './suppression-belonging.js';
import { partitions, rowsOf, type Offer } from './suppression-offered.js';
import { exposureOf, relationsAmong, relationsIn } from './suppression-span.js';

/** Groups as a range offers them. */
export interface Suppressing {
  readonly belonging: Belonging;
  readonly offer: Offer;
  readonly k: number;
}

/** A cell of everybody, and with it one of every group: a bucket, or a key inside of one. Parts add up to what they are part of. */
export interface Part {
  /** The place of what it is part of; `null`: of nothing. It comes before its parts. */
  readonly of: number | null;
  /** The days that its numbers look at. */
  readonly days: Period;
  /** Whose doing they are. */
  readonly people: readonly string[];
}

/** How many people a group has in a cell: at least, and at most, where some of them moved. */
interface Counts {
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly everybody: number;
}

/**
 * For each part which clusters are hidden there. Hidden is what has one to `k` − 1 people, what would leave so few to
 * everybody else, and as much besides as it takes that nothing hidden follows from what is shown: a part of what is hidden
 * is hidden; a hidden part of what is shown has another beside it; where a partition has hidden groups these are together
 * nobody or at least `k`.
 *
 * @param above What is hidden of the first part already, where that was decided elsewhere; it stays as it is.
 */
export function hiddenIn(parts: readonly Part[], { belonging, offer: { offered, clusters }, k }: Suppressing, above?: ReadonlySet<number>): readonly ReadonlySet<number>[] {
  const counts = parts.map((part) => countsOf(belonging, part));
  const children = parts.map((_, at) => parts.flatMap((part, other) => (part.of === at ? [other] : [])));
  const leaves = parts.flatMap((_, at) => (children[at]?.length === 0 ? [at] : []));
  const shownRows = [...offered];
  const allRows = belonging.groups.map((_, place) => place);
  const missing = allRows.filter((place) => !offered.has(place));
  const rowOf = new Map(shownRows.map((place, row) => [place, row]));
  const hidden = parts.map((_, at) => (at === 0 && above !== undefined ? new Set(above) : new Set(clusters.flatMap((cluster, number) => (cluster.groups.some((place) => isTooFew(at, place)) ? [number, ...cluster.needs] : [])))));
  const isHidden = (at: number, cluster: number): boolean => hidden[at]?.has(cluster) === true;
  const peopleIn = (at: number, cluster: number): number => (clusters[cluster]?.groups ?? []).reduce((sum, place) => sum + (counts[at]?.high[place] ?? 0), 0);
  const protections = new Map<number, { readonly asked: Map<string, boolean>; readonly enough: (readonly number[])[] }>();

  let isChanged = true;
  while (isChanged) {
    isChanged = false;
    for (const [at, part] of parts.entries()) {
      if (part.of !== null) for (const cluster of hidden[part.of] ?? []) hide(at, cluster);
      if (!isGiven(at)) addUpTogether(at);
    }
    for (const leaf of leaves) {
      for (const cluster of hidden[leaf] ?? []) keep(leaf, cluster);
      keepMissing(leaf);
    }
    for (const [at] of parts.entries()) for (const [cluster] of clusters.entries()) if (!isHidden(at, cluster)) hideEnough(at, cluster);
  }
  return hidden;

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

  /** Sees to it that a hidden cluster does not follow from what is shown in this part and around it. */
  function keep(leaf: number, cluster: number): void {
    const whole = shownAbove(leaf, cluster);
    const own = live(leaf, cluster, whole);
    if (whole === null) {
      if (!protects(cluster, own)) hideZero(leaf, clusters[cluster]?.together ?? []);
      return;
    }
    const isPartner = (part: number): boolean => leavesOf(part).some((other) => protects(cluster, live(other, cluster, whole).filter((column) => own.includes(column))));
    const others = (children[whole] ?? []).filter((part) => !isWithin(leaf, part));
    if (others.some((part) => isHidden(part, cluster) && isPartner(part))) return;
    const partner = others
      .filter((part) => !isHidden(part, cluster) && counts[part]?.everybody !== 0)
      .sort((a, b) => peopleIn(a, cluster) - peopleIn(b, cluster))
      .find(isPartner);
    if (partner !== undefined) hide(partner, cluster);
    else if (!hideZero(leaf, clusters[cluster]?.together ?? []) && !hideZeroBeside(others, cluster)) hide(whole, cluster);
  }

  /** Where every partner has noughts that say too much, one that is hidden already is the first to hide one. */
  function hideZeroBeside(others: readonly number[], cluster: number): boolean {
    return others
      .filter((part) => counts[part]?.everybody !== 0)
      .sort((a, b) => Number(isHidden(b, cluster)) - Number(isHidden(a, cluster)) || peopleIn(a, cluster) - peopleIn(b, cluster))
      .some((part) => leavesOf(part).some((leaf) => hideZero(leaf, clusters[cluster]?.together ?? [])));
  }

  /** The same for groups that are not offered. What is everybody, whatever its name, follows from everybody. */
  function keepMissing(leaf: number): void {
    const columns = belonging.columnsOf(parts[leaf]?.days ?? noDays);
    const own = missing.filter((place) => (counts[leaf]?.high[place] ?? 0) > 0 && columns.some((column) => belonging.signatures[column]?.includes(place) === false));
    while (own.length > 0) {
      const left = live(leaf, null, null);
      const exposed = exposureOf(relationsAmong(rowsOf(belonging, allRows, left)), own);
      if (exposed === null || !hideZero(leaf, own)) return;
    }
  }

  /** What is hidden of something that is shown follows as a sum. */
  function hideEnough(at: number, cluster: number): void {
    const own = children[at] ?? [];
    for (const place of clusters[cluster]?.groups ?? []) {
      for (;;) {
        const away = own.filter((part) => isHidden(part, cluster));
        if (away.every((part) => counts[part]?.high[place] === 0) || away.some((part) => (counts[part]?.low[place] ?? 0) >= k)) break;
        const people = new Set<string>();
        for (const part of away) for (const person of parts[part]?.people ?? []) if (isAlwaysIn(person, place, parts[part])) people.add(person);
        if (people.size >= k) break;
        const [next] = own.filter((part) => !isHidden(part, cluster) && (counts[part]?.high[place] ?? 0) > 0).sort((a, b) => peopleIn(a, cluster) - peopleIn(b, cluster));
        if (next === undefined || !hide(next, cluster)) break;
      }
    }
  }

  function isAlwaysIn(person: string, place: number, part: Part | undefined): boolean {
    return part !== undefined && belonging.signaturesOf(person, part.days).every((signature) => belonging.signatures[signature]?.includes(place));
  }

  /** The nearest of what a part is part of that shows a cluster. */
  function shownAbove(at: number, cluster: number): number | null {
    for (let above = parts[at]?.of ?? null; above !== null; above = parts[above]?.of ?? null) if (!isHidden(above, cluster)) return above;
    return null;
  }

  function isWithin(at: number, part: number): boolean {
    for (let above: number | null = at; above !== null; above = parts[above]?.of ?? null) if (above === part) return true;
    return false;
  }

  function leavesOf(at: number): readonly number[] {
    const own = children[at] ?? [];
    return own.length === 0 ? [at] : own.flatMap(leavesOf);
  }

  /** Signatures of which, in a part, it is not known that they did nothing: a nought that is shown says that of all of its people. */
  function live(leaf: number, cluster: number | null, whole: number | null): readonly number[] {
    const part = parts[leaf];
    if (part === undefined || counts[leaf]?.everybody === 0) return [];
    const dead = new Set<number>();
    let isBelow = true;
    for (let at: number | null = leaf; at !== null; at = parts[at]?.of ?? null) {
      if (at === whole) isBelow = false;
      for (const place of zerosAt(at, isBelow && cluster !== null ? [cluster, ...(clusters[cluster]?.needs ?? [])] : [])) dead.add(place);
    }
    return belonging.columnsOf(part.days).filter((column) => belonging.signatures[column]?.every((place) => !dead.has(place)));
  }

  function zerosAt(at: number, except: readonly number[]): readonly number[] {
    return clusters.flatMap((cluster, number) => (except.includes(number) || isHidden(at, number) ? [] : cluster.groups.filter((place) => counts[at]?.high[place] === 0)));
  }

  /** Hides a nought that gives away more than itself: first one of people that some groups have as well, then any. */
  function hideZero(leaf: number, own: readonly number[]): boolean {
    const groups = new Set(own);
    const touching = new Set(belonging.columnsOf(parts[leaf]?.days ?? noDays).map((column) => belonging.signatures[column] ?? []).filter((signature) => signature.some((place) => groups.has(place))).flat());
    const around: number[] = [];
    for (let at: number | null = leaf; at !== null; at = parts[at]?.of ?? null) around.push(at);
    const noughts = around.flatMap((part) => clusters.flatMap(({ groups: places }, number) => (!isHidden(part, number) && places.some((place) => counts[part]?.high[place] === 0) ? [{ part, number, isNear: places.some((place) => touching.has(place)) }] : [])));
    return [...noughts.filter(({ isNear }) => isNear), ...noughts.filter(({ isNear }) => !isNear)].some(({ part, number }) => hide(part, number));
  }

  /** Whether none of a cluster follows from the groups outside it, as far as anything is known of some signatures. */
  function protects(cluster: number, columns: readonly number[]): boolean {
    const text = columns.join(' ');
    const known = protections.get(cluster) ?? { asked: new Map<string, boolean>(), enough: [] };
    protections.set(cluster, known);
    const before = known.asked.get(text);
    if (before !== undefined) return before;
    const there = new Set(columns);
    // What more is unknown protects no less.
    let holds = known.enough.some((enough) => enough.every((column) => there.has(column)));
    if (!holds && columns.length > 0) {
      const { relations, columns: enough } = relationsIn(rowsOf(belonging, shownRows, columns));
      holds = exposureOf(relations, (clusters[cluster]?.together ?? []).map((place) => rowOf.get(place) ?? -1)) === null;
      if (holds) known.enough.push(enough.map((at) => columns[at] ?? -1));
    }
    known.asked.set(text, holds);
    return holds;
  }
}

const noDays: Period = { from: '', to: '' };

function countsOf(belonging: Belonging, { people, days }: Part): Counts {
  const low = belonging.groups.map(() => 0);
  const high = belonging.groups.map(() => 0);
  for (const person of people) {
    const signatures = belonging.signaturesOf(person, days).map((signature) => belonging.signatures[signature] ?? []);
    const [first = [], ...others] = signatures;
    for (const place of new Set(signatures.flat())) high[place] = (high[place] ?? 0) + 1;
    for (const place of first) if (others.every((groups) => groups.includes(place))) low[place] = (low[place] ?? 0) + 1;
  }
  return { low, high, everybody: people.length };
}
