import { expect, test } from 'vitest';
import { run } from '../program.js';
import { capturedWorld } from '../testing/captured-world.js';
import { answerJson, refusal, webServer } from '../testing/web-server.js';

const asked = ['export', 'spend-by-user', '--from', '2026-01-01', '--to', '2026-01-31'];
const worldAt = (url: string) => capturedWorld({ PEGEL_URL: url, PEGEL_TOKEN: 'token' });

test('half a file is never taken for a whole one', async () => {
  const server = await webServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/csv' });
    response.write('from,to,user_id\r\n');
    setTimeout(() => response.destroy(), 50);
  });
  const world = worldAt(server.url);
  expect(await run(asked, world)).toBe(1);
  expect(world.messages()).toContain('not the whole file');
});

test('names the organisation where it is asked to', async () => {
  const server = await webServer((_, response) => response.writeHead(200, { 'content-type': 'text/csv; charset=utf-8' }).end('from\r\n'));
  expect(await run([...asked, '--organisation', 'nordwind-ag'], worldAt(server.url))).toBe(0);
  expect(server.requests[0]).toMatchObject({ path: '/export/spend-by-user.csv?from=2026-01-01&to=2026-01-31&organisation=nordwind-ag', headers: { authorization: 'Bearer token' } });
});

test('asks for the dialect that the file is to have, and a dialect of what is no CSV is refused before anybody is asked', async () => {
  const server = await webServer((_, response) => response.writeHead(200, { 'content-type': 'text/csv; charset=utf-8' }).end('\uFEFFVon;Bis\r\n'));
  const world = worldAt(server.url);
  expect(await run([...asked, '--dialect', 'excel-de'], world)).toBe(0);
  expect(server.requests[0]).toMatchObject({ path: '/export/spend-by-user.csv?from=2026-01-01&to=2026-01-31&dialect=excel-de' });
  expect(world.out()).toBe('\uFEFFVon;Bis\r\n');
  for (const command of [['report', '--metrics', 'chats', '--range', '7d', '--format', 'json'], ['spend', '--format', 'md'], ['members'], ['sources'], ['journal', '--format', 'ndjson'], ['my-data', '--format', 'json']]) {
    const refused = worldAt(server.url);
    expect(await run([...command, '--dialect', 'excel-de'], refused)).toBe(2);
    expect(refused.messages()).toMatch(/^--dialect excel-de says how CSV is written, and --format is (json|md|table|ndjson)\./);
  }
  expect(server.requests).toHaveLength(1);
});

test('asks for JSON and for pseudonyms where it is told to', async () => {
  const server = await webServer((_, response) => response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end('{"meta":{},"rows":[]}'));
  const world = worldAt(server.url);
  expect(await run([...asked, '--format', 'json', '--names', 'pseudonyms'], world)).toBe(0);
  expect(server.requests[0]).toMatchObject({ path: '/export/spend-by-user.json?from=2026-01-01&to=2026-01-31&names=pseudonyms' });
  expect(world.out()).toBe('{"meta":{},"rows":[]}');
  expect(await run([...asked, '--names', 'full'], worldAt(server.url))).toBe(2);
});

test('a refusal keeps the sentence of the server and says by its code what to do', async () => {
  for (const [status, code] of [[400, 2], [401, 3], [403, 3], [500, 1]] as const) {
    const server = await webServer((_, response) => answerJson(response, status, refusal('some-code', 'A sentence for people.')));
    const world = worldAt(server.url);
    expect(await run(asked, world)).toBe(code);
    expect(world.messages()).toBe('A sentence for people.\n');
  }
});

test('an address at which something else answers is said to be wrong', async () => {
  const server = await webServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Router</h1>'));
  const world = worldAt(server.url);
  expect(await run(asked, world)).toBe(1);
  expect(world.messages()).toContain('is not a Pegel server');
  expect(world.out()).toBe('');
});
