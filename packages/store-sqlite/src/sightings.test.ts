import { fc, test as property } from '@fast-check/vitest';
import { afterAll, beforeAll, expect } from 'vitest';
import { emailHandle, handleOf, isErasedWord, linkIdentities, type Delivery, type Organisation, type PersonReference } from '@pegel/domain';
import { activity, directory, events, organisationIn, randomNow, seatOf } from '@pegel/domain/testing';
import { isNameless } from './erased.js';
import { openStore } from './testing/open-store.js';

let opened: ReturnType<typeof openStore>;
beforeAll(() => {
  opened = openStore();
});
afterAll(() => opened.close());

// Few words, so that sources contradict each other, and enough that there are several people.
const somebody: fc.Arbitrary<PersonReference> = fc
  .record({ id: fc.option(fc.constantFrom('1', '2', '3', '4')), email: fc.option(fc.constantFrom('a@x', 'b@x', 'c@x', 'd@x', 'e@x')), name: fc.constantFrom(null, null, 'A') })
  .filter(({ id, email }) => id !== null || email !== null)
  .map((words) => ({ kind: 'person', ...words }));
const source = fc.constantFrom('one', 'two', 'three').map((name) => ({ name, kind: 'live', feeds: null, run: '' } as const));
const at = fc.integer({ min: 1, max: 28 }).map((day) => `2026-01-${String(day).padStart(2, '0')}T09:00:00Z`);
const named = fc.record({ who: somebody, when: at });

let ids = 0;
const ofEvents = fc.record({ source, people: fc.array(named, { minLength: 1, maxLength: 3 }) }).map(({ source: from, people }): Delivery => events(people.map(({ who, when }) => activity(when, who, { id: `event-${(ids += 1)}` })), { source: from }));
/** A directory, or a list of who is who and no more. */
const ofPeople = fc.record({ source, when: at, isListOfAliases: fc.boolean(), people: fc.array(somebody, { maxLength: 3 }) }).map(
  ({ source: from, when, isListOfAliases, people }): Delivery => ({
    ...directory(when, people.map((who) => seatOf(who, isListOfAliases ? { status: null, seat: null } : {})), { fields: isListOfAliases ? [] : null }), source: from,
  }),
);
const erased = fc.constantFrom('1', '2', 'a@x', 'b@x');
const steps = fc.array(fc.oneof({ weight: 6, arbitrary: ofEvents }, { weight: 3, arbitrary: ofPeople }, { weight: 1, arbitrary: erased }), { minLength: 1, maxLength: 14 });

interface Row {
  readonly reference: number;
  readonly source: string;
  readonly id: string | null;
  readonly email: string | null;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly handle: string;
}

function ledgerOf({ slug }: Organisation) {
  const [row] = opened.database.prepare<[string], { version: number; isContested: number }>('SELECT identity_version AS version, has_contested_links AS isContested FROM ledgers WHERE slug = ?').all(slug);
  const references = opened.database
    .prepare<[string], Row>(
      `SELECT r.id AS reference, s.name AS source, unsealed(r.external_id) AS id, unsealed(r.email) AS email, r.first_at AS firstAt, r.last_at AS lastAt, unsealed(p.handle) AS handle
       FROM ledgers l JOIN person_references r ON r.organisation = l.id JOIN sources s ON s.id = r.source JOIN people p ON p.id = r.person WHERE l.slug = ?`,
    )
    .all(slug);
  return { ...row, references, people: new Map(references.map(({ reference, handle }) => [reference, handle])) };
}

/** Who everybody is by all that was ever said, linked in one go. */
function linkedAnew(references: readonly Row[]) {
  const own = references.filter((one) => !isNameless(one));
  const identities = linkIdentities(own);
  const people = new Map(own.map((one) => [one.reference, identities.get(handleOf(one.source, one))]));
  const isContested = own.some(({ source: from, id, email }) => id !== null && email !== null && !isErasedWord(email) && identities.get(handleOf(from, { id, email })) !== identities.get(emailHandle(email)));
  return { people, isContested };
}

let organisations = 0;
property.prop([steps], { numRuns: 100 })('whoever comes is linked with those they share a word with, and everybody is who linking all there ever was makes them, in whatever order it came', async (given) => {
  const organisation = organisationIn('UTC', { slug: `nordwind-${(organisations += 1)}` });
  for (const step of given) {
    if (typeof step === 'string') {
      for (const key of (await opened.store.peopleCalled(organisation, step)).slice(0, 1)) await opened.store.erase(organisation, key, { reason: 'They asked for it.', at: randomNow });
      continue;
    }
    const before = ledgerOf(organisation);
    const { touched } = await opened.store.append(organisation, step);
    const after = ledgerOf(organisation);
    const anew = linkedAnew(after.references);
    for (const [reference, handle] of after.people) if (anew.people.has(reference)) expect([reference, handle]).toEqual([reference, anew.people.get(reference)]);
    expect(after.isContested === 1).toBe(anew.isContested);
    // Whoever keeps something of whom references stand for hears when somebody known is somebody else, and not when somebody is new.
    const isSomebodyElse = [...before.people].some(([reference, handle]) => after.people.get(reference) !== handle);
    expect(after.version !== before.version && before.version !== undefined).toBe(isSomebodyElse);
    if (isSomebodyElse) expect(touched?.from).toBe(0);
  }
});
