import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendar } from './calendar.js';
import { asFarAs, directoryOf, saysNothing, speaksOf, whoIn, type SourcedSnapshot } from './directory.js';
import { directoryFields, type DirectoryField } from './events.js';
import { linkIdentities } from './identity.js';
import { randomSnapshot } from './testing/index.js';

const snapshots: fc.Arbitrary<readonly SourcedSnapshot[]> = fc.array(fc.record({ source: fc.constantFrom('assistant', 'staff'), snapshot: randomSnapshot }), { maxLength: 8 });
const identitiesOf = (taken: readonly SourcedSnapshot[]) =>
  linkIdentities(taken.flatMap(({ source, snapshot: { takenAt, people } }) => (people ?? []).map(({ person: { id, email } }) => ({ source, id, email, firstAt: takenAt, lastAt: takenAt }))));

test('what is known of a field depends on those snapshots alone that speak of it', () => {
  // Who is invited and who is anything else are two halves of one answer.
  const parts = fc.subarray([...directoryFields]).filter((fields) => fields.includes('status') === fields.includes('invites'));
  fc.assert(
    fc.property(snapshots, parts, fc.constantFrom('2026-03-28', '2026-03-31', '2026-04-05'), (taken, fields, day) => {
      const named = taken.map(({ source, snapshot }) => ({ source, snapshot: { ...snapshot, ...(snapshot.people === null ? {} : { fields: snapshot.fields ?? directoryFields }) } }));
      const isAsked = (field: DirectoryField) => fields.includes(field);
      const peopleIn = (some: readonly SourcedSnapshot[]) => {
        const { people } = directoryOf(day, some, whoIn(identitiesOf(named)), calendar('Europe/Berlin'));
        return new Map([...people].flatMap(([handle, person]) => {
          const said = asFarAs(isAsked, person);
          return saysNothing(said) ? [] : [[handle, { ...said, person: null }] as const];
        }));
      };
      expect(peopleIn(named.filter(({ snapshot }) => fields.some((field) => speaksOf(snapshot, field))))).toEqual(peopleIn(named));
    }),
    { numRuns: 1_000 },
  );
});

test('who is listed in full is known in full, whatever was known before', () => {
  fc.assert(
    fc.property(snapshots, randomSnapshot, (taken, last) => {
      const takenAt = Math.max(last.takenAt, ...taken.map(({ snapshot }) => snapshot.takenAt + 1));
      const full = { source: 'assistant', snapshot: { ...last, takenAt, complete: true, fields: null, people: last.people ?? [] } };
      const identities = identitiesOf([...taken, full]);
      const on = (some: readonly SourcedSnapshot[]) => directoryOf('2026-04-20', some, whoIn(identities), calendar('UTC'));
      expect(on([...taken, full])).toEqual(on([full]));
    }),
    { numRuns: 500 },
  );
});
