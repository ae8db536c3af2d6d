import { dayNumber, type Period } from './days.js';
import type { Belonging } from './suppression-belonging.js';
import { daysAmong, daysBetween } from './suppression-bits.js';
import { partitions } from './suppression-offered.js';
import { decidedIn, type Decided, type Suppressing } from './suppression-tree.js';
import { isThoughtUp, signatureOfThoughtUp, type World } from './suppression-worlds.js';

/** How many worlds are looked at, in all, for those that show numbers of the last days to be open. */
const worldsMost = 4_000;

/** On which days, by number, somebody was there. */
type There = ReadonlyMap<number, ReadonlySet<number>>;

interface Over {
  /** By window. */
  readonly hidden: readonly ReadonlySet<number>[];
  /** What shows that nothing follows. */
  readonly worlds: readonly World[];
}

/**
 * By window the groups whose numbers of people over its days are hidden, by place: where these are too few, where a partition would give them away,
 * and where one of the other worlds has another, so that what is told of groups over the last days leaves each of these worlds as it is. Whatever is
 * hidden is another in some world, too. Where none is found in which nothing that is told is another, more of the slices is hidden until
 * there is one; where that does not help, nothing is told of any group at all.
 *
 * @param windows All that end in the range and are none of its slices, whatever is asked for.
 * @param decided What is hidden of the slices; more is where it has to be.
 */
export function hiddenOver(windows: readonly Period[], decided: Decided, there: There, suppressing: Suppressing): Over {
  const { belonging, offer: { clusters, offered }, k } = suppressing;
  const seen = new Seen(windows, there, belonging);
  const looked = windows.map((days, at): Window => {
    const people = seen.peopleIn(at);
    const { hidden: [few = new Set<number>()] } = decidedIn([{ of: null, days, people }], { ...suppressing, isCountedOnce: true, isLeftToWorlds: true });
    return { at, days, people, numbers: seen.numbersIn(at), changed: new Set<number>(), hidden: new Set([...few].flatMap((cluster) => clusters[cluster]?.groups ?? [])), open: new Set<number>() };
  });
  const worlds: World[] = [];
  let kept = 0;
  let left = worldsMost;
  keepDecided();
  for (let next = closed(); next !== undefined && decided.isOpen(); next = closed()) {
    const world = decided.hideOver(next.window.days, next.place, isAnother(next));
    if (world !== null) keep(world);
    keepDecided();
  }
  return { hidden: decided.isOpen() ? looked.map(({ hidden }) => hidden) : windows.map(() => offered), worlds };

  /** Looks for a world for each hidden number; of those that have none the one that most people are around, which leaves the fewest others. */
  function closed(): Secret | undefined {
    const secrets = looked.flatMap((window) => secretsOf(window).map((place): Secret => ({ window, place })));
    const without = secrets.filter((secret) => {
      const { window, place } = secret;
      if (window.open.has(place)) return false;
      if (isSpare(window, place)) {
        window.hidden.delete(place);
        return false;
      }
      const world = worldFor(secret, isAnother(secret));
      if (world !== null) keep(world);
      return world === null;
    });
    return without.filter(({ window, place }) => !window.open.has(place)).sort((a, b) => b.window.people.length - a.window.people.length)[0];
  }

  function keepDecided(): void {
    for (const world of decided.worlds.slice(kept)) keep(world);
    kept = decided.worlds.length;
  }

  function keep(world: World): void {
    worlds.push(world);
    // Somebody who is thought up is another world to those alone who do not know how many people there are.
    const isFancied = world.some(({ who }) => isThoughtUp(who));
    for (const { at, place } of seen.changes(world)) {
      looked[at]?.hidden.add(place);
      looked[at]?.changed.add(place);
      if (!isFancied) looked[at]?.open.add(place);
    }
  }

  function isAnother({ window: { at }, place }: Secret): (world: World) => boolean {
    return (world) => seen.isAnother(world, at, place);
  }

  function worldFor({ window: { days }, place }: Secret, isSo: (world: World) => boolean): World | null {
    for (const world of decided.worldsOver(days, place)) {
      if ((left -= 1) < 0) return null;
      if (isSo(world)) return world;
    }
    return null;
  }

  /** What only adds to something of too few, and is the same in all worlds: it can as well be told, where what its partition hides is nobody, or enough, without it. */
  function isSpare({ people, numbers, hidden, changed }: Window, place: number): boolean {
    const numberOf = (each: number): number => numbers.get(each) ?? 0;
    const isFew = (some: number): boolean => some > 0 && some < k;
    if (!offered.has(place) || changed.has(place) || isFew(numberOf(place)) || isFew(people.length - numberOf(place))) return false;
    const dimension = belonging.groups[place]?.dimension;
    const away = belonging.groups.flatMap((group, each) => (each !== place && group.dimension === dimension && (hidden.has(each) || !offered.has(each)) ? [numberOf(each)] : []));
    return !partitions.some((partition) => partition === dimension) || !isFew(away.reduce((sum, number) => sum + number, 0));
  }

  /** Groups whose number is hidden, or that are told nowhere; not where everybody's number says it. */
  function secretsOf({ days, people, numbers, hidden }: Window): readonly number[] {
    const listed = belonging.listedIn(days);
    if (people.length === listed.length && listed.every((person) => belonging.stayOf(person, days) !== null)) return [];
    const isIn = (place: number) => (person: number): boolean => belonging.signaturesOf(person, days).some((signature) => belonging.signatures[signature]?.includes(place));
    return belonging.groups.flatMap((_, place) => ((offered.has(place) ? hidden.has(place) : numbers.has(place)) && !listed.every(isIn(place)) ? [place] : []));
  }
}

/** Some of the last days, and what is known of numbers of groups over them; groups by place. */
interface Window {
  /** Its place among all. */
  readonly at: number;
  readonly days: Period;
  readonly people: readonly number[];
  /** How many people each group has, where anybody. */
  readonly numbers: ReadonlyMap<number, number>;
  readonly hidden: Set<number>;
  /** Whose number is another in some world. */
  readonly changed: Set<number>;
  /** Whose number is another in some world to whoever knows how many people there are, too. */
  readonly open: Set<number>;
}

/** A hidden number. */
interface Secret {
  readonly window: Window;
  readonly place: number;
}

/** A number of a group over a window. */
interface Change {
  readonly at: number;
  readonly place: number;
}

/** On which days somebody was there, and is in another world. */
interface Stays {
  readonly who: number;
  readonly was: bigint;
  readonly is: bigint;
}

/** What of numbers of the last days is another in a world. */
class Seen {
  readonly #windows: readonly { readonly from: number; readonly to: number; readonly days: bigint }[];
  readonly #there: ReadonlyMap<number, bigint>;
  readonly #belonging: Belonging;
  readonly #first: number;

  constructor(windows: readonly Period[], there: There, belonging: Belonging) {
    const spans = windows.map(({ from, to }) => ({ from: dayNumber(from), to: dayNumber(to) }));
    this.#first = spans.reduce((first, { from }) => Math.min(first, from), Infinity);
    for (const days of there.values()) for (const day of days) this.#first = Math.min(this.#first, day);
    this.#windows = spans.map(({ from, to }) => ({ from, to, days: daysBetween(from, to, this.#first) }));
    this.#there = new Map([...there].map(([person, days]) => [person, daysAmong(days, this.#first)]));
    this.#belonging = belonging;
  }

  peopleIn(at: number): readonly number[] {
    const days = this.#windows[at]?.days ?? 0n;
    return [...this.#there].flatMap(([person, own]) => ((own & days) === 0n ? [] : [person]));
  }

  /** How many people each group has over a window, where anybody. */
  numbersIn(at: number): ReadonlyMap<number, number> {
    const window = this.#windows[at];
    const numbers = new Map<number, number>();
    for (const [person, own] of window === undefined ? [] : this.#there) for (const place of this.#placesOf(person, own & (window?.days ?? 0n), window ?? { from: 0, to: -1 })) numbers.set(place, (numbers.get(place) ?? 0) + 1);
    return numbers;
  }

  changes(world: World): readonly Change[] {
    return this.#windows.flatMap((_, at) => [...this.#stepsIn(at, this.#peopleOf(world))].flatMap(([place, step]): Change[] => (step === 0 ? [] : [{ at, place }])));
  }

  isAnother(world: World, at: number, place: number): boolean {
    return (this.#stepsIn(at, this.#peopleOf(world)).get(place) ?? 0) !== 0;
  }

  #peopleOf(world: World): readonly Stays[] {
    return world.map(({ who, gained, lost }) => {
      const was = this.#there.get(who) ?? 0n;
      return { who, was, is: (was | daysAmong(gained, this.#first)) & ~daysAmong(lost, this.#first) };
    });
  }

  #stepsIn(at: number, people: readonly Stays[]): ReadonlyMap<number, number> {
    const steps = new Map<number, number>();
    const window = this.#windows[at];
    for (const { who, was, is } of window === undefined ? [] : people) {
      if (window === undefined || (was & window.days) === (is & window.days)) continue;
      for (const [days, step] of [[is, 1], [was, -1]] as const) for (const place of this.#placesOf(who, days & window.days, window)) steps.set(place, (steps.get(place) ?? 0) + step);
    }
    return steps;
  }

  /** Where somebody is counted who was there on some days. */
  #placesOf(who: number, days: bigint, { from, to }: { readonly from: number; readonly to: number }): Iterable<number> {
    if (days === 0n) return [];
    if (isThoughtUp(who)) return this.#belonging.signatures[signatureOfThoughtUp(who)] ?? [];
    const places = new Set<number>();
    for (let day = from; day <= to; day += 1) if ((days & (1n << BigInt(day - this.#first))) !== 0n) for (const place of this.#belonging.placesOn(who, day)) places.add(place);
    return places;
  }
}
