import { compareText, handleOf, inOrderOfUse, isErasedWord, type Instant, type KnownPerson, type Person } from '@pegel/domain';
import { sealOf, type Database } from '@pegel/sqlite';
import { sealedIn, type Ledger } from './ledger.js';
import type { PersonWords, Words } from './words.js';

interface Reference extends PersonWords {
  readonly lastAt: Instant;
}

/**
 * The people behind keys: all the ids they were ever named by, the e-mail address seen last and the name used last. Of
 * what was seen at the same instant the first in code-point order is taken.
 */
export function peopleReader(database: Database, words: Words): (organisation: number, keys: readonly string[]) => ReadonlyMap<string, Person> {
  const references = database
    .prepare<[string, number], readonly [key: string, reference: number, lastAt: Instant]>(
      `SELECT p.key, r.id, r.last_at FROM json_each(?) wanted CROSS JOIN people p ON p.key = wanted.value CROSS JOIN person_references r ON r.person = p.id WHERE p.organisation = ?`,
    )
    .raw();
  return (organisation, keys) => {
    const rowsByKey = new Map<string, Reference[]>();
    for (const [key, reference, lastAt] of references.all(JSON.stringify(keys), organisation)) {
      const { id, email, name } = words.of(reference);
      const [row, rows] = [{ id, email, name, lastAt }, rowsByKey.get(key)];
      if (rows === undefined) rowsByKey.set(key, [row]);
      else rows.push(row);
    }
    const people = new Map<string, Person>();
    for (const [key, rows] of rowsByKey) {
      const ids = [...new Set(rows.flatMap(({ id }) => (id === null ? [] : [id])))].sort(compareText);
      people.set(key, { key, ids, email: newest(rows, 'email'), name: newest(rows, 'name') });
    }
    return people;
  };
}

function newest(references: readonly Reference[], field: 'email' | 'name'): string | null {
  const said = references.flatMap(({ [field]: text, lastAt }) => (text === null || isErasedWord(text) ? [] : [{ text, lastAt }]));
  return said.sort((a, b) => b.lastAt - a.lastAt || compareText(a.text, b.text))[0]?.text ?? null;
}

const withoutErased = ({ id, email, name }: PersonWords): PersonWords => ({ id, email: email !== null && isErasedWord(email) ? null : email, name });

/** Somebody under whose words an e-mail address is. */
interface Named {
  /** As the ledger numbers people. */
  readonly person: number;
  readonly key: string;
  readonly words: KnownPerson['words'];
}

interface SeenRow {
  readonly reference: number;
  readonly source: string;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
}

/**
 * Whose an e-mail address is, with all the words they were named by. Of several who had it, it follows the newest link, as
 * `linkIdentities` has it; where a source named somebody by it alone, that is known already.
 */
export function ownerOfEmail(database: Database, words: Words): (ledger: Ledger, email: string) => Named | null {
  const { seal } = sealOf(database);
  const columns = 'r.id AS reference, s.name AS source, r.first_at AS firstAt, r.last_at AS lastAt';
  const holders = database.prepare<[number, Buffer], SeenRow & { person: number; key: string }>(
    `SELECT ${columns}, p.id AS person, p.key
     FROM person_references r JOIN people p ON p.id = r.person JOIN sources s ON s.id = r.source WHERE r.organisation = ? AND r.email = ?`,
  );
  const references = database.prepare<[number], SeenRow>(`SELECT ${columns} FROM person_references r JOIN sources s ON s.id = r.source WHERE r.person = ?`);
  return (ledger, email) => {
    const found = holders.all(ledger.id, seal(email, sealedIn(ledger))).map((row) => ({ ...row, ...words.of(row.reference) }));
    const asLinked = found.toSorted((a, b) => b.lastAt - a.lastAt || compareText(handleOf(a.source, a), handleOf(b.source, b)));
    const owner = found.find(({ id }) => id === null) ?? asLinked[0];
    if (owner === undefined) return null;
    // Of an address that was somebody's who was erased nothing is left to tell.
    const said = references.all(owner.person).map(({ reference, ...row }) => ({ ...row, ...withoutErased(words.of(reference)) }));
    return { person: owner.person, key: owner.key, words: said.sort(inOrderOfUse) };
  };
}
