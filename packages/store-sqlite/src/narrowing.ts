import { facts, isMembership, service, unattributed, type Dimension, type Membership, type Period, type Question } from '@pegel/domain';
import type { BelongingTables } from './belonging-tables.js';
import type { DirectoryHistory } from './directory-history.js';

export type Parameters = Record<string, string | number>;

/**
 * How facts, which the query calls `f`, are split and filtered, as pieces of SQL. Text is only ever made of names from
 * the domain's closed vocabulary; whatever comes from a question or from the ledger is bound.
 */
export interface Narrowing {
  readonly joins: string;
  readonly condition: string;
  /** What rows are split by; NULL without a split. */
  readonly key: string;
  readonly parameters: Parameters;
  /** The key as text. Keys of memberships are numbers in SQL: places in a list. */
  textOf(key: string | bigint | null): string | null;
}

/** What a fact belongs to changes with time. */
export interface Time {
  readonly history: DirectoryHistory;
  /** The days that can matter. */
  readonly days: Period;
  /** Where days begin and end in the unit of `f.moment`: half-open. */
  momentsOf(days: Period): readonly [since: number, until: number];
}

export function narrowingOf({ fact, by, where, namedSince = null }: Pick<Question, 'fact' | 'by' | 'where' | 'namedSince'>, { history, days, momentsOf }: Time, tables: BelongingTables): Narrowing {
  const joins: string[] = [];
  const conditions: string[] = ['TRUE'];
  const parameters: Parameters = {};
  const keys: string[] = [];
  if (namedSince !== null) [parameters.named_since = 0] = momentsOf({ from: namedSince, to: namedSince });

  for (const [dimension, wanted] of where) {
    if (isMembership(dimension)) {
      filterByMembership(dimension, wanted);
    } else {
      for (const [at, key] of wanted.entries()) parameters[`${dimension}_${at}`] = key;
      conditions.push(`${ownKey(fact, dimension, namedSince !== null)} IN (${wanted.map((_, at) => `:${dimension}_${at}`).join(', ')})`);
    }
  }
  if (by !== null && isMembership(by)) splitByMembership(by);
  if (by === 'person' || where.has('person')) joins.unshift('LEFT JOIN people person ON person.id = reference.person');
  joins.unshift('LEFT JOIN person_references reference ON reference.id = f.reference');

  return {
    joins: joins.join('\n'),
    condition: conditions.join(' AND '),
    key: keyOf(fact, by, namedSince !== null),
    parameters,
    textOf: (key) => (typeof key === 'bigint' ? (keys[Number(key)] ?? unattributed) : key),
  };

  /** A fact appears once for everything its person belonged to at the time. */
  function splitByMembership(dimension: Membership): void {
    const places = new Map<string, number>();
    const placeOf = (key: string): number => {
      const place = places.get(key) ?? keys.push(key) - 1;
      places.set(key, place);
      return place;
    };
    tables.toSplitBy(history.belongings(dimension, days).flatMap(({ person, keys: own, days: during }) => own.map((key) => [person, ...momentsOf(during), placeOf(key)] as const)));
    joins.push('LEFT JOIN temp.belonging ON belonging.person = reference.person AND belonging.since <= f.moment AND f.moment < belonging.until');
  }

  /** A fact appears once at most, also where its person belonged to two of the named groups. */
  function filterByMembership(dimension: Membership, wanted: readonly string[]): void {
    tables.toFilterBy(dimension, history.belongings(dimension, days).map(({ person, keys: own, days: during }) => [person, ...momentsOf(during), own.some((key) => wanted.includes(key)) ? 1 : 0]));
    const name = `named_${dimension}`;
    parameters[`${name}_service`] = wanted.includes(service) ? 1 : 0;
    parameters[`${name}_unattributed`] = wanted.includes(unattributed) ? 1 : 0;
    joins.push(`LEFT JOIN temp.named_in ${name} ON ${name}.dimension = '${dimension}' AND ${name}.person = reference.person AND ${name}.since <= f.moment AND f.moment < ${name}.until`);
    conditions.push(`CASE WHEN f.service IS NOT NULL THEN :${name}_service ELSE coalesce(${name}.is_named, :${name}_unattributed) END`);
  }
}

function keyOf(fact: Question['fact'], by: Dimension | null, isLimited: boolean): string {
  if (by === null) return 'NULL';
  return isMembership(by) ? `CASE WHEN f.service IS NOT NULL THEN '${service}' ELSE coalesce(belonging.key, '${unattributed}') END` : ownKey(fact, by, isLimited);
}

/** The key that a fact has by itself; what it cannot have is unattributed. */
function ownKey(fact: Question['fact'], dimension: Exclude<Dimension, Membership>, isLimited: boolean): string {
  if (dimension === 'person') return `CASE WHEN f.service IS NOT NULL THEN '${service}'${isLimited ? ` WHEN f.moment < :named_since THEN '${unattributed}'` : ''} ELSE coalesce(person.key, '${unattributed}') END`;
  const known: readonly Dimension[] = facts[fact].dimensions;
  return known.includes(dimension) ? `coalesce(f.${ownColumns[dimension]}, '${unattributed}')` : `'${unattributed}'`;
}

/** What a fact can be told apart by without a look at whoever did it. */
export type OwnDimension = Exclude<Dimension, Membership | 'person'>;

/** The column of the ledger that each of these is in. */
export const ownColumns: Readonly<Record<OwnDimension, string>> = {
  model: 'model', connector: 'connector_key', surface: 'surface', project: 'project', costType: 'cost_type',
};
