import type { Instant } from './calendar.js';
import type { Permission, RoleName } from './permissions.js';
import type { NamedRefusal, RefusalNameOf } from './refusals.js';
import { actingAs, isBelow, roleRefusal, type Acting, type Standing } from './role-rules.js';

/** Somebody who was asked to become a member, and has neither answered nor been told to forget it. */
export interface Invitation extends Standing {
  readonly id: string;
  readonly email: string;
  readonly invitedBy: { readonly id: string; readonly email: string };
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

/** `void`: whoever made it could not make it any more. */
export type InvitationState = 'open' | 'expired' | 'void';

export interface InvitationView {
  readonly id: string;
  readonly email: string;
  readonly role: RoleName;
  readonly grants: readonly Permission[];
  readonly invitedBy: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly state: InvitationState;
  readonly mayBeWithdrawn: boolean;
}

/** The first letters of the secret of an invitation, in which people and secret scanners recognise it. */
export const invitationPrefix = 'pegel_invite_';

/** Where an invitation leads, on whatever server made it. What stands behind # reaches no server and no log. */
export const invitationPath = (secret: string): string => `/invite#${secret}`;

/** Why somebody may not invite as that; `null`: they may. */
export const invitationRefusal = (actor: Acting, { role, grants }: Standing): ReturnType<typeof roleRefusal> => roleRefusal({ actor, isSelf: false, was: null, becomes: { role, grants } });

/** What an invitation is worth now, among the members there are now. */
export function stateOf(invitation: Invitation, members: readonly ({ readonly id: string } & Standing)[], now: Instant): InvitationState {
  if (now >= invitation.expiresAt) return 'expired';
  const inviter = members.find(({ id }) => id === invitation.invitedBy.id);
  return inviter === undefined || invitationRefusal(actingAs(inviter), invitation) !== null ? 'void' : 'open';
}

/** Why somebody may not take an invitation back; `null`: they may. What opens nothing any more, anybody who manages members may clear away. */
export function withdrawalRefusal(actor: Acting & { readonly id: string }, invitation: Invitation, members: readonly ({ readonly id: string } & Standing)[], now: Instant): NamedRefusal<RefusalNameOf<'not-permitted'>> | null {
  if (!actor.permissions.has('manage:members')) return { name: 'not-permitted', about: { operation: 'change-members' } };
  if (invitation.invitedBy.id === actor.id || isBelow(actor, invitation) || stateOf(invitation, members, now) !== 'open') return null;
  return { name: 'invitation-above', about: { email: invitation.email } };
}
