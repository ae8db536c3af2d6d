import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WireDirectory, WireEvent } from '@pegel/domain';
import { parseDirectory, parseEvent } from '@pegel/domain/schema';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ImportError, type ImportOptions } from '../importer.js';
import { claudeAdmin } from './index.js';

const example = fileURLToPath(new URL('../../../../docs/examples/claude-admin/exports', import.meta.url));
const org = '0b7e6a1c-1111-4222-8333-944455566677';
const otherOrg = '1c8f7b2d-1111-4222-8333-944455566677';
const window = '2026-10-24-to-2026-11-22';
const names = {
  members: `members-${org}-2026-11-22.csv`,
  activity: `members-analytics-${org}-${window}.csv`,
  spend: `spend-report-${org}-2026-11-01-to-2026-11-22.csv`,
};

type Content = string | Buffer | { readonly content: string | Buffer; readonly at: string };

function folderOf(files: Readonly<Record<string, Content>>): string {
  const root = mkdtempSync(join(tmpdir(), 'claude-admin-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, given] of Object.entries(files)) {
    const { content, at } = typeof given === 'object' && 'content' in given ? given : { content: given, at: '2026-11-23T08:00:00Z' };
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    utimesSync(path, new Date(at), new Date(at));
  }
  return root;
}

/** Reads a folder, and holds what leaves it to what the server takes. */
async function importOf(path: string, options?: ImportOptions) {
  const run = await claudeAdmin.open(path, options);
  const events: WireEvent[] = [];
  for await (const event of run.events()) events.push(event);
  const snapshots: WireDirectory[] = [];
  for await (const snapshot of run.snapshots?.() ?? []) snapshots.push(snapshot);
  for (const event of events) expect(parseEvent(JSON.parse(JSON.stringify(event)))).toMatchObject({ ok: true, droppedFields: 0 });
  for (const snapshot of snapshots) expect(parseDirectory(JSON.parse(JSON.stringify(snapshot)))).toMatchObject({ ok: true, droppedFields: 0 });
  const windows = events.filter(({ type }) => type === 'reported');
  expect(new Set(windows.map(({ id }) => id)).size).toBe(windows.length);
  return { events, snapshots, summary: run.summary(), problems: run.problems, progress: run.progress };
}

const importFiles = (files: Readonly<Record<string, Content>>, options?: ImportOptions) => importOf(folderOf(files), options);

/** The numbers that somebody reported, as "metric from..to [split]" → value. */
const told = (events: readonly WireEvent[]) =>
  Object.fromEntries(
    events.flatMap((event) => {
      if (event.type !== 'reported') return [];
      const person = event.person === null ? '' : ` ${'service' in event.person ? event.person.service : (event.person.email ?? event.person.id)}`;
      return [[`${event.metric} ${event.from}..${event.to}${person}${event.model === undefined ? '' : ` ${event.model}`}${event.surface === undefined ? '' : ` ${event.surface}`}`, event.value] as const];
    }),
  );
const reasonsOf = ({ problems }: { readonly problems: readonly { readonly line: number | null; readonly reason: string }[] }) => problems.map(({ line, reason }) => (line === null ? reason : `${line} ${reason}`));
const fileErrorOf = (files: Readonly<Record<string, Content>>, options?: ImportOptions) => claudeAdmin.open(folderOf(files), options).then(() => null, (error: unknown) => error);

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

const memberHeader = 'Name,Email,Role,Status,Seat Tier\n';
const activityHeader = '\uFEFF"Name","Email","Role","Seat Tier","Last Active","Days Active","Chats","Messages","Projects Created","Projects Used","Pull Requests","Code sessions","File Edits","Cowork Sessions","Cowork Messages","Artifacts Created","Claude Code Artifacts","Cowork Artifacts","Estimated Spend (USD)"\r\n';
const olderActivityHeader = activityHeader.replace('"Claude Code Artifacts","Cowork Artifacts",', '');
const spendHeader = 'user_email,account_uuid,product,model,total_requests,total_prompt_tokens,total_completion_tokens,total_net_spend_usd,total_gross_spend_usd,user_id,total_uncached_input_tokens,total_cache_read_tokens,total_cache_write_5m_tokens,total_cache_write_1h_tokens,total_web_search_count,slack_channel_id,teams_channel_id\n';
const auditHeader = 'created_at,actor_info,event,event_info,entity_info,ip_address,device_id,user_agent,client_platform\n';

/** One member's activity: their name, when they were last active, on how many days, chats, messages, artifacts, those of Claude Code. */
const member = (name: string, last: string, days: number | string, chats: number | string = 0, messages: number | string = 0, artifacts = 0, codeArtifacts = 0) =>
  `"${name}","${name}@a.example","User","Standard","${last}","${days}","${chats}","${messages}","0","0","0","0","0","0","0","${artifacts}","${codeArtifacts}","0","0.00"\r\n`;
/** One line of spend: whose, what for, on which model, net, and the tokens that no cache held. */
const line = (who: string, product: string, model: string, net: string, { gross = net, requests = '1', input = '10', uuid = `u-${who}` }: { gross?: string; requests?: string; input?: string; uuid?: string } = {}) =>
  `${who === '' ? '' : `${who}@a.example`},${uuid},${product},${model},${requests},99,5,${net},${gross},x,${input},1,2,3,0,,\n`;

describe('who is a member', () => {
  test('invites are spoken of only where the list has any', async () => {
    const { snapshots } = await importFiles({ [names.members]: `${memberHeader}A,a@a.example,User,Active,Standard\nB,b@a.example,User,Pending,\n` });
    expect(snapshots).toMatchObject([{ fields: ['status', 'seat', 'invites'], people: [{ status: 'active' }, { email: 'b@a.example', status: 'invited', seat: null }] }]);
  });

  test.each([
    ['an unknown status', 'B,b@a.example,User,Somewhere,Standard', '3 bad-cell'],
    ['no seat tier', 'B,b@a.example,User,Active,', '3 bad-cell'],
    ['no address', 'B,,User,Active,Standard', '3 bad-cell'],
    ['what is no address', 'B,=cmd(),User,Active,Standard', '3 bad-cell'],
    ['somebody twice', 'A,A@A.example,User,Active,Standard', '3 person-twice'],
    ['too few fields', 'B,b@a.example', '3 too-few-fields'],
    ['a quote that is never closed', '"B,b@a.example,User,Active,Standard', '3 unclosed-quote'],
  ])('a list with %s is not taken at all, since whoever is missing from it would have left', async (_, row, reason) => {
    const found = await importFiles({ [names.members]: `${memberHeader}A,a@a.example,User,Active,Standard\n${row}\n` });
    expect([found.snapshots, reasonsOf(found)]).toEqual([[], [reason, 'no-directory']]);
  });

  test('the role stays out', async () => {
    expect(JSON.stringify((await importFiles({ [names.members]: `${memberHeader}A,a@a.example,The Boss,Active,Standard\n` })).snapshots)).not.toContain('Boss');
  });
});

describe('what members did', () => {
  const read = async (rows: string, { header = activityHeader, days = window } = {}) => {
    const found = await importFiles({ [`members-analytics-${org}-${days}.csv`]: `${header}${rows}` });
    return { numbers: told(found.events), reasons: reasonsOf(found) };
  };

  test('the older files, of 17 columns, say the same without what they do not have', async () => {
    const row = member('a', '2026-11-20', 3, 2, 6, 4).replace('"4","0","0"', '"4"');
    const { numbers, reasons } = await read(row, { header: olderActivityHeader });
    expect(numbers).toMatchObject({ 'artifactsCreated 2026-10-24..2026-11-22': 4, 'messagesPerChat 2026-10-24..2026-11-22 a@a.example': 3 });
    expect(Object.keys(numbers).some((key) => key.endsWith(' code'))).toBe(false);
    expect(reasons).toEqual([]);
  });

  test('a row that cannot be read costs its person and every sum, and nobody else', async () => {
    const { numbers, reasons } = await read(member('a', '2026-11-20', 3, 2, 6) + member('b', '2026-11-20', 3, '1.5', 6) + member('c', '2026-11-20', 31) + member('d', '', 0, '', 0) + member('e', '', 0, '=1+1') + member('A', '', 0));
    expect(Object.keys(numbers).every((key) => key.includes(' a@a.example'))).toBe(true);
    expect(reasons).toEqual(['3 bad-cell', '4 bad-cell', '5 bad-cell', '6 bad-cell', '7 person-twice', 'no-sums']);
    expect(await read(member('a', '2026-11-20', 3, 2, 6) + member('b', '2026-11-20', 3, 15, 6))).toMatchObject({ numbers: { 'chats 2026-10-24..2026-11-22': 17 }, reasons: [] });
  });

  test('says which row and column, what it is and what would be right, in both languages', async () => {
    const { problems } = await importFiles({ [names.activity]: `${activityHeader}${member('a', '', 0, '1.234,5')}` });
    expect(problems[0]).toEqual({
      file: expect.stringContaining(names.activity) as unknown, line: 2, reason: 'bad-cell',
      message: { en: 'The row is left out: "Chats" is "1.234,5", and must be a whole number from 0 such as 1234 or 1,234.', de: 'Die Zeile bleibt weg: "Chats" ist "1.234,5" und muss eine ganze Zahl ab 0 wie 1234 oder 1,234 sein.' },
    });
  });

  test('all artifacts together are not said where it is unclear what they include', async () => {
    const { numbers, reasons } = await read(member('a', '2026-11-20', 3, 0, 0, 2, 1) + member('b', '2026-11-20', 3, 0, 0, 0, 5) + member('c', '2026-11-20', 3, 0, 0, 4));
    expect(numbers).toMatchObject({ 'artifactsCreated 2026-10-24..2026-11-22 code': 6, 'artifactCreators 2026-10-24..2026-11-22': 3, 'artifactCreators 2026-10-24..2026-11-22 code': 2, 'artifactsCreated 2026-10-24..2026-11-22 c@a.example': 4 });
    expect(numbers).not.toHaveProperty('artifactsCreated 2026-10-24..2026-11-22');
    expect(numbers).not.toHaveProperty(['artifactsCreated 2026-10-24..2026-11-22 a@a.example']);
    expect(reasons).toEqual(['artifacts-unclear']);
  });

  describe('who was active in the days up to the last', () => {
    const levels = async (rows: string, days = window) => {
      const { numbers, reasons } = await read(rows, { days });
      const last = days.slice(-10);
      return { day: numbers[`activeUsers ${last}..${last}`], week: numbers[`weeklyActiveUsers ${last}..${last}`], month: numbers[`monthlyActiveUsers ${last}..${last}`], reasons };
    };
    const three = member('a', '2026-11-22', 9) + member('b', '2026-11-16', 2) + member('c', '2026-11-15', 1) + member('d', '2026-01-01', 0);

    test('is who was active for the last time then', async () => {
      expect(await levels(three)).toEqual({ day: 1, week: 2, month: 3, reasons: [] });
      expect(await levels(three.replace('"9"', '"7"'), '2026-08-25-to-2026-11-22')).toEqual({ day: 1, week: 2, month: 3, reasons: [] });
    });
    test('is not said where somebody was active after the window', async () => {
      expect(await levels(three + member('e', '2026-11-23', 1))).toEqual({ day: undefined, week: undefined, month: 4, reasons: ['last-active-unclear'] });
    });
    test.each(['yesterday', '22.11.2026', ''])('is not said where "Last Active" is "%s" for somebody who was active', async (last) => {
      expect((await levels(three + member('e', last, 1))).reasons).toEqual(['last-active-unclear']);
    });
    test('is not said further back than the window', async () => {
      expect(await levels(member('a', '2026-11-22', 1), '2026-11-16-to-2026-11-22')).toEqual({ day: 1, week: 1, month: undefined, reasons: [] });
      expect(await levels(member('a', '2026-11-22', 1), '2026-11-22-to-2026-11-22')).toEqual({ day: 1, week: undefined, month: undefined, reasons: [] });
    });
    test('is said by one of two files that end on the same day: the one that was exported last', async () => {
      const { events } = await importFiles({
        [names.activity]: { content: activityHeader + three, at: '2026-11-23T08:00:00Z' },
        [`members-analytics-${org}-2026-08-25-to-2026-11-22.csv`]: { content: activityHeader + three + member('e', '2026-11-22', 1), at: '2026-11-24T08:00:00Z' },
      });
      expect(told(events)).toMatchObject({ 'activeUsers 2026-11-22..2026-11-22': 2, 'activeUsers 2026-10-24..2026-11-22': 3, 'activeUsers 2026-08-25..2026-11-22': 4, 'weeklyActiveUsers 2026-10-24..2026-11-22': 2 });
    });
  });
});

describe('what was spent', () => {
  const read = async (content: string) => {
    const found = await importFiles({ [names.spend]: content });
    const numbers = told(found.events);
    return { numbers, all: (metric: string, split = '') => numbers[`${metric} 2026-11-01..2026-11-22${split}`], reasons: reasonsOf(found) };
  };

  test('the older files have no breakdown of tokens, and say nothing of it', async () => {
    const nine = 'user_email,account_uuid,product,model,total_requests,total_prompt_tokens,total_completion_tokens,total_net_spend_usd,total_gross_spend_usd\n';
    const ten = nine.replace('user_email', 'email').replace('model,', 'model,model_family,');
    for (const content of [`${nine}a@a.example,u,Chat,opus,2,99,7,1.5,2\n`, `${ten}a@a.example,u,Chat,opus,Opus,2,99,7,1.5,2\n`]) {
      const { numbers, all, reasons } = await read(content);
      expect([all('spend'), all('listSpend'), all('requests'), all('outputTokens'), all('spend', ' a@a.example opus'), reasons]).toEqual(['1.5', '2', 2, 7, '1.5', []]);
      expect(Object.keys(numbers).some((key) => /^(input|cache)/.test(key))).toBe(false);
    }
  });

  test('channels, products and letters of one person add up', async () => {
    const { all } = await read(spendHeader + line('a', 'Claude Tag', 'm', '0.1') + line('a', 'Claude Tag', 'm', '0.2') + line('A', 'Cowork', 'm', '"1,000.50"') + line('a', 'Office Agents', 'n', '-5.00') + line('a', 'claude_design', 'n', '$2'));
    expect([all('spend'), all('spend', ' a@a.example'), all('spend', ' a@a.example m'), all('spend', ' cowork'), all('spend', ' office'), all('spend', ' design'), all('spend', ' other'), all('inputTokens'), all('cacheWriteTokens')]).toEqual(['997.8', '997.8', '1000.8', '1000.5', '-5', '2', '0.3', 50, 25]);
  });

  test('an account is one person whichever address it had, and an address one whichever account', async () => {
    const { numbers, all } = await read(spendHeader + line('a', 'Chat', 'm', '1', { uuid: 'u-1' }) + line('b', 'Chat', 'm', '2', { uuid: 'u-1' }) + line('', 'Chat', 'm', '4', { uuid: 'u-1' }) + line('c', 'Chat', 'm', '8', { uuid: 'u-2' }) + line('c', 'Chat', 'm', '16', { uuid: 'u-3' }) + line('', 'Chat', 'm', '32', { uuid: 'u-4' }));
    expect(Object.keys(numbers).filter((key) => /^spend \S+ (\S+@\S+|u-\d)$/.test(key)).map((key) => numbers[key])).toEqual(['7', '24', '32']);
    expect(all('spend')).toBe('63');
  });

  test('a product of tomorrow counts, and is said once', async () => {
    const { all, reasons } = await read(spendHeader + line('a', 'Claude Oracle', 'm', '1') + line('b', 'Claude Oracle', 'm', '2'));
    expect([all('spend', ' other'), reasons]).toEqual(['3', ['2 unknown-product']]);
  });

  test('a row without anybody counts in the sums alone', async () => {
    const { numbers, all, reasons } = await read(spendHeader + line('', 'Chat', 'm', '1', { uuid: '' }));
    expect([all('spend'), all('spend', ' m'), reasons]).toEqual(['1', '1', ['2 nobody']]);
    expect(Object.keys(numbers).some((key) => key.endsWith('null'))).toBe(false);
  });

  test('a row that cannot be read takes with it every sum it belongs to, and no other', async () => {
    const { all, reasons } = await read(spendHeader + line('a', 'Chat', 'm', '1') + line('b', 'Cowork', 'n', 'a lot') + line('b', 'Cowork', 'm', '4') + line('c', 'Cowork', 'm', '8'));
    expect([all('spend'), all('spend', ' n'), all('spend', ' cowork'), all('spend', ' b@a.example'), all('spend', ' b@a.example n')]).toEqual(Array(5).fill(undefined));
    expect([all('spend', ' m'), all('spend', ' chat'), all('spend', ' a@a.example'), all('spend', ' b@a.example m'), all('spend', ' c@a.example')]).toEqual(['13', '1', '1', '4', '8']);
    expect(reasons).toEqual(['3 bad-cell', 'no-sums']);
  });

  test.each([['ragged', 'a,b,c\n'], ['whose address is none', line('a b', 'Chat', 'm', '1')], ['that never ends', '"a']])('a row %s could be anybody’s, so nothing is said', async (_, row) => {
    const { numbers, reasons } = await read(spendHeader + line('a', 'Chat', 'm', '1') + row);
    expect([numbers, reasons.at(-1)]).toEqual([{}, 'no-sums']);
  });

  test.each(['@other', 'm'.repeat(201)])('a model that cannot be one costs its row and no person', async (model) => {
    const { all, reasons } = await read(spendHeader + line('a', 'Chat', 'm', '1') + line('b', 'Chat', model, '2'));
    expect([all('spend'), all('spend', ' a@a.example'), all('spend', ' b@a.example'), reasons]).toEqual([undefined, '1', undefined, ['3 bad-cell', 'no-sums']]);
  });

  test('an empty cell of tokens is unknown where something was asked, and nothing where not', async () => {
    const { all, reasons } = await read(spendHeader + line('a', 'Chat', 'm', '1') + line('b', 'Chat', 'm', '2', { input: '' }) + line('c', 'Chat', 'n', '4', { input: '', requests: '0.0' }));
    expect([all('spend'), all('inputTokens'), all('inputTokens', ' b@a.example'), all('inputTokens', ' a@a.example'), all('inputTokens', ' c@a.example'), all('outputTokens'), reasons]).toEqual(['7', undefined, undefined, 10, 0, 15, ['unknown-tokens']]);
  });

  test('what is larger than a number can be is left out and said', async () => {
    const { all, reasons } = await read(spendHeader + line('a', 'Chat', 'm', '999999999') + line('b', 'Chat', 'n', '999999999', { input: '1000000000000' }) + line('c', 'Chat', 'n', '1'));
    expect([all('spend'), all('inputTokens'), all('spend', ' a@a.example'), all('requests'), reasons]).toEqual([undefined, undefined, '999999999', 3, ['too-large']]);
  });
});

describe('an audit log', () => {
  const log = (event: string, entity: string, { at = '2026-11-03T09:15:00Z', actor = "{'metadata': {'email_address': 'A@a.example'}}", info = '{}' } = {}) => `${at},"${actor.replaceAll('"', '""')}",${event},"${info}","${entity}",192.0.2.1,d,"A, browser",web\n`;
  const project = "{'uuid': 'C0000000-0000-4000-8000-000000000001'}";
  const read = (rows: string) => importFiles({ 'audit_logs.csv': `${auditHeader}${rows}` });

  test('rows that are the same are told apart, and are the same each time', async () => {
    const rows = log('project_created', project) + log('project_created', project) + log('project_created', project, { at: '2026-11-04 09:15:00.5+00:00' });
    const first = await read(rows);
    expect(first.events.map((event) => (event.type === 'project.created' ? [event.at, event.project] : []))).toEqual([['2026-11-03T09:15:00.000Z', 'c0000000-0000-4000-8000-000000000001'], ['2026-11-03T09:15:00.000Z', 'c0000000-0000-4000-8000-000000000001'], ['2026-11-04T09:15:00.500Z', 'c0000000-0000-4000-8000-000000000001']]);
    const later = await read(log('project_created', project, { at: '2026-11-20T00:00:00Z' }) + rows);
    expect(later.events.map(({ id }) => id)).toEqual(expect.arrayContaining(first.events.map(({ id }) => id)));
  });

  test.each([
    ['created_at', log('project_created', project, { at: 'yesterday' }), '2 bad-timestamp'],
    ['entity_info', log('project_created', "{'name': 'x'}"), '2 no-entity'],
    ['entity_info that is a program', log('project_created', "__import__('os').system('x')"), '2 no-entity'],
    ['entity_info without end', log('project_created', '{'.repeat(10_000)), '2 no-entity'],
    ['a project in place of the chat', log('conversation_created', '{}', { info: "{'project_uuid': 'c0000000-0000-4000-8000-000000000001'}" }), '2 no-entity'],
  ])('a row is left out for its %s, and the rest is read', async (_, row, reason) => {
    const found = await read(row + log('project_created', project));
    expect([found.events.length, reasonsOf(found)]).toEqual([1, [reason]]);
  });

  test('whoever is not named is nobody', async () => {
    for (const actor of ['', '{}', 'None', "{'metadata': {'email_address': None}}", '{"type":"system"}']) expect((await read(log('project_created', project, { actor }))).events).toMatchObject([{ person: null }]);
  });

  test('other events are counted by name, a thousand names together', async () => {
    const { summary } = await read(log('file_uploaded', '{}').repeat(3) + log('__proto__', '{}') + log('=cmd|x', '{}') + Array.from({ length: 1_000 }, (_, index) => log(`n${index}`, '{}')).join(''));
    expect(summary.skipped).toMatchObject({ 'event file_uploaded': 3, 'event __proto__': 1 });
    expect(Object.keys(summary.skipped).length).toBeLessThan(250);
    expect(Object.values(summary.skipped).reduce((sum, count) => sum + count, 0)).toBe(1_005);
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
}, 120_000);
