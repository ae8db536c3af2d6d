import { facts, type ActivityType, type Basis, type Column, type FactName } from '@pegel/domain';
import { ownColumns, type OwnDimension } from '../narrowing.js';
import { Dictionary } from './dictionary.js';
import type { Packed, Packer } from './packed.js';
import { Things } from './things.js';
import { aService, nobody, type Who } from './who.js';

/** What facts can be counted by that is nobody. */
export type ThingName = Exclude<(typeof facts)[FactName]['entities'][number], 'person'>;
/** What differs from row to row of a run, and facts can be split by. */
export type NameName = Exclude<OwnDimension, 'surface' | 'costType'>;
export type SumName = Column<FactName>;

export const thingNames = facts.activity.entities.filter((entity): entity is ThingName => entity !== 'person');
export const sumNames = [...new Set([...facts.activity.columns, ...facts.spend.columns])];
export const nameNames = (Object.keys(ownColumns) as OwnDimension[]).filter((dimension): dimension is NameName => dimension !== 'surface' && dimension !== 'costType'); // Object.keys forgets the literal keys.

/** Facts of one day, type and surface. Those that differ in nothing but what is added up are one row. What has no column is nothing on every row. */
export interface Run {
  /** `null`: of a fact that has no types. */
  readonly type: ActivityType | null;
  readonly surface: string;
  readonly costType: string | null;
  /** On what its facts count, where that is a matter. */
  readonly basis: Basis | null;
  readonly rows: number;
  /** Its columns. */
  readonly bytes: Uint8Array;
  /** By row, the number of the reference of whoever did it. */
  readonly who: Packed;
  readonly sums: Readonly<Partial<Record<SumName, Packed>>>;
  /** What each of these comes to over all rows, and without its signs. */
  readonly totals: Readonly<Partial<Record<SumName, Total>>>;
  readonly things: Readonly<Partial<Record<ThingName, Packed>>>;
  readonly names: Readonly<Partial<Record<NameName, Packed>>>;
}

interface Total {
  readonly sum: number;
  readonly most: number;
}

/** A day's facts in columns. It stays as it is: a day to which more facts come is another one. */
export interface DaySegment {
  /** There may be several of one kind. */
  readonly runs: readonly Run[];
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

/** A day that holds more than whole numbers of JavaScript. */
export class TooMuch extends Error {}

/** Some numbers by row; `null` where every row has nought. */
export function column(packer: Packer, values: ArrayLike<number>): Packed | null {
  let at = 0;
  while (at < values.length && values[at] === 0) at += 1;
  return at === values.length ? null : packed(packer, values);
}

/** Some numbers by row. */
export function packed(packer: Packer, values: ArrayLike<number>): Packed {
  const made = packer.pack(values);
  if (made === null) throw new TooMuch();
  return made;
}

/** What is added up of some rows, by column, and what it comes to. */
export function sumsOf(packer: Packer, columns: readonly SumName[], valuesOf: (column: SumName, at: number) => ArrayLike<number>): Pick<Run, 'sums' | 'totals'> {
  const totals = new Map<SumName, Total>();
  const sums = byName(columns, (name, at) => {
    const values = valuesOf(name, at);
    totals.set(name, totalOf(values));
    return column(packer, values);
  });
  return { sums, totals: byName(columns, (name) => (sums[name] === undefined ? null : (totals.get(name) ?? null))) };
}

function totalOf(values: ArrayLike<number>): Total {
  let [sum, most] = [0, 0];
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? 0;
    if (!Number.isSafeInteger(value)) throw new TooMuch();
    sum += value;
    most += Math.abs(value);
  }
  return { sum, most };
}

/** Whoever did something, by what stands in a row of the ledger. */
export const whoIn = (who: Who, reference: number | null, isService: 0 | 1): number => (isService === 1 ? aService : reference === null ? nobody : who.codeOf(reference));

/** About what a run costs beside its bytes, and each of its columns. */
const bytesARun = 420;
const bytesAColumn = 64;

export const bytesIn = ({ runs }: DaySegment): number =>
  runs.reduce((sum, { bytes, sums, things, names }) => sum + bytes.byteLength + bytesARun + bytesAColumn * (1 + [sums, things, names].reduce((count, columns) => count + Object.keys(columns).length, 0)), 0);

export const rowsIn = ({ runs }: DaySegment): number => runs.reduce((sum, { rows }) => sum + rows, 0);

/** The bases on which the facts of a day count, where that is a matter. */
export const basesOf = ({ runs }: DaySegment): ReadonlySet<Basis> => new Set(runs.flatMap(({ basis }) => basis ?? []));

export const bytesOf = ({ who, things, names }: Vocabulary): number => [who, ...Object.values(things), ...Object.values(names)].reduce((sum, { bytes }) => sum + bytes, 0);
