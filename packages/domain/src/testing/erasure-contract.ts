import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { calendar } from '../calendar.js';
import { addDays } from '../days.js';
import { isPersonKey } from '../identity.js';
import { namedSince } from '../retention.js';
import { looksAtPeople, type ReportQuery } from '../query.js';
import type { Reference } from '../events.js';
import type { Organisation } from '../organisation.js';
import { readerWithRole } from '../permissions.js';
import { report } from '../report.js';
import type { SourceStore } from '../source-store.js';
import { spendByUser } from '../spend-by-user.js';
import { unattributed, type Delivery, type UsageStore } from '../store.js';
import { activity, directory, events, organisationIn, person, personDay, receivedAt, reported, seatOf, spendLine } from './examples.js';
import { isDelivery, randomCourse, randomHistory, randomNow, randomOrganisation, randomQuery } from './random.js';
import { runs } from './runs.js';

type Store = UsageStore & SourceStore;

const ada = person('ada@nordwind.example', { id: 'user_1', name: 'Ada Ahrens' });
const adaByAddress = person('ada@nordwind.example');
const ben = person('ben@nordwind.example', { id: 'user_2', name: 'Ben' });
const note = { reason: 'They asked for it.', at: receivedAt };
const days = { from: '2026-01-05', to: '2026-01-06' };
const elsewhere = { name: 'elsewhere', kind: 'live', feeds: null, run: '' } as const;

/** What every store must do when somebody is erased. */
export function erasureContract(name: string, open: () => Promise<Store> | Store): void {
  describe(`${name}: the erasure of every store`, () => {
    const utc = organisationIn('UTC');
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });

    const send = async (...deliveries: readonly Delivery[]) => {
      const receipts = [];
      for (const delivery of deliveries) receipts.push((await store.append(utc, delivery)).counts);
      return receipts;
    };
    const ask = (query: ReportQuery) => report(readerWithRole(utc, 'owner'), store, query, receivedAt);
    const keyOf = async (text: string) => (await store.peopleCalled(utc, text))[0] ?? expect.fail(`Nobody is called ${text}.`);
    const erase = async (text: string) => store.erase(utc, await keyOf(text), note);
    const byPerson = async (metric: ReportQuery['metrics'][number]) =>
      Object.fromEntries((await ask({ metrics: [metric], ...days, grain: 'total', by: 'person' })).rows.map(({ key, label, values }) => [label ?? key, values[metric]]));
    const total = async (metric: ReportQuery['metrics'][number]) => (await ask({ metrics: [metric], ...days, grain: 'total' })).rows[0]?.values[metric];

    const history = () => [
      directory('2026-01-01T00:00:00Z', [seatOf(ada, { department: 'Sales', groups: ['Berlin'] }), seatOf(ben, { department: 'Legal' })]),
      events([
        activity('2026-01-05T09:00:00Z', ada, { id: 'one', count: 2 }),
        activity('2026-01-06T09:00:00Z', adaByAddress, { id: 'two', count: 3 }),
        activity('2026-01-06T10:00:00Z', ben, { id: 'three' }),
        spendLine('2026-01-05T09:00:00Z', ada, '1.5', { id: 'four' }),
      ]),
    ];

    test('finds people by key, id and address, in whatever case it is written', async () => {
      await send(...history());
      const key = await keyOf('user_1');
      expect(await store.peopleCalled(utc, key)).toEqual([key]);
      expect(await store.peopleCalled(utc, ' ADA@nordwind.example')).toEqual([key]);
      expect(await store.peopleCalled(utc, 'nobody@nordwind.example')).toEqual([]);
      await send(events([activity('2026-01-05T09:00:00Z', person('other@nordwind.example', { id: 'user_1' }))], { source: elsewhere }));
      expect(await store.peopleCalled(utc, 'user_1')).toHaveLength(2);
    });

    test('says what is held of somebody and where their words stand in what things are called, and takes nothing away for it', async () => {
      await send(...history(), events([activity('2026-01-05T09:00:00Z', ben, { id: 'x/ADA@nordwind.example', chat: 'ada@nordwind.example/1', project: 'Ada Ahrens’ notes' }), { ...activity('2027-06-01T00:00:00Z', ada), id: 'ahead' }]));
      const held = { ids: ['user_1'], emails: ['ada@nordwind.example'], names: ['Ada Ahrens'], quarantined: 1, mentions: { event: 1, chat: 1, project: 1 } };
      const key = await keyOf('user_1');
      expect(await store.held(utc, key)).toEqual(held);
      expect(await store.held(utc, 'p_00000000000000000000')).toBeNull();
      expect((await store.people(utc, [key])).get(key)).toMatchObject({ name: 'Ada Ahrens' });
      expect(await store.erase(utc, key, note)).toEqual(held);
      expect(await store.held(utc, key)).toBeNull();
      expect(await store.erasureReasons(utc)).toEqual([note.reason]);
      expect(await store.erase(utc, key, note)).toBeNull();
    });

    test('leaves sums, groups and counts of people as they were, and by person counts what is nobody’s', async () => {
      await send(...history());
      const before = [await total('messages'), await total('activeUsers'), await total('spend'), await total('seats')];
      const queries: ReportQuery[] = [{ metrics: ['messages', 'activeUsers'], ...days, by: 'department' }, { metrics: ['spend'], ...days, by: 'group' }, { metrics: ['seats'], ...days, by: 'department' }];
      const groups = await Promise.all(queries.map(ask));
      await erase('user_1');
      expect([await total('messages'), await total('activeUsers'), await total('spend'), await total('seats')]).toEqual(before);
      expect(await Promise.all(queries.map(ask))).toEqual(groups);
      expect(await byPerson('messages')).toEqual({ Ben: 1, [unattributed]: 5 });
      expect(await store.peopleCalled(utc, 'ada@nordwind.example')).toEqual([]);
      expect(await total('activeUsers')).toBe(2);
    });

    test('spend by person has the erased and what is nobody’s in the same rows: two of the erased were told apart by rows of their own', async () => {
      const cost = (who: Reference, amount: string, model: string) => spendLine('2026-01-05T10:00:00Z', who, amount, { model });
      await send(...history(), events([cost(ada, '2', 'opus'), cost(ben, '4', 'haiku'), cost(ben, '8', 'opus'), cost({ kind: 'nobody' }, '16', 'opus'), cost(person('cem@nordwind.example'), '32', 'opus')]));
      const rows = async () => {
        const told: string[] = [];
        for await (const piece of spendByUser(readerWithRole(utc, 'owner'), store, { from: '2026-01-05', to: '2026-01-06' }, receivedAt)) told.push(...piece.map(({ key, model, amount }) => `${key === unattributed ? key : 'somebody'} ${model ?? ''} ${amount}`));
        return told;
      };
      expect(await rows()).toHaveLength(6);
      await erase('user_1');
      await erase('ben@nordwind.example');
      const billions = '000000000';
      expect(await rows()).toEqual([`${unattributed}  15${billions.slice(1)}`, `${unattributed} haiku 4${billions}`, `${unattributed} opus 26${billions}`, `somebody opus 32${billions}`]);
    });

    test('takes what arrives again for a repeat, events and directories', async () => {
      const deliveries = history();
      await send(...deliveries);
      await erase('user_1');
      expect(await send(...deliveries)).toEqual([{ stored: 0, duplicate: 2, superseded: 0, quarantined: 0 }, { stored: 0, duplicate: 4, superseded: 0, quarantined: 0 }]);
      expect(await byPerson('messages')).toEqual({ Ben: 1, [unattributed]: 5 });
      expect(await total('activeUsers')).toBe(2);
    });

    test('counts whatever comes later under one of their words for the same nameless person, and keeps no word beside it', async () => {
      await send(...history());
      await erase('user_1');
      await send(
        events([activity('2026-01-05T11:00:00Z', person('ada@nordwind.example', { id: 'user_9', name: 'Ada Ahrens' })), spendLine('2026-01-05T11:00:00Z', ada, '2')], { source: elsewhere }),
        events([activity('2026-01-05T12:00:00Z', { kind: 'person', id: 'user_9', email: null, name: 'A' }), personDay('2026-01-05', ada, { messages: 1 })], { source: elsewhere }),
        events([activity('2026-01-05T13:00:00Z', person('ada.ahrens@nordwind.example', { id: 'user_1' }))]),
        events([activity('2026-01-05T14:00:00Z', person('ada.ahrens@nordwind.example')), reported('messages', '7', '2026-01-05', '2026-01-05', { person: ada })], { source: { ...elsewhere, name: 'third' } }),
        directory('2026-01-05T00:00:00Z', [seatOf(ada, { department: 'Sales' }), seatOf(ben, { department: 'Legal' })]),
      );
      expect(await total('activeUsers')).toBe(2);
      expect(await total('seats')).toBe(2);
      expect(await byPerson('spend')).toEqual({ [unattributed]: '3.5' });
      for (const word of ['user_1', 'user_9', 'ada@nordwind.example', 'ada.ahrens@nordwind.example']) expect(await store.peopleCalled(utc, word)).toEqual([]);
      expect((await ask({ metrics: ['activeUsers'], ...days, grain: 'total', by: 'department' })).rows.map(({ key, values }) => [key, values.activeUsers])).toEqual([['Legal', 1], ['Sales', 1]]);
    });

    test('takes what one delivery says together as a whole: a new id that stands beside an address of theirs is theirs wherever it stands alone', async () => {
      const alone = activity('2026-01-05T09:00:00Z', { kind: 'person', id: 'user_9', email: null, name: 'Ada A.' }, { id: 'alone' });
      const beside = reported('messages', '7', '2026-01-05', '2026-01-05', { id: 'beside', person: person('ada@nordwind.example', { id: 'user_9' }) });
      const ahead = { ...activity('2027-06-01T00:00:00Z', { kind: 'person', id: 'user_9', email: 'a.ahrens@nordwind.example', name: null }), id: 'ahead' };
      const elsewhereToo = spendLine('2026-01-05T12:00:00Z', person('a.ahrens@nordwind.example'), '2', { id: 'chained' });
      for (const items of [[alone, beside, ahead, elsewhereToo], [elsewhereToo, ahead, beside, alone], [beside, alone, elsewhereToo, ahead]]) {
        store = await open();
        await send(...history());
        await erase('user_1');
        await send(events(items, { source: elsewhere }));
        for (const word of ['user_9', 'a.ahrens@nordwind.example']) expect(await store.peopleCalled(utc, word)).toEqual([]);
        expect(JSON.stringify(await store.quarantined(utc, { limit: 10 }))).not.toMatch(/user_9|ahrens/);
        expect(await byPerson('messages')).toEqual({ Ben: 1, [unattributed]: 6 });
        expect([await total('activeUsers'), await total('spend')]).toEqual([2, '3.5']);
        expect(await send(events(items, { source: elsewhere }))).toEqual([{ stored: 0, duplicate: 3, superseded: 0, quarantined: 1 }]);
      }
    });

    test('leaves whoever is known by an id who they are in all of a delivery, whatever in it stands beside an address of theirs', async () => {
      const cleo = { kind: 'person', id: 'user_9', email: null, name: 'Cleo' } as const;
      const items = [activity('2026-01-05T09:00:00Z', cleo, { id: 'alone' }), activity('2026-01-05T10:00:00Z', { ...cleo, email: 'ada@nordwind.example' }, { id: 'beside' }), activity('2026-01-05T11:00:00Z', adaByAddress, { id: 'theirs' })];
      for (const order of [items, items.toReversed()]) {
        store = await open();
        await send(...history(), events([activity('2026-01-02T09:00:00Z', cleo)], { source: elsewhere }));
        await erase('user_1');
        await send(events(order, { source: elsewhere }));
        expect(await byPerson('messages')).toEqual({ Ben: 1, Cleo: 2, [unattributed]: 6 });
        expect(await total('activeUsers')).toBe(3);
        expect(await store.peopleCalled(utc, 'ada@nordwind.example')).toEqual([]);
      }
    });

    test('takes a word out of what was set aside as soon as a delivery shows it to be theirs', async () => {
      const early = { receivedAt: Date.parse('2026-01-06T00:00:00Z'), source: elsewhere };
      const ahead = events([activity('2026-01-20T09:00:00Z', { kind: 'person', id: 'user_9', email: null, name: 'Ada A.' }, { id: 'ahead' })], early);
      await send(...history(), ahead);
      await erase('user_1');
      expect(JSON.stringify(await store.quarantined(utc, { limit: 10 }))).toMatch(/user_9/);
      await send(events([activity('2026-01-05T09:00:00Z', person('ada@nordwind.example', { id: 'user_9' }))], { source: elsewhere }));
      expect(JSON.stringify(await store.quarantined(utc, { limit: 10 }))).not.toMatch(/user_9|Ada A/);
      const [waiting] = await store.quarantined(utc, { limit: 10 });
      await store.decide(utc, { verb: 'release', ids: [waiting?.id ?? 0], by: 'h@nordwind.example', reason: 'Checked.', at: receivedAt });
      expect(await send(ahead)).toMatchObject([{ duplicate: 1 }]);
      expect(await store.peopleCalled(utc, 'user_9')).toEqual([]);
      expect((await ask({ metrics: ['activeUsers'], from: '2026-01-05', to: '2026-01-20', grain: 'total' })).rows[0]?.values.activeUsers).toBe(2);
    });

    test('leaves whoever had the address before or beside them who they are', async () => {
      const shared = person('desk@nordwind.example', { id: 'user_2', name: 'Ben' });
      const taken = person('desk@nordwind.example', { id: 'user_1', name: 'Ada Ahrens' });
      const deliveries = [events([activity('2026-01-05T09:00:00Z', shared), activity('2026-01-06T09:00:00Z', taken)])];
      await send(...deliveries);
      await erase('user_1');
      expect(await byPerson('messages')).toEqual({ Ben: 1, [unattributed]: 1 });
      const key = await keyOf('user_2');
      expect((await store.people(utc, [key])).get(key)).toEqual({ key, ids: ['user_2'], email: null, name: 'Ben' });
      expect(await send(...deliveries)).toMatchObject([{ duplicate: 2 }]);
      expect(await byPerson('messages')).toEqual({ Ben: 1, [unattributed]: 1 });
      await erase('user_2');
      expect(await send(...deliveries)).toMatchObject([{ duplicate: 2 }]);
      expect(await total('activeUsers')).toBe(2);
      expect(await byPerson('messages')).toEqual({ [unattributed]: 2 });
    });

    test('takes their words out of what was set aside, which is decided on as before', async () => {
      const ahead = activity('2026-01-20T09:00:00Z', ada, { id: 'ahead', count: 3 });
      const early = events([ahead, activity('2026-01-21T09:00:00Z', ben, { id: 'later' })], { receivedAt: Date.parse('2026-01-06T00:00:00Z') });
      await send(...history(), early);
      await erase('user_1');
      expect(JSON.stringify(await store.quarantined(utc, { limit: 10 }))).not.toMatch(/user_1|ada@|Ahrens/);
      expect(await send(early)).toMatchObject([{ quarantined: 2 }]);
      const waiting = await store.quarantined(utc, { limit: 10 });
      expect(waiting).toHaveLength(2);
      await store.decide(utc, { verb: 'release', ids: waiting.map(({ id }) => id), by: 'h@nordwind.example', reason: 'Checked.', at: receivedAt });
      expect(await send(early)).toMatchObject([{ duplicate: 2 }]);
      expect((await ask({ metrics: ['messages'], from: '2026-01-20', to: '2026-01-21', grain: 'total', by: 'person' })).rows.map(({ key, values }) => [key === unattributed, values.messages])).toEqual([[false, 1], [true, 3]]);
    });

    test('erases nobody where it cannot be written down', async () => {
      await send(...history());
      const key = await keyOf('user_1');
      await expect(store.erase(utc, key, note, () => { throw new Error('No journal.'); })).rejects.toThrow('No journal.');
      expect((await store.people(utc, [key])).get(key)).toMatchObject({ name: 'Ada Ahrens' });
    });

    test('tells numbers by person of as many days as the organisation has decided, and every other number as before', { timeout: 3_600_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(randomOrganisation, randomHistory, fc.array(randomQuery, { minLength: 3, maxLength: 6 }), fc.integer({ min: 1, max: 8 }), async (settings, deliveries, queries, retentionDays) => {
          const forEver: Organisation = { ...settings, retentionDays: null, slug: `kept-${Math.random()}` };
          const limited: Organisation = { ...forEver, retentionDays };
          for (const delivery of deliveries) await store.append(forEver, delivery);
          const rowsOf = async (query: ReportQuery, organisation = limited) => (await report(readerWithRole(organisation, 'owner'), store, query, randomNow)).rows;
          for (const query of queries.filter((one) => !looksAtPeople(one))) expect(await rowsOf(query)).toEqual(await rowsOf(query, forEver));
          const since = namedSince(limited, calendar(limited.timeZone).dayOf(randomNow)) ?? expect.fail('It is limited.');
          const before = { from: addDays(since, -8), to: addDays(since, -1) };
          for (const { key, values } of await rowsOf({ metrics: ['messages', 'requests'], ...before, grain: 'total', by: 'person' })) expect(isPersonKey(key ?? '') ? Object.values(values).filter((value) => value !== null && value !== 0) : []).toEqual([]);
          for await (const rows of spendByUser(readerWithRole(limited, 'owner'), store, before, randomNow)) expect(rows.some(({ key }) => isPersonKey(key))).toBe(false);
        }),
        { numRuns: runs(12) },
      );
    });

    test('takes the words of whoever has nothing newer and is not listed, and knows them again as somebody new', async () => {
      const cleo = person('cleo@nordwind.example', { id: 'user_3', name: 'Cleo' });
      await send(...history(), events([activity('2026-01-05T12:00:00Z', cleo, { id: 'five' })]));
      const before = [await total('messages'), await total('activeUsers'), await total('seats')];
      const told: number[] = [];
      expect(await store.expire(utc, Date.parse('2026-02-01T00:00:00Z'), '2026-03-01', (people) => void told.push(people))).toBe(1);
      expect(told).toEqual([1]);
      expect(await store.expire(utc, Date.parse('2026-02-01T00:00:00Z'), '2026-03-01')).toBe(0);
      expect([await total('messages'), await total('activeUsers'), await total('seats')]).toEqual(before);
      expect(await byPerson('messages')).toEqual({ 'Ada Ahrens': 5, Ben: 1, [unattributed]: 1 });
      expect(await store.peopleCalled(utc, 'user_3')).toEqual([]);
      expect(await send(events([activity('2026-01-05T12:00:00Z', cleo, { id: 'five', chat: 'x' })]))).toMatchObject([{ stored: 0 }]);
      await send(events([activity('2026-02-02T12:00:00Z', cleo)]));
      const key = await keyOf('user_3');
      expect((await store.people(utc, [key])).get(key)).toMatchObject({ name: 'Cleo' });
      expect(await byPerson('messages')).toEqual({ 'Ada Ahrens': 5, Ben: 1, [unattributed]: 1 });
      await erase('user_3');
      expect(await store.peopleCalled(utc, 'cleo@nordwind.example')).toEqual([]);
      expect([await total('messages'), await total('activeUsers'), await total('seats')]).toEqual(before);
    });

    test('takes two for one, of whom it turned out that they were, when their time is over again', async () => {
      const later = { from: '2026-02-02', to: '2026-02-03' };
      const users = async (period: { readonly from: string; readonly to: string }) => (await ask({ metrics: ['activeUsers'], ...period, grain: 'total' })).rows[0]?.values.activeUsers;
      const byId = { kind: 'person', id: 'user_9', email: null, name: null } as const;
      const byAddress = person('cleo@nordwind.example');
      await send(events([activity('2026-01-05T09:00:00Z', byId), activity('2026-01-05T09:00:00Z', byAddress)]));
      expect(await store.expire(utc, Date.parse('2026-02-01T00:00:00Z'), '2026-03-01')).toBe(2);
      expect(await users(days)).toBe(2);
      await send(events([activity('2026-02-02T09:00:00Z', { ...byId, email: byAddress.email }), activity('2026-02-02T10:00:00Z', byId), activity('2026-02-03T09:00:00Z', byAddress)]));
      expect(await users(later)).toBe(1);
      expect(await store.expire(utc, Date.parse('2026-02-15T00:00:00Z'), '2026-03-01')).toBe(1);
      expect([await users(days), await users(later), await users({ from: days.from, to: later.to })]).toEqual([1, 1, 1]);
    });

    test('an earlier time than before gives nobody a word back', async () => {
      await send(events([activity('2026-01-05T09:00:00Z', adaByAddress, { id: 'one' })]));
      expect(await store.expire(utc, Date.parse('2026-02-15T00:00:00Z'), '2026-03-01')).toBe(1);
      await send(events([activity('2026-01-04T09:00:00Z', { kind: 'person', id: 'user_1', email: null, name: null })], { source: elsewhere }));
      await send(events([activity('2026-01-04T10:00:00Z', person('ada@nordwind.example', { id: 'user_1' }))], { source: elsewhere }));
      expect(await store.expire(utc, Date.parse('2026-02-01T00:00:00Z'), '2026-03-01')).toBe(1);
      await send(events([activity('2026-02-03T09:00:00Z', adaByAddress, { id: 'two' })]));
      expect(await store.peopleCalled(utc, 'ada@nordwind.example')).toEqual([]);
    });

    test('whoever’s time is over takes no number along, and what comes again is a repeat', { timeout: 3_600_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(randomOrganisation, randomHistory, fc.array(randomQuery, { minLength: 3, maxLength: 6 }), fc.integer({ min: -10, max: 1 }), async (settings, deliveries, queries, days) => {
          const at: Organisation = { ...settings, retentionDays: null, slug: `over-${Math.random()}` };
          for (const delivery of deliveries) await store.append(at, delivery);
          const numbers = async () => Promise.all(queries.filter((query) => !looksAtPeople(query)).map(async (query) => (await report(readerWithRole(at, 'owner'), store, query, randomNow)).rows));
          const before = await numbers();
          const today = calendar(at.timeZone).dayOf(randomNow);
          await store.expire(at, calendar(at.timeZone).startOf(addDays(today, days)), today);
          expect(await numbers()).toEqual(before);
          for (const delivery of deliveries) if (delivery.kind === 'events') expect((await store.append(at, delivery)).counts).toMatchObject({ stored: 0, superseded: 0 });
          expect(await numbers()).toEqual(before);
        }),
        { numRuns: runs(12) },
      );
    });

    test('leaves every report that does not tell people apart as it was, whatever had happened, and what comes again a repeat', { timeout: 3_600_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(randomOrganisation, randomHistory, fc.array(randomQuery, { minLength: 4, maxLength: 8 }), fc.array(fc.nat(20), { minLength: 1, maxLength: 3 }), async (settings, deliveries, queries, picks) => {
          const at = { ...settings, slug: `erased-${Math.random()}` };
          const reader = readerWithRole(at, 'owner');
          for (const delivery of deliveries) await store.append(at, delivery);
          const numbers = async (query: ReportQuery) => (await report(reader, store, query, randomNow)).rows;
          const whole = queries.filter((query) => !looksAtPeople(query));
          const before = await Promise.all(whole.map(numbers));
          const people = new Set<string>();
          for (const word of ['u1', 'u2', 'u3', '__proto__', 'a@x.example', 'b@x.example', 'c@x.example']) for (const key of await store.peopleCalled(at, word)) people.add(key);
          const keys = [...people].sort();
          if (keys.length === 0) return;
          const gone = new Set(picks.map((pick) => keys[pick % keys.length] ?? ''));
          for (const key of gone) expect(await store.erase(at, key, note)).not.toBeNull();
          expect(await Promise.all(whole.map(numbers))).toEqual(before);
          // What was set aside as contradicting something is set aside again, into the same place.
          const waiting = (await store.quarantined(at, { limit: 1_000 })).length;
          for (const delivery of deliveries) {
            if (delivery.kind !== 'events') continue;
            expect((await store.append(at, delivery)).counts).toMatchObject({ stored: 0, superseded: 0 });
          }
          expect(await store.quarantined(at, { limit: 1_000 })).toHaveLength(waiting);
          expect(await Promise.all(whole.map(numbers))).toEqual(before);
          for (const query of queries.filter(looksAtPeople)) for (const { key } of await numbers(query)) expect(gone.has(key ?? '')).toBe(false);
          for await (const rows of spendByUser(reader, store, { from: '2026-03-24', to: '2026-04-06' }, randomNow)) expect(rows.some(({ key }) => gone.has(key))).toBe(false);
        }),
        { numRuns: runs(12) },
      );
    });

    test('erased between any deliveries and decisions, takes no number along and comes back by none of them, and what comes again is a repeat', { timeout: 3_600_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(randomOrganisation, randomCourse, fc.array(randomQuery, { minLength: 3, maxLength: 6 }), async (settings, course, queries) => {
          const at: Organisation = { ...settings, slug: `between-${Math.random()}` };
          const numbers = async () => Promise.all(queries.filter((query) => !looksAtPeople(query)).map(async (query) => (await report(readerWithRole(at, 'owner'), store, query, randomNow)).rows));
          const delivered: Delivery[] = [];
          const gone = new Set<string>();
          for (const step of course) {
            if (isDelivery(step)) {
              await store.append(at, step);
              delivered.push(step);
            } else if ('verb' in step) {
              const listed = await store.quarantined(at, { limit: 1_000 });
              const ids = step.picks.flatMap((pick) => listed[pick % Math.max(1, listed.length)]?.id ?? []);
              await store.decide({ ...at, currency: step.currency }, { verb: step.verb, ids, by: 'somebody', ...note });
            } else if ('erased' in step) {
              const [key] = await store.peopleCalled(at, step.erased);
              if (key === undefined) continue;
              const before = await numbers();
              for (const email of (await store.erase(at, key, note))?.emails ?? []) gone.add(email);
              expect(await numbers()).toEqual(before);
              const waiting = (await store.quarantined(at, { limit: 1_000 })).length;
              for (const one of delivered) if (one.kind === 'events') expect((await store.append(at, one)).counts).toMatchObject({ stored: 0, superseded: 0 });
              expect(await store.quarantined(at, { limit: 1_000 })).toHaveLength(waiting);
              expect(await numbers()).toEqual(before);
            }
            const aside = (await store.quarantined(at, { limit: 1_000 })).flatMap(({ event, standing, decided }) => [event, standing, decided?.replaced].flatMap((one) => (one?.person.kind === 'person' ? [one.person.email] : [])));
            for (const email of gone) expect([await store.peopleCalled(at, email), aside.includes(email)]).toEqual([[], false]);
          }
        }),
        { numRuns: runs(12) },
      );
    });
  });
}
