import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '@pegel/domain';
import { describe, expect, test } from 'vitest';
import { run } from '../program.js';
import { capturedWorld } from '../testing/captured-world.js';
import { pegelServer } from '../testing/pegel-server.js';
import { temporaryFolder } from '../testing/transcripts.js';

/** Invented people, in the columns that Entra downloads and in those of a table of the staff. */
const entra = [
  'userPrincipalName,displayName,mail,objectId,userType,department,accountEnabled,telephoneNumber',
  'a@nordwind.example,A. Sommer,a@nordwind.example,o-1,Member,Sales,True,+49 30 1',
  'b.upn@nordwind.example,B. Winter,b@nordwind.example,o-2,Member,Legal,True,+49 30 2',
  'c@nordwind.example,C. Herbst,c@nordwind.example,o-3,Member,Legal,False,+49 30 3',
].join('\r\n');
const staff = ['E-Mail;Kostenstelle;Gruppen', 'a@nordwind.example;4711;Berlin | Vertrieb', 'b@nordwind.example;4712;Berlin', 'c@nordwind.example;4712;'].join('\n');

/** What the assistant itself knows: who has a seat, and of nobody where they belong. */
const members = ['Name,Email,Role,Status,Seat Tier', 'A. Sommer,a@nordwind.example,User,Active,Premium', 'B. Winter,b@nordwind.example,User,Active,Standard', 'D. Frühling,d@nordwind.example,User,Active,Unassigned'].join('\r\n');
const membersFile = (day: string) => `members-0b0b0b0b-0000-4000-8000-000000000001-${day}.csv`;

async function opened() {
  const server = await pegelServer();
  const variables = { PEGEL_URL: server.url, PEGEL_INGEST_KEY: server.ingestKey };
  const bringFrom = async (source: string, name: string, content: string, ...options: readonly string[]) => {
    const path = join(await temporaryFolder(), name);
    await writeFile(path, content);
    const world = capturedWorld(variables, { loadServer: () => import('@pegel/server'), stopRequested: () => new Promise(() => {}) });
    const code = await run(['import', source, path, ...options], world);
    return { code, path, out: world.out(), messages: world.messages() };
  };
  const bring = (...file: readonly [name: string, content: string, ...options: readonly string[]]) => bringFrom('directory', ...file);
  const report = async (query: string): Promise<Report> => {
    const response = await fetch(`${server.url}/report.json?from=2026-01-13&to=2026-01-13&grain=total&${query}`, { headers: { authorization: `Bearer ${server.ownerToken}` } });
    return (await response.json()) as Report; // The server is of this very program.
  };
  const byKey = async (metric: 'seats' | 'messages', by: string) => Object.fromEntries((await report(`metrics=${metric}&by=${by}`)).rows.map(({ key, values }) => [key, values[metric]]));
  const whole = async (metric: 'seats' | 'messages') => (await report(`metrics=${metric}`)).rows[0]?.values[metric];
  return { bringFrom, bring, byKey, whole };
}

describe('the list that knows departments and the one that knows seats', () => {
  test.each([
    ['the members are older and come first', '2026-01-12', '2026-01-13', true],
    ['the members are older and come last', '2026-01-12', '2026-01-13', false],
    ['the members are newer and come first', '2026-01-13', '2026-01-12', true],
    ['the members are newer and come last', '2026-01-13', '2026-01-12', false],
  ])('give the same numbers where %s', async (_, membersDay, entraDay, membersFirst) => {
    const { bringFrom, bring, byKey, whole } = await opened();
    const bringMembers = async () => expect((await bringFrom('claude-admin', membersFile(membersDay), members)).code).toBe(0);
    if (membersFirst) await bringMembers();
    expect(await bring(`exportUsers_${entraDay}.csv`, entra)).toMatchObject({ code: 0, messages: expect.stringContaining(`\n${entraDay}: 3 people. The list says department. Seats stay what they are.\n`) });
    expect((await bring(`Personal-${entraDay}.csv`, staff)).code).toBe(0);
    if (!membersFirst) await bringMembers();

    expect(await whole('seats')).toBe(2);
    expect(await byKey('seats', 'department')).toEqual({ Sales: 1, Legal: 1 });
    expect(await byKey('messages', 'department')).toEqual({ Sales: 2 });
    // Cost centres exclude each other and add up; groups overlap and do not.
    expect(await byKey('seats', 'costCentre')).toEqual({ 4711: 1, 4712: 1 });
    expect(await byKey('seats', 'group')).toEqual({ Berlin: 2, Vertrieb: 1 });
  });
});

test('an import again changes nothing, and one of the same date replaces it', async () => {
  const { bring, byKey } = await opened();
  expect(JSON.parse((await bring('users-2026-01-12.csv', entra, '--json')).out)).toMatchObject({ source: 'directory', files: 1, read: 3, received: 4, stored: 4, rejected: 0 });
  expect(JSON.parse((await bring('users-2026-01-12.csv', entra, '--json')).out)).toMatchObject({ received: 4, stored: 0, duplicate: 4 });
  expect(JSON.parse((await bring('users-2026-01-12.csv', entra.replace('Sales', 'Research'), '--json')).out)).toMatchObject({ duplicate: 3, superseded: 1 });
  expect(await byKey('messages', 'department')).toEqual({ Research: 2 });
});

test('with --seat whoever may sign in has one, and nobody else', async () => {
  const { bring, byKey } = await opened();
  expect((await bring('users-2026-01-12.csv', entra, '--seat', 'standard')).code).toBe(0);
  expect(await byKey('seats', 'department')).toEqual({ Sales: 1, Legal: 1 });
});

test('a dry run says how many lists there would be, and sends nothing', async () => {
  const { bring, byKey } = await opened();
  const { code, out, messages } = await bring('users-2026-01-12.csv', entra, '--dry-run', '--json');
  expect([code, messages]).toEqual([0, expect.stringContaining('nothing was sent')]);
  expect(JSON.parse(out)).toMatchObject({ stored: 4, kept: { snapshots: 2 } });
  expect(await byKey('messages', 'department')).toEqual({ '@unattributed': 2 });
});

test('a row that cannot be read is said with its line, and makes nobody leave', async () => {
  const { bring, whole } = await opened();
  const { code, messages } = await bring('users-2026-01-12.csv', 'email,seat\na@nordwind.example,standard\nb(at)nordwind.example,standard\n');
  expect(code).toBe(0);
  expect(messages).toMatch(/users-2026-01-12\.csv:3: "email": The e-mail address is none\./);
  expect(await whole('seats')).toBe(2);
});

test('a column that is not there ends with 1 and the columns that are, and sends nothing', async () => {
  const { bring, byKey } = await opened();
  const { code, path, messages } = await bring('p-2026-01-12.csv', staff, '--columns', 'email=Mail,costCentre=Kostenstelle');
  expect([code, messages]).toEqual([1, `${path} has no column "Mail" for email. Its columns are "E-Mail", "Kostenstelle", "Gruppen".\n`]);
  expect(await byKey('messages', 'costCentre')).toEqual({ '@unattributed': 2 });
});

test('what a source does not take is a mistake, and not passed over', async () => {
  const world = capturedWorld({ PEGEL_URL: 'http://127.0.0.1:1', PEGEL_INGEST_KEY: 'key-1' });
  expect(await run(['import', 'claude-code', '.', '--seat', 'standard'], world)).toBe(2);
  expect(world.messages()).toBe('--seat means nothing to claude-code. Help: pegel import --help\n');
  expect(await run(['import', 'directory', '.', '--person', 'a@nordwind.example'], world)).toBe(2);
});
