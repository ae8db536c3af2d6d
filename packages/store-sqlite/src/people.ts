import { compareText, type Instant, type Person } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';

interface Reference {
  readonly id: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly lastAt: Instant;
}

/**
 * The people behind keys: all the ids they were ever named by, the e-mail address seen last and the name used last. Of
 * what was seen at the same instant the first in code-point order is taken.
 */
export function peopleReader(database: Database): (organisation: number, keys: readonly string[]) => ReadonlyMap<string, Person> {
  const references = database.prepare<[number, string], Reference>(
    `SELECT r.external_id AS id, r.email, r.name, r.last_at AS lastAt
     FROM people p JOIN person_references r ON r.person = p.id WHERE p.organisation = ? AND p.key = ?`,
  );
  return (organisation, keys) => {
    const people = new Map<string, Person>();
    for (const key of keys) {
      const rows = references.all(organisation, key);
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
