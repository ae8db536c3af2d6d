import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { usualPrivacy } from '@pegel/domain';
import { openDatabase } from '@pegel/sqlite';
import { betterAuth } from 'better-auth';
import { bearer } from 'better-auth/plugins/bearer';
import { deviceAuthorization } from 'better-auth/plugins/device-authorization';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openAccounts, type Accounts, type AccountsOptions } from './accounts.js';
import type { Founding } from './founding.js';
import { closedPaths, openEndpoints } from './sign-in-endpoints.js';

const owner = { email: 'h@nordwind.example', password: 'a long enough password' };

const nordwind = {
  slug: 'nordwind-ag', name: 'Nordwind AG', timeZone: 'Europe/Berlin', weekStart: 'monday', fiscalYearStart: 1, sourceOrder: [], ...usualPrivacy, budget: null, currency: 'USD', extraUsage: true, names: 'full', demo: false,
} as const satisfies Founding['organisation'];

function opened(options: AccountsOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'pegel-accounts-'));
  const database = openDatabase(join(folder, 'pegel.sqlite'));
  onTestFinished(() => {
    database.close();
    rmSync(folder, { recursive: true });
  });
  return { database, accounts: openAccounts(database, options) };
}

async function founded(options: AccountsOptions = {}) {
  const { database, accounts } = opened(options);
  const made = await accounts.found({ namesReason: '', organisation: nordwind, owner });
  if (made.kind !== 'founded') throw new Error('The organisation was not founded.');
  return { database, accounts, ...made };
}

const bearing = (token: string): Headers => new Headers({ authorization: `Bearer ${token}` });

/** The cookie that signing in sets, with what stands behind it. */
async function setCookie(accounts: Accounts, address = 'http://localhost'): Promise<string> {
  const answer = await accounts.signIn(signingIn(address), '192.0.2.1');
  return answer?.kind === 'answered' ? (answer.cookies[0] ?? expect.fail('There is no cookie.')) : expect.fail('Nobody was signed in.');
}

const pairIn = (cookie: string): string => cookie.split(';')[0] ?? '';

const signingIn = (address: string): Request =>
  new Request(`${address}/auth/sign-in/email`, { method: 'POST', headers: { 'content-type': 'application/json', origin: address }, body: JSON.stringify(owner) });

describe('founding', () => {
  test('makes everything its first day needs', async () => {
    const { accounts, ownerToken, ingestKey } = await founded();
    expect(accounts.organisations()).toEqual([{ ...nordwind, pseudonymSecret: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    expect(await accounts.enter(bearing(ownerToken), undefined)).toMatchObject({ kind: 'entered', actor: { kind: 'token', name: owner.email }, reader: { role: 'primary-owner', organisation: { slug: 'nordwind-ag' } } });
    for (const scope of ['events', 'directory'] as const) {
      expect(accounts.admit(bearing(ingestKey), scope)).toMatchObject({ kind: 'admitted', label: 'live', sources: null, organisation: { slug: 'nordwind-ag' } });
    }
  });

  test('keeps no token and no password as they are', async () => {
    const { database, ownerToken, ingestKey } = await founded();
    const kept = ['reader_tokens', 'ingest_keys', 'account', 'user'].flatMap((table) => database.prepare(`SELECT * FROM ${table}`).all());
    for (const secret of [ownerToken, ingestKey, owner.password]) expect(JSON.stringify(kept)).not.toContain(secret);
  });

  test('happens whole or not at all', async () => {
    const { database, accounts } = opened();
    database.exec('CREATE TRIGGER full BEFORE INSERT ON ingest_keys BEGIN SELECT RAISE(ABORT, "no room"); END');
    await expect(accounts.found({ namesReason: '', organisation: nordwind, owner })).rejects.toThrow(/no room/);
    for (const table of ['organisations', 'user', 'account', 'memberships', 'reader_tokens']) {
      expect([table, database.prepare(`SELECT count(*) FROM ${table}`).pluck().get()]).toEqual([table, 0]);
    }
  });

  test('gives every organisation a secret of its own, and an owner of two one account', async () => {
    const { database, accounts } = await founded();
    expect(await accounts.found({ namesReason: '', organisation: nordwind, owner })).toEqual({ kind: 'slug-taken' });
    expect(await accounts.found({ namesReason: '', organisation: { ...nordwind, slug: 'sudwind' }, owner: { ...owner, password: 'another long password' } })).toEqual({ kind: 'other-password' });
    expect(await accounts.found({ namesReason: '', organisation: { ...nordwind, slug: 'sudwind' }, owner: { ...owner, email: 'H@Nordwind.example' } })).toMatchObject({ kind: 'founded' });
    expect(new Set(accounts.organisations().map(({ pseudonymSecret }) => pseudonymSecret)).size).toBe(2);
    expect(database.prepare('SELECT count(*) FROM user').pluck().get()).toBe(1);
  });

  test('twice at once makes one organisation', async () => {
    const { database, accounts } = opened();
    const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => accounts.found({ namesReason: '', organisation: nordwind, owner })));
    expect(attempts.filter((attempt) => attempt.status === 'fulfilled' && attempt.value.kind === 'founded')).toHaveLength(1);
    expect(database.prepare("SELECT count(*) FROM memberships WHERE role = 'primary-owner'").pluck().get()).toBe(1);
    expect(database.prepare('SELECT count(*) FROM user').pluck().get()).toBe(1);
  });
});

test('there is never a second Primary Owner', async () => {
  const { database } = await founded();
  database.exec("INSERT INTO user VALUES ('u2', sealed('x', 'accounts'), sealed('x@nordwind.example', 'accounts'), 0, NULL, 0, 0, 0)");
  expect(() => database.exec("INSERT INTO memberships VALUES ('u2', 'nordwind-ag', 'primary-owner', 0, '[]')")).toThrow(/UNIQUE/);
});

test('sessions outlive a restart and end with signing out', async () => {
  const { database, accounts } = await founded();
  const cookie = pairIn(await setCookie(accounts));
  const again = openAccounts(database);
  expect(await again.enter(new Headers({ cookie }), 'nordwind-ag')).toMatchObject({ kind: 'entered', actor: { kind: 'account', name: owner.email } });
  await again.signIn(new Request('http://localhost/auth/sign-out', { method: 'POST', headers: { cookie, origin: 'http://localhost' } }), null);
  expect(await again.enter(new Headers({ cookie }), 'nordwind-ag')).toMatchObject({ kind: 'unknown' });
});

test('a session ends with its time', async () => {
  const { database, accounts } = await founded();
  const cookie = pairIn(await setCookie(accounts));
  database.exec('UPDATE session SET expires_at = 1');
  expect(await accounts.enter(new Headers({ cookie }), undefined)).toMatchObject({ kind: 'unknown' });
});

test('where people reach the server by https, the cookie keeps to it', async () => {
  const { accounts } = await founded({ publicUrl: 'https://pegel.example' });
  expect(await setCookie(accounts, 'https://pegel.example')).toMatch(/^__Host-pegel\.session_token=[^;]*; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
});

test('a token outweighs a cookie', async () => {
  const { accounts } = await founded();
  const cookie = pairIn(await setCookie(accounts));
  expect(await accounts.enter(new Headers({ cookie, authorization: 'Bearer nonsense' }), undefined)).toMatchObject({ kind: 'unknown' });
});

test('every endpoint that the library mounts is open by our choice or closed by name', () => {
  const { api } = betterAuth({ baseURL: 'http://localhost', secret: 'x'.repeat(32), plugins: [bearer(), twoFactor(), deviceAuthorization()], logger: { disabled: true } });
  const mounted = Object.values(api).flatMap((endpoint) => ('path' in endpoint && typeof endpoint.path === 'string' ? [endpoint.path] : []));
  const open = openEndpoints.map(({ path }) => path.slice('/auth'.length));
  expect([...new Set(mounted)].sort()).toEqual([...closedPaths, ...open].sort());
});

test.each([
  ['POST', '/auth/sign-up/email'], ['GET', '/auth/sign-out'], ['POST', '/auth/sign-in/email/'], ['GET', '/auth/'], ['GET', '/auth'], ['POST', '/auth/sign-in%2Femail'],
  ['POST', '/auth/update-user'], ['POST', '/other/sign-in/email'],
])('%s %s is not answered', async (method, path) => {
  const { accounts } = await founded();
  expect(accounts.signIn(new Request(`http://localhost${path}`, { method }), null)).toBeNull();
});
