import type { MembersView } from '@pegel/domain';
import { column, csvText, type Column } from './csv.js';
import type { Dialect } from './csv-dialect.js';

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

/** A line a member and a line an invitation. */
export const membersCsv = ({ members, invitations }: Pick<MembersView, 'members' | 'invitations'>, dialect: Dialect = 'standard'): string =>
  csvText(columns, [...members.map((member) => ({ kind: 'member' as const, ...member })), ...invitations.map((invitation) => ({ kind: 'invitation' as const, ...invitation, since: invitation.createdAt }))], dialect);
