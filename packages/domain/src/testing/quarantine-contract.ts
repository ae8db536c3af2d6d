import { beforeEach, describe, expect, test } from 'vitest';
import { coveredBy, completeThroughOf } from '../coverage.js';
import { calendar } from '../calendar.js';
import { readerWithRole } from '../permissions.js';
import { report } from '../report.js';
import type { Decision, QuarantineQuestion, SourceStore } from '../source-store.js';
import type { Delivery, UsageStore } from '../store.js';
import { activity, directory, events, instant, organisationIn, person, receivedAt, seatOf, spendLine } from './examples.js';

type Store = UsageStore & SourceStore;

const ada = person('ada@nordwind.example', { id: 'user_1', name: 'Ada' });
const ben = person('ben@nordwind.example');
const files = { name: 'files', kind: 'import', feeds: { types: ['message.sent'], surfaces: ['code'] }, run: 'one' } as const;

/** What every store must do with what it sets aside, and what it must know of its sources. */
export function quarantineContract(name: string, open: () => Promise<Store> | Store): void {
  describe(`${name}: the quarantine and the account of every store`, () => {
    const utc = organisationIn('UTC');
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });

    const send = async (delivery: Delivery) => (await store.append(utc, delivery)).counts;
    const list = (question: Partial<QuarantineQuestion> = {}) => store.quarantined(utc, { limit: 100, ...question });
    const decide = async (verb: Decision['verb'], ids: readonly number[], changes: Partial<Decision> = {}, organisation = utc) =>
      store.decide(organisation, { verb, ids, by: 'h@nordwind.example', reason: 'Checked with the sender.', at: receivedAt, ...changes });
    const waiting = async () => (await list({ state: 'waiting' })).map(({ id }) => id);
    const release = async (ids: readonly number[]) => (await decide('release', ids)).map((result) => (result.kind === 'decided' ? result.outcome : result.obstacle.why));
    const messages = async () => {
      const { rows } = await report(readerWithRole(utc, 'owner'), store, { metrics: ['messages'], from: '2026-01-01', to: '2026-01-31', grain: 'total' }, receivedAt);
      return rows[0]?.values.messages;
    };
    const once = { stored: 0, duplicate: 1, superseded: 0, quarantined: 0 };
    const aside = { stored: 0, duplicate: 0, superseded: 0, quarantined: 1 };

    const first = activity('2026-01-05T09:00:00Z', ada, { id: 'disputed', count: 1 });
    const other = { ...first, person: ben, count: 20 };
    const ahead = activity('2026-01-20T09:00:00Z', ada, { id: 'ahead', count: 3 });
    const early = events([ahead], { receivedAt: instant('2026-01-06T00:00:00Z') });
    const francs = spendLine('2026-01-05T09:00:00Z', ada, '-1.000000001', { id: 'francs', currency: 'CHF', listAmount: 999_999_999_999_999_999n });

    test('lists what waits as it came, newest first, by source, code and page', async () => {
      await send(events([first, other, francs]));
      await send(events([activity('2030-01-01T00:00:00Z', { kind: 'service', name: 'bot' })], { source: files }));
      expect((await list()).map(({ source, code }) => [source, code])).toEqual([['files', 'future'], ['live', 'foreign-currency'], ['live', 'conflict']]);
      expect(await list({ code: 'foreign-currency' })).toMatchObject([{ event: francs, receivedAt, stored: 'none', standing: null, decided: null }]);
      expect(await list({ code: 'conflict' })).toMatchObject([{ event: other, stored: 'other', standing: first }]);
      const [newest] = await list({ limit: 1 });
      expect(await list({ source: 'live', before: newest?.id ?? 0, limit: 1 })).toMatchObject([{ code: 'foreign-currency' }]);
      expect(await store.quarantined(organisationIn('UTC', { slug: 'others' }), { limit: 100 })).toEqual([]);
    });

    test('keeps an item once, however often it is delivered, and counts every time', async () => {
      await send(events([first]));
      for (let time = 0; time < 3; time += 1) expect(await send(events([other]))).toEqual(aside);
      expect(await list()).toHaveLength(1);
    });

    test('counts a released future event on its day, and its delivery changes nothing any more', async () => {
      expect(await send(early)).toEqual(aside);
      expect(await messages()).toBeNull();
      expect(await release(await waiting())).toEqual(['stored']);
      expect(await messages()).toBe(3);
      expect(await send(early)).toEqual(once);
      expect(await list({ state: 'released' })).toMatchObject([{ decided: { state: 'released', by: 'h@nordwind.example', reason: 'Checked with the sender.', at: receivedAt, outcome: 'stored' } }]);
    });

    test('lets no released event tell of days that have not come', async () => {
      await send({ ...early, source: files });
      await release(await waiting());
      const { sources: [source] } = await store.state(utc);
      if (source === undefined) expect.fail();
      const zone = calendar('UTC');
      expect([coveredBy(source, zone, '2026-01-10'), completeThroughOf(source, zone, '2026-01-10')]).toEqual([[], null]);
      expect([source.kind, source.feeds]).toEqual([files.kind, files.feeds]);
    });

    test('a released contradiction becomes what is stored, and what it replaced is kept and stays replaced', async () => {
      await send(events([first, other]));
      expect(await release(await waiting())).toEqual(['replaced']);
      expect(await messages()).toBe(20);
      expect(await list()).toMatchObject([{ event: other, decided: { outcome: 'replaced', replaced: first } }]);
      for (const event of [first, other]) expect(await send(events([event]))).toEqual(once);
      expect(await messages()).toBe(20);
      const third = { ...first, count: 300 };
      await send(events([third]));
      await release(await waiting());
      for (const event of [first, other, third]) expect(await send(events([event]))).toEqual(once);
      expect(await messages()).toBe(300);
    });

    test('a contradiction of an older revision is settled there, and the newest one counts on', async () => {
      await send(events([first, { ...first, revision: 1, count: 7 }, other]));
      expect(await release(await waiting())).toEqual(['replaced']);
      expect(await messages()).toBe(7);
      expect(await send(events([first]))).toEqual(once);
    });

    test('a released revision finds its place among those that came meanwhile', async () => {
      await send(early);
      await send(events([{ ...ahead, revision: 1, count: 9 }]));
      expect(await release(await waiting())).toEqual(['superseded']);
      expect(await messages()).toBe(9);
    });

    test('what came again in time is there already when it is released', async () => {
      await send(early);
      expect(await send(events([ahead]))).toMatchObject({ stored: 1 });
      expect(await list()).toMatchObject([{ stored: 'same' }]);
      expect(await release(await waiting())).toEqual(['duplicate']);
      expect(await messages()).toBe(3);
    });

    test('a discarded item never counts, also when it comes again without its fault', async () => {
      await send(early);
      expect(await decide('discard', await waiting())).toMatchObject([{ kind: 'decided', outcome: null }]);
      expect(await send(early)).toEqual(once);
      expect(await send(events([ahead]))).toEqual(once);
      expect(await messages()).toBeNull();
      expect(await send(events([{ ...ahead, revision: 1, count: 4 }]))).toMatchObject({ stored: 1 });
      expect(await messages()).toBe(4);
    });

    test('a foreign currency stays aside until the organisation accounts in it', async () => {
      await send(events([francs]));
      const ids = await waiting();
      expect(await release(ids)).toEqual(['foreign-currency']);
      expect(await waiting()).toEqual(ids);
      expect(await decide('release', ids, {}, organisationIn('UTC', { currency: 'CHF' }))).toMatchObject([{ kind: 'decided', outcome: 'stored' }]);
    });

    test('what is released for one reason is not released for another', async () => {
      const line = spendLine('2026-06-01T00:00:00Z', ada, '5', { id: 'both', currency: 'CHF' });
      await send(events([line], { receivedAt: instant('2026-01-06T00:00:00Z') }));
      expect(await release(await waiting())).toEqual(['foreign-currency']);
      await send(early);
      await send(events([{ ...ahead, count: 50 }]));
      const [contradicted] = await list({ code: 'future', state: 'waiting' });
      expect(await release([contradicted?.id ?? 0])).toEqual(['conflict']);
      expect(await messages()).toBe(50);
    });

    test('whoever must witness a decision sees it before it stands, and without them it does not', async () => {
      await send(events([francs, { ...francs, id: 'more francs' }]));
      const ids = await waiting();
      const decision = { verb: 'discard', ids, by: 'h@nordwind.example', reason: 'Checked with the sender.', at: receivedAt } as const;
      await expect(store.decide(utc, decision, () => { throw new Error('not with me'); })).rejects.toThrow('not with me');
      expect(await waiting()).toEqual(ids);
      const seen: unknown[] = [];
      const results = await store.decide(utc, decision, (told) => { seen.push(...told); });
      expect(results.map(({ kind }) => kind)).toEqual(ids.map(() => 'decided'));
      expect([seen, await waiting()]).toEqual([results, []]);
    });

    test('the second of two people hears who was first, and nothing is decided twice', async () => {
      await send(events([first, other]));
      const ids = await waiting();
      const [one, two] = await Promise.all([decide('release', ids, { by: 'first' }), decide('discard', [...ids, ...ids], { by: 'second' })]);
      expect(one).toMatchObject([{ kind: 'decided' }]);
      expect(two).toMatchObject([1, 2].map(() => ({ kind: 'refused', obstacle: { why: 'decided', decided: { state: 'released', by: 'first' } } })));
      expect(await decide('release', [123_456])).toEqual([{ id: 123_456, kind: 'refused', obstacle: { why: 'unknown' } }]);
      expect(await decide('release', ids, {}, organisationIn('UTC', { slug: 'others' }))).toMatchObject([{ obstacle: { why: 'unknown' } }]);
    });

    test('accounts for every item by source, day of receipt and kind, whatever is decided later', async () => {
      const day = (text: string) => ({ day: text, from: instant(`${text}T00:00:00Z`), to: instant(`${text}T00:00:00Z`) + 86_400_000 });
      await send(events([first, first, { ...first, revision: 1 }, other], { receivedAt: instant('2026-01-06T10:00:00Z'), rejected: 2, droppedFields: 3 }));
      await send(events([francs], { source: files, receivedAt: instant('2026-01-07T10:00:00Z') }));
      await send({ ...directory('2026-01-04T00:00:00Z', [seatOf(ada), seatOf(ben)]), receivedAt: instant('2026-01-07T11:00:00Z') });
      await release(await waiting());
      const none = { received: 0, stored: 0, duplicate: 0, superseded: 0, quarantined: 0, rejected: 0, droppedFields: 0 };
      const sixth = { received: 6, stored: 1, duplicate: 1, superseded: 1, quarantined: 1, rejected: 2, droppedFields: 3 };
      const people = { ...none, received: 2, stored: 2 };
      expect(await store.sourceRecords(utc, [day('2026-01-05'), day('2026-01-06'), day('2026-01-07')])).toMatchObject([
        { name: 'files', kind: null, spans: [], lastDeliveryAt: instant('2026-01-07T10:00:00Z'), totals: { events: { ...none, received: 1, quarantined: 1 }, directory: none }, kept: {}, quarantine: [{ code: 'foreign-currency', state: 'waiting', items: 1 }] },
        {
          name: 'live', kind: 'live', totals: { events: sixth, directory: people }, facts: [1, 0, 0],
          received: [{ events: none, directory: none }, { events: sixth, directory: none }, { events: none, directory: people }],
          snapshots: { count: 1, firstAt: instant('2026-01-04T00:00:00Z'), lastAt: instant('2026-01-04T00:00:00Z') },
          kept: { 'message.sent': 2 }, quarantine: [{ code: 'conflict', state: 'released', items: 1 }],
        },
      ]);

      // The same as a log, a line a delivery, the newest first and page by page.
      const log = await store.deliveries(utc, { limit: 10 });
      expect(log.map(({ id: _id, ...delivery }) => delivery)).toEqual([
        { source: 'live', kind: 'directory', receivedAt: instant('2026-01-07T11:00:00Z'), ...people },
        { source: 'files', kind: 'events', receivedAt: instant('2026-01-07T10:00:00Z'), ...none, received: 1, quarantined: 1 },
        { source: 'live', kind: 'events', receivedAt: instant('2026-01-06T10:00:00Z'), ...sixth },
      ]);
      expect(await store.deliveries(utc, { limit: 1, before: log[0]?.id })).toEqual(log.slice(1, 2));
      expect(await store.deliveries(utc, { source: 'live', limit: 10 })).toEqual([log[0], log[2]]);
      expect(await store.deliveries(organisationIn('UTC', { slug: 'others' }), { limit: 10 })).toEqual([]);
    });
  });
}
