import { changePeople, directoryTotals, ended, hasInvite, hasSeat, isInvited, layingOver, nothingTold, type Directory, type DirectoryPerson, type LaidOver, type SourcedSnapshot, type Told, type WhoIs } from '@pegel/domain';

/** What is said of somebody from a position on; `null`: nothing. */
interface From {
  readonly position: number;
  readonly person: DirectoryPerson | null;
}

/** What is said of somebody on some positions, both included. */
export interface Stretch {
  /** As the ledger numbers people. */
  readonly who: number;
  readonly person: DirectoryPerson;
  readonly from: number;
  readonly to: number;
}

/** Reads snapshots, in steps. */
export interface Reading {
  /** Those that lie below a position, without what nothing shows of. */
  below(position: number): Generator<void, readonly SourcedSnapshot[]>;
  /** The one that makes a position of the one before it. */
  snapshot(position: number): Generator<void, SourcedSnapshot>;
}

/**
 * Directories of some positions, one after the other, as what changed from each to the next: whoever stays as they were
 * takes room once, and a snapshot more is laid over those before it. A position is how many snapshots lie over each other.
 */
export class DirectoryTimeline {
  /** The positions that are known, both included. */
  #first = 0;
  #last = -1;
  /** By position from the first on. */
  #told: Told[] = [];
  /** By position from the first on, how many have a seat. */
  #seats: number[] = [];
  #said = new Map<number, From[]>();
  /** Who is in the last one. */
  #people = new Map<number, DirectoryPerson>();
  /** Who has been invited on any of them, and perhaps some who have not. */
  #invited = new Set<number>();
  /** How often anything of it has become something else. */
  #changes = 0;

  constructor(private readonly whoIs: WhoIs<number>) {}

  knows(position: number): boolean {
    return this.#first <= position && position <= this.#last;
  }

  get first(): number {
    return this.#first;
  }

  /** Before the first where none is known. */
  get last(): number {
    return this.#last;
  }

  /** Forgets what comes after a position. */
  cut(position: number): void {
    this.#changes += 1;
    if (position < this.#first) return this.#clear();
    if (position >= this.#last) return;
    this.#last = position;
    this.#told.length = position - this.#first + 1;
    this.#seats.length = this.#told.length;
    for (const [who, said] of this.#said) {
      while ((said.at(-1)?.position ?? position) > position) said.pop();
      if (said.length === 0) this.#said.delete(who);
      const person = said.at(-1)?.person ?? null;
      if (person === null) this.#people.delete(who);
      else this.#people.set(who, person);
    }
  }

  /** Has the positions between two of them, both included. */
  reach(first: number, last: number, reading: Reading): void {
    ended(this.reaching(first, last, reading, () => true));
  }

  /**
   * The same in steps, between which others can go first; false where one of them has gone further, or what was read is not so any more, and it has to be begun anew.
   * @param isStill Whether what is read is still what the ledger says, asked before anything of it is taken over.
   */
  *reaching(first: number, last: number, reading: Reading, isStill: () => boolean): Generator<void, boolean> {
    if (this.#last < this.#first || first < this.#first) {
      const changes = this.#changes;
      const begun = yield* beginning(first, yield* reading.below(first), this.whoIs);
      if (changes !== this.#changes || !isStill()) return false;
      this.#begin(first, begun);
    }
    while (this.#last < last) {
      const changes = this.#changes;
      const one = yield* reading.snapshot(this.#last + 1);
      if (changes !== this.#changes) return false;
      const laid = yield* layingOver(this.#people, this.#toldAt(this.#last), one, this.whoIs);
      if (changes !== this.#changes || !isStill()) return false;
      this.#goOn(laid);
    }
    return true;
  }

  at(position: number): { readonly people: Directory<number>['people']; readonly told: Told } {
    const people = new Map<number, DirectoryPerson>();
    for (const who of this.#said.keys()) {
      const person = this.#saidOf(who, position);
      if (person !== null) people.set(who, person);
    }
    return { people, told: this.#toldAt(position) };
  }

  /** The totals of a position that is known, when a day ended. */
  totalsAt(position: number, end: number): Omit<Directory<number>, 'people'> {
    const invites = () => {
      let number = 0;
      for (const who of this.#invited) {
        const person = this.#saidOf(who, position);
        if (person !== null && isInvited(person, end)) number += 1;
      }
      return number;
    };
    return directoryTotals(this.#toldAt(position), { seats: () => this.#seats[position - this.#first] ?? 0, invites });
  }

  /** What is said of everybody on the positions between two that are known, both included. */
  *stretches(first: number, last: number): Generator<Stretch> {
    for (const [who, said] of this.#said) {
      for (const [at, { position, person }] of said.entries()) {
        const from = Math.max(position, first);
        const to = Math.min((said[at + 1]?.position ?? Infinity) - 1, last);
        if (person !== null && from <= to) yield { who, person, from, to };
      }
    }
  }

  #begin(first: number, { people, said, invited, told, seats }: Begun): void {
    this.#changes += 1;
    [this.#first, this.#last, this.#told, this.#seats] = [first, first, [told], [seats]];
    [this.#people, this.#said, this.#invited] = [people, said, invited];
  }

  #goOn({ told, changes }: LaidOver<number>): void {
    this.#changes += 1;
    let seats = this.#seats.at(-1) ?? 0;
    for (const [who, person] of changes) seats += seatsOf(person) - seatsOf(this.#people.get(who) ?? null);
    changePeople(this.#people, changes);
    this.#last += 1;
    this.#told.push(told);
    this.#seats.push(seats);
    for (const [who, person] of changes) this.#say(who, person);
  }

  #saidOf(who: number, position: number): DirectoryPerson | null {
    return this.#said.get(who)?.findLast((one) => one.position <= position)?.person ?? null;
  }

  /** Somebody is somebody else from the last position on. */
  #say(who: number, person: DirectoryPerson | null): void {
    if (person !== null && hasInvite(person)) this.#invited.add(who);
    const said = this.#said.get(who);
    if (said === undefined) this.#said.set(who, [{ position: this.#last, person }]);
    else said.push({ position: this.#last, person });
  }

  #toldAt(position: number): Told {
    return this.#told[position - this.#first] ?? nothingTold;
  }

  #clear(): void {
    this.#begin(0, { people: new Map(), said: new Map(), invited: new Set(), told: nothingTold, seats: 0 });
    [this.#last, this.#told, this.#seats] = [-1, [], []];
  }
}

/** A first position, with whoever is in it. */
interface Begun {
  readonly people: Map<number, DirectoryPerson>;
  readonly said: Map<number, From[]>;
  readonly invited: Set<number>;
  readonly told: Told;
  readonly seats: number;
}

/** So many people are gone through in a few milliseconds. */
const peopleAtOnce = 5_000;

function* beginning(first: number, snapshots: readonly SourcedSnapshot[], whoIs: WhoIs<number>): Generator<void, Begun> {
  const [people, said, invited] = [new Map<number, DirectoryPerson>(), new Map<number, From[]>(), new Set<number>()];
  let [told, seats] = [nothingTold, 0];
  for (const one of snapshots) {
    const laid = yield* layingOver(people, told, one, whoIs);
    changePeople(people, laid.changes);
    ({ told } = laid);
  }
  for (const [who, person] of people) {
    seats += seatsOf(person);
    if (hasInvite(person)) invited.add(who);
    said.set(who, [{ position: first, person }]);
    if (said.size % peopleAtOnce === 0) yield;
  }
  return { people, said, invited, told, seats };
}

const seatsOf = (person: DirectoryPerson | null): number => (person !== null && hasSeat(person) ? 1 : 0);
