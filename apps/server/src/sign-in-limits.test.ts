import { afterEach, describe, expect, test, vi } from 'vitest';
import { browserOn, type Browser } from './testing/browser.js';
import { owner, sentenceOf, served } from './testing/served.js';

afterEach(() => void vi.useRealTimers());

const begin = Date.parse('2026-11-24T09:00:00Z');
/** The clock of everything but timers stands where a test puts it. */
const clockAt = (instant: number): void => void vi.useFakeTimers({ toFake: ['Date'], now: instant });

const wrong = 'another long password';
/** Refused before it is looked at, which would take its time. */
const wrongAtOnce = 'x'.repeat(200);

function countOf(responses: readonly Response[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of responses) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

test('the sixth attempt at an account within a minute waits, from wherever it comes and also if it is right', async () => {
  clockAt(begin);
  const { app } = await served();
  const from = (host: number): Browser => browserOn(app, { address: `192.0.2.${host}` });
  for (let host = 1; host <= 5; host++) expect((await from(host).signIn(wrong)).status).toBe(401);
  const response = await from(6).signIn(owner.password);
  expect([response.status, response.headers.get('retry-after'), await sentenceOf(response)]).toEqual([429, '60', 'Too many attempts; wait 60 seconds.']);
  // However the address is written.
  expect((await from(7).signIn(owner.password, ` ${owner.email.toUpperCase()}`)).status).toBe(429);
  clockAt(begin + 45_000);
  expect((await from(6).signIn(owner.password)).headers.get('retry-after')).toBe('15');
  clockAt(begin + 60_000);
  expect((await from(6).signIn(owner.password)).status).toBe(200);
});

test('attempts at one account keep nobody else out', async () => {
  const { app } = await served({ others: [{ organisation: 'Ostwind', ownerEmail: 'o@ostwind.example' }] });
  const attacker = browserOn(app, { address: '192.0.2.1' });
  for (let attempt = 0; attempt < 6; attempt++) await attacker.signIn(wrongAtOnce);
  expect((await browserOn(app, { address: '192.0.2.2' }).signIn(owner.password)).status).toBe(429);
  expect((await browserOn(app, { address: '192.0.2.2' }).signIn(owner.password, 'o@ostwind.example')).status).toBe(200);
});

test('whoever is signed in tries other accounts as anybody does', async () => {
  const { app, read } = await served({ others: [{ organisation: 'Ostwind', ownerEmail: 'o@ostwind.example' }] });
  const browser = browserOn(app);
  await browser.signIn(owner.password, 'o@ostwind.example');
  const statuses = [];
  for (let attempt = 0; attempt < 6; attempt++) statuses.push((await browser.signIn(wrongAtOnce)).status);
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  expect((await browserOn(app).signIn()).status).toBe(429);
  expect(read("SELECT DISTINCT chain, actor FROM audit_journal WHERE happening = 'sign-in-refused'")).toEqual([{ chain: 'nordwind-ag', actor: 'nobody' }]);
});

test('an unknown account is limited as a known one is', async () => {
  const { app } = await served();
  const statuses = [];
  for (let attempt = 0; attempt < 7; attempt++) statuses.push(await Promise.all([owner.email, 'nobody@nordwind.example'].map(async (email) => {
    const response = await browserOn(app, { address: '192.0.2.1' }).signIn(wrongAtOnce, email);
    return [response.status, await sentenceOf(response), response.headers.get('retry-after')];
  })));
  for (const [known, unknown] of statuses) expect(unknown).toEqual(known);
});

test('whoever has signed in begins anew', async () => {
  const { app } = await served();
  const browser = browserOn(app);
  for (let round = 0; round < 3; round++) {
    for (let attempt = 0; attempt < 4; attempt++) expect((await browser.signIn(wrongAtOnce)).status).toBe(401);
    expect((await browser.signIn()).status).toBe(200);
  }
});

test('the twenty-first attempt from an address waits, at whichever accounts; an address of IPv6 is its whole network', async () => {
  const { app } = await served();
  const attempt = (address: string, index: number) => browserOn(app, { address }).signIn(wrongAtOnce, `somebody-${index}@nordwind.example`);
  const ones = [];
  for (let index = 0; index < 21; index++) ones.push(await attempt(`2001:db8:1:2:${index.toString(16)}::${index}`, index));
  expect(countOf(ones)).toEqual({ 401: 20, 429: 1 });
  expect((await attempt('2001:DB8:1:2::ffff', 30)).status).toBe(429);
  expect((await attempt('2001:db8:1:3::1', 31)).status).toBe(401);
  // What a client says of itself does not help.
  expect((await browserOn(app, { address: '2001:db8:1:2::9' }).post('/auth/sign-in/email', { ...owner, email: 'a@nordwind.example' }, { 'x-forwarded-for': '192.0.2.8', 'x-real-ip': '192.0.2.8', forwarded: 'for=192.0.2.8' })).status).toBe(429);
});

describe('attempts at the same time', () => {
  test('are no more than attempts one after the other: at an account', async () => {
    const { app, read } = await served();
    const responses = await Promise.all(Array.from({ length: 60 }, (_, host) => browserOn(app, { address: `192.0.2.${host}` }).signIn(wrongAtOnce)));
    expect(countOf(responses)).toEqual({ 401: 5, 429: 55 });
    // Those that had to wait are told of once, so that nobody fills the journal with them.
    expect(read("SELECT json_extract(about, '$.reason') reason, count(*) entries FROM audit_journal WHERE happening = 'sign-in-refused' GROUP BY 1 ORDER BY 1")).toEqual([{ reason: 'too-many-attempts', entries: 1 }, { reason: 'wrong-password', entries: 5 }]);
  });

  test('are no more than attempts one after the other: from an address', async () => {
    const { app } = await served();
    const responses = await Promise.all(Array.from({ length: 60 }, (_, index) => browserOn(app, { address: '192.0.2.1' }).signIn(wrongAtOnce, `somebody-${index}@nordwind.example`)));
    expect(countOf(responses)).toEqual({ 401: 20, 429: 40 });
  });
});

test('passwords and codes of somebody who is signed in are limited too', async () => {
  const { app } = await served();
  const browser = browserOn(app);
  await browser.signIn();
  const attempts = [];
  for (const path of ['/auth/two-factor/enable', '/auth/two-factor/disable', '/auth/two-factor/generate-backup-codes']) attempts.push(await browser.post(path, { password: wrongAtOnce }));
  for (let attempt = 0; attempt < 3; attempt++) attempts.push(await browser.post('/auth/change-password', { currentPassword: wrongAtOnce, newPassword: 'rivers rise in spring' }));
  expect(attempts.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 429]);
  expect((await browser.get('/account')).status).toBe(200);
});

test('signing in removes what is over, some of it at a time', async () => {
  clockAt(begin);
  const { app, change, read } = await served();
  const rows = (table: string): number => read(`SELECT * FROM ${table}`).length;
  const browser = browserOn(app);
  await browser.signIn();
  await browserOn(app).signIn();
  await browser.post('/auth/device/code', { client_id: 'pegel' });
  change(`INSERT INTO rate_limit WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 300) SELECT 'x' || i, sealed('x' || i, 'accounts'), 1, ${begin - 1} FROM n`);
  change(`INSERT INTO verification VALUES ('v', 'v', 'v', ${begin + 1}, 0, 0)`);
  expect([rows('session'), rows('device_code'), rows('verification')]).toEqual([2, 1, 1]);
  clockAt(begin + 2 * 60 * 60_000);
  await browserOn(app).signIn();
  expect([rows('session'), rows('device_code'), rows('verification')]).toEqual([1, 0, 0]);
  expect(rows('rate_limit')).toBeGreaterThan(90);
  await browserOn(app).signIn();
  expect(rows('rate_limit')).toBeLessThan(5);
});
