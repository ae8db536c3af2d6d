import { roles, type MembersView } from '@pegel/domain';
import { csvLine, textCell } from './csv.js';
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

/** A line a member and a line an invitation. */
export function membersCsv({ members, invitations }: Pick<MembersView, 'members' | 'invitations'>): string {
  const header = ['kind', 'id', 'email', 'role', 'grants', 'since', 'invited_by', 'expires_at', 'state'];
  const rows = [
    ...members.map(({ id, email, role, grants, since }) => ['member', id, textCell(email), role, grants.join(' '), since, '', '', '']),
    ...invitations.map(({ id, email, role, grants, createdAt, invitedBy, expiresAt, state }) => ['invitation', id, textCell(email), role, grants.join(' '), createdAt, textCell(invitedBy), expiresAt, state]),
  ];
  return [header, ...rows].map(csvLine).join('');
}
