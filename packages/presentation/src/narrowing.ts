import { unattributed, type ReportQuery } from '@pegel/domain';
import type { Locale } from './locale.js';
import { nameOf } from './names.js';

type Condition = NonNullable<ReportQuery['where']>[number];

/** "Department: engineering" */
export const conditionText = ({ dimension, key }: Condition, { words }: Pick<Locale, 'words'>): string => `${words.dimensions[dimension]}: ${nameOf({ key, label: null }, { words })}`;

/** "engineering"; of whoever is in none, in none of what. */
export const shortText = (group: Condition, locale: Pick<Locale, 'words'>): string => (group.key === unattributed ? conditionText(group, locale) : nameOf({ key: group.key, label: null }, locale));

/** A title with whose numbers it has, where they are not everybody's: "Chats per day · engineering". */
export const titleOf = (title: string, group: Condition | null, locale: Pick<Locale, 'words'>): string =>
  group === null ? title : `${title} · ${shortText(group, locale)}`;

/** The same within a sentence: "Chats per day (engineering)". */
export const titleSaid = (title: string, { where = [] }: Pick<ReportQuery, 'where'>, locale: Pick<Locale, 'words'>): string =>
  where.reduce((said, group) => {
    const ending = titleOf('', group, locale);
    return said.endsWith(ending) ? `${said.slice(0, -ending.length)} (${shortText(group, locale)})` : said;
  }, title);

/** The same of what was asked: every condition of it. */
export const captionOf = (caption: string, { where = [] }: Pick<ReportQuery, 'where'>, locale: Pick<Locale, 'words'>): string => [caption, ...where.map((condition) => conditionText(condition, locale))].join(' · ');
