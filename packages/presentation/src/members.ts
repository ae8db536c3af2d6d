import { roles, type MembersView } from '@pegel/domain';
import { column, csvText, type Column } from './csv.js';
import type { Dialect } from './csv-dialect.js';
import type { Locale } from './locale.js';
import { safeName } from './names.js';
import { settingsWordsIn } from './settings-words.js';
import type { TableModel } from './table.js';

const started = (labels: readonly string[]) => labels.map((label) => ({ label, align: 'start' as const }));

/** Everybody who is at home in an organisation. */
export function membersTable({ members, timeZone }: Pick<MembersView, 'members' | 'timeZone'>, locale: Locale): TableModel {
  const { format, language } = locale;
  const words = settingsWordsIn(language).members;
  return {
    caption: words.title,
    columns: started([words.person, words.role, words.may, words.since]),
    rows: members.map(({ email, isSelf, role, grants, since }) => [`${safeName(email)}${isSelf ? ` (${words.you})` : ''}`, roles[role].label, grants.join(', '), format.moment(since, timeZone)]),
  };
}

/** Everybody who was asked to be, and has not answered. */
export function invitationsTable({ invitations, timeZone }: Pick<MembersView, 'invitations' | 'timeZone'>, locale: Locale): TableModel {
  const { format, language } = locale;
  const words = settingsWordsIn(language).members;
  return {
    caption: words.invitations,
    columns: started([words.email, words.role, words.may, words.invitedBy, words.until, words.state]),
    rows: invitations.map(({ email, role, grants, invitedBy, expiresAt, state }) => [safeName(email), roles[role].label, grants.join(', '), safeName(invitedBy), format.moment(expiresAt, timeZone), words.states[state]]),
  };
}

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
