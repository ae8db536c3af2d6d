import { daysOf, memberships, type Day, type Membership, type Period } from '@pegel/domain';

/** A number of people of everybody or of a group over some days, as it is told; `null`: hidden. */
export interface ToldNumber {
  readonly dimension: Membership | null;
  readonly group: string | null;
  readonly days: Period;
  readonly value: number | null;
}

/** Who there is, and on which days they were there, as a person with a pencil counts. */
export interface There {
  readonly people: readonly string[];
  readonly days: ReadonlyMap<string, ReadonlySet<Day>>;
  isListed(person: string, day: Day): boolean;
  isIn(person: string, dimension: Membership, group: string, day: Day): boolean;
}

/** Groups as the bits of a number; the first is everybody. */
type Groups = bigint;
const everybody = 1n;

/**
 * Hidden numbers that are others in some world of which all that is told is true as well, days, weeks, range and last days at once: two people
 * have changed places there with all they did on a day, in a week or at all. Whoever has what is told, and knows who belongs to what, cannot
 * know which world it is; a solver has nothing to look for there. All pairs of people are tried, and nothing is known here of how it was decided what to hide.
 */
export function openIn(numbers: readonly ToldNumber[], slices: readonly Period[], there: There): ReadonlySet<ToldNumber> {
  const groups = [...new Set(numbers.flatMap(({ dimension, group }) => (dimension === null ? [] : [nameOf(dimension, group)])))];
  const bitOf = new Map(groups.map((name, at) => [name, 1n << BigInt(at + 1)]));
  const groupsOf = ({ dimension, group }: ToldNumber): Groups => (dimension === null ? everybody : (bitOf.get(nameOf(dimension, group)) ?? 0n));
  const first = numbers.map(({ days: { from } }) => from).sort()[0] ?? '';
  const last = numbers.map(({ days: { to } }) => to).sort().at(-1) ?? '';
  const all = first === '' ? [] : daysOf({ from: first, to: last });
  const placeOf = new Map(all.map((day, at) => [day, at]));
  const spanOf = ({ from, to }: Period) => ({ from: placeOf.get(from) ?? 0, to: placeOf.get(to) ?? -1 });
  const people = there.people.map((person) => ({
    was: all.map((day) => there.days.get(person)?.has(day) === true),
    isListed: all.map((day) => there.isListed(person, day)),
    groups: all.map((day) => memberships.reduce((sum, dimension) => groups.reduce((own, name) => (name.startsWith(`${dimension} `) && there.isIn(person, dimension, name.slice(dimension.length + 1), day) ? own | (bitOf.get(name) ?? 0n) : own), sum), everybody)),
  }));
  type Somebody = (typeof people)[number];

  // By days what is told of them, and what changes in some world.
  const windows = new Map<string, { readonly from: number; readonly to: number; told: Groups; open: Groups }>();
  for (const number of numbers) {
    const name = `${number.days.from} ${number.days.to}`;
    const window = windows.get(name) ?? { ...spanOf(number.days), told: 0n, open: 0n };
    if (number.value !== null) window.told |= groupsOf(number);
    windows.set(name, window);
  }
  const smallestFirst = [...windows.values()].sort((one, other) => one.to - one.from - (other.to - other.from));
  const countedIn = (somebody: Somebody, was: readonly boolean[], from: number, to: number): Groups => {
    let counted = 0n;
    for (let day = from; day <= to; day += 1) if (was[day] === true) counted |= somebody.groups[day] ?? 0n;
    return counted;
  };
  for (const number of numbers) {
    const { from, to } = spanOf(number.days);
    const counted = people.filter((somebody) => (countedIn(somebody, somebody.was, from, to) & groupsOf(number)) !== 0n).length;
    if (number.value !== null && number.value !== counted) throw new Error(`${nameOf(number.dimension ?? 'everybody', number.group)} of ${number.days.from} to ${number.days.to} is told as ${number.value}, and ${counted} people were counted.`);
  }

  const wholes = [...slices.map(spanOf), { from: 0, to: all.length - 1 }];
  for (const [at, one] of people.entries()) {
    for (const other of people.slice(at + 1)) for (const whole of wholes) changePlaces(one, other, whole);
  }
  return new Set(numbers.filter((number) => number.value === null && ((windows.get(`${number.days.from} ${number.days.to}`)?.open ?? 0n) & groupsOf(number)) !== 0n));

  function changePlaces(one: Somebody, other: Somebody, whole: { readonly from: number; readonly to: number }): void {
    const [mine, yours] = [[...one.was], [...other.was]];
    let isChanged = false;
    for (let day = whole.from; day <= whole.to; day += 1) {
      if (one.was[day] === other.was[day]) continue;
      // Nobody can have been there who was not listed; whether they were it is nobody's secret.
      if (one.isListed[day] !== true || other.isListed[day] !== true) return;
      [mine[day], yours[day]] = [other.was[day] === true, one.was[day] === true];
      isChanged = true;
    }
    if (!isChanged) return;
    const changes: [{ open: Groups }, Groups][] = [];
    for (const window of smallestFirst) {
      if (window.to < whole.from || window.from > whole.to) continue;
      const [a, b] = [countedIn(one, one.was, window.from, window.to), countedIn(other, other.was, window.from, window.to)];
      const [c, d] = [countedIn(one, mine, window.from, window.to), countedIn(other, yours, window.from, window.to)];
      // Of two people a number is the same where as many of them are in one set of groups as in the other.
      const changed = (a ^ b ^ c ^ d) | ((a & b) ^ (c & d));
      if ((changed & window.told) !== 0n) return;
      if (changed !== 0n) changes.push([window, changed]);
    }
    for (const [window, changed] of changes) window.open |= changed;
  }
}

const nameOf = (dimension: string, group: string | null): string => `${dimension} ${group ?? ''}`;

