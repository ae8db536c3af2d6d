import type { MembersView } from '@pegel/domain';
import { column, rowsOf, type Column, type Rows } from './csv.js';

type MemberView = MembersView['members'][number];
type InvitationView = MembersView['invitations'][number];

/** Somebody who is at home, or was asked to be. */
type MemberLine = { readonly kind: 'member' | 'invitation' } & Partial<Pick<InvitationView, 'invitedBy' | 'expiresAt' | 'state'>> & Pick<MemberView, 'id' | 'email' | 'role' | 'grants' | 'since'>;

const columns: readonly Column<MemberLine>[] = [
  column('kind', 'word', ({ kind }) => kind),
  column('id', 'word', ({ id }) => id),
  column('email', 'text', ({ email }) => email),
  column('role', 'word', ({ role }) => role),
  column('grants', 'word', ({ grants }) => grants.join(' ')),
  column('since', 'word', ({ since }) => since),
  column('invited_by', 'text', ({ invitedBy }) => invitedBy),
  column('expires_at', 'word', ({ expiresAt }) => expiresAt),
  column('state', 'word', ({ state }) => state),
];

/** A row a member and a row an invitation. */
export const membersRows = ({ members, invitations }: Pick<MembersView, 'members' | 'invitations'>): Rows =>
  rowsOf(columns, [...members.map((member) => ({ kind: 'member' as const, ...member })), ...invitations.map((invitation) => ({ kind: 'invitation' as const, ...invitation, since: invitation.createdAt }))]);
