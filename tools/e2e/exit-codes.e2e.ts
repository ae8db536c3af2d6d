import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isEverything } from '../src/testing/everything.js';
import { binary, pegel } from './binary.js';
import { sendExample, yesterday } from './example.js';
import { pegelHere } from './here.js';
import { served, type Served } from './served.js';
import { shell } from './shell.js';

/** One organisation with numbers of yesterday, one whose importer ran long ago and that has no extra usage, and one without anything. */
let fresh: Served;
let old: Served;
let empty: Served;
/** What a terminal has in which the first organisation's founder is signed in. */
let session = '';
beforeAll(async () => {
  [fresh, old, empty] = await Promise.all([served(), served({ extraUsage: false }), served()]);
  await sendExample(fresh);
  session = await sessionAt(fresh);
  // Set aside: two messages of a clock that is wrong.
  await fresh.post([1, 2].map((id) => ({ id: `f-${id}`, type: 'message.sent', at: '2099-01-01T00:00:00Z', person: { email: 'ada@example.com' }, chat: 'f' })));
  // Two who accept an invitation, and one who does not.
  const invited = await Promise.all(['second@example.com', 'third@example.com', 'waiting@example.com'].map((email) => pegel(['members', 'invite', email, '--role', 'owner'], fresh.env)));
  for (const { stdout } of invited.slice(0, 2)) {
    const body = JSON.stringify({ token: stdout.trim().split('#')[1], password: 'a long enough password' });
    expect((await fetch(`${fresh.url}/invitation/accept`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).status).toBe(200);
  }
  await old.post([{ id: 'p-1', type: 'message.sent', at: '2026-01-13T09:00:00Z', person: { email: 'ada@example.com' }, chat: 's-1', surface: 'code' }], 'claude-code');
  const folder = join(fresh.folder, 'fay@example.com');
  mkdirSync(folder);
  writeFileSync(join(folder, 'one.jsonl'), `${JSON.stringify({ type: 'user', uuid: 'p-1', sessionId: 's-1', timestamp: '2026-01-13T09:00:00Z', isSidechain: false, message: { role: 'user', content: 'Hello.' } })}\n`);
  writeFileSync(join(fresh.folder, 'file'), 'not a transcript\n');
  expect((await pegel([...init('unserved'), '--names', 'off'], {}, fresh.folder)).code).toBe(0);
});
afterAll(() => Promise.all([fresh.stop(), old.stop(), empty.stop()]));

type Where = 'fresh' | 'old' | 'empty' | 'signed-in' | 'nobody' | 'nowhere';

/** What is around a command: a server and a token, a server and no token, or no server. */
function around(where: Where): Readonly<Record<string, string>> {
  const none = { PEGEL_TOKEN: '', PEGEL_INGEST_KEY: '' };
  if (where === 'nowhere') return { ...fresh.env, PEGEL_URL: 'http://127.0.0.1:1' };
  if (where === 'signed-in') return { ...fresh.env, PEGEL_TOKEN: session };
  if (where === 'nobody') return { ...none, PEGEL_URL: fresh.url };
  return { fresh, old, empty }[where].env;
}

const day = ['--from', yesterday, '--to', yesterday];
const report = ['report', '--metrics', 'codingPrompts'];
const spendByUser = ['export', 'spend-by-user', ...day];

const init = (data: string) => ['init', '--data', data, '--organisation', 'New AG', '--time-zone', 'UTC', '--owner-email', 'a@example.com', '--owner-password-file', 'password'];

const password = (data: string) => ['password', '--data', data, '--email', 'a@example.com', '--password-file', 'password'];

/** Signs the founder in, and gives what a terminal would keep of that. */
async function sessionAt({ url, ownerEmail, ownerPassword }: Served): Promise<string> {
  const answer = await fetch(`${url}/auth/sign-in/email`, { method: 'POST', headers: { 'content-type': 'application/json', origin: url }, body: JSON.stringify({ email: ownerEmail, password: ownerPassword }) });
  return decodeURIComponent(answer.headers.get('set-cookie')?.split(';')[0]?.split('=')[1] ?? expect.fail('Nobody is signed in.'));
}

/** Stands for the id of the key that the empty organisation was founded with, which nobody knows before, as `/ORG/` does for the organisation with numbers. */
const theirIngestKey = 'ID';
const knownAs = (word: string): string => (word === theirIngestKey ? createHash('sha256').update(empty.ingestKey).digest('hex').slice(0, 12) : word.replace(/^\/ORG\//, `/${fresh.slug}/`));

/** Every command with every code it can end with. Folders are those of the first organisation. */
const table: readonly (readonly [command: string, code: number, where: Where, words: readonly string[]])[] = [
  ['overview', 0, 'fresh', []],
  ['overview', 0, 'fresh', ['overview', '--fail-stale']],
  ['overview', 0, 'fresh', ['tui', '--range', '7d']],
  ['overview', 1, 'nowhere', ['overview']],
  ['overview', 2, 'fresh', ['--range', '8d']],
  ['overview', 3, 'nobody', ['overview']],
  ['overview', 4, 'old', ['overview', '--fail-stale']],
  ['activity', 0, 'fresh', ['activity']],
  ['activity', 1, 'nowhere', ['activity']],
  ['activity', 2, 'fresh', ['activity', '--range', '8d']],
  ['activity', 3, 'nobody', ['activity']],
  ['activity', 4, 'old', ['activity', '--fail-stale']],
  ['activity', 5, 'empty', ['activity']],
  ['adoption', 0, 'fresh', ['adoption']],
  ['adoption', 1, 'nowhere', ['adoption']],
  ['adoption', 2, 'fresh', ['adoption', '--range', '8d']],
  ['adoption', 3, 'nobody', ['adoption']],
  ['adoption', 4, 'fresh', ['adoption', '--fail-stale', '1m']],
  ['adoption', 5, 'empty', ['adoption']],
  ['spend', 0, 'fresh', ['spend']],
  ['spend', 1, 'nowhere', ['spend']],
  ['spend', 2, 'fresh', ['spend', '--range', '8d']],
  ['spend', 3, 'nobody', ['spend']],
  ['spend', 4, 'fresh', ['spend', '--fail-stale', '1m']],
  ['spend', 5, 'empty', ['spend']],
  ['report', 0, 'fresh', ['report', '--metrics', 'chats', ...day, '--fail-stale', '2d']],
  ['report', 1, 'nowhere', [...report, '--range', '7d']],
  ['report', 2, 'fresh', [...report, '--range', '7d', '--from', yesterday]],
  ['report', 3, 'nobody', [...report, '--range', '7d']],
  ['report', 4, 'old', [...report, '--range', '7d', '--fail-stale']],
  ['report', 5, 'old', ['report', '--metrics', 'spend', '--range', '7d', '--fail-stale']],
  ['explain', 0, 'fresh', ['explain', 'chats']],
  ['explain', 1, 'nowhere', ['explain', 'chats']],
  ['explain', 2, 'fresh', ['explain', 'chatz']],
  ['explain', 3, 'nobody', ['explain', 'chats']],
  ['explain', 5, 'old', ['explain', 'spend']],
  ['open', 0, 'fresh', ['open', '/ORG/spend?range=7d']],
  ['open', 1, 'nowhere', ['open', '/ORG/overview']],
  ['open', 2, 'fresh', ['open', 'https://elsewhere.example/nordwind/overview']],
  ['open', 3, 'nobody', ['open', '/ORG/overview']],
  ['url', 0, 'fresh', ['url', 'spend', '--range', '90d', '--pin']],
  ['url', 1, 'nowhere', ['url']],
  ['url', 2, 'fresh', ['url', 'spend', '--panel', 'chats']],
  ['url', 3, 'nobody', ['url']],
  ['spark', 0, 'fresh', ['spark', 'chats']],
  ['spark', 1, 'nowhere', ['spark', 'chats']],
  ['spark', 2, 'fresh', ['spark', 'chatz']],
  ['spark', 3, 'nobody', ['spark', 'chats']],
  ['spark', 5, 'old', ['spark', 'spend']],
  ['metrics', 0, 'nowhere', ['metrics']],
  ['metrics', 2, 'nowhere', ['metrics', '--format', 'xls']],
  ['invites', 0, 'fresh', ['invites']],
  ['invites', 1, 'nowhere', ['invites']],
  ['invites', 2, 'fresh', ['invites', '--format', 'xls']],
  ['invites', 3, 'nobody', ['invites']],
  ['export spend-by-user', 0, 'fresh', spendByUser],
  ['export spend-by-user', 1, 'nowhere', spendByUser],
  ['export spend-by-user', 2, 'fresh', ['export', 'spend-by-user', '--from', 'soon', '--to', 'later']],
  ['export spend-by-user', 3, 'nobody', spendByUser],
  ['export spend-by-user', 4, 'fresh', [...spendByUser, '--fail-stale', '1m']],
  ['export spend-by-user', 5, 'old', spendByUser],
  ['import', 0, 'fresh', ['import', 'claude-code', 'fay@example.com']],
  ['import', 1, 'fresh', ['import', 'claude-code', 'none']],
  ['import', 2, 'fresh', ['import', 'chatgpt', '.']],
  ['import', 3, 'nobody', ['import', 'claude-code', '.']],
  ['sources', 0, 'fresh', ['sources']],
  ['sources', 1, 'nowhere', ['sources']],
  ['sources', 2, 'fresh', ['sources', 'all']],
  ['sources', 3, 'nobody', ['sources']],
  ['sources quarantine', 0, 'fresh', ['sources', 'quarantine']],
  ['sources quarantine', 2, 'fresh', ['sources', 'quarantine', '--state', 'gone']],
  ['sources quarantine', 3, 'nobody', ['sources', 'quarantine']],
  ['sources release', 0, 'fresh', ['sources', 'release', '1', '--reason', 'The clock was wrong.', '--yes']],
  ['sources release', 1, 'fresh', ['sources', 'release', '99', '--reason', 'There is none.', '--yes']],
  ['sources release', 2, 'fresh', ['sources', 'release', '1']],
  ['sources release', 3, 'nobody', ['sources', 'release', '1', '--reason', 'Nobody asks.']],
  ['sources discard', 0, 'fresh', ['sources', 'discard', '2', '--reason', 'The clock was wrong.', '--yes']],
  ['sources discard', 2, 'fresh', ['sources', 'discard', 'everything', '--reason', 'All of it.']],
  ['sources discard', 3, 'nobody', ['sources', 'discard', '2', '--reason', 'Nobody asks.']],
  ['settings', 0, 'fresh', ['settings']],
  ['settings', 1, 'nowhere', ['settings']],
  ['settings', 2, 'fresh', ['settings', '--fiscal-year-start', '13']],
  ['settings', 3, 'nobody', ['settings']],
  ['keys', 0, 'fresh', ['keys']],
  ['keys', 1, 'nowhere', ['keys']],
  ['keys', 2, 'fresh', ['keys', '--json', '--format', 'csv']],
  ['keys', 3, 'nobody', ['keys']],
  ['keys make-ingest', 0, 'fresh', ['keys', 'make-ingest', '--label', 'made', '--scopes', 'events', '--json']],
  ['keys make-ingest', 2, 'fresh', ['keys', 'make-ingest', '--label', 'live', '--scopes', 'events']],
  ['keys make-ingest', 3, 'nobody', ['keys', 'make-ingest', '--label', 'made', '--scopes', 'events']],
  ['keys make-token', 0, 'fresh', ['keys', 'make-token', '--label', 'made', '--permissions', 'view:usage', '--json']],
  ['keys make-token', 2, 'fresh', ['keys', 'make-token', '--label', 'made', '--permissions', 'manage:members']],
  ['keys make-token', 3, 'nobody', ['keys', 'make-token', '--label', 'made', '--permissions', 'view:usage']],
  ['keys revoke', 0, 'empty', ['keys', 'revoke', theirIngestKey, '--yes']],
  ['keys revoke', 2, 'fresh', ['keys', 'revoke', theirIngestKey, '--yes']],
  ['keys revoke', 3, 'nobody', ['keys', 'revoke', theirIngestKey]],
  ['erase', 0, 'fresh', ['erase', 'dan@example.com']],
  ['erase', 1, 'nowhere', ['erase', 'dan@example.com']],
  ['erase', 2, 'fresh', ['erase', 'dan@example.com', '--yes']],
  ['erase', 3, 'nobody', ['erase', 'dan@example.com']],
  ['members', 0, 'fresh', ['members']],
  ['members', 1, 'nowhere', ['members']],
  ['members', 2, 'fresh', ['members', '--format', 'xls']],
  ['members', 3, 'nobody', ['members']],
  ['members invite', 0, 'fresh', ['members', 'invite', 'new@example.com', '--role', 'auditor', '--json']],
  ['members invite', 2, 'fresh', ['members', 'invite', 'new@example.com']],
  ['members invite', 3, 'nobody', ['members', 'invite', 'new@example.com', '--role', 'member']],
  ['members withdraw', 0, 'fresh', ['members', 'withdraw', 'waiting@example.com', '--yes']],
  ['members withdraw', 2, 'fresh', ['members', 'withdraw', 'nobody@example.com']],
  ['members withdraw', 3, 'nobody', ['members', 'withdraw', 'waiting@example.com']],
  ['members role', 0, 'fresh', ['members', 'role', 'second@example.com', 'admin', '--yes']],
  ['members role', 2, 'fresh', ['members', 'role', 'second@example.com', 'primary-owner']],
  ['members role', 3, 'nobody', ['members', 'role', 'second@example.com', 'admin']],
  ['members remove', 0, 'fresh', ['members', 'remove', 'third@example.com', '--yes']],
  ['members remove', 2, 'fresh', ['members', 'remove', 'nobody@example.com', '--yes']],
  ['members remove', 3, 'nobody', ['members', 'remove', 'second@example.com']],
  ['members transfer', 2, 'fresh', ['members', 'transfer', 'nobody@example.com']],
  ['members transfer', 3, 'nobody', ['members', 'transfer', 'second@example.com']],
  ['members leave', 2, 'fresh', ['members', 'leave', 'now']],
  ['members leave', 3, 'fresh', ['members', 'leave', '--yes']],
  ['journal', 0, 'fresh', ['journal']],
  ['journal', 0, 'nowhere', ['journal', '--data', 'data', '--format', 'csv']],
  ['journal', 1, 'nowhere', ['journal']],
  ['journal', 2, 'fresh', ['journal', '--happening', 'anything']],
  ['journal', 3, 'nobody', ['journal']],
  ['unmask', 0, 'fresh', ['unmask']],
  ['unmask', 1, 'nowhere', ['unmask']],
  ['unmask', 2, 'fresh', ['unmask', '--any']],
  ['unmask', 3, 'nobody', ['unmask']],
  ['unmask list', 0, 'fresh', ['unmask', 'list', '--json']],
  ['unmask list', 2, 'fresh', ['unmask', 'list', 'all']],
  ['unmask list', 3, 'nobody', ['unmask', 'list']],
  ['unmask request', 2, 'fresh', ['unmask', 'request', '--people', 'p_0123456789abcdef0123', '--hours', '25', '--reason', 'Too long.']],
  // By a token.
  ['unmask request', 3, 'fresh', ['unmask', 'request', '--people', 'p_0123456789abcdef0123', '--hours', '1', '--reason', 'Nobody asks.']],
  ['unmask approve', 2, 'fresh', ['unmask', 'approve', 'none']],
  ['unmask approve', 3, 'fresh', ['unmask', 'approve', 'none', '--yes']],
  ['unmask refuse', 2, 'fresh', ['unmask', 'refuse', 'none']],
  ['unmask refuse', 3, 'fresh', ['unmask', 'refuse', 'none', '--yes']],
  ['unmask withdraw', 2, 'fresh', ['unmask', 'withdraw', 'none']],
  ['unmask withdraw', 3, 'fresh', ['unmask', 'withdraw', 'none', '--yes']],
  ['unmask close', 2, 'fresh', ['unmask', 'close', 'none']],
  ['unmask close', 3, 'fresh', ['unmask', 'close', 'none', '--yes']],
  ['privacy-report', 0, 'fresh', ['privacy-report']],
  ['privacy-report', 1, 'nowhere', ['privacy-report']],
  ['privacy-report', 2, 'fresh', ['privacy-report', '--format', 'pdf']],
  ['privacy-report', 3, 'nobody', ['privacy-report']],
  ['my-data', 0, 'signed-in', ['my-data']],
  ['my-data', 1, 'nowhere', ['my-data']],
  ['my-data', 2, 'signed-in', ['my-data', '--format', 'pdf']],
  ['my-data', 3, 'fresh', ['my-data', '--format', 'csv']],
  ['my-data', 2, 'fresh', ['my-data', '--format', 'json', '--dialect', 'excel-de']],
  ['init', 0, 'nowhere', [...init('new'), '--names', 'off']],
  ['init', 1, 'nowhere', [...init('file'), '--names', 'off']],
  ['init', 2, 'nowhere', init('other')],
  ['serve', 1, 'nowhere', ['serve', '--data', 'data', '--port', '0']],
  ['serve', 1, 'nowhere', ['serve', '--data', '.', '--port', '0', '--set-up']],
  ['serve', 2, 'nowhere', ['serve', '--data', 'data', '--port', 'many']],
  ['password', 0, 'nowhere', password('unserved')],
  ['password', 1, 'nowhere', password('data')],
  ['password', 2, 'nowhere', ['password', '--data', 'unserved', '--email', 'a@example.com']],
  ['demo', 1, 'nowhere', ['demo', '--data', 'file']],
  ['demo', 2, 'nowhere', ['demo', 'now']],
  ['verify', 0, 'nowhere', ['verify', '--data', 'data']],
  ['verify', 1, 'nowhere', ['verify', '--data', 'file']],
  ['verify', 2, 'nowhere', ['verify']],
  ['doctor', 0, 'fresh', ['doctor', '--data', 'data']],
  ['doctor', 1, 'nowhere', ['doctor']],
  ['doctor', 2, 'fresh', ['doctor', '--date', '.']],
  ['completion', 0, 'nowhere', ['completion', 'bash']],
  ['completion', 2, 'nowhere', ['completion', 'sh']],
  ['help', 0, 'nowhere', ['help', 'report']],
  ['help', 2, 'nowhere', ['help', 'raport']],
  ['login', 1, 'nowhere', ['login']],
  ['login', 2, 'fresh', ['login', '--url', 'pegel.example']],
  ['logout', 2, 'fresh', ['logout', '--url', 'pegel.example']],
  ['logout', 3, 'fresh', ['logout']],
  ['whoami', 0, 'fresh', ['whoami']],
  ['whoami', 1, 'nowhere', ['whoami']],
  ['whoami', 2, 'fresh', ['whoami', '--url', 'pegel.example']],
  ['whoami', 3, 'nobody', ['whoami']],
];

/** What works on a folder, which is a program's own. */
const onFolders: readonly string[] = ['import', 'init', 'serve', 'password', 'demo', 'verify', 'doctor', 'login', 'logout'];
/** Commands of which every row is run as a program, where its exit code is the process's; together they have every code. */
const asPrograms: readonly string[] = ['overview', 'report'];
/** `npm run test:deep` starts a program for every row. */
const isProgram = (command: string, words: readonly string[]): boolean => isEverything || asPrograms.includes(command) || onFolders.includes(command) || words.includes('--data');

/** What is printed even though the command does not end well: data that is stale, numbers that are off, what was found, what became of each item. */
const printsAnyway = (command: string, code: number): boolean => code === 4 || (code === 5 && !['export spend-by-user', 'spark'].includes(command)) || (code === 1 && (command === 'doctor' || command === 'sources release'));

/** What is said beside what is printed: who has a file of people, and that nothing was done yet. */
const saidBeside: Readonly<Record<string, string>> = { 'export spend-by-user': 'Taken by [^\\n]+\\n', invites: 'Taken by [^\\n]+\\n', erase: 'Nothing was erased; [^\\n]+\\n' };

/** Where there is nothing to say, nothing is said; where something is wrong, one sentence is. */
const messagesOf = (command: string, code: number): RegExp => new RegExp(`^${code === 0 || code === 4 ? (saidBeside[command] ?? '') : ''}${code === 0 ? '' : '[^\\n]*[.\\w]\\n'}$`);

describe('the table of exit codes', () => {
  test.concurrent.each(table.map(([command, code, where, words]) => ({ command, code, where, words })))('$command ends with $code: $words', async ({ command, code, where, words }) => {
    const finished = await (isProgram(command, words) ? pegel : pegelHere)(words.map(knownAs), { ...around(where), LC_ALL: 'C.UTF-8' }, fresh.folder);
    expect([finished.code, finished.stderr]).toEqual([code, expect.stringMatching(messagesOf(command, code))]);
    expect(finished.stderr).not.toMatch(/\n\s+at |Error:|node:internal/);
    expect(finished.stderr).not.toContain('\x1B');
    expect(finished.stdout !== '').toBe(code === 0 || printsAnyway(command, code));
  });

  test('has every code for commands that are run as programs each time', () => {
    const codes = (rows: typeof table) => [...new Set(rows.map(([, code]) => code))].sort();
    expect(codes(table.filter(([command]) => asPrograms.includes(command)))).toEqual(codes(table));
  });

  test('has a row for every command and every code its help names', async () => {
    // Serving ends when it is told to; how it ends then is tested where it is served. Signing in takes somebody with a browser,
    // who may say no. Whoever left, or is no Primary Owner any more, could not ask the rest. Names are shown by two people who are signed in, and no token.
    const elsewhere = ['serve 0', 'demo 0', 'login 0', 'login 3', 'logout 0', 'members transfer 0', 'members leave 0', ...['request', 'approve', 'refuse', 'withdraw', 'close'].map((verb) => `unmask ${verb} 0`)];
    const rows = new Set([...table.map(([command, code]) => `${command} ${code}`), ...elsewhere]);
    const named = async (words: readonly string[]): Promise<string[]> => {
      const { stdout } = await pegelHere([...words, '--help'], { LC_ALL: 'C.UTF-8' }, fresh.folder);
      const below = /\nCommands:\n((?: {2}.*\n)+)/.exec(stdout)?.[1];
      const further = (await Promise.all([...(below ?? '').matchAll(/^ {2}(\S+)/gm)].map(([, name = '']) => named([...words, name])))).flat();
      // What only has commands below it ends with nothing of its own.
      if (!/^Usage: .*\[options\]/.test(stdout)) return further;
      const codes = /\nExit codes:\n((?: {2}.*\n)+)/.exec(stdout)?.[1] ?? '';
      // 1, 130 and 141 can happen to every command; they have tests of their own below.
      return [...further, ...[...codes.matchAll(/^ {2}(\d+)/gm)].map(([, code = '']) => code).filter((code) => !['1', '130', '141'].includes(code)).map((code) => `${words.join(' ')} ${code}`)];
    };
    const { stdout } = await pegel(['complete', '--', '']);
    const commands = stdout.split('\n').slice(1, -1).map((line) => line.split('\t')[0] ?? '');
    const wanted = (await Promise.all(commands.map((command) => named([command])))).flat();
    expect(wanted.length).toBeGreaterThan(25);
    expect(wanted.filter((row) => !rows.has(row))).toEqual([]);
  });
});

describe('whoever reads', () => {
  const year = "report --metrics chats,messages,activeUsers,weeklyActiveUsers,seats,utilisation,inputTokens,outputTokens --range 365d";

  test('head gets its line, and nobody hears of the rest', async () => {
    for (const format of ['ndjson', 'csv', 'table']) {
      const { stdout, stderr } = await shell(`pegel ${year} --format ${format} | head -c 5 | wc -c; echo "\${PIPESTATUS[0]}"; pegel ${year} --format ${format} | true; echo "\${PIPESTATUS[0]}"`, fresh);
      expect([format, stdout.trim().split(/\s+/)[0], stdout.trim().split(/\s+/).at(-1), stderr]).toEqual([format, '5', '141', '']);
    }
    const exported = await shell(`pegel export spend-by-user --from ${yesterday} --to ${yesterday} | true; echo "\${PIPESTATUS[0]}"`, fresh);
    expect([exported.stdout, exported.stderr]).toEqual(['141\n', '']);
  });

  test('a disk that is full is said to be, and ends with 1', async () => {
    for (const words of ['metrics', 'help report', `${year} --format ndjson`, `export spend-by-user --from ${yesterday} --to ${yesterday}`, 'doctor --json']) {
      const { stdout, stderr } = await shell(`ulimit -f 0; pegel ${words} > full; echo "$?"`, fresh);
      expect([words, stdout, stderr]).toEqual([words, '1\n', 'The output could not be written: the disk is full (EFBIG).\n']);
    }
  });
});

describe('Ctrl+C', () => {
  test('ends a question to a server that never answers as it ends every program, without a word', async () => {
    let hear = (): void => undefined;
    const asked = new Promise<void>((resolve) => (hear = resolve));
    const silent = createServer((socket) => socket.once('data', hear).on('error', () => undefined));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo; // A server that listens on a port has one.
    const child = spawn(process.execPath, [binary, 'report', '--metrics', 'chats', '--range', '7d'], { env: { ...process.env, ...fresh.env, PEGEL_URL: `http://127.0.0.1:${port}` } });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
    await asked;
    child.kill('SIGINT');
    // A shell makes 130 of this.
    expect(await new Promise((resolve) => child.once('exit', (code, signal) => resolve([code, signal])))).toEqual([null, 'SIGINT']);
    expect(said).toBe('');
    silent.close();
  });

  test('ends a server in good order, and the second one at once, whatever it was doing', async () => {
    const data = join(fresh.folder, 'served');
    const made = await pegel([...init('served'), '--names', 'off', '--json'], {}, fresh.folder);
    const { ingestKey } = JSON.parse(made.stdout) as { ingestKey: string }; // What `init` promises.
    const start = async () => {
      const child = spawn(process.execPath, [binary, 'serve', '--data', data, '--port', '0'], { env: { ...process.env, LC_ALL: 'C.UTF-8' } });
      let said = '';
      const heard = (pattern: RegExp) =>
        new Promise<string>((resolve, reject) => {
          child.once('exit', () => reject(new Error(`It ended before it said ${String(pattern)}: ${said}`)));
          const look = () => pattern.test(said) && resolve(pattern.exec(said)?.[1] ?? '');
          child.stderr.on('data', look);
          look();
        });
      child.stderr.on('data', (chunk) => (said += String(chunk)));
      const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
      const port = Number(await heard(/Pegel serves http:\/\/127\.0\.0\.1:(\d+)/));
      return { child, heard, ended, port };
    };
    const first = await start();
    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);

    const second = await start();
    // A body that never ends is waited for, up to five seconds.
    const socket = connect(second.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(`POST /v1/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${ingestKey}\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{`);
    await new Promise((resolve) => setTimeout(resolve, 300));
    second.child.kill('SIGINT');
    await second.heard(/"msg":"(stopping)"/);
    second.child.kill('SIGINT');
    expect(await second.ended).toBe(130);
    socket.destroy();
  });
});
