import { expect, test } from 'vitest';
import { change, membersFor, peopleOf } from './testing/people.js';
import { owner, served } from './testing/served.js';

const roles = (server: Awaited<ReturnType<typeof served>>) => Object.fromEntries(server.read('SELECT email, role FROM memberships JOIN user ON user.id = user_id WHERE organisation = \'nordwind-ag\' ORDER BY email').map((row) => Object.values(row as { email: string; role: string }))); // Two columns of text.
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
