import { isMembership } from './facts.js';
import { lengthInDays, type Period } from './days.js';
import { pseudonymLabel } from './identity.js';
import type { Permission, Reader } from './permissions.js';
import { daysMaxAtGrainDay, looksAtPeople, narrowsPeople, permissionsFor, usageClosed, type ReportQuery } from './query.js';
import { refuse } from './report-error.js';
import { unattributed, service, type Person } from './store.js';
import type { Group } from './suppression-belonging.js';

/** Whether numbers are looked at or leave as a file. */
export type Use = 'view' | 'export';

/**
 * How numbers of fewer than everybody are told: `plain`, each as it is; `groups`, of groups that are large enough and of
 * cells that enough people are behind; `nobody`, of a single person and therefore not at all.
 */
export type Regime = 'plain' | 'groups' | 'nobody';

/** Plain is what narrows nothing, a split of everybody by person, and everything where people are named to a reader who may see people. */
export function regimeOf({ organisation, permissions }: Reader, query: Pick<ReportQuery, 'by' | 'where'>): Regime {
  if (organisation.names === 'full' && permissions.has('view:people')) return 'plain';
  if ((query.where ?? []).some(({ dimension }) => dimension === 'person')) return 'nobody';
  return narrowsPeople(query) && query.by !== 'person' ? 'groups' : 'plain';
}

/** Refuses what a reader may not see, and what is not told of fewer than everybody. */
export function permitReport(reader: Reader, query: ReportQuery, use: Use): void {
  demand(reader, permissionsFor(query));
  if (use === 'export') demand(reader, ['export:usage']);
  if (looksAtPeople(query) && reader.organisation.names === 'off') refuse({ name: 'people-off', about: {} });
  if (reader.organisation.names === 'full' && reader.permissions.has('view:people')) return;
  const narrowing = [...(query.where ?? []).map(({ dimension }) => dimension), ...(query.by === undefined ? [] : [query.by])].filter((dimension) => dimension === 'person' || isMembership(dimension));
  if (narrowing.length === 0) return;
  const [first] = narrowing;
  const isOfPeople = narrowing.length === 1 && first === 'person';
  if (narrowing.length > 1) refuse({ name: 'group-alone', about: { dimensions: narrowing.join(', ') } });
  const others = (query.where ?? []).find(({ dimension }) => dimension !== first);
  if (!isOfPeople && others !== undefined) refuse({ name: 'group-filtered', about: { dimension: others.dimension } });
}

/** Refuses, once the days are known, what would cut the numbers of a group too finely. */
export function permitSlices(query: ReportQuery, range: Period, buckets: number): void {
  const isInside = query.by !== undefined && !isMembership(query.by);
  if (isInside && buckets > 1) refuse({ name: 'group-split', about: { dimension: query.by ?? 'model' } });
  if (query.grain === 'week' && lengthInDays(range) > daysMaxAtGrainDay) refuse({ name: 'group-weeks', about: { most: String(daysMaxAtGrainDay) } });
}

function demand(reader: Reader, needed: Iterable<Permission>): void {
  for (const permission of needed) {
    if (!reader.permissions.has(permission)) {
      throw usageClosed();
    }
  }
}

/** Refuses whoever may not take spend by user with them; the rows are the store's. */
export function permitSpendByUser(reader: Reader): void {
  demand(reader, ['view:spend', 'view:people', 'export:usage']);
  if (reader.organisation.names === 'off') refuse({ name: 'spend-people-off', about: {} });
  if (!reader.organisation.extraUsage) refuse({ name: 'spend-off', about: {} });
}

/** The group that a row of a narrowed report is of. */
export function groupOf({ by, where }: Pick<ReportQuery, 'by' | 'where'>, key: string | null): Group | null {
  if (by !== undefined && isMembership(by)) return key === null ? null : { dimension: by, key };
  const found = (where ?? []).find(({ dimension }) => isMembership(dimension));
  return found === undefined || !isMembership(found.dimension) ? null : { dimension: found.dimension, key: found.key };
}

/** Whether a reader sees who a key stands for: everybody does where people are named, and some for a while after asking. */
export const seesName = ({ organisation: { names }, unmasked }: Reader, key: string): boolean => names === 'full' || (names !== 'off' && unmasked.has(key));

/** Whether somebody's names are needed for what a reader sees in their place. */
export const needsNames = (reader: Reader, key: string): boolean => key !== unattributed && key !== service && (reader.organisation.names === 'initials' || seesName(reader, key));

/** Who reads as if people had pseudonyms here: to take numbers along that name nobody, whatever may be seen. */
export const withPseudonyms = (reader: Reader): Reader =>
  reader.organisation.names === 'off' ? reader : { ...reader, organisation: { ...reader.organisation, names: 'pseudonyms' }, unmasked: new Set() };

/** What a reader sees in place of a person. */
export function labelOfPerson(reader: Reader, key: string, person: Person | undefined): string {
  if (seesName(reader, key)) return person?.name ?? person?.email ?? person?.ids[0] ?? key;
  const initials = person === undefined || reader.organisation.names !== 'initials' ? '' : initialsOf(person);
  return initials === '' ? pseudonymLabel(key) : initials;
}

/** What an export tells of whoever a key stands for; nothing of who is nobody. */
export function toldOf(reader: Reader, key: string, person: Person | undefined): Person | null {
  if (key === unattributed || key === service) return null;
  return seesName(reader, key) ? (person ?? null) : { key, ids: [], email: null, name: labelOfPerson(reader, key, person) };
}

/** The first letters of the first and of the last of somebody's names, or of what their address has in their place. */
function initialsOf({ name, email }: Person): string {
  const words = (name ?? email?.split('@')[0] ?? '').split(/[^\p{L}\p{M}]+/u).filter((word) => word !== '');
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => `${[...(word ?? '')][0]?.toLocaleUpperCase('en') ?? ''}.`).join(' ');
}
