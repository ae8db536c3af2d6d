import { beforeEach, describe, expect, test } from 'vitest';
import type { ActivityType } from '../facts.js';
import type { MetricName } from '../metrics.js';
import { readerWithRole } from '../permissions.js';
import type { ReportQuery } from '../query.js';
import { report } from '../report.js';
import type { Source, UsageStore } from '../store.js';
import { activity, events, organisationIn, person, personDay, receivedAt, spendLine } from './examples.js';

const ada = person('ada@nordwind.example');
const ben = person('ben@nordwind.example');

const importer = (name: string, types: readonly ActivityType[], more: Partial<NonNullable<Source['feeds']>> = {}): Source => ({ name, kind: 'import', feeds: { types, surfaces: ['chat'], ...more }, run: 'one' });
const archive = importer('claude-export', ['message.sent', 'project.created']);
const auditLog = importer('claude-admin', ['project.created', 'connector.used']);
const live = (name: string): Source => ({ name, kind: 'live', feeds: null, run: '' });

const said = (at: string, who: typeof ada, project: string | null = null) => activity(at, who, { chat: 'c', project });
const created = (at: string, who: typeof ada, project: string) => activity(at, who, { type: 'project.created', chat: null, project });
const connected = (at: string, who: typeof ada) => activity(at, who, { type: 'connector.used', chat: null, connector: 'github' });

/** What every store must do with two sources that tell of the same things. */
export function doorsContract(name: string, open: () => Promise<UsageStore> | UsageStore): void {
  describe(`${name}: doors onto one system`, () => {
    const utc = organisationIn('UTC');
    let store: UsageStore;
    beforeEach(async () => {
      store = await open();
    });

    const send = async (source: Source, ...items: Parameters<typeof events>[0][number][]) => void (await store.append(utc, events(items, { source })));
    const ask = (query: ReportQuery, sourceOrder: readonly string[] = []) => report(readerWithRole({ ...utc, sourceOrder }, 'owner'), store, query, receivedAt);
    const series = async (metric: MetricName, from: string, to: string, more: Partial<ReportQuery> = {}, sourceOrder: readonly string[] = []) =>
      (await ask({ metrics: [metric], from, to, ...more }, sourceOrder)).rows.map((row) => row.values[metric]);
    const total = { grain: 'total' } as const;

    /** The archive speaks of the 5th and 6th, the log of the 5th to the 8th; on the days of both they say the same. */
    const both = async () => {
      await send(archive, created('2026-01-05T09:00:00Z', ada, 'p1'), said('2026-01-06T09:00:00Z', ada, 'p1'), created('2026-01-06T10:00:00Z', ada, 'p2'));
      await send(auditLog, created('2026-01-05T09:00:00Z', ada, 'p1'), created('2026-01-06T10:00:00Z', ada, 'p2'), created('2026-01-07T10:00:00Z', ben, 'p3'), created('2026-01-08T10:00:00Z', ben, 'p2'));
    };

    test('the archive of claude.ai and the audit log beside it are not added on days that both cover', async () => {
      await both();
      expect(await series('projectsCreated', '2026-01-05', '2026-01-08')).toEqual([1, 1, 1, 1]);
      expect(await series('projectCreators', '2026-01-05', '2026-01-08')).toEqual([1, 1, 1, 1]);
    });

    test('name things alike: one that both tell of on different days is one', async () => {
      await both();
      expect(await series('projectsCreated', '2026-01-05', '2026-01-08', total)).toEqual([3]);
      await send(live('elsewhere'), created('2026-01-08T10:00:00Z', ben, 'p2'));
      expect(await series('projectsCreated', '2026-01-05', '2026-01-08', total)).toEqual([4]);
    });

    test('tell everything that the one before them cannot', async () => {
      await both();
      await send(auditLog, connected('2026-01-05T09:00:00Z', ben));
      expect(await series('connectorCalls', '2026-01-05', '2026-01-06')).toEqual([1, 0]);
      expect(await series('activeUsers', '2026-01-05', '2026-01-06')).toEqual([2, 1]);
    });

    test('give way to nobody who only covers other surfaces', async () => {
      await both();
      await send(importer('claude-admin', ['project.created'], { surfaces: ['cowork'] }), { ...created('2026-01-06T10:00:00Z', ada, 'p9'), surface: 'cowork' });
      expect(await series('projectsCreated', '2026-01-06', '2026-01-06')).toEqual([2]);
    });

    test('days are the organisation’s: what one covers in one zone it may not in another', async () => {
      await send(archive, created('2026-01-05T12:00:00Z', ada, 'p1'));
      await send(auditLog, created('2026-01-05T23:30:00Z', ben, 'p2'));
      expect(await series('projectsCreated', '2026-01-05', '2026-01-06', total)).toEqual([1]);
      const berlin = readerWithRole(organisationIn('Europe/Berlin'), 'owner');
      expect((await report(berlin, store, { metrics: ['projectsCreated'], from: '2026-01-05', to: '2026-01-06' }, receivedAt)).rows.map(({ values }) => values.projectsCreated)).toEqual([1, 1]);
    });

    test('are only those that are known or pinned: two systems add up', async () => {
      for (const source of [live('gateway'), live('app')]) await send(source, said('2026-01-05T09:00:00Z', ada));
      expect(await series('messages', '2026-01-05', '2026-01-05')).toEqual([2]);
      expect(await series('chats', '2026-01-05', '2026-01-05')).toEqual([2]);
      expect(await series('messages', '2026-01-05', '2026-01-05', {}, ['gateway', 'app'])).toEqual([1]);
      expect((await ask({ metrics: ['messages'], from: '2026-01-05', to: '2026-01-05' })).contract.systems).toBeUndefined();
    });

    test('are believed in the order that the organisation pinned, and what is known of others comes after', async () => {
      await send(live('gateway'), said('2026-01-06T09:00:00Z', ada, 'p1'), said('2026-01-06T09:01:00Z', ada, 'p1'));
      await both();
      expect(await series('messages', '2026-01-05', '2026-01-06', {}, ['claude-export', 'gateway'])).toEqual([0, 1]);
      expect(await series('messages', '2026-01-05', '2026-01-06', {}, ['gateway', 'claude-export'])).toEqual([0, 2]);
      expect((await ask({ metrics: ['projectsCreated'], from: '2026-01-05', to: '2026-01-06' }, ['gateway', 'claude-export'])).contract.systems).toEqual([{ order: ['gateway', 'claude-export', 'claude-admin'], isPinned: true }]);
    });

    test('which have not said what they tell are believed on the days on which they told it, and silence nobody else', async () => {
      await both();
      await send(live('gateway'), said('2026-01-05T09:00:00Z', ben), said('2026-01-06T09:00:00Z', ben), { ...said('2026-01-06T09:00:00Z', ben), surface: 'cowork' });
      const order = ['gateway', 'claude-export'];
      await send(archive, said('2026-01-07T09:00:00Z', ada), said('2026-01-07T09:01:00Z', ada), said('2026-01-06T09:05:00Z', ada));
      expect(await series('messages', '2026-01-05', '2026-01-07', {}, order)).toEqual([1, 1, 2]);
      // It hears of no project, and of no surface but one and a half.
      expect(await series('projectsCreated', '2026-01-05', '2026-01-08', {}, order)).toEqual([1, 1, 0, 1]);
      expect(await series('activeUsers', '2026-01-05', '2026-01-07', {}, order)).toEqual([2, 2, 1]);
      const counts: Source = { name: 'counts', kind: 'live', feeds: null, run: '' };
      await send(counts, personDay('2026-01-02', ada, { messages: 3 }, { surface: 'cowork' }), personDay('2026-01-03', ada, { codingPrompts: 3 }));
      const daily = importer('daily', [], { dayCounts: ['messages', 'codingPrompts'] });
      await send(daily, personDay('2026-01-02', ada, { messages: 4, codingPrompts: 5 }), personDay('2026-01-03', ada, { messages: 4, codingPrompts: 5 }));
      expect(await series('messages', '2026-01-02', '2026-01-03', {}, ['counts', 'daily'])).toEqual([4, 4]);
      expect(await series('codingPrompts', '2026-01-02', '2026-01-03', {}, ['counts', 'daily'])).toEqual([5, 3]);
      expect(await series('codingPrompts', '2026-01-02', '2026-01-03')).toEqual([5, 8]);
    });

    test('are named by a report of what they both tell, and by no other', async () => {
      await both();
      await send(auditLog, spendLine('2026-01-05T09:00:00Z', ada, '5'));
      const systemsOf = async (...metrics: MetricName[]) => (await ask({ metrics, from: '2026-01-05', to: '2026-01-06' })).contract.systems;
      expect(await systemsOf('projectsCreated')).toEqual([{ order: ['claude-export', 'claude-admin'], isPinned: false }]);
      expect(await systemsOf('messages')).toBeUndefined();
      expect(await systemsOf('spend', 'seats')).toBeUndefined();
    });

    test('count people’s days once too', async () => {
      const counts = (source: string) => importer(source, [], { dayCounts: ['messages', 'chats'] });
      await send(counts('daily'), personDay('2026-01-05', ada, { messages: 3, chats: 1 }), personDay('2026-01-06', ada, { messages: 3, chats: 1 }));
      await send(counts('weekly'), personDay('2026-01-06', ada, { messages: 4, chats: 2 }), personDay('2026-01-07', ben, { messages: 5, chats: 2 }));
      expect(await series('messages', '2026-01-05', '2026-01-07')).toEqual([3, 7, 5]);
      expect(await series('messages', '2026-01-05', '2026-01-07', {}, ['weekly', 'daily'])).toEqual([3, 4, 5]);
      expect(await series('chats', '2026-01-05', '2026-01-07', {}, ['daily', 'weekly'])).toEqual([1, 1, 2]);
    });
  });
}
