import { dayNumber, type Day, type Period } from './days.js';
import { memberships, type Membership } from './facts.js';
import { unattributed, type MembershipSegment } from './store.js';

/** Some people who are counted together: a group, department or cost centre, or those who are in none. */
export interface Group {
  readonly dimension: Membership;
  readonly key: string;
}

/** Days by number, both included. */
interface Days {
  readonly from: number;
  readonly to: number;
}

interface Stay extends Days {
  readonly signature: number;
  readonly isListed: boolean;
}

/** How many people belonged to the same, while nothing changed. */
export interface Moment {
  readonly days: Days;
  readonly listed: ReadonlyMap<number, number>;
}

/**
 * Who belonged to what, over some days. People who belong to exactly the same have one signature: numbers of groups tell
 * them apart no further.
 */
export class Belonging {
  readonly groups: Group[] = [];
  /** By number, the places of the groups that somebody of a signature is in. */
  readonly signatures: (readonly number[])[] = [];
  readonly #places = new Map<string, number>();
  readonly #numbers = new Map<string, number>();
  readonly #stays = new Map<number, Stay[]>();
  /** Whoever no directory lists. */
  readonly #unlisted: number;
  readonly #days = new Map<Day, number>();
  readonly #single: (readonly number[])[] = [];
  readonly #people = new Map<string, ReadonlyMap<number, number>>();
  #near: readonly (readonly number[])[] | null = null;

  constructor(segments: readonly MembershipSegment[]) {
    this.#unlisted = this.#signatureOf({ groups: [], department: null, costCentre: null });
    for (const segment of segments) {
      const stays = this.#stays.get(segment.person) ?? [];
      stays.push({ from: dayNumber(segment.days.from), to: dayNumber(segment.days.to), signature: this.#signatureOf(segment), isListed: segment.isListed });
      this.#stays.set(segment.person, stays);
    }
    for (const stays of this.#stays.values()) stays.sort((a, b) => a.from - b.from);
  }

  placeOf({ dimension, key }: Group): number | undefined {
    return this.#places.get(`${dimension} ${key}`);
  }

  /** What somebody was during some days: one signature, or several where they moved. */
  signaturesOf(person: number, period: Period): readonly number[] {
    return this.#signaturesIn(this.#stays.get(person), this.#daysOf(period));
  }

  /** What somebody was on each of some days, where they were listed on all of them and did not move. */
  stayOf(person: number, period: Period): number | null {
    const days = this.#daysOf(period);
    const stays = this.#stays.get(person) ?? [];
    const [signature = null, ...others] = this.#signaturesIn(stays, days);
    const listed = stays.reduce((sum, stay) => sum + (stay.isListed ? Math.max(0, Math.min(stay.to, days.to) - Math.max(stay.from, days.from) + 1) : 0), 0);
    return others.length === 0 && listed === days.to - days.from + 1 ? signature : null;
  }

  /** The places of the groups that somebody was in on a day, by its number. */
  placesOn(person: number, day: number): readonly number[] {
    const [signature = this.#unlisted] = this.#signaturesIn(this.#stays.get(person), { from: day, to: day });
    return this.signatures[signature] ?? [];
  }

  isListedOn(person: number, day: number): boolean {
    return isListed(this.#stays.get(person) ?? [], { from: day, to: day });
  }

  /** Whoever was listed on any of some days. */
  listedIn(period: Period): readonly number[] {
    const days = this.#daysOf(period);
    return [...this.#stays].flatMap(([person, stays]) => (isListed(stays, days) ? [person] : []));
  }

  /** How many people had each signature who did not move during some days: what numbers of these days are at least made of. */
  peopleOf(period: Period): ReadonlyMap<number, number> {
    const asked = `${period.from} ${period.to}`;
    const known = this.#people.get(asked);
    if (known !== undefined) return known;
    const days = this.#daysOf(period);
    const found = new Map<number, number>();
    for (const stays of this.#stays.values()) {
      if (!isListed(stays, days)) continue;
      const [signature, ...others] = this.#signaturesIn(stays, days);
      if (signature !== undefined && others.length === 0) found.set(signature, (found.get(signature) ?? 0) + 1);
    }
    this.#people.set(asked, found);
    return found;
  }

  /** Signatures that differ from one in a single group, or have another instead of one of its groups. */
  nearTo(signature: number): readonly number[] {
    this.#near ??= this.#nearEachOther();
    return this.#near[signature] ?? [];
  }

  /** The days of a period, cut wherever somebody comes, goes or moves. */
  momentsOf(period: Period): readonly Moment[] {
    const { from, to } = this.#daysOf(period);
    const listed = [...this.#stays.values()].flat().filter((stay) => stay.isListed && stay.from <= to && stay.to >= from);
    const changes = new Map<number, [signature: number, step: number][]>([[from, []]]);
    const change = (day: number, signature: number, step: number): void => {
      const known = changes.get(day);
      if (known === undefined) changes.set(day, [[signature, step]]);
      else known.push([signature, step]);
    };
    for (const { signature, from: since, to: until } of listed) {
      change(Math.max(from, since), signature, 1);
      if (until < to) change(until + 1, signature, -1);
    }
    const starts = [...changes.keys()].sort((a, b) => a - b);
    const present = new Map<number, number>();
    return starts.map((start, at): Moment => {
      for (const [signature, step] of changes.get(start) ?? []) {
        const people = (present.get(signature) ?? 0) + step;
        if (people === 0) present.delete(signature);
        else present.set(signature, people);
      }
      return { days: { from: start, to: (starts[at + 1] ?? to + 1) - 1 }, listed: new Map(present) };
    });
  }

  #daysOf({ from, to }: Period): Days {
    return { from: this.#numberOf(from), to: this.#numberOf(to) };
  }

  /** The same few days are asked for of each person. */
  #numberOf(day: Day): number {
    const known = this.#days.get(day);
    if (known !== undefined) return known;
    const number = dayNumber(day);
    this.#days.set(day, number);
    return number;
  }

  #signaturesIn(stays: readonly Stay[] | undefined, { from, to }: Days): readonly number[] {
    if (stays === undefined) return this.#alone(this.#unlisted);
    // Hardly anybody moves.
    for (const stay of stays) if (stay.from <= from && stay.to >= to) return this.#alone(stay.signature);
    const found = new Set<number>();
    let next = from;
    for (const stay of stays) {
      if (stay.to < from || stay.from > to) continue;
      if (stay.from > next) found.add(this.#unlisted);
      found.add(stay.signature);
      next = stay.to + 1;
    }
    if (next <= to) found.add(this.#unlisted);
    return [...found];
  }

  #alone(signature: number): readonly number[] {
    return (this.#single[signature] ??= [signature]);
  }

  #nearEachOther(): readonly (readonly number[])[] {
    const alike = new Map<string, number[]>();
    const without = (places: readonly number[]): string[] => [places.join(), ...places.map((left) => places.filter((place) => place !== left).join())];
    for (const [signature, places] of this.signatures.entries()) {
      for (const text of without(places)) {
        const known = alike.get(text);
        if (known === undefined) alike.set(text, [signature]);
        else known.push(signature);
      }
    }
    return this.signatures.map((places, signature) => [...new Set(without(places).flatMap((text) => alike.get(text) ?? []))].filter((other) => other !== signature).sort((a, b) => a - b));
  }

  #signatureOf({ groups, department, costCentre }: Pick<MembershipSegment, 'groups' | 'department' | 'costCentre'>): number {
    const keys: Readonly<Record<Membership, readonly string[]>> = { group: [...new Set(groups)], department: department === null ? [] : [department], costCentre: costCentre === null ? [] : [costCentre] };
    const places = memberships.flatMap((dimension) => (keys[dimension].length === 0 ? [unattributed] : keys[dimension]).map((key) => this.#place({ dimension, key }))).sort((a, b) => a - b);
    const text = places.join(' ');
    const number = this.#numbers.get(text) ?? this.signatures.push(places) - 1;
    this.#numbers.set(text, number);
    return number;
  }

  #place(group: Group): number {
    const place = this.placeOf(group) ?? this.groups.push(group) - 1;
    this.#places.set(`${group.dimension} ${group.key}`, place);
    return place;
  }
}

const isListed = (stays: readonly Stay[], { from, to }: Days): boolean => stays.some((stay) => stay.isListed && stay.from <= to && stay.to >= from);
