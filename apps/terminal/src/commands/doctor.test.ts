import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { languages } from '@pegel/domain';
import { expect, test } from 'vitest';
import { answersIn } from '../ask-terminal.js';
import type { Finding } from '../doctor/finding.js';
import { nodeAtLeast } from '../doctor/program.js';
import { widthOf } from '../fit.js';
import { run } from '../program.js';
import { capturedWorld } from '../testing/captured-world.js';
import { pegelServer } from '../testing/pegel-server.js';
import { temporaryFolder } from '../testing/transcripts.js';
import { answerJson, webServer } from '../testing/web-server.js';

const loadServer = () => import('@pegel/server');
const nowhere = 'http://127.0.0.1:1';

/** Runs the doctor and returns what it found, by what was looked at; the exit code says whether anything is a problem. */
async function examined(variables: Record<string, string>, words: readonly string[] = []) {
  const world = capturedWorld(variables, { loadServer });
  const code = await run(['doctor', '--json', ...words], world);
  const { ok, findings } = JSON.parse(world.out()) as { ok: boolean; findings: Finding[] }; // What `--json` promises.
  expect(code).toBe(ok ? 0 : 1);
  expect(findings.some(({ level }) => level === 'problem')).toBe(!ok);
  for (const { level, advice } of findings) expect(advice === null).toBe(level === 'ok');
  return { code, text: world.out() + world.messages(), found: Object.fromEntries(findings.map(({ check, level, says }) => [check, `${level}: ${says}`])) };
}

test.each(languages)('without server, token and terminal it says in %s what is missing, on 80 cells and without an escape sequence', async (language) => {
  const world = capturedWorld();
  expect(await run(['doctor', '--lang', language], world)).toBe(0);
  expect(world.out()).toContain(language === 'de' ? 'Hinweis  kein Token' : 'note     no token');
  expect(world.out()).toContain('PEGEL_URL');
  expect(world.out()).not.toContain('\x1B');
  expect(world.out().split('\n').filter((line) => widthOf(line) > 80)).toEqual([]);
  expect(world.messages()).toBe('');
});

test('a server, its clock and zones, a token and what it opens, and the age of what each source delivered', async () => {
  const { url, ownerToken, ingestKey } = await pegelServer();
  const { code, text, found } = await examined({ PEGEL_URL: url, PEGEL_TOKEN: ownerToken, PEGEL_INGEST_KEY: ingestKey, LANG: 'C.UTF-8', TERM: 'xterm-256color' });
  expect(code).toBe(0);
  expect(found).toMatchObject({
    encryption: expect.stringContaining('on this machine alone'),
    clock: expect.stringMatching(/^ok/),
    'time-zones': `ok: the same time zone data on both sides: ${process.versions.tz}`,
    token: 'ok: "h@nordwind.example" reads Nordwind AG (nordwind-ag) as Primary Owner',
    permissions: expect.stringMatching(/^ok/),
    'ingest-key': 'ok: pegel_ingest_… is whole',
    'complete-day': expect.stringMatching(/^ok: complete to \d{4}-\d\d-\d\d$/),
    'source:live': expect.stringMatching(/^ok: live: last delivery \dm ago$/),
  });
  for (const secret of [ownerToken, ingestKey]) expect(text).not.toContain(secret.slice('pegel_reader_'.length, 'pegel_reader_'.length + 8));
});

test('an import is as old as its last day, and what was last complete long ago is noted', async () => {
  const { url, ownerToken } = await pegelServer({ source: 'claude-code' });
  const { code, found } = await examined({ PEGEL_URL: url, PEGEL_TOKEN: ownerToken });
  expect(code).toBe(0);
  expect(found['source:claude-code']).toMatch(/^ok: claude-code: imported to 2026-01-13, \d+ days ago$/);
  expect(found['complete-day']).toMatch(/^note: complete to 2026-01-13, which ended \d+d ago$/);
});

test.each([
  ['a key for sending where one for reading belongs', { PEGEL_TOKEN: `pegel_ingest_${'a'.repeat(43)}` }, { token: /^problem: a key of the other kind: it begins with pegel_ingest_$/ }],
  ['a token for reading where a key for sending belongs', { PEGEL_INGEST_KEY: `pegel_reader_${'a'.repeat(43)}` }, { 'ingest-key': /^problem: a key of the other kind/ }],
  ['a key that was cut off', { PEGEL_INGEST_KEY: `pegel_ingest_${'a'.repeat(40)}` }, { 'ingest-key': /^problem: not a whole key: .*; this one has 53$/ }],
  ['a token with a wrong character', { PEGEL_TOKEN: `pegel_reader_${'a'.repeat(43)}0000000` }, { token: /^problem: not a whole key: it is pegel_reader_ and 50 more characters, each of them right; this one has 63$/ }],
  ['a token copied with its quotes', { PEGEL_TOKEN: `"pegel_reader_${'a'.repeat(43)}" ` }, { token: /^problem: not a whole key/ }],
  ['an address that is none', { PEGEL_URL: 'pegel.example' }, { server: /^problem: "pegel.example" is no address of a server$/ }],
  ['a server that was named and does not answer', { PEGEL_URL: nowhere }, { server: /^problem: no answer from http:\/\/127\.0\.0\.1:1: / }],
])('%s', async (_, variables, expected) => {
  const { code, text, found } = await examined(variables);
  expect(code).toBe(1);
  for (const [check, pattern] of Object.entries(expected)) expect(found[check]).toMatch(pattern);
  expect(text).not.toContain('aaaa');
});

test('a token that was revoked keeps the sentence of the server', async () => {
  const { url } = await pegelServer();
  const { code, found } = await examined({ PEGEL_URL: url, PEGEL_TOKEN: `pegel_reader_${'a'.repeat(43)}` });
  expect([code, found['token']]).toEqual([1, 'problem: This token is unknown, has expired or was revoked.']);
});

test('clocks that disagree, other time zone data, another version, and something that is no Pegel server', async () => {
  const health = { status: 'ok', version: '9.0.0', timeZoneData: '1999a', uptimeSeconds: 1 };
  const hourBehind = await webServer((_, response) => answerJson(response, 200, health, { date: new Date(Date.now() - 3_600_000).toUTCString() }));
  const { code, found } = await examined({ PEGEL_URL: hourBehind.url });
  expect(code).toBe(1);
  expect(found['server']).toMatch(/^note: .* version 9\.0\.0; this program is 1\.2\.3$/);
  expect(found['clock']).toMatch(/^problem: this machine's clock is 3(599|600|601) s ahead of the server's$/);
  expect(found['time-zones']).toBe(`note: time zone data 1999a on the server, ${process.versions.tz} here`);

  const other = await webServer((_, response) => void response.writeHead(404).end('<h1>\x1B[2JNot found</h1>'));
  expect((await examined({ PEGEL_URL: other.url })).found['server']).toMatch(/^problem: what answers at .* \(status 404\) is not a Pegel server$/);
});

test('the ingest key is never sent, and nothing but questions is', async () => {
  const server = await webServer((_, response) => answerJson(response, 200, { status: 'ok', version: '1.2.3', timeZoneData: null }));
  await examined({ PEGEL_URL: server.url, PEGEL_INGEST_KEY: `pegel_ingest_${'b'.repeat(43)}` });
  expect(new Set(server.requests.map(({ method, path }) => `${method} ${path}`))).toEqual(new Set(['GET /healthz']));
  expect(JSON.stringify(server.requests)).not.toContain('bbbb');
});

test('a data folder, also while it is served', async () => {
  const { data } = await pegelServer();
  const served = await examined({}, ['--data', data]);
  expect(served.code).toBe(0);
  expect(served.found).toMatchObject({ folder: expect.stringMatching(/^ok/), lock: 'ok: served by a running process', modes: expect.stringMatching(/^ok/), integrity: expect.stringMatching(/^ok/), schema: expect.stringMatching(/^ok/) });

  expect((await examined({}, ['--data', join(data, 'none')])).found['folder']).toMatch(/^problem: .* does not exist$/);
  const file = join(await temporaryFolder(), 'file');
  await writeFile(file, '');
  expect((await examined({}, ['--data', file])).found['folder']).toMatch(/^problem: .* is a file$/);
});

test('a data folder that others can read', async () => {
  const { data } = await pegelServer();
  await chmod(data, 0o755);
  await chmod(join(data, 'pegel.sqlite'), 0o644);
  const { code, found } = await examined({}, ['--data', data]);
  expect(code).toBe(1);
  expect(found['modes']).toMatch(/^problem: other users of this machine can reach \., .*pegel\.sqlite/);
});

test('a terminal’s answers are read as it gives them, and half an answer is none', () => {
  const answers = '\x1B]11;rgb:1e1e/1e1e/2e2e\x07\x1B[5;2R\x1B[5;2R\x1B[5;2R\x1B[?62;4c';
  expect(answersIn(answers)).toEqual({ background: 'dark', ambiguous: 1, braille: 1, umlaut: 1 });
  expect(answersIn('\x1B]11;rgb:ff/ff/f0\x1B\\\x1B[1;3R\x1B[1;2R\x1B[1;3R\x1B[?1c')).toEqual({ background: 'light', ambiguous: 2, braille: 1, umlaut: 2 });
  expect(answersIn('\x1B[5;2R\x1B[5;')).toEqual({ background: null, ambiguous: null, braille: null, umlaut: null });
});

test('the version of Node that is asked for is the one the package names', async () => {
  const { engines } = JSON.parse(await readFile(new URL('../../../../package.json', import.meta.url), 'utf8')) as { engines: { node: string } }; // Ours.
  expect(engines.node).toBe(`>=${nodeAtLeast}`);
});
