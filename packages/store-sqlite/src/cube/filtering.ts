import { isMembership, unattributed, type Question } from '@pegel/domain';
import { allowedPeople } from './allowed-people.js';
import type { Time } from './belonging-by-day.js';
import type { NameName, Vocabulary } from './columns.js';
import type { OpenRun } from './open-run.js';
import { Room, type Rows } from './rows.js';

export interface Filtering {
  /** Goes on to the next day, the first included. */
  moveTo(place: number): void;
  /** The rows that count; the next answer replaces them. */
  rowsOf(run: OpenRun): Rows;
}

/** Filters facts as `narrowing.ts` has SQL do it: any of the keys of a dimension, every dimension. What somebody belonged to is that of the day. */
export function filteringFor(question: Pick<Question, 'where' | 'namedSince'>, { who, names }: Vocabulary, time: Time): Filtering {
  const { where } = question;
  const named = [...where].flatMap(([dimension, wanted]): { readonly name: NameName; readonly among: Uint8Array }[] => (dimension === 'person' || isMembership(dimension) || dimension === 'surface' || dimension === 'costType' ? [] : [{ name: dimension, among: names[dimension].among(wanted) }]));
  const [surfaces, costTypes] = [where.get('surface'), where.get('costType')];
  const allowed = allowedPeople(question, who, time);
  const room = new Room();

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
    moveTo: (place) => allowed?.moveTo(place),
    rowsOf(open) {
      const { run } = open;
      const rows: Rows = { length: run.rows, at: null };
      const isLeftOut = surfaces?.includes(run.surface) === false || costTypes?.includes(run.costType ?? unattributed) === false || named.some(({ name, among }) => run.names[name] === undefined && among[0] === 0);
      if (isLeftOut) return { length: 0, at: null };
      if (allowed !== null) keepPeople(rows, open.who(), allowed.flags);
      for (const { name, among } of named) {
        const column = open.name(name);
        if (column !== undefined) keep(rows, column, among);
      }
      return rows;
    },
  };
}
