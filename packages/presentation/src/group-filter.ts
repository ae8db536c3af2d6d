import { memberships, unattributed, type Membership, type ReportQuery } from '@pegel/domain';
import type { OrganisationView } from './sight.js';

/** Whose numbers a page shows where it is not everybody's: those of a group, a department or a cost centre, as reports name it. */
export interface GroupFilter {
  readonly dimension: Membership;
  readonly key: string;
}

/** As long as the name of a group can be that a report is asked for. */
const keyMax = 400;

/** A filter as a link and a command line have it: `department:engineering`. Only the first colon divides. */
export const groupText = ({ dimension, key }: GroupFilter): string => `${dimension}:${key}`;

/** Such a text as a filter; nothing where it is none. What has no key of its own in a report is no group, but for whoever is in none. */
export function groupFromText(text: string): GroupFilter | undefined {
  const colon = text.indexOf(':');
  const dimension = memberships.find((known) => known === text.slice(0, colon));
  const key = text.slice(colon + 1);
  if (dimension === undefined || key === '' || key.length > keyMax || !key.isWellFormed() || (key.startsWith('@') && key !== unattributed)) return undefined;
  return { dimension, key };
}

export const isSameGroup = (a: GroupFilter | null, b: GroupFilter | null): boolean => (a === null || b === null ? a === b : groupText(a) === groupText(b));

/** Whose numbers a question is about, as a text to be compared: nobody's numbers may stand where those of others were asked for. */
export const whoseOf = (query: Pick<ReportQuery, 'where'> | undefined): string => (query?.where ?? []).map(({ dimension, key }) => `${dimension}:${key}`).join('\n');

/** Why a question has no answer inside of a group: it would tell people apart there, or cut what they did too finely. */
export type Unnarrowed = 'people' | 'course';

/**
 * Whether a question can be asked of a group alone. Where people are named to whoever may see them every one can; otherwise
 * a group's numbers are split over the whole range alone, and never by person.
 */
export function unnarrowed(query: Pick<ReportQuery, 'by' | 'grain' | 'from' | 'to'>, { names, permissions }: Pick<OrganisationView, 'names' | 'permissions'>): Unnarrowed | null {
  if (query.by === undefined || (names === 'full' && (permissions?.includes('view:people') ?? true))) return null;
  if (query.by === 'person') return 'people';
  // Days of one month at grain month are one bucket.
  const isOneMonth = query.grain === 'month' && query.from !== undefined && query.from.slice(0, 7) === query.to?.slice(0, 7);
  return query.grain === 'total' || isOneMonth ? null : 'course';
}

/** The questions of a page asked of a group alone; what cannot be asked so is not asked, since its answer would be everybody's. */
export const narrowedTo = <Name extends string>(group: GroupFilter | null, queries: Readonly<Partial<Record<Name, ReportQuery>>>, organisation: Pick<OrganisationView, 'names' | 'permissions'>): Readonly<Partial<Record<Name, ReportQuery>>> =>
  group === null
    ? queries
    : Object.fromEntries(
        Object.entries<ReportQuery | undefined>(queries).flatMap(([name, query]) => (query === undefined || unnarrowed(query, organisation) !== null ? [] : [[name, { ...query, where: [group] }]])),
      ) as object as Partial<Record<Name, ReportQuery>>; // Object.fromEntries forgets the names.
