import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { openDatabase } from '@pegel/sqlite';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createApp } from '../app.js';
import { openFolder } from '../data-folder.js';
import { liveOf } from '../live/watched.js';
import { makeLog } from '../log.js';
import { codeFor } from '../testing/authenticator.js';
import { browserOn } from '../testing/browser.js';
import { identityProvider, type IdentityProvider } from '../testing/identity-provider.js';
import { message, owner, served, temporaryFolder } from '../testing/served.js';

const publicUrl = 'http://localhost';
const clientSecret = 'canary-client-secret-7Q';
let provider: IdentityProvider;
beforeAll(async () => {
  provider = await identityProvider(`${publicUrl}/auth/oauth2/callback/oidc`, { clientSecret });
});
afterAll(() => provider.close());

/** A log of everything there is to log. */
function listening() {
  const lines: string[] = [];
  return { log: makeLog('debug', new Writable({ write: (chunk, _, done) => { lines.push(String(chunk)); done(); } })), logged: () => lines.join('') };
}

/** A secret as it may stand somewhere, also for who does not know that it is one. */
const formsOf = (secret: string): readonly string[] => {
  const bytes = Buffer.from(secret);
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url'), bytes.toString('hex')];
};

/** Everything in a data folder: each cell of each table, and the files themselves, which may have what stands in no row any more. */
function everythingIn(data: string): readonly (readonly [place: string, said: string])[] {
  const database = openDatabase(join(data, 'pegel.sqlite'));
  try {
    const tables = database.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").pluck().all();
    const cells = tables.flatMap((table) =>
      database.prepare<[], Record<string, unknown>>(`SELECT * FROM "${table}"`).all().flatMap((row) =>
        Object.entries(row).map(([column, value]) => [`${table}.${column}`, Buffer.isBuffer(value) ? value.toString('latin1') : String(value)] as const),
      ),
    );
    return [...cells, ...readdirSync(data).map((file) => [file, readFileSync(join(data, file)).toString('latin1')] as const)];
  } finally {
    database.close();
  }
}

/** Where a text stands: tables and columns; or, in no row, a file. */
function placesOf(everything: ReturnType<typeof everythingIn>, texts: readonly string[]): string[] {
  const places = [...new Set(everything.filter(([, said]) => texts.some((text) => said.includes(text))).map(([place]) => place))];
  const cells = places.filter((place) => !place.startsWith('pegel.sqlite'));
  return cells.length > 0 ? cells : places;
}

test('no secret stands in a log, in the journal, in an error or in a table, whatever was done with it', async () => {
  const { log, logged } = listening();
  const server = await served({ ports: { log, publicUrl, setUpCode: 'canary-set-up-code-closed-4K' }, oidc: { issuer: provider.issuer, clientId: provider.clientId, clientSecret, name: 'Staff login', trustEmail: false } });
  const { app } = server;
  provider.people.set('s-1', { email: owner.email, email_verified: true, name: 'Hanna Vogt' });
  const secrets = new Map<string, string>([['password', owner.password], ['client secret', clientSecret], ['set-up code', 'canary-set-up-code-closed-4K'], ['ingest key', server.ingestKey], ['owner token', server.ownerToken]]);
  const errors: string[] = [];
  const asked = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const response = await app.request(path, init);
    if (response.status >= 400) errors.push(`${JSON.stringify([...response.headers])}${await response.clone().text()}`);
    return response;
  };
  const posting = (body: object, headers: Record<string, string> = {}): RequestInit => ({ method: 'POST', headers: { 'content-type': 'application/json', origin: publicUrl, ...headers }, body: JSON.stringify(body) });
  const planted = (name: string): string => {
    const canary = `canary-${secrets.size}-${name.replaceAll(' ', '-')}`;
    secrets.set(`${name} ${secrets.size}`, canary);
    return canary;
  };

  // With a password, rightly and wrongly; with a second step; through the provider.
  const { cookie } = await server.signIn();
  const [, signed = ''] = cookie.split('=');
  secrets.set('cookie', signed);
  secrets.set('signature of the cookie', decodeURIComponent(signed).split('.')[1] ?? '');
  await asked('/auth/sign-in/email', posting({ email: owner.email, password: planted('wrong password') }));
  await asked('/auth/sign-in/email', posting({ email: planted('e-mail that is a password'), password: planted('password of nobody') }));
  const { totpURI, backupCodes } = (await (await asked('/auth/two-factor/enable', posting({ password: owner.password }, { cookie }))).json()) as { totpURI: string; backupCodes: string[] }; // The contract of 200.
  secrets.set('second factor', new URL(totpURI).searchParams.get('secret') ?? '');
  backupCodes.forEach((code, index) => secrets.set(`backup code ${index}`, code));
  await asked('/auth/two-factor/verify-totp', posting({ code: codeFor(totpURI) }, { cookie }));
  await asked('/auth/two-factor/verify-totp', posting({ code: planted('wrong code') }, { cookie }));
  await asked('/auth/change-password', posting({ currentPassword: planted('wrong current password'), newPassword: planted('new password') }, { cookie }));
  const browser = browserOn(app);
  const { url } = (await (await browser.post('/auth/sign-in/oauth2', { providerId: 'oidc', callbackURL: `${publicUrl}/`, errorCallbackURL: `${publicUrl}/login` })).json()) as { url: string }; // The contract of 200.
  const back = await provider.visit(url, 's-1');
  secrets.set('code of the provider', new URL(back, publicUrl).searchParams.get('code') ?? '');
  await browser.get(back);
  await asked(`/auth/oauth2/callback/oidc?code=${planted('made up code')}&state=${planted('made up state')}`);
  const device = (await (await asked('/auth/device/code', posting({ client_id: 'pegel' }))).json()) as { device_code: string }; // The contract of 200.
  secrets.set('device code', device.device_code);
  await asked('/auth/device/token', posting({ grant_type: 'urn:ietf:params:oauth:grant-type:device_code', client_id: 'pegel', device_code: device.device_code }));
  await asked('/auth/device/token', posting({ grant_type: 'urn:ietf:params:oauth:grant-type:device_code', client_id: 'pegel', device_code: planted('made up device code') }));

  // What is made: keys, tokens, invitations. As the founder's token, which the sign-ins above have not ended.
  const bearer = { authorization: `Bearer ${server.ownerToken}` };
  const madeBy = async (name: string, input: object): Promise<{ secret: string }> => ((await (await asked(`/trpc/${name}`, posting(input, bearer))).json()) as { result: { data: { secret: string } } }).result.data; // The contract of 200.
  secrets.set('made key', (await madeBy('makeIngestKey', { label: 'made', scopes: ['events'], sources: null })).secret);
  secrets.set('made token', (await madeBy('makeReaderToken', { label: 'made', permissions: ['view:usage'] })).secret);
  const invitation = (await madeBy('invite', { email: 'new@nordwind.example', role: 'member' })).secret;
  secrets.set('invitation', invitation);
  await asked('/invitation', posting({ token: invitation }));
  await asked('/invitation', posting({ token: planted('made up invitation') }));
  await asked('/invitation/accept', posting({ token: invitation, password: 'short' }));
  await asked('/invitation/accept', posting({ token: invitation, password: planted('password of the invited') }));
  await asked('/set-up', posting({ code: planted('made up set-up code') }));

  // What is shown to every door, where it belongs and where it does not.
  const paths = ['/report.json?metrics=messages&range=7d', '/report.csv?metrics=messages&range=7d&by=person', '/export/journal.csv', '/sources.json', '/account', '/trpc/reader', '/trpc/journal?input=%7B%7D', '/v1/events', '/nothing'];
  for (const path of paths) {
    for (const shown of [secrets.get('made token') ?? '', secrets.get('made key') ?? '', planted('bearer'), `pegel_reader_${planted('reader token')}`, `pegel_ingest_${planted('ingest key')}`]) await asked(path, { headers: { authorization: `Bearer ${shown}` } });
    await asked(path, { headers: { authorization: `Basic ${planted('basic')}` } });
    await asked(path, { headers: { cookie } });
    await asked(path, { headers: { cookie: `pegel.session_token=${planted('forged cookie')}` } });
    await asked(`${path}${path.includes('?') ? '&' : '?'}token=${planted('token in an address')}`, { headers: bearer });
    await asked(path, posting({ password: planted('body'), events: [message({ id: planted('id'), secret: planted('field') })] }, { authorization: `Bearer ${server.ingestKey}` }));
  }
  // And where the server itself fails.
  server.change("CREATE TRIGGER full BEFORE INSERT ON audit_journal BEGIN SELECT RAISE(ABORT, 'no room'); END");
  await asked('/auth/sign-in/email', posting({ email: owner.email, password: planted('password of a failing server') }));
  await asked('/sources.json', { headers: { authorization: `Bearer ${planted('bearer of a failing server')}` } });
  await asked('/report.csv?metrics=messages&range=7d', { headers: bearer });
  await asked('/trpc/makeReaderToken', posting({ label: 'failing', permissions: ['view:usage'] }, bearer));
  await asked('/invitation/accept', posting({ token: planted('invitation of a failing server'), password: planted('password for it') }));

  expect(secrets.size).toBeGreaterThan(80);
  expect(errors.length).toBeGreaterThan(80);
  expect(logged()).toContain('no room');
  // Sent as an event it is data: what somebody delivers is kept, also where it looks like a secret.
  const delivered = /^(id|field) \d+$/;
  // A code that a terminal waits with is looked up as it is, and soon gone.
  const kept: Readonly<Record<string, readonly string[]>> = { 'device code': ['device_code.device_code'] };
  const everything = everythingIn(server.data);
  for (const [name, secret] of secrets) {
    expect(secret.length, name).toBeGreaterThan(5);
    const forms = formsOf(secret);
    expect([name, forms.filter((form) => logged().includes(form))]).toEqual([name, []]);
    expect([name, errors.filter((error) => forms.some((form) => error.includes(form)))]).toEqual([name, []]);
    if (!delivered.test(name)) expect([name, placesOf(everything, forms)]).toEqual([name, kept[name] ?? []]);
  }
});

test('nor does the code that opens the set-up, nor what is chosen there', async () => {
  const data = join(await temporaryFolder(), 'data');
  const folder = await openFolder(data, { create: 'where-empty' });
  onTestFinished(() => folder.close());
  const { log, logged } = listening();
  const [code, wrong, password] = ['canary-set-up-code-open-9P', 'canary-wrong-code-3M', 'canary-first-password-8Z'];
  const app = createApp({ ...folder, live: liveOf(folder.changes), now: Date.now, log, isStopping: () => false, website: null, setUpCode: code, trustedProxies: null, publicUrl: undefined });
  const organisation = { name: 'Nordwind AG', timeZone: 'Europe/Berlin', weekStart: 'monday', fiscalYearStart: 1, currency: 'EUR', extraUsage: true, names: 'full', namesReason: 'Agreed.' };
  const bodies: string[] = [];
  for (const body of [{ code: wrong, organisation, owner: { email: owner.email, password } }, { code, organisation: {}, owner: { email: 'nobody', password } }, { code, organisation, owner: { email: owner.email, password } }, { code, organisation, owner: { email: owner.email, password } }]) {
    const response = await app.request('/set-up', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    bodies.push(`${response.status} ${await response.text()}`);
  }
  expect(bodies.map((body) => body.slice(0, 3))).toEqual(['403', '400', '200', '404']);
  const { ingestKey } = JSON.parse(bodies[2]?.slice(4) ?? '') as { ingestKey: string }; // The contract of 200.
  const everything = everythingIn(data);
  for (const secret of [code, wrong, password, ingestKey]) {
    const forms = formsOf(secret);
    expect(forms.filter((form) => logged().includes(form))).toEqual([]);
    expect(placesOf(everything, forms)).toEqual([]);
    if (secret !== ingestKey) expect(bodies.filter((body) => forms.some((form) => body.includes(form)))).toEqual([]);
  }
});
