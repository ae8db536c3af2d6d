import { describe, expect, test } from 'vitest';
import { change, membersFor, peopleOf } from './testing/people.js';
import { owner, served } from './testing/served.js';
import { streamOf } from './testing/stream.js';

const roles = (server: Awaited<ReturnType<typeof served>>) => Object.fromEntries(server.read('SELECT unsealed(email) AS email, role FROM memberships JOIN user ON user.id = user_id WHERE organisation = \'nordwind-ag\' ORDER BY 1').map((row) => Object.values(row as { email: string; role: string }))); // Two columns of text.
const entries = (server: Awaited<ReturnType<typeof served>>) => server.read("SELECT happening, actor, about FROM audit_journal WHERE chain = 'nordwind-ag' AND happening <> 'organisation-founded' ORDER BY number") as { happening: string; actor: string; about: string }[]; // Columns of text.

test('shows everybody, and what the reader may do with each', async () => {
  const server = await served();
  const people = peopleOf(server);
  people.add('ada@nordwind.example', 'admin');
  people.add('max@nordwind.example', 'member');
  const view = await membersFor(server, await people.signIn('ada@nordwind.example'));
  expect(view.members.map(({ email, role, isSelf, may }) => [email, role, isSelf, may.become.map(({ role: one }) => one), may.beRemoved, may.becomePrimaryOwner])).toEqual([
    [owner.email, 'primary-owner', false, [], false, false],
    ['ada@nordwind.example', 'admin', true, ['member'], true, false],
    ['max@nordwind.example', 'member', false, ['member'], true, false],
  ]);
  expect(view.mayInvite).toEqual([{ role: 'member', grants: [] }]);
});

test('a change is written down with who made it, and what it was before', async () => {
  const server = await served();
  const people = peopleOf(server);
  const id = people.add('ada@nordwind.example', 'member');
  const asToken = { authorization: `Bearer ${server.ownerToken}` };
  const asOwner = await people.signIn(owner.email);
  expect(await change(server, asOwner, 'changeRole', { id, role: 'admin', grants: ['view:usage'] })).toMatchObject({ status: 200, data: { isChanged: true } });
  expect(await change(server, asOwner, 'changeRole', { id, role: 'admin', grants: ['view:usage'] })).toMatchObject({ status: 200, data: { isChanged: false } });
  expect(await change(server, asToken, 'removeMember', { id })).toMatchObject({ status: 200, data: { isChanged: true } });
  expect(roles(server)).toEqual({ [owner.email]: 'primary-owner' });
  expect(entries(server).filter(({ happening }) => ['role-changed', 'member-removed'].includes(happening)).map(({ actor, about, ...entry }) => [entry.happening, actor, JSON.parse(about)])).toEqual([
    ['role-changed', 'account', { member: id, was: 'member', hadGrants: [], role: 'admin', grants: ['view:usage'] }],
    ['member-removed', 'token', { member: id, was: 'admin', hadGrants: ['view:usage'] }],
  ]);
  expect(server.read(`SELECT email FROM user WHERE id = '${id}'`)).toHaveLength(1);
});

test('the Primary Owner is succeeded by an Owner, becomes one, and there is one at every moment', async () => {
  const server = await served();
  const people = peopleOf(server);
  const [ada, max] = [people.add('ada@nordwind.example', 'owner'), people.add('max@nordwind.example', 'admin')];
  const asOwner = await people.signIn(owner.email);
  expect(await change(server, asOwner, 'transferPrimaryOwner', { id: max })).toMatchObject({ status: 403, message: 'It is transferred to an Owner, and this is Admin; make them Owner first.' });
  expect((await change(server, asOwner, 'leave')).status).toBe(403);
  expect(await change(server, asOwner, 'transferPrimaryOwner', { id: ada })).toMatchObject({ status: 200 });
  expect(roles(server)).toEqual({ [owner.email]: 'owner', 'ada@nordwind.example': 'primary-owner', 'max@nordwind.example': 'admin' });
  expect((await change(server, asOwner, 'transferPrimaryOwner', { id: ada })).status).toBe(403);
  expect((await change(server, asOwner, 'leave')).status).toBe(200);
});

test('whoever may manage nobody can still leave or step down', async () => {
  const server = await served();
  const people = peopleOf(server);
  people.add('ada@nordwind.example', 'auditor');
  const asAda = await people.signIn('ada@nordwind.example');
  expect((await change(server, asAda, 'stepDown', { role: 'admin' })).status).toBe(403);
  expect((await change(server, asAda, 'stepDown', { role: 'member' })).status).toBe(200);
  expect((await change(server, asAda, 'leave')).status).toBe(200);
  expect(await change(server, asAda, 'leave')).toMatchObject({ status: 403, message: 'Usage analytics is available to Primary Owners and Owners.' });
});

describe('whoever is removed', () => {
  const usage = '/report.json?metrics=messages&range=28d';

  test('is refused from the next request on, and what they had open ends by itself', async () => {
    const server = await served();
    const people = peopleOf(server);
    const id = people.add('ada@nordwind.example', 'owner');
    const asAda = await people.signIn('ada@nordwind.example');
    const stream = streamOf(await server.app.request('/trpc/changes?input=%7B%7D', { headers: asAda }));
    await stream.next('connected');
    expect((await server.app.request(usage, { headers: asAda })).status).toBe(200);
    await change(server, await people.signIn(owner.email), 'removeMember', { id });
    expect((await server.app.request(usage, { headers: asAda })).status).toBe(403);
    expect((await stream.rest()).at(-1)).toMatchObject({ event: 'serialized-error', data: { data: { code: 'FORBIDDEN' } } });
  });

  test('whoever loses what they see loses the stream, too', async () => {
    const server = await served();
    const people = peopleOf(server);
    const id = people.add('ada@nordwind.example', 'admin', { grants: ['view:usage'] });
    const asAda = await people.signIn('ada@nordwind.example');
    const stream = streamOf(await server.app.request('/trpc/changes?input=%7B%7D', { headers: asAda }));
    await stream.next('connected');
    await change(server, await people.signIn(owner.email), 'changeRole', { id, role: 'admin' });
    expect((await stream.rest()).at(-1)).toMatchObject({ event: 'serialized-error', data: { data: { code: 'FORBIDDEN' } } });
  });

  test('leaves no token that sees anything, also not when they come back', async () => {
    const server = await served();
    const people = peopleOf(server);
    const id = people.add('ada@nordwind.example', 'owner');
    const asAda = await people.signIn('ada@nordwind.example');
    const { data } = await change(server, asAda, 'makeReaderToken', { label: 'dashboard', permissions: ['view:usage'], days: null });
    const byToken = { authorization: `Bearer ${(data as { secret: string }).secret}` }; // What the procedure promises.
    expect((await server.app.request(usage, { headers: byToken })).status).toBe(200);
    await change(server, await people.signIn(owner.email), 'removeMember', { id });
    expect((await server.app.request(usage, { headers: byToken })).status).toBe(401);
    server.change(`INSERT INTO memberships (user_id, organisation, role, created_at) VALUES ('${id}', 'nordwind-ag', 'owner', 1)`);
    expect((await server.app.request(usage, { headers: asAda })).status).toBe(200);
    expect((await server.app.request(usage, { headers: byToken })).status).toBe(401);
  });

  test('keeps the account and what they have elsewhere, with the tokens there', async () => {
    const server = await served({ others: [{ organisation: 'Südwind GmbH', ownerEmail: 'ada@nordwind.example' }] });
    const people = peopleOf(server);
    const [row] = server.read("SELECT id FROM user WHERE email = sealed('ada@nordwind.example', 'accounts')") as { id: string }[]; // A column of text.
    server.change(`INSERT INTO memberships (user_id, organisation, role, created_at) VALUES ('${row?.id}', 'nordwind-ag', 'admin', 1)`);
    const asAda = await people.signIn('ada@nordwind.example');
    expect(await change(server, { authorization: `Bearer ${server.ownerToken}` }, 'removeMember', { id: row?.id })).toMatchObject({ status: 200 });
    for (const headers of [asAda, { authorization: `Bearer ${server.elsewhere[0]?.ownerToken}` }]) expect((await membersFor(server, headers, 'suedwind-gmbh')).members).toMatchObject([{ id: row?.id, role: 'primary-owner' }]);
  });
});

test('ids of another organisation do nothing, and are refused as those that nobody has', async () => {
  const server = await served({ others: [{ organisation: 'Südwind GmbH', ownerEmail: 's@suedwind.example' }] });
  const theirs = { authorization: `Bearer ${server.elsewhere[0]?.ownerToken}` };
  const ours = { authorization: `Bearer ${server.ownerToken}` };
  const people = peopleOf(server);
  const member = people.add('max@suedwind.example', 'owner', { organisation: 'suedwind-gmbh' });
  const { data } = await change(server, theirs, 'invite', { email: 'new@suedwind.example', role: 'member' });
  const invitation = (data as { id: string }).id; // What the procedure promises.
  const kept = () => JSON.stringify(['memberships', 'invitations', 'reader_tokens'].map((table) => server.read(`SELECT * FROM ${table} WHERE organisation = 'suedwind-gmbh'`)));
  const before = kept();
  const asked = async (id: string) => {
    const answers = [];
    for (const [procedure, input] of [['changeRole', { id, role: 'member' }], ['removeMember', { id }], ['transferPrimaryOwner', { id }], ['withdrawInvitation', { id }]] as const) {
      for (const organisation of [undefined, 'nordwind-ag', 'suedwind-gmbh', 'nowhere']) {
        const { status, message } = await change(server, ours, procedure, { ...input, organisation });
        answers.push([procedure, organisation, status, message?.replaceAll(JSON.stringify(id), 'ID')]);
      }
    }
    return answers;
  };
  const nobody = await asked(member.replaceAll(/[0-9a-f]/g, 'a'));
  expect(nobody.every(([, , status]) => status === 400 || status === 403)).toBe(true);
  for (const id of [member, invitation]) expect(await asked(id)).toEqual(nobody);
  expect(kept()).toBe(before);
  // Nor does what one invites say who has an account elsewhere.
  const invited = [];
  for (const email of ['max@suedwind.example', 'nobody@suedwind.example']) {
    const answer = await change(server, ours, 'invite', { email, role: 'member' });
    invited.push([answer.status, Object.keys(answer.data ?? {})]);
  }
  expect(invited[0]).toEqual(invited[1]);
});

test('a token that may do less than its maker neither ends nor changes their membership', async () => {
  const server = await served();
  const people = peopleOf(server);
  people.add('ada@nordwind.example', 'owner');
  const { data } = await change(server, await people.signIn('ada@nordwind.example'), 'makeReaderToken', { label: 'dashboard', permissions: ['view:usage', 'view:configuration'], days: null });
  const byToken = { authorization: `Bearer ${(data as { secret: string }).secret}` }; // What the procedure promises.
  for (const [procedure, input] of [['leave', {}], ['stepDown', { role: 'member' }], ['invite', { email: 'max@nordwind.example', role: 'member' }]] as const) expect((await change(server, byToken, procedure, input)).status).toBe(403);
  const view = await membersFor(server, byToken);
  expect(view.members.map(({ may }) => may)).toEqual(view.members.map(() => ({ become: [], beRemoved: false, becomePrimaryOwner: false })));
  expect(view.mayInvite).toEqual([]);
});

test('members are shown to those who manage them and to Auditors, and to nobody else', async () => {
  const server = await served();
  const people = peopleOf(server);
  const statuses = [];
  for (const role of ['owner', 'admin', 'auditor', 'member'] as const) {
    people.add(`${role}@nordwind.example`, role);
    statuses.push([role, (await server.app.request('/trpc/members?input=%7B%7D', { headers: await people.signIn(`${role}@nordwind.example`) })).status]);
  }
  expect(statuses).toEqual([['owner', 200], ['admin', 200], ['auditor', 200], ['member', 403]]);
  const view = await membersFor(server, await people.signIn('auditor@nordwind.example'));
  expect(view.members.filter(({ isSelf, may }) => !isSelf && (may.become.length > 0 || may.beRemoved || may.becomePrimaryOwner))).toEqual([]);
  expect(view.members.find(({ isSelf }) => isSelf)?.may).toEqual({ become: [{ role: 'member', grants: [] }], beRemoved: true, becomePrimaryOwner: false });
});

test('what is said of each row is what the server then does', async () => {
  const server = await served();
  const people = peopleOf(server);
  for (const role of ['owner', 'admin', 'auditor', 'member'] as const) people.add(`${role}@nordwind.example`, role);
  const everything = ['owner', 'admin', 'auditor', 'member', 'primary-owner'] as const;
  for (const reader of ['owner', 'admin'] as const) {
    const headers = await people.signIn(`${reader}@nordwind.example`);
    for (const { id, email, isSelf, role, may } of (await membersFor(server, headers)).members) {
      if (isSelf) continue;
      for (const becomes of everything) {
        const { status } = await change(server, headers, 'changeRole', { id, role: becomes });
        expect([reader, email, becomes, status === 200]).toEqual([reader, email, becomes, may.become.some((choice) => choice.role === becomes)]);
        server.change(`UPDATE memberships SET role = '${role}', grants = '[]' WHERE user_id = '${id}'`);
      }
      if (!may.beRemoved) expect((await change(server, headers, 'removeMember', { id })).status).toBe(403);
      expect((await change(server, headers, 'transferPrimaryOwner', { id })).status).toBe(403);
    }
  }
});
