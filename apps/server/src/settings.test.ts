import type { ReportQuery } from '@pegel/domain';
import { expect, test } from 'vitest';
import { makeChanges } from './live/changes.js';
import { liveOf } from './live/watched.js';
import { readerToken } from './testing/keyed.js';
import { message, reportOf, served } from './testing/served.js';

type Server = Awaited<ReturnType<typeof served>>;

async function ask(server: Server, token = server.ownerToken): Promise<{ status: number; body: unknown }> {
  const response = await server.app.request('/trpc/settings?input=%7B%7D', { headers: { authorization: `Bearer ${token}` } });
  return { status: response.status, body: await response.json() };
}

async function change(server: Server, wish: Record<string, unknown>, reason = 'The office moved.'): Promise<{ status: number; body: unknown }> {
  const response = await server.app.request('/trpc/changeSettings', {
    method: 'POST', headers: { authorization: `Bearer ${server.ownerToken}`, 'content-type': 'application/json' }, body: JSON.stringify({ ...wish, reason }),
  });
  return { status: response.status, body: await response.json() };
}

const messagesBy = async (server: Server, grain: NonNullable<ReportQuery['grain']>, days = 'from=2026-11-21&to=2026-11-23') =>
  (await reportOf(await server.get(`/report.json?metrics=messages&grain=${grain}&${days}`))).rows.map(({ bucket, values }) => [bucket, values.messages]);

/** Every row of the ledger as text; what belongs to accounts is left out. */
function ledgerOf(server: Server): string {
  const rows: string[] = [];
  for (const table of ['events', 'event_history', 'person_references', 'people', 'runs', 'deliveries', 'sources', 'ledgers']) rows.push(JSON.stringify(server.read(`SELECT * FROM ${table}`), (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)));
  return rows.join('\n');
}

test('another zone cuts every day anew, and no row of the ledger is another', async () => {
  const server = await served();
  await server.send([message({ at: '2026-11-21T12:00:00Z' }), message({ at: '2026-11-21T23:30:00Z' }), message({ at: '2026-11-22T03:00:00Z' })]);
  expect(await messagesBy(server, 'day')).toEqual([['2026-11-21', 1], ['2026-11-22', 2], ['2026-11-23', 0]]);
  const before = ledgerOf(server);
  expect(before).toContain('message.sent');
  const { status, body } = await change(server, { timeZone: 'America/New_York' });
  expect([status, body]).toMatchObject([200, { result: { data: { settings: { timeZone: 'America/New_York', weekStart: 'monday', fiscalYearStart: 1, sourceOrder: [] } } } }]);
  expect(await messagesBy(server, 'day')).toEqual([['2026-11-21', 3], ['2026-11-22', 0], ['2026-11-23', 0]]);
  expect(ledgerOf(server)).toBe(before);
  await change(server, { timeZone: 'Europe/Berlin' });
  expect(await messagesBy(server, 'day')).toEqual([['2026-11-21', 1], ['2026-11-22', 2], ['2026-11-23', 0]]);
});

test('weeks, quarters and years begin where the organisation says, in buckets, ranges and what they are compared with', async () => {
  const server = await served();
  await server.send(['2026-04-01', '2026-09-30', '2026-10-01', '2026-10-31', '2026-11-01', '2026-11-21', '2026-11-22'].map((day) => message({ at: `${day}T12:00:00Z` })));
  await change(server, { weekStart: 'sunday', fiscalYearStart: 11 });
  expect(await messagesBy(server, 'week', 'from=2026-11-15&to=2026-11-22')).toEqual([['2026-11-15', 1], ['2026-11-22', 1]]);
  expect(await messagesBy(server, 'quarter', 'from=2026-05-01&to=2026-11-22')).toEqual([['2026-05-01', 0], ['2026-08-01', 3], ['2026-11-01', 3]]);
  expect(await messagesBy(server, 'year', 'from=2026-04-01&to=2026-11-22')).toEqual([['2025-11-01', 4], ['2026-11-01', 3]]);
  const toDate = async (range: string) => {
    const { query, rows: [row], contract } = await reportOf(await server.get(`/report.json?metrics=messages&grain=total&range=${range}&compare=previous`));
    expect(contract).toMatchObject({ weekStart: 'sunday', fiscalYearStart: 11 });
    return [query.from, query.to, row?.values.messages, row?.compared?.messages?.from, row?.compared?.messages?.to, row?.compared?.messages?.value];
  };
  expect(await toDate('qtd')).toEqual(['2026-11-01', '2026-11-23', 3, '2026-08-01', '2026-08-23', 0]);
  expect(await toDate('ytd')).toEqual(['2026-11-01', '2026-11-23', 3, '2025-11-01', '2025-11-23', null]);
  expect(await toDate('mtd')).toEqual(['2026-11-01', '2026-11-23', 3, '2026-10-01', '2026-10-23', 1]);
});

test('who changed what when and why stays, newest first, and what is so already is no change', async () => {
  const server = await served();
  await change(server, { timeZone: 'UTC', weekStart: 'monday' }, '  Days of the vendor. ');
  await change(server, { sourceOrder: ['gateway', 'live'] }, 'Both tell of the same chats.');
  await change(server, { timeZone: 'UTC' }, 'Again.');
  const about = { at: '2026-11-24T09:00:00.000Z', by: 'h@nordwind.example' };
  expect(await ask(server)).toMatchObject({ status: 200, body: { result: { data: { changes: [
    { ...about, reason: 'Both tell of the same chats.', was: { sourceOrder: [] }, became: { sourceOrder: ['gateway', 'live'] } },
    { ...about, reason: 'Days of the vendor.', was: { timeZone: 'Europe/Berlin' }, became: { timeZone: 'UTC' } },
    // As it was set up, by a command line that gave no reason.
    { by: 'h@nordwind.example', reason: '', was: {}, became: { names: 'full' } },
  ] } } } });
  expect(server.folder.accounts.journalEntries('nordwind-ag', { limit: 10, happening: 'settings-changed' }).map(({ about }) => about)).toEqual([{ settings: ['sourceOrder'] }, { settings: ['timeZone'] }]);
  expect(server.logged()).not.toContain('h@nordwind.example');
});

test('a pinned order is what a report counts by, and what it says it counts by', async () => {
  const server = await served();
  for (const source of ['gateway', 'app']) await server.send([message({ id: 'm', chat: 'c' })], { 'pegel-source': source });
  expect(await messagesBy(server, 'total')).toEqual([['2026-11-21', 2]]);
  await change(server, { sourceOrder: ['app', 'gateway'] });
  const report = await reportOf(await server.get('/report.json?metrics=messages,chats&grain=total&from=2026-11-21&to=2026-11-23'));
  expect(report.rows[0]?.values).toEqual({ messages: 1, chats: 1 });
  expect(report.contract.systems).toEqual([{ order: ['app', 'gateway'], isPinned: true }]);
});

test('whoever looks on is told that every number may be another', async () => {
  const changes = makeChanges();
  const server = await served({ ports: { live: liveOf(changes) } });
  await change(server, { timeZone: 'Pacific/Kiritimati' });
  const told = await new Promise((resolve) => changes.subscribe({ slug: 'nordwind-ag' }).next(resolve));
  expect(told).toEqual({ facts: ['activity', 'spend', 'directory'], from: '1000-01-01', to: '2026-11-25' });
  changes.end();
});

test.each([
  [{}, 'Name what is to change: one of timeZone, weekStart, fiscalYearStart, sourceOrder, names, groupSize, purposes, retentionDays, budget.'],
  [{ timeZone: 'Mars/Base' }, 'timeZone must be an IANA name such as Europe/Berlin; got "Mars/Base".'],
  [{ timeZone: '+02:00' }, 'timeZone must be an IANA name such as Europe/Berlin; got "+02:00".'],
  [{ fiscalYearStart: 13 }, 'fiscalYearStart must be a month from 1 to 12; got 13.'],
  [{ sourceOrder: ['live', 'Gate Way'] }, 'sourceOrder must be names of sources, of small letters, digits and hyphens; got "Gate Way".'],
  [{ sourceOrder: ['live', 'live'] }, 'sourceOrder names each source once.'],
  [{ sourceOrder: ['live'] }, 'sourceOrder needs 2 to 20 sources, or none to pin no order; got 1.'],
])('%j is refused in a sentence, and changes nothing', async (wish, sentence) => {
  const server = await served();
  expect(await change(server, wish)).toMatchObject({ status: 400, body: { error: { message: sentence } } });
  expect(await ask(server)).toMatchObject({ body: { result: { data: { settings: { timeZone: 'Europe/Berlin' }, changes: [{ became: { names: 'full' } }] } } } });
});

test('a change needs a reason, and somebody who may', async () => {
  const server = await served();
  expect(await change(server, { timeZone: 'UTC' }, '   ')).toMatchObject({ status: 400, body: { error: { message: 'A reason of 1 to 500 characters is needed; it is kept with the change.' } } });
  server.change("UPDATE memberships SET role = 'admin'");
  expect(await change(server, { timeZone: 'UTC' })).toMatchObject({ status: 403, body: { error: { message: 'Settings are changed by Primary Owners and Owners.' } } });
  expect((await ask(server)).status).toBe(403);
});

test('what a month may cost is set exactly, with its reason, and only whoever sees what it costs hears of it', async () => {
  const server = await served();
  expect(await change(server, { budget: '025000.50' }, 'Decided for 2027.')).toMatchObject({ status: 200, body: { result: { data: { settings: { budget: '25000.5' }, currency: 'USD' } } } });
  expect(await change(server, { budget: '25000.5' }, 'Again.')).toMatchObject({ body: { result: { data: { changes: [{ reason: 'Decided for 2027.', was: { budget: null }, became: { budget: '25000.5' } }, {}] } } } });
  for (const budget of ['0', '-5', '1e3', '25.000,00', '1234567890', '']) {
    expect([budget, await change(server, { budget })]).toMatchObject([budget, { status: 400, body: { error: { message: expect.stringContaining('budget must be a decimal amount above 0') } } }]);
  }
  const readerOf = async (token: string) => (await server.app.request('/trpc/reader?input=%7B%7D', { headers: { authorization: `Bearer ${token}` } })).text();
  const { secret: blind } = await readerToken(server, { permissions: ['view:usage'] });
  expect([await readerOf(server.ownerToken), JSON.stringify((await ask(server)).body)]).toEqual([expect.stringContaining('25000.5'), expect.stringContaining('25000.5')]);
  for (const said of [await readerOf(blind), JSON.stringify((await ask(server, blind)).body)]) expect(said).not.toMatch(/25000|Decided for 2027/);
  await change(server, { budget: null }, 'None this year.');
  expect(await ask(server)).toMatchObject({ body: { result: { data: { settings: { budget: null } } } } });
  expect(server.folder.accounts.journalEntries('nordwind-ag', { limit: 1, happening: 'settings-changed' }).map(({ about }) => about)).toEqual([{ settings: ['budget'] }]);
});
