import { changePeople, directoryTotals, hasInvite, hasSeat, isInvited, laidOver, nothingTold, type Directory, type DirectoryPerson, type SourcedSnapshot, type Told, type WhoIs } from '@pegel/domain';

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
  readonly #said = new Map<number, From[]>();
  /** Who is in the last one. */
  readonly #people = new Map<number, DirectoryPerson>();
  /** Who has been invited on any of them, and perhaps some who have not. */
  readonly #invited = new Set<number>();

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

  /**
   * Has the positions between two of them, both included.
   * @param below The snapshots that lie below a position, without what nothing shows of.
   * @param snapshot The one that makes a position of the one before it.
   */
  reach(first: number, last: number, below: (position: number) => readonly SourcedSnapshot[], snapshot: (position: number) => SourcedSnapshot): void {
    if (this.#last < this.#first || first < this.#first) this.#begin(first, below(first));
    while (this.#last < last) {
      const { told, changes } = laidOver(this.#people, this.#toldAt(this.#last), snapshot(this.#last + 1), this.whoIs);
      let seats = this.#seats.at(-1) ?? 0;
      for (const [who, person] of changes) seats += seatsOf(person) - seatsOf(this.#people.get(who) ?? null);
      changePeople(this.#people, changes);
      this.#last += 1;
      this.#told.push(told);
      this.#seats.push(seats);
      for (const [who, person] of changes) this.#say(who, person);
    }
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

  #begin(first: number, snapshots: readonly SourcedSnapshot[]): void {
    this.#clear();
    let told = nothingTold;
    for (const one of snapshots) {
      const laid = laidOver(this.#people, told, one, this.whoIs);
      changePeople(this.#people, laid.changes);
      ({ told } = laid);
    }
    [this.#first, this.#last] = [first, first];
    this.#told.push(told);
    let seats = 0;
    for (const person of this.#people.values()) seats += seatsOf(person);
    this.#seats.push(seats);
    for (const [who, person] of this.#people) this.#say(who, person);
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
    [this.#first, this.#last, this.#told, this.#seats] = [0, -1, [], []];
    this.#said.clear();
    this.#people.clear();
    this.#invited.clear();
  }
}

const seatsOf = (person: DirectoryPerson | null): number => (person !== null && hasSeat(person) ? 1 : 0);
