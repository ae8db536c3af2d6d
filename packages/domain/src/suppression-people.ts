import { addDays, type Period } from './days.js';
import type { Belonging } from './suppression-belonging.js';
import type { Exchange } from './suppression-exchange.js';
import type { Part } from './suppression-tree.js';
import { thoughtUp, Worlds, type LastDays, type Swap } from './suppression-worlds.js';

/** What is exchanged in order to change a part: all that two people did in another that it lies in, or in itself. */
export type Within = readonly [part: number, whole: number];

/** How many pairs of people are tried in all, one after the other, where no exchange of what they belong to is found. */
const pairsMost = 4_000;

/** Some people of each signature. */
type Somebodies = ReadonlyMap<number, readonly number[]>;

/** How many of a signature are kept in mind, for numbers of the last days to miss none of them. */
const ofEachMost = 4;

/** An exchange of which is known who it would be. */
interface People extends Exchange {
  readonly one: Somebodies;
  /** Nobody that there is where everybody was there. */
  readonly other: Somebodies;
}

/** What everybody's numbers say of a part by themselves. */
interface Said {
  /** Everybody who was listed was there, nobody else was, and nobody moved: whoever knows how many people belong to what knows it of each group. */
  readonly isAll: boolean;
  /** Groups that all are in who could have been there. */
  readonly ofAll: ReadonlySet<number>;
}

/**
 * Exchanges of people who are counted once, however often they come: somebody who was there in the part in the place of somebody
 * who was not in the whole, with everything both did in it. What the whole lies in stays as it is, since both were
 * there at another time as well, and were the same.
 */
export function exchangesOfPeople(parts: readonly Part[], chains: readonly (readonly number[])[], belonging: Belonging, lastDays?: LastDays) {
  const worlds = new Worlds(parts, chains, belonging, lastDays);
  const active = parts.map(({ people }) => new Set(people));
  const listedOn = (days: Period): readonly number[] => {
    const listed = belonging.listedIn(days);
    worlds.meet(listed);
    return listed;
  };
  const listedIn = (at: number): readonly number[] => listedOn(parts[at]?.days ?? { from: '', to: '' });
  const children = parts.map((_, at) => parts.flatMap((part, other) => (part.of === at ? [other] : [])));
  let pairsLeft = pairsMost;
  const known = new Map<string, People>();
  const absent = new Map<number, Somebodies>();
  const said = parts.map((): Said | null => null);
  const behind = worlds.placesBehind();

  return {
    worlds,
    pairsOf: (at: number): readonly Within[] => (chains[at] ?? []).map((whole) => [at, whole] as const),
    partsChanging: ([part, whole]: Within): readonly number[] => (chains[part] ?? []).slice(0, (chains[part] ?? []).indexOf(whole) + 1),
    /** Two exchanges at once might be seen in a part of the whole that only one of both changes. */
    isWithoutParts: ([, whole]: Within): boolean => (children[whole] ?? []).length === 0,
    isBehind: (at: number, place: number): boolean => behind[at]?.has(place) === true,
    saidOf,
    exchange,
    /** Two people of these signatures who change places, as `exchange` says that there are: the first two, and others like them. */
    *swaps(within: Within, from: number, to: number): Iterable<Swap> {
      const { one, other } = exchange(within);
      for (const mine of one.get(from) ?? [thoughtUp(from)]) for (const yours of other.get(to) ?? [thoughtUp(to)]) yield { whole: within[1], one: mine, other: yours };
    },
    rowsOf,
    rowsOver,
  };

  function saidOf(at: number): Said {
    const before = said[at];
    if (before !== null && before !== undefined) return before;
    const days = parts[at]?.days ?? { from: '', to: '' };
    const [listed, people] = [listedIn(at), parts[at]?.people ?? []];
    const signatures = new Set([...listed, ...people].flatMap((somebody) => worlds.signatureOf(at, somebody) ?? belonging.signaturesOf(somebody, days)));
    const [first = [], ...others] = [...signatures].map((signature) => belonging.signatures[signature] ?? []);
    const found = {
      isAll: people.length === listed.length && listed.every((somebody) => active[at]?.has(somebody) === true && worlds.stayOf(at, somebody) !== null),
      ofAll: new Set(first.filter((place) => others.every((own) => own.includes(place)))),
    };
    said[at] = found;
    return found;
  }

  function exchange([part, whole]: Within): People {
    const name = `${part} ${whole}`;
    const before = known.get(name);
    if (before !== undefined) return before;
    const one = firstOfEach(whole, parts[part]?.people ?? [], (somebody) => worlds.signatureOf(whole, somebody));
    const other = absentFrom(whole);
    // Who knows that everybody was there, but not how many belong to what, can think of somebody else in somebody's place.
    const fancied = parts[whole]?.of === null && saidOf(part).isAll ? [...belonging.peopleOf(parts[whole]?.days ?? { from: '', to: '' }).keys()] : [];
    const found = { given: [...one.keys()], taken: [...new Set([...other.keys(), ...fancied])], one, other };
    known.set(name, found);
    return found;
  }

  /** Who could have been there: where it is part of something, whoever was there at another time. */
  function absentFrom(whole: number): Somebodies {
    const before = absent.get(whole);
    if (before !== undefined) return before;
    const of = parts[whole]?.of ?? null;
    const others = (of === null ? listedIn(whole) : (parts[of]?.people ?? [])).filter((somebody) => active[whole]?.has(somebody) !== true);
    const found = firstOfEach(whole, others, (somebody) => worlds.stayOf(whole, somebody));
    absent.set(whole, found);
    return found;
  }

  /**
   * Of some people of each signature the first who stays in everything that a part lies in, without what they did in it: whoever that is decides, whatever
   * else is told. After that a few more, rather those whom numbers of the last days do not miss.
   */
  function firstOfEach(at: number, people: readonly number[], signatureOf: (somebody: number) => number | null): Somebodies {
    const most = lastDays === undefined ? 1 : ofEachMost;
    const found = new Map<number, { readonly first: number; readonly steady: number[]; readonly others: number[] }>();
    for (const somebody of people) {
      const signature = signatureOf(somebody);
      const own = signature === null ? undefined : found.get(signature);
      if (signature === null || (own !== undefined && most === 1)) continue;
      const kept = own === undefined ? null : worlds.isSteady(at, somebody, signature) ? own.steady : own.others;
      if ((kept !== null && kept.length >= most) || !worlds.isElsewhere(at, somebody, signature)) continue;
      if (kept === null) found.set(signature, { first: somebody, steady: [], others: [] });
      else kept.push(somebody);
    }
    return new Map([...found].map(([signature, { first, steady, others }]) => [signature, [first, ...steady, ...others].slice(0, most)]));
  }

  /** Whoever was there and whoever was not, of whom one is in a group and the other is not: with all that they did in what the part lies in, or in itself. */
  function* rowsOf(at: number, place: number, isSeen: (place: number) => boolean): Iterable<Swap> {
    const alike = new Map<string, { readonly one: [number, boolean][]; readonly other: [number, boolean][] }>();
    const everybody = [...new Set([...listedIn(at), ...(parts[at]?.people ?? [])])].sort((a, b) => a - b);
    for (const somebody of everybody) {
      const signature = worlds.signatureOf(at, somebody);
      if (signature === null) continue;
      const places = belonging.signatures[signature] ?? [];
      const text = places.filter(isSeen).join();
      const both = alike.get(text) ?? { one: [], other: [] };
      alike.set(text, both);
      both[active[at]?.has(somebody) === true ? 'one' : 'other'].push([somebody, places.includes(place)]);
    }
    for (const { one, other } of alike.values()) {
      for (const [mine, isIn] of one) {
        for (const [yours, isToo] of other) {
          if (isIn === isToo) continue;
          for (const whole of chains[at] ?? []) {
            if ((pairsLeft -= 1) < 0) return;
            yield { whole, one: mine, other: yours };
          }
        }
      }
    }
  }
  /** Whoever was there in some of the last days and whoever was not, of whom one is in a group and the other is not: with all that they did in something that the former's days lie in, or in these days, or around them. */
  function* rowsOver(days: Period, place: number, isTold: (part: number, place: number) => boolean): Iterable<Swap> {
    const listed = listedOn(days);
    const there = new Set(worlds.peopleIn(days));
    const everybody = [...new Set([...listed, ...there])].sort((a, b) => a - b);
    const wholes = [...parts.keys()].reverse().filter((part) => (parts[part]?.days.to ?? '') >= days.from && (parts[part]?.days.from ?? '') <= days.to);
    const around = [0, 3, 6].map((more): Period => ({ from: addDays(days.from, -more), to: addDays(days.to, more) }));
    for (const { whole, over } of [...wholes.map((part) => ({ whole: part, over: undefined })), ...around.map((period) => ({ whole: 0, over: period }))]) {
      const alike = new Map<string, { readonly one: [number, boolean][]; readonly other: [number, boolean][] }>();
      for (const somebody of everybody) {
        if (there.has(somebody) && over === undefined && !worlds.isWithin(somebody, days, whole)) continue;
        const signature = worlds.signatureOf(whole, somebody);
        if (signature === null) continue;
        const places = belonging.signatures[signature] ?? [];
        const text = over === undefined ? places.filter((each) => isTold(whole, each)).join() : '';
        const both = alike.get(text) ?? { one: [], other: [] };
        alike.set(text, both);
        both[there.has(somebody) ? 'one' : 'other'].push([somebody, places.includes(place)]);
      }
      const swap = over === undefined ? { whole } : { whole, over };
      for (const { one, other } of alike.values()) for (const [mine, isIn] of one) for (const [yours, isToo] of other) if (isIn !== isToo) yield { ...swap, one: mine, other: yours };
    }
  }
}
