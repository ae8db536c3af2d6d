import {
  changeOwnMembership, changeRole, invite, membersView, readerWithRole, removeMember, ReportError, transferPrimaryOwner, usualPrivacy, withdrawInvitation,
  type Actor, type ActorKind, type Happening, type HappeningName, type JournalParticulars, type Organisation, type Permission, type Reader, type RoleName, type Standing,
} from '@pegel/domain';
import { replayed, standingNamed, type StandingName } from '@pegel/domain/testing';
import { openDatabase } from '@pegel/sqlite';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { openAccounts } from './accounts.js';

const now = Date.parse('2026-11-24T09:00:00Z');
const people = ['ada', 'ben', 'cem', 'dan', 'eva'] as const;
type Person = (typeof people)[number];

/** Somebody does something; with what was true when they looked, which need not be true any more. */
interface Act {
  readonly by: Person;
  readonly looked: 'before' | 'now';
  readonly does:
    | { readonly kind: 'role'; readonly whom: Person; readonly becomes: StandingName }
    | { readonly kind: 'remove'; readonly whom: Person }
    | { readonly kind: 'transfer'; readonly whom: Person }
    | { readonly kind: 'own'; readonly becomes: StandingName | '-' }
    | { readonly kind: 'invite'; readonly as: StandingName }
    | { readonly kind: 'withdraw' };
}

const whom = fc.constantFrom(...people);
const standing = fc.constantFrom<StandingName>('PO', 'O', 'A', 'A+', 'U', 'M');
const act: fc.Arbitrary<Act> = fc.record({
  by: whom,
  looked: fc.constantFrom('before', 'now'),
  does: fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('role' as const), whom, becomes: standing }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), whom }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('transfer' as const), whom }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('own' as const), becomes: fc.oneof(standing, fc.constant('-' as const)) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('invite' as const), as: standing }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'withdraw' as const }) },
  ),
});

function opened() {
  // Nothing of this is about the disk, for which thousands of commits would wait.
  const database = openDatabase(':memory:');
  onTestFinished(() => {
    database.close();
  });
  const accounts = openAccounts(database);
  for (const name of people) {
    database.prepare("INSERT INTO user (id, name, email, email_verified, created_at, updated_at) VALUES (?, sealed(?, 'accounts'), sealed(?, 'accounts'), 0, 1, 1)").run(name, name, `${name}@nordwind.example`);
  }
  return { database, accounts };
}

type Opened = ReturnType<typeof opened>;

/** An organisation of its own for each run: the first is the Primary Owner, the others as they are given. */
function organisationWith({ database }: Opened, slug: string, standings: readonly Standing[]): Organisation {
  database.prepare("INSERT INTO organisations (slug, name, time_zone, week_start, fiscal_year_start, currency, extra_usage, names, demo, pseudonym_secret, created_at) VALUES (?, ?, 'UTC', 'monday', 1, 'EUR', 0, 'off', 0, sealed('s', 'accounts'), 1)").run(slug, slug);
  for (const [index, { role, grants }] of standings.entries()) {
    database.prepare('INSERT INTO memberships (user_id, organisation, role, created_at, grants) VALUES (?, ?, ?, 1, ?)').run(people[index], slug, role, JSON.stringify(grants));
  }
  return { slug, name: slug, timeZone: 'UTC', weekStart: 'monday', fiscalYearStart: 1, sourceOrder: [], ...usualPrivacy, budget: null, currency: 'EUR', extraUsage: false, names: 'off', demo: false, pseudonymSecret: 's' };
}

function membershipsIn({ database }: Opened, slug: string): Map<string, Standing> {
  const rows = database.prepare('SELECT user_id AS id, role, grants FROM memberships WHERE organisation = ?').all(slug) as { id: string; role: RoleName; grants: string }[]; // Columns of text.
  return new Map(rows.map(({ id, role, grants }) => [id, { role, grants: JSON.parse(grants) as Permission[] }])); // What the table keeps.
}

const actorOf = (id: Person): Actor => ({ kind: 'account', id, name: `${id}@nordwind.example`, address: null });

/** Does it as the server would, with a reader who was let in at some moment before. */
function done({ accounts }: Opened, reader: Reader, { by, does }: Act): void {
  const actor = actorOf(by);
  switch (does.kind) {
    case 'role':
      return void changeRole(reader, actor, accounts, { id: does.whom, ...standingNamed(does.becomes) }, now);
    case 'remove':
      return void removeMember(reader, actor, accounts, { id: does.whom }, now);
    case 'transfer':
      return void transferPrimaryOwner(reader, actor, accounts, { id: does.whom }, now);
    case 'own':
      return void changeOwnMembership(reader, actor, accounts, does.becomes === '-' ? null : standingNamed(does.becomes).role, now);
    case 'invite':
      return void invite(reader, actor, accounts, { email: 'max@nordwind.example', ...standingNamed(does.as) }, now);
    case 'withdraw': {
      const [open] = membersView({ ...reader, permissions: new Set(['manage:members']) }, actor, accounts, now).invitations;
      return open === undefined ? undefined : void withdrawInvitation(reader, actor, accounts, { id: open.id }, now);
    }
  }
}

function entriesIn({ database }: Opened, slug: string): Pick<Happening, 'happening' | 'by' | 'about'>[] {
  const rows = database.prepare('SELECT happening, actor, actor_id, about FROM audit_journal WHERE chain = ? ORDER BY number').all(slug) as { happening: HappeningName; actor: ActorKind; actor_id: string; about: string }[]; // Columns of text.
  return rows.map(({ happening, actor, actor_id: id, about }) => ({ happening, by: { kind: actor, id, address: null }, about: JSON.parse(about) as JournalParticulars })); // What the table keeps.
}

test('whatever is done in whatever order by readers who were let in earlier: one Primary Owner, and no role that nobody who might give it gave', () => {
  const all = opened();
  let run = 0;
  const counts = { done: 0, refused: 0 };
  fc.assert(
    fc.property(fc.array(fc.constantFrom<StandingName>('O', 'A', 'A+', 'U', 'M'), { minLength: 4, maxLength: 4 }), fc.array(act, { minLength: 2, maxLength: 8 }), (others, acts) => {
      const slug = `run-${(run += 1)}`;
      const organisation = organisationWith(all, slug, [standingNamed('PO'), ...others.map(standingNamed)]);
      const begin = membershipsIn(all, slug);
      const readerOf = (members: ReadonlyMap<string, Standing>, person: Person): Reader | null => {
        const member = members.get(person);
        return member === undefined ? null : readerWithRole(organisation, member.role, member.grants);
      };
      for (const each of acts) {
        const reader = readerOf(each.looked === 'before' ? begin : membershipsIn(all, slug), each.by);
        if (reader === null) continue;
        try {
          done(all, reader, each);
          counts.done += 1;
        } catch (error) {
          if (!(error instanceof ReportError)) throw error;
          counts.refused += 1;
        }
        const members = membershipsIn(all, slug);
        expect([...members.values()].filter(({ role }) => role === 'primary-owner')).toHaveLength(1);
      }
      expect(replayed(entriesIn(all, slug), begin)).toEqual(membershipsIn(all, slug));
    }),
    { numRuns: 1_000 },
  );
  // It must have been about something: both happened, many times.
  expect(Math.min(counts.done, counts.refused)).toBeGreaterThan(500);
});
