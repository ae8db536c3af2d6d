import { afterEach, describe, expect, test, vi } from 'vitest';
import { codeFor } from './testing/authenticator.js';
import { browserOn, type Browser } from './testing/browser.js';
import { owner, sentenceOf, served } from './testing/served.js';

const account = '/account';
const call = '/trpc/reader?input=%7B%7D';

afterEach(() => void vi.useRealTimers());

/** The clock of everything but timers stands where a test puts it. */
const begin = Date.parse('2026-11-24T09:00:05Z');
const clockAt = (instant: number): void => void vi.useFakeTimers({ toFake: ['Date'], now: instant });

interface Enrolled {
  readonly totpURI: string;
  readonly backupCodes: readonly string[];
}

/** A server, and its owners with a second factor that is on. */
async function withSecondFactor(wishes: Parameters<typeof served>[0] = {}) {
  clockAt(begin);
  const server = await served(wishes);
  const browser = browserOn(server.app);
  await browser.signIn();
  const enrolled = await enrol(browser);
  const others = (wishes.others ?? []).map(({ ownerEmail }) => ownerEmail ?? owner.email);
  for (const email of others) {
    const other = browserOn(server.app);
    await other.signIn(owner.password, email);
    await enrol(other);
  }
  return { ...server, ...enrolled, browser, others };
}

async function enrol(browser: Browser): Promise<Enrolled> {
  const { totpURI, backupCodes } = (await (await browser.post('/auth/two-factor/enable', { password: owner.password })).json()) as Enrolled; // What the contract says.
  expect((await browser.post('/auth/two-factor/verify-totp', { code: codeFor(totpURI) })).status).toBe(200);
  return { totpURI, backupCodes };
}

describe('a second factor', () => {
  test('is on once a code has shown that the app has it, and not before', async () => {
    clockAt(begin);
    const { app } = await served();
    const browser = browserOn(app);
    await browser.signIn();
    const { totpURI, backupCodes } = (await (await browser.post('/auth/two-factor/enable', { password: owner.password })).json()) as Enrolled; // What the contract says.
    expect(totpURI).toMatch(/^otpauth:\/\/totp\/Pegel/);
    expect(new Set(backupCodes).size).toBe(10);
    expect(await (await browserOn(app).signIn()).json()).toEqual({});
    expect((await browser.post('/auth/two-factor/verify-totp', { code: codeFor(totpURI, begin - 600_000) })).status).toBe(401);
    expect(await (await browser.get(account)).json()).toMatchObject({ twoFactor: false });
    expect((await browser.post('/auth/two-factor/verify-totp', { code: codeFor(totpURI) })).status).toBe(200);
    expect(await (await browser.get(account)).json()).toMatchObject({ twoFactor: true });
    expect(await (await browserOn(app).signIn()).json()).toEqual({ twoFactorRedirect: true });
  });

  test('takes the password to turn on, to turn off and to get new codes', async () => {
    const { browser, app } = await withSecondFactor();
    for (const path of ['/auth/two-factor/disable', '/auth/two-factor/generate-backup-codes', '/auth/two-factor/enable']) {
      const response = await browser.post(path, { password: 'another long password' });
      expect([path, response.status, await sentenceOf(response)]).toEqual([path, 400, 'The password is wrong.']);
    }
    expect((await browser.post('/auth/two-factor/disable', { password: owner.password })).status).toBe(200);
    expect((await browser.get(call)).status).toBe(200);
    expect(await (await browserOn(app).signIn()).json()).toEqual({});
  });

  test('that was turned on ends every other session, and so does one that was turned off', async () => {
    clockAt(begin);
    const { app } = await served();
    const [browser, other, third] = [browserOn(app), browserOn(app), browserOn(app)];
    await browser.signIn();
    await other.signIn();
    const { totpURI } = await enrol(browser);
    expect([(await browser.get(call)).status, (await other.get(call)).status]).toEqual([200, 401]);
    clockAt(begin + 60_000);
    await third.signIn();
    expect((await third.post('/auth/two-factor/verify-totp', { code: codeFor(totpURI) })).status).toBe(200);
    await browser.post('/auth/two-factor/disable', { password: owner.password });
    expect([(await browser.get(call)).status, (await third.get(call)).status]).toEqual([200, 401]);
  });
});

describe('half a sign-in', () => {
  test('opens nothing', async () => {
    const { app, browser: whole } = await withSecondFactor();
    const half = browserOn(app);
    expect(await (await half.signIn()).json()).toEqual({ twoFactorRedirect: true });
    expect(half.cookie()).not.toContain('session_token');
    for (const path of [call, account, '/report.json?metrics=messages&range=28d', '/auth/device?user_code=ABCD-EFGH']) expect([path, (await half.get(path)).status]).toEqual([path, 401]);
    for (const [path, body] of [
      ['/auth/change-password', { currentPassword: owner.password, newPassword: 'quite another long one' }], ['/auth/two-factor/disable', { password: owner.password }],
      ['/auth/two-factor/enable', { password: owner.password }], ['/auth/two-factor/generate-backup-codes', { password: owner.password }], ['/auth/device/approve', { userCode: 'ABCD-EFGH' }],
      ['/account/end-other-sessions', {}],
    ] as const) expect([path, (await half.post(path, body)).status]).toEqual([path, 401]);
    expect(await (await half.get('/auth/get-session')).json()).toBeNull();
    expect((await whole.get(call)).status).toBe(200);
  });

  test('becomes a whole one with a code, for five minutes', async () => {
    const { app, totpURI } = await withSecondFactor();
    const browser = browserOn(app);
    await browser.signIn();
    clockAt(begin + 60_000);
    expect((await browser.post('/auth/two-factor/verify-totp', { code: codeFor(totpURI) })).status).toBe(200);
    expect((await browser.get(call)).status).toBe(200);
    const late = browserOn(app);
    await late.signIn();
    clockAt(begin + 60_000 + 301_000);
    const response = await late.post('/auth/two-factor/verify-totp', { code: codeFor(totpURI) });
    expect([response.status, await sentenceOf(response)]).toEqual([401, 'Sign in with e-mail address and password first; a code is asked for within five minutes.']);
  });

  test('of somebody else, or made up, is none', async () => {
    const { app, totpURI } = await withSecondFactor();
    const half = browserOn(app);
    await half.signIn();
    clockAt(begin + 60_000);
    const [name = '', value = ''] = half.cookie().split('=');
    for (const forged of ['x', 'x.y', `${value.slice(0, -8)}AAAAAA%3D`, `2fa-x${value}`]) {
      expect((await browserOn(app, { cookies: { [name]: forged } }).post('/auth/two-factor/verify-totp', { code: codeFor(totpURI) })).status).toBe(401);
    }
    expect((await half.post('/auth/two-factor/verify-totp', { code: codeFor(totpURI) })).status).toBe(200);
  });
});

describe('a code', () => {
  test('of the app is good for one sign-in, also when two come at once', async () => {
    const { app, totpURI } = await withSecondFactor();
    clockAt(begin + 60_000);
    const code = codeFor(totpURI);
    const browsers = [browserOn(app), browserOn(app)];
    for (const browser of browsers) await browser.signIn();
    const statuses = (await Promise.all(browsers.map((browser) => browser.post('/auth/two-factor/verify-totp', { code })))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 401]);
    // Neither in what is left of its time.
    clockAt(begin + 80_000);
    const again = browserOn(app);
    await again.signIn();
    expect((await again.post('/auth/two-factor/verify-totp', { code })).status).toBe(401);
  });

  test('that was used is used however cookies are doubled, quoted or disguised', async () => {
    const { app, totpURI, others } = await withSecondFactor({ others: [{ organisation: 'Ostwind', ownerEmail: 'o@ostwind.example' }] });
    const [second] = others;
    clockAt(begin + 60_000);
    const code = codeFor(totpURI);
    const [victim, used] = [browserOn(app), browserOn(app)];
    await used.signIn();
    expect((await used.post('/auth/two-factor/verify-totp', { code })).status).toBe(200);
    await victim.signIn();
    const own = browserOn(app);
    await own.signIn(owner.password, second);
    const whole = used.cookie();
    const [name = '', value = ''] = victim.cookie().split(/=(.*)/s);
    for (const cookie of [`${victim.cookie()}; ${own.cookie()}`, `${own.cookie()}; ${victim.cookie()}`, `${name}="${value}"`, `${own.cookie()}; ${name}="${value}"`, ` ${name} = ${value}`, `${whole.replace('=', '="')}"; ${victim.cookie()}`]) {
      const response = await app.request('/auth/two-factor/verify-totp', { method: 'POST', headers: { cookie, origin: 'http://localhost', 'content-type': 'application/json' }, body: JSON.stringify({ code }) });
      expect([cookie, [401, 429].includes(response.status), response.headers.getSetCookie().filter((one) => one.includes('session_token=') && !one.includes('Max-Age=0'))]).toEqual([cookie, true, []]);
    }
  });

  test('that turned the second factor on does not sign in as well', async () => {
    const { app, totpURI } = await withSecondFactor();
    const browser = browserOn(app);
    await browser.signIn();
    expect((await browser.post('/auth/two-factor/verify-totp', { code: codeFor(totpURI) })).status).toBe(401);
  });

  test('of paper is good once, and new ones void the old', async () => {
    const { app, backupCodes, browser } = await withSecondFactor();
    const [first = '', second = ''] = backupCodes;
    const [one, two] = [browserOn(app), browserOn(app)];
    await one.signIn();
    await two.signIn();
    const statuses = (await Promise.all([one, two].map((each) => each.post('/auth/two-factor/verify-backup-code', { code: first })))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 401]);
    const { backupCodes: renewed } = (await (await browser.post('/auth/two-factor/generate-backup-codes', { password: owner.password })).json()) as Enrolled; // What the contract says.
    const third = browserOn(app);
    await third.signIn();
    expect((await third.post('/auth/two-factor/verify-backup-code', { code: second })).status).toBe(401);
    // However it was copied from paper.
    expect((await third.post('/auth/two-factor/verify-backup-code', { code: ` ${renewed[0]?.toUpperCase().replaceAll('-', ' ')} ` })).status).toBe(200);
  });

  test('lies nowhere as it is', async () => {
    const { read, totpURI, backupCodes } = await withSecondFactor();
    expect(backupCodes).toEqual(Array.from({ length: 10 }, () => expect.stringMatching(/^[2-9a-km-np-z]{4}(-[2-9a-km-np-z]{4}){5}$/)));
    const kept = JSON.stringify(['two_factor', 'verification', 'audit_journal', 'session'].map((table) => read(`SELECT * FROM ${table}`)));
    for (const secret of [...backupCodes, ...backupCodes.map((code) => code.replaceAll('-', '')), codeFor(totpURI), new URL(totpURI).searchParams.get('secret') ?? '']) expect(kept).not.toContain(secret);
  });
});
