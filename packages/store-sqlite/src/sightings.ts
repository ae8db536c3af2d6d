import { handleOf, isErasedWord, linkIdentities, type Handle, type Instant, type Organisation, type PersonReference, type Sighting } from '@pegel/domain';
import { pseudonymOf } from '@pegel/domain/pseudonym';
import { sealOf, type Database } from '@pegel/sqlite';
import { isNameless, type Erased } from './erased.js';
import { sealedIn, type Ledger } from './ledger.js';
import { textOfWords, type Words } from './words.js';

/** Whom one delivery names. Nothing that `see` was told is complete before `finish`. */
export interface Sightings {
  /** Looks up together whom `see` will be told of, as far as they are known. */
  expect(people: readonly PersonReference[]): void;
  /** Records that a person was named, and answers with the reference that events point to. */
  see(person: PersonReference, at: Instant): number;
  /** Writes in steps when references were seen, and links people anew where that can have changed; true where somebody known is somebody else now. */
  finish(): Generator<void, boolean>;
}

type ReferenceRow = readonly [reference: number, source: string, firstAt: Instant, lastAt: Instant, person: number];

interface Reference extends Sighting {
  readonly reference: number;
  readonly handle: Handle;
}

interface Seen {
  readonly id: number;
  readonly hasBoth: boolean;
  readonly knownFirstAt: Instant;
  readonly knownLastAt: Instant;
  firstAt: Instant;
  lastAt: Instant;
}

/** So many references are written in a few milliseconds. */
const referencesAtOnce = 500;

const isByBoth = ({ id, email }: PersonReference): boolean => id !== null && email !== null;

/** Keeps who was named by which words, and who that is. */
export function sightingsIn(database: Database, words: Words, erased: Pick<Erased, 'personOf'>): (organisation: Organisation, ledger: Ledger, source: { readonly id: number; readonly name: string }) => Sightings {
  const { seal } = sealOf(database);
  const find = database.prepare<[number, Buffer | '', Buffer | '', Buffer | ''], { id: number; firstAt: Instant; lastAt: Instant }>(
    `SELECT id, first_at AS firstAt, last_at AS lastAt FROM person_references
     WHERE source = ? AND coalesce(external_id, '') = ? AND coalesce(email, '') = ? AND coalesce(name, '') = ?`,
  );
  const add = database
    .prepare<[number, number, Buffer | null, Buffer | null, Buffer | null, Instant, Instant, number], number>(
      'INSERT INTO person_references (organisation, source, external_id, email, name, first_at, last_at, person) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id',
    )
    .pluck();
  const widen = database.prepare<[string]>('UPDATE person_references SET first_at = seen.value ->> 1, last_at = seen.value ->> 2 FROM json_each(?) seen WHERE person_references.id = seen.value ->> 0');
  const findPerson = database.prepare<[number, Buffer], number>('SELECT id FROM people WHERE organisation = ? AND handle = ?').pluck();
  const addPerson = database.prepare<[number, Buffer, string], number>('INSERT INTO people (organisation, handle, key) VALUES (?, ?, ?) RETURNING id').pluck();
  const seenAt = database.prepare<[string], { id: number; firstAt: Instant; lastAt: Instant }>('SELECT r.id, r.first_at AS firstAt, r.last_at AS lastAt FROM json_each(?) asked CROSS JOIN person_references r ON r.id = asked.value');
  const referencesAround = database
    .prepare<[string], ReferenceRow>(
      `WITH RECURSIVE around (id) AS (
         SELECT value FROM json_each(?)
         UNION SELECT other.id FROM around CROSS JOIN person_references one ON one.id = around.id CROSS JOIN person_references other ON other.source = one.source AND coalesce(other.external_id, '') = one.external_id
         UNION SELECT other.id FROM around CROSS JOIN person_references one ON one.id = around.id CROSS JOIN person_references other ON other.organisation = one.organisation AND other.email = one.email
       )
       SELECT r.id, s.name, r.first_at, r.last_at, r.person FROM around CROSS JOIN person_references r ON r.id = around.id JOIN sources s ON s.id = r.source`,
    )
    .raw();
  const attribute = database.prepare<[number, number]>('UPDATE person_references SET person = ? WHERE id = ?');
  const noteLinks = database.prepare<[number, number, number]>('UPDATE ledgers SET identity_version = identity_version + ?, has_contested_links = max(has_contested_links, ?) WHERE id = ?');

  function personOf(organisation: Organisation, ledger: Ledger, handle: Handle): number {
    const named = seal(handle, sealedIn(ledger));
    const id = findPerson.get(ledger.id, named) ?? addPerson.get(ledger.id, named, pseudonymOf(organisation.pseudonymSecret, handle));
    if (id === undefined) throw new Error('A person could not be recorded.'); // RETURNING always returns.
    words.notePerson(id, handle);
    return id;
  }

  /**
   * Follows `linkIdentities` over all that was ever said of the people whom some references name, and writes down what it
   * changes; true where that is not about the new alone. Nobody else is linked otherwise by it: links join only what
   * shares a word, and whether one is left out depends on what it would join. Where one was left out, more words leave it so.
   * @param linked Who was linked by it.
   */
  function link(organisation: Organisation, ledger: Ledger, named: readonly number[], added: ReadonlySet<number>, linked: Set<number>): boolean {
    const references = referencesAround.all(JSON.stringify(named)).flatMap(([reference, source, firstAt, lastAt, person]): Reference[] => {
      linked.add(reference);
      const { id, email } = words.of(reference);
      // Whoever was erased stays the one that they were.
      return isNameless({ id }) ? [] : [{ reference, source, id, email, firstAt, lastAt, handle: words.handleOf(person) }];
    });
    const identities = linkIdentities(references);
    const canonical = (handle: Handle): Handle => identities.get(handle) ?? handle;
    let hasContestedLinks = false;
    let hasChanged = false;
    for (const { reference, source, id, email, handle } of references) {
      const person = canonical(handleOf(source, { id, email }));
      if (person !== handle) {
        attribute.run(personOf(organisation, ledger, person), reference);
        if (!added.has(reference)) hasChanged = true;
      }
      if (id !== null && email !== null && !isErasedWord(email) && canonical(handleOf(source, { id: null, email })) !== person) hasContestedLinks = true;
    }
    noteLinks.run(hasChanged ? 1 : 0, hasContestedLinks ? 1 : 0, ledger.id);
    return hasChanged;
  }

  return (organisation, ledger, source) => {
    const seen = new Map<string, Seen>();
    const addedReferences = new Set<number>();

    function recall(person: PersonReference, at: Instant): Seen {
      const { id, email, name } = person;
      const hasBoth = isByBoth(person);
      const [sealedId, sealedEmail, sealedName] = [id, email, name].map((text) => (text === null ? null : seal(text, sealedIn(ledger))));
      const known = find.get(source.id, sealedId ?? '', sealedEmail ?? '', sealedName ?? '');
      if (known !== undefined) {
        words.note(source.id, known.id, person);
        return { ...known, hasBoth, knownFirstAt: known.firstAt, knownLastAt: known.lastAt };
      }
      const who = id !== null && isNameless(person) ? erased.personOf(ledger, id) : personOf(organisation, ledger, handleOf(source.name, person));
      const added = add.get(ledger.id, source.id, sealedId ?? null, sealedEmail ?? null, sealedName ?? null, at, at, who);
      if (added === undefined) throw new Error('A reference to a person could not be recorded.'); // RETURNING always returns.
      addedReferences.add(added);
      words.note(source.id, added, person);
      return { id: added, hasBoth, firstAt: at, lastAt: at, knownFirstAt: at, knownLastAt: at };
    }

    return {
      expect(people) {
        const expected = new Map<number, PersonReference>();
        for (const person of people) {
          const reference = words.referenceOf(source.id, person);
          if (reference !== undefined && !seen.has(textOfWords(person))) expected.set(reference, person);
        }
        for (const times of seenAt.all(JSON.stringify([...expected.keys()].sort((a, b) => a - b)))) {
          const person = expected.get(times.id);
          if (person !== undefined) seen.set(textOfWords(person), { ...times, hasBoth: isByBoth(person), knownFirstAt: times.firstAt, knownLastAt: times.lastAt });
        }
      },
      see(person, at) {
        const text = textOfWords(person);
        const reference = seen.get(text) ?? recall(person, at);
        seen.set(text, reference);
        reference.firstAt = Math.min(reference.firstAt, at);
        reference.lastAt = Math.max(reference.lastAt, at);
        return reference.id;
      },
      *finish() {
        const widened = [...seen.values()].filter(({ firstAt, lastAt, knownFirstAt, knownLastAt }) => firstAt < knownFirstAt || lastAt > knownLastAt);
        for (let at = 0; at < widened.length; at += referencesAtOnce) {
          widen.run(JSON.stringify(widened.slice(at, at + referencesAtOnce).map(({ id, firstAt, lastAt }) => [id, firstAt, lastAt])));
          yield;
        }
        // The first sighting names a person. The last one orders links, which matters only where two of them contradict each other.
        const maySayMore = widened.filter(({ firstAt, knownFirstAt, hasBoth }) => firstAt < knownFirstAt || (ledger.hasContestedLinks && hasBoth));
        const named = [...addedReferences, ...maySayMore.map(({ id }) => id)];
        const linked = new Set<number>();
        let hasChanged = false;
        for (let at = 0; at < named.length; at += referencesAtOnce) {
          const some = named.slice(at, at + referencesAtOnce).filter((reference) => !linked.has(reference));
          if (some.length > 0 && link(organisation, ledger, some, addedReferences, linked)) hasChanged = true;
          yield;
        }
        return hasChanged;
      },
    };
  };
}
