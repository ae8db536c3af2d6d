import { createHash, createHmac, randomBytes } from 'node:crypto';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ingestScopes, invitationPrefix, principals, roles, slugOf, tokenAround, type IngestScope, type Permission, type PrincipalName, type RoleName, type TokenKind } from '@pegel/domain';
import { keyFileBeside } from '@pegel/sqlite';
import { expect } from 'vitest';
import { initialise } from '../initialise.js';
import type { Ports } from '../ports.js';
import { codeFor } from '../testing/authenticator.js';
import { browserOn, type Browser } from '../testing/browser.js';
import { keptFolder } from '../testing/kept.js';
import { founding, opened, temporaryFolder } from '../testing/served.js';
import type { Website } from '../website.js';
import { contestedOf, directoryOf, eventsOf, type Marks } from './content.js';

/** What somebody shows, and the organisation they name with every question; `null`: none. */
export interface Credential {
  readonly headers: Readonly<Record<string, string>>;
  readonly names: string | null;
}

/** An organisation of the world. */
export interface Home extends Marks {
  readonly name: string;
  readonly slug: string;
}

const home = (word: string, count: number, amount: string): Home => ({ word, count, amount, name: `${word} AG`, slug: slugOf(`${word} AG`) });

/** The one that everybody asks about, one beside it with as much in it, and one in which next to nobody is. */
export const here = home('qalfa', 135_791_357_913, '135791.357913');
export const there = home('zbravo', 246_802_468_024, '246802.468024');
const third = home('xcharlie', 975_319_753_197, '975319.753197');

/** Everybody's. */
export const password = 'a long enough password';
const origin = 'http://localhost';

type Server = Awaited<ReturnType<typeof opened>>;
/** A server with three organisations and somebody of every kind. */
export type World = Server & { readonly credentials: Readonly<Record<PrincipalName, Credential>> };

const text = (value: string | null): string => (value === null ? 'NULL' : `'${value.replaceAll("'", "''")}'`);

/** Rows as an SQL statement: what no route makes in this many ways. */
const insert = (table: string, row: Readonly<Record<string, string | number | null>>): string =>
  `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.entries(row).map(([column, value]) => (typeof value === 'number' ? String(value) : sealedColumns.includes(`${table}.${column}`) ? `sealed(${text(value)}, 'accounts')` : text(value))).join(', ')});`;
const sealedColumns: readonly string[] = ['user.name', 'user.email', 'account.account_id', 'invitations.email', 'reader_tokens.label', 'unmaskings.reason'];

const madeAt = Date.parse('2026-11-01T09:00:00Z');
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const secretOf = (kind: TokenKind): string => tokenAround(kind, randomBytes(32).toString('base64url'));
const bearing = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

/** A key that others revoke, known beforehand; its id is what the keys' page calls it. */
const subjectKey = (of: Home): string => tokenAround('ingest', createHash('sha256').update(of.word).digest('base64url'));
export const keyOf = (of: Home): string => hashOf(subjectKey(of)).slice(0, 12);

interface Membership {
  readonly of: Home;
  readonly role: RoleName;
  readonly grants?: readonly Permission[];
}

/** People by the first part of their address; all have the founder's password. */
const people: Readonly<Record<string, readonly Membership[]>> = {
  owner: [{ of: here, role: 'owner' }],
  admin: [{ of: here, role: 'admin' }],
  'admin-with-usage': [{ of: here, role: 'admin', grants: ['view:usage'] }],
  auditor: [{ of: here, role: 'auditor' }],
  member: [{ of: here, role: 'member' }],
  removed: [],
  demoted: [{ of: here, role: 'member' }],
  nowhere: [],
  'owner-elsewhere': [{ of: there, role: 'owner' }],
  'admin-elsewhere': [{ of: there, role: 'admin' }],
  'auditor-elsewhere': [{ of: there, role: 'auditor' }],
  'member-elsewhere': [{ of: there, role: 'member' }],
  'owner-here': [{ of: here, role: 'owner' }, { of: there, role: 'member' }],
  'member-here': [{ of: here, role: 'member' }, { of: there, role: 'owner' }],
  'owner-of-both': [{ of: here, role: 'owner' }, { of: there, role: 'owner' }],
  'with-second-factor': [{ of: here, role: 'owner' }],
  'other-owner': [{ of: here, role: 'owner' }],
  // Whom others change, and whoever is asked to come.
  subject: [{ of: here, role: 'member' }],
  'subject-elsewhere': [{ of: there, role: 'member' }],
};

/** Addresses and ids carry the word of where somebody is; whoever is in two carries that of here. So `qalfa-subject` is to `here` what `zbravo-subject` is to `there`. */
const idOf = (name: string): string => (name.endsWith('-elsewhere') ? `${there.word}-${name.slice(0, -'-elsewhere'.length)}` : `${here.word}-${name}`);
const emailOf = (name: string): string => `${idOf(name)}@${idOf(name).split('-')[0] ?? ''}.example`;

const founder = (of: Home): string => `${of.word}-founder@${of.word}.example`;

/** A person's row, account and memberships. */
function personSql(name: string, passwordHash: string): string {
  const id = idOf(name);
  const times = { created_at: madeAt, updated_at: madeAt };
  return [
    insert('user', { id, name: emailOf(name), email: emailOf(name), email_verified: 0, ...times }),
    insert('account', { id: `${id}-account`, account_id: id, provider_id: 'credential', user_id: id, password: passwordHash, ...times }),
    ...(people[name] ?? []).map(({ of, role, grants = [] }) => insert('memberships', { user_id: id, organisation: of.slug, role, created_at: madeAt, grants: JSON.stringify(grants) })),
  ].join('\n');
}

interface TokenWish {
  readonly of?: Home;
  readonly maker?: string;
  readonly role?: RoleName;
  readonly permissions?: readonly Permission[] | null;
  readonly revokedAt?: number;
  readonly expiresAt?: number;
}

function tokenSql(secret: string, label: string, { of = here, maker = 'owner', role = 'owner', permissions = null, revokedAt, expiresAt }: TokenWish): string {
  return insert('reader_tokens', {
    hash: hashOf(secret), organisation: of.slug, role, label: `${of.word}-${label}`, created_at: madeAt, revoked_at: revokedAt ?? null, created_by: idOf(maker),
    permissions: permissions === null ? null : JSON.stringify(permissions), expires_at: expiresAt ?? null,
  });
}

interface KeyWish {
  readonly of?: Home;
  readonly scopes?: readonly IngestScope[];
  readonly revokedAt?: number;
  readonly expiresAt?: number;
}

function keySql(secret: string, label: string, { of = here, scopes = ingestScopes, revokedAt, expiresAt }: KeyWish): string {
  return insert('ingest_keys', {
    hash: hashOf(secret), organisation: of.slug, label: `${of.word}-${label}`, scopes: JSON.stringify(scopes), created_at: madeAt, revoked_at: revokedAt ?? null,
    sources: null, created_by: idOf(of === here ? 'owner' : 'owner-elsewhere'), expires_at: expiresAt ?? null,
  });
}

/** A request to see names that waits for somebody to decide. */
const requestSql = (of: Home, requester: string): string =>
  insert('unmaskings', {
    id: `${of.word}-request`, organisation: of.slug, requested_by: idOf(requester), requested_at: Date.parse('2026-11-24T08:00:00Z'), reason: `${of.word} found a key`,
    purpose: null, people: JSON.stringify([`p_${createHash('sha256').update(of.word).digest('hex').slice(0, 20)}`]), hours: 1, tell_after_days: 0,
  });

/** Delivers an organisation's events and directory, and has an owner change a setting and decide something. */
async function fill({ app }: Server, of: Home, { ownerToken, ingestKey }: { readonly ownerToken: string; readonly ingestKey: string }): Promise<void> {
  const ask = async (method: string, path: string, token: string, body: object): Promise<void> => {
    const response = await app.request(path, { method, headers: { ...bearing(token), 'content-type': 'application/json', ...(path.startsWith('/v1') ? { 'pegel-source': `${of.word}-gateway` } : {}) }, body: JSON.stringify(body) });
    expect([path, response.status, response.status === 200 ? '' : await response.text()]).toEqual([path, 200, '']);
  };
  await ask('POST', '/v1/events', ingestKey, { events: eventsOf(of) });
  await ask('POST', '/v1/events', ingestKey, { events: contestedOf(of) });
  await ask('PUT', '/v1/directory', ingestKey, directoryOf(of));
  await ask('POST', '/trpc/changeSettings', ownerToken, { sourceOrder: [`${of.word}-first`, `${of.word}-second`], reason: `${of.word} as agreed` });
  const quarantine = await app.request(`/trpc/quarantine?input=${encodeURIComponent('{}')}`, { headers: bearing(ownerToken) });
  const { result } = (await quarantine.json()) as { result: { data: { items: { id: number; code: string }[] } } }; // What the procedure promises.
  const francs = result.data.items.find(({ code }) => code === 'foreign-currency') ?? expect.fail('Nothing was set aside.');
  await ask('POST', '/trpc/discard', ownerToken, { ids: [francs.id], reason: `${of.word} does not pay in francs` });
}

interface Made {
  readonly file: string;
  readonly credentials: World['credentials'];
}

async function make(folder: string): Promise<Made> {
  const data = await temporaryFolder();
  const foundings = [];
  for (const of of [here, there, third]) foundings.push(await initialise(founding(data, { organisation: of.name, ownerEmail: founder(of), ownerPassword: password })));
  const [ours, theirs] = foundings;
  if (ours === undefined || theirs === undefined) return expect.fail('Nothing was founded.');
  const server = await opened(data);
  await fill(server, here, ours);
  await fill(server, there, theirs);

  const [row] = server.read('SELECT password FROM account LIMIT 1') as { password: string }[]; // The founder's; hashing takes its time.
  server.change(Object.keys(people).map((name) => personSql(name, row?.password ?? '')).join('\n'));
  server.change(requestSql(here, 'other-owner') + requestSql(there, 'owner-elsewhere'));

  const secrets: string[] = [];
  const token = (label: string, wish: TokenWish = {}): string => {
    const secret = secretOf('reader');
    secrets.push(tokenSql(secret, label, wish));
    return secret;
  };
  const key = (label: string, wish: KeyWish = {}): string => {
    const secret = secretOf('ingest');
    secrets.push(keySql(secret, label, wish));
    return secret;
  };
  const valid = token('everything');
  for (const of of [here, there]) secrets.push(keySql(subjectKey(of), 'subject-key', { of }));
  const bearer = (secret: string): Credential => ({ headers: bearing(secret), names: here.slug });

  /** Signs somebody in as people do. */
  const signIn = async (email: string): Promise<Browser> => {
    server.change('DELETE FROM rate_limit');
    const browser = browserOn(server.app);
    expect([email, (await browser.signIn(password, email)).status]).toEqual([email, 200]);
    return browser;
  };
  const cookies = (cookie: string, names: string | null = here.slug): Credential => ({ headers: { cookie, origin }, names });
  const [kept] = server.read("SELECT value FROM settings WHERE name = 'session-secret'") as { value: string }[]; // One column.
  /** What somebody's browser has after that, without the time that hashing a password takes. */
  const session = (email: string, names: string | null = here.slug): Credential => {
    const token = randomBytes(24).toString('base64url');
    const at = Date.now();
    server.change(`INSERT INTO session (id, token, user_id, expires_at, created_at, updated_at) SELECT '${token.slice(0, 16)}', '${token}', id, ${at + 10_000_000}, ${at}, ${at} FROM user WHERE email = sealed(${text(email)}, 'accounts')`);
    const signature = createHmac('sha256', kept?.value ?? '').update(token).digest('base64');
    return cookies(`pegel.session_token=${encodeURIComponent(`${token}.${signature}`)}`, names);
  };

  const browser = await signIn(emailOf('owner'));
  const cookie = browser.cookie();
  const [, signed = ''] = cookie.split('=');
  const altered = `${cookie.slice(0, -6)}${cookie.endsWith('AAA%3D') ? 'BBB%3D' : 'AAA%3D'}`;
  const expired = session(emailOf('owner'));
  const idle = session(emailOf('owner'));
  const signedOut = session(emailOf('owner'));
  expect((await server.app.request('/auth/sign-out', { method: 'POST', headers: signedOut.headers })).status).toBe(200);
  const inTwo = session(emailOf('owner-here'));
  invitationSecret(server, there);

  const credentials: Record<PrincipalName, Credential> = {
    'no-credential': { headers: {}, names: here.slug },
    'empty-token': { headers: { authorization: 'Bearer ' }, names: here.slug },
    'unknown-cookie': cookies('pegel.session_token=made.up'),
    'altered-session': cookies(altered),
    'unsigned-session': cookies(`pegel.session_token=${decodeURIComponent(signed).split('.')[0] ?? ''}`),
    'expired-session': expired,
    'idle-session': idle,
    'half-signed-in': cookies(await halfSignedIn(() => signIn(emailOf('with-second-factor')))),
    'signed-out-session': signedOut,
    'other-letters-scheme': { headers: { authorization: `bearer ${valid}` }, names: here.slug },
    'other-scheme': { headers: { authorization: `Basic ${Buffer.from(`:${valid}`).toString('base64')}` }, names: here.slug },
    'token-in-cookie': cookies(`pegel.session_token=${valid}`),
    'unknown-token': bearer(secretOf('reader')),
    'revoked-token': bearer(token('revoked', { revokedAt: madeAt + 1 })),
    'expired-token': bearer(token('expired', { expiresAt: madeAt + 1 })),
    'token-of-removed-member': bearer(token('removed', { maker: 'removed' })),
    'unknown-ingest-key': bearer(secretOf('ingest')),
    'revoked-ingest-key': bearer(key('revoked-key', { revokedAt: madeAt + 1 })),
    'expired-ingest-key': bearer(key('expired-key', { expiresAt: madeAt + 1 })),
    'invitation-secret': bearer(invitationSecret(server, here)),
    'pending-device-code': bearer(deviceCode(server)),

    'primary-owner': session(founder(here)),
    owner: cookies(cookie),
    'owner-in-terminal': bearer(await terminalOf(server, browser)),
    admin: session(emailOf('admin')),
    'admin-with-usage': session(emailOf('admin-with-usage')),
    auditor: session(emailOf('auditor')),
    member: session(emailOf('member')),

    'removed-member': session(emailOf('removed')),
    'member-of-nothing': session(emailOf('nowhere')),
    'primary-owner-elsewhere': session(founder(there)),
    'owner-elsewhere': session(emailOf('owner-elsewhere')),
    'admin-elsewhere': session(emailOf('admin-elsewhere')),
    'auditor-elsewhere': session(emailOf('auditor-elsewhere')),
    'member-elsewhere': session(emailOf('member-elsewhere')),
    'owner-here-member-there': inTwo,
    'member-here-owner-there': session(emailOf('member-here')),
    'in-two-naming-none': { ...inTwo, names: null },
    'in-two-naming-a-third': session(emailOf('owner-of-both'), third.slug),

    'token-of-founder': bearer(ours.ownerToken),
    'token-of-owner': bearer(valid),
    'token-for-usage': bearer(token('usage', { permissions: ['view:usage'] })),
    'token-for-usage-and-files': bearer(token('files', { permissions: ['view:usage', 'export:usage'] })),
    'token-of-demoted-owner': bearer(token('demoted', { maker: 'demoted', permissions: roles.owner.permissions })),
    'token-elsewhere': bearer(token('elsewhere', { of: there, maker: 'owner-elsewhere' })),

    'ingest-key': bearer(key('key')),
    'ingest-key-for-events': bearer(key('events', { scopes: ['events'] })),
    'ingest-key-for-directory': bearer(key('directory', { scopes: ['directory'] })),
    'ingest-key-elsewhere': bearer(key('key', { of: there })),
  };
  server.change(`${secrets.join('\n')} DELETE FROM rate_limit;`);
  // Last of all: whoever signs in clears away what is over, and these are to be come upon.
  server.change(`UPDATE session SET expires_at = 1 WHERE token = ${text(tokenIn(expired))}`);
  server.change(`UPDATE session SET created_at = created_at - 3600000, last_used_at = created_at - 3600000 WHERE token = ${text(tokenIn(idle))}`);
  expect(server.read(`SELECT 1 FROM session WHERE token IN (${text(tokenIn(expired))}, ${text(tokenIn(idle))})`)).toHaveLength(2);
  const file = join(folder, 'pegel.sqlite');
  server.change(`VACUUM INTO ${text(file)}`);
  await copyFile(keyFileBeside(join(server.data, 'pegel.sqlite')), keyFileBeside(file));
  await server.end();
  return { file, credentials };
}

/** The token in a session cookie, without its signature. */
const tokenIn = ({ headers }: Credential): string => decodeURIComponent(headers['cookie']?.split('=')[1] ?? '').split('.')[0] ?? '';

/** An invitation that somebody could still take up. */
function invitationSecret({ change }: Server, of: Home): string {
  const secret = `${invitationPrefix}${randomBytes(32).toString('base64url')}`;
  change(insert('invitations', { id: `${of.word}-invitation`, organisation: of.slug, email: `${of.word}-invited@${of.word}.example`, role: 'member', grants: '[]', hash: hashOf(secret), invited_by: `${of.word}-owner`, created_at: madeAt, expires_at: Date.now() + 1_000_000 }));
  return secret;
}

/** What a browser has between a right password and the code of the second factor, which was turned on before. */
async function halfSignedIn(signIn: () => Promise<Browser>): Promise<string> {
  const first = await signIn();
  const { totpURI } = (await (await first.post('/auth/two-factor/enable', { password })).json()) as { totpURI: string }; // What it tells.
  expect((await first.post('/auth/two-factor/verify-totp', { code: codeFor(totpURI) })).status).toBe(200);
  return (await signIn()).cookie();
}

/** The token of a terminal that somebody has let in from their browser. */
async function terminalOf({ app }: Server, browser: Browser): Promise<string> {
  const terminal = browserOn(app);
  const { device_code, user_code } = (await (await terminal.post('/auth/device/code', { client_id: 'pegel' })).json()) as { device_code: string; user_code: string }; // RFC 8628.
  await browser.get(`/auth/device?user_code=${user_code}`);
  expect((await browser.post('/auth/device/approve', { userCode: user_code })).status).toBe(200);
  const told = await terminal.post('/auth/device/token', { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code, client_id: 'pegel' });
  return ((await told.json()) as { access_token: string }).access_token; // RFC 8628.
}

/** What somebody would type who lets the terminal in that waits. */
export const waitingCode = 'ABCDEFGH';

/** The code of a terminal that waits to be let in. */
function deviceCode({ change }: Server): string {
  const code = randomBytes(30).toString('base64url');
  change(insert('device_code', { id: randomBytes(8).toString('hex'), device_code: code, user_code: waitingCode, user_id: null, expires_at: Date.now() + 1_000_000, status: 'pending', client_id: 'pegel' }));
  return code;
}

let usual: Promise<Made> | undefined;

const encoded = (body: string, type: string, isHashed = false) => ({ body: new TextEncoder().encode(body), type, isHashed, encoded: [] });
const page = encoded('<!doctype html><title>Pegel</title>', 'text/html; charset=utf-8');
/** Stands for the built dashboard: of its files only the addresses matter here. */
const website: Website = { page, files: new Map([['/index.html', page], ['/assets/index-1a2b3c.js', encoded('export {};', 'text/javascript; charset=utf-8', true)]]) };

/** The world as it is at first; it is made once a process, and copied. */
export async function world(ports: Partial<Ports> = {}): Promise<World> {
  usual ??= make(keptFolder());
  const made = await usual;
  const data = await temporaryFolder();
  await copyFile(made.file, join(data, 'pegel.sqlite'));
  await copyFile(keyFileBeside(made.file), keyFileBeside(join(data, 'pegel.sqlite')));
  return { ...(await opened(data, { website, ...ports })), credentials: made.credentials };
}

/** Everybody, in the order of the table. */
export const everybody = Object.entries(principals) as readonly (readonly [PrincipalName, (typeof principals)[PrincipalName]])[]; // Object.entries forgets the literal keys.
