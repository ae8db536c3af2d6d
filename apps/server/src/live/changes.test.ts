import { dayFromNumber, type FactName, type FactsChanged } from '@pegel/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeChanges, type Changes } from './changes.js';
import type { Clock } from './clock.js';

const interval = 1_000;

/** A clock that only moves when it is told to. */
class HandClock implements Clock {
  private time = 0;
  private readonly waiting = new Set<{ readonly at: number; readonly run: () => void }>();
  now = () => this.time;
  after = (milliseconds: number, run: () => void) => {
    const entry = { at: this.time + milliseconds, run };
    this.waiting.add(entry);
    return () => void this.waiting.delete(entry);
  };
  get timers() {
    return this.waiting.size;
  }
  advance(milliseconds: number) {
    this.time += milliseconds;
    for (const entry of [...this.waiting].sort((a, b) => a.at - b.at)) {
      if (entry.at > this.time) continue;
      this.waiting.delete(entry);
      entry.run();
    }
  }
}

/** Lets everything run that waits for nothing but its turn. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

const organisation = { slug: 'nordwind-ag' };
const facts = ['activity', 'spend', 'directory'] as const satisfies readonly FactName[];
const change = (from: number, to: number, ...of: readonly FactName[]): FactsChanged => ({ facts: of, from: dayFromNumber(from), to: dayFromNumber(to) });
const covers = (told: FactsChanged, published: FactsChanged) =>
  published.facts.every((fact) => told.facts.includes(fact)) && told.from <= published.from && published.to <= told.to;

/** A subscriber that asks for the next change whenever it is allowed to, and writes down what it was told, and when. */
function reader(changes: Changes, clock: Clock, of = organisation) {
  const subscription = changes.subscribe(of);
  const told: { readonly at: number; readonly change: FactsChanged }[] = [];
  let isAsked = false;
  let isOver = false;
  const take = (change: FactsChanged | null) => {
    isAsked = false;
    if (change === null) isOver = true;
    else told.push({ at: clock.now(), change });
  };
  const ask = () => {
    if (!isAsked) subscription.next(take);
    isAsked = true;
  };
  return { told, ask, leave: () => subscription.leave(), get isOver() { return isOver; } };
}

type Step = { readonly kind: 'publish'; readonly change: FactsChanged } | { readonly kind: 'wait'; readonly milliseconds: number } | { readonly kind: 'ask' };

const anyChange = fc
  .record({ from: fc.integer({ min: 20_000, max: 20_100 }), length: fc.nat(30), of: fc.subarray([...facts], { minLength: 1 }) })
  .map(({ from, length, of }) => change(from, from + length, ...of));
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  anyChange.map((published): Step => ({ kind: 'publish', change: published })),
  fc.integer({ min: 0, max: 1_700 }).map((milliseconds): Step => ({ kind: 'wait', milliseconds })),
  fc.constant<Step>({ kind: 'ask' }),
);

test('whatever is published in whatever order is covered by what a subscriber is told, at most once an interval', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 60 }), async (steps) => {
      const clock = new HandClock();
      const changes = makeChanges(clock, interval);
      const { told, ask } = reader(changes, clock);
      const published: { readonly change: FactsChanged; readonly toldBefore: number }[] = [];
      for (const step of steps) {
        if (step.kind === 'publish') {
          changes.publish(organisation, step.change);
          published.push({ change: step.change, toldBefore: told.length });
        } else if (step.kind === 'wait') clock.advance(step.milliseconds);
        else ask();
        await settled();
      }
      for (let turn = 0; turn < 2; turn += 1) {
        ask();
        await settled();
        clock.advance(interval);
        await settled();
      }
      for (const { change: wanted, toldBefore } of published) expect(told.slice(toldBefore).some((each) => covers(each.change, wanted))).toBe(true);
      for (const [index, { at }] of told.entries()) if (index > 0) expect(at - (told[index - 1]?.at ?? 0)).toBeGreaterThanOrEqual(interval);
      expect(told.length).toBeLessThanOrEqual(published.length);
      // Nothing is told that nobody published: each end of it is somebody's.
      for (const { change: each } of told) {
        expect(published.some(({ change: { from } }) => from === each.from)).toBe(true);
        expect(published.some(({ change: { to } }) => to === each.to)).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test('a quiet subscriber is told at once, and one change alone is told as it is', async () => {
  const clock = new HandClock();
  const changes = makeChanges(clock, interval);
  const { told, ask } = reader(changes, clock);
  ask();
  await settled();
  changes.publish(organisation, change(20_000, 20_000, 'spend'));
  await settled();
  expect(told).toEqual([{ at: 0, change: change(20_000, 20_000, 'spend') }]);
});

test('whoever comes just after a change is told of it, and whoever comes later is not', async () => {
  const clock = new HandClock();
  const changes = makeChanges(clock, interval);
  changes.publish(organisation, change(20_000, 20_000, 'spend'));
  clock.advance(4_000);
  changes.publish(organisation, change(20_003, 20_003, 'activity'));
  clock.advance(900);
  const soon = reader(changes, clock);
  soon.ask();
  await settled();
  clock.advance(10_000);
  const late = reader(changes, clock);
  late.ask();
  await settled();
  expect([soon.told.map((told) => told.change), late.told]).toEqual([[change(20_000, 20_003, 'activity', 'spend')], []]);
});

test('nobody is told of another organisation', async () => {
  const clock = new HandClock();
  const changes = makeChanges(clock, interval);
  const [ours, theirs] = [reader(changes, clock), reader(changes, clock, { slug: 'suedwind' })];
  ours.ask();
  theirs.ask();
  await settled();
  changes.publish({ slug: 'suedwind' }, change(20_000, 20_000, 'activity'));
  await settled();
  expect([ours.told.length, theirs.told.length]).toEqual([0, 1]);
});

test('a subscription ends when its reader goes, in the middle of a wait too, and leaves nothing behind', async () => {
  const clock = new HandClock();
  const changes = makeChanges(clock, interval);
  const leaving = reader(changes, clock);
  leaving.ask();
  changes.publish(organisation, change(20_000, 20_000, 'activity'));
  await settled();
  leaving.ask();
  changes.publish(organisation, change(20_001, 20_001, 'activity'));
  await settled();
  leaving.leave();
  await settled();
  expect(leaving.isOver).toBe(true);
  expect(clock.timers).toBe(0);
});

test('ending ends everybody, and whoever comes later is ended at once', async () => {
  const clock = new HandClock();
  const changes = makeChanges(clock, interval);
  const readers = [reader(changes, clock), reader(changes, clock, { slug: 'suedwind' })];
  for (const each of readers) each.ask();
  await settled();
  changes.end();
  readers.push(reader(changes, clock));
  readers[2]?.ask();
  await settled();
  expect(readers.map(({ isOver }) => isOver)).toEqual([true, true, true]);
});

test('many are told in turns, so that nobody else waits until all of them were', async () => {
  const clock = new HandClock();
  const changes = makeChanges(clock, interval);
  const readers = Array.from({ length: 1_000 }, () => reader(changes, clock));
  for (const each of readers) each.ask();
  changes.publish(organisation, change(20_000, 20_000, 'activity'));
  const toldAtEachTurn = [0];
  while ((toldAtEachTurn.at(-1) ?? 0) < readers.length) {
    await settled();
    toldAtEachTurn.push(readers.filter(({ told }) => told.length === 1).length);
  }
  for (const [turn, told] of toldAtEachTurn.entries()) expect(told - (toldAtEachTurn[turn - 1] ?? 0)).toBeLessThanOrEqual(250);
  expect(readers.every(({ told }) => told.length === 1)).toBe(true);
});
