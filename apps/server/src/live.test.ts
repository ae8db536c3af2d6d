import type { Server, ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { FactsChanged } from '@pegel/domain';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { initialise } from './initialise.js';
import { makeChanges } from './live/changes.js';
import { wallClock } from './live/clock.js';
import { handingOver } from './live/handed-over.js';
import { liveOf } from './live/watched.js';
import { serve } from './serve.js';
import { founding, message, served, spend, temporaryFolder } from './testing/served.js';
import { streamOf, type Stream } from './testing/stream.js';

const open: Stream[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const stream of open.splice(0)) await stream.leave().catch(() => undefined);
});

type Get = (path: string, headers?: Record<string, string>) => Response | Promise<Response>;

async function listening(get: Get, headers: Record<string, string> = {}, organisation?: string): Promise<Stream> {
  const input = encodeURIComponent(JSON.stringify(organisation === undefined ? {} : { organisation }));
  const stream = streamOf(await get(`/trpc/changes?input=${input}`, headers));
  open.push(stream);
  await stream.next('connected');
  return stream;
}

test('a commit tells whoever looks on which facts of which days changed, in days of the organisation', async () => {
  const { get, send } = await served();
  const stream = await listening(get);
  // The first delivery says which days are known at all, so it concerns every number.
  await send([message({ at: '2026-11-22T23:30:00Z' })]);
  expect((await stream.next('message')).data).toEqual({ facts: ['activity', 'spend', 'directory'], from: '1970-01-01', to: '2026-11-24' });
  await send([message({ at: '2026-11-22T23:40:00Z' }), spend({ at: '2026-11-23T12:00:00Z' })]);
  expect((await stream.next('message')).data).toEqual({ facts: ['activity', 'spend'], from: '2026-11-23', to: '2026-11-23' });
});

test('a revision that moves an event tells of the day it left, too', async () => {
  const { get, send } = await served();
  await send([message({ id: 'first', at: '2026-11-01T09:00:00Z' }), message({ id: 'moved', at: '2026-11-10T09:00:00Z' })]);
  const stream = await listening(get);
  await stream.next('message');
  await send([message({ id: 'moved', revision: 1, at: '2026-11-20T09:00:00Z' })]);
  expect((await stream.next('message')).data).toEqual({ facts: ['activity'], from: '2026-11-10', to: '2026-11-20' });
});

test('a directory tells of the days it holds for', async () => {
  const { app, get, send, ingestKey } = await served();
  await send([message()]);
  const stream = await listening(get);
  await stream.next('message');
  await app.request('/v1/directory', {
    method: 'PUT',
    headers: { authorization: `Bearer ${ingestKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ takenAt: '2026-11-20T12:00:00Z', complete: true, people: [{ email: 'ada@nordwind.example', status: 'active', seat: 'standard' }] }),
  });
  expect((await stream.next('message')).data).toEqual({ facts: ['directory'], from: '2026-11-20', to: '2026-11-24' });
});

test('nothing is told of a delivery that changes nothing, and nothing of another organisation', async () => {
  const { get, app, send, elsewhere } = await served({ others: [{ organisation: 'Südwind GmbH' }] });
  const events = [message()];
  await send(events);
  const stream = await listening(get);
  await stream.next('message');
  await send(events);
  const [other] = elsewhere;
  await app.request('/v1/events', { method: 'POST', headers: { authorization: `Bearer ${other?.ingestKey}`, 'content-type': 'application/json' }, body: JSON.stringify({ events: [message({ at: '2026-11-20T10:00:00Z' })] }) });
  await send([message({ at: '2026-11-23T10:00:00Z' })]);
  expect((await stream.next('message')).data).toMatchObject({ from: '2026-11-23', to: '2026-11-23' });
});

test('letting in what was set aside is told, too', async () => {
  const { app, get, send, ownerToken } = await served();
  await send([message(), message({ id: 'ahead', at: '2026-11-26T10:00:00Z' })]);
  const stream = await listening(get);
  await stream.next('message');
  const { result } = (await (await get('/trpc/quarantine?input={}')).json()) as { result: { data: { items: { id: number }[] } } }; // What the procedure promises.
  const released = await app.request('/trpc/release', {
    method: 'POST',
    headers: { authorization: `Bearer ${ownerToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ids: result.data.items.map(({ id }) => id), reason: 'The clock was right.' }),
  });
  expect(released.status).toBe(200);
  expect((await stream.next('message')).data).toMatchObject({ facts: ['activity', 'spend', 'directory'] });
});

test('a stream brings what keeps proxies from holding it back, and everything that every answer has', async () => {
  const { get, logged } = await served();
  const { response } = await listening(get);
  const headers = Object.fromEntries(response.headers);
  expect(headers).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no', 'x-frame-options': 'DENY', 'x-content-type-options': 'nosniff' });
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  expect(logged()).toContain('"route":"/trpc/*","status":200');
});

test('a quiet stream says every fifteen seconds that it is there', async () => {
  const { get } = await served();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const stream = await listening(get);
  const ping = stream.next('ping');
  await vi.advanceTimersByTimeAsync(15_000);
  expect(await ping).toEqual({ event: 'ping', data: null });
});

test('nobody listens without being let in, nor without a number they may see', async () => {
  const { app, get, change, ingestKey } = await served();
  const refusal = async (headers: Record<string, string>, organisation = 'nordwind-ag') => {
    const frames = await streamOf(await app.request(`/trpc/changes?input=${encodeURIComponent(JSON.stringify({ organisation }))}`, { headers })).rest();
    return frames.at(-1);
  };
  const unknown = { event: 'serialized-error', data: { message: expect.any(String), data: { code: 'UNAUTHORIZED' } } };
  const forbidden = { event: 'serialized-error', data: { data: { code: 'FORBIDDEN' } } };
  expect(await refusal({})).toMatchObject(unknown);
  expect(await refusal({ authorization: 'Bearer pegel_reader_wrong' })).toMatchObject(unknown);
  expect(await refusal({ authorization: `Bearer ${ingestKey}` })).toMatchObject(forbidden);
  change("UPDATE memberships SET role = 'admin'");
  expect((await streamOf(await get('/trpc/changes?input={}')).rest()).at(-1)).toMatchObject({ ...forbidden, data: { message: 'Usage analytics is available to Primary Owners and Owners.' } });
});

describe('a stream ends by itself once its reader may no longer be here', () => {
  test.each([
    ['the token is revoked', "UPDATE reader_tokens SET revoked_at = 1", 'UNAUTHORIZED'],
    ['the token loses its role', "UPDATE memberships SET role = 'member'", 'FORBIDDEN'],
  ])('%s', async (_, sql, code) => {
    const { get, change } = await served();
    const stream = await listening(get);
    change(sql);
    expect((await stream.rest()).at(-1)).toMatchObject({ event: 'serialized-error', data: { data: { code } } });
  });

  test.each([
    ['the membership ends', 'DELETE FROM memberships', 'FORBIDDEN'],
    ['the membership loses its role', "UPDATE memberships SET role = 'admin'", 'FORBIDDEN'],
    ['the session ends', 'DELETE FROM session', 'UNAUTHORIZED'],
  ])('%s', async (_, sql, code) => {
    const { app, change, signIn } = await served();
    const { cookie } = await signIn();
    const stream = await listening((path) => app.request(path, { headers: { cookie } }));
    change(sql);
    expect((await stream.rest()).at(-1)).toMatchObject({ event: 'serialized-error', data: { data: { code } } });
  });

  test('signing out', async () => {
    const { app, signIn } = await served();
    const { cookie } = await signIn();
    const stream = await listening((path) => app.request(path, { headers: { cookie } }));
    await app.request('/auth/sign-out', { method: 'POST', headers: { cookie, origin: 'http://localhost' } });
    expect((await stream.rest()).at(-1)).toMatchObject({ event: 'serialized-error', data: { data: { code: 'UNAUTHORIZED' } } });
  });
});

test('stopping ends open streams first, and does not wait for them', async () => {
  const data = await temporaryFolder();
  const { ownerToken } = await initialise(founding(data));
  const server = await serve({ data, host: '127.0.0.1', port: 0, quiet: true, webRoot: '/nowhere' });
  const ask: Get = (path) => fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${ownerToken}` } });
  const streams = await Promise.all(Array.from({ length: 20 }, () => listening(ask)));
  const began = performance.now();
  await server.close();
  // The grace is five seconds; an open stream would use it up.
  expect(performance.now() - began).toBeLessThan(5_000);
  for (const stream of streams) expect((await stream.rest()).at(-1)).toEqual({ event: 'return', data: null });
});

/** Serves an app as the server does, on a socket. */
async function onPort(fetch: Parameters<typeof handingOver>[0]) {
  const server = createAdaptorServer({ fetch: handingOver(fetch) }) as Server; // Without options for HTTP/2 or TLS it is one.
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server, port: (server.address() as AddressInfo).port }; // It listens on a port.
}

/** A server on a socket, told of changes as fast as anybody takes them; whoever asks for a stream is written to straight. */
async function onSocket(checkMilliseconds: number, accept: string) {
  const changes = makeChanges(wallClock, 0);
  const { app, ownerToken, logged, change } = await served({ ports: { live: liveOf(changes, wallClock, checkMilliseconds) } });
  const responses: ServerResponse[] = [];
  const { server, port } = await onPort(app.fetch);
  server.prependListener('request', (_, response: ServerResponse) => responses.push(response));
  const client = connect(port, '127.0.0.1');
  onTestFinished(() => void client.destroy());
  client.on('error', () => undefined);
  client.write(`GET /trpc/changes?input={} HTTP/1.1\r\nHost: localhost\r\nAccept: ${accept}\r\nAuthorization: Bearer ${ownerToken}\r\n\r\n`);
  await new Promise((resolve) => client.once('data', resolve));
  return { changes, client, responses, logged, change };
}

const soon = (holds: () => boolean) => vi.waitFor(() => { if (!holds()) throw new Error('Not yet.'); }, { timeout: 20_000, interval: 10 });

describe.each([['text/event-stream'], ['*/*']])('over a socket, to whoever takes %s', (accept) => {
  test('a reader that does not read holds at most 64 kB here, and is cut off', async () => {
    const { changes, client, responses, logged } = await onSocket(50, accept);
    client.pause();
    const response = () => responses[0] ?? expect.fail();
    let most = 0;
    // Wordier than any change there is, since the machine itself holds back some megabytes before anything waits here.
    const wordy: FactsChanged = { facts: Array.from({ length: 200 }, () => 'activity'), from: '2026-11-01', to: '2026-11-24' };
    while (!response().destroyed) {
      changes.publish({ slug: 'nordwind-ag' }, wordy);
      await new Promise((resolve) => setImmediate(resolve));
      most = Math.max(most, response().writableLength);
    }
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(64 * 1024);
    await soon(() => logged().includes('stream ended'));
  });

  test('a reader that goes takes its subscription along', async () => {
    const { client, logged } = await onSocket(50, accept);
    client.destroy();
    await soon(() => logged().includes('stream ended'));
    expect(logged()).not.toContain('"level":50');
  });
});

test('a reader that does not read is cut off too when its token was revoked meanwhile; it was kept for ever', async () => {
  const { changes, client, responses, logged, change } = await onSocket(50, 'text/event-stream');
  client.pause();
  const response = () => responses[0] ?? expect.fail();
  const wordy: FactsChanged = { facts: Array.from({ length: 200 }, () => 'activity'), from: '2026-11-01', to: '2026-11-24' };
  while (!response().writableNeedDrain) {
    changes.publish({ slug: 'nordwind-ag' }, wordy);
    await new Promise((resolve) => setImmediate(resolve));
  }
  change('UPDATE reader_tokens SET revoked_at = 1');
  await soon(() => response().destroyed);
  await soon(() => logged().includes('stream ended'));
});

test('a stream whose end cannot be written into the journal ends all the same, and says nothing of why', async () => {
  const { app, ownerToken, change, logged } = await served({ ports: { live: liveOf(makeChanges(), wallClock, 50) } });
  const { port } = await onPort(app.fetch);
  const answer = await fetch(`http://127.0.0.1:${port}/trpc/changes`, { headers: { accept: 'text/event-stream', authorization: `Bearer ${ownerToken}` } });
  change('ALTER TABLE audit_journal RENAME TO lost; UPDATE reader_tokens SET revoked_at = 1');
  const said = await answer.text();
  expect(said).toMatch(/event: serialized-error/);
  expect(said).not.toMatch(/no such table|audit_journal|INSERT/);
  expect(logged()).toContain('no such table');
  expect((await app.request('/healthz')).status).toBe(200);
});

test('a stream that is written straight to its connection says what the typed interface says, to the byte', async () => {
  const { app, ownerToken, ingestKey, send, change, read } = await served();
  const { port } = await onPort(app.fetch);
  const journal = () => read('SELECT * FROM audit_journal').length;
  const before = journal();
  await (await fetch(`http://127.0.0.1:${port}/trpc/changes`, { headers: { accept: 'text/event-stream', authorization: `Bearer ${ingestKey}` } })).text();
  // Who is turned away is written down once, though it is said by another.
  expect(journal()).toBe(before + 1);
  const headersOf = ({ headers }: Response) => Object.fromEntries([...headers].filter(([name]) => !['x-request-id', 'connection', 'date', 'keep-alive', 'transfer-encoding'].includes(name)));
  const both = async (input: string, token: string) => {
    const [path, headers] = [`/trpc/changes${input}`, { accept: 'text/event-stream', authorization: `Bearer ${token}` }];
    return { straight: await fetch(`http://127.0.0.1:${port}${path}`, { headers }), typed: await app.request(path, { headers }) };
  };
  const refusals: readonly (readonly [string, string])[] = [
    ['?input={}', 'pegel_reader_wrong'], ['', ingestKey], ['?input={"organisation":"elsewhere"}', ownerToken], ['?input={"organisation":3}', ownerToken], ['?input={', ownerToken],
  ];
  for (const [input, token] of refusals) {
    const { straight, typed } = await both(input, token);
    expect(await straight.text()).toBe(await typed.text());
    expect([straight.status, headersOf(straight)]).toEqual([typed.status, headersOf(typed)]);
  }

  const { straight, typed } = await both('?input={}', ownerToken);
  expect([straight.status, headersOf(straight)]).toEqual([typed.status, headersOf(typed)]);
  const [ours, theirs] = [straight, typed].map((response) => ({ response, text: response.text() }));
  await send([message()]);
  await new Promise((resolve) => setTimeout(resolve, 100));
  change("UPDATE memberships SET role = 'member'");
  expect(await ours?.text).toBe(await theirs?.text);
  expect(await ours?.text).toMatch(/^event: connected[^]*"facts"[^]*event: serialized-error[^]*FORBIDDEN/);
});
