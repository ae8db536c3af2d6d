import { expect, test } from 'vitest';
import { codeFor } from './testing/authenticator.js';
import { browserOn } from './testing/browser.js';
import { owner, served } from './testing/served.js';

const call = '/trpc/reader?input=%7B%7D';

type Server = Awaited<ReturnType<typeof served>>;

interface Entry {
  readonly chain: string;
  readonly happening: string;
  readonly actor: string;
  readonly actor_id: string | null;
  readonly address: string | null;
  readonly about: string;
}

/** What the journal tells of signing in, in order; every kind of it begins with one of these. */
const entries = ({ read }: Server): readonly Entry[] =>
  read("SELECT chain, happening, actor, actor_id, address, about FROM audit_journal WHERE happening <> 'organisation-founded' ORDER BY chain, number") as Entry[]; // The columns asked for.

const told = (server: Server, chain: string): readonly unknown[] =>
  entries(server).filter((entry) => entry.chain === chain).map(({ happening, actor, address, about }) => [happening, actor, address, JSON.parse(about)]);

const withoutEntries = "CREATE TRIGGER no_room BEFORE INSERT ON audit_journal BEGIN SELECT RAISE(ABORT, 'no room'); END";

test('signing in and out is told in the chain of every organisation of the account, and of nobody else', async () => {
  const server = await served({ others: [{ organisation: 'Südwind' }, { organisation: 'Ostwind', ownerEmail: 'o@ostwind.example' }] });
  const browser = browserOn(server.app, { address: '192.0.2.7' });
  await browser.signIn('another long password');
  await browser.signIn();
  await browser.post('/auth/sign-out');
  const [{ id = '' } = {}] = server.read(`SELECT id FROM user WHERE email = sealed('${owner.email}', 'accounts')`) as { id?: string }[];
  const expected = [
    ['sign-in-refused', 'nobody', '192.0.2.7', { reason: 'wrong-password', account: id }],
    ['signed-in', 'account', '192.0.2.7', { with: 'password', client: 'browser' }],
    ['signed-out', 'account', '192.0.2.7', {}],
  ];
  expect([told(server, 'nordwind-ag'), told(server, 'suedwind'), told(server, 'ostwind'), told(server, '')]).toEqual([expected, expected, [], []]);
  expect(entries(server).map(({ actor_id }) => actor_id)).toEqual([null, id, id, null, id, id]);
});

test('an address without an account, and an account without an organisation, are told in the chain of none', async () => {
  const server = await served();
  const browser = browserOn(server.app, { address: '192.0.2.7' });
  await browser.signIn(owner.password, 'nobody@nordwind.example');
  server.change("DELETE FROM memberships");
  await browser.signIn();
  expect(told(server, 'nordwind-ag')).toEqual([]);
  expect(told(server, '')).toEqual([
    ['sign-in-refused', 'nobody', '192.0.2.7', { reason: 'wrong-password', isKnown: false }],
    ['signed-in', 'account', '192.0.2.7', { with: 'password', client: 'browser' }],
  ]);
  expect(JSON.stringify(entries(server))).not.toContain('nordwind.example');
});

test('what changes in an account is told, and no secret of it', async () => {
  const server = await served();
  const [browser, other] = [browserOn(server.app, { address: '192.0.2.7' }), browserOn(server.app, { address: '192.0.2.8' })];
  await browser.signIn();
  await other.signIn();
  await browser.post('/account/end-other-sessions');
  const { totpURI, backupCodes } = (await (await browser.post('/auth/two-factor/enable', { password: owner.password })).json()) as { totpURI: string; backupCodes: string[] }; // What the contract says.
  // Half a minute later the authenticator shows another one, which would let them in.
  const code = codeFor(totpURI);
  await browser.post('/auth/two-factor/verify-totp', { code });
  await other.signIn();
  await other.post('/auth/two-factor/verify-totp', { code });
  await other.post('/auth/two-factor/verify-backup-code', { code: 'wrong-codes' });
  await other.post('/auth/two-factor/verify-backup-code', { code: backupCodes[0] });
  await browser.post('/auth/two-factor/generate-backup-codes', { password: owner.password });
  await browser.post('/auth/two-factor/disable', { password: owner.password });
  await browser.post('/auth/change-password', { currentPassword: owner.password, newPassword: 'rivers rise in spring' });
  const { user_code: userCode } = (await (await other.post('/auth/device/code', { client_id: 'pegel' })).json()) as { user_code: string }; // RFC 8628.
  await browser.post('/auth/device/deny', { userCode });
  expect(told(server, 'nordwind-ag').map((entry) => (entry as unknown[]).filter((_, index) => index !== 1))).toEqual([
    ['signed-in', '192.0.2.7', { with: 'password', client: 'browser' }],
    ['signed-in', '192.0.2.8', { with: 'password', client: 'browser' }],
    ['session-ended', '192.0.2.7', { sessions: 1 }],
    ['two-factor-changed', '192.0.2.7', { change: 'turned-on' }],
    ['sign-in-refused', '192.0.2.8', { reason: 'used-code', account: expect.any(String) }],
    ['sign-in-refused', '192.0.2.8', { reason: 'wrong-code', account: expect.any(String) }],
    ['signed-in', '192.0.2.8', { with: 'backup-code', client: 'browser' }],
    ['two-factor-changed', '192.0.2.7', { change: 'new-backup-codes' }],
    ['two-factor-changed', '192.0.2.7', { change: 'turned-off' }],
    ['password-changed', '192.0.2.7', {}],
    ['device-decided', '192.0.2.7', { decision: 'denied' }],
  ]);
  const all = JSON.stringify(server.read('SELECT * FROM audit_journal'));
  for (const secret of [owner.email, owner.password, 'rivers rise', ...backupCodes, code, new URL(totpURI).searchParams.get('secret') ?? '']) expect(all).not.toContain(secret);
  for (const { token } of server.read('SELECT token FROM session') as { token: string }[]) expect(all).not.toContain(token);
});

test('a sign-in that cannot be written down does not happen, nor does a refusal', async () => {
  const server = await served();
  server.change(withoutEntries);
  const browser = browserOn(server.app);
  for (const response of [await browser.signIn(), await browser.signIn('another long password'), await browser.signIn(owner.password, 'nobody@nordwind.example')]) {
    expect(response.status).toBe(503);
    expect(response.headers.getSetCookie()).toEqual([]);
  }
  expect(browser.cookie()).toBe('');
  expect(server.read('SELECT * FROM session')).toEqual([]);
});

test('a terminal that cannot be written down is not signed in', async () => {
  const server = await served();
  const [browser, terminal] = [browserOn(server.app), browserOn(server.app)];
  await browser.signIn();
  const begun = (await (await terminal.post('/auth/device/code', { client_id: 'pegel' })).json()) as { device_code: string; user_code: string }; // RFC 8628.
  await browser.post('/auth/device/approve', { userCode: begun.user_code });
  server.change(withoutEntries);
  const response = await terminal.post('/auth/device/token', { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: begun.device_code, client_id: 'pegel' });
  expect(response.status).toBe(503);
  expect(server.read("SELECT * FROM session WHERE client = 'terminal'")).toEqual([]);
});

test('a change of an account that cannot be written down does not happen', async () => {
  const server = await served();
  const browser = browserOn(server.app);
  await browser.signIn();
  const { totpURI } = (await (await browser.post('/auth/two-factor/enable', { password: owner.password })).json()) as { totpURI: string }; // What the contract says.
  const { user_code: code } = (await (await browser.post('/auth/device/code', { client_id: 'pegel' })).json()) as { user_code: string }; // RFC 8628.
  const tables = ['user', 'account', 'two_factor', 'session', 'device_code'];
  const kept = () => tables.map((table) => server.read(`SELECT * FROM ${table}`));
  const before = kept();
  server.change(withoutEntries);
  for (const [path, body] of [
    ['/auth/change-password', { currentPassword: owner.password, newPassword: 'rivers rise in spring' }], ['/auth/two-factor/verify-totp', { code: codeFor(totpURI) }],
    ['/auth/device/approve', { userCode: code }], ['/auth/device/deny', { userCode: code }], ['/auth/sign-out', {}],
  ] as const) expect([path, (await browser.post(path, body)).status]).toEqual([path, 503]);
  expect(kept()).toEqual(before);
  server.change('DROP TRIGGER no_room');
  expect((await browser.get(call)).status).toBe(200);
  expect((await browser.post('/auth/two-factor/verify-totp', { code: codeFor(totpURI, Date.now() + 30_000) })).status).toBe(200);
  const enabled = kept();
  server.change(withoutEntries);
  for (const path of ['/auth/two-factor/disable', '/auth/two-factor/generate-backup-codes']) expect([path, (await browser.post(path, { password: owner.password })).status]).toEqual([path, 503]);
  expect(kept()).toEqual(enabled);
});
