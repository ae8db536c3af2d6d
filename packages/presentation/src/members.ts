import { roles, type MembersView } from '@pegel/domain';
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
