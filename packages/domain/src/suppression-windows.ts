import { dayNumber, type Period } from './days.js';
import type { Belonging } from './suppression-belonging.js';
import { daysAmong, daysBetween } from './suppression-bits.js';
import { decidedIn, type Decided, type Part, type Suppressing } from './suppression-tree.js';
import type { World } from './suppression-worlds.js';

/** How many worlds are looked at, in all, for those that show numbers of the last days to be open. */
const worldsMost = 4_000;

/** On which days, by number, somebody was there. */
type There = ReadonlyMap<string, ReadonlySet<number>>;

interface Over {
  /** By window. */
  readonly hidden: readonly ReadonlySet<number>[];
  /** What shows that nothing follows. */
  readonly worlds: readonly World[];
}

/**
 * By window the clusters of groups whose numbers of people over its days are hidden: where these are too few, and where one of the other
 * worlds has another, so that what is told of groups over the last days leaves each of these worlds as it is. What is hidden of too
 * few has to be another in some world, too; where none is found, nothing is told of any group over these days.
 *
 * @param windows All that end in the range and are none of its slices, whatever is asked for.
 */
export function hiddenOver(windows: readonly Period[], decided: Decided, there: There, suppressing: Suppressing): Over {
  const { belonging, offer: { clusters, offered }, k } = suppressing;
  if (!decided.isOpen) return { hidden: windows.map(() => new Set(clusters.keys())), worlds: decided.worlds };
  const clusterOf = new Map(clusters.flatMap(({ groups }, cluster) => groups.map((place) => [place, cluster] as const)));
  const seen = new Seen(windows, there, belonging);
  const looked = windows.map((days, at) => {
    const people = seen.peopleIn(at);
    const { hidden: [few = new Set<number>()] } = decidedIn([{ of: null, days, people }], { ...suppressing, isCountedOnce: true, isLeftToWorlds: true });
    return { days, people, hidden: new Set(few), open: new Set<number>(), secrets: [...secretsOf(at, { of: null, days, people })] };
  });
  const worlds = [...decided.worlds];
  let left = worldsMost;
  for (const world of worlds) keep(world);
  for (const [at, { secrets, open, hidden }] of looked.entries()) {
    for (const place of secrets) {
      if (open.has(place)) continue;
      const world = worldFor(at, place);
      if (world === null) {
        for (const cluster of clusters.keys()) hidden.add(cluster);
        break;
      }
      worlds.push(world);
      keep(world);
    }
  }
  return { hidden: looked.map(({ hidden }) => hidden), worlds };

  function keep(world: World): void {
    // Somebody who is thought up is another world to those alone who do not know how many people there are.
    const isThoughtUp = world.some(({ who }) => typeof who === 'number');
    for (const { at, place } of seen.changes(world)) {
      const cluster = clusterOf.get(place);
      if (cluster !== undefined) looked[at]?.hidden.add(cluster);
      if (!isThoughtUp) looked[at]?.open.add(place);
    }
  }

  function worldFor(at: number, place: number): World | null {
    const days = windows[at];
    for (const world of days === undefined ? [] : decided.worldsOver(days, place)) {
      if ((left -= 1) < 0) return null;
      if (seen.changes(world).some((change) => change.at === at && change.place === place)) return world;
    }
    return null;
  }

  /** Groups of whose number nobody may be sure, and of whom everybody's number does not say it: of too few, or told nowhere. */
  function secretsOf(at: number, { days, people }: Part): Iterable<number> {
    const listed = belonging.listedIn(days);
    if (people.length === listed.length && listed.every((person) => belonging.stayOf(person, days) !== null)) return [];
    const isIn = (place: number) => (person: string): boolean => belonging.signaturesOf(person, days).some((signature) => belonging.signatures[signature]?.includes(place));
    const isFew = (number: number): boolean => number > 0 && number < k;
    return [...seen.numbersIn(at)].flatMap(([place, number]) => ((!offered.has(place) || isFew(number) || isFew(people.length - number)) && !listed.every(isIn(place)) ? [place] : []));
  }
}

/** A number of a group over a window. */
interface Change {
  readonly at: number;
  readonly place: number;
}

/** What of numbers of the last days is another in a world. */
class Seen {
  readonly #windows: readonly { readonly from: number; readonly to: number; readonly days: bigint }[];
  readonly #there: ReadonlyMap<string, bigint>;
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

  peopleIn(at: number): readonly string[] {
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
    const people = world.map(({ who, gained, lost }) => {
      const was = typeof who === 'number' ? 0n : (this.#there.get(who) ?? 0n);
      const is = (was | daysAmong(gained, this.#first)) & ~daysAmong(lost, this.#first);
      return { who, was, is };
    });
    return this.#windows.flatMap((window, at) => {
      const steps = new Map<number, number>();
      for (const { who, was, is } of people) {
        if ((was & window.days) === (is & window.days)) continue;
        for (const [days, step] of [[is, 1], [was, -1]] as const) for (const place of this.#placesOf(who, days & window.days, window)) steps.set(place, (steps.get(place) ?? 0) + step);
      }
      return [...steps].flatMap(([place, step]): Change[] => (step === 0 ? [] : [{ at, place }]));
    });
  }

  /** Where somebody is counted who was there on some days. */
  #placesOf(who: string | number, days: bigint, { from, to }: { readonly from: number; readonly to: number }): Iterable<number> {
    if (days === 0n) return [];
    if (typeof who === 'number') return this.#belonging.signatures[who] ?? [];
    const places = new Set<number>();
    for (let day = from; day <= to; day += 1) if ((days & (1n << BigInt(day - this.#first))) !== 0n) for (const place of this.#belonging.placesOn(who, day)) places.add(place);
    return places;
  }
}
