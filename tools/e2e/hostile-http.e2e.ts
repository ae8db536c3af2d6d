import { execFile, execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { limits } from '@pegel/server/limits';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { binary, pegel } from './binary.js';
import { served, type Served } from './served.js';

let server: Served;
const open: Socket[] = [];

beforeAll(async () => {
  server = await served();
});
afterAll(() => server.stop());
afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy();
  // Whatever was sent, the same process answers the next one.
  expect(await healthy()).toBe(true);
});

const healthy = async (): Promise<boolean> => (await fetch(`${server.url}/healthz`)).status === 200;

/** A connection on which bytes are sent as they are. */
function connected(): Socket {
  const socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => undefined);
  open.push(socket);
  return socket;
}

/** Sends bytes and resolves with the status lines of everything that came back until the server closed, or had nothing more to say. */
function statusesOf(sent: string): Promise<readonly string[]> {
  return new Promise((resolve) => {
    const socket = connected();
    let received = '';
    const end = () => resolve([...received.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, status = '']) => status));
    socket.on('data', (data) => {
      received += data.toString('latin1');
    });
    socket.once('close', end);
    // Half-closed: the server answers what it has understood and closes.
    socket.write(sent, 'latin1', () => socket.end());
  });
}

const head = (first: string, ...headers: readonly string[]): string => `${[first, 'Host: pegel.example', ...headers].join('\r\n')}\r\n\r\n`;
const post = (...headers: readonly string[]): string => head('POST /v1/events HTTP/1.1', `Authorization: Bearer ${server.ingestKey}`, 'Content-Type: application/json', ...headers);
const empty = '{"events":[]}';

describe('requests on a raw connection', () => {
  test.each<[string, () => string, readonly string[]]>([
    ['an invented verb', () => head('FROB / HTTP/1.1'), ['400']],
    ['TRACE', () => head('TRACE /report.json HTTP/1.1', 'Connection: close'), ['405']],
    ['DELETE where there is only POST', () => head('DELETE /v1/events HTTP/1.1', 'Connection: close'), ['405']],
    ['GET where there is only POST', () => head('GET /v1/events HTTP/1.1', 'Connection: close'), ['405']],
    ['PROPFIND of nothing', () => head('PROPFIND /nothing HTTP/1.1', 'Connection: close'), ['404']],
    ['CONNECT', () => head('CONNECT other.example:443 HTTP/1.1'), []],
    ['no host', () => 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n', ['400']],
    ['two hosts', () => head('GET /healthz HTTP/1.1', 'Host: other.example', 'Connection: close'), ['400']],
    ['a host with a path', () => 'GET /healthz HTTP/1.1\r\nHost: a/b?c\r\nConnection: close\r\n\r\n', ['400']],
    ['a NUL in the path', () => head('GET /a\0b HTTP/1.1'), ['400']],
    ['a lone carriage return in a header', () => head('GET /healthz HTTP/1.1', 'X: a\rSet-Cookie: b'), ['400']],
    ['line feeds alone', () => 'GET /healthz HTTP/1.1\nHost: a\n\n', ['400']],
    ['what begins a TLS connection', () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc', ['400']],
    ['an address of 17 kB', () => head(`GET /healthz?${'a'.repeat(17_000)} HTTP/1.1`), ['431']],
    ['a header of 17 kB', () => head('GET /healthz HTTP/1.1', `X: ${'a'.repeat(17_000)}`), ['431']],
    ['headers of 17 kB together', () => head('GET /healthz HTTP/1.1', ...Array<string>(100).fill(`X: ${'a'.repeat(170)}`)), ['431']],
    ['an address of 8 kB', () => head(`GET /healthz?${'a'.repeat(8_000)} HTTP/1.1`, 'Connection: close'), ['200']],
    ['two lengths', () => `${post('Content-Length: 13', 'Content-Length: 0')}${empty}`, ['400']],
    ['a length and chunks', () => `${post('Content-Length: 13', 'Transfer-Encoding: chunked')}0\r\n\r\n${head('GET /healthz HTTP/1.1')}`, ['400']],
    ['chunks that are compressed', () => `${post('Transfer-Encoding: gzip, chunked', 'Connection: close')}d\r\n${empty}\r\n0\r\n\r\n`, ['400']],
    ['a coding nobody knows', () => `${post('Transfer-Encoding: xchunked')}d\r\n${empty}\r\n0\r\n\r\n`, ['400']],
    ['a space before the colon', () => `${post('Transfer-Encoding : chunked')}d\r\n${empty}\r\n0\r\n\r\n`, ['400']],
    ['a length below zero', () => post('Content-Length: -1'), ['400']],
    ['a length beyond all numbers', () => post('Content-Length: 99999999999999999999'), ['400']],
    ['a length in other digits', () => post('Content-Length: 0x0d'), ['400']],
    ['a chunk beyond all numbers', () => `${post('Transfer-Encoding: chunked')}ffffffffffffffffff\r\n{`, ['400']],
    ['a length that says less, with a request in the rest', () => `${post('Content-Length: 5')}${empty}`, ['400']],
    ['a length that says more', () => `${post('Content-Length: 50')}${empty}`, ['400']],
    ['chunks without an end', () => `${post('Transfer-Encoding: chunked')}d\r\n${empty}\r\n`, ['400']],
    ['a length above the limit', () => `${post('Content-Length: 17825792', 'Connection: close')}{`, ['413']],
    ['trailers that name another key', () => `${post('Transfer-Encoding: chunked', 'Connection: close')}d\r\n${empty}\r\n0\r\nAuthorization: Bearer x\r\n\r\n`, ['200']],
    ['an expectation', () => `${post('Expect: 100-continue', 'Content-Length: 13', 'Connection: close')}${empty}`, ['100', '200']],
    ['an expectation nobody can meet', () => `${post('Expect: 200-maybe', 'Content-Length: 13', 'Connection: close')}${empty}`, ['417']],
    ['twenty requests at once', () => head('GET /healthz HTTP/1.1').repeat(19) + head('GET /healthz HTTP/1.1', 'Connection: close'), Array<string>(20).fill('200')],
  ])('%s', async (_, sent, statuses) => {
    expect(await statusesOf(sent())).toEqual(statuses);
  });
});

describe('clients that are slow on purpose', () => {
  const slow = 1_000;

  test('a thousand unfinished requests and a thousand idle connections keep nobody from being answered', async () => {
    const lives: number[] = [];
    const sockets: Socket[] = [];
    // A hundred at a time, and the next ones once the server has taken these: a system keeps only some waiting, and resets others.
    while (sockets.length < 2 * slow) {
      const since = Date.now();
      const more = Array.from({ length: 100 }, () => connected().once('close', () => lives.push(Date.now() - since)));
      await Promise.all(more.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
      expect(await healthy()).toBe(true);
      sockets.push(...more);
    }
    for (const [index, socket] of sockets.slice(0, slow).entries()) {
      socket.write(index % 2 === 0 ? 'GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: ' : `${post('Content-Length: 1000000')}{"events":[`);
    }
    for (let answered = 0; answered < 20; answered++) {
      for (const socket of sockets.slice(0, slow)) socket.write(' ');
      expect(await healthy()).toBe(true);
    }
    expect((await server.post([event('while-slow')])).status).toBe(200);
    // Where all of this takes longer than the time that headers have, whoever did not send them is given up, but not before.
    expect(lives.filter((milliseconds) => milliseconds < limits.headersMilliseconds)).toEqual([]);
  });

  test('headers that do not end are given up after ten seconds, with an answer', async () => {
    const socket = connected();
    let received = '';
    socket.on('data', (data) => {
      received += data.toString('latin1');
    });
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write('GET /healthz HTTP/1.1\r\nHost: a\r\nX: ');
    const drip = setInterval(() => socket.write('a'), 250);
    await closed;
    clearInterval(drip);
    expect(received).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('readers of a large export who do not read hold nobody up, and more than a few are turned away', async () => {
    const name = 'n'.repeat(190);
    for (let batch = 0; batch < 3; batch++) {
      const events = Array.from({ length: 9_000 }, (_, index) => ({ ...event(`large-${batch}-${index}`), type: 'spend', chat: undefined, amount: '1', currency: 'USD', basis: 'billed', person: { id: `${name}${batch}-${index % 9_000}`.slice(-200) }, model: name }));
      expect(await (await server.post(events)).json()).toMatchObject({ stored: 9_000 });
    }
    const before = rss(server);
    const request = head('GET /export/spend-by-user.csv?from=2026-11-22&to=2026-11-22 HTTP/1.1', `Authorization: Bearer ${server.ownerToken}`);
    const readers = Array.from({ length: 12 }, () => {
      const socket = connected();
      const status = new Promise<string>((resolve) => {
        socket.once('data', (data) => {
          socket.pause();
          resolve(/^HTTP\/1\.1 (\d+)/.exec(data.toString('latin1'))?.[1] ?? '');
        });
      });
      socket.write(request);
      return status;
    });
    const statuses = (await Promise.all(readers)).sort();
    expect(statuses).toEqual([...Array<string>(4).fill('200'), ...Array<string>(8).fill('429')]);
    expect(await healthy()).toBe(true);
    expect((await server.post([event('while-exporting')])).status).toBe(200);
    expect(rss(server) - before).toBeLessThan(200);
    for (const socket of open.splice(0)) socket.destroy();
    await expect.poll(async () => (await fetch(`${server.url}/export/spend-by-user.csv?from=2026-11-22&to=2026-11-22`, { headers: { authorization: `Bearer ${server.ownerToken}` } })).status, { timeout: 20_000 }).toBe(200);
  });
});

/** Megabytes of memory that a serving process has. */
function rss(of: Served): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(of.pid())], { encoding: 'utf8' })) / 1024;
}

const event = (id: string) => ({ id, type: 'message.sent', at: '2026-11-22T10:00:00Z', person: { id: 'u-1' }, chat: 'c-1' });

test('no body fills the memory, one after the other and several at once', async () => {
  const own = await served();
  const mib16 = 16 * 1024 * 1024;
  const send = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(`${own.url}/v1/events`, { method: 'POST', headers: { authorization: `Bearer ${own.ingestKey}`, 'content-type': 'application/json', ...headers }, body }).then((response) => response.status);
  const lines = { 'content-type': 'application/x-ndjson' };
  const bodies: readonly (readonly [string | Uint8Array<ArrayBuffer>, Record<string, string>])[] = [
    [`{"events":[${Array<string>(5_000_000).fill('{}').join()}]}`, {}],
    [`{"events":[{"id":"${'x'.repeat(mib16 - 100)}"}]}`, {}],
    [`{"events":[{${Array.from({ length: 1_000_000 }, (_, index) => `"k${index}":0`).join()}}]}`, {}],
    ['\n'.repeat(mib16), lines],
    ['0\n'.repeat(mib16 / 2), lines],
    ['['.repeat(mib16), {}],
    [new Uint8Array(gzipSync(Buffer.alloc(1024 * mib16 / 16))), { 'content-encoding': 'gzip' }],
  ];
  for (const [body, headers] of bodies) expect(await send(body, headers)).toBeLessThan(500);
  expect(rss(own)).toBeLessThan(300);
  expect(await Promise.all(Array.from({ length: 6 }, (_, index) => send(...(bodies[index % 3] ?? expect.fail()))))).not.toContain(500);
  expect(rss(own)).toBeLessThan(600);
  expect(await own.stop()).toBe(0);
});

describe('the prototype of all objects cannot be reached', () => {
  const told = (folder: string, name: string): { readonly env: Record<string, string>; readonly read: () => string } => {
    const file = join(folder, `${name}.txt`);
    const probe = join(folder, `${name}.mjs`);
    // npx is a program of Node too, and not ours.
    writeFileSync(probe, `import { appendFileSync } from 'node:fs';\nif (/pegel/.test(process.argv[1])) process.on('exit', () => appendFileSync(${JSON.stringify(file)}, String('__proto__' in {})));\n`);
    return { env: { NODE_OPTIONS: `--import=${probe}` }, read: () => readFileSync(file, 'utf8') };
  };

  test('in a command, in the server and in the demo', async () => {
    const command = told(server.folder, 'command');
    expect((await pegel(['report', '--metrics', 'chats', '--range', '7d'], { ...server.env, ...command.env })).code).not.toBe(1);
    expect(command.read()).toBe('false');

    const probe = told(server.folder, 'server');
    const other = await served({ env: probe.env });
    expect(await (await other.post([{ ...event('p'), model: '__proto__' }])).json()).toMatchObject({ stored: 1 });
    expect(await other.stop()).toBe(0);
    expect(probe.read()).toBe('false');

    const demo = told(server.folder, 'demo');
    const started = spawn(process.execPath, [binary, 'demo', '--port', '0'], { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...demo.env } });
    const ended = new Promise((resolve) => started.once('exit', resolve));
    // Once it says that it is filled it answers signals; before that they would end it without a word.
    await new Promise((resolve) => started.stderr.once('data', resolve));
    started.kill('SIGTERM');
    await ended;
    expect(demo.read()).toBe('false');
  });

  test('also through npx', async () => {
    const probe = told(server.folder, 'npx');
    const words = ['--no-install', 'pegel', '--version'];
    await new Promise<void>((resolve, reject) => {
      execFile('npx', words, { cwd: fileURLToPath(new URL('../../', import.meta.url)), env: { ...process.env, ...probe.env } }, (error) => (error === null ? resolve() : reject(error)));
    });
    expect(probe.read()).toBe('false');
  });
});
