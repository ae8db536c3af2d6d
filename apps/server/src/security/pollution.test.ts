import { afterEach, describe, expect, test } from 'vitest';
import { message, sentenceOf, served } from '../testing/served.js';
import { streamOf } from '../testing/stream.js';
import { ask, credentialAt, doorsOf, keptBy, textOf } from './doors.js';

const pristine = Object.getOwnPropertyNames(Object.prototype).sort();
afterEach(() => {
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  expect(([] as unknown as Record<string, unknown>)['polluted']).toBeUndefined();
  expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(pristine);
});

const polluting = [
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"__proto__.polluted":true,"constructor.prototype.polluted":true,"a":{"__proto__":{"polluted":true}}}',
  '[{"__proto__":{"polluted":true}}]',
  '{"0":{"__proto__":{"polluted":true}},"__proto__":{"0":{"polluted":true}}}',
  '{"json":{"__proto__":{"polluted":true}},"meta":{"values":{"__proto__.polluted":["undefined"]}}}',
];

/** A body that is right, with what pollutes put in beside what belongs there. */
const beside = (body: object, polluted: string): string => {
  const [right, wrong] = [JSON.stringify(body), polluted];
  return wrong.startsWith('[') || right === '{}' ? wrong : `${right.slice(0, -1)},${wrong.slice(1)}`;
};

test('no body and no input reaches the prototype of all objects, at whatever door', async () => {
  const server = await served();
  const { app, logged } = server;
  for (const door of await doorsOf(app)) {
    const headers = door.path.startsWith('/auth/') ? {} : credentialAt(door, server);
    for (const polluted of polluting) {
      const answers = door.body === null
        ? [await ask({ app }, { ...door, path: `${door.path.split('?')[0] ?? ''}?input=${encodeURIComponent(polluted)}` }, headers), await ask({ app }, { ...door, path: `${door.path.split('?')[0] ?? ''}?__proto__[polluted]=true&constructor.prototype.polluted=true&__proto__=polluted` }, headers)]
        : [await ask({ app }, door, headers, polluted), await ask({ app }, door, headers, beside(door.body, polluted)), await ask({ app }, { ...door, path: `${door.path}?batch=1` }, headers, `{"0":${polluted},"__proto__":${polluted}}`)];
      for (const answer of answers) {
        expect([door.name, polluted, answer.status]).toEqual([door.name, polluted, expect.toSatisfy((status: number) => status < 500 || status === 503)]);
        await textOf(answer);
      }
    }
  }
  expect(logged()).not.toContain('"level":50');
});

describe('a parameter that is given twice', () => {
  test('is refused by name wherever once is meant, before anything is answered', async () => {
    const { get } = await served({ others: [{ organisation: 'Südwind', ownerEmail: 's@suedwind.example' }] });
    const days = 'from=2026-11-22&to=2026-11-22';
    for (const [path, query, twice] of [
      ['/report.json', 'metrics=messages&range=28d', ['metrics=spend', 'range=7d', 'organisation=nordwind-ag&organisation=suedwind', 'grain=day&grain=week']],
      ['/report.csv', 'metrics=messages&range=28d', ['organisation=nordwind-ag&organisation=nordwind-ag']],
      ['/report.md', 'metrics=messages&range=28d', ['lang=de&lang=en', 'organisation=nordwind-ag&organisation=suedwind']],
      ['/export/spend-by-user.csv', days, ['from=2026-11-01', 'organisation=nordwind-ag&organisation=suedwind']],
      ['/sources.json', days, ['to=2026-11-23', 'organisation=nordwind-ag&organisation=suedwind']],
    ] as const) {
      for (const more of twice) {
        const response = await get(`${path}?${query}&${more}`);
        expect([path, more, response.status, await sentenceOf(response)]).toEqual([path, more, 400, expect.stringContaining('more than once')]);
      }
      expect([path, (await get(`${path}?${query}&ORGANISATION=suedwind`)).status]).toEqual([path, 400]);
      expect([path, (await get(`${path}?${query}&organisation[]=suedwind`)).status]).toEqual([path, 400]);
    }
  });

  test('in an input leads to one organisation, which is the one that is entered', async () => {
    const { get } = await served({ others: [{ organisation: 'Südwind', ownerEmail: 's@suedwind.example' }] });
    const input = (text: string) => `/trpc/reader?input=${encodeURIComponent(text)}`;
    const entered = async (address: string) => ((await (await get(address)).json()) as { result?: { data: { organisation: { slug: string } } } }).result?.data.organisation.slug ?? null; // The form of a procedure's answer.
    expect(await entered(input('{"organisation":"suedwind","organisation":"nordwind-ag"}'))).toBe('nordwind-ag');
    expect(await entered(input('{"organisation":"nordwind-ag","organisation":"suedwind"}'))).toBeNull();
    expect(await entered(`${input('{"organisation":"nordwind-ag"}')}&input=${encodeURIComponent('{"organisation":"suedwind"}')}`)).not.toBe('suedwind');
    for (const wrong of ['{"organisation":["nordwind-ag"]}', '{"organisation":{"slug":"nordwind-ag"}}', '{"organisation":null}', '{"organisation":1}', '{"organisation":true}']) expect([wrong, (await get(input(wrong))).status]).toEqual([wrong, 400]);
  });
});

describe('fields that nobody asked for', () => {
  test('change nothing, at whatever door: no role, no organisation, no date can be sent along', async () => {
    const server = await served();
    const { app } = server;
    const before = keptBy(server);
    const along = { role: 'primary-owner', isOwner: true, organisation: 'nordwind-ag', createdAt: 0, createdBy: 'x', userId: 'x', id: 'x', slug: 'x', pseudonymSecret: 'x', names: 'full', demo: true, extraUsage: false, currency: 'EUR', permissions: ['view:spend'], revokedAt: null };
    for (const door of (await doorsOf(app)).filter(({ isChange }) => isChange)) {
      await textOf(await ask({ app }, door, credentialAt(door, server), JSON.stringify({ ...along, ...(door.path === '/trpc/changeSettings' ? { reason: 'As agreed.' } : {}) })));
    }
    expect(keptBy(server)).toBe(before);
  });
});

test('nothing that is sent becomes a header, the name of a file, or a word of a stream', async () => {
  const { app, get, send, ownerToken } = await served();
  const breaking = 'x\r\nSet-Cookie: a=b\r\n\r\n\n\ndata: forged\nevent: forged\n\n';
  const doors = (await doorsOf(app)).filter(({ body, path }) => body === null && !path.startsWith('/trpc/changes'));
  for (const door of doors) {
    for (const name of ['organisation', 'lang', 'from', 'metrics', 'input', 'callbackURL', 'x']) {
      const response = await get(`${door.path.split('?')[0] ?? ''}?${name}=${encodeURIComponent(breaking)}`);
      for (const [header, value] of response.headers) expect([door.name, name, header, value]).toEqual([door.name, name, header, expect.not.stringMatching(/[\r\n]|forged|a=b/)]);
      await textOf(response);
    }
  }
  for (const path of [`/${encodeURIComponent(breaking)}`, `/report.csv/${encodeURIComponent(breaking)}`, `/assets/${encodeURIComponent(breaking)}`]) {
    const response = await get(path);
    for (const [header, value] of response.headers) expect([path, header, value]).toEqual([path, header, expect.not.stringMatching(/[\r\n]|forged|a=b/)]);
  }
  const csv = await get('/report.csv?metrics=messages&range=28d&by=model');
  expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"$/);

  const stream = streamOf(await app.request('/trpc/changes?input=%7B%7D', { headers: { authorization: `Bearer ${ownerToken}` } }));
  await stream.next('connected');
  expect((await send([message({ id: breaking, person: { id: breaking, name: breaking }, model: breaking, project: breaking, chat: breaking })])).status).toBe(200);
  const { data } = await stream.next('message');
  expect(JSON.stringify(data)).not.toContain('forged');
  await stream.leave();
});

test('what is a secret is only taken from where no log and no history keeps it', async () => {
  const { app, ownerToken, ingestKey, signIn } = await served();
  const { cookie } = await signIn();
  const session = cookie.slice(cookie.indexOf('=') + 1);
  for (const door of await doorsOf(app)) {
    // These say nothing of anybody, or end what nobody has, and a stream says who may not listen in its first words.
    if (/^\/($|healthz|readyz|sign-in\.json|auth\/get-session|auth\/sign-out|overview|assets|favicon|trpc\/changes)/.test(door.path)) continue;
    for (const secret of [ownerToken, ingestKey, session]) {
      for (const name of ['token', 'access_token', 'key', 'authorization', 'api_key', 'session_token', 'pegel.session_token']) {
        const response = await ask({ app }, { ...door, path: `${door.path}${door.path.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(secret)}` });
        expect([door.name, name, response.status]).toEqual([door.name, name, expect.toSatisfy((status: number) => status >= 400)]);
        await textOf(response);
      }
    }
  }
});

test('a header that only a proxy may set changes no answer, since nobody said that there is one', async () => {
  const { app, ownerToken } = await served();
  const forwarded = {
    forwarded: 'for=192.0.2.1;host=evil.example;proto=https', 'x-forwarded-for': '192.0.2.1, 192.0.2.2', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', 'x-forwarded-port': '443', 'x-forwarded-prefix': '/evil',
    'x-real-ip': '192.0.2.1', 'x-client-ip': '192.0.2.1', 'true-client-ip': '192.0.2.1', 'cf-connecting-ip': '192.0.2.1', 'x-original-url': '/evil', 'x-rewrite-url': '/evil', 'x-http-method-override': 'DELETE', 'pegel-client-address': '192.0.2.1', via: '1.1 evil.example',
    'x-user-id': 'x', 'x-user': 'h@nordwind.example', 'remote-user': 'h@nordwind.example', 'x-remote-user': 'h@nordwind.example', 'x-webauth-user': 'h@nordwind.example',
  };
  const answer = async (response: Response) => {
    const volatile = new Set(['x-request-id']);
    const text = (await textOf(response)).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|"uptimeSeconds":\d+/g, '…');
    return [response.status, text, [...response.headers].filter(([name]) => !volatile.has(name))];
  };
  const credentials: readonly Record<string, string>[] = [{}, { authorization: `Bearer ${ownerToken}` }];
  // The journal alone is another one once it was read.
  for (const door of (await doorsOf(app)).filter(({ isChange, path }) => !isChange && !path.includes('/journal'))) {
    for (const credential of credentials) {
      expect([door.name, await answer(await ask({ app }, door, { ...credential, ...forwarded }))]).toEqual([door.name, await answer(await ask({ app }, door, credential))]);
    }
  }
});
