import { facts, type ActivityType, type Basis, type Column, type FactName } from '@pegel/domain';
import { ownColumns, type OwnDimension } from '../narrowing.js';
import { Dictionary, Things } from './dictionary.js';
import { aService, nobody, type Who } from './who.js';

/** What facts can be counted by that is nobody. */
export type ThingName = Exclude<(typeof facts)[FactName]['entities'][number], 'person'>;
/** What differs from row to row of a run, and facts can be split by. */
export type NameName = Exclude<OwnDimension, 'surface' | 'costType'>;
export type SumName = Column<FactName>;

export const thingNames = facts.activity.entities.filter((entity): entity is ThingName => entity !== 'person');
export const nameNames = (Object.keys(ownColumns) as OwnDimension[]).filter((dimension): dimension is NameName => dimension !== 'surface' && dimension !== 'costType'); // Object.keys forgets the literal keys.

/** Whole numbers, in as few bytes as they need. */
type Numbers = Uint32Array | Float64Array;

/** Facts of one day, type and surface. Those that differ in nothing but what is added up are one row. What has no column is nothing on every row. */
export interface Run {
  /** `null`: of a fact that has no types. */
  readonly type: ActivityType | null;
  readonly surface: string;
  readonly costType: string | null;
  readonly rows: number;
  /** By row, the number of the reference of whoever did it. */
  readonly who: Uint32Array;
  readonly sums: Readonly<Partial<Record<SumName, Numbers>>>;
  /** What each of these comes to over all rows, and without its signs. */
  readonly totals: Readonly<Partial<Record<SumName, Total>>>;
  readonly things: Readonly<Partial<Record<ThingName, Uint32Array>>>;
  readonly names: Readonly<Partial<Record<NameName, Uint32Array>>>;
}

interface Total {
  readonly sum: number;
  readonly most: number;
}

/** A day's facts in columns. */
export interface DaySegment {
  readonly runs: readonly Run[];
  /** The bases on which its facts count, where that is a matter. */
  readonly bases: readonly Basis[];
  /** Whether something begins on it that belongs to more than this day. */
  readonly reachesOn: boolean;
}

/** What the numbers in columns stand for. */
export interface Vocabulary {
  readonly who: Who;
  readonly things: Readonly<Record<ThingName, Things>>;
  readonly names: Readonly<Record<NameName, Dictionary>>;
}

/** Something by each of some names, without those that have nothing. */
export const byName = <Name extends string, Value>(names: readonly Name[], make: (name: Name, at: number) => Value | null): Partial<Record<Name, Value>> =>
  Object.fromEntries(names.flatMap((name, at) => {
    const made = make(name, at);
    return made === null ? [] : [[name, made]];
  })) as Partial<Record<Name, Value>>; // Object.fromEntries forgets the literal keys.

export const vocabularyOf = (who: Who): Vocabulary => ({
  who,
  things: byName(thingNames, () => new Things()) as Vocabulary['things'], // None is left out.
  names: byName(nameNames, () => new Dictionary()) as Vocabulary['names'], // As above.
});

/** Rows by what they have in common, in the order in which that was first seen. */
export function grouped<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): ReadonlyMap<Key, readonly Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const own = groups.get(key);
    if (own === undefined) groups.set(key, [row]);
    else own.push(row);
  }
  return groups;
}

/** Numbers of texts by row; `null` where every row has none. */
export function codes<Row>(rows: readonly Row[], codeOf: (row: Row) => number): Uint32Array | null {
  const column = Uint32Array.from(rows, codeOf);
  return column.some((code) => code !== 0) ? column : null;
}

/** What is added up by row; `null` where that is nothing. */
function numbers(values: readonly number[]): Numbers | null {
  if (values.every((value) => value === 0)) return null;
  return values.every((value) => value >= 0 && value < 2 ** 32) ? Uint32Array.from(values) : Float64Array.from(values);
}

/** What is added up of some rows, by column, and what it comes to. */
export function sumsOf<Row, Name extends SumName>(columns: readonly Name[], rows: readonly Row[], valueOf: (row: Row, column: Name, at: number) => number): Pick<Run, 'sums' | 'totals'> {
  const values = new Map(columns.map((column, at) => [column, rows.map((row) => valueOf(row, column, at))]));
  const made: Numbers[] = [];
  /** Two columns that say the same are one. */
  const columnOf = (own: readonly number[]): Numbers | null => {
    const column = made.find((other) => other.every((value, at) => value === own[at])) ?? numbers(own);
    if (column !== null) made.push(column);
    return column;
  };
  const added = (column: Name, of: (value: number) => number): number => (values.get(column) ?? []).reduce((sum, value) => sum + of(value), 0);
  return {
    sums: byName(columns, (column) => columnOf(values.get(column) ?? [])),
    totals: byName(columns, (column) => ({ sum: added(column, (value) => value), most: added(column, Math.abs) })),
  };
}

/** Whoever did something, by what stands in a row of the ledger. */
export const whoIn = (who: Who, reference: number | null, isService: 0 | 1): number => (isService === 1 ? aService : reference === null ? nobody : who.codeOf(reference));

const bytesAColumn = 100;

export const bytesIn = ({ runs }: DaySegment): number =>
  runs.flatMap(({ who, sums, things, names }) => [...new Set([who, ...Object.values(sums), ...Object.values(things), ...Object.values(names)])]).reduce((sum, { byteLength }) => sum + byteLength + bytesAColumn, 0);

export const bytesOf = ({ who, things, names }: Vocabulary): number => [who, ...Object.values(things), ...Object.values(names)].reduce((sum, { bytes }) => sum + bytes, 0);
