import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyAccount } from '../delivery/account-sum.js';
import { run } from '../program.js';
import { capturedWorld } from '../testing/captured-world.js';
import { temporaryFolder, transcripts } from '../testing/transcripts.js';
import { answerJson, eventsIn, refusal, storedAll, webServer } from '../testing/web-server.js';

const worldAt = (url: string) => capturedWorld({ PEGEL_URL: url, PEGEL_INGEST_KEY: 'key-1' });

test('sends at most 5,000 events a request and adds the accounts up', async () => {
  const server = await webServer((request, response) => answerJson(response, 200, storedAll(request)));
  const world = worldAt(server.url);

  expect(await run(['import', 'claude-code', await transcripts(5_001), '--json'], world)).toBe(0);

  expect(server.requests.map((request) => eventsIn(request).length)).toEqual([5_000, 1]);
  expect(JSON.parse(world.out())).toEqual({
    source: 'claude-code', files: 1, read: 5_001, skipped: {},
    received: 5_001, stored: 5_001, duplicate: 0, superseded: 0, quarantined: 0, rejected: 0,
  });
});

test('says who sends, and that all batches belong to one run', async () => {
  const server = await webServer((request, response) => answerJson(response, 200, storedAll(request)));
  await run(['import', 'claude-code', await transcripts(5_001)], worldAt(server.url));

  const [first, second] = server.requests;
  expect(first).toMatchObject({ method: 'POST', path: '/v1/events', headers: { authorization: 'Bearer key-1', 'pegel-source': 'claude-code', 'content-type': 'application/x-ndjson' } });
  expect(first?.headers['pegel-run']).toMatch(/^[0-9a-f-]{36}$/);
  expect(second?.headers['pegel-run']).toBe(first?.headers['pegel-run']);
});

test('tries again when a server is busy, as late as it asks for', async () => {
  let refusals = 2;
  const server = await webServer((request, response) => {
    if (refusals-- > 0) answerJson(response, 503, refusal('stopping', 'The server is shutting down.'), { 'retry-after': '7' });
    else answerJson(response, 200, storedAll(request));
  });
  const world = worldAt(server.url);

  expect(await run(['import', 'claude-code', await transcripts(1)], world)).toBe(0);
  expect(world.waits).toEqual([7_000, 7_000]);
});

test('gives up after seven attempts, waiting longer each time, and says that nothing is lost', async () => {
  const world = worldAt('http://127.0.0.1:1');
  expect(await run(['import', 'claude-code', await transcripts(1)], world)).toBe(1);
  expect(world.waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000]);
  expect(world.messages()).toContain('Given up after 7 attempts');
});

test('a wrong key ends with 3 and the sentence of the server', async () => {
  const server = await webServer((_, response) => answerJson(response, 401, refusal('unknown-key', 'This key is unknown or was revoked.')));
  const world = worldAt(server.url);
  expect(await run(['import', 'claude-code', await transcripts(1)], world)).toBe(3);
  expect(world.messages()).toBe('This key is unknown or was revoked.\n');
  expect(server.requests).toHaveLength(1);
});

test('something rejected ends with 1 and the first errors; something set aside does not', async () => {
  const errors = [{ index: 0, id: 'e-1', code: 'bad-at', message: 'at must be an instant.' }];
  const rejecting = await webServer((_, response) => answerJson(response, 200, { ...emptyAccount, received: 1, rejected: 1, errors }));
  const rejected = worldAt(rejecting.url);
  expect(await run(['import', 'claude-code', await transcripts(1)], rejected)).toBe(1);
  expect(rejected.messages()).toContain('e-1: at must be an instant.');

  const setting = await webServer((_, response) => answerJson(response, 200, { ...emptyAccount, received: 1, quarantined: 1, errors: [{ ...errors[0], code: 'future' }] }));
  const quarantined = worldAt(setting.url);
  expect(await run(['import', 'claude-code', await transcripts(1)], quarantined)).toBe(0);
  expect(quarantined.messages()).toContain('1 set aside');
});

test('a folder in which nothing can be read ends with 1', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'letters.jsonl'), 'not json\n');
  const world = worldAt('http://127.0.0.1:1');
  expect(await run(['import', 'claude-code', folder, '--person', 'a@nordwind.example'], world)).toBe(1);
  expect(world.messages()).toContain(`Nothing in ${folder} could be read.`);
});

test('an unknown source lists the known ones', async () => {
  const world = worldAt('http://127.0.0.1:1');
  expect(await run(['import', 'letters', '.'], world)).toBe(2);
  expect(world.messages()).toBe('<source> cannot be "letters". It can be claude-code, claude-export, claude-admin, directory.\n');
});

test('without a key it says where to get one', async () => {
  const world = capturedWorld({ LANG: 'de_DE.UTF-8' });
  expect(await run(['import', 'claude-code', '.'], world)).toBe(3);
  expect(world.messages()).toContain('Setzen Sie PEGEL_INGEST_KEY');
});

test('an archive with nothing in it ends with 1 too: whoever waits for numbers would wait in vain', async () => {
  const folder = await temporaryFolder();
  const endOfAnEmptyZip = Buffer.concat([Buffer.from('PK\u0005\u0006'), Buffer.alloc(18)]);
  await writeFile(join(folder, 'export.zip'), endOfAnEmptyZip);
  const world = worldAt('http://127.0.0.1:1');
  expect(await run(['import', 'claude-export', folder], world)).toBe(1);
  expect(world.messages()).toContain(`Nothing in ${folder} could be read.`);
});
