import type { Period } from './days.js';
import { cheapestOf } from './suppression-cheapest.js';
import { changedBy, doingOf, exchangeOf, Moves, type Doing, type Exchange, type Move } from './suppression-exchange.js';
import { exchangesOfPeople } from './suppression-people.js';
import type { Part, Suppressing } from './suppression-tree.js';
import { isThoughtUp, type Change, type Swap, type World } from './suppression-worlds.js';

/** What is hidden so far, by part and cluster. */
interface Hiding {
  isHidden(at: number, cluster: number): boolean;
  /** How many clusters. */
  amountIn(at: number): number;
  hide(at: number, cluster: number): boolean;
  /** What was decided elsewhere. */
  isFixed(at: number): boolean;
}

/** How many other parts are looked at for an exchange with one, and how many of what has parts. Where that is too few for one that there is, more is hidden. */
const othersMost = 24;
const ownMost = 16;

/** How many other worlds are looked at for one in which everybody's numbers of the last days stay as they are. */
const waysMost = 40;

/** How many pairs of people are looked at for the one that costs least to leave open. */
const swapsMost = 4_000;

const isFancied = (way: readonly Swap[]): boolean => way.some(({ other }) => isThoughtUp(other));

type Pair = readonly [here: number, other: number | null];

/** What sees to a choice, and what shows that there is one. */
export interface Choice {
  /** Looks for other worlds of what is hidden, and hides more where there is none. */
  leave(): void;
  isOpen(): boolean;
  readonly worlds: readonly World[];
  /** More such worlds, in which a group's number of people over some of the last days is likely to be another. */
  worldsOver(days: Period, place: number): Iterable<World>;
  /** Hides as little as it takes for there to be such a world, where `isAnother` says that the number is another in it; `null`, and nothing is hidden, where two people cannot change places for it. */
  hideOver(days: Period, place: number, isAnother: (world: World) => boolean): World | null;
}

/**
 * Sees to it that whoever has all that is told has a choice of every hidden number: there are people who could have done what
 * others did, so that it were another and nothing that is told were.
 */
export function choiceOf(parts: readonly Part[], { belonging, offer: { offered, clusters }, isCountedOnce = false, lastDays }: Suppressing, { isHidden, amountIn, hide, isFixed }: Hiding): Choice {
  const above = parts.map((_, at) => chainOf(parts, at));
  const isParent = new Set(parts.map(({ of }) => of));
  const leaves = parts.flatMap((part, at) => (isParent.has(at) || part.people.length === 0 ? [] : [at]));
  const didIn = new Map(leaves.map((leaf) => [leaf, signaturesDoing(leaf)]));
  const doings = new Map(leaves.map((leaf): [number, Doing] => [leaf, doingOf(didIn.get(leaf) ?? new Map(), belonging.peopleOf(parts[leaf]?.days ?? { from: '', to: '' }))]));
  const under = parts.map((_, at) => leaves.filter((leaf) => above[leaf]?.includes(at)));
  const weights = parts.map((_, at) => parts.filter((part, other) => part.people.length > 0 && above[other]?.includes(at)).length);
  const clusterOf = new Map(clusters.flatMap(({ groups }, cluster) => groups.map((place) => [place, cluster] as const)));
  const places = belonging.groups.map((_, place) => place);
  const moving = new Moves(belonging);
  const placesOf = (signature: number): readonly number[] => moving.placesOf(signature);
  const rings = new Map<number, readonly (readonly number[])[]>();
  const behind = parts.map((_, at) => new Set((under[at] ?? []).flatMap((leaf) => [...(didIn.get(leaf)?.keys() ?? [])]).flatMap(placesOf)));
  const ofPeople = isCountedOnce ? exchangesOfPeople(parts, above, belonging, lastDays) : null;
  const open = parts.map(() => new Set<number>());
  /** What is open to whoever does not know how many people belong to what: that is asked where everybody was there. */
  const openToFew = parts.map(() => new Set<number>());
  /** How much was hidden when something was tried: where that is no more now, it is not tried again. */
  const tried = new Map<string, number>();

  const found: World[] = [];

  return { leave, isOpen: () => parts.every((part, at) => part.people.length === 0 || !isAnyClosed(at)), worldsOver, hideOver, worlds: found };

  function leave(): void {
    for (const [at, part] of parts.entries()) {
      if (part.people.length === 0) continue;
      for (const look of ofPeople === null ? [one, two, apart] : [one, two]) if (isAnyClosed(at)) look(at);
      for (const place of closedAt(at)) if (isClosed(at, place)) hideMore(at, place);
    }
  }

  /** What is hidden of a part without a choice being known. */
  function closedAt(at: number): readonly number[] {
    return places.filter((place) => isClosed(at, place));
  }

  function isAnyClosed(at: number): boolean {
    return places.some((place) => isClosed(at, place));
  }

  function isClosed(at: number, place: number): boolean {
    if (open[at]?.has(place) === true || isTold(at, place)) return false;
    if (ofPeople === null) return offered.has(place) || behind[at]?.has(place) === true;
    if (!offered.has(place) && !ofPeople.isBehind(at, place)) return false;
    const { isAll, ofAll } = ofPeople.saidOf(at);
    return !ofAll.has(place) && !(isAll && openToFew[at]?.has(place) === true);
  }

  function isTold(at: number, place: number): boolean {
    const cluster = clusterOf.get(place);
    return cluster !== undefined && !isHidden(at, cluster);
  }

  function toldIn(some: readonly number[]): readonly boolean[] {
    return places.map((place) => some.some((part) => isTold(part, place)));
  }

  function openIn(some: readonly number[], changed: Iterable<number>): void {
    for (const place of changed) for (const part of some) open[part]?.add(place);
  }

  /** Somebody for somebody else. */
  function one(at: number): void {
    for (const pair of pairsOf(at, othersMost)) {
      tryOne(pair);
      if (!isAnyClosed(at)) return;
    }
  }

  function tryOne(pair: Pair): void {
    const changing = partsChanging(pair);
    if (!isNew(`one ${pair.join()}`, changing)) return;
    const isSeen = toldIn(changing);
    if (ofPeople === null) return openIn(changing, moving.openedByOne(exchange(pair), isSeen));
    for (const { given, taken } of moving.alike(exchange(pair), isSeen)) {
      for (const place of new Set([...given, ...taken].flatMap(placesOf))) {
        if (!changing.some((part) => isClosed(part, place))) continue;
        const isIn = (signature: number): boolean => placesOf(signature).includes(place);
        const [mine, others] = [[given.filter(isIn), given.filter((signature) => !isIn(signature))], [taken.filter((signature) => !isIn(signature)), taken.filter(isIn)]];
        tell(waysOf(pair, mine, others));
      }
    }
  }

  /** All ways to put somebody of some signatures in the place of somebody of others. */
  function* waysOf(pair: Pair, given: readonly (readonly number[])[], taken: readonly (readonly number[])[]): Iterable<readonly Swap[]> {
    for (const [at, some] of given.entries()) for (const from of some) for (const to of taken[at] ?? []) for (const swap of swaps(pair, from, to)) yield [swap];
  }

  function swaps([here, other]: Pair, from: number, to: number): readonly Swap[] {
    return [...(ofPeople?.swaps([here, other ?? here], from, to) ?? [])];
  }

  /**
   * Opens what another world changes, where it changes nothing that is told: this alone opens numbers of people. Everybody's numbers of the
   * last days are told, too, so that where these are known each of some ways to such a world is tried until one leaves them as they are.
   */
  function tell(ways: Iterable<readonly Swap[]>): void {
    if (ofPeople === null) return;
    const { worlds } = ofPeople;
    let left: readonly Change[] | null = null;
    let tries = 0;
    for (const way of ways) {
      if ((tries += 1) > waysMost) return;
      const changes = worlds.changesOf(way);
      if (changes === null || changes.some(({ part, place }) => isTold(part, place))) {
        if (left === null) return;
        continue;
      }
      const opened = isFancied(way) ? openToFew : open;
      const isLeft = ({ part, place, isSure }: Change): boolean => isSure && opened[part]?.has(place) !== true;
      left ??= changes.filter(isLeft);
      const opening = changes.filter(isLeft);
      if (opening.length > 0 && worlds.isQuiet(way)) {
        for (const { part, place } of opening) opened[part]?.add(place);
        if (lastDays !== undefined) found.push(worlds.worldOf(way));
      }
      if (!left.some(isLeft)) return;
    }
  }

  function* worldsOver(days: Period, place: number): Iterable<World> {
    for (const swap of ofPeople?.rowsOver(days, place, isTold) ?? []) {
      if (ofPeople?.worlds.isQuiet([swap]) !== true) continue;
      const changes = ofPeople.worlds.changesOf([swap]);
      if (changes === null || changes.some((change) => isTold(change.part, change.place))) continue;
      const world = worldOf(swap);
      if (world !== null) yield world;
    }
  }

  function hideOver(days: Period, place: number, isAnother: (world: World) => boolean): World | null {
    let best: { readonly cost: number; readonly swap: Swap; readonly world: World; readonly told: readonly Change[] } | null = null;
    let tries = 0;
    for (const swap of ofPeople?.rowsOver(days, place, () => false) ?? []) {
      if ((tries += 1) > swapsMost) break;
      const changes = ofPeople?.worlds.changesOf([swap]) ?? null;
      if (changes === null) continue;
      const told = changes.filter((change) => isTold(change.part, change.place));
      const cost = told.reduce((sum, change) => sum + costOf(change.part, change.place), 0);
      if (cost >= (best?.cost ?? Infinity) || ofPeople?.worlds.isQuiet([swap]) !== true) continue;
      const world = worldOf(swap);
      if (world !== null && isAnother(world)) best = { cost, swap, world, told };
    }
    if (best === null) return null;
    for (const { part, place: each } of best.told) hide(part, clusterOf.get(each) ?? -1);
    tell([[best.swap]]);
    return best.world;
  }

  /** The world in which two people have changed places; `null` where somebody was there in it who was not listed. */
  function worldOf(swap: Swap): World | null {
    const world = ofPeople?.worlds.worldOf([swap]) ?? [];
    return world.every(({ who, gained }) => isThoughtUp(who) || gained.every((day) => belonging.isListedOn(who, day))) ? world : null;
  }

  /** Two people for two others, of whom each alone would be seen. */
  function two(at: number): void {
    for (const pair of pairsOf(at, ownMost)) {
      const changing = partsChanging(pair);
      if (ofPeople?.isWithoutParts([pair[0], pair[1] ?? pair[0]]) === false) continue;
      if (!isNew(`two ${pair.join()}`, changing)) continue;
      const closed = new Set(closedAt(at));
      const moves = moving.among(exchange(pair));
      const undoing = moving.undoing(moves, toldIn(changing));
      for (const move of moves) {
        for (const other of touches(move, closed) ? undoing(move) : []) {
          if (other.from === move.from || other.to === move.to) continue;
          const changed = changedBy(move, other);
          if (![...changed].some((place) => closed.delete(place))) continue;
          if (ofPeople === null) openIn(changing, changed);
          else tell(swaps(pair, move.from, move.to).flatMap((swap) => swaps(pair, other.from, other.to).map((second) => [swap, second])));
        }
      }
      if (closed.size === 0) return;
    }
  }

  /** Somebody for somebody else in one part, and two others in another, so that what both are part of stays as it is. */
  function apart(at: number): void {
    for (const [here, other] of pairsOf(at, ownMost, true)) {
      if (other === null || here === other) continue;
      const around = (above[here] ?? []).filter((part) => above[other]?.includes(part));
      const sides = [[here, other], [other, here]].map(([leaf = -1, away = -1]) => {
        const alone = (above[leaf] ?? []).filter((part) => above[away]?.includes(part) !== true);
        const isSeen = toldIn(alone);
        return { alone, moves: (): readonly Move[] => moving.among(exchange([leaf, null])).filter(({ less, more }) => !less.some((place) => isSeen[place]) && !more.some((place) => isSeen[place])) };
      });
      const [mine, yours] = sides;
      if (mine === undefined || yours === undefined || !isNew(`apart ${here} ${other}`, [...mine.alone, ...yours.alone, ...around])) continue;
      const undoing = moving.undoing(yours.moves(), toldIn(around));
      const closed = new Set(closedAt(at));
      for (const move of mine.moves()) {
        for (const second of undoing(move)) {
          const changed = changedBy(...(around.includes(at) ? [move, second] : [move]));
          if (![...changed].some((place) => closed.delete(place))) continue;
          openIn(mine.alone, changedBy(move));
          openIn(yours.alone, changedBy(second));
          openIn(around, changedBy(move, second));
        }
      }
      if (closed.size === 0) return;
    }
  }

  function touches({ less, more }: Move, some: ReadonlySet<number>): boolean {
    return less.some((place) => some.has(place)) || more.some((place) => some.has(place));
  }

  function isNew(what: string, changing: readonly number[]): boolean {
    const state = changing.reduce((sum, part) => sum + amountIn(part), 0);
    if (tried.get(what) === state) return false;
    tried.set(what, state);
    return true;
  }

  function exchange([here, other]: Pair): Exchange {
    if (ofPeople !== null) return ofPeople.exchange([here, other ?? here]);
    const [mine, yours] = [doings.get(here), other === null ? null : doings.get(other)];
    return mine === undefined || yours === undefined ? { given: [], taken: [] } : exchangeOf(mine, yours);
  }

  /** The parts that an exchange between two changes: not what both lie in. */
  function partsChanging([here, other]: Pair): readonly number[] {
    if (ofPeople !== null) return ofPeople.partsChanging([here, other ?? here]);
    const [mine, yours] = [above[here] ?? [], other === null ? [] : (above[other] ?? [])];
    return [...mine.filter((part) => !yours.includes(part)), ...yours.filter((part) => !mine.includes(part))];
  }

  /** Parts to exchange people between, the first of them in `at` and the second, unless said otherwise, not: what is nearest and hides most first. */
  function pairsOf(at: number, most: number, isInside = false): readonly Pair[] {
    if (ofPeople !== null) return ofPeople.pairsOf(at);
    const isLeaf = doings.has(at);
    const sorted = (some: readonly number[]): number[] =>
      some.map((leaf) => ({ leaf, hidden: amountIn(leaf), people: parts[leaf]?.people.length ?? 0 })).sort((a, b) => b.hidden - a.hidden || b.people - a.people).map(({ leaf }) => leaf);
    const own = isLeaf ? [at] : sorted(under[at] ?? []).slice(0, ownMost);
    const others: number[] = [];
    if (isInside && !isLeaf) others.push(...own);
    else for (const ring of ringsAround(at)) if (others.length < most) others.push(...sorted(ring).slice(0, (isLeaf ? most : ownMost) - others.length));
    return own.flatMap((leaf) => [...others, null].map((other): Pair => [leaf, other]));
  }

  /** The leaves that are not in a part: those that lie with it in what it lies in, then those of what that lies in, and so on. */
  function ringsAround(at: number): readonly (readonly number[])[] {
    const known = rings.get(at);
    if (known !== undefined) return known;
    const chain = above[at] ?? [];
    const found = chain.slice(1).map((whole, index) => (under[whole] ?? []).filter((leaf) => above[leaf]?.includes(chain[index] ?? at) !== true));
    rings.set(at, found);
    return found;
  }

  /** Hides what it takes for an exchange of two people to change a hidden number and nothing that is told, and as little as that can be. */
  function hideMore(at: number, place: number): void {
    let best: { readonly cost: number; readonly pair: Pair; readonly from: number; readonly to: number } | null = null;
    for (const pair of pairsOf(at, othersMost)) {
      const changing = partsChanging(pair);
      const costs = places.map((each) => changing.reduce((sum, part) => sum + (isTold(part, each) ? costOf(part, each) : 0), 0));
      const found = cheapestOf(exchange(pair), moving, { place, costs, most: best?.cost ?? Infinity });
      if (found !== null) best = { pair, ...found };
    }
    if (best !== null) {
      const { pair, from, to } = best;
      const away = changedBy(moving.move(from, to));
      for (const part of partsChanging(pair)) for (const each of away) if (isTold(part, each)) hide(part, clusterOf.get(each) ?? -1);
      tryOne(pair);
    }
    if (ofPeople !== null && isClosed(at, place)) hideAll(at, place);
  }

  /** Where no exchange of what people belong to is left, any two of them are tried; then all groups are hidden in the part, then in what it lies in, until of no group anything is told. */
  function hideAll(at: number, place: number): void {
    for (const pair of ofPeople?.rowsOf(at, place, (each) => isTold(at, each)) ?? []) {
      tell([[pair]]);
      if (!isClosed(at, place)) return;
    }
    for (const part of above[at] ?? []) if ([...clusters.keys()].filter((cluster) => hide(part, cluster)).length > 0) return;
  }

  /** A number that has parts is worth more than all of them. */
  function costOf(part: number, place: number): number {
    return isFixed(part) ? Infinity : (weights[part] ?? 1) ** 2 * (clusters[clusterOf.get(place) ?? -1]?.together.length ?? 1);
  }

  function signaturesDoing(leaf: number): ReadonlyMap<number, number> {
    const { people, days } = parts[leaf] ?? { people: [], days: { from: '', to: '' } };
    const did = new Map<number, number>();
    for (const person of people) {
      const [signature, ...others] = belonging.signaturesOf(person, days);
      if (signature !== undefined && others.length === 0) did.set(signature, (did.get(signature) ?? 0) + 1);
    }
    return did;
  }
}

/** A part and all that it is part of. */
function chainOf(parts: readonly Part[], at: number): readonly number[] {
  const chain: number[] = [];
  for (let part: number | null = at; part !== null; part = parts[part]?.of ?? null) chain.push(part);
  return chain;
}
