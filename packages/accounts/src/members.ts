import { randomBytes } from 'node:crypto';
import { compareText, invitationPrefix, permissionsOf, type Actor, type ActingMember, type Instant, type Invitation, type Member, type MemberStore, type MemberWrite, type Roster } from '@pegel/domain';
import { and, asc, eq, gt, gte, isNull, or } from 'drizzle-orm';
import type { Tables } from './database.js';
import { recordIn } from './journal.js';
import { idOf } from './keys.js';
import { membersOf } from './memberships.js';
import { invitations, memberships, readerTokens, user } from './tables.js';
import { hashOf } from './tokens.js';
import { noticeIn } from './unmaskings.js';

/** Memberships and invitations. What is decided about them is decided in the transaction that writes it. */
export function membersIn(tables: Tables): MemberStore {
  return {
    roster: (slug, by, at) => tables.transaction((within) => rosterIn(within, slug, by, at)),
    changeMembers: (slug, by, at, decide) =>
      tables.transaction(
        (within) => {
          const { writes, entries } = decide(rosterIn(within, slug, by, at));
          for (const write of writes) writeIn(within, slug, write, new Date(at));
          for (const entry of entries) recordIn(within, slug, { ...entry, at, by });
          // Whoever may not see names any more, or not let others see them, has ended that for good.
          if (writes.length > 0) noticeIn(within, slug, at, by);
        },
        { behavior: 'immediate' },
      ),
    makeInvitationSecret() {
      const secret = `${invitationPrefix}${randomBytes(32).toString('base64url')}`;
      return { id: randomBytes(16).toString('hex'), secret, hash: hashOf(secret) };
    },
  };
}

type Within = Pick<Tables, 'select' | 'insert' | 'update' | 'delete'>;

function rosterIn(within: Within, slug: string, by: Actor, at: Instant): Roster {
  const members = membersOf(within, slug);
  return { actor: actingIn(within, slug, by, members, at), members, invitations: invitationsOf(within, slug) };
}

const invitationsOf = (within: Within, slug: string): Invitation[] =>
  within
    .select({ row: invitations, inviter: user.email })
    .from(invitations).innerJoin(user, eq(user.id, invitations.invitedBy))
    .where(and(eq(invitations.organisation, slug), isNull(invitations.acceptedAt), isNull(invitations.withdrawnAt)))
    .all()
    .map(({ row, inviter }) => invitationOf(row, inviter))
    .sort((a, b) => b.createdAt - a.createdAt || compareText(a.email, b.email));

export const invitationOf = ({ id, email, role, grants, invitedBy, createdAt, expiresAt }: typeof invitations.$inferSelect, inviter: string): Invitation => ({
  id, email, role, grants, invitedBy: { id: invitedBy, email: inviter }, createdAt: createdAt.getTime(), expiresAt: expiresAt.getTime(),
});

/** Whoever acts as they are now, not as they were when they were let in: a token is looked up again too. */
function actingIn(within: Within, slug: string, by: Actor, members: readonly Member[], at: Instant): ActingMember | null {
  const token = by.kind === 'token' ? tokenNamed(within, slug, by.id ?? '', at) : undefined;
  const id = by.kind === 'account' ? by.id : (token?.createdBy ?? null);
  const member = members.find((candidate) => candidate.id === id);
  if (member === undefined) return null;
  const all = permissionsOf(member.role, member.grants);
  const only = token?.permissions ?? null;
  return { id: member.id, role: member.role, permissions: only === null ? all : new Set(only.filter((permission) => all.has(permission))) };
}

/** A token by the first letters of its hash, where it still opens anything. */
const tokenNamed = (within: Within, slug: string, id: string, at: Instant): typeof readerTokens.$inferSelect | undefined =>
  within
    .select().from(readerTokens)
    .where(and(eq(readerTokens.organisation, slug), gte(readerTokens.hash, id), isNull(readerTokens.revokedAt), or(isNull(readerTokens.expiresAt), gt(readerTokens.expiresAt, new Date(at)))))
    .orderBy(asc(readerTokens.hash)).all()
    .find((token) => idOf(token) === id);

function writeIn(within: Within, slug: string, write: MemberWrite, at: Date): void {
  const membership = (id: string) => and(eq(memberships.userId, id), eq(memberships.organisation, slug));
  switch (write.kind) {
    case 'set-role':
      within.update(memberships).set({ role: write.role, grants: write.grants }).where(membership(write.id)).run();
      break;
    case 'remove':
      within.delete(memberships).where(membership(write.id)).run();
      // For good: somebody who comes back one day does not find them alive again.
      within.update(readerTokens).set({ revokedAt: at }).where(and(eq(readerTokens.createdBy, write.id), eq(readerTokens.organisation, slug), isNull(readerTokens.revokedAt))).run();
      break;
    case 'invite': {
      const { invitation, invitedBy, hash } = write;
      within.insert(invitations).values({ ...invitation, organisation: slug, hash, invitedBy, createdAt: new Date(invitation.createdAt), expiresAt: new Date(invitation.expiresAt) }).run();
      break;
    }
    case 'withdraw':
      within.update(invitations).set({ withdrawnAt: at }).where(and(eq(invitations.id, write.id), eq(invitations.organisation, slug))).run();
      break;
  }
}
