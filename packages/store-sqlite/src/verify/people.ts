import { ended, handleOf, isErasedWord, linkIdentities, type Handle, type Organisation, type Sighting } from '@pegel/domain';
import { pseudonymOf } from '@pegel/domain/pseudonym';
import { sealOf, type Database } from '@pegel/sqlite';
import { isNameless } from '../erased.js';
import type { Words } from '../words.js';
import type { Findings } from './findings.js';
import type { Counted } from './rows.js';

interface Reference extends Sighting {
  readonly reference: number;
  readonly person: number;
  readonly handle: Handle;
}

/** Everybody is who all that was ever said makes them, under the key that follows from it; whoever was erased has neither a word nor a key. */
export function verifyPeople(database: Database, organisations: readonly Pick<Organisation, 'slug' | 'pseudonymSecret'>[], counted: Counted, words: Words, findings: Findings): void {
  const ledgers = database.prepare<[], { id: number; slug: string; hasContestedLinks: number }>('SELECT id, slug, has_contested_links AS hasContestedLinks FROM ledgers ORDER BY id').all();
  const references = database.prepare<[number], Omit<Reference, 'id' | 'email' | 'handle'>>(
    `SELECT r.id AS reference, s.name AS source, r.first_at AS firstAt, r.last_at AS lastAt, r.person
     FROM person_references r JOIN sources s ON s.id = r.source JOIN people p ON p.id = r.person WHERE r.organisation = ? ORDER BY r.id`,
  );
  const people = database.prepare<[number], { id: number; key: string }>('SELECT id, key FROM people WHERE organisation = ? ORDER BY id');
  const foreign = database.prepare<[number], number>('SELECT r.id FROM person_references r JOIN sources s ON s.id = r.source JOIN people p ON p.id = r.person WHERE r.organisation = ? AND (s.organisation <> r.organisation OR p.organisation <> r.organisation)').pluck();
  const known = new Set(database.prepare<[], string>('SELECT mark FROM erased_marks').pluck().all());
  for (const mark of sealOf(database).marks()) {
    findings.demand('people', known.has(mark), () => 'The key file has the mark of somebody who was erased, and this file does not know of it: it is an older copy. Start the server once, which erases them here too.');
  }
  const inDirectories = new Map(
    database
      .prepare<[], { reference: number; first: number; last: number }>('SELECT p.reference, min(s.taken_at) AS first, max(s.taken_at) AS last FROM directory_people p JOIN directory_snapshots s ON s.id = p.snapshot GROUP BY p.reference')
      .all()
      .map((row) => [row.reference, row]),
  );

  for (const { id, slug, hasContestedLinks } of ledgers) {
    const secret = organisations.find((organisation) => organisation.slug === slug)?.pseudonymSecret;
    findings.demand('people', secret !== undefined, () => `${slug} has a ledger and is no organisation.`);
    const handles = new Set<Handle>();
    ended(words.openAll(id));
    for (const { id: person, key } of people.all(id)) {
      const handle = words.handleOf(person);
      handles.add(handle);
      findings.demand('people', secret === undefined || key === pseudonymOf(secret, handle), () => `${slug}: person ${person} does not have the key that follows from the name they were first seen under.`);
    }
    for (const reference of foreign.all(id)) findings.offends('people', `${slug}: reference ${reference} points into another organisation.`);

    const all = references.all(id).flatMap((row): Reference[] => {
      const { id: externalId, email } = words.of(row.reference);
      // What cannot be opened was named by it, and makes nobody.
      return externalId === null && email === null ? [] : [{ ...row, id: externalId, email, handle: words.handleOf(row.person) }];
    });
    const identities = linkIdentities(all.filter((one) => !isNameless(one)));
    let isContested = false;
    for (const { reference, source, id: externalId, email, firstAt, lastAt, handle, person } of all) {
      for (const seen of [counted.named.get(reference), inDirectories.get(reference)]) {
        if (seen === undefined) continue;
        findings.demand('people', firstAt <= seen.first && seen.last <= lastAt, () => `${slug}: reference ${reference} says it was seen first and last at other instants than those at which it is named.`);
      }
      const own = handleOf(source, { id: externalId, email });
      if (isNameless({ id: externalId })) {
        findings.demand('people', isErasedWord(handle), () => `${slug}: reference ${reference} is of somebody who was erased, and is attributed to person ${person}, who was not.`);
        continue;
      }
      const right = identities.get(own) ?? own;
      findings.demand('people', handle === right, () => `${slug}: reference ${reference} is attributed to person ${person}; all that was said makes it somebody else.`);
      findings.demand('people', handles.has(own), () => `${slug}: nobody has the name under which reference ${reference} was first recorded.`);
      if (externalId !== null && email !== null && !isErasedWord(email) && (identities.get(handleOf(source, { id: null, email })) ?? '') !== right) isContested = true;
    }
    findings.demand('people', (hasContestedLinks === 1) === isContested, () => `${slug} says that addresses are ${isContested ? 'not ' : ''}contested, and they are${isContested ? '' : ' not'}.`);
  }
}
