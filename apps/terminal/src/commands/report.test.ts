import { metricNames } from '@pegel/domain';
import { expect, test } from 'vitest';
import { run } from '../program.js';
import { capturedWorld } from '../testing/captured-world.js';
import { pegelServer } from '../testing/pegel-server.js';

const worldAt = ({ url, ownerToken }: { url: string; ownerToken: string }, variables: Record<string, string> = {}) =>
  capturedWorld({ PEGEL_URL: url, PEGEL_TOKEN: ownerToken, ...variables });
const nowhere = { url: 'http://127.0.0.1:1', ownerToken: 'token' };
const asked = ['report', '--metrics', 'chats,utilisation,spend', '--from', '2026-01-12', '--to', '2026-01-13'];

test('prints a table that stays the same for grep, in the language of the terminal', async () => {
  const server = await pegelServer();
  const english = worldAt(server);
  expect(await run(asked, english)).toBe(0);
  expect(english.out()).toMatchInlineSnapshot(`
    "Day         Chats   Utilisation  Total spend  State
                               rate
    Mon 12 Jan      1         50.0%        $0.00  incomplete
    Tue 13 Jan      2         50.0%    $1,234.50  incomplete
    "
  `);

  const german = worldAt(server, { LC_ALL: 'de_DE.UTF-8' });
  await run(asked, german);
  expect(german.out()).toMatchInlineSnapshot(`
    "Tag            Chats  Auslastungsquote  Gesamtausgaben  Stand
    Mo., 12. Jan.      1            50,0 %          0,00 $  unvollständig
    Di., 13. Jan.      2            50,0 %      1.234,50 $  unvollständig
    "
  `);
});

test('prints the report itself as JSON, a row a line as NDJSON, and CSV with the names of the contract', async () => {
  const server = await pegelServer();
  const json = worldAt(server);
  await run([...asked, '--format', 'json'], json);
  const report = JSON.parse(json.out());
  expect(report.query).toMatchObject({ metrics: ['chats', 'utilisation', 'spend'], from: '2026-01-12', to: '2026-01-13', grain: 'day' });
  expect(report.rows[1].values).toEqual({ chats: 2, utilisation: 0.5, spend: '1234.5' });

  const ndjson = worldAt(server);
  await run([...asked, '--format', 'ndjson'], ndjson);
  expect(ndjson.out().trimEnd().split('\n').map((line) => JSON.parse(line))).toEqual(report.rows);

  const csv = worldAt(server);
  await run([...asked, '--format', 'csv'], csv);
  expect(csv.out()).toMatch(/^bucket,key,label,complete,chats,utilisation,spend\r\n2026-01-12,,,(true|false),1,0.5,0\r\n2026-01-13,,,(true|false),2,0.5,1234.5\r\n$/);
});

test('no line of a table with many metrics is wider than 80 cells', async () => {
  const world = worldAt(await pegelServer());
  await run(['report', '--metrics', 'activeUsers,weeklyActiveUsers,seats,utilisation,chats,messages,messagesPerChat,spend,inputTokens', '--from', '2026-01-12', '--to', '2026-01-13', '--compare', 'previous'], world);
  expect(Math.max(...world.out().split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('numbers that are switched off are printed as such, and the command ends with 5', async () => {
  const world = worldAt(await pegelServer({ extraUsage: false }));
  expect(await run(['report', '--metrics', 'spend', '--from', '2026-01-12', '--to', '2026-01-13'], world)).toBe(5);
  expect(world.out()).toContain('– switched off');
});

test('arguments that mean nothing end with 2 and a sentence, without asking a server', async () => {
  const world = worldAt(nowhere);
  expect(await run(['report', '--metrics', 'utilisation', '--range', '7d', '--by', 'model'], world)).toBe(2);
  expect(world.messages()).toMatch(/^Utilisation .*cannot be split by model\./);
  expect(await run(['report', '--metrics', 'chats', '--range', '7d', '--format', 'xls'], world)).toBe(2);
});

test('a token nobody has, and none at all, end with 3', async () => {
  const { url } = await pegelServer();
  const stolen = worldAt({ url, ownerToken: 'stolen' });
  expect(await run(asked, stolen)).toBe(3);
  expect(stolen.out()).toBe('');
  expect(stolen.messages()).toMatch(/\.\n$/);

  const without = capturedWorld({ PEGEL_URL: url });
  expect(await run(asked, without)).toBe(3);
  expect(without.messages()).toContain('set PEGEL_TOKEN');
});

test('where nobody answers it ends with 1 and says why', async () => {
  const world = worldAt(nowhere);
  expect(await run(asked, world)).toBe(1);
  expect(world.messages()).toMatch(/^No answer from http:\/\/127\.0\.0\.1:1: .+/);
  expect(world.messages()).not.toContain('fetch failed');
});

test('the Overview is a table where nobody could press a key', async () => {
  const server = await pegelServer();
  const world = worldAt(server);
  expect(await run([], world)).toBe(0);
  const [head = '', columns = '', ...rows] = world.out().trimEnd().split('\n');
  expect(head).toMatch(/^Nordwind AG {3}Last 28 days \(.+\) {3}complete to /);
  expect(columns).toMatch(/^Metric +Value +Change +Base +Window$/);
  const shown = rows.map((row) => row.split(' ')[0]);
  expect(shown.slice(0, 7)).toEqual(['weeklyActiveUsers', 'seats', 'utilisation', 'pendingInvites', 'chats', 'messagesPerChat', 'spend']);
  expect([...shown].sort()).toEqual([...metricNames].sort());
});

test('writes the spend of every person to stdout, and only there', async () => {
  const world = worldAt(await pegelServer());
  expect(await run(['export', 'spend-by-user', '--from', '2026-01-01', '--to', '2026-01-31'], world)).toBe(0);
  expect(world.out()).toContain('a@nordwind.example,A. Sommer,claude-opus,USD,1234.5,');
  // Who has it, when and how people are named in it stands beside the file.
  expect(world.messages()).toMatch(/^Taken by h@nordwind\.example, \d{4}-\d\d-\d\d \d\d:\d\d UTC · Names: Full names\n$/);
});

test('--fail-stale ends with 4 where data has stopped arriving, after everything is printed', async () => {
  const server = await pegelServer({ source: 'claude-code' });
  const report = ['report', '--metrics', 'spend', '--range', '7d', '--format', 'ndjson'];
  for (const [words, printed] of [
    [report, /"bucket":"2026-01-13"/],
    [['export', 'spend-by-user', '--from', '2026-01-12', '--to', '2026-01-13'], /1234\.5/],
    [['overview'], /^weeklyActiveUsers /m],
  ] as const) {
    const fresh = worldAt(server);
    expect(await run(words, fresh)).toBe(0);
    const stale = worldAt(server);
    expect(await run([...words, '--fail-stale'], stale)).toBe(4);
    expect(stale.out()).toBe(fresh.out());
    expect(stale.out()).toMatch(printed);
    expect(stale.messages()).toMatch(/^(Taken by .*\n)?The data is stale: the newest complete day, 2026-01-13, ended \d+d ago\.\n$/);
    expect(await run([...words, '--fail-stale', '99999d'], worldAt(server))).toBe(0);
  }
});

test('a live source that delivers is not stale', async () => {
  const server = await pegelServer();
  expect(await run(['report', '--metrics', 'chats', '--range', '7d', '--fail-stale'], worldAt(server))).toBe(0);
});

test('an address that no server has ends with 2, a token that none can be with 3, each before anything is asked', async () => {
  for (const url of ['localhost:4680', 'ftp://pegel.example', 'pegel', 'http://']) {
    const world = worldAt({ url, ownerToken: 'token' });
    expect(await run(asked, world)).toBe(2);
    expect(world.messages()).toBe(`"${url.replace(/\/+$/, '')}" is not an address such as https://pegel.example.\n`);
  }
  for (const [words, variable] of [[asked, 'PEGEL_TOKEN'], [['export', 'spend-by-user', '--from', '2026-01-01', '--to', '2026-01-02'], 'PEGEL_TOKEN'], [['import', 'claude-code', '.'], 'PEGEL_INGEST_KEY']] as const) {
    for (const key of ['…', 'two words', 'secret\n']) {
      const world = worldAt(nowhere, { [variable]: key });
      expect(await run(words, world)).toBe(3);
      expect(world.messages()).toMatch(/^The token or key has characters that none has/);
      expect(world.messages()).not.toContain('secret');
    }
  }
});
