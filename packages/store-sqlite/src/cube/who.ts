import type { Database } from '@pegel/sqlite';

/** Whoever did something, by number: nobody known, a service, or one of the people from there on. */
export const nobody = 0;
export const aService = 1;
export const firstPerson = 2;

/** So many references are numbered in a few milliseconds. */
const someReferences = 2_000;
/** SQLite has no limit below nought. */
const all = -1;

const bytesAReference = 40;
const bytesAPerson = 120;

/**
 * Who the references of an organisation stand for, as far as anybody has asked for them. Facts keep their reference, so that
 * a link between two people changes one list here and no fact.
 */
export class Who {
  /** By the number of a reference, whom it stands for. */
  people = Int32Array.of(nobody, aService);
  /** What each of them is called in a report; nobody and services are called by whoever asks. */
  readonly keys: string[] = ['', ''];
  /** The ledger's number of each of them. */
  readonly persons: number[] = [0, 0];
  /** By the ledger's number of a reference less that of the first, its number: millions of them are looked up, and those of an organisation lie close together. */
  readonly #numbers: (number | undefined)[] = [];
  #first: number | null = null;
  /** By the number of a reference less the first, the ledger's number of it. */
  readonly #references: number[] = [];
  readonly #persons = new Map<number, number>();
  readonly #read: (after: number, most: number) => readonly (readonly [reference: number, person: number, key: string])[];
  #last = 0;
  /** Another number whenever somebody is somebody else, or has another number. */
  version = 0;

  constructor(database: Database, organisation: number) {
    const statement = database
      .prepare<[number, number, number], readonly [number, number, string]>('SELECT r.id, r.person, p.key FROM person_references r JOIN people p ON p.id = r.person WHERE r.organisation = ? AND r.id > ? ORDER BY r.id LIMIT ?')
      .raw();
    this.#read = (after, most) => statement.all(organisation, after, most);
  }

  /** How many numbers of people there are, with those before the first. */
  get size(): number {
    return this.keys.length;
  }

  /** About how much memory it takes. */
  get bytes(): number {
    return this.#references.length * bytesAReference + this.keys.length * bytesAPerson;
  }

  /** Whether a reference has a number already, or one after it has. */
  knows(reference: number): boolean {
    return reference <= this.#last;
  }

  /** The number of a reference. References are never removed, so whatever is not known yet is new. */
  codeOf(reference: number): number {
    if (reference > this.#last) this.#take();
    const code = this.#numbers[reference - (this.#first ?? 0)];
    if (code === undefined) throw new RangeError(`There is no reference ${reference}.`);
    return code;
  }

  /** The ledger's number of a reference. */
  referenceOf(code: number): number {
    const reference = this.#references[code - firstPerson];
    if (reference === undefined) throw new RangeError(`No reference has the number ${code}.`);
    return reference;
  }

  /** The number of a person as the ledger numbers people; `undefined` for whoever is named by no reference. */
  personOf(person: number): number | undefined {
    return this.#persons.get(person);
  }

  /** Numbers everybody who came since the last time. */
  catchUp(): void {
    this.#take();
  }

  /** Numbers some of them; whether there may be more. */
  catchUpSome(): boolean {
    return this.#take(someReferences);
  }

  /** Somebody is somebody else now, or called otherwise. */
  refresh(): void {
    this.version += 1;
    this.#last = 0;
    this.#persons.clear();
    this.keys.length = firstPerson;
    this.#take();
  }

  #take(most = all): boolean {
    const rows = this.#read(this.#last, most);
    if (rows.length === 0) return false;
    const first = (this.#first ??= rows[0]?.[0] ?? 0);
    const people = new Int32Array(firstPerson + this.#references.length + rows.length);
    people.set(this.people);
    for (const [reference, person, key] of rows) {
      const code = (this.#numbers[reference - first] ??= firstPerson - 1 + this.#references.push(reference));
      const known = this.#persons.get(person) ?? this.keys.push(key) - 1;
      this.#persons.set(person, known);
      this.persons[known] = person;
      people[code] = known;
      this.#last = reference;
    }
    this.people = people.slice(0, firstPerson + this.#references.length);
    return rows.length === most;
  }
}
