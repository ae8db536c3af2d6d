import { afterEach, describe, expect, test, vi } from 'vitest';
import type { OwnAccount } from '@pegel/domain';
import { browserOn, type Browser } from './testing/browser.js';
import { owner, served } from './testing/served.js';

const call = '/trpc/reader?input=%7B%7D';
const minute = 60_000;
const day = 24 * 60 * minute;

afterEach(() => void vi.useRealTimers());

const begin = Date.parse('2026-11-24T09:00:00Z');
/** The clock of everything but timers stands where a test puts it. */
const clockAt = (instant: number): void => void vi.useFakeTimers({ toFake: ['Date'], now: instant });

interface Begun {
  readonly device_code: string;
  readonly user_code: string;
  readonly verification_uri: string;
  readonly verification_uri_complete: string;
  readonly expires_in: number;
  readonly interval: number;
}

/** A server, a terminal that has asked to be signed in, and a browser with a session that may decide about it. */
async function asking() {
  clockAt(begin);
  const server = await served({ others: [{ organisation: 'Ostwind', ownerEmail: 'o@ostwind.example' }] });
  const [terminal, browser] = [browserOn(server.app, { address: '192.0.2.9' }), browserOn(server.app)];
  await browser.signIn();
  const begun = (await (await terminal.post('/auth/device/code', { client_id: 'pegel' })).json()) as Begun; // RFC 8628.
  let asked = begin;
  const token = (changes: Record<string, unknown> = {}) => terminal.post('/auth/device/token', { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: begun.device_code, client_id: 'pegel', ...changes });
  return {
    ...server, terminal, browser, begun, token,
    /** Asks for the token when it may be asked for again. */
    tokenInTime() {
      asked += 5_000;
      clockAt(asked);
      return token();
    },
    look: (who: Browser) => who.get(`/auth/device?user_code=${begun.user_code}`),
    decide: (who: Browser, verb: 'approve' | 'deny') => who.post(`/auth/device/${verb}`, { userCode: begun.user_code }),
  };
}

const codeIn = async (response: Response): Promise<unknown> => [response.status, ((await response.json()) as { error: { code: string } }).error.code]; // The body of every refusal.

describe('a terminal', () => {
  test('signs in by a code that somebody approves in a browser, and its token serves where a session does', async () => {
    const { app, begun, look, decide, browser, tokenInTime, read } = await asking();
    expect(begun).toEqual({
      device_code: expect.stringMatching(/^[a-zA-Z0-9]{40}$/), user_code: expect.stringMatching(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/),
      verification_uri: 'http://localhost/device', verification_uri_complete: `http://localhost/device?user_code=${begun.user_code}`, expires_in: 600, interval: 5,
    });
    expect(await codeIn(await tokenInTime())).toEqual([400, 'authorization_pending']);
    expect(await (await look(browser)).json()).toEqual({ user_code: begun.user_code, client_id: 'pegel', status: 'pending' });
    expect(await (await decide(browser, 'approve')).json()).toEqual({ decision: 'approved' });
    const response = await tokenInTime();
    const told = (await response.json()) as { access_token: string }; // RFC 8628.
    expect(told).toEqual({ access_token: expect.stringMatching(/^[a-zA-Z0-9]{32}\.[\w+/]{43}=$/), token_type: 'Bearer', expires_in: 30 * 86_400 });
    expect(response.headers.getSetCookie()).toEqual([]);
    const authorization = `Bearer ${told.access_token}`;
    expect(await (await app.request(call, { headers: { authorization } })).json()).toMatchObject({ result: { data: { name: owner.email } } });
    // What stands in the table is not it.
    expect((await app.request(call, { headers: { authorization: authorization.split('.')[0] ?? '' } })).status).toBe(401);
    const { sessions } = (await (await browser.get('/account')).json()) as OwnAccount; // What the contract says.
    expect(sessions.map(({ client, address, isCurrent }) => [client, address, isCurrent])).toEqual([['terminal', '192.0.2.9', false], ['browser', null, true]]);
    expect(read('SELECT * FROM device_code')).toEqual([]);
  });

  test('stays signed in for a week without use and for a month in any case', async () => {
    const { app, decide, browser, tokenInTime } = await asking();
    await decide(browser, 'approve');
    const { access_token: token } = (await (await tokenInTime()).json()) as { access_token: string }; // RFC 8628.
    const signedIn = begin + 5_000;
    const isIn = async (at: number) => {
      clockAt(at);
      return (await app.request(call, { headers: { authorization: `Bearer ${token}` } })).status === 200;
    };
    for (const days of [6, 12, 18, 24, 29.9]) expect([days, await isIn(signedIn + days * day)]).toEqual([days, true]);
    expect(await isIn(signedIn + 30 * day)).toBe(false);
  });

  test('that is not used for a week is signed out', async () => {
    const { app, decide, browser, tokenInTime } = await asking();
    await decide(browser, 'approve');
    const { access_token: token } = (await (await tokenInTime()).json()) as { access_token: string }; // RFC 8628.
    clockAt(begin + 5_000 + 7 * day);
    expect((await app.request(call, { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
  });

  test('signs out with its token', async () => {
    const { app, decide, browser, tokenInTime } = await asking();
    await decide(browser, 'approve');
    const { access_token: token } = (await (await tokenInTime()).json()) as { access_token: string }; // RFC 8628.
    const headers = { authorization: `Bearer ${token}` };
    expect((await app.request('/auth/sign-out', { method: 'POST', headers })).status).toBe(200);
    expect((await app.request(call, { headers })).status).toBe(401);
  });

  test('is told that it was denied, once', async () => {
    const { decide, browser, tokenInTime, read } = await asking();
    expect(await (await decide(browser, 'deny')).json()).toEqual({ decision: 'denied' });
    expect(await codeIn(await tokenInTime())).toEqual([400, 'access_denied']);
    expect(await codeIn(await tokenInTime())).toEqual([400, 'invalid_grant']);
    expect(read("SELECT * FROM session WHERE client = 'terminal'")).toEqual([]);
  });

  test('that asks more often than every five seconds is slowed down', async () => {
    const { token } = await asking();
    clockAt(begin + 5_000);
    expect(await codeIn(await token())).toEqual([400, 'authorization_pending']);
    clockAt(begin + 9_000);
    expect(await codeIn(await token())).toEqual([400, 'slow_down']);
    clockAt(begin + 10_000);
    expect(await codeIn(await token())).toEqual([400, 'authorization_pending']);
  });

  test('has ten minutes', async () => {
    const { token, look, decide, browser } = await asking();
    clockAt(begin + 10 * minute + 1_000);
    expect([(await look(browser)).status, (await decide(browser, 'approve')).status]).toEqual([404, 404]);
    expect(await codeIn(await token())).toEqual([400, 'expired_token']);
  });

  test('of another program is none, and neither is another grant', async () => {
    const { terminal, token } = await asking();
    expect(await codeIn(await terminal.post('/auth/device/code', { client_id: 'other' }))).toEqual([400, 'invalid_client']);
    expect(await codeIn(await token({ client_id: 'other' }))).toEqual([400, 'invalid_client']);
    expect(await codeIn(await token({ grant_type: 'password' }))).toEqual([400, 'invalid_request']);
    expect(await codeIn(await token({ device_code: 'x'.repeat(40) }))).toEqual([400, 'invalid_grant']);
    // Nobody asks for somebody else.
    for (const more of [{ user_id: 'x' }, { scope: 'all' }, { userId: 'x' }]) expect((await terminal.post('/auth/device/code', { client_id: 'pegel', ...more })).status).toBe(400);
  });

  test('gets one token, however many ask at once', async () => {
    const { decide, browser, token, read } = await asking();
    await decide(browser, 'approve');
    clockAt(begin + 6_000);
    const statuses = (await Promise.all(Array.from({ length: 8 }, () => token()))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(read("SELECT id FROM session WHERE client = 'terminal'")).toHaveLength(1);
  });
});

describe('a code', () => {
  test('belongs to whoever looks at it first', async () => {
    const { app, look, decide, browser } = await asking();
    const stranger = browserOn(app);
    await stranger.signIn(owner.password, 'o@ostwind.example');
    expect((await look(browser)).status).toBe(200);
    expect([(await look(stranger)).status, (await decide(stranger, 'approve')).status, (await decide(stranger, 'deny')).status]).toEqual([404, 404, 404]);
    expect((await decide(browser, 'approve')).status).toBe(200);
  });

  test('is decided about once, whatever is asked at once', async () => {
    const { decide, browser, read } = await asking();
    const statuses = (await Promise.all(Array.from({ length: 10 }, (_, index) => decide(browser, index % 2 === 0 ? 'approve' : 'deny')))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(read("SELECT * FROM audit_journal WHERE happening = 'device-decided'")).toHaveLength(1);
  });

  test('is found however it is typed, and none that is not there', async () => {
    const { begun, browser } = await asking();
    expect((await browser.get(`/auth/device?user_code=${begun.user_code.replace('-', '').toLowerCase()}`)).status).toBe(200);
    for (const wrong of ['AAAA-AAAA', '%25', "' OR 1=1 --", '-', '%00']) expect([wrong, (await browser.get(`/auth/device?user_code=${wrong}`)).status]).toEqual([wrong, 404]);
    for (const query of ['', '?user_code=', '?code=x', `?user_code=${begun.user_code}&more=x`]) expect([query, [400, 404].includes((await browser.get(`/auth/device${query}`)).status)]).toEqual([query, true]);
  });

  test('is neither seen nor decided about without a session', async () => {
    const { app, look, decide, ownerToken } = await asking();
    const nobody = browserOn(app);
    expect([(await look(nobody)).status, (await decide(nobody, 'approve')).status, (await decide(nobody, 'deny')).status]).toEqual([401, 401, 401]);
    const response = await app.request('/auth/device/approve', { method: 'POST', headers: { authorization: `Bearer ${ownerToken}`, 'content-type': 'application/json' }, body: '{}' });
    expect(response.status).toBe(401);
  });
});
