import fc from 'fast-check';
import { addDays, daysOf } from '../days.js';
import type { MembershipSegment } from '../store.js';
import type { Part } from '../suppression-tree.js';

/** The range of random organisations. */
export const randomRange = { from: '2026-03-02', to: '2026-03-07' };
export const randomDays = daysOf(randomRange);
/** Two halves of three days. */
const parents = [null, 0, 0, 1, 1, 1, 2, 2, 2];
const spans = [randomRange, { from: '2026-03-02', to: '2026-03-04' }, { from: '2026-03-05', to: '2026-03-07' }, ...randomDays.map((day) => ({ from: day, to: day }))];

export interface Somebody {
  readonly groups: readonly string[];
  readonly department: string | null;
  readonly costCentre: string | null;
  /** From which of the days on they are in another department. */
  readonly moves: number | null;
  readonly active: readonly boolean[];
}

const somebodyOf = (moves: { readonly one: number; readonly in: number }): fc.Arbitrary<Somebody> => fc.record({
  groups: fc.subarray(['pilot', 'juniors', 'berlin'], { maxLength: 3 }),
  department: fc.constantFrom('sales', 'sales', 'law', 'law', 'care', 'lab', null),
  costCentre: fc.constantFrom('c1', 'c1', 'c2', 'c3'),
  moves: fc.oneof({ weight: moves.in - moves.one, arbitrary: fc.constant(null) }, { weight: moves.one, arbitrary: fc.integer({ min: 1, max: 5 }) }),
  active: fc.array(fc.constantFrom(false, false, true), { minLength: 6, maxLength: 6 }),
});

/** Organisations in which nearly nobody moves, or nearly everybody. */
export const organisationsOf = (size: { readonly minLength: number; readonly maxLength: number }): fc.Arbitrary<Somebody[]> =>
  fc.oneof(fc.array(somebodyOf({ one: 1, in: 12 }), size), fc.array(somebodyOf({ one: 11, in: 12 }), size));

export function segmentsOf(people: readonly Somebody[]): MembershipSegment[] {
  return people.flatMap(({ groups, department, costCentre, moves }, at): MembershipSegment[] => {
    const segment = { person: at, isListed: true, groups, department, costCentre };
    if (moves === null) return [{ ...segment, days: randomRange }];
    const day = addDays(randomRange.from, moves);
    return [{ ...segment, days: { from: randomRange.from, to: addDays(day, -1) } }, { ...segment, department: 'sales', days: { from: day, to: randomRange.to } }];
  });
}

export const isActive = (somebody: Somebody | undefined, day: string): boolean => somebody?.active[randomDays.indexOf(day)] === true;

export const partsOf = (people: readonly Somebody[]): Part[] =>
  spans.map((span, at) => ({
    of: parents[at] ?? null, days: span,
    people: people.flatMap((somebody, person) => (daysOf(span).some((day) => isActive(somebody, day)) ? [person] : [])),
  }));
