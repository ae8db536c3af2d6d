import { concerns, dayFromNumber, dayNumber, type FactName, type FactsChanged } from '@pegel/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeChangeFeed, type FeedClock } from './change-feed.js';
import { queryNames, type QueryName } from './overview-queries.js';
import { sampleOrganisation, sampleReports, sampleToday } from './testing/index.js';
import { initialView } from './view-state.js';

/** A clock that only moves when it is told to, and runs what is due in the order it is due. */
class HandClock implements FeedClock {
  private time = 0;
  private readonly waiting = new Set<{ readonly at: number; readonly run: () => void }>();
  now = () => this.time;
  after = (milliseconds: number, run: () => void) => {
    const entry = { at: this.time + milliseconds, run };
    this.waiting.add(entry);
    return () => void this.waiting.delete(entry);
  };
  advance(milliseconds: number) {
    const until = this.time + milliseconds;
    for (;;) {
      const [next] = [...this.waiting].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.waiting.delete(next);
      this.time = Math.max(this.time, next.at);
      next.run();
    }
    this.time = until;
  }
}

const reports = sampleReports(initialView(sampleOrganisation.slug));
const asked = queryNames.filter((name) => reports[name] !== undefined);

function feeding() {
  const clock = new HandClock();
  const fetched: { readonly at: number; readonly names: readonly QueryName[] }[] = [];
  const feed = makeChangeFeed({ clock, reports: () => reports, asked: () => asked, refetch: (names) => void fetched.push({ at: clock.now(), names }) });
  return { clock, fetched, feed };
}

const today = dayNumber(sampleToday);
const anyChange: fc.Arbitrary<FactsChanged> = fc
  .record({ from: fc.integer({ min: today - 120, max: today }), length: fc.nat(40), facts: fc.subarray<FactName>(['activity', 'spend', 'directory'], { minLength: 1 }) })
  .map(({ from, length, facts }) => ({ facts, from: dayFromNumber(from), to: dayFromNumber(Math.min(today, from + length)) }));
type Step = { readonly kind: 'tell'; readonly change: FactsChanged } | { readonly kind: 'wait'; readonly milliseconds: number } | { readonly kind: 'hold'; readonly isHeld: boolean };
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  anyChange.map((change): Step => ({ kind: 'tell', change })),
  fc.integer({ min: 0, max: 15_000 }).map((milliseconds): Step => ({ kind: 'wait', milliseconds })),
  fc.boolean().map((isHeld): Step => ({ kind: 'hold', isHeld })),
);

test('whatever is told in whatever order, what it concerns is asked for again within ten seconds, not much oftener than that, and never while held', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 40 }), (steps) => {
      const { clock, fetched, feed } = feeding();
      const told: { readonly after: number; readonly at: number; readonly names: readonly QueryName[] }[] = [];
      let isHeld = false;
      let wasEverHeld = false;
      for (const step of steps) {
        const before = fetched.length;
        if (step.kind === 'tell') {
          told.push({ after: before, at: clock.now(), names: asked.filter((name) => { const report = reports[name]; return report !== undefined && concerns(step.change, report); }) });
          feed.tell(step.change);
        } else if (step.kind === 'wait') clock.advance(step.milliseconds);
        else {
          feed.hold(step.isHeld);
          ({ isHeld } = step);
          wasEverHeld ||= isHeld;
        }
        if (isHeld) expect(fetched.length).toBe(before);
      }
      feed.hold(false);
      clock.advance(10_000);
      for (const { after, at, names } of told) {
        const later = fetched.slice(after);
        for (const name of names) expect(later.some((each) => each.names.includes(name) && (wasEverHeld || each.at <= at + 10_000))).toBe(true);
      }
      // From any of them on: the saved ones, one for each ten seconds, and never two in the same second.
      for (const [first, { at: begin }] of fetched.entries()) {
        for (const [number, { at }] of fetched.slice(first + 1).entries()) expect(at - begin).toBeGreaterThanOrEqual(Math.max((number + 1) * 1_000, (number + 2 - 6 - 1) * 10_000 - 1));
      }
      // Nothing is asked for that no change concerned.
      for (const { names } of fetched) for (const name of names) expect(told.some((each) => each.names.includes(name))).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('asks at once where it has been quiet', () => {
  const { fetched, feed } = feeding();
  feed.tell({ facts: ['directory'], from: '2026-11-20', to: '2026-11-20' });
  expect(fetched).toEqual([{ at: 0, names: ['levels', 'numbers'] }]);
});

test('shows what happens now and then at once, and what never ends every ten seconds', () => {
  const { clock, fetched, feed } = feeding();
  const change: FactsChanged = { facts: ['directory'], from: '2026-11-20', to: '2026-11-20' };
  for (let minute = 0; minute < 5; minute += 1) {
    for (const seconds of [13, 13, 13, 21]) {
      clock.advance(seconds * 1_000);
      const before = fetched.length;
      feed.tell(change);
      expect(fetched).toHaveLength(before + 1);
    }
  }
  const before = fetched.length;
  for (let second = 0; second < 600; second += 1) {
    clock.advance(1_000);
    feed.tell(change);
  }
  expect(fetched.length - before).toBeLessThanOrEqual(60 + 6);
});

test('asks for everything after it could have missed something, and when nothing was said for five minutes', () => {
  const { clock, fetched, feed } = feeding();
  feed.missed();
  clock.advance(300_000);
  expect(fetched).toEqual([{ at: 0, names: asked }, { at: 300_000, names: asked }]);
  feed.stop();
  clock.advance(3_600_000);
  expect(fetched).toHaveLength(2);
});

test('a new day shows in every range, though no fact of the days on the screen changed', () => {
  const { fetched, feed } = feeding();
  feed.tell({ facts: ['activity', 'spend', 'directory'], from: dayFromNumber(today + 1), to: dayFromNumber(today + 1) });
  expect(fetched).toEqual([{ at: 0, names: asked }]);
});
