import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { sentenceOf, served, temporaryFolder } from './testing/served.js';
import { readWebsite } from './website.js';

async function withWebsite() {
  const root = await temporaryFolder();
  await mkdir(join(root, 'dist', 'assets'), { recursive: true });
  await writeFile(join(root, 'dist', 'index.html'), '<!doctype html><title>Pegel</title>');
  await writeFile(join(root, 'dist', 'assets', 'index-1a2b3c.js'), 'export {};');
  await writeFile(join(root, 'dist', 'assets', 'index-1a2b3c.js.br'), brotliCompressSync('export {};'));
  await writeFile(join(root, 'dist', 'assets', 'index-1a2b3c.js.gz'), gzipSync('export {};'));
  await writeFile(join(root, 'secret.txt'), 'secret');
  return served({ ports: { website: readWebsite(join(root, 'dist')) } });
}

describe('the dashboard', () => {
  test('is there without signing in, and every address of its own leads to it', async () => {
    const { app } = await withWebsite();
    for (const path of ['/', '/overview', '/people/p_1', '/index.html']) {
      const response = await app.request(path);
      expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([200, 'text/html; charset=utf-8', 'no-cache']);
      expect(await response.text()).toContain('<title>Pegel</title>');
    }
  });

  test('keeps what is named after its content for ever', async () => {
    const { app } = await withWebsite();
    const response = await app.request('/assets/index-1a2b3c.js');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect((await app.request('/assets/index-0.js')).status).toBe(404);
    expect((await app.request('/assets/index-1a2b3c.js', { method: 'HEAD' })).status).toBe(200);
  });

  test('is sent compressed to whoever takes it so, as it was built, and as it is to everybody else', async () => {
    const { app } = await withWebsite();
    const asked = async (encodings: string) => {
      const response = await app.request('/assets/index-1a2b3c.js', { headers: { 'accept-encoding': encodings } });
      expect([response.headers.get('vary'), response.headers.get('content-type')]).toEqual(['accept-encoding', 'text/javascript; charset=utf-8']);
      return { encoding: response.headers.get('content-encoding'), body: Buffer.from(await response.arrayBuffer()) };
    };
    for (const taken of ['br', 'gzip, deflate, br, zstd', 'br;q=0.5']) {
      const { encoding, body } = await asked(taken);
      expect([taken, encoding, brotliDecompressSync(body).toString()]).toEqual([taken, 'br', 'export {};']);
    }
    for (const taken of ['gzip', 'gzip, br;q=0', 'gzip, BR; Q=0.000']) {
      const { encoding, body } = await asked(taken);
      expect([taken, encoding, gunzipSync(body).toString()]).toEqual([taken, 'gzip', 'export {};']);
    }
    for (const taken of ['', 'identity', 'brotli', 'gzip;q=0']) expect([taken, await asked(taken).then(({ encoding, body }) => [encoding, body.toString()])]).toEqual([taken, [null, 'export {};']]);
    expect((await app.request('/assets/index-1a2b3c.js.br')).status).toBe(404);
  });

  test('gives no file from outside', async () => {
    const { app } = await withWebsite();
    for (const path of ['/../secret.txt', '/..%2fsecret.txt', '/assets/../../secret.txt', '/assets/..%2f..%2fsecret.txt', '/%2e%2e/secret.txt', '/secret.txt', '//secret.txt', '/assets/%00']) {
      expect(await (await app.request(path)).text()).not.toContain('secret\n');
      expect((await app.request(path)).status).toBe(404);
    }
  });

  test('does not hide what programs ask for in vain', async () => {
    const { app } = await withWebsite();
    for (const path of ['/v1/nothing', '/trpc', '/auth/nothing', '/export/nothing', '/report.xml', '/report.json/x']) {
      const response = await app.request(path, { headers: { accept: 'text/html' } });
      expect([path, response.status]).toEqual([path, 404]);
      expect(response.headers.get('content-type')).toBe('application/json');
    }
  });

  test('that has not been built says so', async () => {
    const { app } = await served();
    const response = await app.request('/');
    expect([response.status, await response.text()]).toMatchInlineSnapshot(`
      [
        503,
        "The dashboard has not been built. Run "npm run build", then start the server again.
      ",
      ]
    `);
    expect(readWebsite('/nowhere/at/all')).toBeNull();
  });
});

describe('every answer', () => {
  test('with numbers or sessions belongs in no cache', async () => {
    const { get, signIn } = await served();
    const call = `/trpc/report?input=${encodeURIComponent(JSON.stringify({ metrics: ['messages'], range: '28d' }))}`;
    for (const path of ['/report.json?metrics=messages&range=28d', '/report.csv?metrics=messages&range=28d', '/export/spend-by-user.csv?from=2026-11-22&to=2026-11-22', call, '/auth/get-session', '/report.json']) {
      expect((await get(path)).headers.get('cache-control')).toBe('no-store');
    }
    expect((await signIn()).response.headers.get('cache-control')).toBe('no-store');
  });

  test('leaves a line in the log without token, query or body', async () => {
    const { app, get, send, signIn, logged, ownerToken, ingestKey } = await served();
    await get('/report.json?metrics=messages&range=28d&where=person:ada@nordwind.example');
    await send([{ secret: 'canary' }]);
    const { cookie } = await signIn('canary password');
    await app.request(`/nothing/${ownerToken}`);
    expect(logged()).toMatch(/"method":"GET","route":"\/report.json","status":\d+/);
    for (const secret of [ownerToken, ingestKey, 'canary', 'ada@nordwind.example', cookie || 'session_token=']) expect(logged()).not.toContain(secret);
  });

  test('to a fault of ours names the line in the log and nothing else', async () => {
    const broken = new Error('SELECT email FROM person WHERE secret');
    const store = { state: () => Promise.reject(broken) };
    const { get, logged, folder } = await served();
    Object.assign(folder.store, store);
    const response = await get('/report.json?metrics=messages&range=28d');
    expect(response.status).toBe(500);
    const sentence = await sentenceOf(response);
    expect(sentence).toBe(`Something went wrong here; the log has it under ${response.headers.get('x-request-id') ?? ''}.`);
    expect(logged()).toContain('SELECT email FROM person');
    const called = await get(`/trpc/report?input=${encodeURIComponent(JSON.stringify({ metrics: ['messages'], range: '28d' }))}`);
    expect(called.status).toBe(500);
    const text = await called.text();
    expect(text).toContain(called.headers.get('x-request-id') ?? '');
    expect(text).not.toMatch(/SELECT|node_modules|\.ts:/);
  });

  test('to what the disk no longer takes is to come back later', async () => {
    const { send, folder } = await served();
    for (const code of ['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_READONLY', 'SQLITE_READONLY_DBMOVED']) {
      Object.assign(folder.store, { append: () => Promise.reject(new Error('Failed query', { cause: Object.assign(new Error('database or disk is full'), { code }) })) });
      const response = await send([]);
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '60']);
      expect(await sentenceOf(response)).toContain('nothing of this request was stored');
    }
  });
});

describe('health', () => {
  test('says who is there, whose time zones it knows, and how much of the ledger is in memory', async () => {
    const { app } = await served();
    expect(await (await app.request('/healthz')).json()).toEqual({ status: 'ok', version: expect.stringMatching(/^\d+\.\d+\.\d+/), timeZoneData: process.versions.tz, uptimeSeconds: expect.any(Number), columns: { mebibytes: 0, mebibytesMax: 256, days: 0, daysAhead: 0, daysUnsealed: 0, daysMade: 0 } });
    expect((await app.request('/readyz')).status).toBe(200);
  });

  test('says what a report has brought into memory', async () => {
    const { app, get } = await served();
    await get('/report.json?metrics=messages&from=2026-11-01&to=2026-11-07');
    expect(await (await app.request('/healthz')).json()).toMatchObject({ columns: { mebibytes: 1, mebibytesMax: 256, days: 7 } });
  });

  test('while stopping nothing new is taken', async () => {
    const { app, send, get } = await served({ ports: { isStopping: () => true } });
    for (const response of [await app.request('/readyz'), await send([]), await get('/report.json?metrics=messages&range=28d'), await app.request('/')]) {
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    }
    expect((await app.request('/healthz')).status).toBe(200);
  });
});
