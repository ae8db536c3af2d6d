import type { Handle, PersonReference } from '@pegel/domain';
import { sealOf, type Database } from '@pegel/sqlite';

/** How a source names a person. */
export type PersonWords = Omit<PersonReference, 'kind'>;

/**
 * The words behind references and the handles of people, each opened once: opening takes much longer than looking up. It
 * is right as long as nobody but this connection writes, and whoever takes something back tells it to forget.
 */
export interface Words {
  of(reference: number): PersonWords;
  handleOf(person: number): Handle;
  /** The reference with these words, as far as it was opened or noted. */
  referenceOf(source: number, words: PersonWords): number | undefined;
  note(source: number, reference: number, words: PersonWords): void;
  notePerson(person: number, handle: Handle): void;
  /** Opens everything of an organisation that was not opened yet in steps, which is quicker than one after the other. */
  openAll(organisation: number): Generator<void>;
  forget(): void;
}

/** So many are opened in a few milliseconds. */
const rowsAtOnce = 500;

type Row = readonly [id: number, source: number, externalId: Buffer | null, email: Buffer | null, name: Buffer | null];
type PersonRow = readonly [id: number, handle: Buffer];

/** `damaged` hears of what cannot be opened, which is then nobody; without it that is an error. */
export function wordsIn(database: Database, damaged?: (what: string, error: unknown) => void): Words {
  const { unseal } = sealOf(database);
  const referenceColumns = 'SELECT id, source, external_id, email, name FROM person_references';
  const references = database.prepare<[number, number], Row>(`${referenceColumns} WHERE organisation = ? AND id > ? ORDER BY id LIMIT ${rowsAtOnce}`).raw();
  const reference = database.prepare<[number], Row>(`${referenceColumns} WHERE id = ?`).raw();
  const people = database.prepare<[number, number], PersonRow>(`SELECT id, handle FROM people WHERE organisation = ? AND id > ? ORDER BY id LIMIT ${rowsAtOnce}`).raw();
  const person = database.prepare<[number], PersonRow>('SELECT id, handle FROM people WHERE id = ?').raw();

  const words = new Map<number, PersonWords>();
  const handles = new Map<number, Handle>();
  const numbers = new Map<string, number>();
  /** By organisation, up to which reference and which person everything is open. */
  const open = new Map<number, { reference: number; person: number }>();

  function opened<T>(what: string, otherwise: T, open: () => T): T {
    try {
      return open();
    } catch (error) {
      if (damaged === undefined) throw error;
      damaged(what, error);
      return otherwise;
    }
  }
  function take([id, source, ...sealed]: Row): PersonWords {
    const known = words.get(id);
    if (known !== undefined) return known;
    const [externalId = null, email = null, name = null] = opened(`reference ${id}`, [], () => sealed.map((text) => (text === null ? null : unseal(text))));
    const taken = { id: externalId, email, name };
    words.set(id, taken);
    numbers.set(keyOf(source, taken), id);
    return taken;
  }
  function takePerson([id, sealed]: PersonRow): Handle {
    const known = handles.get(id) ?? opened(`person ${id}`, '', () => unseal(sealed));
    handles.set(id, known);
    return known;
  }

  return {
    of(id) {
      const known = words.get(id);
      if (known !== undefined) return known;
      const row = reference.get(id);
      return row === undefined ? nobody : take(row);
    },
    handleOf(id) {
      const known = handles.get(id);
      if (known !== undefined) return known;
      const row = person.get(id);
      if (row === undefined) throw new RangeError(`There is no person ${id}.`);
      return takePerson(row);
    },
    referenceOf: (source, named) => numbers.get(keyOf(source, named)),
    note(source, id, { id: externalId, email, name }) {
      const noted = { id: externalId, email, name };
      words.set(id, noted);
      numbers.set(keyOf(source, noted), id);
    },
    notePerson: (id, handle) => void handles.set(id, handle),
    *openAll(organisation) {
      const upTo = open.get(organisation) ?? { reference: 0, person: 0 };
      open.set(organisation, upTo);
      // A statement that is being read lets nobody write, so each is read to its end first.
      for (let rows = references.all(organisation, upTo.reference); rows.length > 0; rows = references.all(organisation, upTo.reference)) {
        for (const row of rows) {
          take(row);
          upTo.reference = row[0];
        }
        yield;
      }
      for (let rows = people.all(organisation, upTo.person); rows.length > 0; rows = people.all(organisation, upTo.person)) {
        for (const row of rows) {
          takePerson(row);
          upTo.person = row[0];
        }
        yield;
      }
    },
    forget() {
      for (const known of [words, handles, numbers, open]) known.clear();
    },
  };
}

const nobody: PersonWords = { id: null, email: null, name: null };

const keyOf = (source: number, said: PersonWords): string => `${source} ${textOfWords(said)}`;

/** Words as one text, which no others have: how long each is says where it ends. */
export const textOfWords = ({ id, email, name }: PersonWords): string => `${id?.length ?? '-'} ${email?.length ?? '-'} ${name?.length ?? '-'} ${id ?? ''}${email ?? ''}${name ?? ''}`;
