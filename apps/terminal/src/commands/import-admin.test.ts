import { cp, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '@pegel/domain';
import { expect, test } from 'vitest';
import { run } from '../program.js';
import { capturedWorld } from '../testing/captured-world.js';
import { pegelServer } from '../testing/pegel-server.js';
import { temporaryFolder } from '../testing/transcripts.js';

const example = fileURLToPath(new URL('../../../../docs/examples/claude-admin/exports', import.meta.url));
const spendWindow = 'from=2026-11-01&to=2026-11-22&grain=total';
const activityWindow = 'from=2026-10-24&to=2026-11-22&grain=total';

/** A server with nothing in it, and what one imports into it and asks of it. */
async function served() {
  const server = await pegelServer({ isEmpty: true });
  const importOf = async (folder: string, ...options: readonly string[]) => {
    const world = capturedWorld({ PEGEL_URL: server.url, PEGEL_INGEST_KEY: server.ingestKey });
    const code = await run(['import', 'claude-admin', folder, '--json', ...options], world);
    return { code, account: world.out() === '' ? null : (JSON.parse(world.out()) as Record<string, unknown>), said: world.messages() };
  };
  const ask = async (query: string) => {
    const response = await fetch(`${server.url}/report.json?${query}`, { headers: { authorization: `Bearer ${server.ownerToken}` } });
    expect(response.status).toBe(200);
    return (await response.json()) as Report;
  };
  const valuesOf = async (query: string) => (await ask(query)).rows.map(({ key, label, person, values }) => [person?.email ?? label ?? key, ...Object.values(values)]);
  return { importOf, ask, valuesOf };
}

/** The example in a folder of its own, all its files written at one time. */
async function folderOf(at = '2026-11-23T08:00:00Z'): Promise<string> {
  const folder = await temporaryFolder();
  await cp(example, folder, { recursive: true });
  for (const name of await readdir(folder)) await utimes(join(folder, name), new Date(at), new Date(at));
  return folder;
}

test('what the files say of their windows is what the report says of them, and of no other days', async () => {
  const { importOf, ask, valuesOf } = await served();
  expect(await importOf(await folderOf())).toMatchObject({ code: 0, account: { source: 'claude-admin', files: 5, read: 28, rejected: 0, quarantined: 0 } });

  expect(await valuesOf(`metrics=activeUsers,messages,chats,messagesPerChat,codingSessions,artifactsCreated,artifactCreators&${activityWindow}`)).toEqual([[null, 3, 1282, 58, 1282 / 58, 12, 7, 2]]);
  expect(await valuesOf(`metrics=messages,projectsUsed&by=person&${activityWindow}`)).toEqual([['ada@example.com', 1210, 5], ['ben@example.com', 60, 1], ['cleo@example.com', 12, 0]]);
  expect(await valuesOf(`metrics=spend,listSpend,requests,inputTokens&${spendWindow}`)).toEqual([[null, '1016.35', '1269.1', 948, 269_000]]);
  expect(await valuesOf(`metrics=spend&by=person&${spendWindow}`)).toEqual([['ada@example.com', '1012.75'], ['ben@example.com', '0.3'], ['@service', '3.3']]);
  expect(await valuesOf(`metrics=spend&by=model&${spendWindow}`)).toEqual([['claude-sonnet-4-5', '1000.55'], ['claude-opus-4-5', '12.5'], ['@unattributed', '3.3']]);
  expect(await valuesOf('metrics=spend&by=model&range=30d&grain=total&top=2')).toEqual([['claude-sonnet-4-5', '1000.55'], ['claude-opus-4-5', '16.75'], ['@unattributed', '4.4']]);
  expect(await valuesOf(`metrics=spend&by=surface&${spendWindow}`)).toEqual([['code', '1000.25'], ['chat', '12.5'], ['other', '3.6']]);
  expect(await valuesOf(`metrics=spend&by=person&where=model:claude-sonnet-4-5&${spendWindow}`)).toEqual([['ada@example.com', '1000.25'], ['ben@example.com', '0.3']]);

  // The last day has its level; each day of a window has nothing.
  const { rows: days, contract } = await ask('metrics=messages,chats,spend,weeklyActiveUsers,seats&from=2026-11-20&to=2026-11-22');
  expect(days.map(({ values }) => values)).toEqual([
    { messages: null, chats: null, spend: null, weeklyActiveUsers: null, seats: null },
    { messages: null, chats: null, spend: null, weeklyActiveUsers: null, seats: null },
    { messages: null, chats: null, spend: null, weeklyActiveUsers: 2, seats: 4 },
  ]);
  expect(days[0]?.reasons).toEqual({ messages: 'no-data', chats: 'no-data', spend: 'no-data', weeklyActiveUsers: 'no-data', seats: 'no-data' });
  expect(contract.completeThrough).toBe('2026-11-22');
  const { rows: part } = await ask('metrics=spend,messages&from=2026-11-01&to=2026-11-21&grain=total');
  expect(part[0]).toMatchObject({ values: { spend: null, messages: null }, reasons: { spend: 'no-data', messages: 'no-data' } });
});

test('an audit log makes new projects known, and nobody active', async () => {
  const { importOf, ask } = await served();
  await importOf(join(example, 'audit_logs.csv'));
  const { rows: [row] } = await ask('metrics=projectsCreated,projectCreators,activeUsers,messages,chats,projectsUsed,artifactsCreated&from=2026-11-03&to=2026-11-20&grain=total');
  expect(row?.values).toEqual({ projectsCreated: 2, projectCreators: 2, activeUsers: null, messages: null, chats: null, projectsUsed: null, artifactsCreated: null });
  expect((await ask('metrics=projectsCreated&from=2026-11-02&to=2026-11-03')).rows.map(({ values }) => values['projectsCreated'])).toEqual([null, 1]);
});

test('importing again changes nothing, also what was copied meanwhile', async () => {
  const { importOf, valuesOf } = await served();
  const questions = [`metrics=messages,spend&${activityWindow}`, `metrics=spend&by=person&${spendWindow}`, 'metrics=seats,pendingInvites,weeklyActiveUsers&from=2026-11-22&to=2026-11-22'];
  const folder = await folderOf();
  const first = await importOf(folder);
  const before = await Promise.all(questions.map(valuesOf));
  expect(await importOf(folder)).toMatchObject({ code: 0, account: { received: first.account?.['received'], stored: 0, duplicate: first.account?.['received'], superseded: 0 } });
  expect(await importOf(await folderOf('2026-11-24T08:00:00Z'))).toMatchObject({ code: 0, account: { stored: 0, quarantined: 0, rejected: 0 } });
  expect(await Promise.all(questions.map(valuesOf))).toEqual(before);
});

test('a window that overlaps another adds nothing to it, and one that is exported again replaces itself', async () => {
  const { importOf, valuesOf } = await served();
  const folder = await folderOf();
  await importOf(folder);
  const name = (await readdir(folder)).find((file) => file.endsWith('-2026-11-01-to-2026-11-22.csv')) ?? '';
  const report = await readFile(join(folder, name), 'utf8');
  await writeFile(join(folder, name.replace('11-22.csv', '11-23.csv')), report.replace('12.50,15.00', '20.50,25.00'));
  await writeFile(join(folder, name.replace('2026-11-01', '2026-10-25')), report.replace('12.50,15.00', '90.50,95.00'));
  await importOf(folder);
  const asked = (from: string, to: string) => valuesOf(`metrics=spend&from=${from}&to=${to}&grain=total`);
  expect([await asked('2026-11-01', '2026-11-22'), await asked('2026-11-01', '2026-11-23'), await asked('2026-10-25', '2026-11-22')]).toEqual([[[null, '1016.35']], [[null, '1024.35']], [[null, '1094.35']]]);

  await writeFile(join(folder, name), report.replace('12.50,15.00', '13.00,15.00'));
  await importOf(folder);
  expect(await asked('2026-11-01', '2026-11-22')).toEqual([[null, '1016.85']]);
  // What was exported before it comes late.
  await importOf(await folderOf());
  expect(await asked('2026-11-01', '2026-11-22')).toEqual([[null, '1016.85']]);
});

test('US dollars are set aside where the organisation accounts in another currency, and everything else counts', async () => {
  const server = await pegelServer({ isEmpty: true, currency: 'EUR' });
  const world = capturedWorld({ PEGEL_URL: server.url, PEGEL_INGEST_KEY: server.ingestKey });
  expect(await run(['import', 'claude-admin', example, '--json'], world)).toBe(0);
  expect(JSON.parse(world.out())).toMatchObject({ rejected: 0, quarantined: 56 });
  const response = await fetch(`${server.url}/report.json?metrics=spend,listSpend,requests,outputTokens&${spendWindow}`, { headers: { authorization: `Bearer ${server.ownerToken}` } });
  expect(((await response.json()) as Report).rows[0]?.values).toEqual({ spend: null, listSpend: null, requests: 948, outputTokens: 323_100 });
});

test('a list of members that comes every week leaves departments as they were', async () => {
  const server = await pegelServer({ isEmpty: true });
  await server.send('PUT', '/v1/directory', { takenAt: '2026-11-01T00:00:00Z', complete: true, fields: ['department'], people: [{ email: 'ada@example.com', department: 'Research' }] });
  const world = capturedWorld({ PEGEL_URL: server.url, PEGEL_INGEST_KEY: server.ingestKey });
  expect(await run(['import', 'claude-admin', example], world)).toBe(0);
  const response = await fetch(`${server.url}/report.json?metrics=seats&by=department&from=2026-11-22&to=2026-11-22`, { headers: { authorization: `Bearer ${server.ownerToken}` } });
  expect(((await response.json()) as Report).rows.map(({ key, values }) => [key, values['seats']])).toEqual([['Research', 1], ['@unattributed', 3]]);
});

test('a row that was repaired completes what was left out', async () => {
  const { importOf, valuesOf } = await served();
  const folder = await folderOf();
  const name = (await readdir(folder)).find((file) => file.startsWith('members-analytics')) ?? '';
  const report = await readFile(join(folder, name), 'utf8');
  await writeFile(join(folder, name), report.replace('"60"', '"sixty"'));
  const broken = await importOf(folder);
  expect(broken).toMatchObject({ code: 0, said: expect.stringContaining(`${name}:3: The row is left out: "Messages" is "sixty"`) as unknown });
  expect([await valuesOf(`metrics=messages&${activityWindow}`), await valuesOf(`metrics=messages&by=person&${activityWindow}`)]).toEqual([[[null, null]], [['ada@example.com', 1210], ['cleo@example.com', 12]]]);
  await writeFile(join(folder, name), report);
  await importOf(folder);
  expect([await valuesOf(`metrics=messages&${activityWindow}`), await valuesOf(`metrics=messages&by=person&${activityWindow}`)]).toEqual([[[null, 1282]], [['ada@example.com', 1210], ['ben@example.com', 60], ['cleo@example.com', 12]]]);
});

test('what is no export is said in the language that is asked for, and ends with 1', async () => {
  const { importOf } = await served();
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'members.csv'), 'Name,Email,Role,Status,Seat Tier\nA,a@example.com,User,Active,Standard\n');
  const { code, said } = await importOf(folder, '--lang', 'de');
  expect([code, said]).toEqual([1, expect.stringContaining('Nur der Name einer solchen Datei sagt, von welchen Tagen sie handelt')]);
  expect(await importOf(example, '--person', 'a@example.com')).toMatchObject({ code: 1, said: expect.stringContaining('Leave --person out') as unknown });
  expect(await importOf(example, '--organisation-id', 'nobody')).toMatchObject({ code: 1, said: expect.stringContaining('0b7e6a1c-1111-4222-8333-944455566677') as unknown });
});
