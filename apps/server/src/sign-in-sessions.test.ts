import { afterEach, describe, expect, test, vi } from 'vitest';
import type { OwnAccount } from '@pegel/domain';
import { makeChanges } from './live/changes.js';
import { liveOf } from './live/watched.js';
import { codeFor } from './testing/authenticator.js';
import { browserOn, type Browser } from './testing/browser.js';
import { owner, sentenceOf, served } from './testing/served.js';
import { streamOf } from './testing/stream.js';

const call = '/trpc/reader?input=%7B%7D';
const stream = `/trpc/changes?input=${encodeURIComponent('{}')}`;
const minute = 60_000;
const hour = 60 * minute;

afterEach(() => void vi.useRealTimers());

const begin = Date.parse('2026-11-24T09:00:00Z');
/** The clock of everything but timers stands where a test puts it. */
const clockAt = (instant: number): void => void vi.useFakeTimers({ toFake: ['Date'], now: instant });

const isIn = async (browser: Browser): Promise<boolean> => (await browser.get(call)).status === 200;
const accountOf = async (browser: Browser): Promise<OwnAccount> => (await (await browser.get('/account')).json()) as OwnAccount; // What the contract says.

describe('a session', () => {
  test('is a new one at every sign-in, and the one that was there before is dead', async () => {
    const { app } = await served();
    const browser = browserOn(app);
    await browser.signIn();
    // Somebody else knew the cookie that the browser had when it signed in.
    const planted = browserOn(app, { cookies: Object.fromEntries([browser.cookie().split(/=(.*)/s).slice(0, 2)]) as Record<string, string> });
    expect(await isIn(planted)).toBe(true);
    await browser.signIn();
    expect([await isIn(browser), await isIn(planted)]).toEqual([true, false]);
  });

  test('of a browser ends after half an hour without a request, however long it might still last', async () => {
    clockAt(begin);
    const { app, read } = await served();
    const browser = browserOn(app);
    await browser.signIn();
    for (const at of [29, 58, 87]) {
      clockAt(begin + at * minute);
      expect([at, await isIn(browser)]).toEqual([at, true]);
    }
    clockAt(begin + 117 * minute);
    expect(await isIn(browser)).toBe(false);
    // It is gone from the server, not only late.
    expect(read('SELECT * FROM session')).toEqual([]);
    clockAt(begin + 87 * minute);
    expect(await isIn(browser)).toBe(false);
  });

  test('of a browser ends after half a day, however much it is used', async () => {
    clockAt(begin);
    const { app } = await served();
    const browser = browserOn(app);
    await browser.signIn();
    for (let at = begin; at < begin + 12 * hour; at += 29 * minute) {
      clockAt(at);
      expect(await isIn(browser)).toBe(true);
    }
    clockAt(begin + 12 * hour);
    expect(await isIn(browser)).toBe(false);
  });

  test('is in use while it follows changes', async () => {
    clockAt(begin);
    const { app, read } = await served({ ports: { live: liveOf(makeChanges(), undefined, 20) } });
    const browser = browserOn(app);
    await browser.signIn();
    const opened = streamOf(await browser.get(stream, { accept: 'text/event-stream' }));
    for (const at of [20, 40, 60].map((minutes) => begin + minutes * minute)) {
      clockAt(at);
      // Waiting moves the clock a little.
      await vi.waitFor(() => expect(read(`SELECT * FROM session WHERE last_used_at >= ${at}`)).toHaveLength(1), 10_000);
    }
    await opened.leave();
    expect(await isIn(browser)).toBe(true);
    clockAt(begin + 95 * minute);
    expect(await isIn(browser)).toBe(false);
  });

  test('has its use written down once a minute at most', async () => {
    clockAt(begin);
    const { app, read } = await served();
    const browser = browserOn(app);
    await browser.signIn();
    for (const [after, noted] of [[59_000, 0], [60_000, 60_000], [119_000, 60_000], [120_000, 120_000]] as const) {
      clockAt(begin + after);
      await isIn(browser);
      expect(read('SELECT last_used_at FROM session')).toEqual([{ last_used_at: begin + noted }]);
    }
  });

  test('goes on where its use cannot be written down', async () => {
    clockAt(begin);
    const { app, change } = await served();
    const browser = browserOn(app);
    await browser.signIn();
    change("CREATE TRIGGER full BEFORE UPDATE ON session BEGIN SELECT RAISE(ABORT, 'no room'); END");
    clockAt(begin + 2 * minute);
    expect(await isIn(browser)).toBe(true);
  });

  test('is none without its signature, with another, or made up', async () => {
    const { app } = await served();
    const browser = browserOn(app);
    await browser.signIn();
    const [name = '', value = ''] = browser.cookie().split(/=(.*)/s);
    const [token = '', signature = ''] = decodeURIComponent(value).split('.');
    const other = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    for (const forged of [token, `${token}.`, `${token}.${other}`, `x${token}.${signature}`, `${token}x.${signature}`, '', '.', '%', '%00', 'garbage', 'a'.repeat(4_000), `${token}.${signature}.${signature}`]) {
      expect([forged, await isIn(browserOn(app, { cookies: { [name]: forged.includes('%') ? forged : encodeURIComponent(forged) } }))]).toEqual([forged, false]);
    }
    for (const header of ['Bearer', 'Bearer ', 'bearer x.y', `Bearer ${token}`, `Bearer ${token}.${other}`, `Basic ${token}.${signature}`, `bearer ${token}.${signature}`]) {
      expect([header, (await app.request(call, { headers: { authorization: header } })).status]).toEqual([header, 401]);
    }
    expect(await isIn(browser)).toBe(true);
  });

  test('that was signed out opens nothing any more, as cookie and as token', async () => {
    const { app } = await served();
    const browser = browserOn(app);
    await browser.signIn();
    const cookie = browser.cookie();
    const bearer = { authorization: `Bearer ${decodeURIComponent(cookie.slice(cookie.indexOf('=') + 1))}` };
    expect((await app.request(call, { headers: bearer })).status).toBe(200);
    expect((await browser.post('/auth/sign-out')).status).toBe(200);
    expect(browser.cookie()).toBe('');
    for (const headers of [{ cookie }, bearer]) {
      for (const path of [call, '/account']) expect((await app.request(path, { headers })).status).toBe(401);
    }
    expect((await browser.post('/auth/sign-out')).status).toBe(200);
  });
});

describe('a new password', () => {
  test('ends every other session and gives this one another cookie', async () => {
    const { app } = await served();
    const [browser, other] = [browserOn(app), browserOn(app)];
    await browser.signIn();
    await other.signIn();
    const before = browser.cookie();
    expect((await browser.post('/auth/change-password', { currentPassword: owner.password, newPassword: 'rivers rise in spring' })).status).toBe(200);
    expect(browser.cookie()).not.toBe(before);
    expect([await isIn(browser), await isIn(other), (await app.request(call, { headers: { cookie: before } })).status]).toEqual([true, false, 401]);
    expect([(await browserOn(app).signIn()).status, (await browserOn(app).signIn('rivers rise in spring')).status]).toEqual([401, 200]);
  });

  test('leaves nobody in who signed in with the old one, also not at the same time', async () => {
    const { app, read } = await served();
    const browser = browserOn(app);
    await browser.signIn();
    const others = [browserOn(app), browserOn(app), browserOn(app)];
    const [changed] = await Promise.all([browser.post('/auth/change-password', { currentPassword: owner.password, newPassword: 'rivers rise in spring' }), ...others.map((one) => one.signIn())]);
    expect([changed?.status, await isIn(browser), ...await Promise.all(others.map(isIn))]).toEqual([200, true, false, false, false]);
    expect(read('SELECT id FROM session')).toHaveLength(1);
  });

  test('ends half sign-ins, and the sign-in of a terminal that was approved and has not come back', async () => {
    const { app } = await served();
    const [browser, terminal] = [browserOn(app), browserOn(app)];
    await browser.signIn();
    const begun = (await (await terminal.post('/auth/device/code', { client_id: 'pegel' })).json()) as { device_code: string; user_code: string }; // RFC 8628.
    expect((await browser.post('/auth/device/approve', { userCode: begun.user_code })).status).toBe(200);
    const { totpURI } = (await (await browser.post('/auth/two-factor/enable', { password: owner.password })).json()) as { totpURI: string }; // What the contract says.
    await browser.post('/auth/two-factor/verify-totp', { code: codeFor(totpURI, Date.now() - 30_000) });
    const half = browserOn(app);
    expect(await (await half.signIn()).json()).toEqual({ twoFactorRedirect: true });
    await browser.post('/auth/change-password', { currentPassword: owner.password, newPassword: 'rivers rise in spring' });
    expect((await half.post('/auth/two-factor/verify-totp', { code: codeFor(totpURI) })).status).toBe(401);
    expect((await terminal.post('/auth/device/token', { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: begun.device_code, client_id: 'pegel' })).status).toBe(400);
    expect(await isIn(browser)).toBe(true);
  });

  test('is refused with the reason, in the language that is asked for, and nothing changes', async () => {
    const { app } = await served();
    const [browser, other] = [browserOn(app), browserOn(app)];
    await browser.signIn();
    await other.signIn();
    const change = (currentPassword: string, newPassword: string, headers = {}) => browser.post('/auth/change-password', { currentPassword, newPassword }, headers);
    for (const [response, status, sentence] of [
      [await change('another long password', 'rivers rise in spring'), 400, 'The password is wrong.'],
      [await change(owner.password, 'too short'), 400, 'The password must have 12 to 128 characters; it has 9.'],
      [await change(owner.password, 'too short', { 'accept-language': 'de-AT,de;q=0.9' }), 400, 'Das Passwort muss 12 bis 128 Zeichen haben; dieses hat 9.'],
      [await change(owner.password, 'qwertyqwerty'), 400, 'This is one of the most common passwords, which are tried first. Choose another.'],
    ] as const) expect([response.status, await sentenceOf(response)]).toEqual([status, sentence]);
    expect([await isIn(browser), await isIn(other), (await browserOn(app).signIn()).status]).toEqual([true, true, 200]);
  });

  test('that a token asks for ends the session of the token too', async () => {
    const { app, read } = await served();
    const browser = browserOn(app);
    await browser.signIn();
    const cookie = browser.cookie();
    const authorization = `Bearer ${decodeURIComponent(cookie.slice(cookie.indexOf('=') + 1))}`;
    const response = await app.request('/auth/change-password', { method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body: JSON.stringify({ currentPassword: owner.password, newPassword: 'rivers rise in spring' }) });
    expect([response.status, response.headers.getSetCookie()]).toEqual([200, []]);
    expect(read('SELECT * FROM session')).toEqual([]);
  });
});

describe('one\'s own account', () => {
  test('says where one is at home and where one is signed in, and nothing that opens anything', async () => {
    const { app, read } = await served({ others: [{ organisation: 'Südwind' }, { organisation: 'Ostwind', ownerEmail: 'o@ostwind.example' }] });
    const [browser, other] = [browserOn(app, { address: '192.0.2.1' }), browserOn(app, { address: '2001:db8:1:2:3::4' })];
    await browser.post('/auth/sign-in/email', owner, { 'user-agent': 'Firefox' });
    await other.signIn();
    expect(await accountOf(browser)).toEqual({
      email: owner.email, hasPassword: true, twoFactor: false,
      organisations: [{ slug: 'nordwind-ag', name: 'Nordwind AG', role: 'primary-owner' }, { slug: 'suedwind', name: 'Südwind', role: 'primary-owner' }],
      sessions: expect.toSatisfy((sessions: OwnAccount['sessions']) => {
        expect(sessions.toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent))).toMatchObject([
          { client: 'browser', address: '192.0.2.1', userAgent: 'Firefox', isCurrent: true }, { client: 'browser', address: '2001:db8:1:2:3::4', userAgent: null, isCurrent: false },
        ]);
        return true;
      }),
    });
    const text = await (await browser.get('/account')).text();
    for (const { token } of read('SELECT token FROM session') as { token: string }[]) expect(text).not.toContain(token);
  });

  test('is nobody\'s without a session, nor with a token or a key', async () => {
    const { app, ownerToken, ingestKey } = await served();
    for (const headers of [{}, { authorization: `Bearer ${ownerToken}` }, { authorization: `Bearer ${ingestKey}` }, { cookie: 'pegel.session_token=x' }] as Record<string, string>[]) {
      expect((await app.request('/account', { headers })).status).toBe(401);
      for (const path of ['/account/end-session', '/account/end-other-sessions']) {
        expect((await app.request(path, { method: 'POST', headers: { ...headers, origin: 'http://localhost', 'content-type': 'application/json' }, body: '{}' })).status).toBe(401);
      }
    }
  });

  test('ends one session or all others, open streams within a second, and nobody else\'s', async () => {
    const { app } = await served({ others: [{ organisation: 'Ostwind', ownerEmail: 'o@ostwind.example' }], ports: { live: liveOf(makeChanges(), undefined, 50) } });
    const [browser, second, third, stranger] = [browserOn(app), browserOn(app), browserOn(app), browserOn(app)];
    for (const one of [browser, second, third]) await one.signIn();
    await stranger.signIn(owner.password, 'o@ostwind.example');
    const [opened, left] = await Promise.all([second, third].map(async (one) => streamOf(await one.get(stream, { accept: 'text/event-stream' }))));
    const id = (await accountOf(second)).sessions.find(({ isCurrent }) => isCurrent)?.id ?? expect.fail();
    const response = await stranger.post('/account/end-session', { id });
    expect([response.status, await sentenceOf(response)]).toEqual([404, 'You have no such session; it may have ended meanwhile.']);
    expect(await sentenceOf(await browser.post('/account/end-session', { id: 'x' }))).toBe('You have no such session; it may have ended meanwhile.');
    expect(await isIn(second)).toBe(true);
    expect((await browser.post('/account/end-session', { id })).status).toBe(200);
    expect((await opened?.rest())?.at(-1)).toMatchObject({ data: { data: { code: 'UNAUTHORIZED' } } });
    expect((await browser.post('/account/end-other-sessions')).status).toBe(200);
    expect((await left?.rest())?.at(-1)).toMatchObject({ data: { data: { code: 'UNAUTHORIZED' } } });
    expect(await Promise.all([browser, second, third, stranger].map(isIn))).toEqual([true, false, false, true]);
  });

  test('is changed from no other site, and by nothing that is not asked for', async () => {
    const { app } = await served();
    const browser = browserOn(app);
    await browser.signIn();
    for (const path of ['/account/end-session', '/account/end-other-sessions', '/auth/change-password', '/auth/two-factor/enable', '/auth/two-factor/disable', '/auth/device/approve', '/auth/device/deny', '/auth/sign-out']) {
      for (const origin of ['https://evil.example', 'null', '']) expect([path, origin, (await browser.post(path, {}, { origin })).status]).toEqual([path, origin, 403]);
    }
    for (const [path, body] of [['/account/end-session', {}], ['/account/end-session', { id: 1 }], ['/account/end-session', { id: 'x', userId: 'y' }], ['/account/end-other-sessions', { but: 'x' }], ['/account/end-other-sessions', []]] as const) {
      expect([path, body, (await browser.post(path, body)).status]).toEqual([path, body, 400]);
    }
    expect(await isIn(browser)).toBe(true);
  });
});
