import { stateOf, type Instant, type Permission, type RoleName, type Words } from '@pegel/domain';
import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Tables } from './database.js';
import { addUser, userWith } from './founding.js';
import { recordIn } from './journal.js';
import { isSame } from './keys.js';
import { invitationOf } from './members.js';
import { membersOf } from './memberships.js';
import { organisationNamed } from './organisations.js';
import { passwordProblem } from './password.js';
import { sessionHeadersIn } from './session-headers.js';
import type { SignIn } from './sign-in.js';
import { invitations, memberships } from './tables.js';
import { hashOf } from './tokens.js';

/** What a link opens, as whoever holds it is told. */
export interface OpenInvitation {
  readonly organisation: { readonly slug: string; readonly name: string };
  readonly email: string;
  readonly role: RoleName;
  /** What is granted beyond it. */
  readonly grants: readonly Permission[];
  readonly expiresAt: string;
  /** Whether that address has an account already, which one signs in to instead of choosing a password. */
  readonly hasAccount: boolean;
}

/** Somebody who follows a link. */
export interface Acceptance {
  readonly token: string;
  readonly password: string | undefined;
  readonly headers: Headers;
  readonly address: string | null;
}

export type Accepted =
  | { readonly kind: 'accepted'; readonly organisation: string; readonly email: string }
  /** Unknown, expired, withdrawn, used, or made by somebody who could not make it any more: nobody is told which. */
  | { readonly kind: 'closed' }
  /** The address has an account: whoever accepts must be signed in to it. */
  | { readonly kind: 'sign-in'; readonly email: string }
  | { readonly kind: 'other-account'; readonly email: string; readonly signedInAs: string }
  | { readonly kind: 'bad-password'; readonly problem: Words };

/** What a link opens; `null` for whatever opens nothing, for whatever reason. */
export function readInvitation(tables: Tables, token: string, now: Instant): OpenInvitation | null {
  return tables.transaction((within) => {
    const row = openWith(within, token, now);
    const organisation = row === null ? null : organisationNamed(within, row.organisation);
    if (row === null || organisation === null) return null;
    return { organisation: { slug: organisation.slug, name: organisation.name }, email: row.email, role: row.role, grants: row.grants, expiresAt: row.expiresAt.toISOString(), hasAccount: userWith(within, row.email) !== null };
  });
}

/** Makes somebody a member, once, however often it is asked for at the same time. Who has no account gets one. */
export async function acceptInvitation(tables: Tables, signIn: SignIn, { token, password, headers, address }: Acceptance, now: Instant): Promise<Accepted> {
  const invited = openWith(tables, token, now);
  if (invited === null) return { kind: 'closed' };
  const { email } = invited;
  const account = userWith(tables, email);
  let hash: string | null = null;
  if (account === null) {
    const problem = passwordProblem(password ?? '', email);
    if (problem !== null) return { kind: 'bad-password', problem };
    // Slow on purpose, and so before the transaction; what it found is looked up again inside.
    hash = await signIn.hash(password ?? '');
  } else {
    const session = sessionHeadersIn(headers);
    const who = session === null ? null : signIn.whoIs(session);
    if (who === null) return { kind: 'sign-in', email };
    if (who.id !== account) return { kind: 'other-account', email, signedInAs: who.email };
  }
  return tables.transaction(
    (within): Accepted => {
      const open = openWith(within, token, now);
      if (open === null) return { kind: 'closed' };
      const known = userWith(within, email);
      // Somebody made the account in the meantime, by another link.
      if (known !== null && account === null) return { kind: 'sign-in', email };
      const at = new Date(now);
      const userId = known ?? addUser(within, email, hash ?? '', at);
      within.update(invitations).set({ acceptedAt: at }).where(eq(invitations.id, open.id)).run();
      within.insert(memberships).values({ userId, organisation: open.organisation, role: open.role, grants: open.grants, createdAt: at }).run();
      recordIn(within, open.organisation, { happening: 'invitation-accepted', at: now, by: { kind: 'account', id: userId, address }, about: { invitation: open.id, role: open.role, grants: open.grants } });
      return { kind: 'accepted', organisation: open.organisation, email };
    },
    { behavior: 'immediate' },
  );
}

/** The row behind a link that still opens something. Whoever made it is looked at again: who may not invite so any more has not invited. */
function openWith(within: Pick<Tables, 'select'>, token: string, now: Instant): typeof invitations.$inferSelect | null {
  const hash = hashOf(token);
  const row = within.select().from(invitations).where(and(eq(invitations.hash, hash), isNull(invitations.acceptedAt), isNull(invitations.withdrawnAt))).get();
  if (row === undefined || !isSame(row.hash, hash)) return null;
  const members = membersOf(within, row.organisation);
  if (members.some(({ email }) => email === row.email)) return null;
  return stateOf(invitationOf(row, ''), members, now) === 'open' ? row : null;
}

/** Whether somebody is asked to become a member, anywhere, and may still. */
export const isInvited = (within: Pick<Tables, 'select'>, email: string, now: Instant): boolean =>
  within.select().from(invitations).where(and(eq(invitations.email, email), isNull(invitations.acceptedAt), isNull(invitations.withdrawnAt))).all()
    .some((row) => stateOf(invitationOf(row, ''), membersOf(within, row.organisation), now) === 'open');

/** Whether somebody became a member by the link of an invitation, which whoever made it had in their hands too. */
export const wasInvited = (within: Pick<Tables, 'select'>, email: string): boolean =>
  within.select({ id: invitations.id }).from(invitations).where(and(eq(invitations.email, email), isNotNull(invitations.acceptedAt))).limit(1).get() !== undefined;

