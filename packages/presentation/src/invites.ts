import { inviteAges, type InviteCounts, type InviteRow, type InvitesView, type Language } from '@pegel/domain';
import { dash } from './format.js';
import type { Locale } from './locale.js';
import { isMatch } from './matching.js';
import { safeName } from './names.js';
import type { TableModel } from './table.js';
import { invitesDe } from './words-invites-de.js';
import { invitesEn, type InviteWords } from './words-invites-en.js';

const dictionaries: Record<Language, InviteWords> = { en: invitesEn, de: invitesDe };

/** What is said of pending invites. It stands apart from all other words, so that no page waits for it. */
export const inviteWordsIn = (language: Language): InviteWords => dictionaries[language];

/** How many invites are out, and how old they are. */
export interface InviteSummary {
  readonly title: string;
  readonly about: string;
  readonly table: TableModel | null;
  /** "6 older than 14 days", where that is so. */
  readonly old: string | null;
  /** What is to be said beside it, or in place of a table. */
  readonly notes: readonly string[];
}

export function inviteSummary({ day, total, byAge, old, oldDays }: InviteCounts, { language, format }: Locale): InviteSummary {
  const words = inviteWordsIn(language);
  const limit = format.integer(oldDays);
  const nameOfAge = ({ from, to }: { readonly from: number; readonly to: number | null }): string =>
    to === null ? words.above(format.integer(from - 1)) : from === 0 ? words.below(format.integer(to + 1)) : words.between(format.integer(from), format.integer(to));
  return {
    title: words.summaryTitle,
    about: words.at(format.day(day)),
    table: byAge === null || total === 0 ? null : {
      caption: `${words.summaryTitle} · ${format.day(day)}`,
      columns: [{ label: words.age, align: 'start' }, { label: words.share, align: 'end' }],
      rows: inviteAges.map((age, index) => [nameOfAge(age), format.integer(byAge[index] ?? 0)]),
    },
    old: old === null || old === 0 ? null : words.old(old, format.integer(old), limit),
    notes: total === null ? [words.unknown] : total === 0 ? [words.none] : byAge === null ? [words.totalOnly] : old === 0 ? [words.noneOld(limit)] : [],
  };
}

/** What the list can be sorted by; the oldest stand first. */
export const inviteColumns = ['to', 'age', 'sent', 'expires', 'by'] as const;
export type InviteColumn = (typeof inviteColumns)[number];
export interface InviteOrder {
  readonly column: InviteColumn;
  readonly isDescending: boolean;
}
export const oldestFirst: InviteOrder = { column: 'age', isDescending: true };

/** Who is invited, decided down to its texts. */
export interface InvitesModel {
  readonly title: string;
  readonly about: string;
  readonly table: TableModel | null;
  readonly said: string;
  readonly empty: string | null;
  readonly notes: readonly string[];
}

export function invitesModel({ day, total, invites, oldDays }: InvitesView, locale: Locale, filter = '', order: InviteOrder = oldestFirst): InvitesModel {
  const { language, format } = locale;
  const words = inviteWordsIn(language);
  const about = words.at(format.day(day));
  const title = total === null ? words.title : words.titleWith(format.integer(total));
  if (invites === null || invites.length === 0) {
    const why = total === null ? words.unknown : invites === null ? words.totalOnly : words.none;
    return { title, about, table: null, said: '', empty: why, notes: [] };
  }
  const named = invites.map((invite) => ({ invite, name: nameOfInvited(invite, locale) }));
  const found = named.filter(({ invite, name }) => isMatch(filter, [name, invite.person?.email ?? '', invite.person?.name ?? '']));
  const compare = comparisons[order.column];
  const sorted = found.toSorted((a, b) => (order.isDescending ? compare(b, a) : compare(a, b)));
  const all = format.integer(invites.length);
  return {
    title, about,
    table: found.length === 0 ? null : {
      caption: `${words.title} · ${format.day(day)}`,
      columns: [
        { label: words.to, align: 'start' }, { label: words.age, align: 'end' }, { label: words.sent, align: 'start' }, { label: words.expires, align: 'start' }, { label: words.by, align: 'start' },
      ],
      rows: sorted.map(({ invite, name }) => [
        name,
        `${invite.isOld ? '! ' : ''}${words.days(invite.age, format.integer(invite.age))}`,
        format.date(invite.sentOn),
        invite.expiresOn === null ? words.never : format.date(invite.expiresOn),
        dash,
      ]),
    },
    said: filter.trim() === '' ? words.every(invites.length, all) : words.found(format.integer(found.length), all),
    empty: found.length === 0 ? words.noMatch(filter.trim()) : null,
    notes: [...(invites.some(({ isOld }) => isOld) ? [`! ${words.oldMark(format.integer(oldDays))}`] : []), words.noInviter, words.sentNote],
  };
}

interface Named {
  readonly invite: InviteRow;
  readonly name: string;
}

const comparisons: Readonly<Record<InviteColumn, (a: Named, b: Named) => number>> = {
  to: (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  by: () => 0,
  sent: (a, b) => Date.parse(a.invite.invitedAt) - Date.parse(b.invite.invitedAt),
  // What never expires does so last.
  expires: (a, b) => (a.invite.expiresAt ?? '9').localeCompare(b.invite.expiresAt ?? '9', 'en'),
  age: (a, b) => a.invite.age - b.invite.age || Date.parse(b.invite.invitedAt) - Date.parse(a.invite.invitedAt),
};

/** An invite goes to an address: where a reader may see who it is, that is what they look for. */
function nameOfInvited({ label, person }: InviteRow, { words }: Locale): string {
  return label === null ? words.special.unattributed : safeName(person?.email ?? label);
}
