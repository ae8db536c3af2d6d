import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { KeyMade } from '@pegel/domain';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { bearer, day, type Headers, ingestKey, keyOf, readerToken, report, revoke, sendWith, sha256 } from './testing/keyed.js';
import { message, sentenceOf, served, spend } from './testing/served.js';
import { streamOf } from './testing/stream.js';

describe('when a key was last used', () => {
  test('is known to the minute, with one write a minute however often it is used', async () => {
    let now = Date.parse('2026-11-24T09:00:10Z');
    const server = await served({ ports: { now: () => now } });
    const { secret, key } = await ingestKey(server);
    server.change(`CREATE TABLE writes (hash TEXT); CREATE TRIGGER counted AFTER UPDATE OF last_used_at ON ingest_keys BEGIN INSERT INTO writes VALUES (NEW.hash); END`);
    const used = async () => [(await keyOf(server, key.id)).lastUsedAt, server.read('SELECT count(*) AS n FROM writes')];
    expect(await used()).toEqual([null, [{ n: 0 }]]);
    for (let times = 0; times < 5; times += 1) await Promise.all(Array.from({ length: 10 }, () => sendWith(server, bearer(secret))));
    expect(await used()).toEqual(['2026-11-24T09:00:00.000Z', [{ n: 1 }]]);
    now += 50_000;
    await sendWith(server, bearer(secret));
    await sendWith(server, bearer(server.ingestKey));
    expect(await used()).toEqual(['2026-11-24T09:01:00.000Z', [{ n: 3 }]]);
    expect((await keyOf(server, sha256(server.ingestKey).slice(0, 12))).lastUsedAt).toBe('2026-11-24T09:01:00.000Z');
  });

  test('fails no request where it cannot be written, and is not tried again within the minute', async () => {
    let now = Date.parse('2026-11-24T09:00:10Z');
    const server = await served({ ports: { now: () => now } });
    const { secret } = await readerToken(server);
    server.change('CREATE TABLE attempts (hash TEXT)');
    for (const table of ['reader_tokens', 'ingest_keys']) server.change(`CREATE TRIGGER full_${table} BEFORE UPDATE ON ${table} BEGIN INSERT INTO attempts VALUES (OLD.hash); SELECT RAISE(FAIL, 'no room'); END`);
    const tried = () => (server.read('SELECT hash FROM attempts') as { hash: string }[]).filter(({ hash }) => hash === sha256(secret)).length;
    for (let times = 0; times < 5; times += 1) expect((await server.app.request(report, { headers: bearer(secret) })).status).toBe(200);
    expect((await server.send([message()])).status).toBe(200);
    expect(tried()).toBe(1);
    now += 60_000;
    expect((await server.app.request(report, { headers: bearer(secret) })).status).toBe(200);
    expect(tried()).toBe(2);
  });
});

/** A server on a socket, by a clock that the test moves. */
async function onSocket() {
  const clock = { now: Date.parse('2026-11-24T09:00:00Z') };
  const server = await served({ ports: { now: () => clock.now } });
  const socket = createAdaptorServer({ fetch: server.app.fetch }) as Server; // Without options for HTTP/2 or TLS it is one.
  await new Promise<void>((resolve) => socket.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    socket.closeAllConnections();
    socket.close();
  });
  const url = `http://127.0.0.1:${(socket.address() as AddressInfo).port}`; // It listens on a port.
  return { server, clock, ask: (path: string, headers: Headers) => fetch(`${url}${path}`, { headers }) };
}

describe('over a socket, a token that is revoked or expires', () => {
  const ends: readonly (readonly [string, (socket: Awaited<ReturnType<typeof onSocket>>, made: KeyMade) => unknown])[] = [
    ['revoked', ({ server }, { key }) => revoke(server, key.id)],
    ['expired', ({ clock }, { key }) => { clock.now = Date.parse(key.expiresAt ?? ''); }],
  ];

  test.each(ends)('is unknown with the next request: %s', async (state, end) => {
    const socket = await onSocket();
    const [reader, ingest] = [await readerToken(socket.server, { days: 1 }), await ingestKey(socket.server, { days: 1 })];
    socket.clock.now += day - 1;
    expect((await socket.ask(report, bearer(reader.secret))).status).toBe(200);
    expect((await sendWith(socket.server, bearer(ingest.secret))).status).toBe(200);
    for (const made of [reader, ingest]) await end(socket, made);
    const refused = await socket.ask(report, bearer(reader.secret));
    expect([refused.status, await sentenceOf(refused)]).toEqual([401, 'This token is unknown, has expired or was revoked.']);
    expect((await sendWith(socket.server, bearer(ingest.secret))).status).toBe(401);
    expect((await keyOf(socket.server, reader.key.id)).state).toBe(state);
  });

  test.each(ends)('ends an open stream of changes within a second: %s', async (_, end) => {
    const socket = await onSocket();
    const made = await readerToken(socket.server);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const stream = streamOf(await socket.ask('/trpc/changes?input=%7B%7D', bearer(made.secret)));
    await stream.next('connected');
    await vi.advanceTimersByTimeAsync(5_000);
    await end(socket, made);
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await stream.rest()).at(-1)).toMatchObject({ event: 'serialized-error', data: { data: { code: 'UNAUTHORIZED' } } });
  });

  test('breaks off an export that runs, so that what was written is not taken for the whole file', async () => {
    const { server, clock, ask } = await onSocket();
    const people = Array.from({ length: 1_700 }, (_, index) => spend({ person: { email: `p-${index}@nordwind.example` } }));
    expect((await server.send(people)).status).toBe(200);
    const path = '/export/spend-by-user.csv?from=2026-11-22&to=2026-11-22';
    const rowsIn = async (response: Response): Promise<readonly [rows: number, whole: boolean]> => {
      let text = '';
      try {
        for await (const chunk of (response.body ?? expect.fail()).pipeThrough(new TextDecoderStream())) text += chunk;
      } catch {
        return [text.split('\n').length - 2, false];
      }
      return [text.split('\n').length - 2, true];
    };
    const made = await readerToken(server, { permissions: ['view:spend', 'view:people', 'export:usage'] });
    expect(await rowsIn(await ask(path, bearer(made.secret)))).toEqual([1_700, true]);
    // Every look at the clock takes a while, and the token expires after some of them.
    const expiring = await readerToken(server, { permissions: ['view:spend', 'view:people', 'export:usage'] });
    let looks = 0;
    Object.defineProperty(clock, 'now', { get: () => (++looks > 8 ? Date.parse(expiring.key.expiresAt ?? '') : Date.parse('2026-11-24T09:00:00Z')) });
    const [rows, whole] = await rowsIn(await ask(path, bearer(expiring.secret)));
    expect([rows < 1_700, whole]).toEqual([true, false]);
    expect(server.logged()).toContain('"msg":"export ended"');
    expect(server.logged()).not.toContain('"level":50');
  });

  test('breaks off an export that nobody takes within a second too, and frees its place', async () => {
    const server = await served();
    expect((await server.send(Array.from({ length: 1_700 }, (_, index) => spend({ person: { email: `p-${index}@nordwind.example` } })))).status).toBe(200);
    const exported = async (token: string) => server.app.request('/export/spend-by-user.csv?from=2026-11-22&to=2026-11-22', { headers: bearer(token) });
    const wish = { permissions: ['view:spend', 'view:people', 'export:usage'] };
    const [made, other] = [await readerToken(server, wish), await readerToken(server, wish)];
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const begun = await Promise.all(Array.from({ length: 4 }, () => exported(made.secret)));
    expect([begun.map(({ status }) => status), (await exported(other.secret)).status]).toEqual([[200, 200, 200, 200], 429]);
    await vi.advanceTimersByTimeAsync(5_000);
    await revoke(server, made.key.id);
    await vi.advanceTimersByTimeAsync(1_000);
    for (const response of begun) await expect(response.text()).rejects.toThrow('The export failed midway.');
    expect((await (await exported(other.secret)).text()).split('\n')).toHaveLength(1_702);
    expect(vi.getTimerCount()).toBe(0);
  });
});
