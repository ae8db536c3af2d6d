/** Who did something in a part that has no parts: how many people of each signature, and how many there are of it. */
export interface Doing {
  readonly did: ReadonlyMap<number, number>;
  readonly there: ReadonlyMap<number, number>;
  /** Everybody who is there did, which is no news to anybody: only of numbers that count no people is anything left to guess. */
  readonly isAll: boolean;
}

/** Signatures of which somebody may be exchanged: those in `given` did something here and could have there, those in `taken` the other way round. */
export interface Exchange {
  readonly given: readonly number[];
  readonly taken: readonly number[];
}

const hasRoom = ({ did, there, isAll }: Doing, signature: number): boolean => (isAll ? there.has(signature) : (there.get(signature) ?? 0) > (did.get(signature) ?? 0));

/** @param other Where what is taken here is given, so that nothing changes in what both are part of; `null`: nowhere. */
export function exchangeOf(here: Doing, other: Doing | null): Exchange {
  return {
    given: [...here.did.keys()].filter((signature) => here.there.has(signature) && (other === null || hasRoom(other, signature))),
    taken: [...(other === null ? here.there : other.did).keys()].filter((signature) => hasRoom(here, signature) && (other === null || other.there.has(signature))),
  };
}

/** A person of one signature in the place of one of another: the groups that have one less, and those that have one more. */
export interface Move {
  readonly from: number;
  readonly to: number;
  readonly less: readonly number[];
  readonly more: readonly number[];
}

/** Signatures of which anybody can be exchanged for anybody without anything that is told being another. */
export function alikeIn({ given, taken }: Exchange, placesOf: (signature: number) => readonly number[], isTold: (place: number) => boolean): readonly Exchange[] {
  const alike = new Map<string, { readonly given: number[]; readonly taken: number[] }>();
  for (const signature of given) {
    const told = placesOf(signature).filter(isTold).join();
    const known = alike.get(told);
    if (known === undefined) alike.set(told, { given: [signature], taken: [] });
    else known.given.push(signature);
  }
  for (const signature of taken) alike.get(placesOf(signature).filter(isTold).join())?.taken.push(signature);
  return [...alike.values()].filter((both) => both.taken.length > 0);
}

/** Groups whose numbers become others where one person is exchanged for another, and no number that is told does. */
export function openedByOne(exchange: Exchange, placesOf: (signature: number) => readonly number[], isTold: (place: number) => boolean): ReadonlySet<number> {
  const open = new Set<number>();
  for (const both of alikeIn(exchange, placesOf, isTold)) {
    // A group that not all of them are in is one of somebody given and not of somebody taken, or the other way round.
    const all = [...both.given, ...both.taken];
    const often = new Map<number, number>();
    for (const signature of all) for (const place of placesOf(signature)) often.set(place, (often.get(place) ?? 0) + 1);
    for (const [place, times] of often) if (times < all.length) open.add(place);
  }
  return open;
}

/** The moves from one signature to one that differs little from it. */
export function movesOf({ given, taken }: Exchange, placesOf: (signature: number) => readonly number[], nearTo: (signature: number) => readonly number[]): readonly Move[] {
  const welcome = new Set(taken);
  return given.flatMap((from) => nearTo(from).filter((to) => welcome.has(to)).map((to): Move => {
    const [mine, yours] = [placesOf(from), placesOf(to)];
    return { from, to, less: mine.filter((place) => !yours.includes(place)), more: yours.filter((place) => !mine.includes(place)) };
  }));
}

/** Moves by what they change of what is told, and what would undo that. */
export function byChange(moves: readonly Move[], isTold: (place: number) => boolean): { readonly of: ReadonlyMap<string, readonly Move[]>; readonly undoing: (move: Move) => readonly Move[] } {
  const of = new Map<string, Move[]>();
  const text = (less: readonly number[], more: readonly number[]): string => `${less.filter(isTold).join()}>${more.filter(isTold).join()}`;
  for (const move of moves) {
    const change = text(move.less, move.more);
    const known = of.get(change);
    if (known === undefined) of.set(change, [move]);
    else known.push(move);
  }
  return { of, undoing: (move) => of.get(text(move.more, move.less)) ?? [] };
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
