import { asKept, emailHandle, erasedWord, handleOf, idHandle, isErasedWord, unattributed, type DirectorySnapshot, type Delivery, type ErasedPeople, type Handle, type PersonReference, type UsageEvent } from '@pegel/domain';
import { sealOf, type Database } from '@pegel/sqlite';
import { sealedIn, type Ledger } from './ledger.js';

/** A ledger with the name that marks are made with: equal words in two organisations have nothing to do with each other. */
export type MarkedLedger = Pick<Ledger, 'id'> & { readonly slug: string };

/** A source as a delivery names it. */
interface NamedSource {
  readonly id: number;
  readonly name: string;
}

/** Who was erased. Whoever calls what writes holds a transaction, and tells it to forget what is taken back. */
export interface Erased {
  markOf(ledger: MarkedLedger, handle: Handle): string;
  /** Whether a mark is known, whoever it is of. */
  isKnown(mark: string): boolean;
  /** Notes marks of a person, in the key file first: it outlives this database. */
  add(marks: readonly string[], person: number | null): void;
  personAsKept(ledger: MarkedLedger, source: NamedSource, said: PersonReference): PersonReference;
  eventAsKept(ledger: MarkedLedger, source: NamedSource, event: UsageEvent): UsageEvent;
  deliveryAsKept<D extends Delivery>(ledger: MarkedLedger, source: NamedSource, delivery: D): D;
  /** The nameless person whom what stands for their words is of. */
  personOf(ledger: Pick<Ledger, 'id'>, word: string): number;
  forget(): void;
}

export function erasedIn(database: Database): Erased {
  const key = sealOf(database);
  const all = database.prepare<[], { mark: string; person: number | null }>('SELECT mark, person FROM erased_marks');
  const put = database.prepare<[string, number | null]>('INSERT INTO erased_marks (mark, person) VALUES (?, ?) ON CONFLICT (mark) DO UPDATE SET person = coalesce(person, excluded.person)');
  const findPerson = database.prepare<[number, Buffer], number>('SELECT id FROM people WHERE organisation = ? AND handle = ?').pluck();
  const addPerson = database.prepare<[number, Buffer, string], number>('INSERT INTO people (organisation, handle, key) VALUES (?, ?, ?) RETURNING id').pluck();
  const knownId = database.prepare<[number, string, Buffer], 0 | 1>(
    `SELECT EXISTS (SELECT 1 FROM sources s JOIN person_references r ON r.source = s.id WHERE s.organisation = ? AND s.name = ? AND coalesce(r.external_id, '') = ?)`,
  ).pluck();
  const knownEmail = database.prepare<[number, Buffer], 0 | 1>('SELECT EXISTS (SELECT 1 FROM person_references WHERE organisation = ? AND email = ?)').pluck();
  let known: Map<string, number | null> | null = null;

  const marks = (): Map<string, number | null> => (known ??= new Map(all.all().map(({ mark, person }) => [mark, person])));
  const markOf = ({ slug }: MarkedLedger, handle: Handle): string => key.markOf(JSON.stringify([slug, handle]));

  function note(mark: string, person: number | null): void {
    put.run(mark, person);
    marks().set(mark, marks().get(mark) ?? person);
  }

  function add(those: readonly string[], person: number | null): void {
    const kept = new Set(key.marks());
    const fresh = [...new Set(those)].filter((mark) => !kept.has(mark));
    if (fresh.length > 0) key.addMarks(fresh);
    for (const mark of those) note(mark, person);
  }

  function peopleOf(ledger: MarkedLedger, source: NamedSource): ErasedPeople {
    const sealed = (text: string) => key.seal(text, sealedIn(ledger));
    return {
      isEmpty: marks().size === 0,
      has: (handle) => marks().has(markOf(ledger, handle)),
      isSomebodyElses(handle) {
        const email = /^email:(.*)$/s.exec(handle)?.[1];
        if (email !== undefined) return knownEmail.get(ledger.id, sealed(email)) === 1;
        const id = handle.slice(idHandle(source.name, '').length);
        return knownId.get(ledger.id, source.name, sealed(id)) === 1;
      },
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

  function personAsKept(ledger: MarkedLedger, source: NamedSource, said: PersonReference): PersonReference {
    const { person, erased } = asKept(source.name, said, peopleOf(ledger, source));
    if (erased === null || person.id === null) return person;
    const isOwnWord = said.id !== null && isErasedWord(said.id);
    const by = isOwnWord ? [markIn(person.id)] : erased.by.map((handle) => markOf(ledger, handle));
    // Of marks that only the key file has, nobody knows yet whose they are together.
    const nobody = [...by, markIn(person.id)].map((mark) => marks().get(mark)).find((known) => known != null) ?? somebody(ledger, by[0] ?? markIn(person.id));
    if (!isOwnWord) {
      if (erased.beside.length > 0) add(erased.beside.map((handle) => markOf(ledger, handle)), nobody);
      for (const mark of by) if (marks().get(mark) == null) note(mark, nobody);
    }
    // What stands for these words, which may be somewhere that nobody is seen by.
    if (marks().get(markIn(person.id)) !== nobody) note(markIn(person.id), nobody);
    return person;
  }

  const eventAsKept = (ledger: MarkedLedger, source: NamedSource, event: UsageEvent): UsageEvent =>
    event.person.kind === 'person' ? { ...event, person: personAsKept(ledger, source, event.person) } : event;

  const snapshotAsKept = (ledger: MarkedLedger, source: NamedSource, snapshot: DirectorySnapshot): DirectorySnapshot => ({
    ...snapshot, people: snapshot.people?.map((one) => ({ ...one, person: personAsKept(ledger, source, one.person) })) ?? null,
  });

  return {
    markOf,
    isKnown: (mark) => marks().has(mark),
    add,
    personAsKept,
    eventAsKept,
    deliveryAsKept(ledger, source, delivery) {
      const named = delivery.kind === 'events' ? delivery.items.some(({ event: { person } }) => person.kind === 'person' && person.id !== null && isErasedWord(person.id)) : delivery.snapshot.people?.some(({ person: { id } }) => id !== null && isErasedWord(id)) === true;
      if (marks().size === 0 && !named) return delivery;
      return delivery.kind === 'events'
        ? { ...delivery, items: delivery.items.map(({ index, event }) => ({ index, event: eventAsKept(ledger, source, event) })) }
        : { ...delivery, snapshot: snapshotAsKept(ledger, source, delivery.snapshot) };
    },
    personOf: (ledger, word) => marks().get(markIn(word)) ?? somebody(ledger, markIn(word)),
    forget: () => void (known = null),
  };
}

/** Whether a reference stands for words that are gone. */
export const isNameless = ({ id }: { readonly id: string | null }): boolean => id !== null && isErasedWord(id);

/** Everything a reference calls somebody by. */
export const handlesIn = (source: string, { id, email }: { readonly id: string | null; readonly email: string | null }): readonly Handle[] =>
  isNameless({ id }) ? [handleOf(source, { id, email })] : [...(id === null ? [] : [idHandle(source, id)]), ...(email === null || isErasedWord(email) ? [] : [emailHandle(email)])];
