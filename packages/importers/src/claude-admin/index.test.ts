import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ImportError } from '../importer.js';
import { activityHeader, example, fileErrorOf, folderOf, importFiles, importOf, line, member, memberHeader, names, org, otherOrg, reasonsOf, spendHeader, told, type Content } from '../testing/admin.js';
import { claudeAdmin } from './index.js';

describe('the files of the example', () => {
  test('become a directory, numbers of exactly their windows, and new projects and chats', async () => {
    const { snapshots, events, problems, summary, progress } = await importOf(example);
    expect(snapshots).toEqual([
      {
        takenAt: '2026-11-22T12:00:00Z', complete: true, fields: ['status', 'seat'],
        people: [
          { email: 'ada@example.com', name: 'Ada', status: 'active', seat: 'premium' },
          { email: 'ben@example.com', name: 'Ben', status: 'active', seat: 'standard' },
          { email: 'cleo@example.com', name: 'Cleo', status: 'active', seat: 'standard' },
          { email: 'dan@example.com', name: 'Dan', status: 'active', seat: 'standard' },
          { email: 'tools@example.com', name: 'Tools', status: 'active', seat: null },
          { email: 'fred@example.com', name: 'Fred', status: 'suspended', seat: 'standard' },
        ],
      },
    ]);
    expect(events.filter(({ type }) => type !== 'reported').map((event) => ({ ...event, id: expect.any(String) as unknown }))).toMatchInlineSnapshot(`
      [
        {
          "at": "2026-11-03T09:15:00.123Z",
          "id": Any<String>,
          "person": {
            "email": "ada@example.com",
          },
          "project": "c0000000-0000-4000-8000-000000000001",
          "surface": "chat",
          "type": "project.created",
        },
        {
          "at": "2026-11-03T09:20:00.000Z",
          "chat": "d0000000-0000-4000-8000-000000000001",
          "id": Any<String>,
          "person": {
            "email": "ada@example.com",
          },
          "surface": "chat",
          "type": "chat.created",
        },
        {
          "at": "2026-11-10T12:00:00.000Z",
          "id": Any<String>,
          "person": {
            "email": "ben@example.com",
          },
          "project": "c0000000-0000-4000-8000-000000000002",
          "surface": "chat",
          "type": "project.created",
        },
        {
          "at": "2026-11-20T16:45:00.000Z",
          "chat": "d0000000-0000-4000-8000-000000000002",
          "id": Any<String>,
          "person": {
            "email": "cleo@example.com",
          },
          "surface": "chat",
          "type": "chat.created",
        },
      ]
    `);
    expect(reasonsOf({ problems })).toEqual(['invites']);
    expect(summary).toEqual({ source: 'claude-admin', files: 5, read: 28, skipped: { invites: 1, 'event sso_login_succeeded': 1, 'event org_user_invite_sent': 1 } });
    expect(progress).toMatchObject({ files: 5, filesTotal: 5, bytes: progress.bytesTotal });
  });

  test('say of a window what its columns mean, and no day', async () => {
    const numbers = told((await importOf(join(example, names.activity))).events);
    expect(Object.fromEntries(Object.entries(numbers).filter(([key]) => !key.includes('@')))).toMatchInlineSnapshot(`
      {
        "activeUsers 2026-10-24..2026-11-22": 3,
        "activeUsers 2026-11-22..2026-11-22": 1,
        "artifactCreators 2026-10-24..2026-11-22": 2,
        "artifactCreators 2026-10-24..2026-11-22 code": 0,
        "artifactCreators 2026-10-24..2026-11-22 cowork": 0,
        "artifactsCreated 2026-10-24..2026-11-22": 7,
        "artifactsCreated 2026-10-24..2026-11-22 code": 0,
        "artifactsCreated 2026-10-24..2026-11-22 cowork": 0,
        "chats 2026-10-24..2026-11-22": 58,
        "codingSessions 2026-10-24..2026-11-22": 12,
        "messages 2026-10-24..2026-11-22": 1282,
        "messagesPerChat 2026-10-24..2026-11-22": 22.103448275862068,
        "monthlyActiveUsers 2026-10-24..2026-11-22": 3,
        "monthlyActiveUsers 2026-11-22..2026-11-22": 3,
        "projectCreators 2026-10-24..2026-11-22": 1,
        "projectsCreated 2026-10-24..2026-11-22": 2,
        "weeklyActiveUsers 2026-10-24..2026-11-22": 2,
        "weeklyActiveUsers 2026-11-22..2026-11-22": 2,
      }
    `);
    expect(Object.fromEntries(Object.entries(numbers).filter(([key]) => key.includes('ada@')))).toMatchInlineSnapshot(`
      {
        "activeUsers 2026-10-24..2026-11-22 ada@example.com": 1,
        "artifactCreators 2026-10-24..2026-11-22 ada@example.com": 1,
        "artifactsCreated 2026-10-24..2026-11-22 ada@example.com": 6,
        "chats 2026-10-24..2026-11-22 ada@example.com": 40,
        "codingSessions 2026-10-24..2026-11-22 ada@example.com": 12,
        "messages 2026-10-24..2026-11-22 ada@example.com": 1210,
        "messagesPerChat 2026-10-24..2026-11-22 ada@example.com": 30.25,
        "projectCreators 2026-10-24..2026-11-22 ada@example.com": 1,
        "projectsCreated 2026-10-24..2026-11-22 ada@example.com": 2,
        "projectsUsed 2026-10-24..2026-11-22 ada@example.com": 5,
      }
    `);
    expect(Object.keys(numbers).filter((key) => key.startsWith('projectsUsed')).every((key) => key.includes('@'))).toBe(true);
  });

  test('say what was spent by whom, on which model and where, to the last digit', async () => {
    const numbers = told((await importOf(join(example, names.spend))).events);
    expect(Object.fromEntries(Object.entries(numbers).filter(([key]) => key.startsWith('spend ')))).toMatchInlineSnapshot(`
      {
        "spend 2026-11-01..2026-11-22": "1016.35",
        "spend 2026-11-01..2026-11-22 ada@example.com": "1012.75",
        "spend 2026-11-01..2026-11-22 ada@example.com claude-opus-4-5": "12.5",
        "spend 2026-11-01..2026-11-22 ada@example.com claude-sonnet-4-5": "1000.25",
        "spend 2026-11-01..2026-11-22 ben@example.com": "0.3",
        "spend 2026-11-01..2026-11-22 ben@example.com claude-sonnet-4-5": "0.3",
        "spend 2026-11-01..2026-11-22 chat": "12.5",
        "spend 2026-11-01..2026-11-22 claude-opus-4-5": "12.5",
        "spend 2026-11-01..2026-11-22 claude-sonnet-4-5": "1000.55",
        "spend 2026-11-01..2026-11-22 code": "1000.25",
        "spend 2026-11-01..2026-11-22 null": "3.3",
        "spend 2026-11-01..2026-11-22 org service usage": "3.3",
        "spend 2026-11-01..2026-11-22 org service usage null": "3.3",
        "spend 2026-11-01..2026-11-22 other": "3.6",
      }
    `);
    expect(Object.fromEntries(Object.entries(numbers).filter(([key]) => /^\S+ \S+$/.test(key)))).toMatchInlineSnapshot(`
      {
        "cacheReadTokens 2026-11-01..2026-11-22": 4020000,
        "cacheWriteTokens 2026-11-01..2026-11-22": 1010000,
        "inputTokens 2026-11-01..2026-11-22": 269000,
        "listSpend 2026-11-01..2026-11-22": "1269.1",
        "outputTokens 2026-11-01..2026-11-22": 323100,
        "requests 2026-11-01..2026-11-22": 948,
        "spend 2026-11-01..2026-11-22": "1016.35",
      }
    `);
  });
});

describe('which file is what', () => {
  const content = `${memberHeader}A,a@a.example,User,Active,Standard\n`;

  test.each([
    ['without dates', { 'members.csv': content }, 'no-dates'],
    ['with a day that does not exist', { [`members-${org}-2026-02-30.csv`]: content }, 'no-dates'],
    ['of one day where it needs two', { [`spend-report-${org}-2026-11-22.csv`]: spendHeader }, 'no-dates'],
    ['of two days in the wrong order', { [`spend-report-${org}-2026-11-22-to-2026-11-01.csv`]: spendHeader }, 'no-dates'],
    ['without columns it needs', { [names.spend]: 'user_email,total_net_spend_usd\n' }, 'missing-column'],
    ['lines of code', { 'claude_code_team_2026_11_01_to_2026_11_22.csv': 'User,Lines this Month\na@a.example,64.230\n' }, 'other-file'],
    ['spend of the API', { 'claude_code_team_2026_11_01_to_2026_11_22.csv': 'User,Spend this Month (USD),Lines this Month\na@a.example,64.230,1\n' }, 'other-file'],
    ['costs of the Console', { 'cost.csv': 'usage_date_utc,model,workspace,api_key,usage_type,context_window,token_type,cost_usd,list_price_usd,cost_type,inference_geo,speed,api_key_id,api_key_status\n' }, 'other-file'],
    ['another assistant', { 'report.csv': 'cadence,public_id,user_status,messages\n' }, 'other-file'],
    ['people of Entra', { 'users.csv': 'userPrincipalName,displayName\n' }, 'other-file'],
    ['any table', { 'a.csv': 'a,b\n' }, 'other-file'],
    ['an archive', { 'data.zip': 'PK' }, 'zip'],
    ['a spreadsheet', { 'members.xlsx': 'PK' }, 'other-file'],
    ['a table with the same column twice', { [names.members]: 'Name,Email,Status,Seat Tier,Email\n' }, 'duplicate-column'],
    ['UTF-16', { [names.members]: Buffer.from(`\uFEFF${content}`, 'utf16le') }, 'utf-16'],
    ['carriage returns alone', { [names.members]: content.replaceAll('\n', '\r') }, 'line-ends'],
    ['nothing', { [names.members]: '' }, 'empty-file'],
    ['a header alone', { [names.members]: memberHeader }, 'no-rows'],
    ['a file of the future', { [names.members]: { content, at: '2999-01-01T00:00:00Z' } }, 'clock-ahead'],
  ])('a file %s is named for what it is, in both languages', async (_, files, reason) => {
    const { events, snapshots, problems } = await importFiles(files);
    expect([events, snapshots, problems.map((problem) => problem.reason)]).toEqual([[], [], [reason]]);
    for (const text of Object.values(problems[0]?.message ?? {})) expect(text).toMatch(/^[A-Z„"].*\.$/su);
  });

  test('files of people and systems that begin with a dot are nobody’s business', async () => {
    expect((await importFiles({ '.DS_Store': 'x', [`._${names.members}`]: 'x', [names.members]: content })).problems).toEqual([]);
  });

  test('a browser’s number in the name changes nothing, and neither do folders or another separator', async () => {
    const { snapshots } = await importFiles({ [`downloads/members-${org}-2026-11-22 (3).csv`]: content.replaceAll(',', ';') });
    expect(snapshots).toMatchObject([{ takenAt: '2026-11-22T12:00:00Z', people: [{ email: 'a@a.example' }] }]);
  });

  test('two organisations are refused before the first event, until one is chosen', async () => {
    const files = { [names.members]: content, [`members-${otherOrg}-2026-11-23.csv`]: content };
    expect(await fileErrorOf(files)).toMatchObject({ name: 'ImportError', message: expect.stringMatching(new RegExp(`${org}.*${otherOrg}`, 's')) as unknown });
    const chosen = await importFiles(files, { organisationId: otherOrg.toUpperCase() });
    expect([chosen.snapshots.map(({ takenAt }) => takenAt), reasonsOf(chosen)]).toEqual([['2026-11-23T12:00:00Z'], ['other-organisation']]);
    expect(await fileErrorOf(files, { organisationId: 'x' })).toBeInstanceOf(ImportError);
  });
});

test('a window whose last day was not over when its file was written is sent, and said', async () => {
  const at = (time: string) => importFiles({ [names.activity]: { content: activityHeader + member('a', '2026-11-22', 1), at: time }, [names.spend]: { content: spendHeader + line('a', 'Chat', 'm', '1'), at: time } });
  const early = await at('2026-11-22T23:59:59Z');
  expect([reasonsOf(early), told(early.events)['spend 2026-11-01..2026-11-22']]).toEqual([['not-over', 'not-over'], '1']);
  expect((await at('2026-11-23T00:00:00Z')).problems).toEqual([]);
});

describe('a window that is there twice', () => {
  const [older, newer] = [spendHeader + line('a', 'Chat', 'm', '1'), spendHeader + line('a', 'Chat', 'm', '2')];
  const second = names.spend.replace('.csv', ' (1).csv');

  test('is what the newer file says, and its revision is higher', async () => {
    const found = await importFiles({ [names.spend]: { content: older, at: '2026-11-23T08:00:00Z' }, [second]: { content: newer, at: '2026-11-24T08:00:00Z' } });
    expect([told(found.events)['spend 2026-11-01..2026-11-22'], reasonsOf(found)]).toEqual(['2', ['older-export']]);
    const before = await importFiles({ [names.spend]: { content: older, at: '2026-11-23T08:00:00Z' } });
    expect(new Set(before.events.map(({ id }) => id))).toEqual(new Set(found.events.map(({ id }) => id)));
    expect(Number(found.events[0]?.revision)).toBeGreaterThan(Number(before.events[0]?.revision));
  });

  test('counts once where one is a copy of the other', async () => {
    const found = await importFiles({ [names.spend]: older, [second]: older });
    expect([told(found.events)['spend 2026-11-01..2026-11-22'], reasonsOf(found)]).toEqual(['1', ['copy']]);
  });

  test.each([
    ['the times are the same', '2026-11-23T08:00:00Z', '2026-11-23T08:00:00.900Z'],
    ['a browser numbered the older one', '2026-11-24T08:00:00Z', '2026-11-23T08:00:00Z'],
  ])('is refused with both names where it is unclear which is newer: %s', async (_, one, other) => {
    const error = await fileErrorOf({ [names.spend]: { content: older, at: one }, [second]: { content: newer, at: other } });
    expect(error).toBeInstanceOf(ImportError);
    expect(String(error)).toContain(second);
    expect(String(error)).toContain(names.spend);
  });
});

test('the order of the files, the folders they lie in, and copies of them change nothing', async () => {
  const all = readdirSync(example).map((name) => ({ name, content: readFileSync(join(example, name)) }));
  const read = async (files: Readonly<Record<string, Content>>) => {
    const { events, snapshots } = await importFiles(files);
    // Copies of an audit log are read: the ids of their rows are the same, and the server keeps each once.
    return { events: [...new Map(events.map((event) => [event.id, event])).values()], snapshots };
  };
  const plain = await read(Object.fromEntries(all.map(({ name, content }) => [name, content])));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.record({ folder: fc.constantFrom('', 'a/', 'b/c/', 'z/'), copies: fc.integer({ min: 0, max: 2 }) }), { minLength: all.length, maxLength: all.length }), async (places) => {
      const files = all.flatMap(({ name, content }, index) => Array.from({ length: 1 + (places[index]?.copies ?? 0) }, (_, copy) => [`${places[index]?.folder ?? ''}${copy === 0 ? name : name.replace('.csv', ` (${copy}).csv`)}`, content] as const));
      expect(await read(Object.fromEntries(files))).toEqual(plain);
    }),
    { numRuns: 25 },
  );
});

test('three hundred thousand rows of a spend report are read in memory that does not grow with them', async () => {
  const folder = folderOf({});
  const path = join(folder, names.spend);
  writeFileSync(path, spendHeader);
  for (let block = 0; block < 300; block += 1) appendFileSync(path, Array.from({ length: 1_000 }, (_, index) => line(`p${index}`, 'Chat', `m${block % 3}`, '0.01')).join(''));
  const run = await claudeAdmin.open(folder);
  let most = 0;
  const before = process.memoryUsage().rss;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss - before)), 50);
  let total: unknown;
  for await (const event of run.events()) if (event.type === 'reported' && event.metric === 'spend' && event.person === null && event.model === undefined && event.surface === undefined) total = event.value;
  clearInterval(watch);
  expect(total).toBe('3000');
  expect(run.summary()).toMatchObject({ read: 300_000 });
  expect(most).toBeLessThan(200 * 1024 * 1024);
});
