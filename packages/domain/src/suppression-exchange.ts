import type { Belonging } from './suppression-belonging.js';

/** Who did something in a part that has no parts, by signature. */
export interface Doing {
  /** Of whom somebody did something, and could have. */
  readonly did: readonly number[];
  /** Of whom somebody could have who did not; or, where everybody did, which is no news to anybody, could have done more. */
  readonly room: readonly number[];
  readonly hasRoom: readonly boolean[];
}

/** Signatures of which somebody may be exchanged: those in `given` did something here and could have there, those in `taken` the other way round. */
export interface Exchange {
  readonly given: readonly number[];
  readonly taken: readonly number[];
}

/** @param did How many of each signature did something, of the people who are there. */
export function doingOf(did: ReadonlyMap<number, number>, there: ReadonlyMap<number, number>): Doing {
  const isAll = [...there].every(([signature, all]) => (did.get(signature) ?? 0) >= all);
  const room = [...there].flatMap(([signature, all]) => (isAll || all > (did.get(signature) ?? 0) ? [signature] : []));
  const hasRoom: boolean[] = [];
  for (const signature of room) hasRoom[signature] = true;
  return { did: [...did.keys()].filter((signature) => there.has(signature)), room, hasRoom };
}

/** @param other Where what is taken here is given, so that nothing changes in what both are part of; `null`: nowhere. */
export function exchangeOf(here: Doing, other: Doing | null): Exchange {
  return other === null ? { given: here.did, taken: here.room } : { given: here.did.filter((signature) => other.hasRoom[signature]), taken: other.did.filter((signature) => here.hasRoom[signature]) };
}

/** A person of one signature in the place of one of another: the groups that have one less, and those that have one more. */
export interface Move {
  readonly from: number;
  readonly to: number;
  readonly less: readonly number[];
  readonly more: readonly number[];
}

/** Signatures, the places of their groups, and what it is to put somebody of one in the place of somebody of another. */
export class Moves {
  readonly #belonging: Belonging;
  /** By signature, those to what differs little from it, in the order of these. */
  readonly #near: (readonly Move[] | undefined)[] = [];

  constructor(belonging: Belonging) {
    this.#belonging = belonging;
  }

  placesOf(signature: number): readonly number[] {
    return this.#belonging.signatures[signature] ?? [];
  }

  move(from: number, to: number): Move {
    const [mine, yours] = [this.placesOf(from), this.placesOf(to)];
    return { from, to, less: mine.filter((place) => !yours.includes(place)), more: yours.filter((place) => !mine.includes(place)) };
  }

  /** The moves from one signature to one that differs little from it. */
  among({ given, taken }: Exchange): readonly Move[] {
    const isWelcome: boolean[] = [];
    for (const signature of taken) isWelcome[signature] = true;
    const moves: Move[] = [];
    for (const from of given) for (const move of this.#nearOf(from)) if (isWelcome[move.to] === true) moves.push(move);
    return moves;
  }

  /** Each is made once: the same few are looked at in every part. */
  #nearOf(from: number): readonly Move[] {
    return (this.#near[from] ??= this.#belonging.nearTo(from).map((to) => this.move(from, to)));
  }

  /** Signatures of which anybody can be exchanged for anybody without anything that is told being another. */
  alike({ given, taken }: Exchange, isTold: readonly boolean[]): readonly Exchange[] {
    const alike = new Map<number | string, { readonly given: number[]; readonly taken: number[] }>();
    for (const signature of given) {
      const told = this.nameOf(this.placesOf(signature), isTold);
      const known = alike.get(told);
      if (known === undefined) alike.set(told, { given: [signature], taken: [] });
      else known.given.push(signature);
    }
    for (const signature of taken) alike.get(this.nameOf(this.placesOf(signature), isTold))?.taken.push(signature);
    return [...alike.values()].filter((both) => both.taken.length > 0);
  }

  /** Groups whose numbers become others where one person is exchanged for another, and no number that is told does. */
  openedByOne(exchange: Exchange, isTold: readonly boolean[]): ReadonlySet<number> {
    const open = new Set<number>();
    const often = this.#belonging.groups.map(() => 0);
    for (const { given, taken } of this.alike(exchange, isTold)) {
      const all = given.length + taken.length;
      for (const signature of given) for (const place of this.placesOf(signature)) often[place] = (often[place] ?? 0) + 1;
      for (const signature of taken) for (const place of this.placesOf(signature)) often[place] = (often[place] ?? 0) + 1;
      // A group that not all of them are in is one of somebody given and not of somebody taken, or the other way round.
      for (const some of [given, taken]) {
        for (const signature of some) {
          for (const place of this.placesOf(signature)) {
            const times = often[place] ?? 0;
            if (times > 0 && times < all) open.add(place);
            often[place] = 0;
          }
        }
      }
    }
    return open;
  }

  /** For a move those of some moves that undo what it changes of what is told. */
  undoing(moves: readonly Move[], isTold: readonly boolean[]): (move: Move) => readonly Move[] {
    const of = new Map<number | string, Move[]>();
    for (const move of moves) {
      const change = this.nameOf(move.less, isTold, move.more);
      const known = of.get(change);
      if (known === undefined) of.set(change, [move]);
      else known.push(move);
    }
    return (move) => of.get(this.nameOf(move.more, isTold, move.less)) ?? [];
  }

  /** A name for what is told of some places, and of others beside them: a number where they are few, which is faster than a text. */
  nameOf(places: readonly number[], isTold: readonly boolean[], beside: readonly number[] = []): number | string {
    const base = this.#belonging.groups.length + 2;
    let name = 0;
    for (const place of places) if (isTold[place] === true) name = name * base + place + 2;
    name = name * base + 1;
    for (const place of beside) if (isTold[place] === true) name = name * base + place + 2;
    return name <= Number.MAX_SAFE_INTEGER ? name : [places, beside].map((some) => some.filter((place) => isTold[place] === true).join()).join('>');
  }
}

/** What some moves together change: the places of groups whose numbers become others. */
export function changedBy(...moves: readonly Move[]): ReadonlySet<number> {
  const steps = new Map<number, number>();
  for (const { less, more } of moves) {
    for (const place of less) steps.set(place, (steps.get(place) ?? 0) - 1);
    for (const place of more) steps.set(place, (steps.get(place) ?? 0) + 1);
  }
  return new Set([...steps].flatMap(([place, step]) => (step === 0 ? [] : [place])));
}
