import { beforeEach, describe, expect, test } from 'vitest';
import type { MetricName } from '../metrics.js';
import type { Organisation } from '../organisation.js';
import type { Reference } from '../events.js';
import { formatAmount } from '../money.js';
import { readerWithRole } from '../permissions.js';
import type { ReportQuery } from '../query.js';
import { report } from '../report.js';
import { spendByUser, type UserSpend } from '../spend-by-user.js';
import type { Source, UsageStore } from '../store.js';
import { activity, directory, events, organisationIn, person, personDay, receivedAt, reported, seatOf, spendLine } from './examples.js';

const ada = person('ada@nordwind.example', { id: 'user_1' });
const ben = person('ben@nordwind.example');
const cleo = person('cleo@nordwind.example');

/** A vendor's own counts, delivered as files. */
const vendor: Source = { name: 'vendor', kind: 'import', feeds: { types: [], surfaces: ['chat'], dayCounts: ['messages', 'chats', 'projectsCreated', 'projectsUsed', 'artifactsCreated', 'connectorCalls', 'codingSessions', 'codingPrompts'] }, run: 'one' };
const coder: Source = { name: 'coder', kind: 'import', feeds: { types: ['message.sent'], surfaces: ['code'] }, run: 'one' };

/** What every store must do with what others have counted. */
export function daysContract(name: string, open: () => Promise<UsageStore> | UsageStore): void {
  describe(`${name}: what others have counted`, () => {
    const utc = organisationIn('UTC');
    let store: UsageStore;
    beforeEach(async () => {
      store = await open();
    });

    const send = async (...args: Parameters<typeof events>) => (await store.append(utc, events(...args))).counts;
    const ask = (query: ReportQuery, organisation: Organisation = utc) => report(readerWithRole(organisation, 'owner'), store, query, receivedAt);
    const series = async (metric: MetricName, from: string, to: string, more: Partial<ReportQuery> = {}, organisation = utc) =>
      (await ask({ metrics: [metric], from, to, ...more }, organisation)).rows.map((row) => row.values[metric]);
    const byKey = async (metric: MetricName, by: NonNullable<ReportQuery['by']>, day: string) =>
      Object.fromEntries((await ask({ metrics: [metric], from: day, to: day, by })).rows.map((row) => [row.person?.email ?? row.key, row.values[metric]]));

    describe('by person and day', () => {
      test('adds up what can be added up, and counts people as people', async () => {
        await send([personDay('2026-01-05', ada, { messages: 5, chats: 2, artifactsCreated: 1, connectorCalls: 3 }), personDay('2026-01-06', ada, { messages: 1, chats: 1 }), personDay('2026-01-06', ben, { messages: 4, chats: 4, projectsCreated: 2 })], { source: vendor });
        const day = { from: '2026-01-05', to: '2026-01-06' };
        expect(await series('messages', day.from, day.to)).toEqual([5, 5]);
        expect(await series('messages', day.from, day.to, { grain: 'total' })).toEqual([10]);
        expect(await series('activeUsers', day.from, day.to)).toEqual([1, 2]);
        expect(await series('activeUsers', day.from, day.to, { grain: 'total' })).toEqual([2]);
        expect(await series('weeklyActiveUsers', '2026-01-06', '2026-01-06')).toEqual([2]);
        expect(await series('artifactsCreated', day.from, day.to, { grain: 'total' })).toEqual([1]);
        expect(await series('projectsCreated', day.from, day.to, { grain: 'total' })).toEqual([2]);
        expect(await series('projectCreators', day.from, day.to, { grain: 'total' })).toEqual([1]);
        expect(await series('connectorUsers', day.from, day.to, { grain: 'total' })).toEqual([1]);
        expect(await series('connectorCalls', day.from, day.to)).toEqual([3, 0]);
      });

      test('knows the chats of a day, and not those of two days, which may be the same', async () => {
        await send([personDay('2026-01-05', ada, { messages: 6, chats: 2 }), personDay('2026-01-05', ben, { messages: 1, chats: 1 }), personDay('2026-01-06', ben, { chats: 4 })], { source: vendor });
        expect(await series('chats', '2026-01-05', '2026-01-06')).toEqual([3, 4]);
        expect(await series('messagesPerChat', '2026-01-05', '2026-01-05')).toEqual([7 / 3]);
        const { rows: [row] } = await ask({ metrics: ['chats', 'messagesPerChat', 'messages'], from: '2026-01-05', to: '2026-01-06', grain: 'total' });
        expect(row).toMatchObject({ values: { chats: null, messagesPerChat: null, messages: 7 }, reasons: { chats: 'no-data', messagesPerChat: 'no-data' } });
      });

      test('knows which projects one person used on one day, and not what two have in common', async () => {
        await send([personDay('2026-01-05', ada, { projectsUsed: 2 }), personDay('2026-01-05', ben, { projectsUsed: 1 })], { source: vendor });
        expect(await series('projectsUsed', '2026-01-05', '2026-01-05')).toEqual([null]);
        expect(await byKey('projectsUsed', 'person', '2026-01-05')).toEqual({ 'ada@nordwind.example': 2, 'ben@nordwind.example': 1 });
        expect(await series('activeUsers', '2026-01-05', '2026-01-05')).toEqual([2]);
      });

      test('counts coding apart from chats, whatever its surface', async () => {
        await send([personDay('2026-01-05', ada, { messages: 5, chats: 1, codingPrompts: 7, codingSessions: 2 })], { source: vendor });
        expect([await series('codingPrompts', '2026-01-05', '2026-01-05'), await series('codingSessions', '2026-01-05', '2026-01-05'), await series('messages', '2026-01-05', '2026-01-05')]).toEqual([[7], [2], [5]]);
        expect(await byKey('activeUsers', 'surface', '2026-01-05')).toEqual({ chat: 1, code: 1 });
      });

      test('is left out where events cover the day and surface, so that nothing is counted twice', async () => {
        await send([activity('2026-01-06T09:00:00Z', cleo, { surface: 'code', count: 10 })], { source: coder });
        await send([5, 6, 7].map((date) => personDay(`2026-01-0${date}`, ada, { messages: 1, codingPrompts: 3 })), { source: vendor });
        expect(await series('codingPrompts', '2026-01-05', '2026-01-07')).toEqual([3, 10, 3]);
        expect(await series('messages', '2026-01-05', '2026-01-07')).toEqual([1, 1, 1]);
        expect(await series('activeUsers', '2026-01-05', '2026-01-07')).toEqual([1, 2, 1]);
        expect(await series('codingPrompts', '2026-01-05', '2026-01-07', { grain: 'total' })).toEqual([16]);
      });

      test('says who was active where events tell of other things than messages', async () => {
        await send([activity('2026-01-05T09:00:00Z', cleo, { type: 'project.created', chat: null, project: 'p' })], { source: { name: 'log', kind: 'import', feeds: { types: ['project.created'], surfaces: ['chat'] }, run: 'one' } });
        await send([personDay('2026-01-05', ada, { messages: 3, projectsCreated: 9 }), personDay('2026-01-05', cleo, { messages: 1 })], { source: vendor });
        expect(await series('activeUsers', '2026-01-05', '2026-01-05')).toEqual([2]);
        expect(await series('projectsCreated', '2026-01-05', '2026-01-05')).toEqual([1]);
      });

      test('gives way to a live source from its first event on', async () => {
        await send([personDay('2026-01-05', ada, { messages: 3 }), personDay('2026-01-06', ada, { messages: 3 })]);
        await send([activity('2026-01-06T09:00:00Z', ben)]);
        expect(await series('messages', '2026-01-04', '2026-01-07')).toEqual([null, 3, 1, 0]);
        expect((await ask({ metrics: ['messages'], from: '2026-01-05', to: '2026-01-06' })).rows.map(({ authority }) => authority)).toEqual([{ messages: 'person-days' }, undefined]);
      });

      test('counts on the day of its date in every zone, and says whose days they are', async () => {
        await send([personDay('2026-01-05', ada, { messages: 3 }), personDay('2026-01-05', ben, { messages: 4 }, { days: 'organisation' })], { source: vendor });
        for (const zone of ['Pacific/Kiritimati', 'America/Los_Angeles', 'Pacific/Pago_Pago', 'Asia/Kathmandu']) {
          const organisation = organisationIn(zone);
          expect(await series('messages', '2026-01-04', '2026-01-06', {}, organisation)).toEqual([null, 7, null]);
          expect(await series('weeklyActiveUsers', '2026-01-05', '2026-01-05', {}, organisation)).toEqual([2]);
          expect((await ask({ metrics: ['messages'], from: '2026-01-05', to: '2026-01-05' }, organisation)).contract.sources).toMatchObject([{ name: 'vendor', hasUtcDays: true, firstDay: '2026-01-05', lastDay: '2026-01-05' }]);
        }
      });

      test('has no model, project or connector, and the groups of its day', async () => {
        await store.append(utc, directory('2026-01-01T00:00:00Z', [seatOf(ada, { groups: ['Sales'] }), seatOf(ben)]));
        await send([personDay('2026-01-05', ada, { messages: 3, connectorCalls: 1 }), personDay('2026-01-05', ben, { messages: 4 }), personDay('2026-01-05', { kind: 'service', name: 'bot' }, { messages: 5 })], { source: vendor });
        expect(await byKey('messages', 'model', '2026-01-05')).toEqual({ '@unattributed': 12 });
        expect(await byKey('connectorUsers', 'connector', '2026-01-05')).toEqual({ '@unattributed': 1 });
        expect(await byKey('messages', 'group', '2026-01-05')).toEqual({ Sales: 3, '@unattributed': 4, '@service': 5 });
        expect(await series('activeUsers', '2026-01-05', '2026-01-05')).toEqual([2]);
        expect(await series('messages', '2026-01-05', '2026-01-05', { where: [{ dimension: 'group', key: 'Sales' }] })).toEqual([3]);
      });

      test('is revised, retracted and repeated like everything else', async () => {
        const first = personDay('2026-01-05', ada, { messages: 3 }, { id: 'revised' });
        expect(await send([first, first, { ...first, revision: 1, counts: { messages: 8 } }, { ...first, counts: { messages: 9 } }], { source: vendor })).toEqual({ stored: 1, duplicate: 1, superseded: 1, quarantined: 1 });
        expect(await series('messages', '2026-01-05', '2026-01-05')).toEqual([8]);
        await send([{ ...first, revision: 2, retracted: true }], { source: vendor });
        expect(await series('messages', '2026-01-05', '2026-01-05')).toEqual([0]);
      });
    });

    describe('as a number', () => {
      test('answers the question of exactly its days and split, and no other', async () => {
        await send([reported('messages', '120', '2026-01-01', '2026-01-30', { days: 'utc' }), reported('messages', '45', '2026-01-01', '2026-01-30', { person: ada }), reported('spend', '18.5', '2026-01-01', '2026-01-30', { dimensions: { model: 'opus' } })], { source: vendor });
        const window = { from: '2026-01-01', to: '2026-01-30' };
        const { rows: [row] } = await ask({ metrics: ['messages'], ...window, grain: 'total' });
        expect(row).toMatchObject({ values: { messages: 120 }, authority: { messages: 'reported' }, complete: true });
        expect((await ask({ metrics: ['messages'], ...window, grain: 'total', by: 'person' })).rows.map(({ person: who, values }) => [who?.email, values.messages])).toEqual([['ada@nordwind.example', 45]]);
        expect((await ask({ metrics: ['spend'], ...window, grain: 'total', by: 'model' })).rows.map(({ key, values }) => [key, values.spend])).toEqual([['opus', '18.5']]);
        expect(await series('spend', window.from, window.to, { grain: 'total', where: [{ dimension: 'model', key: 'opus' }] })).toEqual(['18.5']);
        expect(await series('spend', window.from, window.to, { grain: 'total' })).toEqual([null]);
        expect(await series('messages', '2026-01-01', '2026-01-29', { grain: 'total' })).toEqual([null]);
        expect(await series('messages', '2026-01-01', '2026-01-02')).toEqual([null, null]);
      });

      test('stands in only where not every day was counted, and is never added', async () => {
        await send([reported('messages', '500', '2026-01-05', '2026-01-06'), reported('messages', '7', '2026-01-06', '2026-01-06'), reported('activeUsers', '40', '2026-01-05', '2026-01-06')], { source: vendor });
        await send([activity('2026-01-06T09:00:00Z', ada, { count: 3 })]);
        expect(await series('messages', '2026-01-06', '2026-01-06')).toEqual([3]);
        expect(await series('messages', '2026-01-05', '2026-01-06', { grain: 'total' })).toEqual([500]);
        expect(await series('activeUsers', '2026-01-05', '2026-01-06', { grain: 'total' })).toEqual([40]);
        expect(await series('messages', '2026-01-05', '2026-01-07', { grain: 'total' })).toEqual([3]);
      });

      test('of several that answer one question the same one does, in whatever order they came', async () => {
        const [one, two] = [reported('seats', '480', '2026-01-05', '2026-01-05', { id: 'b' }), reported('seats', '470', '2026-01-05', '2026-01-05', { id: 'a' })];
        await send([one], { source: vendor });
        await send([two], { source: vendor });
        expect(await series('seats', '2026-01-05', '2026-01-05')).toEqual([480]);
        await send([{ ...one, revision: 1, retracted: true }], { source: vendor });
        expect(await series('seats', '2026-01-05', '2026-01-05')).toEqual([470]);
      });

      test('is divided by what another source knows, and two counts of one thing are not', async () => {
        await send([reported('weeklyActiveUsers', '1', '2026-01-05', '2026-01-05'), reported('chats', '4', '2026-01-05', '2026-01-05')], { source: vendor });
        await store.append(utc, directory('2026-01-04T12:00:00Z', [seatOf(ada), seatOf(ben)]));
        const { rows: [row] } = await ask({ metrics: ['utilisation'], from: '2026-01-05', to: '2026-01-05' });
        expect(row).toMatchObject({ values: { utilisation: 0.5 }, operands: { utilisation: { weeklyActiveUsers: 1, seats: 2 } }, authority: { utilisation: 'reported' } });
        await send([personDay('2026-01-05', ada, { messages: 8 })], { source: { name: 'counter', kind: 'import', feeds: { types: [], surfaces: ['chat'], dayCounts: ['messages'] }, run: 'one' } });
        expect([await series('messages', '2026-01-05', '2026-01-05'), await series('chats', '2026-01-05', '2026-01-05')]).toEqual([[8], [4]]);
        expect(await series('messagesPerChat', '2026-01-05', '2026-01-05')).toEqual([null]);
      });

      test('is set aside where it is money of another currency than the organisation accounts in', async () => {
        const [foreign, ours, silent] = ['EUR', 'USD', null].map((currency, index) => reported('spend', `${index + 1}`, `2026-01-0${index + 1}`, '2026-01-09', currency === null ? {} : { currency }));
        if (!foreign || !ours || !silent) throw new Error('There are three.');
        expect(await send([foreign, ours, silent], { source: vendor })).toMatchObject({ stored: 2, quarantined: 1 });
        const asked = (from: string) => series('spend', from, '2026-01-09', { grain: 'total' });
        expect([await asked('2026-01-01'), await asked('2026-01-02'), await asked('2026-01-03')]).toEqual([[null], ['2'], ['3']]);
        expect(await send([foreign, ours, { ...silent, currency: 'USD' }], { source: vendor })).toMatchObject({ duplicate: 1, quarantined: 2 });
      });

      test('may be a ratio, and stays a secret where spend is off', async () => {
        await send([reported('utilisation', '0.65', '2026-01-05', '2026-01-05'), reported('spend', '5', '2026-01-05', '2026-01-05')], { source: vendor });
        expect(await series('utilisation', '2026-01-05', '2026-01-05')).toEqual([0.65]);
        expect(await series('spend', '2026-01-05', '2026-01-05')).toEqual(['5']);
        expect(await series('spend', '2026-01-05', '2026-01-05', {}, organisationIn('UTC', { extraUsage: false }))).toEqual([null]);
      });

      describe('is spend by user', () => {
        const window = { from: '2026-01-01', to: '2026-01-31' };
        const rowsOf = async (period = window) => {
          const rows: UserSpend[] = [];
          for await (const piece of spendByUser(readerWithRole(utc, 'owner'), store, period, receivedAt)) rows.push(...piece);
          const people = await store.people(utc, rows.map(({ key }) => key));
          return rows.map(({ key, model, basis, amount, requests, credits }) => [people.get(key)?.email ?? key, model, basis, amount === null ? null : formatAmount(amount), requests, credits]);
        };
        const said = (metric: MetricName, value: string, who: Reference, model?: string) => reported(metric, value, window.from, window.to, { person: who, ...(model === undefined ? {} : { dimensions: { model } }) });
        const nobody = { kind: 'nobody' } as const;

        test('where only a vendor knows it: by person and model, empty where nobody has counted, and with the sum of the report', async () => {
          await send([
            said('spend', '20.5', nobody), said('spend', '12', nobody, 'opus'), said('spend', '15.25', ada), said('spend', '10', ada, 'opus'), said('spend', '5.25', ada, 'haiku'),
            said('spend', '2', ben, 'opus'), said('spend', '3.25', { kind: 'service', name: 'bot' }), said('requests', '7', ada, 'opus'),
            reported('spend', '99', window.from, window.to, { dimensions: { surface: 'code' } }), reported('spend', '77', '2026-01-01', '2026-01-30', { person: ada }),
          ], { source: vendor });
          expect(await rowsOf()).toEqual([
            ['@service', null, 'reported', '3.25', null, null],
            ['ada@nordwind.example', 'haiku', 'reported', '5.25', null, null],
            ['ada@nordwind.example', 'opus', 'reported', '10', 7n, null],
            ['ben@nordwind.example', 'opus', 'reported', '2', null, null],
          ]);
          expect(await series('spend', window.from, window.to, { grain: 'total' })).toEqual(['20.5']);
        });

        test('what was spent without a model is said by model too, and is no further part of anybody’s', async () => {
          await send([said('spend', '20', nobody), said('spend', '12', nobody, 'opus'), said('spend', '20', ada), said('spend', '12', ada, 'opus'), ...[nobody, ada].map((who) => reported('spend', '8', window.from, window.to, { person: who, dimensions: { model: '@unattributed' } }))], { source: vendor });
          expect((await ask({ metrics: ['spend'], ...window, grain: 'total', by: 'model' })).rows.map(({ key, label, values }) => [key, label, values.spend])).toEqual([['opus', 'opus', '12'], ['@unattributed', null, '8']]);
          expect(await series('spend', window.from, window.to, { grain: 'total', where: [{ dimension: 'model', key: '@unattributed' }] })).toEqual(['8']);
          expect(await rowsOf()).toEqual([['ada@nordwind.example', null, 'reported', '8', null, null], ['ada@nordwind.example', 'opus', 'reported', '12', null, null]]);
        });

        test('the rest of a ranking is the sum of what a vendor reported of it, so that the rows add up', async () => {
          await send([said('spend', '20', nobody), said('spend', '12', nobody, 'opus'), said('spend', '5', nobody, 'haiku'), said('spend', '2', nobody, 'sonnet'), reported('spend', '1', window.from, window.to, { dimensions: { model: '@unattributed' } })], { source: vendor });
          const ranked = async () => (await ask({ metrics: ['spend'], ...window, grain: 'total', by: 'model', top: 1 })).rows.map(({ key, values, complete }) => [key, values.spend, complete]);
          expect(await ranked()).toEqual([['opus', '12', true], ['@other', '7', true], ['@unattributed', '1', true]]);
          // What was counted here on one of the days is neither left out of the rest nor added to it.
          await send([spendLine('2026-01-20T09:00:00Z', ada, '4', { model: 'fable' })]);
          expect(await ranked()).toEqual([['opus', '12', true], ['@other', null, false], ['@unattributed', '1', true]]);
        });

        test('what nobody has is nobody’s, by model as far as that is known', async () => {
          await send([said('spend', '20', nobody), said('spend', '12', nobody, 'opus'), said('spend', '6', nobody, 'haiku'), said('spend', '10', ada, 'opus')], { source: vendor });
          expect(await rowsOf()).toEqual([
            ['@unattributed', null, 'reported', '2', null, null],
            ['@unattributed', 'haiku', 'reported', '6', null, null],
            ['@unattributed', 'opus', 'reported', '2', null, null],
            ['ada@nordwind.example', 'opus', 'reported', '10', null, null],
          ]);
        });

        test('what a person’s models do not explain is theirs without a model', async () => {
          await send([said('spend', '20', nobody), said('spend', '12', nobody, 'opus'), said('spend', '15', ada), said('spend', '10', ada, 'opus'), said('spend', '0', ben)], { source: vendor });
          expect(await rowsOf()).toEqual([
            ['@unattributed', null, 'reported', '5', null, null],
            ['ada@nordwind.example', null, 'reported', '5', null, null],
            ['ada@nordwind.example', 'opus', 'reported', '10', null, null],
            ['ben@nordwind.example', null, 'reported', '0', null, null],
          ]);
        });

        test('is counted from lines where they cover every day, and each number from one of the two where they do not', async () => {
          await send([said('spend', '20', ada), said('spend', '20', nobody), said('listSpend', '30', ada)], { source: vendor });
          await send([spendLine('2026-01-20T09:00:00Z', ben, '4', { model: 'opus', requests: 3 })], { source: { ...coder, feeds: { types: ['spend'], surfaces: ['chat'] } } });
          expect(await rowsOf()).toEqual([
            ['ben@nordwind.example', 'opus', 'computed', null, 3n, null],
            ['ada@nordwind.example', null, 'reported', '20', null, null],
          ]);
          const { rows: [row] } = await ask({ metrics: ['spend', 'listSpend', 'requests'], ...window, grain: 'total' });
          expect(row?.values).toEqual({ spend: '20', listSpend: '4', requests: 3 });
          await send([spendLine('2026-01-01T09:00:00Z', ada, '1', { requests: 1 })]);
          expect(await rowsOf()).toEqual([['ada@nordwind.example', null, 'computed', '1', 1n, 0n], ['ben@nordwind.example', 'opus', 'computed', '4', 3n, 0n]]);
        });

        test('is revised and retracted like everything else', async () => {
          const line = said('spend', '20', ada);
          await send([line, { ...line, revision: 1, value: '21' }], { source: vendor });
          expect(await rowsOf()).toEqual([['ada@nordwind.example', null, 'reported', '21', null, null]]);
          await send([{ ...line, revision: 2, retracted: true }], { source: vendor });
          expect(await rowsOf()).toEqual([]);
        });
      });

      test('is divided like a number that was counted: a ratio is the quotient of the numbers that stand beside it', async () => {
        await store.append(utc, directory('2026-01-01T00:00:00Z', [seatOf(ada), seatOf(ben)]));
        await send([reported('weeklyActiveUsers', '312', '2026-01-06', '2026-01-06')], { source: vendor });
        // One of its seven days is known here.
        await send([activity('2026-01-06T09:00:00Z', ada)]);
        const { rows: [row] } = await ask({ metrics: ['weeklyActiveUsers', 'utilisation'], from: '2026-01-06', to: '2026-01-06' });
        expect(row).toMatchObject({ values: { weeklyActiveUsers: 312, utilisation: 156 }, operands: { utilisation: { weeklyActiveUsers: 312, seats: 2 } }, authority: { utilisation: 'reported' } });
      });

      test('gives way to lines of cost that cover the day', async () => {
        await send([reported('spend', '5', '2026-01-05', '2026-01-05')], { source: vendor });
        await send([spendLine('2026-01-05T09:00:00Z', ada, '2.5')]);
        expect(await series('spend', '2026-01-05', '2026-01-05')).toEqual(['2.5']);
      });
    });
  });
}
