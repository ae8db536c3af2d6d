import { asKept, emailHandle, erasedWord, handleOf, idHandle, instantOf, isErasedWord, unattributed, type DirectorySnapshot, type Delivery, type ErasedPeople, type Handle, type Instant, type PersonReference, type UsageEvent } from '@pegel/domain';
import { sealOf, type Database } from '@pegel/sqlite';
import { sealedIn, type Ledger } from './ledger.js';

/** A ledger with the name that marks are made with: equal words in two organisations have nothing to do with each other. */
export type MarkedLedger = Pick<Ledger, 'id'> & { readonly slug: string };

/** A source as a delivery names it. */
interface NamedSource {
  readonly id: number;
  readonly name: string;
}

interface Marked {
  readonly person: number | null;
  readonly until: Instant | null;
}

/** Who was erased. Whoever calls what writes holds a transaction, and tells it to forget what is taken back. */
export interface Erased {
  markOf(ledger: MarkedLedger, handle: Handle): string;
  /** Whether a mark is of somebody who was erased for good, whoever that is. */
  isKnown(mark: string): boolean;
  /** Notes marks of a person, in the key file first: it outlives this database. */
  add(marks: readonly string[], person: number | null): void;
  /** The nameless person whom a mark is of, where there is one yet. */
  personBehind(mark: string): number | null;
  /** Notes marks of somebody whose time was over at that instant. */
  addUntil(marks: readonly string[], person: number, until: Instant): void;
  personAsKept(ledger: MarkedLedger, source: NamedSource, said: PersonReference, at: Instant): PersonReference;
  eventAsKept(ledger: MarkedLedger, source: NamedSource, event: UsageEvent): UsageEvent;
  deliveryAsKept<D extends Delivery>(ledger: MarkedLedger, source: NamedSource, delivery: D): D;
  /** The nameless person whom what stands for their words is of. */
  personOf(ledger: Pick<Ledger, 'id'>, word: string): number;
  forget(): void;
}

export function erasedIn(database: Database): Erased {
  const key = sealOf(database);
  const all = database.prepare<[], { mark: string } & Marked>('SELECT mark, person, until_at AS until FROM erased_marks');
  const put = database.prepare<[string, number | null, Instant | null]>('INSERT INTO erased_marks (mark, person, until_at) VALUES (?, ?, ?) ON CONFLICT (mark) DO UPDATE SET person = coalesce(person, excluded.person), until_at = excluded.until_at');
  const findPerson = database.prepare<[number, Buffer], number>('SELECT id FROM people WHERE organisation = ? AND handle = ?').pluck();
  const addPerson = database.prepare<[number, Buffer, string], number>('INSERT INTO people (organisation, handle, key) VALUES (?, ?, ?) RETURNING id').pluck();
  const knownId = database.prepare<[number, string, Buffer], 0 | 1>(
    `SELECT EXISTS (SELECT 1 FROM sources s JOIN person_references r ON r.source = s.id WHERE s.organisation = ? AND s.name = ? AND coalesce(r.external_id, '') = ?)`,
  ).pluck();
  const besideEmail = database.prepare<[number, Buffer], { source: string; id: string | null; lastAt: Instant }>(
    'SELECT s.name AS source, unsealed(r.external_id) AS id, r.last_at AS lastAt FROM person_references r JOIN sources s ON s.id = r.source WHERE r.organisation = ? AND r.email = ?',
  );
  let known: Map<string, Marked> | null = null;

  const marks = (): Map<string, Marked> => (known ??= new Map(all.all().map(({ mark, ...marked }) => [mark, marked])));
  const personBehind = (mark: string): number | null => marks().get(mark)?.person ?? null;
  const markOf = ({ slug }: MarkedLedger, handle: Handle): string => key.markOf(JSON.stringify([slug, handle]));

  function isMarkedAt(mark: string, at: Instant): boolean {
    const marked = marks().get(mark);
    return marked !== undefined && (marked.until === null || at < marked.until);
  }

  function note(mark: string, person: number | null, until: Instant | null): void {
    put.run(mark, person, until);
    marks().set(mark, { person: personBehind(mark) ?? person, until });
  }

  function add(those: readonly string[], person: number | null): void {
    const kept = new Set(key.marks());
    const fresh = [...new Set(those)].filter((mark) => !kept.has(mark));
    if (fresh.length > 0) key.addMarks(fresh);
    for (const mark of those) note(mark, person, null);
  }

  function addUntil(those: readonly string[], person: number, until: Instant): void {
    for (const mark of those) if (marks().get(mark)?.until !== null) note(mark, person, until);
  }

  function peopleOf(ledger: MarkedLedger, source: NamedSource, at: Instant): ErasedPeople {
    const sealed = (text: string) => key.seal(text, sealedIn(ledger));
    return {
      isEmpty: marks().size === 0,
      has: (handle) => isMarkedAt(markOf(ledger, handle), at),
      isForGood: (handle) => marks().get(markOf(ledger, handle))?.until === null,
      isSomebodyElses(handle) {
        const email = /^email:(.*)$/s.exec(handle)?.[1];
        // An address beside the id of somebody who was erased is theirs, and nobody else's.
        if (email !== undefined) return besideEmail.all(ledger.id, sealed(email)).some((one) => one.id === null || !(isErasedWord(one.id) || isMarkedAt(markOf(ledger, idHandle(one.source, one.id)), one.lastAt)));
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

  function personAsKept(ledger: MarkedLedger, source: NamedSource, said: PersonReference, at: Instant): PersonReference {
    const { person, erased } = asKept(source.name, said, peopleOf(ledger, source, at));
    if (erased === null || person.id === null) return person;
    const isOwnWord = said.id !== null && isErasedWord(said.id);
    const by = isOwnWord ? [markIn(person.id)] : erased.by.map((handle) => markOf(ledger, handle));
    // Of marks that only the key file has, nobody knows yet whose they are together.
    const nobody = [...by, markIn(person.id)].map(personBehind).find((known) => known !== null) ?? somebody(ledger, by[0] ?? markIn(person.id));
    if (!isOwnWord) {
      const until = marks().get(by[0] ?? '')?.until ?? null;
      const beside = erased.beside.map((handle) => markOf(ledger, handle));
      if (until !== null) addUntil(beside, nobody, until);
      else if (beside.length > 0) add(beside, nobody);
      for (const mark of by) if (personBehind(mark) === null) note(mark, nobody, marks().get(mark)?.until ?? null);
    }
    // What stands for these words, which may be somewhere that nobody is seen by.
    if (personBehind(markIn(person.id)) === null) note(markIn(person.id), nobody, null);
    return person;
  }

  const eventAsKept = (ledger: MarkedLedger, source: NamedSource, event: UsageEvent): UsageEvent =>
    event.person.kind === 'person' ? { ...event, person: personAsKept(ledger, source, event.person, instantOf(event)) } : event;

  const snapshotAsKept = (ledger: MarkedLedger, source: NamedSource, snapshot: DirectorySnapshot): DirectorySnapshot => ({
    ...snapshot, people: snapshot.people?.map((one) => ({ ...one, person: personAsKept(ledger, source, one.person, snapshot.takenAt) })) ?? null,
  });

  return {
    markOf,
    isKnown: (mark) => marks().get(mark)?.until === null,
    add,
    addUntil,
    personBehind,
    personAsKept,
    eventAsKept,
    deliveryAsKept(ledger, source, delivery) {
      const named = delivery.kind === 'events' ? delivery.items.some(({ event: { person } }) => person.kind === 'person' && person.id !== null && isErasedWord(person.id)) : delivery.snapshot.people?.some(({ person: { id } }) => id !== null && isErasedWord(id)) === true;
      if (marks().size === 0 && !named) return delivery;
      return delivery.kind === 'events'
        ? { ...delivery, items: delivery.items.map(({ index, event }) => ({ index, event: eventAsKept(ledger, source, event) })) }
        : { ...delivery, snapshot: snapshotAsKept(ledger, source, delivery.snapshot) };
    },
    personOf: (ledger, word) => personBehind(markIn(word)) ?? somebody(ledger, markIn(word)),
    forget: () => void (known = null),
  };
}

/** Whether a reference stands for words that are gone. */
export const isNameless = ({ id }: { readonly id: string | null }): boolean => id !== null && isErasedWord(id);

/** Everything a reference calls somebody by. */
export const handlesIn = (source: string, { id, email }: { readonly id: string | null; readonly email: string | null }): readonly Handle[] =>
  isNameless({ id }) ? [handleOf(source, { id, email })] : [...(id === null ? [] : [idHandle(source, id)]), ...(email === null || isErasedWord(email) ? [] : [emailHandle(email)])];
