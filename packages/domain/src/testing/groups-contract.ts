import { beforeEach, describe, expect, test } from 'vitest';
import { metrics, type MetricName } from '../metrics.js';
import type { Aggregate } from '../measures.js';
import { readerWithRole, type Reader } from '../permissions.js';
import type { ReportQuery } from '../query.js';
import { report } from '../report.js';
import type { UsageStore } from '../store.js';
import { activity, directory, events, organisationIn, person, personDay, receivedAt, reported, seatOf, spendLine } from './examples.js';

const people = Array.from({ length: 30 }, (_, at) => person(`p${at}@nordwind.example`, { name: `Pia Nr ${at}` }));
const someone = (at: number) => people[at] ?? expect.fail();

/** What every store must tell of who is behind numbers, and what a report makes of it. */
export function groupsContract(name: string, open: () => Promise<UsageStore> | UsageStore): void {
  describe(`${name}: the people behind numbers`, () => {
    const pseudonymous = organisationIn('UTC', { names: 'pseudonyms' });
    const utc = organisationIn('UTC');
    const day = { from: '2026-01-05', to: '2026-01-05' };
    const week = { from: '2026-01-05', to: '2026-01-11' };
    let store: UsageStore;
    beforeEach(async () => {
      store = await open();
    });

    const behind = async (aggregate: Aggregate, more: { readonly periods?: readonly { from: string; to: string }[]; readonly by?: 'model' | 'surface' } = {}) => {
      const fact = aggregate.kind === 'trailing' ? aggregate.of.fact : aggregate.fact;
      const found = await store.contributions({ organisation: utc, fact, aggregates: [aggregate], periods: more.periods ?? [day], by: more.by ?? null });
      return Object.fromEntries(found.map(({ period, key, people: who }) => [`${period} ${key ?? ''}`.trim(), new Set(who).size]));
    };
    const measure = (metric: Exclude<MetricName, 'utilisation' | 'messagesPerChat'>): Aggregate => metrics[metric].measure;

    test('are those whose facts a number counts, each once; services and nobody known are nobody', async () => {
      await store.append(utc, events([
        activity('2026-01-05T09:00:00Z', someone(0), { model: 'opus' }), activity('2026-01-05T10:00:00Z', someone(0), { model: 'haiku' }), activity('2026-01-05T10:00:00Z', someone(1), { model: 'haiku', surface: 'code' }),
        activity('2026-01-04T10:00:00Z', someone(2)), activity('2026-01-05T10:00:00Z', someone(3), { count: 0 }),
        activity('2026-01-05T09:00:00Z', { kind: 'service', name: 'bot' }), activity('2026-01-05T09:00:00Z', { kind: 'nobody' }),
        activity('2026-01-05T09:00:00Z', someone(4), { type: 'connector.used', chat: null, connector: 'github' }),
      ]));
      expect(await behind(measure('activeUsers'))).toEqual({ 0: 4 });
      // Nought messages are nobody's.
      expect(await behind(measure('messages'))).toEqual({ 0: 1 });
      expect(await behind(measure('codingPrompts'))).toEqual({ 0: 1 });
      expect(await behind(measure('messages'), { by: 'model' })).toEqual({ '0 opus': 1, '0 haiku': 1 });
      expect(await behind(measure('weeklyActiveUsers'))).toEqual({ 0: 5 });
      expect(await behind(measure('connectorCalls'), { periods: [week, { from: '2026-01-06', to: '2026-01-11' }] })).toEqual({ 0: 1 });
    });

    test('of spend are those whose lines count, of the best basis of each day', async () => {
      await store.append(utc, events([
        spendLine('2026-01-05T09:00:00Z', someone(0), '1.5', { basis: 'billed', model: 'opus' }), spendLine('2026-01-05T09:00:00Z', someone(1), '2', { basis: 'computed' }),
        spendLine('2026-01-06T09:00:00Z', someone(1), '2', { basis: 'computed' }), spendLine('2026-01-06T09:00:00Z', someone(2), '0', { basis: 'computed', requests: 3 }),
      ]));
      expect(await behind(measure('spend'), { periods: [day, week] })).toEqual({ 0: 1, 1: 2 });
      expect(await behind(measure('requests'), { periods: [day, week] })).toEqual({ 0: 1, 1: 3 });
      expect(await behind(measure('spend'), { by: 'model' })).toEqual({ '0 opus': 1 });
    });

    test('of days that a vendor counted, of seats and of invites are those who have them', async () => {
      await store.append(utc, events([personDay('2026-01-05', someone(0), { messages: 3 }), personDay('2026-01-05', someone(1), { messages: 0, chats: 1 })], { source: { name: 'vendor', kind: 'import', feeds: { types: [], surfaces: ['chat'], dayCounts: ['messages', 'chats'] }, run: 'one' } }));
      await store.append(utc, directory('2026-01-01T00:00:00Z', [seatOf(someone(0)), seatOf(someone(5)), seatOf(someone(6), { seat: null }), seatOf(someone(7), { status: 'invited', seat: null })]));
      expect(await behind(measure('messages'))).toEqual({ 0: 1 });
      expect(await behind(measure('chats'))).toEqual({ 0: 1 });
      expect(await behind(measure('activeUsers'))).toEqual({ 0: 2 });
      expect(await behind(measure('seats'))).toEqual({ 0: 2 });
      expect(await behind(measure('pendingInvites'))).toEqual({ 0: 1 });
      // Whoever has a seat is not without one.
      expect(await behind(measure('activeWithoutSeat'))).toEqual({ 0: 1 });
    });

    test('belong to what the directory of each day says, in stretches in which nothing of it changes', async () => {
      await store.append(utc, directory('2026-01-01T00:00:00Z', [seatOf(someone(0), { groups: ['b', 'a', 'b'], department: 'sales' }), seatOf(someone(1), { status: 'removed', costCentre: '7' })]));
      await store.append(utc, directory('2026-01-07T10:00:00Z', [seatOf(someone(0), { groups: ['b', 'a'], department: 'law' })]));
      const found = (await store.memberships(utc, week)).map(({ person: _person, groups, ...segment }) => ({ ...segment, groups: groups.toSorted() }));
      expect(found.toSorted((a, b) => a.days.from.localeCompare(b.days.from) || (a.department ?? '').localeCompare(b.department ?? ''))).toEqual([
        { days: { from: '2026-01-05', to: '2026-01-06' }, isListed: false, groups: [], department: null, costCentre: '7' },
        { days: { from: '2026-01-05', to: '2026-01-06' }, isListed: true, groups: ['a', 'b'], department: 'sales', costCentre: null },
        { days: { from: '2026-01-07', to: '2026-01-11' }, isListed: true, groups: ['a', 'b'], department: 'law', costCentre: null },
      ]);
    });

    describe('numbers of groups', () => {
      const departments = ['sales', 'law', 'care'];
      /** Ten in each of three departments. In sales two are active, in law six, in care nobody; everybody has a seat. */
      beforeEach(async () => {
        await store.append(pseudonymous, directory('2026-01-01T00:00:00Z', people.map((who, at) => seatOf(who, { department: departments[at % 3] ?? null, groups: at < 2 ? ['board'] : at < 12 ? ['pilot'] : [] }))));
        await store.append(pseudonymous, events([0, 3, 1, 4, 7, 10, 13, 16].map((at) => activity('2026-01-05T09:00:00Z', someone(at), { model: at < 4 ? 'opus' : 'haiku', chat: `c${at}` }))));
      });
      const owner = readerWithRole(pseudonymous, 'owner');
      const ask = (query: Partial<ReportQuery>, reader: Reader = owner) => report(reader, store, { metrics: ['messages'], ...day, ...query } as ReportQuery, receivedAt);
      const shown = async (query: Partial<ReportQuery>, reader: Reader = owner) => (await ask(query, reader)).rows.map((row) => [row.key, row.values.messages ?? row.reasons.messages]);

      test('are hidden where too few people are behind them, and so is what would give them away', async () => {
        // Law is told by nobody of care, who are nought, and everybody.
        expect(await shown({ by: 'department' })).toEqual([['care', 0], ['law', 'hidden'], ['sales', 'hidden'], ['@unattributed', 'hidden']]);
        expect(await shown({ where: [{ dimension: 'department', key: 'sales' }] })).toEqual([[null, 'hidden']]);
        expect(await shown({ where: [{ dimension: 'department', key: 'care' }] })).toEqual([[null, 0]]);
        expect(await shown({})).toEqual([[null, 8]]);
        expect((await ask({ by: 'department' })).contract.suppression).toEqual({ minimumGroupSize: 5 });
        expect((await ask({ by: 'model' })).contract.suppression).toBeNull();
        // Whether its days are known is said of a hidden number, too.
        expect((await ask({ by: 'department' })).rows.every(({ complete }) => complete)).toBe(true);
      });

      test('of a group of too few, or of one that there is not, are hidden whatever they are', async () => {
        expect(await shown({ where: [{ dimension: 'group', key: 'board' }] })).toEqual([[null, 'hidden']]);
        expect(await shown({ where: [{ dimension: 'group', key: 'nowhere' }] })).toEqual([[null, 'hidden']]);
      });

      test('hide a ratio with its parts, what is compared, and what ranks', async () => {
        const { rows: [row] } = await ask({ metrics: ['messagesPerChat', 'utilisation', 'seats'], where: [{ dimension: 'department', key: 'sales' }], compare: 'previous' });
        expect(row).toMatchObject({
          values: { messagesPerChat: null, utilisation: null, seats: 10 }, reasons: { messagesPerChat: 'hidden', utilisation: 'hidden' }, operands: { messagesPerChat: { messages: null, chats: null }, utilisation: { weeklyActiveUsers: null, seats: 10 } },
          compared: { messagesPerChat: { value: null, change: { kind: 'unavailable', reason: 'hidden' } } },
        });
        expect(await shown({ by: 'department', top: 1 })).toEqual([['@other', 'hidden'], ['@unattributed', 'hidden']]);
      });

      test('are split inside of a group over the whole range, with the rows that everybody has', async () => {
        const ofLaw: Partial<ReportQuery> = { by: 'model', where: [{ dimension: 'department', key: 'law' }], metrics: ['activeUsers', 'seats'] };
        await expect(ask({ ...ofLaw, metrics: ['messages'] })).resolves.toMatchObject({ rows: [{ key: 'haiku', values: { messages: null } }, { key: 'opus', values: { messages: null } }] });
        await expect(ask({ ...ofLaw, metrics: ['messages'], from: '2026-01-04' })).rejects.toThrow('Inside of a group numbers are split by model over the whole range alone; ask with grain total.');
      });

      test('are of one group, without a person or a second filter beside it', async () => {
        const group = { dimension: 'group', key: 'pilot' } as const;
        await expect(ask({ by: 'person', where: [group] })).rejects.toThrow('A report names one group, department or cost centre, and no person beside it; this one narrows people by group and person.');
        await expect(ask({ where: [group, { dimension: 'group', key: 'board' }] })).rejects.toThrow('narrows people by group and group');
        await expect(ask({ where: [group, { dimension: 'model', key: 'opus' }] })).rejects.toThrow('Numbers of a group cannot be filtered by model as well; split them by it.');
        await expect(ask({ where: [group], metrics: ['activeUsers'], grain: 'week', from: '2024-01-01' })).rejects.toThrow('Numbers of groups are told by week for at most 400 days');
      });

      test('that somebody else has counted are hidden, since nobody says of how many people they are', async () => {
        await store.append(pseudonymous, events([reported('messages', '700', '2025-01-06', '2025-01-06', { dimensions: { department: 'law' } })]));
        expect(await shown({ where: [{ dimension: 'department', key: 'law' }], from: '2025-01-06', to: '2025-01-06' })).toEqual([[null, 'hidden']]);
      });

      test('are told as they are where people are named to whoever may see people, and to nobody else', async () => {
        const named = { ...pseudonymous, names: 'full' as const };
        expect(await shown({ by: 'department' }, readerWithRole(named, 'owner'))).toEqual([['law', 6], ['sales', 2]]);
        const token: Reader = { ...readerWithRole(named, 'owner'), permissions: new Set(['view:usage', 'view:spend']) };
        expect(await shown({ where: [{ dimension: 'department', key: 'sales' }] }, token)).toEqual([[null, 'hidden']]);
        await expect(ask({ by: 'person' }, token)).rejects.toMatchObject({ kind: 'not-permitted' });
      });

      test('of a person are hidden, and people are told apart by what stands for them', async () => {
        const labels = async (reader: Reader) => new Set((await ask({ by: 'person' }, reader)).rows.map(({ label, person: named }) => [label, named?.email ?? null].join(' ').trim()));
        const { rows } = await ask({ by: 'person' });
        expect(rows.map(({ label, person: named }) => [/^Person [0-9A-F]{6}$/.test(label ?? ''), named])).toEqual(rows.map(() => [true, undefined]));
        expect(await labels(readerWithRole({ ...pseudonymous, names: 'initials' }, 'owner'))).toEqual(new Set(['P. N.']));
        const first = rows[0]?.key ?? expect.fail();
        expect([...(await labels({ ...owner, unmasked: new Set([first]) }))].filter((label) => label.startsWith('Pia'))).toHaveLength(1);
        expect(await shown({ where: [{ dimension: 'person', key: first }] })).toEqual([[null, 'hidden']]);
        await expect(ask({ by: 'person' }, readerWithRole({ ...pseudonymous, names: 'off' }, 'owner'))).rejects.toThrow('Numbers by person are switched off for this organisation.');
      });
    });
  });
}
