import { describe, expect, test } from 'vitest';
import { sentenceOf, served } from '../testing/served.js';
import { ask, doorsOf, keptBy, textOf } from './doors.js';

/** Where a page could come from that is not ours, which is reached as http://localhost. */
const foreign = [
  'https://evil.example', 'http://evil.example', 'null', '', 'http://localhost.evil.example', 'http://evil-localhost', 'http://evillocalhost', 'http://localhost:1', 'http://localhost:443',
  'http://localhost:8080', 'http://localhost.', 'http://LOCALHOST', 'HTTP://localhost', 'http://localhost/', 'http://localhost/evil', 'http://localhost?', 'http://localhost#', 'http://localhost\\.evil.example',
  'http://localhost@evil.example', 'http://evil.example@localhost', 'http://localhost:pw@localhost', 'http://evil.example/localhost', 'http://evil.example#localhost', 'http://localhost, http://evil.example',
  'http://evil.example, http://localhost', 'http://localhost http://evil.example', '*', 'localhost', '//localhost', 'file://', 'data:text/html,x', 'javascript://localhost', 'chrome-extension://localhost', 'moz-extension://x',
  'ws://localhost', 'ftp://localhost', 'http://127.0.0.1', 'http://[::1]', 'http://0.0.0.0', 'http://sub.localhost', 'http://xn--localhost-',
];

async function withSession(publicUrl?: string) {
  const server = await served({ ports: { publicUrl } });
  const address = publicUrl ?? 'http://localhost';
  const { response } = await server.signIn(undefined, { origin: address });
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? expect.fail('Nobody was signed in.');
  const changes = (await doorsOf(server.app)).filter(({ isChange }) => isChange);
  return { ...server, cookie, changes, kept: () => keptBy(server) };
}

describe('a page of another site changes nothing', () => {
  test('with a cookie that the browser adds, whatever it says of where it comes from', async () => {
    const { app, cookie, changes, kept } = await withSession();
    const before = kept();
    const noOrigin: Record<string, string> = {};
    const saying = [
      ...foreign.map((origin) => ({ origin })),
      noOrigin,
      { authorization: 'Basic eDp5' },
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'none' },
      ...['cross-site', 'same-site', 'Same-Origin', ''].map((site) => ({ origin: 'http://localhost', 'sec-fetch-site': site })),
    ];
    for (const door of changes) {
      for (const headers of saying) {
        const response = await ask({ app }, door, { cookie, ...headers });
        // Doors for data know no cookies, and so nobody.
        if (door.path.startsWith('/v1/')) expect([door.name, headers, response.status]).toEqual([door.name, headers, 401]);
        else expect([door.name, headers, response.status, await sentenceOf(response)]).toEqual([door.name, headers, 403, expect.stringContaining('another site')]);
      }
    }
    expect(kept()).toBe(before);
  });

  test('without one neither: nobody is signed in, set up or asked in from elsewhere', async () => {
    const { app, changes } = await withSession();
    for (const door of changes) for (const origin of foreign) expect([door.name, origin, (await ask({ app }, door, { origin })).status]).toEqual([door.name, origin, door.path.startsWith('/v1/') ? 401 : 403]);
  });

  test('while a page of our own, and a program with a token, get as far as their question', async () => {
    const { app, cookie, changes, ownerToken } = await withSession();
    for (const door of changes.filter(({ path }) => path !== '/auth/sign-out')) {
      const sayings: readonly Record<string, string>[] = [{ cookie, origin: 'http://localhost' }, { cookie, origin: 'http://localhost', 'sec-fetch-site': 'same-origin' }, { authorization: `Bearer ${ownerToken}` }, { cookie, authorization: `Bearer ${ownerToken}` }];
      for (const headers of sayings) {
        const response = await ask({ app }, door, headers);
        expect([door.name, await response.text()]).toEqual([door.name, expect.not.stringContaining('another site')]);
      }
    }
  });

  test('where the public address is known, also when it differs in nothing but the scheme', async () => {
    const { app, cookie, changes } = await withSession('https://pegel.example');
    for (const door of changes.filter(({ path }) => path !== '/auth/sign-out' && !path.startsWith('/v1/'))) {
      const at = { ...door, path: `https://pegel.example${door.path}` };
      for (const origin of ['http://pegel.example', 'https://pegel.example:8443', 'https://pegel.example.', 'https://a.pegel.example', 'https://example']) expect([door.name, origin, (await ask({ app }, at, { cookie, origin })).status]).toEqual([door.name, origin, 403]);
      // Past the proxy, as from the machine itself, and through it: TLS ends there.
      for (const [host, origin] of [['http://localhost', 'http://localhost'], ['http://pegel.example', 'https://pegel.example'], ['https://pegel.example', 'https://pegel.example']] as const) {
        expect([door.name, host, await (await ask({ app }, { ...door, path: `${host}${door.path}` }, { cookie, origin })).text()]).toEqual([door.name, host, expect.not.stringContaining('another site')]);
      }
    }
  });
});

describe('what a form, a picture or a link could send changes nothing, not even from a page of our own', () => {
  test('a body of another type than JSON', async () => {
    const { app, cookie, changes, kept, ingestKey } = await withSession();
    const before = kept();
    for (const door of changes.filter(({ path }) => path !== '/auth/sign-out')) {
      const credential: Record<string, string> = door.path.startsWith('/v1/') ? { authorization: `Bearer ${ingestKey}` } : { cookie, origin: 'http://localhost' };
      for (const type of ['text/plain', 'text/plain;charset=UTF-8', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/json', 'application/csp-report', '']) {
        const response = await app.request(door.path, { method: door.method, headers: { ...credential, 'content-type': type }, body: JSON.stringify(door.body) });
        expect([door.name, type, response.status]).toEqual([door.name, type, expect.toSatisfy((status: number) => status >= 400 && status < 500)]);
      }
    }
    expect(kept()).toBe(before);
  });

  test('GET in the place of what changes, also in a batch, or with a header that names another method', async () => {
    const { app, cookie, changes, kept } = await withSession();
    const before = kept();
    const override = { 'x-http-method-override': 'POST', 'x-http-method': 'POST', 'x-method-override': 'POST' };
    for (const door of changes) {
      const input = encodeURIComponent(JSON.stringify(door.body));
      const name = door.path.replace('/trpc/', '');
      const addresses = [`${door.path}?input=${input}`, `${door.path}?_method=${door.method}`, ...(door.path.startsWith('/trpc/') ? [`/trpc/${name},reader?batch=1&input=${encodeURIComponent(JSON.stringify({ 0: door.body, 1: {} }))}`] : [])];
      for (const address of addresses) {
        for (const headers of [{}, override]) {
          for (const method of ['GET', 'HEAD']) {
            const response = await app.request(address, { method, headers: { cookie, 'content-type': 'application/json', ...headers } });
            expect([method, address, response.status]).toEqual([method, address, expect.toSatisfy((status: number) => [204, 207, 400, 404, 405].includes(status))]);
          }
        }
      }
    }
    expect(kept()).toBe(before);
  });
});

test('no origin is told that it may read, and none is asked whether it may send', async () => {
  const { app, cookie } = await withSession();
  for (const door of await doorsOf(app)) {
    for (const origin of [...foreign, 'http://localhost']) {
      const preflight = await app.request(door.path, { method: 'OPTIONS', headers: { origin, cookie, 'access-control-request-method': door.method, 'access-control-request-headers': 'content-type,authorization', 'access-control-request-private-network': 'true' } });
      expect([door.name, origin, preflight.status]).toEqual([door.name, origin, expect.toSatisfy((status: number) => status === 404 || status === 405)]);
      for (const response of [preflight, ...(origin === 'https://evil.example' || origin === 'null' ? [await ask({ app }, door, { origin })] : [])]) {
        await textOf(response);
        expect([door.name, origin, [...response.headers.keys()].filter((header) => /^(access-control|timing-allow)/.test(header))]).toEqual([door.name, origin, []]);
        expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
      }
    }
  }
});
