import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Organisation } from '../organisation.js';
import { readerWithRole } from '../permissions.js';
import type { ReportQuery } from '../query.js';
import { report } from '../report.js';
import type { Report } from '../report-result.js';
import type { SourceStore } from '../source-store.js';
import type { Delivery, UsageStore } from '../store.js';
import { activity, directory, events, instant, organisationIn, person, receivedAt, seatOf, spendLine } from './examples.js';
import { daysContract } from './days-contract.js';
import { directoryContract } from './directory-contract.js';
import { doorsContract } from './doors-contract.js';
import { erasureContract } from './erasure-contract.js';
import { numbersContract } from './numbers-contract.js';
import { groupsContract } from './groups-contract.js';
import { ownWordsContract } from './own-words-contract.js';
import { quarantineContract } from './quarantine-contract.js';

/** A store under test, empty, and how to put it away. */
export interface StoreUnderTest {
  readonly store: UsageStore & SourceStore;
  close(): Promise<void> | void;
}

const ada = person('ada@nordwind.example');
const ben = person('ben@nordwind.example');
const cleo = person('cleo@nordwind.example');

/** What every store must do. A store's own tests are only what is different about it. */
export function storeContract(name: string, open: () => Promise<StoreUnderTest> | StoreUnderTest): void {
  describe(`${name}: the contract of every store`, () => {
    const opened: StoreUnderTest[] = [];
    let store: UsageStore;
    const utc = organisationIn('UTC');

    beforeEach(async () => {
      const made = await open();
      opened.push(made);
      ({ store } = made);
    });
    // A store for each of some hundred tests takes its time to close where others are busy too.
    afterAll(async () => {
      for (const one of opened) await one.close();
    }, 60_000);

    const another = async () => {
      const made = await open();
      opened.push(made);
      return made.store;
    };
    quarantineContract(name, another);
    daysContract(name, another);
    directoryContract(name, another);
    doorsContract(name, another);
    erasureContract(name, another);
    numbersContract(name, another);
    groupsContract(name, another);
    ownWordsContract(name, another);

    const send = async (...deliveries: readonly Delivery[]) => {
      const receipts = [];
      for (const delivery of deliveries) receipts.push((await store.append(utc, delivery)).counts);
      return receipts;
    };
    const ask = (query: ReportQuery, organisation: Organisation = utc, now = receivedAt): Promise<Report> => report(readerWithRole(organisation, 'owner'), store, query, now);
    const series = async (metric: ReportQuery['metrics'][number], from: string, to: string, more: Partial<ReportQuery> = {}, organisation = utc) =>
      (await ask({ metrics: [metric], from, to, ...more }, organisation)).rows.map((row) => row.values[metric]);
    const byKey = async (metric: ReportQuery['metrics'][number], from: string, to: string, by: NonNullable<ReportQuery['by']>, more: Partial<ReportQuery> = {}) =>
      Object.fromEntries((await ask({ metrics: [metric], from, to, grain: 'total', by, ...more })).rows.map((row) => [by === 'person' && row.person !== undefined ? row.label : row.key, row.values[metric]]));

    test('counts each person once, however many days they were active', async () => {
      await send(events([activity('2026-01-05T09:00:00Z', ada), activity('2026-01-05T10:00:00Z', ada), activity('2026-01-06T09:00:00Z', ada), activity('2026-01-06T09:00:00Z', ben)]));
      expect(await series('activeUsers', '2026-01-05', '2026-01-07')).toEqual([1, 2, 0]);
      expect(await series('weeklyActiveUsers', '2026-01-11', '2026-01-13')).toEqual([2, 2, 0]);
      expect(await series('activeUsers', '2026-01-05', '2026-01-07', { grain: 'total' })).toEqual([2]);
    });

    test('does not take services, nobody or an opened empty chat for people', async () => {
      await send(events([
        activity('2026-01-05T09:00:00Z', { kind: 'service', name: 'bot' }, { chat: 'one' }),
        activity('2026-01-05T09:00:00Z', { kind: 'nobody' }, { chat: 'two' }),
        activity('2026-01-05T09:00:00Z', ada, { type: 'chat.created', chat: 'three' }),
      ]));
      expect(await series('activeUsers', '2026-01-05', '2026-01-05')).toEqual([0]);
      expect(await series('chats', '2026-01-05', '2026-01-05')).toEqual([2]);
      expect(await byKey('chats', '2026-01-05', '2026-01-05', 'person')).toEqual({ '@service': 1, '@unattributed': 1 });
    });

    test('puts an event into the day of the organisation’s zone, and conserves every total in another', async () => {
      await send(events([
        activity('2026-01-05T22:30:00Z', ada, { chat: 'late', count: 2 }),
        activity('2026-01-05T23:30:00Z', ada, { chat: 'late', count: 3 }),
        spendLine('2026-01-05T23:30:00Z', ada, '1.25'),
      ]));
      const berlin = organisationIn('Europe/Berlin');
      expect(await series('messages', '2026-01-05', '2026-01-06')).toEqual([5, 0]);
      expect(await series('messages', '2026-01-05', '2026-01-06', {}, berlin)).toEqual([2, 3]);
      expect(await series('spend', '2026-01-05', '2026-01-06', {}, berlin)).toEqual(['0', '1.25']);
      expect(await series('messages', '2026-01-05', '2026-01-06', { grain: 'total' }, berlin)).toEqual([5]);
    });

    test('counts a chat on every day it was used and once over the range', async () => {
      await send(events([activity('2026-01-05T09:00:00Z', ada, { chat: 'long' }), activity('2026-01-06T09:00:00Z', ada, { chat: 'long', count: 4 })]));
      expect(await series('chats', '2026-01-05', '2026-01-06')).toEqual([1, 1]);
      expect(await series('chats', '2026-01-05', '2026-01-06', { grain: 'total' })).toEqual([1]);
      expect(await series('messagesPerChat', '2026-01-05', '2026-01-06', { grain: 'total' })).toEqual([5]);
    });

    test('keeps equal ids of two sources apart, for events and for chats', async () => {
      const event = activity('2026-01-05T09:00:00Z', ada, { id: 'same', chat: 'same' });
      const elsewhere = { name: 'elsewhere', kind: 'live', feeds: null, run: '' } as const;
      const counts = await send(events([event]), events([event], { source: elsewhere }));
      expect(counts.map(({ stored }) => stored)).toEqual([1, 1]);
      expect(await series('chats', '2026-01-05', '2026-01-05')).toEqual([2]);
    });

    test('changes nothing when a delivery is repeated', async () => {
      const delivery = events([activity('2026-01-05T09:00:00Z', ada), spendLine('2026-01-05T09:00:00Z', ada, '3')]);
      const [, again] = await send(delivery, delivery);
      expect(again).toEqual({ stored: 0, duplicate: 2, superseded: 0, quarantined: 0 });
      expect(await series('spend', '2026-01-05', '2026-01-05')).toEqual(['3']);
    });

    test('ends with the newest revision in whatever order revisions arrive, and counts each distinct one once', async () => {
      const revisions = [0, 1, 2].map((revision) => activity('2026-01-05T09:00:00Z', ada, { id: 'revised', chat: 'c', revision, count: 10 + revision }));
      for (const order of [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 2, 0]]) {
        const made = await open();
        opened.push(made);
        ({ store } = made);
        const counts = await send(events(order.flatMap((at) => revisions[at] ?? [])));
        expect(counts).toEqual([{ stored: 1, superseded: new Set(order).size - 1, duplicate: 3 - new Set(order).size, quarantined: 0 }]);
        expect(await series('messages', '2026-01-05', '2026-01-05')).toEqual([12]);
      }
    });

    test('takes a retracted event out of every number', async () => {
      const event = activity('2026-01-05T09:00:00Z', ada, { id: 'gone' });
      await send(events([event, { ...event, revision: 1, retracted: true }]));
      expect(await series('messages', '2026-01-05', '2026-01-05')).toEqual([0]);
      expect(await series('activeUsers', '2026-01-05', '2026-01-05')).toEqual([0]);
    });

    test('sets aside what contradicts what is stored, lies in the future or is in another currency', async () => {
      const event = activity('2026-01-05T09:00:00Z', ada, { id: 'first', count: 1 });
      const receipt = await store.append(utc, events([
        event,
        { ...event, count: 2 },
        activity('2027-06-01T00:00:00Z', ada, { id: 'ahead' }),
        spendLine('2026-01-05T09:00:00Z', ada, '1', { id: 'francs', currency: 'CHF' }),
      ]));
      expect(receipt.counts).toEqual({ stored: 1, duplicate: 0, superseded: 0, quarantined: 3 });
      expect(receipt.errors.map(({ index, id, code }) => [index, id, code])).toEqual([[1, 'first', 'conflict'], [2, 'ahead', 'future'], [3, 'francs', 'foreign-currency']]);
      expect(await series('messages', '2026-01-05', '2026-01-05')).toEqual([1]);
    });

    test('counts people once whose id and e-mail address were seen together, also for what was stored before', async () => {
      await send(events([
        activity('2026-01-05T09:00:00Z', person('ada@nordwind.example')),
        activity('2026-01-05T10:00:00Z', { kind: 'person', id: 'user_1', email: null, name: null }),
      ]));
      expect(await series('activeUsers', '2026-01-05', '2026-01-05')).toEqual([2]);
      await send(events([activity('2026-01-06T10:00:00Z', person('ada@nordwind.example', { id: 'user_1', name: 'Ada' }))]));
      expect(await series('activeUsers', '2026-01-05', '2026-01-05')).toEqual([1]);
      expect(await byKey('messages', '2026-01-05', '2026-01-06', 'person')).toEqual({ Ada: 3 });
    });

    test('never makes two ids of one source one person: a shared address follows the newest', async () => {
      await send(events([
        activity('2026-01-05T09:00:00Z', person('info@nordwind.example', { id: 'old' })),
        activity('2026-01-06T09:00:00Z', person('info@nordwind.example', { id: 'new', name: 'New' })),
        activity('2026-01-07T09:00:00Z', person('info@nordwind.example')),
      ]));
      expect(await series('activeUsers', '2026-01-05', '2026-01-07', { grain: 'total' })).toEqual([2]);
      expect(await byKey('messages', '2026-01-05', '2026-01-07', 'person')).toMatchObject({ New: 2 });
    });

    test('divides weekly active users by the seats of the same day', async () => {
      await send(
        directory('2026-01-04T12:00:00Z', [seatOf(ada), seatOf(ben), seatOf(cleo, { status: 'suspended' }), seatOf(person('d@x.example'), { seat: null })]),
        events([activity('2026-01-05T09:00:00Z', ada)]),
        directory('2026-01-06T12:00:00Z', [seatOf(cleo)], { complete: false }),
      );
      const { rows } = await ask({ metrics: ['utilisation'], from: '2026-01-03', to: '2026-01-06' });
      expect(rows.map((row) => row.values.utilisation)).toEqual([null, null, 0.5, 1 / 3]);
      expect(rows.map((row) => row.reasons.utilisation)).toEqual(['no-data', 'no-data', undefined, undefined]);
      expect(rows[2]?.operands).toEqual({ utilisation: { weeklyActiveUsers: 1, seats: 2 } });
    });

    test('counts an invite from the day it was sent until the day before it expires', async () => {
      const invited = seatOf(ben, { status: 'invited', seat: null, invitedAt: instant('2026-01-05T08:00:00Z'), inviteExpiresAt: instant('2026-01-08T08:00:00Z') });
      await send(directory('2026-01-01T00:00:00Z', [seatOf(ada), invited]), events([activity('2026-01-01T09:00:00Z', ada)]));
      expect(await series('pendingInvites', '2026-01-04', '2026-01-08')).toEqual([0, 1, 1, 1, 0]);
    });

    test('splits use by the membership of its own day, and counts somebody who moved on both sides', async () => {
      await send(
        directory('2026-01-01T00:00:00Z', [seatOf(ada, { groups: ['Berlin', 'Sales'], department: 'Sales' }), seatOf(ben)]),
        directory('2026-01-06T00:00:00Z', [seatOf(ada, { groups: ['Berlin'], department: 'Legal' })], { complete: false }),
        events([activity('2026-01-05T09:00:00Z', ada), activity('2026-01-06T09:00:00Z', ada), activity('2026-01-06T09:00:00Z', ben), activity('2026-01-06T09:00:00Z', { kind: 'service', name: 'bot' })]),
      );
      expect(await byKey('activeUsers', '2026-01-05', '2026-01-06', 'department')).toEqual({ Sales: 1, Legal: 1, '@unattributed': 1 });
      expect(await byKey('messages', '2026-01-05', '2026-01-06', 'group')).toEqual({ Berlin: 2, Sales: 1, '@unattributed': 1, '@service': 1 });
      expect(await byKey('seats', '2026-01-05', '2026-01-06', 'group')).toEqual({ Berlin: 1, '@unattributed': 1 });
      expect(await series('messages', '2026-01-05', '2026-01-06', { grain: 'total', where: [{ dimension: 'group', key: 'Berlin' }, { dimension: 'group', key: 'Sales' }] })).toEqual([2]);
    });

    test('cannot split seats by group when only totals were sent', async () => {
      await send(directory('2026-01-01T00:00:00Z', null, { totals: { purchased: 500, assigned: 480, pendingInvites: 7 } }), events([activity('2026-01-02T09:00:00Z', ada)]));
      const { rows } = await ask({ metrics: ['seats', 'pendingInvites'], from: '2026-01-02', to: '2026-01-02' });
      expect(rows[0]?.values).toEqual({ seats: 480, pendingInvites: 7 });
      expect((await ask({ metrics: ['seats'], from: '2026-01-02', to: '2026-01-02', where: [{ dimension: 'group', key: 'Sales' }] })).rows[0]?.reasons).toEqual({ seats: 'no-data' });
    });

    test('counts a connector’s users under one name however its case is written', async () => {
      const use = (who: typeof ada, connector: string) => activity('2026-01-05T09:00:00Z', who, { type: 'connector.used', chat: null, connector, count: 2 });
      await send(events([use(ada, 'Slack'), use(ben, 'slack'), use(ben, 'github')]));
      expect(await byKey('connectorUsers', '2026-01-05', '2026-01-05', 'connector')).toEqual({ slack: 2, github: 1 });
      expect(await series('connectorCalls', '2026-01-05', '2026-01-05', { where: [{ dimension: 'connector', key: 'slack' }] })).toEqual([4]);
    });

    test('adds money up to the last nano-unit, also beyond what 64 bits hold', async () => {
      const lines = Array.from({ length: 40 }, (_, index) => spendLine('2026-01-05T09:00:00Z', ada, '999999999.999999999', { id: `huge-${index}` }));
      await send(events([...lines, spendLine('2026-01-05T09:00:00Z', ben, '-0.000000001')]));
      expect(await series('spend', '2026-01-05', '2026-01-05')).toEqual(['39999999999.999999959']);
    });

    test('lets only the best basis of a day and surface count', async () => {
      await send(events([
        spendLine('2026-01-05T09:00:00Z', ada, '10', { basis: 'computed' }),
        spendLine('2026-01-05T09:00:00Z', ada, '8', { basis: 'billed' }),
        spendLine('2026-01-05T09:00:00Z', ada, '3', { basis: 'computed', surface: 'code' }),
        spendLine('2026-01-06T09:00:00Z', ada, '5', { basis: 'computed' }),
        spendLine('2026-01-06T09:00:00Z', ada, '99', { basis: 'billed', costType: 'seat' }),
      ]));
      expect(await series('spend', '2026-01-05', '2026-01-06')).toEqual(['11', '5']);
      expect(await byKey('requests', '2026-01-05', '2026-01-06', 'surface')).toEqual({ chat: 2, code: 1 });
      expect((await ask({ metrics: ['spend'], from: '2026-01-05', to: '2026-01-06' })).contract.spendBases).toEqual({ billed: 1, computed: 2 });
    });

    test('counts a line over several days only where it lies whole, and calls smaller buckets incomplete', async () => {
      await send(events([
        activity('2026-01-01T09:00:00Z', ada),
        spendLine('2026-01-05T00:00:00Z', ada, '70', { to: instant('2026-01-12T00:00:00Z'), basis: 'billed' }),
        spendLine('2026-01-06T09:00:00Z', ada, '4', { basis: 'computed' }),
      ]));
      const days = await ask({ metrics: ['spend'], from: '2026-01-05', to: '2026-01-06' });
      expect(days.rows.map((row) => [row.values.spend, row.complete])).toEqual([['0', false], ['4', false]]);
      const week = await ask({ metrics: ['spend'], from: '2026-01-05', to: '2026-01-11', grain: 'week' });
      expect(week.rows.map((row) => [row.values.spend, row.complete])).toEqual([['70', true]]);
    });

    test('prefers day lines to a window line of equal basis over the same days', async () => {
      await send(events([
        spendLine('2026-01-05T00:00:00Z', ada, '70', { to: instant('2026-01-08T00:00:00Z'), basis: 'billed' }),
        spendLine('2026-01-06T09:00:00Z', ada, '4', { basis: 'billed' }),
      ]));
      expect(await series('spend', '2026-01-05', '2026-01-11', { grain: 'week' })).toEqual(['4']);
    });

    test('counts a line of one exact UTC day on the organisation day of the same date', async () => {
      await send(events([spendLine('2026-01-05T00:00:00Z', ada, '7', { to: instant('2026-01-06T00:00:00Z') })]));
      expect(await series('spend', '2026-01-04', '2026-01-06', {}, organisationIn('America/Los_Angeles'))).toEqual(['0', '7', '0']);
    });

    test('says no data outside what its sources cover, and zero only inside', async () => {
      const source = { name: 'claude-code', kind: 'import', feeds: { types: ['message.sent', 'spend'], surfaces: ['code'] }, run: 'one' } as const;
      await send(events([activity('2026-01-05T09:00:00Z', ada, { surface: 'code' }), activity('2026-01-07T09:00:00Z', ada, { surface: 'code' })], { source }));
      expect(await series('codingPrompts', '2026-01-04', '2026-01-08')).toEqual([null, 1, 0, 1, null]);
      expect(await series('chats', '2026-01-05', '2026-01-05')).toEqual([null]);
      const { rows, contract } = await ask({ metrics: ['weeklyActiveUsers'], range: '7d' });
      expect(contract.completeThrough).toBe('2026-01-07');
      expect(rows.at(-1)).toMatchObject({ bucket: '2026-01-07', complete: false, values: { weeklyActiveUsers: 1 } });
    });

    test('covers two runs of an importer without what lies between them', async () => {
      const run = (name: string) => ({ name: 'claude-code', kind: 'import', feeds: null, run: name }) as const;
      await send(events([activity('2026-01-05T09:00:00Z', ada)], { source: run('one') }), events([activity('2026-01-08T09:00:00Z', ada)], { source: run('two') }));
      expect(await series('messages', '2026-01-05', '2026-01-08')).toEqual([1, null, null, 1]);
    });

    test('lets a live source cover every day from its first event on, with today a number but not complete', async () => {
      await send(events([activity('2026-01-05T09:00:00Z', ada)]));
      const { rows, contract } = await ask({ metrics: ['messages'], from: '2026-01-04', to: '2026-01-07' }, utc, instant('2026-01-06T12:00:00Z'));
      expect(rows.map((row) => [row.values.messages, row.complete])).toEqual([[null, false], [1, true], [0, false], [null, false]]);
      expect(contract).toMatchObject({ today: '2026-01-06', completeThrough: '2026-01-05' });
    });

    test('adds spend by user up to the report, services and nobody included', async () => {
      await send(events([
        spendLine('2026-01-05T09:00:00Z', ada, '1.5', { model: 'opus' }),
        spendLine('2026-01-05T10:00:00Z', ada, '2', { model: 'opus', listAmount: 3_000_000_000n }),
        spendLine('2026-01-06T10:00:00Z', { kind: 'service', name: 'bot' }, '4', { model: 'haiku' }),
        spendLine('2026-01-06T10:00:00Z', { kind: 'nobody' }, '8'),
      ]));
      const rows = [];
      for await (const piece of store.spendByUser(utc, { from: '2026-01-05', to: '2026-01-06' })) rows.push(...piece);
      expect(rows.map(({ key, model, amount, listAmount, requests }) => [key.startsWith('p_') ? 'ada' : key, model, amount, listAmount, requests])).toEqual([
        ['@service', 'haiku', 4_000_000_000n, 4_000_000_000n, 1n],
        ['@unattributed', null, 8_000_000_000n, 8_000_000_000n, 1n],
        ['ada', 'opus', 3_500_000_000n, 4_500_000_000n, 2n],
      ]);
      expect(await series('spend', '2026-01-05', '2026-01-06', { grain: 'total' })).toEqual(['15.5']);
    });

    test('ranks over the whole range and sums the rest up where it may be summed', async () => {
      await send(events([
        ...['a', 'b', 'c'].map((model, index) => spendLine('2026-01-05T09:00:00Z', ada, String(index + 1), { model, requests: 5 - index })),
        spendLine('2026-01-06T09:00:00Z', ben, '9', { model: 'a' }),
        spendLine('2026-01-06T09:00:00Z', { kind: 'nobody' }, '4'),
        activity('2026-01-05T09:00:00Z', ada), activity('2026-01-06T09:00:00Z', ben),
      ]));
      const models = await ask({ metrics: ['spend'], from: '2026-01-05', to: '2026-01-06', by: 'model', top: 1 });
      expect(models.rows.map((row) => [row.bucket, row.key, row.values.spend])).toEqual([
        ['2026-01-05', 'a', '1'], ['2026-01-05', '@other', '5'], ['2026-01-05', '@unattributed', '0'],
        ['2026-01-06', 'a', '9'], ['2026-01-06', '@other', '0'], ['2026-01-06', '@unattributed', '4'],
      ]);
      const people = await ask({ metrics: ['spend', 'activeUsers'], from: '2026-01-05', to: '2026-01-06', grain: 'total', by: 'person', top: 1 });
      expect(people.rows.map((row) => [row.key?.startsWith('p_') ? row.person?.email : row.key, row.values, row.reasons, row.complete])).toEqual([
        ['ben@nordwind.example', { spend: '9', activeUsers: 1 }, {}, true],
        ['@other', { spend: '6', activeUsers: null }, { activeUsers: 'not-applicable' }, true],
        ['@unattributed', { spend: '4', activeUsers: 0 }, {}, true],
      ]);
    });

    test('keeps names that are traps for programs apart', async () => {
      const traps = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
      await send(events(traps.map((trap) => activity('2026-01-05T09:00:00Z', { kind: 'person', id: trap, email: null, name: trap }, { id: trap, chat: trap, model: trap }))));
      expect(await series('activeUsers', '2026-01-05', '2026-01-05')).toEqual([4]);
      const { rows } = await ask({ metrics: ['messages'], from: '2026-01-05', to: '2026-01-05', by: 'model' });
      expect(rows.map((row) => row.key).sort()).toEqual([...traps].sort());
    });

    test('keeps organisations apart', async () => {
      const other = organisationIn('UTC', { slug: 'other' });
      await send(events([activity('2026-01-05T09:00:00Z', ada, { id: 'shared' })]));
      expect((await store.append(other, events([activity('2026-01-05T09:00:00Z', ben, { id: 'shared' })]))).counts.stored).toBe(1);
      expect(await series('messages', '2026-01-05', '2026-01-05')).toEqual([1]);
    });
  });
}
