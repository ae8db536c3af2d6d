import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysOf } from './days.js';
import type { MembershipSegment } from './store.js';
import { Belonging } from './suppression-belonging.js';
import { offerOf, partitions, type Offer } from './suppression-offered.js';
import { exposureOf, relationsAmong } from './suppression-span.js';
import { hiddenIn, type Part } from './suppression-tree.js';
import { leftNoChoice, workedOut, type Equation, type Told } from './testing/solver.js';

const k = 3;
const range = { from: '2026-03-02', to: '2026-03-07' };
const days = daysOf(range);
/** Two halves of three days. */
const parents = [null, 0, 0, 1, 1, 1, 2, 2, 2];
const spans = [range, { from: '2026-03-02', to: '2026-03-04' }, { from: '2026-03-05', to: '2026-03-07' }, ...days.map((day) => ({ from: day, to: day }))];

interface Somebody {
  readonly groups: readonly string[];
  readonly department: string | null;
  readonly costCentre: string | null;
  /** From which of the days on they are in the next department. */
  readonly moves: number | null;
  readonly active: readonly boolean[];
}

const somebody: fc.Arbitrary<Somebody> = fc.record({
  groups: fc.subarray(['pilot', 'juniors', 'berlin'], { maxLength: 3 }),
  department: fc.constantFrom('sales', 'sales', 'law', 'law', 'care', 'lab', null),
  costCentre: fc.constantFrom('c1', 'c1', 'c2', 'c3'),
  moves: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null, freq: 12 }),
  active: fc.array(fc.constantFrom(false, false, true), { minLength: 6, maxLength: 6 }),
});

function segmentsOf(people: readonly Somebody[]): MembershipSegment[] {
  return people.flatMap(({ groups, department, costCentre, moves }, at): MembershipSegment[] => {
    const segment = { person: `p${at}`, isListed: true, groups, department, costCentre };
    if (moves === null) return [{ ...segment, days: range }];
    const day = addDays(range.from, moves);
    return [{ ...segment, days: { from: range.from, to: addDays(day, -1) } }, { ...segment, department: 'sales', days: { from: day, to: range.to } }];
  });
}

const partsOf = (people: readonly Somebody[]): Part[] =>
  spans.map((span, at) => ({
    of: parents[at] ?? null, days: span,
    people: people.flatMap(({ active }, person) => (daysOf(span).some((day) => active[days.indexOf(day)] === true) ? [`p${person}`] : [])),
  }));

/** Every cell as what it is made of: how much people of each signature did on each day. */
function cellsOf(everyone: readonly Somebody[], belonging: Belonging, parts: readonly Part[], offer: Offer, hidden: readonly ReadonlySet<number>[]) {
  const clusterOf = new Map(offer.clusters.flatMap(({ groups }, cluster) => groups.map((place) => [place, cluster])));
  const unknown = (signature: number, day: string) => signature * days.length + days.indexOf(day);
  const isActive = (person: string, day: string) => everyone[Number(person.slice(1))]?.active[days.indexOf(day)] === true;
  // Nobody of a signature is no unknown number.
  const columns = (span: { from: string; to: string }) => daysOf(span).flatMap((day) => belonging.columnsOf({ from: day, to: day }).map((signature) => ({ signature, day })));
  const told: Told[] = parts.map((part, at) => ({ name: `everybody ${at}`, value: part.people.length, of: columns(part.days).map(({ signature, day }) => unknown(signature, day)), isNought: part.people.length === 0 }));
  const away: (Equation & { people: number; isOffered: boolean })[] = [];
  const shown: { readonly name: string; readonly people: number }[] = [];
  for (const [at, part] of parts.entries()) {
    for (const [place, group] of belonging.groups.entries()) {
      const people = part.people.filter((person) => daysOf(part.days).some((day) => isActive(person, day) && belonging.signaturesOf(person, { from: day, to: day }).some((signature) => belonging.signatures[signature]?.includes(place)))).length;
      const cell = { name: `${group.dimension} ${group.key} ${at}`, of: columns(part.days).filter(({ signature }) => belonging.signatures[signature]?.includes(place)).map(({ signature, day }) => unknown(signature, day)), isNought: people === 0, value: people, people, isOffered: offer.offered.has(place) };
      const cluster = clusterOf.get(place);
      if (cluster !== undefined && hidden[at]?.has(cluster) === false) {
        told.push(cell);
        shown.push(cell);
      } else away.push(cell);
    }
  }
  return { told, away, shown };
}

describe('what is hidden of groups', () => {
  const organisation = fc.array(somebody, { minLength: 12, maxLength: 45 });

  test('no number of fewer people is told, and no hidden one follows from all that are', { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(organisation, (people) => {
        const belonging = new Belonging(segmentsOf(people));
        const offer = offerOf(belonging, range, k);
        const parts = partsOf(people);
        const { told, away, shown } = cellsOf(people, belonging, parts, offer, hiddenIn(parts, { belonging, offer, k }));
        expect(shown.filter((cell) => cell.people > 0 && cell.people < k)).toEqual([]);
        // What is everybody on all days on which anybody did anything is told by everybody's number, whatever its name.
        const still = new Set(told.filter(({ name, isNought }) => name.startsWith('everybody') && isNought).flatMap(({ of }) => of));
        const doing = ({ of }: { readonly of: readonly number[] }) => of.filter((unknown) => !still.has(unknown)).join();
        const everybody = new Map(told.filter(({ name }) => name.startsWith('everybody')).map((cell) => [cell.name.split(' ')[1], doing(cell)]));
        const secret = away.filter((cell) => doing(cell) !== everybody.get(cell.name.split(' ').at(-1)) && (cell.isOffered || cell.people > 0));
        expect(workedOut(told, secret.filter(({ of }) => of.length > 0))).toEqual([]);
      }),
      { numRuns: Number(process.env['PEGEL_RUNS'] ?? 100) },
    );
  });

  test('without what is hidden beside, the solver finds hidden numbers', () => {
    const found = fc.sample(organisation, { numRuns: 60, seed: 7 }).filter((people) => {
      const belonging = new Belonging(segmentsOf(people));
      const { offered } = offerOf(belonging, range, k);
      const parts = partsOf(people);
      const alone: Offer = { offered, clusters: [...offered].map((place) => ({ groups: [place], needs: [], together: [place] })) };
      const { told, away } = cellsOf(people, belonging, parts, alone, parts.map((part) => new Set(alone.clusters.flatMap(({ groups: [place] }, cluster) => {
        const behind = part.people.filter((person) => belonging.signaturesOf(person, part.days).some((signature) => belonging.signatures[signature]?.includes(place ?? -1))).length;
        return behind > 0 && behind < k ? [cluster] : [];
      }))));
      return workedOut(told, away.filter(({ people: behind }) => behind > 0 && behind < k)).length > 0;
    });
    expect(found.length).toBeGreaterThan(20);
  });

  // Always the same organisations: in one of some hundred as small as these, whole numbers leave no choice of a hidden one, which rows alone would.
  test('of one day, whole numbers that are not negative leave a choice of every hidden one, in sixty organisations', { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(fc.array(somebody.map((one) => ({ ...one, moves: null })), { minLength: 12, maxLength: 24 }), (people) => {
        const belonging = new Belonging(segmentsOf(people));
        const offer = offerOf(belonging, range, k);
        const [, , , day = expect.fail()] = partsOf(people);
        const parts = [{ ...day, of: null }];
        const { told, away } = cellsOf(people, belonging, parts, offer, hiddenIn(parts, { belonging, offer, k }));
        const unknowns = [...new Set(told.flatMap(({ of }) => of))];
        const numbered = <Of extends Equation>(cell: Of): Of => ({ ...cell, of: cell.of.map((one) => unknowns.indexOf(one)) });
        const everybody = told.find(({ name }) => name.startsWith('everybody'))?.of.join();
        const secret = away.filter((cell) => cell.isOffered && cell.people > 0 && cell.of.join() !== everybody);
        expect(leftNoChoice(told.map(numbered), secret.map(numbered), unknowns.map(() => people.length))).toEqual([]);
      }),
      { numRuns: 60, seed: 20_261_126 },
    );
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
      fc.property(fc.array(somebody, { minLength: 12, maxLength: 45 }), (people) => {
        const segments = segmentsOf(people);
        const belonging = new Belonging(segments);
        const { offered } = offerOf(belonging, range, k);
        for (const day of days) {
          const own = people.map((_, at) => new Set(belonging.signaturesOf(`p${at}`, { from: day, to: day }).flatMap((signature) => belonging.signatures[signature] ?? [])));
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
