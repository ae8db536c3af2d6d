import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '@pegel/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expected, sendExample, yesterday } from './example.js';
import { pegel } from './binary.js';
import { served, type Served } from './served.js';

let server: Served;

beforeAll(async () => {
  server = await served();
  await sendExample(server);
});
afterAll(() => server.stop());

const names = Object.keys(expected);
const get = (path: string, token = server.ownerToken) => fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${token}` } });

describe('the same numbers on every surface', () => {
  test('the command line, the address with .json and the one with .csv agree with what was counted by hand', async () => {
    const printed = await pegel(['report', '--metrics', names.join(','), '--from', yesterday, '--to', yesterday, '--format', 'json'], server.env);
    expect(printed.stderr).toBe('');
    const report = JSON.parse(printed.stdout) as Report; // What `--format json` promises.
    expect(report.rows.map((row) => row.values)).toEqual([expected]);
    expect(report.rows[0]?.complete).toBe(true);
    expect(report.contract.completeThrough).toBe(yesterday);

    const query = `metrics=${names.join(',')}&from=${yesterday}&to=${yesterday}`;
    expect(await (await get(`/report.json?${query}`)).json()).toEqual(report);
    expect(await (await get(`/report.csv?${query}`)).text()).toBe(`bucket,key,label,complete,${names.join(',')}\r\n${yesterday},,,true,${Object.values(expected).join(',')}\r\n`);
  });

  test('spend by user adds up to the report, through the binary and over HTTP', async () => {
    const printed = await pegel(['export', 'spend-by-user', '--from', yesterday, '--to', yesterday], server.env);
    const overHttp = await (await get(`/export/spend-by-user.csv?from=${yesterday}&to=${yesterday}`)).text();
    expect(printed.stdout).toBe(overHttp);
    const [header, ...rows] = printed.stdout.trim().split('\r\n');
    expect(header).toBe('from,to,user_id,email,name,model,currency,spend,list_spend,credits,requests,input_tokens,output_tokens,cache_read_tokens,cache_write_tokens,basis');
    expect(rows.map((row) => row.split(',')).map(([, , , email, , model, , spend]) => [email, model, spend]).sort()).toEqual([
      ['ada@example.com', 'opus', '1.25'],
      ['ben@example.com', 'haiku', '0.5'],
    ]);
  });
});

describe('what cannot be done is said', () => {
  test.each([
    [['report', '--metrics', 'wau', '--range', '7d'], 2, /--metrics cannot be "wau"/],
    [['report', '--metrics', 'utilisation', '--range', '7d', '--by', 'model'], 2, /Utilisation cannot be split by model\./],
    [['import', 'chatgpt', '.'], 2, /claude-code/],
    [['export', 'everything', '--from', yesterday, '--to', yesterday], 2, /everything/],
  ])('pegel %j', async (args, code, sentence) => {
    const finished = await pegel(args, server.env);
    expect(finished.stderr).toMatch(sentence);
    expect(finished.code).toBe(code);
    expect(finished.stdout).toBe('');
  });

  test('a token that is unknown, and a key that is not for reading', async () => {
    const report = ['report', '--metrics', 'chats', '--range', '7d'];
    expect((await pegel(report, { ...server.env, PEGEL_TOKEN: 'pegel_reader_unknown' })).code).toBe(3);
    expect((await pegel(report, { ...server.env, PEGEL_TOKEN: server.ingestKey })).code).toBe(3);
    expect((await get('/report.json?metrics=chats&range=7d', server.ingestKey)).status).toBe(403);
    expect((await get('/report.json?metrics=chats&range=7d', 'wrong')).status).toBe(401);
  });

  test('a data folder that is served already', async () => {
    const second = await pegel(['serve', '--data', join(server.folder, 'data'), '--port', '0']);
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(/already served/);
  });

  test('an organisation without a decision about names, and one that exists', async () => {
    const password = join(server.folder, 'password');
    const init = ['init', '--data', join(server.folder, 'other'), '--organisation', 'Example AG', '--time-zone', 'UTC', '--owner-email', 'a@example.com', '--owner-password-file', password];
    const without = await pegel(init);
    expect([without.code, without.stderr]).toEqual([2, expect.stringMatching(/--names/)]);
    expect((await pegel([...init, '--names', 'full'])).code).toBe(0);
    expect((await pegel([...init, '--names', 'full'])).code).toBe(2);
  });
});

describe('importing transcripts', () => {
  const line = (id: string, at: string, more: object) => JSON.stringify({ uuid: id, sessionId: 'session', timestamp: at, isSidechain: false, ...more });
  const prompt = (id: string, at: string) => line(id, at, { type: 'user', message: { role: 'user', content: 'private words' } });
  const answer = (id: string, at: string, output: number) =>
    line(id, at, { type: 'assistant', requestId: `r-${id}`, message: { id: `m-${id}`, model: 'claude-opus-4-5-20251101', role: 'assistant', content: [], usage: { input_tokens: 10, output_tokens: output } } });

  test('counts what was typed, changes nothing the second time, and survives a broken file', async () => {
    const folder = join(server.folder, 'transcripts', 'fay@example.com', '.claude', 'projects', 'p');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'one.jsonl'), [prompt('p1', '2026-03-02T23:30:00.000Z'), answer('a1', '2026-03-02T23:30:05.000Z', 100), prompt('p2', '2026-03-03T00:30:00.000Z')].join('\n'));
    writeFileSync(join(folder, 'broken.jsonl'), `${prompt('p3', '2026-03-03T10:00:00.000Z')}\n{"type":"user","uui`);
    writeFileSync(join(folder, 'notes.jsonl'), 'Not a transcript,\nbut two lines of prose.\n');

    // Tried before anything is there, it says what will come of it, and leaves nothing: neither on the server nor on the disk.
    const places = { TMPDIR: join(server.folder, 'temporary'), PEGEL_URL: '', PEGEL_INGEST_KEY: '' };
    mkdirSync(places.TMPDIR);
    const dry = await pegel(['import', 'claude-code', join(server.folder, 'transcripts'), '--dry-run', '--json'], places);
    const { dryRun, kept, ...tried } = JSON.parse(dry.stdout) as Record<string, unknown>;
    expect({ dryRun, kept }).toEqual({ dryRun: true, kept: { events: { 'message.sent': 3, spend: 1 }, snapshots: 0, firstDay: '2026-03-02', lastDay: '2026-03-03' } });
    expect(dry.stderr).toContain('A dry run: nothing was sent.');
    expect(readdirSync(places.TMPDIR)).toEqual([]);

    const run = () => pegel(['import', 'claude-code', join(server.folder, 'transcripts'), '--json'], server.env);
    const first = await run();
    expect(first.code).toBe(0);
    expect(JSON.parse(first.stdout)).toMatchObject({ source: 'claude-code', received: 4, stored: 4, duplicate: 0, rejected: 0, skipped: { truncated: 1, 'bad-json': 2, 'not-a-transcript': 1 } });
    expect(first.stderr).toMatch(/broken\.jsonl/);
    expect(first.stderr).toMatch(/notes\.jsonl/);
    expect(first.stderr).not.toContain('private words');
    expect(JSON.parse(first.stdout)).toEqual(tried);
    expect(JSON.parse((await run()).stdout)).toMatchObject({ received: 4, stored: 0, duplicate: 4 });

    const report = await pegel(['report', '--metrics', 'codingPrompts,outputTokens', '--from', '2026-03-02', '--to', '2026-03-04', '--format', 'csv'], server.env);
    expect(report.stdout.split('\r\n').slice(1, 4)).toEqual(['2026-03-02,,,true,1,100', '2026-03-03,,,true,2,0', '2026-03-04,,,false,,']);
  });
});
