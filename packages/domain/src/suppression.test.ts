import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysOf } from './days.js';
import { Belonging } from './suppression-belonging.js';
import { offerOf, partitions, type Offer } from './suppression-offered.js';
import { exposureOf, relationsAmong } from './suppression-span.js';
import { hiddenIn, type Part } from './suppression-tree.js';
import { isActive, organisationsOf, partsOf, randomDays as days, randomRange as range, segmentsOf, type Somebody } from './testing/random-organisation.js';
import { runs } from './testing/runs.js';
import { leftNoChoice, workedOut, type Equation, type Told } from './testing/solver.js';
import { pinned, type Known } from './testing/whole-numbers.js';

const k = 3;

/** Every cell as what it is made of: on how many days of it people of each signature did something. */
function cellsOf(everyone: readonly Somebody[], belonging: Belonging, parts: readonly Part[], offer: Offer, hidden: readonly ReadonlySet<number>[]) {
  const clusterOf = new Map(offer.clusters.flatMap(({ groups }, cluster) => groups.map((place) => [place, cluster])));
  const unknown = (signature: number, day: string) => signature * days.length + days.indexOf(day);
  const isThere = (person: number, day: string) => isActive(everyone[person], day);
  // Nobody of a signature is no unknown number.
  const columns = (span: { from: string; to: string }) => daysOf(span).flatMap((day) => [...belonging.peopleOf({ from: day, to: day }).keys()].map((signature) => ({ signature, day })));
  const total = (part: Part) => part.people.reduce((sum, person) => sum + daysOf(part.days).filter((day) => isThere(person, day)).length, 0);
  const told: Told[] = parts.map((part, at) => ({ name: `everybody ${at}`, value: total(part), of: columns(part.days).map(({ signature, day }) => unknown(signature, day)), isNought: part.people.length === 0 }));
  const away: Away[] = [];
  const shown: { readonly name: string; readonly people: number }[] = [];
  for (const [at, part] of parts.entries()) {
    for (const [place, group] of belonging.groups.entries()) {
      const times = part.people.map((person) => daysOf(part.days).filter((day) => isThere(person, day) && belonging.signaturesOf(person, { from: day, to: day }).some((signature) => belonging.signatures[signature]?.includes(place))).length);
      const people = times.filter((number) => number > 0).length;
      const cell = { name: `${group.dimension} ${group.key} ${at}`, of: columns(part.days).filter(({ signature }) => belonging.signatures[signature]?.includes(place)).map(({ signature, day }) => unknown(signature, day)), isNought: people === 0, value: times.reduce((sum, number) => sum + number, 0), people, isOffered: offer.offered.has(place) };
      const cluster = clusterOf.get(place);
      if (cluster !== undefined && hidden[at]?.has(cluster) === false) {
        told.push(cell);
        shown.push(cell);
      } else away.push(cell);
    }
  }
  return { told, away, shown };
}

type Away = Told & { readonly people: number; readonly isOffered: boolean };

/** Hidden numbers that are to stay hidden: what is everybody on all days on which anybody did anything is told by everybody's number, whatever its name. */
function secretsOf(told: readonly Told[], away: readonly Away[]): readonly Away[] {
  const still = new Set(told.filter(({ name, isNought }) => name.startsWith('everybody') && isNought).flatMap(({ of }) => of));
  const doing = ({ of }: Equation) => of.filter((unknown) => !still.has(unknown)).sort((a, b) => a - b).join();
  const everybody = new Map(told.filter(({ name }) => name.startsWith('everybody')).map((cell) => [cell.name.split(' ')[1], doing(cell)]));
  return away.filter((cell) => cell.of.length > 0 && doing(cell) !== everybody.get(cell.name.split(' ').at(-1)) && (cell.isOffered || cell.people > 0));
}

/** Every offered group by itself, hidden where it has too few people and nowhere else. */
function onlyTooFew(belonging: Belonging, offered: ReadonlySet<number>, parts: readonly Part[]): [Offer, ReadonlySet<number>[]] {
  const alone: Offer = { offered, clusters: [...offered].map((place) => ({ groups: [place], needs: [], together: [place] })) };
  return [alone, parts.map((part) => new Set(alone.clusters.flatMap(({ groups: [place] }, cluster) => {
    const behind = part.people.filter((person) => belonging.signaturesOf(person, part.days).some((signature) => belonging.signatures[signature]?.includes(place ?? -1))).length;
    return behind > 0 && behind < k ? [cluster] : [];
  })))];
}

describe('what is hidden of groups', () => {
  const organisation = organisationsOf({ minLength: 12, maxLength: 45 });

  test('no number of fewer people is told, and no hidden one follows from all that are', { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(organisation, (people) => {
        const belonging = new Belonging(segmentsOf(people));
        const offer = offerOf(belonging, range, k);
        const parts = partsOf(people);
        const { told, away, shown } = cellsOf(people, belonging, parts, offer, hiddenIn(parts, { belonging, offer, k }));
        expect(shown.filter((cell) => cell.people > 0 && cell.people < k)).toEqual([]);
        expect(workedOut(told, secretsOf(told, away))).toEqual([]);
      }),
      { numRuns: runs(60) },
    );
  });

  test('without what is hidden beside, the solver finds hidden numbers', () => {
    const found = fc.sample(organisation, { numRuns: 60, seed: 7 }).filter((people) => {
      const belonging = new Belonging(segmentsOf(people));
      const { offered } = offerOf(belonging, range, k);
      const parts = partsOf(people);
      const { told, away } = cellsOf(people, belonging, parts, ...onlyTooFew(belonging, offered, parts));
      return workedOut(told, away.filter(({ people: behind }) => behind > 0 && behind < k)).length > 0;
    });
    expect(found.length).toBeGreaterThan(20);
  });

  const small = organisationsOf({ minLength: 12, maxLength: 24 });

  test('whole numbers that are not negative leave a choice of every hidden one, even to whoever knows how many people belong to the same', { timeout: 3_600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(small, organisation), async (people) => {
        const belonging = new Belonging(segmentsOf(people));
        const offer = offerOf(belonging, range, k);
        const parts = partsOf(people);
        const { told, away } = cellsOf(people, belonging, parts, offer, hiddenIn(parts, { belonging, offer, k }));
        const known = told.map(({ of, value }): Known => ({ of, least: value, most: value }));
        for (const isKnown of [false, true]) {
          const most = belonging.signatures.flatMap((_places, signature) => days.map((day) => (isKnown ? (belonging.peopleOf({ from: day, to: day }).get(signature) ?? 0) : people.length)));
          expect(await pinned(most, known, secretsOf(told, away))).toEqual([]);
        }
      }),
      { numRuns: runs(12) },
    );
  });

  test('without what is hidden beside, whole numbers give hidden ones away', { timeout: 600_000 }, async () => {
    const found: (readonly string[])[] = [];
    for (const people of fc.sample(small, { numRuns: 20, seed: 7 })) {
      const belonging = new Belonging(segmentsOf(people));
      const { offered } = offerOf(belonging, range, k);
      const [, , , day = expect.fail()] = partsOf(people);
      const parts = [{ ...day, of: null }];
      const { told, away } = cellsOf(people, belonging, parts, ...onlyTooFew(belonging, offered, parts));
      const known = told.map(({ of, value }): Known => ({ of, least: value, most: value }));
      found.push(await pinned(belonging.signatures.flatMap(() => days.map(() => people.length)), known, away.filter(({ people: behind, of }) => behind > 0 && of.length > 0)));
    }
    expect(found.filter((names) => names.length > 0).length).toBeGreaterThan(2);
  });

  test('most of what enough people are behind is told', () => {
    const ratios = fc.sample(organisation, { numRuns: 40, seed: 11 }).map((people) => {
      const belonging = new Belonging(segmentsOf(people));
      const offer = offerOf(belonging, range, k);
      const parts = partsOf(people);
      const { shown } = cellsOf(people, belonging, parts, offer, hiddenIn(parts, { belonging, offer, k }));
      return shown.length / (parts.length * belonging.groups.length);
    });
    expect(ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length).toBeGreaterThan(0.15);
  });
});

describe('which groups are offered', () => {
  test('of two that differ by too few the larger is, and no partition leaves too few over', () => {
    fc.assert(
      fc.property(organisationsOf({ minLength: 12, maxLength: 45 }), (people) => {
        const segments = segmentsOf(people);
        const belonging = new Belonging(segments);
        const { offered } = offerOf(belonging, range, k);
        for (const day of days) {
          const own = people.map((_, at) => new Set(belonging.signaturesOf(at, { from: day, to: day }).flatMap((signature) => belonging.signatures[signature] ?? [])));
          const sets = belonging.groups.map((_, place) => new Set(people.flatMap((_person, at) => (own[at]?.has(place) === true ? [at] : []))));
          const inside = (place: number): ReadonlySet<number> => sets[place] ?? new Set();
          const isTooFew = (number: number) => number > 0 && number < k;
          for (const place of offered) {
            expect(inside(place).size).toBeGreaterThanOrEqual(k);
            expect(isTooFew(people.length - inside(place).size)).toBe(false);
            for (const other of offered) {
              const difference = inside(place).size + inside(other).size - 2 * [...inside(place)].filter((at) => inside(other).has(at)).length;
              expect(isTooFew(difference) || isTooFew(people.length - difference)).toBe(false);
            }
          }
          for (const dimension of partitions) {
            const left = belonging.groups.reduce((sum, group, place) => sum + (group.dimension === dimension && !offered.has(place) ? inside(place).size : 0), 0);
            if ([...offered].some((place) => belonging.groups[place]?.dimension === dimension)) expect(isTooFew(left)).toBe(false);
          }
        }
      }),
    );
  });
});

test('a row follows from others exactly where a relation says so', () => {
  // Everybody is a and b together; c is a part of a.
  const relations = relationsAmong([[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 0, 0], [1, 1, 1, 1]]);
  expect(exposureOf(relations, [0])).toEqual({ row: 0, through: [1, 3] });
  expect(exposureOf(relations, [2])).toBeNull();
  expect(exposureOf(relations, [0, 1])).toBeNull();
});

test('what whole numbers leave no choice of is what trying all of them finds', { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 3, maxLength: 5 }), fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }), fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { minLength: 1 }), { minLength: 1, maxLength: 4 }), async (truth, rows, asked) => {
      const cell = (of: readonly number[]): Told => ({ name: of.join(), of: of.filter((unknown) => unknown < truth.length), value: of.reduce((sum, unknown) => sum + (truth[unknown] ?? 0), 0), isNought: false });
      const [told, hidden, most] = [rows.map(cell), asked.map(cell).filter(({ of }) => of.length > 0), truth.map(() => 3)];
      expect(await pinned(most, told.map(({ of, value }) => ({ of, least: value, most: value })), hidden)).toEqual(leftNoChoice(told, hidden, most));
    }),
  );
});
