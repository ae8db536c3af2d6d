import { dayNumber, isMembership, service, unattributed, type Question } from '@pegel/domain';
import { belongingsByDay, type BelongingByDay, type Time } from './belonging-by-day.js';
import type { NameName, Vocabulary } from './columns.js';
import type { OpenRun } from './open-run.js';
import { Room, type Rows } from './rows.js';
import { aService, nobody } from './who.js';

export interface Filtering {
  /** Goes on to the next day, the first included. */
  moveTo(place: number): void;
  /** The rows that count; the next answer replaces them. */
  rowsOf(run: OpenRun): Rows;
  /** Who counts on the day that was come to, as a set of bits, where nothing is asked but who somebody is; `null` where it is. */
  readonly people: Uint32Array | null;
}

/** Filters facts as `narrowing.ts` has SQL do it: any of the keys of a dimension, every dimension. What somebody belonged to is that of the day. */
export function filteringFor({ where, namedSince = null }: Pick<Question, 'where' | 'namedSince'>, { who, names }: Vocabulary, time: Time): Filtering {
  const memberships: BelongingByDay[] = [];
  const named: { readonly name: NameName; readonly among: Uint8Array }[] = [];
  let people: People | null = null;
  for (const [dimension, wanted] of where) {
    const has = (key: string) => (wanted.includes(key) ? 1 : 0);
    if (isMembership(dimension)) memberships.push(belongingsByDay(dimension, who, time, (own) => (own.some((key) => wanted.includes(key)) ? 1 : 0), has(unattributed), has(service)));
    else if (dimension === 'person') people = peopleAmong(who.keys, has);
    else if (dimension !== 'surface' && dimension !== 'costType') named.push({ name: dimension, among: names[dimension].among(wanted) });
  }
  const [surfaces, costTypes] = [where.get('surface'), where.get('costType')];
  const namedFrom = namedSince === null ? -Infinity : dayNumber(namedSince);
  const room = new Room();
  /** Who counts on the day that was come to; `null`: everybody. */
  const allowed = people === null && memberships.length === 0 ? null : new Uint8Array(who.size);
  const bits = allowed === null ? null : new Uint32Array((allowed.length + 31) >>> 5);
  let isNamed: boolean | null = null;

  /** Leaves of some rows those that are among what a filter names, by what stands in a column. */
  function keep(rows: Rows, column: Int32Array, among: Uint8Array): void {
    const kept = room.for(rows.length);
    let length = 0;
    for (let index = 0; index < rows.length; index += 1) {
      const row = rows.at === null ? index : (rows.at[index] ?? 0);
      if (among[column[row] ?? 0] === 1) kept[length++] = row;
    }
    rows.length = length;
    rows.at = kept;
  }

  /** The same for who did it, which stands there as a reference. */
  function keepPeople(rows: Rows, did: Int32Array, among: Uint8Array): void {
    const { people: whom } = who;
    const kept = room.for(rows.length);
    let length = 0;
    for (let row = 0; row < rows.length; row += 1) if (among[whom[did[row] ?? 0] ?? 0] === 1) kept[length++] = row;
    rows.length = length;
    rows.at = kept;
  }

  return {
    people: named.length > 0 || surfaces !== undefined || costTypes !== undefined ? null : bits,
    moveTo(place) {
      const wasNamed = isNamed;
      isNamed = (time.days[place] ?? namedFrom) >= namedFrom;
      const moved = memberships.map((one) => one.moveTo(place));
      if (allowed === null) return;
      const own = people === null ? null : isNamed ? people.named : people.unnamed;
      const decide = (one: number): void => {
        const isAllowed = own?.[one] !== 0 && memberships.every(({ now }) => now[one] !== 0);
        allowed[one] = isAllowed ? 1 : 0;
        if (bits !== null) bits[one >>> 5] = isAllowed ? (bits[one >>> 5] ?? 0) | (1 << (one & 31)) : (bits[one >>> 5] ?? 0) & ~(1 << (one & 31));
      };
      if (wasNamed !== isNamed) for (let one = 0; one < allowed.length; one += 1) decide(one);
      else for (const some of moved) for (const one of some) decide(one);
    },
    rowsOf(open) {
      const { run } = open;
      const rows: Rows = { length: run.rows, at: null };
      const isLeftOut = surfaces?.includes(run.surface) === false || costTypes?.includes(run.costType ?? unattributed) === false || named.some(({ name, among }) => run.names[name] === undefined && among[0] === 0);
      if (isLeftOut) return { length: 0, at: null };
      if (allowed !== null) {
        keepPeople(rows, open.who(), allowed);
      }
      for (const { name, among } of named) {
        const column = open.name(name);
        if (column !== undefined) keep(rows, column, among);
      }
      return rows;
    },
  };
}

/** Who is among those that a filter names, by number; and who is before the day since when anybody is. */
interface People {
  readonly named: Uint8Array;
  readonly unnamed: Uint8Array;
}

function peopleAmong(keys: readonly string[], has: (key: string) => 0 | 1): People {
  const named = Uint8Array.from(keys, has);
  const unnamed = new Uint8Array(keys.length).fill(has(unattributed));
  for (const list of [named, unnamed]) [list[nobody], list[aService]] = [has(unattributed), has(service)];
  return { named, unnamed };
}
