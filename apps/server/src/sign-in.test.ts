import { openEndpoints } from '@pegel/accounts';
import { describe, expect, test } from 'vitest';
import { browserOn } from './testing/browser.js';
import { owner, sentenceOf, served } from './testing/served.js';

const call = `/trpc/report?input=${encodeURIComponent(JSON.stringify({ metrics: ['messages'], range: '28d' }))}`;

test('signing in sets a cookie that scripts cannot read and other sites cannot send, and with it the interface answers', async () => {
  const { app, signIn } = await served();
  const { response, cookie } = await signIn();
  expect(response.status).toBe(200);
  expect(response.headers.get('set-cookie')?.replace(/=[^;]*/, '=…')).toMatchInlineSnapshot(`"pegel.session_token=…; Max-Age=43200; Path=/; HttpOnly; SameSite=Strict"`);
  expect((await app.request(call, { headers: { cookie } })).status).toBe(200);
  expect(await (await app.request('/trpc/reader?input=%7B%7D', { headers: { cookie } })).json()).toMatchObject({ result: { data: { name: owner.email, role: 'primary-owner' } } });
});

test('a wrong password and an unknown address are refused alike', async () => {
  const { app, signIn } = await served();
  const wrong = await signIn('another long password');
  const unknown = await app.request('/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'nobody@nordwind.example', password: owner.password }),
  });
  expect([wrong.response.status, unknown.status]).toEqual([401, 401]);
  expect(await sentenceOf(wrong.response)).toBe(await sentenceOf(unknown));
  expect(wrong.cookie).toBe('');
});

test('what is no e-mail address and password is refused in words', async () => {
  const { app } = await served();
  for (const body of ['{', '{}', '[]', '{"email":1,"password":{"$ne":null}}', `{"email":"${'x'.repeat(20_000)}"}`]) {
    const response = await app.request('/auth/sign-in/email', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect([400, 413]).toContain(response.status);
    expect(await sentenceOf(response)).toMatch(/\.$|\}\.?$/);
  }
});

describe('what every open endpoint takes', () => {
  const right = (takes: readonly string[]) => Object.fromEntries(takes.map((name) => [name, 'x']));

  test('is refused in words where something is missing, of another kind, or more than it asks for', async () => {
    const { app, change } = await served();
    const browser = browserOn(app);
    await browser.signIn();
    for (const { method, path, takes } of openEndpoints) {
      const wrong: unknown[] = [[], null, 'x', 1, { ...right(takes), userId: 'somebody' }, { ...right(takes), trustDevice: true }, { ...right(takes), __proto__x: 'x' }];
      for (const name of takes) wrong.push({ ...right(takes), [name]: 1 }, { ...right(takes), [name]: ['x'] }, { ...right(takes), [name]: { $ne: null } }, { ...right(takes), [name]: null }, { ...right(takes), [name]: 'x'.repeat(3_000) });
      if (takes.length > 0) wrong.push({}, right(takes.slice(1)));
      for (const body of method === 'POST' ? wrong : []) {
        const response = await browser.post(path, body);
        expect([path, body, response.status]).toEqual([path, body, 400]);
        expect(await sentenceOf(response)).toMatch(/[.}]$/);
      }
      const inAddress = await (method === 'POST' ? browser.post(`${path}?userId=somebody`, right(takes)) : browser.get(`${path}?${new URLSearchParams({ ...right(takes), userId: 'somebody' }).toString()}`));
      expect([path, inAddress.status]).toEqual([path, 400]);
      change('DELETE FROM rate_limit');
    }
    expect((await browser.get(call)).status).toBe(200);
  });

  test('comes as JSON: no form of another site is one', async () => {
    const { app } = await served();
    const browser = browserOn(app);
    await browser.signIn();
    for (const { method, path, takes } of openEndpoints) {
      if (method !== 'POST' || takes.length === 0) continue;
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonx', 'application/json, text/plain']) {
        expect([path, type, (await browser.post(path, right(takes), { 'content-type': type })).status]).toEqual([path, type, 415]);
      }
    }
  });
});

test('signing out ends the session on the server', async () => {
  const { app, signIn } = await served();
  const { cookie } = await signIn();
  const response = await app.request('/auth/sign-out', { method: 'POST', headers: { cookie, origin: 'http://localhost' } });
  expect(response.status).toBe(200);
  expect((await app.request(call, { headers: { cookie } })).status).toBe(401);
});

test('whoever loses the membership loses it with the next request', async () => {
  const { app, signIn, change } = await served();
  const { cookie } = await signIn();
  change('DELETE FROM memberships');
  const response = await app.request('/report.json?metrics=messages&range=28d', { headers: { cookie } });
  expect(response.status).toBe(403);
  expect(await sentenceOf(response)).toBe('Usage analytics is available to Primary Owners and Owners.');
});

test('a session serves as a bearer token only with its signature', async () => {
  const { app, signIn } = await served();
  const { response, cookie } = await signIn();
  // It is told nowhere but in the cookie.
  expect(response.headers.get('set-auth-token')).toBeNull();
  expect(await response.json()).toEqual({});
  const signed = decodeURIComponent(cookie.slice(cookie.indexOf('=') + 1));
  expect((await app.request(call, { headers: { authorization: `Bearer ${signed}` } })).status).toBe(200);
  expect((await app.request(call, { headers: { authorization: `Bearer ${signed.split('.')[0] ?? ''}` } })).status).toBe(401);
});

describe('other sites', () => {
  test('change nothing with a cookie', async () => {
    const { app, signIn } = await served();
    const { cookie } = await signIn();
    const noOrigin: Record<string, string> = {};
    for (const origin of [{ origin: 'https://evil.example' }, { origin: 'null' }, { origin: 'http://localhost.evil.example' }, noOrigin]) {
      for (const path of ['/trpc/report', '/auth/sign-out']) {
        const response = await app.request(path, { method: 'POST', headers: { cookie, 'content-type': 'application/json', ...origin }, body: '{}' });
        expect(response.status).toBe(403);
        expect(await sentenceOf(response)).toMatch(/another site/);
      }
    }
    expect((await app.request(call, { headers: { cookie } })).status).toBe(200);
  });

  test('sign nobody in', async () => {
    const { signIn } = await served();
    expect((await signIn(owner.password, { origin: 'https://evil.example' })).response.status).toBe(403);
  });

  test('get no permission to read', async () => {
    const { app } = await served();
    const response = await app.request(call, { method: 'OPTIONS', headers: { origin: 'https://evil.example', 'access-control-request-method': 'GET' } });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});

test('nothing else of sign-in is open, with a session or without', async () => {
  const { app, signIn } = await served();
  const { cookie } = await signIn();
  const closed = [
    ['POST', '/auth/sign-up/email'], ['POST', '/auth/sign-in/social'], ['GET', '/auth/sign-in/email'], ['POST', '/auth/sign-in/email/'], ['POST', '/auth//sign-up/email'],
    ['POST', '/auth/sign-in/%65mail'], ['POST', '/auth/sign-up%2Femail'], ['POST', '/auth/update-user'], ['POST', '/auth/change-email'], ['POST', '/auth/two-factor/send-otp'], ['POST', '/auth/two-factor/verify-otp'], ['POST', '/auth/two-factor/get-totp-uri'], ['POST', '/auth/totp/generate'],
    ['POST', '/auth/delete-user'], ['GET', '/auth/list-sessions'], ['POST', '/auth/revoke-sessions'], ['POST', '/auth/request-password-reset'], ['POST', '/auth/reset-password'],
    ['GET', '/auth/reset-password/token'], ['GET', '/auth/verify-email'], ['GET', '/auth/callback/google'], ['GET', '/auth/ok'], ['GET', '/auth/error'], ['POST', '/auth/get-session'],
    ['POST', '/auth/api-key/create'], ['POST', '/auth/admin/impersonate-user'],
  ] as const;
  for (const [method, path] of closed) {
    const body = method === 'POST' ? { body: JSON.stringify({ ...owner, userId: 'x', name: 'x' }) } : {};
    for (const session of [{}, { cookie }] as Record<string, string>[]) {
      const response = await app.request(path, { method, headers: { 'content-type': 'application/json', origin: 'http://localhost', ...session }, ...body });
      expect([method, path, response.status]).toEqual([method, path, 404]);
    }
  }
});
