import { compareText, type Instant, type Person } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import type { PersonWords, Words } from './words.js';

interface Reference extends PersonWords {
  readonly lastAt: Instant;
}

/**
 * The people behind keys: all the ids they were ever named by, the e-mail address seen last and the name used last. Of
 * what was seen at the same instant the first in code-point order is taken.
 */
export function peopleReader(database: Database, words: Words): (organisation: number, keys: readonly string[]) => ReadonlyMap<string, Person> {
  const references = database.prepare<[number, string], { reference: number; lastAt: Instant }>(
    `SELECT r.id AS reference, r.last_at AS lastAt FROM people p JOIN person_references r ON r.person = p.id WHERE p.organisation = ? AND p.key = ?`,
  );
  return (organisation, keys) => {
    const people = new Map<string, Person>();
    for (const key of keys) {
      const rows = references.all(organisation, key).map(({ reference, lastAt }): Reference => ({ ...words.of(reference), lastAt }));
      if (rows.length === 0) continue;
      const ids = [...new Set(rows.flatMap(({ id }) => (id === null ? [] : [id])))].sort(compareText);
      people.set(key, { key, ids, email: newest(rows, 'email'), name: newest(rows, 'name') });
    }
    return people;
  };
}

function newest(references: readonly Reference[], field: 'email' | 'name'): string | null {
  const said = references.flatMap(({ [field]: text, lastAt }) => (text === null ? [] : [{ text, lastAt }]));
  return said.sort((a, b) => b.lastAt - a.lastAt || compareText(a.text, b.text))[0]?.text ?? null;
}
