import {
  asKept, compareText, deliveryAsKept, emailHandle, erasedWord, findingBeside, foundBeside, handleOf, idHandle, isErasedWord, markLeftIn, normaliseEmail, saidTogether, unattributed,
  type Delivery, type ErasedPeople, type Handle, type Instant, type Named, type PersonReference, type Said,
} from '@pegel/domain';
import { sealOf, type Database } from '@pegel/sqlite';
import { asidesIn, saidAside } from './aside.js';
import { sealedIn, type Ledger } from './ledger.js';

/** A ledger with the name that marks are made with: equal words in two organisations have nothing to do with each other. */
export type MarkedLedger = Pick<Ledger, 'id'> & { readonly slug: string };

interface Marked {
  readonly person: number | null;
  /** `Infinity` for good. */
  readonly until: Instant;
}

/** Who was erased. Whoever calls what writes holds a transaction, and tells it to forget what is taken back. */
export interface Erased {
  markOf(ledger: MarkedLedger, handle: Handle): string;
  /** Until when a handle is one of somebody who was erased; `null` where it never was. */
  until(ledger: MarkedLedger, handle: Handle): Instant | null;
  /** Whether a mark is of somebody who was erased for good, whoever that is. */
  isKnown(mark: string): boolean;
  /** Notes marks of a person, those for good in the key file first: it outlives this database. */
  add(marks: readonly string[], person: number | null, until: Instant): void;
  /** The nameless people whom marks are of, where there are any yet. */
  peopleBehind(marks: readonly string[]): readonly number[];
  /** Two nameless people turn out to be one. */
  join(person: number, other: number): void;
  /** Marks what else is found to be a word of theirs in what is said together; true where there is any. */
  find(ledger: MarkedLedger, said: readonly Said[]): boolean;
  /** In which form what is said is kept, beside what is kept at that moment. */
  keeping(ledger: MarkedLedger): (said: Said) => PersonReference;
  /** The same of the address of whoever decided something. */
  addressAsKept(ledger: MarkedLedger, address: string): string;
  /** The same of what arrives, in steps. What it says of words that were set aside goes from there, too. */
  deliveryAsKept<D extends Delivery>(ledger: MarkedLedger, delivery: D): Generator<void, D>;
  /** The nameless person whom what stands for their words is of. */
  personOf(ledger: Pick<Ledger, 'id'>, word: string): number;
  /** Whether words that were kept have gone since it was asked last, so that they must be taken off the disk. */
  haveWordsGone(): boolean;
  forget(): void;
}

export function erasedIn(database: Database): Erased {
  const key = sealOf(database);
  const asides = asidesIn(database);
  const all = database.prepare<[], { mark: string; person: number | null; until: Instant | null }>('SELECT mark, person, until_at AS until FROM erased_marks');
  const put = database.prepare<[string, number | null, Instant | null]>('INSERT INTO erased_marks (mark, person, until_at) VALUES (?, ?, ?) ON CONFLICT (mark) DO UPDATE SET person = excluded.person, until_at = excluded.until_at');
  const attributeMarks = database.prepare<[number, number]>('UPDATE erased_marks SET person = ? WHERE person = ?');
  const attribute = database.prepare<[number, number]>('UPDATE person_references SET person = ? WHERE person = ?');
  const findPerson = database.prepare<[number, Buffer], number>('SELECT id FROM people WHERE organisation = ? AND handle = ?').pluck();
  const addPerson = database.prepare<[number, Buffer, string], number>('INSERT INTO people (organisation, handle, key) VALUES (?, ?, ?) RETURNING id').pluck();
  const columns = 's.name AS source, unsealed(r.external_id) AS id, unsealed(r.email) AS email, r.last_at AS lastAt';
  const withId = database.prepare<[number, string, Buffer], Named>(`SELECT ${columns} FROM sources s JOIN person_references r ON r.source = s.id WHERE s.organisation = ? AND s.name = ? AND coalesce(r.external_id, '') = ?`);
  const withEmail = database.prepare<[number, Buffer], Named>(`SELECT ${columns} FROM person_references r JOIN sources s ON s.id = r.source WHERE r.organisation = ? AND r.email = ?`);
  let known: Map<string, Marked> | null = null;
  let hasGone = false;

  const marks = (): Map<string, Marked> => (known ??= new Map(all.all().map(({ mark, person, until }) => [mark, { person, until: until ?? Infinity }])));
  const personBehind = (mark: string): number | null => marks().get(mark)?.person ?? null;
  const markOf = ({ slug }: MarkedLedger, handle: Handle): string => markLeftIn(handle) ?? key.markOf(JSON.stringify([slug, handle]));
  const until = (ledger: MarkedLedger, handle: Handle): Instant | null => marks().get(markOf(ledger, handle))?.until ?? null;

  /** Whose a mark is stays so, and it holds for as long as it ever did. */
  function note(mark: string, person: number | null, time: Instant): void {
    const before = marks().get(mark);
    const after = { person: before?.person ?? person, until: Math.max(time, before?.until ?? time) };
    if (before?.person === after.person && before.until === after.until) return;
    put.run(mark, after.person, after.until === Infinity ? null : after.until);
    marks().set(mark, after);
  }

  function add(those: readonly string[], person: number | null, time: Instant): void {
    if (time === Infinity) {
      const kept = new Set(key.marks());
      const fresh = [...new Set(those)].filter((mark) => !kept.has(mark));
      if (fresh.length > 0) key.addMarks(fresh);
    }
    for (const mark of those) note(mark, person, time);
  }

  function peopleOf(ledger: MarkedLedger): ErasedPeople {
    const seal = (text: string) => key.seal(text, sealedIn(ledger));
    const found = new Map<Handle, string>();
    const markOnce = (handle: Handle): string => {
      const mark = found.get(handle) ?? markOf(ledger, handle);
      found.set(handle, mark);
      return mark;
    };
    return {
      isEmpty: marks().size === 0,
      until: (handle) => marks().get(markOnce(handle))?.until ?? null,
      withId: (source, id) => withId.all(ledger.id, source, seal(id)),
      withEmail: (email) => withEmail.all(ledger.id, seal(email)),
      markOf: (text) => markOf(ledger, text),
    };
  }

  /** Somebody without a name, for marks that are known from elsewhere. */
  function somebody(ledger: Pick<Ledger, 'id'>, mark: string): number {
    const handle = key.seal(erasedWord(mark), sealedIn(ledger));
    const id = findPerson.get(ledger.id, handle) ?? addPerson.get(ledger.id, handle, unattributed);
    if (id === undefined) throw new Error('A person could not be recorded.'); // RETURNING always returns.
    return id;
  }

  const markIn = (word: string): string => word.slice(erasedWord('').length);

  function find(ledger: MarkedLedger, said: readonly Said[]): boolean {
    const found = foundBeside(said, peopleOf(ledger));
    for (const { handle, of, until: time } of found) {
      const mark = markOf(ledger, of);
      add([markOf(ledger, handle)], personBehind(mark) ?? somebody(ledger, mark), time);
    }
    return found.length > 0;
  }

  function keeping(ledger: MarkedLedger): (said: Said) => PersonReference {
    const people = peopleOf(ledger);
    return (said) => {
      const { person, erased } = asKept(said, people);
      if (erased === null || person.id === null) return person;
      const own = markIn(person.id);
      const by = isNameless(said.person) ? [own] : erased.map((handle) => markOf(ledger, handle));
      // Of marks that only the key file has, nobody knows yet whose they are together.
      const nobody = [...by, own].map(personBehind).find((behind) => behind !== null) ?? somebody(ledger, by[0] ?? own);
      for (const mark of by) if (personBehind(mark) === null) note(mark, nobody, marks().get(mark)?.until ?? Infinity);
      // What stands for these words, which may be somewhere that nobody is seen by.
      if (personBehind(own) === null) note(own, nobody, Infinity);
      return person;
    };
  }

  const addressAsKept = (ledger: MarkedLedger, address: string): string => {
    const handle = emailHandle(normaliseEmail(address));
    return until(ledger, handle) === Infinity ? erasedWord(markOf(ledger, handle)) : address;
  };

  return {
    markOf,
    until,
    isKnown: (mark) => marks().get(mark)?.until === Infinity,
    add,
    peopleBehind: (those) => those.flatMap((mark) => personBehind(mark) ?? []),
    join(person, other) {
      attribute.run(person, other);
      attributeMarks.run(person, other);
      known = null;
    },
    find,
    keeping,
    addressAsKept,
    *deliveryAsKept(ledger, delivery) {
      const said = saidTogether(delivery);
      if (marks().size === 0 && !said.some(({ person }) => isNameless(person))) return delivery;
      if ((yield* findingBeside(said, peopleOf(ledger))).length > 0) {
        const aside = asides.in(ledger);
        find(ledger, [...said, ...saidAside(aside)]);
        if (asides.keep(ledger, aside, keeping(ledger), (address) => addressAsKept(ledger, address))) hasGone = true;
      }
      const keep = keeping(ledger);
      // Of marks that only the key file has, it turns out here whose they are together, in whatever order a delivery says it.
      if ([...marks().values()].some(({ person }) => person === null)) for (const one of said.toSorted(byWords)) keep(one);
      return yield* deliveryAsKept(delivery, keep);
    },
    personOf: (ledger, word) => personBehind(markIn(word)) ?? somebody(ledger, markIn(word)),
    haveWordsGone() {
      const have = hasGone;
      hasGone = false;
      return have;
    },
    forget() {
      known = null;
      hasGone = false;
    },
  };
}

/** Whoever is named by an id and an address goes first. */
const byWords = ({ person: a, source }: Said, { person: b }: Said): number =>
  handlesIn(source, b).length - handlesIn(source, a).length || compareText(JSON.stringify([a.id, a.email]), JSON.stringify([b.id, b.email]));

/** Whether a reference stands for words that are gone. */
export const isNameless = ({ id }: { readonly id: string | null }): boolean => id !== null && isErasedWord(id);

/** Everything a reference calls somebody by. */
export const handlesIn = (source: string, { id, email }: { readonly id: string | null; readonly email: string | null }): readonly Handle[] =>
  isNameless({ id }) ? [handleOf(source, { id, email })] : [...(id === null ? [] : [idHandle(source, id)]), ...(email === null || isErasedWord(email) ? [] : [emailHandle(email)])];
