import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { linkIdentities, normaliseEmail, type Sighting } from './identity.js';

const sighting = (source: string, id: string | null, email: string | null, at: number): Sighting => ({ source, id, email, firstAt: at, lastAt: at });

const random = fc.array(
  fc.record({ source: fc.constantFrom('a', 'b', 'c'), id: fc.option(fc.constantFrom('1', '2', '3')), email: fc.option(fc.constantFrom('x@x', 'y@x', 'z@x')), at: fc.nat({ max: 6 }) })
    .filter(({ id, email }) => id !== null || email !== null)
    .map(({ source, id, email, at }) => sighting(source, id, email, at)),
  { maxLength: 25 },
);

describe('identity', () => {
  test('chains from source to source over addresses and ids', () => {
    const people = linkIdentities([sighting('a', '1', 'x@x', 1), sighting('b', '7', 'x@x', 2), sighting('b', '7', 'y@x', 3), sighting('c', null, 'y@x', 4)]);
    expect(new Set(people.values()).size).toBe(1);
    expect(people.get('email:y@x')).toBe('email:x@x');
  });

  property.prop([random])('never makes two ids of one source one person', (sightings) => {
    const people = linkIdentities(sightings);
    const ids = [...people].filter(([handle]) => handle.startsWith('id:'));
    const places = ids.map(([handle, person]) => `${handle.split(':')[1]} ${person}`);
    expect(new Set(places).size).toBe(places.length);
  });

  property.prop([random, fc.func(fc.nat())])('depends on what was seen, not on the order in which it arrived', (sightings, place) => {
    const shuffled = sightings.map((one, index) => ({ one, at: place(index) })).sort((a, b) => a.at - b.at).map(({ one }) => one);
    const sorted = (people: ReadonlyMap<string, string>) => [...people].sort(([a], [b]) => (a < b ? -1 : 1));
    expect(sorted(linkIdentities(shuffled))).toEqual(sorted(linkIdentities(sightings)));
  });

  property.prop([random])('gives every handle that was seen exactly one person', (sightings) => {
    const people = linkIdentities(sightings);
    for (const { source, id, email } of sightings) {
      if (id !== null) expect(people.has(`id:${source}:${id}`)).toBe(true);
      if (email !== null) expect(people.has(`email:${email}`)).toBe(true);
    }
  });

  test('compares addresses composed and without case', () => {
    expect(normaliseEmail(' A\u0308da@Nordwind.example ')).toBe(normaliseEmail('äda@nordwind.EXAMPLE'));
  });
});
