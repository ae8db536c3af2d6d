import { addDays, memberships, type Day, type Membership, type Period } from '@pegel/domain';
import { CountedOnce, pinned, workedOut, type Alike, type Equation, type Known } from '@pegel/domain/testing';
import { belongs, keysOf } from './group-attack.js';
import { groupRange, turns, twoHundredPeople } from './group-world.js';

/** A number over the whole range of everybody or of a group, of one key of a split or of all of them, as it is told; `null`: hidden. */
export interface InsideCell {
  readonly dimension: Membership | null;
  readonly group: string | null;
  /** `null`: of all keys. */
  readonly key: string | null;
  readonly value: number | null;
}

const people = twoHundredPeople();
/** The range in pieces in which nobody comes, leaves or moves. */
const pieces: readonly Day[] = [groupRange.from, ...turns];
const groups = memberships.flatMap((dimension) => keysOf(dimension).map((key) => [dimension, key] as const));
const nameOf = (dimension: string, group: string | null): string => `${dimension} ${group ?? ''}`;

/**
 * Each key in each piece of the range stands as a day of its own: whoever did something with a key in a piece was there on that day. So a number of a key
 * looks at some of these days and one of all keys at all of them, and what is known of days and ranges holds of keys and ranges.
 */
function laidOut(cells: readonly InsideCell[]) {
  const keys = [...new Set(cells.flatMap(({ key }) => (key === null ? [] : [key])))];
  const first = '2000-01-01';
  const days = keys.flatMap((_, at) => pieces.map((_piece, piece) => addDays(first, at * pieces.length + piece)));
  const spanOf = ({ key }: InsideCell): Period => {
    const at = key === null ? 0 : keys.indexOf(key);
    return { from: addDays(first, at * pieces.length), to: addDays(first, (key === null ? keys.length : at + 1) * pieces.length - 1) };
  };
  const alike = new Map<string, { most: number; readonly on: readonly ReadonlySet<string>[] }>();
  for (const { email } of people) {
    const on = pieces.map((day) => new Set(groups.filter(([dimension, group]) => belongs(email, dimension, group, day)).map(([dimension, group]) => nameOf(dimension, group))));
    const text = on.map((own) => [...own].join()).join('\n');
    const known = alike.get(text) ?? { most: 0, on };
    known.most += 1;
    alike.set(text, known);
  }
  const pieceOf = new Map(days.map((day, at) => [day, at % pieces.length]));
  return { days, spanOf, alike: [...alike.values()].map(({ most, on }): Alike => ({ most, isIn: (group, day) => on[pieceOf.get(day) ?? -1]?.has(group) === true })) };
}

/** Hidden numbers of groups, where these are told anywhere inside of this split, or are more than nought. */
function secretsOf<Cell extends InsideCell>(cells: readonly Cell[], isMore: (cell: Cell) => boolean): readonly Cell[] {
  const isTold = new Set(cells.flatMap(({ dimension, group, value }) => (value === null ? [] : [nameOf(dimension ?? '', group)])));
  return cells.filter((cell) => cell.value === null && cell.dimension !== null && (isTold.has(nameOf(cell.dimension, cell.group)) || isMore(cell)));
}

const textOf = ({ dimension, group, key }: InsideCell): string => `${nameOf(dimension ?? 'everybody', group)} ${key ?? 'in all'}`;

/** Of numbers of people, who are counted once with however many keys, what somebody works out who knows how many people belong to the same. */
export async function recoveredPeopleInside<Cell extends InsideCell>(cells: readonly Cell[], isMore: (cell: Cell) => boolean): Promise<string[]> {
  const { days, spanOf, alike } = laidOut(cells);
  const counted = new CountedOnce(alike, days);
  const sum = (cell: InsideCell): readonly number[] => counted.sumOf(cell.dimension === null ? null : nameOf(cell.dimension, cell.group), spanOf(cell));
  const told = cells.flatMap((cell): Known[] => (cell.value === null ? [] : [{ of: sum(cell), least: cell.value, most: cell.value }]));
  const secret = secretsOf(cells, isMore).map((cell): Equation => ({ name: textOf(cell), of: sum(cell), isNought: false })).filter(({ of }) => of.length > 0);
  return pinned(counted.most, [...told, ...counted.relations()], secret);
}

/** Of numbers that add up over keys, what somebody works out by adding and subtracting, who knows that none is less than nought. */
export function recoveredSumsInside<Cell extends InsideCell>(cells: readonly Cell[], isMore: (cell: Cell) => boolean): string[] {
  const { days, spanOf, alike } = laidOut(cells);
  const equation = (cell: InsideCell): Equation => {
    const { from, to } = spanOf(cell);
    const of = alike.flatMap(({ isIn }, at) => days.flatMap((day, place) => (day >= from && day <= to && (cell.dimension === null || isIn(nameOf(cell.dimension, cell.group), day)) ? [at * days.length + place] : [])));
    return { name: textOf(cell), of, isNought: cell.value === 0 };
  };
  return workedOut(cells.filter(({ value }) => value !== null).map(equation), secretsOf(cells, isMore).map(equation).filter(({ of }) => of.length > 0));
}
