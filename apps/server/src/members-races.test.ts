import type { InvitationLink } from '@pegel/api';
import type { ActorKind, HappeningName, JournalParticulars, Permission, RoleName, Standing } from '@pegel/domain';
import { replayed } from '@pegel/domain/testing';
import { expect, test } from 'vitest';
import { change, from, peopleOf, type SignedIn } from './testing/people.js';
import { served } from './testing/served.js';

type Server = Awaited<ReturnType<typeof served>>;

const each = 50;
/** Fifty of each kind, in turns, all at once. */
async function together<T extends { readonly status: number }>(...attempts: readonly (() => Promise<T>)[]): Promise<T[]> {
  const answers = await Promise.all(Array.from({ length: each }, () => attempts).flat().map((attempt) => attempt()));
  for (const { status } of answers) expect(status).toBeLessThan(500);
  return answers;
}
const succeeded = (answers: readonly { readonly status: number; readonly data: unknown }[]) => answers.filter(({ status, data }) => status === 200 && (data as { isChanged?: boolean }).isChanged !== false).length; // What procedures that change members answer.

function membersIn(server: Server): Map<string, Standing> {
  const rows = server.read("SELECT user_id AS id, role, grants FROM memberships WHERE organisation = 'nordwind-ag'") as { id: string; role: RoleName; grants: string }[]; // Columns of text.
  return new Map(rows.map(({ id, role, grants }) => [id, { role, grants: JSON.parse(grants) as Permission[] }])); // What the table keeps.
}

/** A founder, somebody of each role, and what must be so whatever they did: every change was one that could be made when it was. */
async function household() {
  const server = await served();
  const people = peopleOf(server);
  const emails = { owner: 'ada@nordwind.example', other: 'ben@nordwind.example', admin: 'cem@nordwind.example', member: 'dan@nordwind.example' };
  const ids = { owner: people.add(emails.owner, 'owner'), other: people.add(emails.other, 'owner'), admin: people.add(emails.admin, 'admin'), member: people.add(emails.member, 'member') };
  const founder: SignedIn = { authorization: `Bearer ${server.ownerToken}` };
  const begin = membersIn(server);
  const founderId = [...begin].find(([, { role }]) => role === 'primary-owner')?.[0] ?? expect.fail();
  return {
    server, people, emails, ids, founder, founderId,
    roleOf: (id: string) => membersIn(server).get(id)?.role ?? null,
    check(): readonly HappeningName[] {
      const rows = server.read("SELECT happening, actor, actor_id, about FROM audit_journal WHERE chain = 'nordwind-ag' ORDER BY number") as { happening: HappeningName; actor: ActorKind; actor_id: string; about: string }[]; // Columns of text.
      const entries = rows.map(({ happening, actor, actor_id: id, about }) => ({ happening, by: { kind: actor, id, address: null }, about: JSON.parse(about) as JournalParticulars })); // What the table keeps.
      const accounts = new Map(entries.filter(({ by }) => by.kind === 'token').map(({ by }) => [by.id ?? '', founderId]));
      expect(replayed(entries, begin, (actor) => accounts.get(actor) ?? actor)).toEqual(membersIn(server));
      expect([...membersIn(server).values()].filter(({ role }) => role === 'primary-owner')).toHaveLength(1);
      return entries.map(({ happening }) => happening);
    },
  };
}

test('two who would both succeed the Primary Owner: one does, once', async () => {
  const { server, ids, founder, roleOf, check } = await household();
  const answers = await together(() => change(server, founder, 'transferPrimaryOwner', { id: ids.owner }), () => change(server, founder, 'transferPrimaryOwner', { id: ids.other }));
  expect(succeeded(answers)).toBe(1);
  expect([roleOf(ids.owner), roleOf(ids.other)].sort()).toEqual(['owner', 'primary-owner']);
  expect(check().filter((happening) => happening === 'primary-owner-transferred')).toHaveLength(1);
});

test('two who demote each other: the one above does, and whoever was demoted does nothing more', async () => {
  const { server, people, emails, ids, founder, founderId, roleOf, check } = await household();
  const asOwner = await people.signIn(emails.owner);
  const answers = await together(
    () => change(server, asOwner, 'changeRole', { id: founderId, role: 'member' }),
    () => change(server, asOwner, 'changeRole', { id: ids.admin, role: 'auditor' }),
    () => change(server, founder, 'changeRole', { id: ids.owner, role: 'member' }),
  );
  expect(succeeded(answers)).toBeLessThanOrEqual(2);
  expect([roleOf(founderId), roleOf(ids.owner)]).toEqual(['primary-owner', 'member']);
  const happened = check().filter((happening) => happening === 'role-changed');
  expect(happened.length).toBe(succeeded(answers));
});

test('two owners, of whom each would take the other down before being succeeded: no owner touches an owner', async () => {
  const { server, people, emails, ids, roleOf, check } = await household();
  const [one, two] = [await people.signIn(emails.owner), await people.signIn(emails.other)];
  const answers = await together(() => change(server, one, 'removeMember', { id: ids.other }), () => change(server, two, 'changeRole', { id: ids.owner, role: 'member' }));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([403]));
  expect([roleOf(ids.owner), roleOf(ids.other), check().includes('role-changed')]).toEqual(['owner', 'owner', false]);
});

test('a member who is removed and promoted at once is either gone or promoted, and nobody brings them back', async () => {
  const { server, people, emails, ids, founder, roleOf, check } = await household();
  const asAdmin = await people.signIn(emails.admin);
  const answers = await together(() => change(server, founder, 'changeRole', { id: ids.member, role: 'owner' }), () => change(server, asAdmin, 'removeMember', { id: ids.member }));
  // Whoever is Owner already is nobody that an Admin removes.
  const promotedFirst = roleOf(ids.member) === 'owner';
  expect([succeeded(answers), promotedFirst ? 'owner' : null]).toEqual([1, roleOf(ids.member)]);
  check();
});

test('a successor who is removed, or leaves, at the same time: succeeded by a member, or not at all', async () => {
  for (const isLeaving of [true, false]) {
    const { server, people, emails, ids, founder, founderId, roleOf, check } = await household();
    const asOwner = await people.signIn(emails.owner);
    const answers = await together(
      () => (isLeaving ? change(server, asOwner, 'leave') : change(server, founder, 'removeMember', { id: ids.owner })),
      () => change(server, founder, 'transferPrimaryOwner', { id: ids.owner }),
    );
    expect(succeeded(answers)).toBe(1);
    expect([[roleOf(founderId), roleOf(ids.owner)]]).toEqual([roleOf(ids.owner) === null ? ['primary-owner', null] : ['owner', 'primary-owner']]);
    check();
  }
});

test('an owner who promotes while being demoted promotes nobody afterwards', async () => {
  const { server, people, emails, ids, founder, check } = await household();
  const asOther = await people.signIn(emails.other);
  await together(
    () => change(server, asOther, 'changeRole', { id: ids.member, role: 'admin' }),
    () => change(server, asOther, 'changeRole', { id: ids.member, role: 'member' }),
    () => change(server, founder, 'changeRole', { id: ids.other, role: 'auditor' }),
  );
  const happened = check();
  expect(happened.filter((happening) => happening === 'role-changed').length).toBeGreaterThan(0);
});

test('an invitation that is accepted and withdrawn at once is one of the two', async () => {
  const { server, people, founder, check } = await household();
  people.add('new@nordwind.example', null);
  const session = await people.signIn('new@nordwind.example');
  const { data } = await change(server, founder, 'invite', { email: 'new@nordwind.example', role: 'admin' });
  const { id, secret } = data as InvitationLink; // The contract of 200.
  let address = 0;
  const accept = async () => {
    address += 1;
    const response = await server.app.request('/invitation/accept', { method: 'POST', headers: { 'content-type': 'application/json', ...session }, body: JSON.stringify({ token: secret }) }, from(`10.2.0.${address}`));
    return { status: response.status, data: {} };
  };
  const answers = await together<{ status: number; data: unknown }>(accept, () => change(server, founder, 'withdrawInvitation', { id }));
  expect(succeeded(answers)).toBe(1);
  const happened = check().filter((happening) => happening === 'invitation-accepted' || happening === 'invitation-withdrawn');
  expect(happened).toHaveLength(1);
  expect(server.read("SELECT role FROM memberships JOIN user ON id = user_id WHERE email = sealed('new@nordwind.example', 'accounts')")).toEqual(happened[0] === 'invitation-accepted' ? [{ role: 'admin' }] : []);
});

test('a hundred invitations to one address leave one that opens anything', async () => {
  const { server, founder, check } = await household();
  const answers = await together(() => change(server, founder, 'invite', { email: 'new@nordwind.example', role: 'member' }), () => change(server, founder, 'invite', { email: 'NEW@nordwind.example', role: 'admin' }));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(server.read('SELECT count(*) AS n FROM invitations WHERE withdrawn_at IS NULL AND accepted_at IS NULL')).toEqual([{ n: 1 }]);
  const happened = check();
  expect([happened.filter((one) => one === 'member-invited').length, happened.filter((one) => one === 'invitation-withdrawn').length]).toEqual([2 * each, 2 * each - 1]);
});
