import { existsSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createAdaptorServer } from '@hono/node-server';
import { openReader } from '@pegel/sqlite';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { initialise } from './initialise.js';
import { serve, type Running, type ServeOptions } from './serve.js';
import { founding, message, sentenceOf, served, spend, temporaryFolder } from './testing/served.js';

const running: Running[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

async function started(changes: Partial<ServeOptions> = {}) {
  const data = await temporaryFolder();
  const made = await initialise(founding(data));
  const server = await serve({ data, host: '127.0.0.1', port: 0, quiet: true, webRoot: '/nowhere', ...changes });
  running.push(server);
  const send = (events: readonly unknown[], headers: Record<string, string> = {}) =>
    fetch(`${server.url}/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${made.ingestKey}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ events }),
    });
  return { ...server, ...made, data, send };
}

test('serves what was stored, also after it was stopped and started again', async () => {
  const { url, send, close, ownerToken, data } = await started();
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  expect(await (await send([message({ id: 'e-1' }), spend()])).json()).toMatchObject({ stored: 2 });
  await close();
  const again = await serve({ data, host: '127.0.0.1', port: 0, quiet: true });
  running.push(again);
  const response = await fetch(`${again.url}/report.json?metrics=messages,spend&from=2026-11-22&to=2026-11-22`, { headers: { authorization: `Bearer ${ownerToken}` } });
  expect(await response.json()).toMatchObject({ rows: [{ values: { messages: 1, spend: '12.5' } }] });
});

test('what reports count from is written into the database on the side, and read there after the next start', async () => {
  const { url, send, close, ownerToken, data } = await started();
  await send([message({ id: 'e-1' }), spend()]);
  const ask = async (server: string) => (await fetch(`${server}/report.json?metrics=messages,spend&from=2026-11-22&to=2026-11-22`, { headers: { authorization: `Bearer ${ownerToken}` } })).json();
  const columns = async (server: string) => (await (await fetch(`${server}/healthz`)).json()) as { columns: { days: number; daysUnsealed: number } }; // What docs/operations.md says.
  const said: unknown = await ask(url);
  await expect.poll(() => columns(url)).toMatchObject({ columns: { daysUnsealed: 0 } });
  await close();
  const reader = openReader(join(data, 'pegel.sqlite'));
  expect(reader.prepare('SELECT fact FROM sealed_days ORDER BY fact').pluck().all()).toEqual(['activity', 'spend']);
  reader.close();
  const again = await serve({ data, host: '127.0.0.1', port: 0, quiet: true });
  running.push(again);
  expect(await ask(again.url)).toMatchObject({ rows: (said as { rows: unknown }).rows }); // It is a report.
  expect(await columns(again.url)).toMatchObject({ columns: { daysUnsealed: 0 } });
});

test('what reports of every organisation count from is in memory before anybody asks', async () => {
  const { send, close, data } = await started();
  await send(Array.from({ length: 20 }, (_, day) => message({ at: `2026-11-${String(day + 1).padStart(2, '0')}T09:30:00Z` })));
  await close();
  const { ingestKey } = await initialise(founding(data, { organisation: 'Südwind' }));
  const again = async () => {
    const server = await serve({ data, host: '127.0.0.1', port: 0, quiet: true });
    running.push(server);
    return server;
  };
  const columns = async (url: string) => (await (await fetch(`${url}/healthz`)).json()) as unknown;
  const first = await again();
  await expect.poll(() => columns(first.url)).toMatchObject({ columns: { days: 40, daysAhead: 0 } });
  const events = Array.from({ length: 10 }, (_, day) => message({ at: `2026-11-${day + 10}T09:30:00Z` }));
  await fetch(`${first.url}/v1/events`, { method: 'POST', headers: { authorization: `Bearer ${ingestKey}`, 'content-type': 'application/json' }, body: JSON.stringify({ events }) });
  await first.close();
  const second = await again();
  await expect.poll(() => columns(second.url)).toMatchObject({ columns: { days: 60, daysAhead: 0 } });
});

test('a second server on the folder is refused, and so is a second organisation meanwhile', async () => {
  const { data } = await started();
  await expect(serve({ data, host: '127.0.0.1', port: 0, quiet: true })).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining('already served') });
  await expect(initialise(founding(data, { organisation: 'Südwind' }))).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining('already served') });
});

test('a port in use is named, and the folder is free again', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo; // It listens on a port.
  const data = await temporaryFolder();
  await initialise(founding(data));
  await expect(serve({ data, host: '127.0.0.1', port, quiet: true })).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining(`Port ${port} on 127.0.0.1 is in use`) });
  running.push(await serve({ data, host: '127.0.0.1', port: 0, quiet: true }));
});

test('a folder that is no data folder is refused in words', async () => {
  const folder = await temporaryFolder();
  for (const data of [folder, join(folder, 'nothing')]) {
    await expect(serve({ data, host: '127.0.0.1', port: 0, quiet: true })).rejects.toMatchObject({ name: 'SetupError', exitCode: 1 });
  }
});

test('stopping refuses what is new at once, answers what had begun, and ends', async () => {
  const { url, close, closed, ingestKey } = await started();
  const body = JSON.stringify({ events: [message()] });
  const begun = request(`${url}/v1/events`, { method: 'POST', headers: { authorization: `Bearer ${ingestKey}`, 'content-type': 'application/json', 'content-length': body.length, expect: '100-continue' } });
  const answered = new Promise<IncomingMessage>((resolve, reject) => begun.once('response', resolve).once('error', reject));
  // The server says so once it has begun.
  await new Promise((resolve) => begun.once('continue', resolve));
  begun.write(body.slice(0, 10));

  const began = performance.now();
  const closing = close();
  expect((await fetch(`${url}/readyz`)).status).toBe(503);
  const refused = await fetch(`${url}/v1/events`, { method: 'POST', headers: { authorization: `Bearer ${ingestKey}` } });
  expect([refused.status, await sentenceOf(refused)]).toEqual([503, 'The server is shutting down; nothing of this request was stored.']);
  begun.end(body.slice(10));
  const response = await answered;
  expect(response.statusCode).toBe(200);
  response.resume();
  await closing;
  await closed;
  // What is cut off has five seconds before; nothing had to be.
  expect(performance.now() - began).toBeLessThan(5_000);
  await expect(fetch(`${url}/readyz`)).rejects.toThrow();
  await close();
});

test('what never ends is cut off after five seconds, and the database is closed in good order', async () => {
  const { url, close, send, ingestKey, ownerToken, data } = await started();
  const name = 'n'.repeat(400);
  await send(Array.from({ length: 10_000 }, (_, index) => spend({ person: { id: `u-${index}`, email: `${'e'.repeat(200)}${index}@nordwind.example`, name }, model: 'm'.repeat(200) })));
  const unread = request(`${url}/export/spend-by-user.csv?from=2026-11-22&to=2026-11-22`, { headers: { authorization: `Bearer ${ownerToken}` } });
  const response = await new Promise<IncomingMessage>((resolve) => unread.once('response', resolve).end());
  const unfinished = request(`${url}/v1/events`, { method: 'POST', headers: { authorization: `Bearer ${ingestKey}`, 'content-type': 'application/json', 'content-length': 100, expect: '100-continue' } });
  await new Promise((resolve) => unfinished.once('continue', resolve));
  unfinished.write('{');
  const cut = [new Promise((resolve) => response.once('error', resolve)), new Promise((resolve) => unfinished.once('error', resolve))];
  await new Promise((resolve) => setTimeout(resolve, 100));

  const began = performance.now();
  await close();
  expect(performance.now() - began).toBeGreaterThan(4_500);
  response.resume();
  await Promise.all(cut);
  expect(existsSync(join(data, 'pegel.sqlite-wal'))).toBe(false);
});

test('too large a body is answered, not cut off, over a real connection', async () => {
  const { url, ingestKey } = await started();
  const headers = { authorization: `Bearer ${ingestKey}`, 'content-type': 'application/json' };
  const plain = await fetch(`${url}/v1/events`, { method: 'POST', headers, body: 'x'.repeat(17 * 1024 * 1024) });
  expect([plain.status, await sentenceOf(plain)]).toEqual([413, expect.stringContaining('16 MiB')]);
  const bomb = await fetch(`${url}/v1/events`, { method: 'POST', headers: { ...headers, 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(64 * 1024 * 1024)) });
  expect(bomb.status).toBe(413);
});

test('an export that nobody reads on ends with its connection', async () => {
  const { url, send, ownerToken } = await started();
  await send(Array.from({ length: 5_000 }, (_, index) => spend({ person: { id: `u-${index}` }, model: 'm'.repeat(150) })));
  const abort = new AbortController();
  const response = await fetch(`${url}/export/spend-by-user.csv?from=2026-11-22&to=2026-11-22`, { headers: { authorization: `Bearer ${ownerToken}` }, signal: abort.signal });
  const reader = response.body?.getReader() ?? expect.fail();
  await reader.read();
  abort.abort();
  await expect(reader.read()).rejects.toThrow();
  // The connection to the database is free again: the next one is whole.
  const whole = await fetch(`${url}/export/spend-by-user.csv?from=2026-11-22&to=2026-11-22`, { headers: { authorization: `Bearer ${ownerToken}` } });
  expect((await whole.text()).split('\r\n')).toHaveLength(5_002);
});

test('who goes while a piece of their export is made has done nothing wrong; the log called it a failure', async () => {
  const { app, ownerToken, logged } = await served();
  const ask = () => app.request('/export/spend-by-user.csv?from=2026-11-22&to=2026-11-22', { headers: { authorization: `Bearer ${ownerToken}` } });
  const reader = (await ask()).body?.getReader() ?? expect.fail();
  await reader.read();
  await reader.cancel();
  // By then the piece that was being made is there, too.
  expect((await (await ask()).text()).split('\r\n')).toHaveLength(2);
  expect(logged()).not.toContain('"level":50');
});

test('asking for the headers of an export alone takes nobody a place in the database, nor is it an export in the journal', async () => {
  const { app, ownerToken, read } = await served();
  const ask = (method: string) => app.request('/export/spend-by-user.csv?from=2026-11-22&to=2026-11-22', { method, headers: { authorization: `Bearer ${ownerToken}` } });
  for (let times = 0; times < 5; times += 1) expect([(await ask('HEAD')).status, (await ask('HEAD')).headers.get('allow')]).toEqual([405, 'GET']);
  expect((await ask('GET')).status).toBe(200);
  expect(read("SELECT count(*) AS n FROM audit_journal WHERE happening = 'exported'")).toEqual([{ n: 1 }]);
});

test('an export that fails midway breaks the connection, so that half a file is never taken for a whole one', async () => {
  const { app, folder, ownerToken, logged } = await served();
  const row = { key: '@service', model: null, basis: 'computed', amount: 1n, listAmount: 1n, credits: 0n, requests: 1n, inputTokens: 0n, outputTokens: 0n, cacheReadTokens: 0n, cacheWriteTokens: 0n };
  Object.assign(folder.store, {
    async *spendByUser() {
      for (let pieces = 0; pieces < 6; pieces += 1) yield Array.from({ length: 100 }, () => row);
      throw new Error('database disk image is malformed');
    },
  });
  const server = createAdaptorServer({ fetch: app.fetch }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo; // It listens on a port.
  const response = await fetch(`http://127.0.0.1:${port}/export/spend-by-user.csv?from=2026-11-22&to=2026-11-22`, { headers: { authorization: `Bearer ${ownerToken}` } });
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow();
  expect(logged()).toContain('database disk image is malformed');
});

test('signing in is limited by the address of the connection, whatever the client says', async () => {
  const { url } = await started();
  const attempts = Array.from({ length: 21 }, (_, attempt) =>
    fetch(`${url}/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': `192.0.2.${attempt}`, 'pegel-client-address': `192.0.2.${attempt}` },
      body: JSON.stringify({ email: `somebody-${attempt}@nordwind.example`, password: '' }),
    }),
  );
  const statuses = (await Promise.all(attempts)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 429)).toHaveLength(1);
});
