import fc from 'fast-check';
import { activityTypeNames, addDays, costTypes, facts, surfaces, type Aggregate, type CountDistinct, type Dimension } from '@pegel/domain';

/** Whatever can be asked about activity and spend, whether a metric asks it or not. */

const constants = fc.record({ type: fc.option(fc.subarray([...activityTypeNames], { minLength: 2 }), { nil: undefined, freq: 1 }), surface: fc.option(fc.constantFrom(...surfaces.slice(0, 2)), { nil: undefined, freq: 1 }) })
  .map(({ type, surface }) => ({ ...(type === undefined ? {} : { type }), ...(surface === undefined ? {} : { surface }) }));
const distinct = fc.record({ entity: fc.constantFrom(...facts.activity.entities), where: constants }).map((fields): CountDistinct => ({ kind: 'countDistinct', fact: 'activity', ...fields }));
/** Any way to count activity there is, whether a metric counts so or not. */
const aggregate: fc.Arbitrary<Aggregate> = fc.oneof(
  distinct,
  constants.map((where): Aggregate => ({ kind: 'sum', fact: 'activity', column: 'count', where })),
  fc.tuple(fc.integer({ min: 1, max: 9 }), distinct).map(([days, of]): Aggregate => ({ kind: 'trailing', days, of })),
  fc.tuple(fc.integer({ min: 1, max: 9 }), constants).map(([days, where]): Aggregate => ({ kind: 'trailing', days, of: { kind: 'countDistinct', fact: 'activity', entity: 'person', where }, unseated: true })),
);

const spent: fc.Arbitrary<Aggregate> = fc
  .record({ column: fc.constantFrom(...facts.spend.columns), surface: fc.option(fc.constantFrom(...surfaces.slice(0, 2)), { nil: undefined, freq: 1 }), costType: fc.option(fc.subarray([...costTypes], { minLength: 2 }), { nil: undefined }) })
  .map(({ column, surface, costType }) => ({ kind: 'sum', fact: 'spend', column, where: { ...(surface === undefined ? {} : { surface }), ...(costType === undefined ? {} : { costType }) } }));

const day = fc.integer({ min: -2, max: 14 }).map((offset) => addDays('2026-03-25', offset));
/** With the days before the first that a window can hold. */
export const everyDay = { from: addDays('2026-03-25', -12), to: addDays('2026-03-25', 14) };
const period = fc.tuple(day, day).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }));
const keys: Readonly<Record<Dimension, readonly string[]>> = {
  person: ['@service', '@unattributed'], model: ['opus', 'constructor', '@unattributed'], connector: ['slack', 'jira', '@unattributed'], surface: ['chat', 'code'], project: ['p1', 'p2', '@unattributed'],
  group: ['Berlin', 'Sales', '@unattributed', '@service'], department: ['Sales', '@unattributed'], costCentre: ['4711', '@service'], costType: ['tokens', 'other', '@unattributed'],
};
const asking = (fact: 'activity' | 'spend', counting: fc.Arbitrary<Aggregate>) => {
  const dimensions: readonly Dimension[] = facts[fact].dimensions;
  const filter = fc.oneof(fc.constant([]), fc.subarray([...dimensions], { maxLength: 2 }).chain((filtered) => fc.tuple(...filtered.map((dimension) => fc.subarray([...keys[dimension]], { minLength: 1 }).map((wanted) => [dimension, wanted] as const)))));
  return fc.record({
    fact: fc.constant(fact), aggregate: counting, periods: fc.array(period, { minLength: 1, maxLength: 4 }), by: fc.option(fc.constantFrom(...dimensions)), filter, withPeople: fc.constantFrom(false, false, true), namedSince: fc.option(day),
  });
};
export const asked = fc.oneof(asking('activity', aggregate), asking('spend', spent));
export type Asked = typeof asked extends fc.Arbitrary<infer One> ? One : never;
