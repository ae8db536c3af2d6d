import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asKept, foundBeside, type ErasedPeople, type Named, type Said } from './as-kept.js';
import { emailHandle, idHandle, isErasedWord, type Handle } from './identity.js';
import { runs } from './testing/runs.js';

const ids = ['u1', 'u2', 'u3'] as const;
const emails = ['a@x.example', 'b@x.example'] as const;
const instant = fc.integer({ min: 0, max: 9 });
const source = fc.constantFrom('one', 'two');
const words = fc.record({ id: fc.option(fc.constantFrom(...ids)), email: fc.option(fc.constantFrom(...emails)) }).filter(({ id, email }) => id !== null || email !== null);
const randomSaid: fc.Arbitrary<Said> = fc.record({ source, words, at: instant }).map(({ source: name, words: said, at }) => ({ source: name, person: { kind: 'person', ...said, name: null }, at }));
const randomNamed: fc.Arbitrary<Named> = fc.record({ source, words, lastAt: instant }).map(({ source: name, words: said, lastAt }) => ({ source: name, ...said, lastAt }));
const handle = fc.oneof(fc.tuple(source, fc.constantFrom(...ids)).map(([name, id]) => idHandle(name, id)), fc.constantFrom(...emails).map(emailHandle));
const randomMarks: fc.Arbitrary<ReadonlyMap<Handle, number>> = fc.array(fc.tuple(handle, fc.constantFrom(3, 6, Infinity)), { maxLength: 3 }).map((marks) => new Map(marks));

const peopleOf = (marks: ReadonlyMap<Handle, number>, named: readonly Named[]): ErasedPeople => ({
  isEmpty: marks.size === 0,
  until: (one) => marks.get(one) ?? null,
  withId: (from, id) => named.filter((one) => one.source === from && one.id === id),
  withEmail: (email) => named.filter((one) => one.email === email),
  markOf: (text) => text,
});

/** What is found, and then how each is kept. */
function keptTogether(said: readonly Said[], marks: ReadonlyMap<Handle, number>, named: readonly Named[]) {
  const found = foundBeside(said, peopleOf(marks, named));
  const people = peopleOf(new Map([...marks, ...found.map(({ handle: one, until }) => [one, until] as const)]), named);
  return { found: found.toSorted((a, b) => (a.handle < b.handle ? -1 : 1)), people, kept: new Map(said.map((one) => [JSON.stringify(one), asKept(one, people)])) };
}

test('how somebody is kept depends on no order of what is said together, and on nothing being said twice', () => {
  fc.assert(
    fc.property(fc.array(randomSaid, { maxLength: 8 }), randomMarks, fc.array(randomNamed, { maxLength: 3 }), fc.infiniteStream(fc.nat()), (said, marks, named, random) => {
      const shuffled = [...said, ...said.slice(0, 2)].map((one) => ({ one, place: random.next().value })).sort((a, b) => a.place - b.place).map(({ one }) => one);
      const [first, other] = [keptTogether(said, marks, named), keptTogether(shuffled, marks, named)];
      expect(other.found).toEqual(first.found);
      expect(new Map([...other.kept].sort())).toEqual(new Map([...first.kept].sort()));
    }),
    { numRuns: runs(1_000) },
  );
});

test('nothing more is found when the same is said again, a mark is whose it was and holds as long as it did, and no word for good is kept', () => {
  fc.assert(
    fc.property(fc.array(randomSaid, { maxLength: 8 }), randomMarks, fc.array(randomNamed, { maxLength: 3 }), (said, marks, named) => {
      const { found, people, kept } = keptTogether(said, marks, named);
      expect(foundBeside(said, people)).toEqual([]);
      for (const { handle: one, of, until } of found) {
        expect(until).toBeGreaterThan(marks.get(one) ?? -Infinity);
        expect(marks.has(of)).toBe(true);
        if (marks.has(one)) expect(of).toBe(one);
      }
      for (const { person, erased } of kept.values()) {
        if (person.email !== null && !isErasedWord(person.email)) expect(people.until(emailHandle(person.email))).not.toBe(Infinity);
        expect(erased === null).toBe(person.id === null || !isErasedWord(person.id));
      }
    }),
    { numRuns: runs(1_000) },
  );
});
