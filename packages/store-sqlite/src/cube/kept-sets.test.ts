import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, dayNumber, type Aggregate, type Answer, type CountDistinct, type Dimension, type Question, type Reference, type UsageStore } from '@pegel/domain';
import { activity, assertMet, directory, events, organisationIn, person, randomNow, runs, seatOf } from '@pegel/domain/testing';
import { openStore } from '../testing/open-store.js';
import type { DaySegment, Run } from './columns.js';
import { KeptSets, type Asked } from './kept-sets.js';

let opened: ReturnType<typeof openStore>;
let bySql: UsageStore;
beforeAll(() => {
  opened = openStore();
  bySql = opened.again(0);
});
afterAll(() => opened.close());

const first = '2026-01-05';
const span = (from: number, to: number) => ({ from: addDays(first, from), to: addDays(first, to) });
const once = (entity: CountDistinct['entity']): CountDistinct => ({ kind: 'countDistinct', fact: 'activity', entity, where: {} });
/** Windows of all lengths, by turns of none, one, and another as keys. */
const asked: readonly (Pick<Question, 'periods' | 'by' | 'where'> & { readonly aggregate: Aggregate })[] = [
  { aggregate: once('chat'), periods: [span(0, 9)], by: null, where: new Map() },
  { aggregate: once('chat'), periods: [span(3, 9), span(0, 4), span(9, 9)], by: 'model', where: new Map() },
  { aggregate: once('person'), periods: [span(0, 9)], by: 'connector', where: new Map() },
  { aggregate: once('person'), periods: [span(2, 8)], by: null, where: new Map<Dimension, readonly string[]>([['model', ['model-1']]]) },
  { aggregate: { kind: 'trailing', days: 3, of: once('project') }, periods: [span(9, 9), span(4, 4)], by: null, where: new Map() },
  { aggregate: { kind: 'sum', fact: 'activity', column: 'count', where: {} }, periods: [span(0, 9)], by: null, where: new Map<Dimension, readonly string[]>([['department', ['Sales', '@unattributed']]]) },
  { aggregate: once('chat'), periods: [span(1, 9)], by: null, where: new Map<Dimension, readonly string[]>([['department', ['Sales']], ['model', ['model-0', 'model-1', 'model-2']]]) },
  { aggregate: once('project'), periods: [span(0, 9)], by: 'surface', where: new Map<Dimension, readonly string[]>([['model', ['model-0', 'model-1']]]) },
];

const few = fc.nat({ max: 3 });
const emailOf = (who: number) => `person-${who}@nordwind.example`;
/** Who did it by what a source knows of them: two are one person once it knows both. */
const ways = {
  email: (who: number): Reference => person(emailOf(who)),
  id: (who: number): Reference => ({ kind: 'person', id: `id-${who}`, email: null, name: null }),
  both: (who: number): Reference => person(emailOf(who), { id: `id-${who}` }),
  service: (who: number): Reference => ({ kind: 'service', name: `service-${who}` }),
  nobody: (): Reference => ({ kind: 'nobody' }),
};
const reference = fc.tuple(fc.constantFrom('email', 'email', 'id', 'id', 'both', 'service', 'nobody').map((way) => ways[way]), few).map(([way, who]) => way(who));
/** Events by few ids: one that comes under an id that was there corrects it. */
const course = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.record({ id: fc.nat({ max: 15 }), day: fc.nat({ max: 9 }), chat: few, project: few, model: few, connector: few, who: reference, surface: fc.constantFrom('chat' as const, 'code' as const), retracted: fc.nat({ max: 4 }).map((one) => one === 0) }) },
    { weight: 1, arbitrary: fc.record({ erased: few }) },
    { weight: 1, arbitrary: fc.record({ inSales: fc.subarray([0, 1, 2, 3]), since: fc.nat({ max: 9 }) }) },
  ),
  { minLength: 8, maxLength: 24 },
);
const inOrder = ({ rows }: Answer): string[] => rows.map(({ period, key, values }) => `${period} ${key ?? ''} ${values.join()}`).filter((text) => !text.endsWith(' 0')).sort();

test('windows that are asked for again say what SQL says, whatever came to their days, became another or went, in whatever order', { timeout: 600_000 }, async () => {
  const numRuns = runs(60);
  const met = { more: 0, fewer: 0 };
  let organisations = 0;
  await assertMet(
    fc.asyncProperty(course, async (steps) => {
      const organisation = organisationIn('UTC', { slug: `sets-${(organisations += 1)}` });
      const before = new Map<unknown, number>();
      for (const [at, step] of steps.entries()) {
        if ('erased' in step) {
          const [key] = await opened.store.peopleCalled(organisation, emailOf(step.erased));
          if (key !== undefined) await opened.store.erase(organisation, key, { reason: 'A reason.', at: randomNow });
        } else if ('inSales' in step) {
          await opened.store.append(organisation, directory(`${addDays(first, step.since)}T00:00:00Z`, [0, 1, 2, 3].map((who) => seatOf(person(emailOf(who)), { department: step.inSales.includes(who) ? 'Sales' : 'Support' }))));
        } else {
          const { id, day, chat, project, model, connector, who, surface, retracted } = step;
          const particulars = { id: `event-${id}`, revision: at, retracted, surface, chat: `chat-${chat}`, project: `project-${project}`, model: `model-${model}`, connector: `connector-${connector}` };
          await opened.store.append(organisation, events([activity(`${addDays(first, day)}T09:00:00Z`, who, particulars)]));
        }
        for (const one of asked) {
          const { aggregate, ...rest } = one;
          const question: Question = { organisation, fact: 'activity', aggregates: [aggregate], ...rest };
          const said = inOrder(await opened.store.read(question));
          expect(said).toEqual(inOrder(await bySql.read(question)));
          const was = before.get(one) ?? 0;
          if (said.length > was) met.more += 1;
          if (said.length < was) met.fewer += 1;
          before.set(one, said.length);
        }
      }
    }),
    { numRuns },
    () => ({ more: [met.more, numRuns * 4], fewer: [met.fewer, numRuns] }),
  );
});

/** A run of so many rows, of which nothing but their number is looked at. */
const run = (rows: number): Run => ({ type: null, surface: 'chat', costType: null, basis: null, rows, bytes: new Uint8Array(), who: { from: 0, width: 0, base: 0, step: 0 }, sums: {}, totals: {}, things: {}, names: {} });
const segment = (...own: readonly Run[]): DaySegment => ({ runs: own, reachesOn: false });
const number = dayNumber(first);
const always = () => true;

/** Asks for some days, and says which rows of which of them were gone through. */
function asks(kept: KeptSets, segments: readonly DaySegment[], changes: Partial<Asked> = {}, isKept: () => boolean = always): readonly string[] | null {
  const taken: string[] = [];
  const one: Asked = { name: 'one', fact: 'activity', days: segments.map((_, day) => number + day), segments, size: 64, ...changes };
  const [sets] = kept.of([one], isKept, (into, days, some) => {
    taken.push(...some.map(({ runs: own }, at) => `${(days[at] ?? 0) - number}: ${own.map(({ rows }) => rows).join()}`));
    into.of(null, one.size);
  });
  return sets === null ? null : taken;
}

test('goes through the runs that are new, wherever they lie, and through all of what has met a day of which facts may be gone', () => {
  const kept = new KeptSets(1_000_000);
  const [a, b, c] = [run(10), run(20), run(30)];
  const days = [segment(a), segment(b), segment(c)] as const;
  expect(asks(kept, days)).toEqual(['0: 10', '1: 20', '2: 30']);
  expect(asks(kept, days)).toEqual([]);
  const more = [segment(a, run(1)), days[1], segment(c, run(2))] as const;
  expect(asks(kept, more)).toEqual(['0: 1', '2: 2']);
  // Put together of others, a run is another one; and so is one that was read anew.
  const last = [segment(run(11)), more[1], more[2]] as const;
  expect(asks(kept, last)).toEqual(['0: 11']);
  kept.rewrite('spend', number + 1);
  kept.rewrite('activity', number + 3);
  expect(asks(kept, last)).toEqual([]);
  kept.rewrite('activity', number + 1);
  expect(asks(kept, last)).toEqual(['0: 11', '1: 20', '2: 30,2']);
});

test('keeps what is worth it, lets go of what was asked for longest ago, and begins nothing that has no room', () => {
  const kept = new KeptSets(4_000);
  const days = [segment(run(10)), segment(run(20))];
  expect([asks(kept, days, { size: 1_000 }), asks(kept, days, { size: 40_000 }), asks(kept, days, {}, () => false)]).toEqual([null, null, null]);
  expect(kept.bytes).toBe(0);
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) expect(asks(kept, days, { name })).toHaveLength(2);
  expect(kept.bytes).toBeGreaterThan(0);
  expect(kept.bytes).toBeLessThanOrEqual(4_000);
  expect([asks(kept, days, { name: 'h' }), asks(kept, days, { name: 'a' })]).toEqual([[], ['0: 10', '1: 20']]);
  // As many keys as there are no sets for: it is not begun again each time.
  let begun = 0;
  const ofMany = () => kept.of([{ name: 'many', fact: 'activity', days: [number], segments: days.slice(0, 1), size: 64 }], always, (into) => {
    begun += 1;
    for (let key = 0; key < 100; key += 1) into.of(`key-${key}`, 64);
  });
  expect([ofMany(), ofMany(), begun]).toEqual([[null], [null], 1]);
  kept.clear();
  expect(kept.bytes).toBe(0);
});
