import { beforeEach, describe, expect, test } from 'vitest';
import { addDays } from '../days.js';
import type { MetricName } from '../metrics.js';
import type { Organisation } from '../organisation.js';
import { readerWithRole } from '../permissions.js';
import type { Range } from '../periods.js';
import type { ReportQuery } from '../query.js';
import { report } from '../report.js';
import type { Source, UsageStore } from '../store.js';
import { activity, directory, events, instant, organisationIn, person, personDay, reported, seatOf, spendLine } from './examples.js';

const ada = person('ada@nordwind.example');
const ben = person('ben@nordwind.example');
const cleo = person('cleo@nordwind.example');
const bot = { kind: 'service', name: 'bot' } as const;
const nobody = { kind: 'nobody' } as const;

/** What a report promises of windows, ranges, comparisons and rankings, over every store. */
export function numbersContract(name: string, open: () => Promise<UsageStore> | UsageStore): void {
  describe(`${name}: the numbers`, () => {
    const utc = organisationIn('UTC');
    /** So that the last complete day of a live source is 22 November, a Sunday. */
    const monday = instant('2026-11-23T12:00:00Z');
    let store: UsageStore;
    beforeEach(async () => {
      store = await open();
    });

    const send = async (...args: Parameters<typeof events>) => void (await store.append(utc, events(...args)));
    const ask = (query: ReportQuery, organisation: Organisation = utc, now = monday) => report(readerWithRole(organisation, 'owner'), store, query, now);
    const said = (date: string, who: Parameters<typeof activity>[1] = ada, changes: Parameters<typeof activity>[2] = {}) => activity(`${date}T12:00:00Z`, who, changes);
    const keyed = async (query: ReportQuery) =>
      (await ask(query)).rows.map((row) => [row.bucket, row.person?.email ?? row.key, ...query.metrics.map((metric) => row.values[metric])]);

    describe('readers', () => {
      test('who may not see people is shown none of them', async () => {
        const owner = readerWithRole(utc, 'owner');
        const reader = { ...owner, permissions: new Set([...owner.permissions].filter((permission) => permission !== 'view:people')) };
        const day = { from: '2026-11-20', to: '2026-11-20' };
        await expect(report(reader, store, { metrics: ['messages'], ...day, by: 'person' }, monday)).rejects.toMatchObject({ kind: 'not-permitted' });
        await expect(report(reader, store, { metrics: ['messages'], ...day, where: [{ dimension: 'person', key: 'x' }] }, monday)).rejects.toMatchObject({ kind: 'not-permitted' });
        await expect(report(reader, store, { metrics: ['messages'], ...day, by: 'model' }, monday)).resolves.toMatchObject({ rows: [] });
      });
    });

    describe('time', () => {
      test.each<[Range, string, string]>([
        ['7d', '2026-11-16', '2026-11-22'], ['28d', '2026-10-26', '2026-11-22'], ['30d', '2026-10-24', '2026-11-22'], ['90d', '2026-08-25', '2026-11-22'], ['91d', '2026-08-24', '2026-11-22'],
        ['365d', '2025-11-23', '2026-11-22'], ['mtd', '2026-11-01', '2026-11-22'], ['qtd', '2026-10-01', '2026-11-22'], ['ytd', '2026-01-01', '2026-11-22'], ['12m', '2025-12-01', '2026-11-22'], ['today', '2026-11-23', '2026-11-23'],
      ])('%s is the days from %s to %s, and the report says so', async (range, from, to) => {
        await send([said('2025-01-01'), spendLine('2025-01-01T00:00:00Z', ada, '0')]);
        await send([addDays(from, -1), from, to, addDays(to, 1)].map((day, at) => spendLine(`${day}T12:00:00Z`, ada, String(10 ** at), { id: `${range}-${at}` })));
        const { query, rows } = await ask({ metrics: ['spend'], range, grain: 'total', by: 'model' });
        // Of four amounts that tell each other apart only the first and the last day's count.
        expect([query.from, query.to, rows.map(({ values }) => values.spend)]).toEqual([from, to, ['110']]);
      });

      test('a range runs up to the day that is not over where that is asked for, and its last row is compared with nothing', async () => {
        await send([said('2026-11-16'), said('2026-11-22'), said('2026-11-23'), said('2026-11-23')]);
        const { query, rows } = await ask({ metrics: ['messages'], range: '7d', today: true, compare: 'weekday' });
        expect([query.from, query.to, rows.length]).toEqual(['2026-11-17', '2026-11-23', 7]);
        expect(rows.slice(-2).map(({ complete, values }) => [complete, values.messages])).toEqual([[true, 1], [false, 2]]);
        expect(rows.at(-1)?.compared?.messages).toMatchObject({ value: 1, change: { kind: 'unavailable', reason: 'incomplete' } });
        expect((await ask({ metrics: ['messages'], range: 'mtd', today: true, grain: 'total' })).query).toMatchObject({ from: '2026-11-01', to: '2026-11-23' });
        await expect(ask({ metrics: ['messages'], from: '2026-11-22', to: '2026-11-22', today: true })).rejects.toMatchObject({ kind: 'bad-query', message: 'today goes with a range; from and to say themselves how far they go.' });
      });

      test('a quarter and a year are those of the fiscal year, in buckets and up to date', async () => {
        await send(['2025-02-28', '2025-03-01', '2025-11-30', '2025-12-01', '2026-02-28', '2026-03-01', '2026-11-22'].map((day) => said(day)));
        const fiscal = organisationIn('UTC', { fiscalYearStart: 3 });
        const buckets = async (grain: 'quarter' | 'year') => (await ask({ metrics: ['messages'], from: '2025-02-28', to: '2026-11-22', grain }, fiscal)).rows.map(({ bucket, from, to, values }) => [bucket, from, to, values.messages]);
        expect(await buckets('year')).toEqual([['2024-03-01', '2025-02-28', '2025-02-28', 1], ['2025-03-01', '2025-03-01', '2026-02-28', 4], ['2026-03-01', '2026-03-01', '2026-11-22', 2]]);
        expect((await buckets('quarter')).map(([bucket, , , messages]) => [bucket, messages])).toEqual([
          ['2024-12-01', 1], ['2025-03-01', 1], ['2025-06-01', 0], ['2025-09-01', 1], ['2025-12-01', 2], ['2026-03-01', 1], ['2026-06-01', 0], ['2026-09-01', 1],
        ]);
        const toDate = async (range: Range) => {
          const { query, rows: [row] } = await ask({ metrics: ['messages'], range, grain: 'total', compare: 'previous' }, fiscal);
          const compared = row?.compared?.messages;
          return [query.from, row?.values.messages, compared?.from, compared?.to, compared?.value];
        };
        expect(await toDate('qtd')).toEqual(['2026-09-01', 1, '2026-06-01', '2026-08-22', 0]);
        expect(await toDate('ytd')).toEqual(['2026-03-01', 2, '2025-03-01', '2025-11-22', 1]);
      });

      test('a month that is longer than the one before it is compared with all of that', async () => {
        await send([said('2026-01-31'), said('2026-02-28'), said('2026-03-31')]);
        const { rows: [row] } = await ask({ metrics: ['messages'], range: 'mtd', grain: 'total', compare: 'previous' }, utc, instant('2026-04-01T12:00:00Z'));
        expect([row?.from, row?.to, row?.compared?.messages]).toMatchObject(['2026-03-01', '2026-03-31', { from: '2026-02-01', to: '2026-02-28', value: 1, change: { kind: 'same' } }]);
      });

      test.each([['monday', '2026-11-16', 2], ['sunday', '2026-11-22', 1], ['saturday', '2026-11-21', 2]] as const)('weeks that begin on %s', async (weekStart, last, messages) => {
        await send([said('2026-11-01'), said('2026-11-21'), said('2026-11-22')]);
        const { rows, contract } = await ask({ metrics: ['messages', 'activeUsers'], from: '2026-11-09', to: '2026-11-22', grain: 'week' }, organisationIn('UTC', { weekStart }));
        expect(contract.weekStart).toBe(weekStart);
        expect(rows.at(-1)).toMatchObject({ bucket: last, to: '2026-11-22', values: { messages, activeUsers: 1 } });
      });

      test('a weekday is compared with the one a week ago, a year with the same weekday 52 weeks ago', async () => {
        await send([said('2025-11-23', ada, { count: 20 }), said('2026-11-15', ada, { count: 10 }), said('2026-11-22', ada, { count: 30 })]);
        const compared = async (compare: 'weekday' | 'year') => (await ask({ metrics: ['messages'], from: '2026-11-22', to: '2026-11-22', compare })).rows[0]?.compared?.messages;
        expect(await compared('weekday')).toMatchObject({ from: '2026-11-15', value: 10, change: { kind: 'percent', percent: 200 } });
        expect(await compared('year')).toMatchObject({ from: '2025-11-23', value: 20, change: { kind: 'percent', percent: 50 } });
      });

      test('what a day that is not over is compared with stays unsaid, and so does a change from days without data', async () => {
        await send([said('2026-11-22'), said('2026-11-23')]);
        const { rows } = await ask({ metrics: ['messages'], from: '2026-11-22', to: '2026-11-23', compare: 'previous' });
        expect(rows.map(({ compared }) => compared?.messages?.change)).toEqual([{ kind: 'unavailable', reason: 'no-data' }, { kind: 'unavailable', reason: 'incomplete' }]);
      });
    });

    describe('the last complete day', () => {
      const importer = (source: string, feeds: Source['feeds']): { source: Source } => ({ source: { name: source, kind: 'import', feeds, run: 'one' } });
      const chats = importer('chats', { types: ['message.sent'], surfaces: ['chat'] });
      const costs = importer('costs', { types: ['spend'], surfaces: ['chat'] });

      test('is that of what is asked: spend that was imported up to the 10th ends there, also where chats go on', async () => {
        await send([said('2026-11-01'), said('2026-11-20')], chats);
        await send([spendLine('2026-11-01T12:00:00Z', ada, '1'), spendLine('2026-11-10T12:00:00Z', ada, '2')], costs);
        const ended = async (...metrics: MetricName[]) => {
          const { query, contract, rows: [row] } = await ask({ metrics, range: 'mtd', grain: 'total' });
          return [query.to, contract.completeThrough, row?.complete];
        };
        expect(await ended('spend')).toEqual(['2026-11-10', '2026-11-10', true]);
        expect(await ended('messages')).toEqual(['2026-11-20', '2026-11-20', true]);
        expect(await ended('spend', 'messages')).toEqual(['2026-11-20', '2026-11-20', false]);
      });

      test('is that of the numbers that somebody else counted, where nobody counts what is asked', async () => {
        await send([said('2026-11-01'), said('2026-11-20')], chats);
        await send([reported('spend', '18.5', '2026-11-01', '2026-11-10')], importer('vendor', { types: [], surfaces: ['chat'] }));
        const { query, rows: [row], contract } = await ask({ metrics: ['spend'], range: 'mtd', grain: 'total' });
        expect([query.to, contract.completeThrough, row?.values.spend, row?.complete]).toEqual(['2026-11-10', '2026-11-10', '18.5', true]);
        expect((await ask({ metrics: ['messages'], range: 'mtd', grain: 'total' })).contract.completeThrough).toBe('2026-11-20');
        await store.append(utc, directory('2026-11-01T00:00:00Z', [seatOf(ada)]));
        expect((await ask({ metrics: ['seats'], range: 'mtd', grain: 'total' })).contract.completeThrough).toBe('2026-11-20');
      });

      test('is yesterday where a source delivers live, and no import of files holds it back or moves it on', async () => {
        await send([said('2026-11-01')], chats);
        await send([said('2026-11-23', ben)], importer('today', null));
        await send([said('2026-11-02')]);
        expect((await ask({ metrics: ['messages'], range: '7d' })).contract.completeThrough).toBe('2026-11-22');
      });

      test('before anything arrived there is none, and no number', async () => {
        const { contract, rows } = await ask({ metrics: ['messages', 'seats', 'spend'], range: '7d', grain: 'total' });
        expect([contract.completeThrough, rows[0]?.values, rows[0]?.reasons]).toEqual([null, { messages: null, seats: null, spend: null }, { messages: 'no-data', seats: 'no-data', spend: 'no-data' }]);
      });

      test('spend of the last 30 days before it may still be revised, where a source goes on delivering', async () => {
        await send([spendLine('2026-11-01T12:00:00Z', ada, '1')], costs);
        expect((await ask({ metrics: ['spend'], range: '7d' })).contract.provisionalFrom).toBeNull();
        await send([said('2026-01-01')]);
        expect((await ask({ metrics: ['spend'], range: '7d' })).contract.provisionalFrom).toBe('2026-10-24');
        expect((await ask({ metrics: ['messages'], range: '7d' })).contract.provisionalFrom).toBeNull();
      });
    });

    describe('windows', () => {
      test('of 7 and 30 days see people of all of their days, and of no other', async () => {
        await send([said('2026-10-23', ben), said('2026-10-24', cleo), said('2026-11-15', ada), said('2026-11-16', ada), said('2026-01-01', bot), said('2026-11-22', nobody)]);
        const { rows } = await ask({ metrics: ['activeUsers', 'weeklyActiveUsers', 'monthlyActiveUsers'], from: '2026-11-21', to: '2026-11-23' });
        expect(rows.map(({ values }) => [values.activeUsers, values.weeklyActiveUsers, values.monthlyActiveUsers])).toEqual([[0, 1, 3], [0, 1, 2], [0, 0, 1]]);
      });

      test('count people in the groups that they had on the day of what they did', async () => {
        await store.append(utc, directory('2026-11-01T00:00:00Z', [seatOf(ada, { department: 'Sales' }), seatOf(ben, { department: 'Sales' })]));
        await store.append(utc, directory('2026-11-19T00:00:00Z', [seatOf(ada, { department: 'Legal' }), seatOf(ben, { department: 'Sales' })]));
        await send([said('2026-11-18'), said('2026-11-20'), said('2026-11-20', ben), said('2026-10-31', cleo)]);
        const query = { metrics: ['weeklyActiveUsers', 'seats', 'utilisation'], from: '2026-11-22', to: '2026-11-22', by: 'department' } as const;
        expect(await keyed(query)).toEqual([['2026-11-22', 'Sales', 2, 1, 2], ['2026-11-22', 'Legal', 1, 1, 1]]);
        expect((await ask({ ...query, where: [{ dimension: 'department', key: 'Legal' }] })).rows.map(({ values }) => values.weeklyActiveUsers)).toEqual([1]);
        // Within the window of the 24th only what happened on the 18th is Sales for Ada; by the 25th it is out of it.
        const later = await ask({ metrics: ['weeklyActiveUsers'], from: '2026-11-24', to: '2026-11-25', where: [{ dimension: 'department', key: 'Sales' }] }, utc, instant('2026-11-26T12:00:00Z'));
        expect(later.rows.map(({ values }) => values.weeklyActiveUsers)).toEqual([2, 1]);
      });

      test('and levels of a bucket that is cut are those of its last day inside the range', async () => {
        await store.append(utc, directory('2026-10-01T00:00:00Z', [seatOf(ada), seatOf(ben)]));
        await store.append(utc, directory('2026-11-23T00:00:00Z', [seatOf(ada)]));
        await send([said('2026-10-01'), said('2026-10-20', ben), said('2026-10-31', cleo), said('2026-11-20', ada), said('2026-11-20', cleo)]);
        const { rows } = await ask({ metrics: ['weeklyActiveUsers', 'seats', 'utilisation', 'activeUsers'], from: '2026-10-15', to: '2026-11-22', grain: 'month' });
        expect(rows.map(({ bucket, from, to, values }) => [bucket, from, to, values])).toEqual([
          ['2026-10-01', '2026-10-15', '2026-10-31', { weeklyActiveUsers: 1, seats: 2, utilisation: 0.5, activeUsers: 2 }],
          ['2026-11-01', '2026-11-01', '2026-11-22', { weeklyActiveUsers: 2, seats: 2, utilisation: 1, activeUsers: 2 }],
        ]);
      });

      test('a level needs a directory at the end of the bucket alone; nobody else’s number goes before it', async () => {
        await store.append(utc, directory('2026-10-20T00:00:00Z', [seatOf(ada), seatOf(ben)]));
        await send([said('2026-10-01'), reported('seats', '999', '2026-10-01', '2026-10-31'), reported('seats', '400', '2026-10-01', '2026-10-10')]);
        const level = async (to: string) => (await ask({ metrics: ['seats'], from: '2026-10-01', to, grain: 'total' })).rows.map(({ values, complete, authority }) => [values.seats, complete, authority?.seats]);
        expect(await level('2026-10-31')).toEqual([[2, false, undefined]]);
        expect(await level('2026-10-10')).toEqual([[400, true, 'reported']]);
      });

      test('above 100 % it is said how many active people have no seat at the end of the day', async () => {
        await store.append(utc, directory('2026-11-01T00:00:00Z', [seatOf(ada, { department: 'Sales' }), seatOf(ben, { status: 'suspended' }), seatOf(person('d@nordwind.example'), { department: 'Sales' })]));
        await store.append(utc, directory('2026-11-22T20:00:00Z', [seatOf(ada, { seat: null, department: 'Sales' }), seatOf(cleo)]));
        await send([said('2026-10-01'), said('2026-11-17', ada), said('2026-11-18', ada), said('2026-11-18', ben), said('2026-11-19', cleo), said('2026-11-19', bot), said('2026-11-19', nobody)]);
        const days = { from: '2026-11-18', to: '2026-11-22' };
        const { rows } = await ask({ metrics: ['utilisation', 'activeWithoutSeat'], ...days });
        expect(rows.map(({ values, beyond }) => [values.utilisation, values.activeWithoutSeat, beyond])).toEqual([
          [1, 1, undefined], [1.5, 2, { utilisation: { activeWithoutSeat: 2 } }], [1.5, 2, { utilisation: { activeWithoutSeat: 2 } }], [1.5, 2, { utilisation: { activeWithoutSeat: 2 } }],
          [3, 2, { utilisation: { activeWithoutSeat: 2 } }],
        ]);
        // Asked alone, a share above the whole brings it along; split, each its own.
        const split = await ask({ metrics: ['utilisation'], ...days, from: days.to, by: 'department' });
        expect(split.rows.map(({ key, values, beyond }) => [key, values.utilisation, beyond])).toEqual([['@unattributed', 2, { utilisation: { activeWithoutSeat: 1 } }]]);
        expect(await keyed({ metrics: ['activeWithoutSeat'], ...days, from: days.to, by: 'person' })).toEqual(expect.arrayContaining([['2026-11-22', 'ada@nordwind.example', 1], ['2026-11-22', 'ben@nordwind.example', 1]]));
      });

      test('how many have no seat is not known where a directory knows its totals alone, or nothing', async () => {
        await store.append(utc, directory('2026-11-20T00:00:00Z', null, { totals: { purchased: null, assigned: 1, pendingInvites: null } }));
        await send([said('2026-11-01'), said('2026-11-19', ada), said('2026-11-19', ben)]);
        const { rows } = await ask({ metrics: ['utilisation', 'activeWithoutSeat', 'weeklyActiveUsers'], from: '2026-11-19', to: '2026-11-20' });
        expect(rows).toMatchObject([
          { values: { utilisation: null, activeWithoutSeat: null, weeklyActiveUsers: 2 }, reasons: { activeWithoutSeat: 'no-data' } },
          { values: { utilisation: 2, activeWithoutSeat: null, weeklyActiveUsers: 2 }, reasons: { activeWithoutSeat: 'no-data' }, beyond: { utilisation: { activeWithoutSeat: null } } },
        ]);
      });

      test('no seats leave nothing to divide by', async () => {
        await store.append(utc, directory('2026-11-01T00:00:00Z', [seatOf(ada, { seat: null })]));
        await send([said('2026-11-01'), said('2026-11-20')]);
        const { rows: [row] } = await ask({ metrics: ['utilisation', 'messagesPerChat'], from: '2026-11-22', to: '2026-11-22' });
        expect(row).toMatchObject({ values: { utilisation: null, messagesPerChat: null }, reasons: { utilisation: 'not-applicable', messagesPerChat: 'not-applicable' }, complete: true });
      });
    });

    describe('rankings', () => {
      test('equal values stand in the order of their keys, the same keys in every bucket, and zero does not rank', async () => {
        const spent = (day: string, model: string, amount: string) => spendLine(`${day}T12:00:00Z`, ada, amount, { model });
        await send([spent('2026-11-20', 'b', '5'), spent('2026-11-21', 'a', '5'), spent('2026-11-20', 'Z', '5'), spent('2026-11-20', 'zero', '0'), spent('2026-11-20', 'refunded', '4'), spent('2026-11-21', 'refunded', '-4'), spent('2026-11-21', 'd', '1')]);
        const days = { from: '2026-11-20', to: '2026-11-21' };
        expect(await keyed({ metrics: ['spend'], ...days, by: 'model', top: 2 })).toEqual([
          ['2026-11-20', 'Z', '5'], ['2026-11-20', 'a', '0'], ['2026-11-20', '@other', '9'], ['2026-11-21', 'Z', '0'], ['2026-11-21', 'a', '5'], ['2026-11-21', '@other', '-3'],
        ]);
        expect((await keyed({ metrics: ['spend'], ...days, by: 'model', top: 10 })).filter(([bucket]) => bucket === days.from)).toEqual([
          ['2026-11-20', 'Z', '5'], ['2026-11-20', 'a', '0'], ['2026-11-20', 'b', '5'], ['2026-11-20', 'd', '0'], ['2026-11-20', '@other', '4'],
        ]);
        expect(await keyed({ metrics: ['spend'], ...days, grain: 'total', by: 'model', top: 10 })).toEqual([['2026-11-20', 'Z', '5'], ['2026-11-20', 'a', '5'], ['2026-11-20', 'b', '5'], ['2026-11-20', 'd', '1']]);
      });

      test('what is not known does not rank', async () => {
        await send([personDay('2026-11-20', ada, { chats: 9 }), personDay('2026-11-21', ada, { chats: 9 }), personDay('2026-11-20', ben, { chats: 1 })], { source: { name: 'vendor', kind: 'import', feeds: { types: [], surfaces: ['chat'], dayCounts: ['chats'] }, run: 'one' } });
        expect(await keyed({ metrics: ['chats'], from: '2026-11-20', to: '2026-11-21', grain: 'total', by: 'person', top: 1 })).toEqual([]);
        expect(await keyed({ metrics: ['chats'], from: '2026-11-20', to: '2026-11-20', by: 'person', top: 1 })).toEqual([['2026-11-20', 'ada@nordwind.example', 9], ['2026-11-20', '@other', null]]);
      });

      test('a service is one by person and membership, and whatever it used by everything else', async () => {
        await send([said('2026-11-20', bot, { model: 'opus', project: 'p' }), said('2026-11-20', nobody, { chat: 'c' }), said('2026-11-20', ada, { model: 'opus' })]);
        const by = async (dimension: NonNullable<ReportQuery['by']>) => (await keyed({ metrics: ['messages'], from: '2026-11-20', to: '2026-11-20', by: dimension })).map(([, key, value]) => [key, value]);
        expect(await by('person')).toEqual([['ada@nordwind.example', 1], ['@unattributed', 1], ['@service', 1]]);
        for (const dimension of ['group', 'department', 'costCentre'] as const) expect(await by(dimension)).toEqual([['@unattributed', 2], ['@service', 1]]);
        expect(await by('model')).toEqual([['opus', 2], ['@unattributed', 1]]);
        expect(await by('project')).toEqual([['p', 1], ['@unattributed', 2]]);
        const where = [{ dimension: 'person', key: '@service' }] as const;
        expect((await ask({ metrics: ['messages'], from: '2026-11-20', to: '2026-11-20', where })).rows[0]?.values.messages).toBe(1);
      });
    });

    describe('what is counted', () => {
      test('projects that a message was sent in or that were used otherwise; creating one is not using it', async () => {
        const project = (type: 'project.created' | 'project.used', id: string, who = ada) => said('2026-11-20', who, { type, chat: null, project: id });
        await send([said('2026-11-20', ada, { project: 'p1' }), project('project.used', 'p1'), project('project.used', 'p2', ben), project('project.created', 'p3'), project('project.created', 'p4'), project('project.created', 'p4', ben)]);
        const { rows: [row] } = await ask({ metrics: ['projectsUsed', 'projectsCreated', 'projectCreators', 'activeUsers'], from: '2026-11-20', to: '2026-11-20' });
        expect(row?.values).toEqual({ projectsUsed: 2, projectsCreated: 2, projectCreators: 2, activeUsers: 2 });
      });

      test('artifacts and who made them, coding apart from chats, and no person where a service did it', async () => {
        const artifact = (id: string, who: Parameters<typeof said>[1]) => said('2026-11-20', who, { type: 'artifact.created', chat: null, artifact: id });
        await send([artifact('a1', ada), artifact('a1', ada), artifact('a2', bot), said('2026-11-20', ben, { surface: 'code', chat: 's1', count: 4 }), said('2026-11-20', ben, { surface: 'cowork', chat: 's2' })]);
        const { rows: [row] } = await ask({ metrics: ['artifactsCreated', 'artifactCreators', 'codingSessions', 'codingPrompts', 'chats', 'messages', 'activeUsers'], from: '2026-11-20', to: '2026-11-20' });
        expect(row?.values).toEqual({ artifactsCreated: 2, artifactCreators: 1, codingSessions: 1, codingPrompts: 4, chats: 0, messages: 0, activeUsers: 2 });
      });

      test('a connector under one name, however it is composed, spaced and written', async () => {
        const use = (connector: string) => said('2026-11-20', ada, { type: 'connector.used', chat: null, connector });
        await send([use('Café'), use('CAFE\u0301'), use('  café '), use('cafe')]);
        expect(await keyed({ metrics: ['connectorCalls'], from: '2026-11-20', to: '2026-11-20', by: 'connector' })).toEqual([['2026-11-20', 'café', 3], ['2026-11-20', 'cafe', 1]]);
      });

      test('any of the keys of one dimension, and all of the dimensions', async () => {
        await send([said('2026-11-20', ada, { model: 'opus', project: 'p' }), said('2026-11-20', ada, { model: 'haiku', project: 'p' }), said('2026-11-20', ada, { model: 'sonnet', project: 'p' }), said('2026-11-20', ada, { model: 'opus', project: 'q' })]);
        const where = [{ dimension: 'model', key: 'opus' }, { dimension: 'model', key: 'haiku' }, { dimension: 'project', key: 'p' }] as const;
        expect((await ask({ metrics: ['messages'], from: '2026-11-20', to: '2026-11-20', where })).rows[0]?.values.messages).toBe(2);
      });

      test('a line of cost on its day where it lies within one, and in no single day where it crosses midnight', async () => {
        const hours = (from: string, to: string, amount: string, surface: 'chat' | 'code') => spendLine(from, ada, amount, { to: instant(to), surface });
        await send([spendLine('2026-11-16T12:00:00Z', ada, '0'), hours('2026-11-20T08:00:00Z', '2026-11-20T22:00:00Z', '1', 'chat'), hours('2026-11-20T22:00:00Z', '2026-11-21T01:00:00Z', '2', 'code')]);
        const spent = async (zone: string, grain: 'day' | 'week') => (await ask({ metrics: ['spend'], from: '2026-11-20', to: '2026-11-21', grain }, organisationIn(zone))).rows.map(({ values, complete }) => [values.spend, complete]);
        expect(await spent('UTC', 'day')).toEqual([['1', false], ['0', false]]);
        expect(await spent('UTC', 'week')).toEqual([['3', true]]);
        expect(await spent('Europe/Berlin', 'day')).toEqual([['1', false], ['0', false]]);
        expect(await spent('Asia/Tokyo', 'day')).toEqual([['0', false], ['2', false]]);
      });

      test('list prices, where a line has none its net amount; tokens of the same lines; off, only money is', async () => {
        const line = (amount: string, changes: Parameters<typeof spendLine>[3]) => spendLine('2026-11-20T12:00:00Z', ada, amount, changes);
        await send([
          line('10', { basis: 'billed', listAmount: 12_000_000_000n, credits: 2_000_000_000n, inputTokens: 100, outputTokens: 10, cacheReadTokens: 7, cacheWriteTokens: 3 }),
          line('5', { basis: 'billed', inputTokens: 1 }), line('99', { basis: 'computed', inputTokens: 900 }), line('20', { basis: 'billed', costType: 'seat', inputTokens: 50 }),
        ]);
        const metrics = ['spend', 'listSpend', 'requests', 'inputTokens', 'outputTokens', 'cacheReadTokens', 'cacheWriteTokens'] as const;
        const day = { from: '2026-11-20', to: '2026-11-20' };
        const { rows: [row] } = await ask({ metrics, ...day });
        expect(row?.values).toEqual({ spend: '15', listSpend: '17', requests: 2, inputTokens: 101, outputTokens: 10, cacheReadTokens: 7, cacheWriteTokens: 3 });
        const { rows: [off] } = await ask({ metrics, ...day }, organisationIn('UTC', { extraUsage: false }));
        expect(off).toMatchObject({ values: { spend: null, listSpend: null, requests: 2, inputTokens: 101 }, reasons: { spend: 'off', listSpend: 'off' } });
        expect(off?.reasons.requests).toBeUndefined();
      });

      test('by model and by person spend adds up to the total, with what has neither', async () => {
        const spent = (who: Parameters<typeof spendLine>[1], amount: string, model: string | null) => spendLine('2026-11-20T12:00:00Z', who, amount, { model });
        await send([spent(ada, '1.000000001', 'opus'), spent(bot, '2', 'opus'), spent(nobody, '4', null), spent(ben, '8', 'haiku')]);
        const day = { from: '2026-11-20', to: '2026-11-20' };
        expect(await keyed({ metrics: ['spend'], ...day, by: 'model' })).toEqual([['2026-11-20', 'haiku', '8'], ['2026-11-20', 'opus', '3.000000001'], ['2026-11-20', '@unattributed', '4']]);
        expect(await keyed({ metrics: ['spend'], ...day, by: 'person' })).toEqual([['2026-11-20', 'ben@nordwind.example', '8'], ['2026-11-20', 'ada@nordwind.example', '1.000000001'], ['2026-11-20', '@unattributed', '4'], ['2026-11-20', '@service', '2']]);
        expect(await keyed({ metrics: ['spend'], ...day })).toEqual([['2026-11-20', null, '15.000000001']]);
      });
    });
  });
}
