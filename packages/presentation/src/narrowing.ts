import { unattributed, type ReportQuery } from '@pegel/domain';
import type { GroupFilter } from './group-filter.js';
import type { Locale } from './locale.js';
import { nameOf } from './names.js';

/** "Department: engineering" */
export const conditionText = ({ dimension, key }: NonNullable<ReportQuery['where']>[number], { words }: Pick<Locale, 'words'>): string => `${words.dimensions[dimension]}: ${nameOf({ key, label: null }, { words })}`;

/** "engineering"; of whoever is in none, in none of what. */
export const shortText = (group: GroupFilter, locale: Pick<Locale, 'words'>): string => (group.key === unattributed ? conditionText(group, locale) : nameOf({ key: group.key, label: null }, locale));

/** A title with whose numbers it has, where they are not everybody's: "Chats per day · engineering". */
export const titleOf = (title: string, group: GroupFilter | null, locale: Pick<Locale, 'words'>): string =>
  group === null ? title : `${title} · ${shortText(group, locale)}`;

/** The same of what was asked: every condition of it. */
export const captionOf = (caption: string, { where = [] }: Pick<ReportQuery, 'where'>, locale: Pick<Locale, 'words'>): string => [caption, ...where.map((condition) => conditionText(condition, locale))].join(' · ');
