import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysOf } from './days.js';
import { Belonging } from './suppression-belonging.js';
import { offerOf } from './suppression-offered.js';
import { hiddenIn } from './suppression-tree.js';
import { CountedOnce, type Alike } from './testing/counted-once.js';
import { isActive, organisationsOf, partsOf, randomDays, randomRange, segmentsOf, type Somebody } from './testing/random-organisation.js';
import { runs } from './testing/runs.js';
import type { Equation } from './testing/solver.js';
import { pinned, type Known } from './testing/whole-numbers.js';

const k = 3;

/**
 * Hidden numbers of people that somebody works out who has all that is told of days, of both halves and of the range, and not already
 * from the numbers of everybody.
 *
 * @param knowsSizes Whether they know how many people belong to the same as well, and not only what there is to belong to.
 */
async function workedOutOf(everyone: readonly Somebody[], isCountedOnce: boolean, knowsSizes: boolean): Promise<string[]> {
  const belonging = new Belonging(segmentsOf(everyone));
  const offer = offerOf(belonging, randomRange, k);
  const parts = partsOf(everyone);
  const hidden = hiddenIn(parts, { belonging, offer, k, isCountedOnce });
  const clusterOf = new Map(offer.clusters.flatMap(({ groups }, cluster) => groups.map((place) => [place, cluster])));
  const placesOf = (person: number, day: string) => new Set(belonging.signaturesOf(person, { from: day, to: day }).flatMap((signature) => belonging.signatures[signature] ?? []));
  const alike = new Map<string, { most: number; readonly on: ReadonlyMap<string, ReadonlySet<number>> }>();
  for (const person of everyone.keys()) {
    const on = new Map(randomDays.map((day) => [day, placesOf(person, day)]));
    const text = [...on.values()].map((places) => [...places].join()).join(' ');
    const known = alike.get(text) ?? { most: 0, on };
    known.most += 1;
    alike.set(text, known);
  }
  const counted = new CountedOnce([...alike.values()].map(({ most, on }): Alike => ({ most: knowsSizes ? most : everyone.length, isIn: (group, day) => on.get(day)?.has(Number(group)) === true })), randomDays);

  const ofEverybody: Known[] = [];
  const ofGroups: Known[] = [];
  const away: Equation[] = [];
  for (const [at, part] of parts.entries()) {
    ofEverybody.push({ of: counted.sumOf(null, part.days), least: part.people.length, most: part.people.length });
    for (const [place, { dimension, key }] of belonging.groups.entries()) {
      const people = everyone.filter((somebody, person) => daysOf(part.days).some((day) => isActive(somebody, day) && placesOf(person, day).has(place))).length;
      const of = counted.sumOf(String(place), part.days);
      const cluster = clusterOf.get(place);
      if (cluster !== undefined && hidden[at]?.has(cluster) === false) {
        expect(people).not.toBeOneOf([1, 2]);
        ofGroups.push({ of, least: people, most: people });
      } else if (of.length > 0 && (offer.offered.has(place) || people > 0)) away.push({ name: `${dimension} ${key} ${at}`, of, isNought: people === 0 });
    }
  }
  const found = await pinned(counted.most, [...ofEverybody, ...ofGroups, ...counted.relations()], away);
  const known = found.length === 0 ? [] : await pinned(counted.most, [...ofEverybody, ...counted.relations()], away.filter(({ name }) => found.includes(name)));
  return found.filter((name) => !known.includes(name));
}

describe('numbers of people who are counted once over several days', () => {
  const small = organisationsOf({ minLength: 12, maxLength: 24 });

  test('leave a choice of every hidden one, also in organisations of a dozen people of whom nearly all were there, and to whoever knows how many belong to the same', { timeout: 3_600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof({ weight: 3, arbitrary: small }, { weight: 1, arbitrary: organisationsOf({ minLength: 25, maxLength: 45 }) }), async (people) => {
        for (const knowsSizes of [false, true]) expect(await workedOutOf(people, true, knowsSizes)).toEqual([]);
      }),
      { numRuns: runs(6) },
    );
  });

  test('are hidden over the range as well where everybody was there in half of it: a department\'s number of the half is then that of the range', { timeout: 600_000 }, async () => {
    // Twelve people, each there on one day or two of six, and all of them in the second half. The department's nine were told over the range.
    const somebody = (department: string, ...days: readonly number[]): Somebody => ({ groups: [], department, costCentre: 'c1', moves: null, active: randomDays.map((_, at) => days.includes(at)) });
    const people = [
      somebody('sales', 3), somebody('sales', 4), somebody('sales', 5), somebody('sales', 3), somebody('sales', 3), somebody('sales', 5), somebody('sales', 5), somebody('sales', 3), somebody('lab', 4), somebody('law', 4),
      somebody('sales', 1, 4), somebody('lab', 5),
    ];
    for (const knowsSizes of [false, true]) expect(await workedOutOf(people, true, knowsSizes)).toEqual([]);
  });

  test('would not, if they were hidden like numbers that add up over days', { timeout: 600_000 }, async () => {
    const found: string[] = [];
    for (const people of fc.sample(small, { numRuns: 6, seed: 7 })) found.push(...(await workedOutOf(people, false, true)));
    expect(found.length).toBeGreaterThan(3);
  });
});
