import { expect, test } from 'vitest';
import { openFolder } from './data-folder.js';
import { initialise } from './initialise.js';
import { resetPassword } from './reset-password.js';
import { browserOn } from './testing/browser.js';
import { peopleOf } from './testing/people.js';
import { founding, opened, owner, served } from './testing/served.js';

const password = 'another sentence to type';

/** A server, which stops for as long as something is done with its folder, and is another one then. */
async function stopped(server: { readonly data: string; readonly folder: { close(): Promise<void> } }, during: () => Promise<unknown>) {
  await server.folder.close();
  await during();
  return opened(server.data);
}

test('gives the account another password, ends all of its sessions and nobody else\'s, and stands in the journal', async () => {
  const server = await served();
  peopleOf(server).add('ada@nordwind.example', 'member');
  const [ownersBrowser, adas] = [browserOn(server.app), browserOn(server.app, { address: '192.0.2.1' })];
  await ownersBrowser.signIn();
  await adas.signIn(owner.password, 'ada@nordwind.example');
  const again = await stopped(server, async () => {
    expect(await resetPassword({ data: server.data, email: ' H@Nordwind.example', password, removeTwoFactor: false })).toEqual({ kind: 'reset', email: owner.email, sessionsEnded: 1, twoFactorRemoved: false, twoFactor: false });
  });
  const whoIs = async (browser: typeof adas): Promise<unknown> => (await again.app.request('/auth/get-session', { headers: { cookie: browser.cookie() } })).json();
  expect([await whoIs(ownersBrowser), await whoIs(adas)]).toEqual([null, { email: 'ada@nordwind.example' }]);
  expect((await browserOn(again.app).signIn()).status).toBe(401);
  expect((await browserOn(again.app).signIn(password)).status).toBe(200);
  expect(again.read("SELECT chain, actor, actor_id, about FROM audit_journal WHERE happening = 'password-changed'")).toEqual([
    { chain: 'nordwind-ag', actor: 'operator', actor_id: null, about: JSON.stringify({ account: (again.read(`SELECT id FROM user WHERE email = sealed('${owner.email}', 'accounts')`)[0] as { id: string }).id }) },
  ]);
});

test('leaves the second factor, unless it is to go too', async () => {
  const server = await served();
  server.change("UPDATE user SET two_factor_enabled = 1; INSERT INTO two_factor (id, secret, backup_codes, user_id) SELECT 't', 's', 'b', id FROM user");
  const again = await stopped(server, async () => {
    expect(await resetPassword({ data: server.data, email: owner.email, password, removeTwoFactor: false })).toMatchObject({ twoFactorRemoved: false, twoFactor: true });
  });
  expect(await (await browserOn(again.app).signIn(password)).json()).toEqual({ twoFactorRedirect: true });
  const third = await stopped(again, async () => {
    expect(await resetPassword({ data: server.data, email: owner.email, password, removeTwoFactor: true })).toMatchObject({ twoFactorRemoved: true, twoFactor: false });
    expect(await resetPassword({ data: server.data, email: owner.email, password, removeTwoFactor: true })).toMatchObject({ twoFactorRemoved: false, twoFactor: false });
  });
  const browser = browserOn(third.app);
  expect(await (await browser.signIn(password)).json()).toEqual({});
  expect(third.read("SELECT actor, json_extract(about, '$.change') AS change FROM audit_journal WHERE happening = 'two-factor-changed'")).toEqual([{ actor: 'operator', change: 'turned-off' }]);
});

test('gives whoever signed in through a provider alone their first, and an organisation after that', async () => {
  const server = await served();
  server.change("INSERT INTO user (id, name, email, email_verified, created_at, updated_at) VALUES ('u', sealed('n', 'accounts'), sealed('sso@nordwind.example', 'accounts'), 1, 1, 1); INSERT INTO account (id, account_id, provider_id, user_id, created_at, updated_at) VALUES ('a', sealed('https://login.example s', 'accounts'), 'oidc', 'u', 1, 1)");
  const second = founding(server.data, { organisation: 'Südwind', ownerEmail: 'sso@nordwind.example', ownerPassword: password });
  const again = await stopped(server, async () => {
    await expect(initialise(second)).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining('Give it a password first, with "pegel password"') });
    await resetPassword({ data: server.data, email: 'sso@nordwind.example', password, removeTwoFactor: false });
    await initialise(second);
  });
  expect((await browserOn(again.app).signIn(password, 'sso@nordwind.example')).status).toBe(200);
});

test('gives one that was kept waiting their attempts back', async () => {
  const server = await served();
  const browser = browserOn(server.app);
  for (let attempt = 0; attempt < 5; attempt += 1) await browser.signIn('wrong');
  expect((await browser.signIn()).status).toBe(429);
  const again = await stopped(server, () => resetPassword({ data: server.data, email: owner.email, password, removeTwoFactor: false }));
  expect((await browserOn(again.app).signIn(password)).status).toBe(200);
});

test.each([
  [{ email: 'nobody@nordwind.example' }, 2, /^Nobody in .* has the address nobody@nordwind.example\. Nothing was changed\.$/],
  [{ password: 'short' }, 2, /12 to 128 characters; it has 5/],
  [{ password: 'h'.repeat(200) }, 2, /12 to 128/],
  [{ data: '/nowhere/at/all' }, 1, /does not exist/],
])('refuses %j', async (changes, exitCode, message) => {
  const { data, folder } = await served();
  await folder.close();
  await expect(resetPassword({ data, email: owner.email, password, removeTwoFactor: true, ...changes })).rejects.toMatchObject({ exitCode, message: expect.stringMatching(message) });
  const again = await openFolder(data, { create: false });
  expect(again.accounts.organisations()).toHaveLength(1);
  await again.close();
});

test('waits for nobody: a folder that is served is left alone', async () => {
  const { data } = await served();
  await expect(resetPassword({ data, email: owner.email, password, removeTwoFactor: false })).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining('already served') });
});
