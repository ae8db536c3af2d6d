import type { InvitationLink } from '@pegel/api';
import { expect, test } from 'vitest';
import { change, from, membersFor, peopleOf, type SignedIn } from './testing/people.js';
import { owner, sentenceOf, served } from './testing/served.js';

type Server = Awaited<ReturnType<typeof served>>;

const ada = 'ada@nordwind.example';
const password = 'another long enough one';

async function invited(server: Server, headers: SignedIn, wish: object = {}): Promise<InvitationLink> {
  const { status, data, message } = await change(server, headers, 'invite', { email: ada, role: 'member', ...wish });
  if (status !== 200) expect.fail(`Refused with ${status}: ${message}`);
  return data as InvitationLink; // The contract of 200.
}

let addresses = 0;
/** Asks from an address of its own each time, so that none of them waits for another. */
async function post(server: Server, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  addresses += 1;
  return server.app.request(path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }, from(`10.1.${addresses >> 8}.${addresses & 255}`));
}
const read = (server: Server, token: string) => post(server, '/invitation', { token });
const accept = (server: Server, token: string, more: object = {}, headers: Record<string, string> = {}) => post(server, '/invitation/accept', { token, ...more }, headers);
const asFounder = (server: Server): SignedIn => ({ authorization: `Bearer ${server.ownerToken}` });
const memberships = (server: Server) => server.read('SELECT unsealed(email) AS email, organisation, role, grants FROM memberships JOIN user ON user.id = user_id ORDER BY 1, 2');
const happened = (server: Server, happening: string) => server.read(`SELECT actor, actor_id, about FROM audit_journal WHERE happening = '${happening}'`);

test('somebody without an account gets one by choosing a password, and then signs in like everybody', async () => {
  const server = await served();
  const { secret, link } = await invited(server, asFounder(server), { email: `  ${ada.toUpperCase()} `, role: 'admin', grants: ['view:usage'] });
  expect(link).toBe(`/invite#${secret}`);
  const opened = await read(server, secret);
  expect([opened.status, await opened.json()]).toEqual([200, { organisation: { slug: 'nordwind-ag', name: 'Nordwind AG' }, email: ada, role: 'admin', grants: ['view:usage'], expiresAt: '2026-12-01T09:00:00.000Z', hasAccount: false }]);
  const accepted = await accept(server, secret, { password });
  expect([accepted.status, await accepted.json()]).toEqual([200, { organisation: 'nordwind-ag', email: ada }]);
  expect(accepted.headers.get('set-cookie')).toBeNull();
  const view = await membersFor(server, await peopleOf(server).signIn(ada, password));
  expect(view.members.find(({ email }) => email === ada)).toMatchObject({ role: 'admin', grants: ['view:usage'], isSelf: true });
});

test('whoever has an account must be signed in to it, whole and as nobody else', async () => {
  const server = await served({ others: [{ organisation: 'Südwind GmbH', ownerEmail: ada }] });
  const people = peopleOf(server);
  people.add('max@nordwind.example', 'member');
  const { secret } = await invited(server, asFounder(server));
  expect(await (await read(server, secret)).json()).toMatchObject({ hasAccount: true });
  const answers = [];
  for (const headers of [{}, { authorization: `Bearer ${server.elsewhere[0]?.ownerToken}` }, await people.signIn('max@nordwind.example')]) {
    const response = await accept(server, secret, { password: owner.password }, headers);
    answers.push([response.status, await sentenceOf(response)]);
  }
  expect(answers).toEqual([
    [401, 'ada@nordwind.example has an account here already: sign in with it, and follow the link again.'],
    [401, 'ada@nordwind.example has an account here already: sign in with it, and follow the link again.'],
    [403, 'This invitation is for ada@nordwind.example, and you are signed in as max@nordwind.example: sign out, and follow the link again.'],
  ]);
  expect((await accept(server, secret, {}, await people.signIn(ada))).status).toBe(200);
  expect(memberships(server)).toContainEqual({ email: ada, organisation: 'nordwind-ag', role: 'member', grants: '[]' });
  expect(memberships(server)).toContainEqual({ email: ada, organisation: 'suedwind-gmbh', role: 'primary-owner', grants: '[]' });
});

test('however many accept at the same time, they make one member, one account and one entry', async () => {
  // Each of those without an account costs the hash of a password, so that there are fewer of them.
  for (const [hasAccount, at] of [[true, 50], [false, 10]] as const) {
    const server = await served();
    const people = peopleOf(server);
    if (hasAccount) people.add(ada, null);
    const { secret } = await invited(server, asFounder(server));
    const session = hasAccount ? await people.signIn(ada) : {};
    const answers = await Promise.all(Array.from({ length: at }, () => accept(server, secret, hasAccount ? {} : { password }, session)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 404)).toHaveLength(at - 1);
    expect(server.read(`SELECT count(*) AS n FROM memberships JOIN user ON id = user_id WHERE email = sealed('${ada}', 'accounts')`)).toEqual([{ n: 1 }]);
    expect(server.read(`SELECT count(*) AS n FROM user JOIN account ON user_id = user.id WHERE email = sealed('${ada}', 'accounts')`)).toEqual([{ n: 1 }]);
    expect(happened(server, 'invitation-accepted')).toHaveLength(1);
  }
});

test('a link that opens nothing says so in one way, whatever the reason', async () => {
  let now = Date.parse('2026-11-24T09:00:00Z');
  const server = await served({ ports: { now: () => now } });
  const people = peopleOf(server);
  const boss = people.add('boss@nordwind.example', 'owner');
  const asBoss = await people.signIn('boss@nordwind.example');
  const founder = asFounder(server);
  const of = (name: string, role = 'member') => ({ email: `${name}@nordwind.example`, role });
  const used = await invited(server, founder, of('used'));
  expect((await accept(server, used.secret, { password })).status).toBe(200);
  const withdrawn = await invited(server, founder, of('withdrawn'));
  expect((await change(server, founder, 'withdrawInvitation', { id: withdrawn.id })).status).toBe(200);
  const replaced = await invited(server, founder, of('replaced'));
  const open = await invited(server, founder, of('replaced'));
  const expired = await invited(server, founder, { ...of('expired'), days: 1 });
  const ofDemoted = await invited(server, asBoss, of('demoted', 'admin'));
  expect((await change(server, founder, 'changeRole', { id: boss, role: 'admin' })).status).toBe(200);
  now += 86_400_000;
  const closed = [used.secret, withdrawn.secret, replaced.secret, expired.secret, ofDemoted.secret, `pegel_invite_${'x'.repeat(43)}`, '', "x' OR 1=1 --", server.ownerToken];
  const answers = [];
  for (const secret of closed) for (const response of [await read(server, secret), await accept(server, secret, { password })]) answers.push([response.status, await response.text(), [...response.headers].filter(([name]) => name !== 'x-request-id').sort()]);
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]?.[0]).toBe(404);
  expect((await read(server, open.secret)).status).toBe(200);
  const states = (await membersFor(server, founder)).invitations.map(({ email, state, invitedBy }) => [email, state, invitedBy]);
  expect(new Map(states.map(([email, ...rest]) => [email, rest]))).toEqual(new Map([
    ['replaced@nordwind.example', ['open', owner.email]], ['expired@nordwind.example', ['expired', owner.email]], ['demoted@nordwind.example', ['void', 'boss@nordwind.example']],
  ]));
});

test('an invitation is void while whoever made it could not make it, and when they are gone', async () => {
  const server = await served();
  const people = peopleOf(server);
  const boss = people.add('boss@nordwind.example', 'admin');
  const { secret } = await invited(server, await people.signIn('boss@nordwind.example'));
  expect((await read(server, secret)).status).toBe(200);
  await change(server, asFounder(server), 'removeMember', { id: boss });
  expect((await accept(server, secret, { password })).status).toBe(404);
  expect(server.read(`SELECT * FROM user WHERE email = sealed('${ada}', 'accounts')`)).toEqual([]);
});

test('a second invitation to an address takes the place of the first, and both are written down', async () => {
  const server = await served();
  const first = await invited(server, asFounder(server), { role: 'admin' });
  const second = await invited(server, asFounder(server));
  expect((await read(server, first.secret)).status).toBe(404);
  expect(await (await read(server, second.secret)).json()).toMatchObject({ role: 'member' });
  expect(happened(server, 'member-invited')).toHaveLength(2);
  expect(happened(server, 'invitation-withdrawn')).toMatchObject([{ actor: 'token', about: JSON.stringify({ invitation: first.id, replacedBy: second.id }) }]);
});

test('nobody takes the place of an invitation that is above them, or takes it back', async () => {
  const server = await served();
  const people = peopleOf(server);
  people.add('boss@nordwind.example', 'admin');
  const asBoss = await people.signIn('boss@nordwind.example');
  const { id, secret } = await invited(server, asFounder(server), { role: 'owner' });
  const refusal = { status: 403, message: 'There is an open invitation to ada@nordwind.example that you may not take back: it is for a role that is not below yours.' };
  expect(await change(server, asBoss, 'invite', { email: ada, role: 'member' })).toMatchObject(refusal);
  expect(await change(server, asBoss, 'withdrawInvitation', { id })).toMatchObject(refusal);
  expect((await membersFor(server, asBoss)).invitations).toMatchObject([{ id, mayBeWithdrawn: false }]);
  expect((await read(server, secret)).status).toBe(200);
});

test('nothing of a link is kept or told: not in the database, the log, the journal, or a later answer', async () => {
  const server = await served();
  const { secret, hash } = { ...(await invited(server, asFounder(server))), hash: 'pegel_invite_' };
  await read(server, secret);
  const view = JSON.stringify(await membersFor(server, asFounder(server)));
  const kept = JSON.stringify(['invitations', 'audit_journal', 'rate_limit', 'verification'].map((table) => server.read(`SELECT * FROM ${table}`)));
  for (const text of [kept, view, server.logged()]) expect(text).not.toContain(hash);
  expect(JSON.stringify(happened(server, 'member-invited'))).not.toContain('ada@');
});

test.each([
  [{ email: owner.email }, 400, 'h@nordwind.example is a member already; change their role instead.'],
  [{ email: 'ada' }, 400, 'email must look like h@nordwind.example; got "ada".'],
  [{ days: 0 }, 400, 'days must be a whole number from 1 to 30; got 0.'],
  [{ days: 1.5 }, 400, 'days must be a whole number from 1 to 30; got 1.5.'],
  [{ days: 31 }, 400, 'days must be a whole number from 1 to 30; got 31.'],
  [{ role: 'primary-owner' }, 403, 'There is exactly one Primary Owner: that role is transferred by whoever has it, and never given.'],
  [{ grants: ['view:usage'] }, 403, 'view:usage is not granted beyond Member; view:usage may be granted to Admin.'],
  [{ role: 'admin', grants: ['view:spend'] }, 403, 'view:spend is not granted beyond Admin; view:usage may be granted to Admin.'],
])('%j is refused in a sentence, and nothing is kept', async (wish, status, sentence) => {
  const server = await served();
  expect(await change(server, asFounder(server), 'invite', { email: ada, role: 'member', ...wish })).toEqual({ status, data: null, message: sentence });
  expect(server.read('SELECT * FROM invitations')).toEqual([]);
});

test('an organisation has at most a thousand members and invitations', async () => {
  const server = await served();
  server.change(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 998)
    INSERT INTO invitations (id, organisation, email, role, hash, invited_by, created_at, expires_at) SELECT 'i' || i, 'nordwind-ag', sealed('p' || i || '@nordwind.example', 'accounts'), 'member', 'h' || i, (SELECT id FROM user), 1, 2 FROM n`);
  await invited(server, asFounder(server));
  expect(await change(server, asFounder(server), 'invite', { email: 'max@nordwind.example', role: 'member' })).toMatchObject({ status: 400, message: 'An organisation has at most 1000 members and invitations together; remove or withdraw some first.' });
  // What takes the place of another adds none.
  await invited(server, asFounder(server), { role: 'auditor' });
});

test.each([
  ['{"token":"a","token":"b"}', 422], ['{"token":"a","role":"owner"}', 400], ['{"token":"a","password":"b","email":"c"}', 400], ['{"token":1}', 400], ['{}', 400], ['[]', 422], ['{', 422], [`{"token":"${'x'.repeat(20_000)}"}`, 413],
])('%s is no answer to an invitation', async (body, status) => {
  const { app } = await served();
  for (const path of ['/invitation', '/invitation/accept']) {
    const response = await app.request(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect([response.status, await sentenceOf(response)]).toEqual([status, expect.stringMatching(/\S/)]);
  }
});

test('another site follows no invitation with a cookie, and no form does', async () => {
  const server = await served();
  const people = peopleOf(server);
  people.add(ada, null);
  const { secret } = await invited(server, asFounder(server));
  const { cookie = '' } = await people.signIn(ada);
  const none: Record<string, string> = {};
  for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, none]) expect((await accept(server, secret, {}, { cookie, ...headers })).status).toBe(403);
  expect((await post(server, '/invitation/accept', { token: secret }, { cookie, origin: 'http://localhost', 'content-type': 'text/plain' })).status).toBe(415);
  expect((await accept(server, secret, {}, { cookie, origin: 'http://localhost' })).status).toBe(200);
});

test('a password that is none is refused in words of the browser, and the link stays open', async () => {
  const server = await served();
  const { secret } = await invited(server, asFounder(server));
  for (const [weak, language, sentence] of [['short', 'de-DE,de;q=0.9', /^Das Passwort muss 12 bis 128 Zeichen haben/], [undefined, 'en', /^The password must have 12 to 128 characters/], ['password1234', 'fr', /^This is one of the most common/]] as const) {
    const response = await accept(server, secret, { password: weak }, { 'accept-language': language });
    expect([response.status, await sentenceOf(response)]).toEqual([400, expect.stringMatching(sentence)]);
  }
  expect((await accept(server, secret, { password })).status).toBe(200);
});

test('attempts from one address wait after a while, and those from another do not', async () => {
  const { app } = await served();
  const ask = (address: string) => app.request('/invitation/accept', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token: 'x' }) }, from(address));
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 21; attempt++) statuses.push((await ask('192.0.2.1')).status);
  expect([new Set(statuses.slice(0, 20)), statuses[20]]).toEqual([new Set([404]), 429]);
  expect(Number((await ask('192.0.2.1')).headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await ask('192.0.2.2')).status).toBe(404);
});
