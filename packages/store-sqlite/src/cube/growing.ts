import { byName, column, nameNames, packed, sumNames, sumsOf, thingNames, type DaySegment, type NameName, type Run, type SumName, type ThingName } from './columns.js';
import { OpenRun } from './open-run.js';
import { Packer } from './packed.js';

/** A run is merged with the one before it unless that is at least so many times as long: so a day has few of them, and each row is moved few times. */
const timesAsLong = 2;

/** A day with some runs more, after those it has. Where several of a kind come to, they are merged. */
export function grown(segment: DaySegment, added: readonly Run[], reachesOn: boolean): DaySegment {
  const runs = [...segment.runs];
  for (const run of added) {
    const merging = [run];
    let rows = run.rows;
    for (let at = runs.length - 1; at >= 0; at -= 1) {
      const before = runs[at];
      if (before === undefined || !isOfOneKind(before, run)) continue;
      if (before.rows >= rows * timesAsLong) break;
      runs.splice(at, 1);
      merging.unshift(before);
      rows += before.rows;
    }
    runs.push(merged(merging));
  }
  return { runs, reachesOn: segment.reachesOn || reachesOn };
}

/** A day with one run of each kind, in which the rows of each person lie together; a kind at each step. */
export function* gathering(segment: DaySegment): Generator<void, DaySegment> {
  const { runs, reachesOn } = segment;
  const kinds: Run[][] = [];
  for (const run of runs) {
    const known = kinds.find(([first]) => first !== undefined && isOfOneKind(first, run));
    if (known === undefined) kinds.push([run]);
    else known.push(run);
  }
  if (kinds.length === runs.length) return segment;
  const gathered: Run[] = [];
  for (const own of kinds) {
    gathered.push(merged(own, ({ length, who }) => inOrderOf(who.subarray(0, length))));
    yield;
  }
  return { runs: gathered, reachesOn };
}

const isOfOneKind = (one: Run, other: Run): boolean => one.surface === other.surface && one.type === other.type && one.costType === other.costType && one.basis === other.basis;

/** Rows that are laid out, in the columns that any of them has something in. */
interface LaidOut {
  readonly length: number;
  readonly who: Int32Array;
  readonly things: ReadonlyMap<ThingName, Int32Array>;
  readonly names: ReadonlyMap<NameName, Int32Array>;
  readonly sums: ReadonlyMap<SumName, Float64Array>;
}

/** One run of some of a kind. Rows that differ in nothing but what is added up are one. */
function merged(runs: readonly Run[], orderOf: ((rows: LaidOut) => Int32Array) | null = null): Run {
  const [first, ...others] = runs;
  if (first === undefined) throw new RangeError('There is no run of nothing.');
  if (others.length === 0) return first;
  const all = addedUp(laidOut(runs));
  const order = orderOf?.(all) ?? null;
  const inOrder = (values: Int32Array | Float64Array): ArrayLike<number> => (order === null ? values.subarray(0, all.length) : Array.from(order, (row) => values[row] ?? 0));
  const packer = new Packer();
  const columnOf = (values: Int32Array | undefined) => (values === undefined ? null : column(packer, inOrder(values)));
  const columns = {
    who: packed(packer, inOrder(all.who)),
    ...sumsOf(packer, [...all.sums.keys()], (name) => inOrder(all.sums.get(name) ?? new Float64Array(all.length))),
    things: byName(thingNames, (name) => columnOf(all.things.get(name))),
    names: byName(nameNames, (name) => columnOf(all.names.get(name))),
  };
  return { ...first, rows: all.length, ...columns, bytes: packer.bytes() };
}

function laidOut(runs: readonly Run[]): LaidOut {
  const length = runs.reduce((sum, { rows }) => sum + rows, 0);
  const has = <Name extends string>(names: readonly Name[], columns: (run: Run) => Readonly<Partial<Record<Name, unknown>>>): Name[] => names.filter((name) => runs.some((run) => columns(run)[name] !== undefined));
  const roomFor = <Name extends string, Room>(names: readonly Name[], make: () => Room): Map<Name, Room> => new Map(names.map((name) => [name, make()]));
  const who = new Int32Array(length);
  const things = roomFor(has(thingNames, (run) => run.things), () => new Int32Array(length));
  const names = roomFor(has(nameNames, (run) => run.names), () => new Int32Array(length));
  const sums = roomFor(has(sumNames, (run) => run.sums), () => new Float64Array(length));
  const open = new OpenRun();
  let from = 0;
  for (const run of runs) {
    open.open(run);
    const put = (to: Int32Array | Float64Array, values: Int32Array | Float64Array | undefined): void => {
      if (values !== undefined) to.set(values.subarray(0, run.rows), from);
    };
    put(who, open.who());
    for (const [name, room] of things) put(room, open.thing(name));
    for (const [name, room] of names) put(room, open.name(name));
    for (const [name, room] of sums) put(room, open.sum(name));
    from += run.rows;
  }
  return { length, who, things, names, sums };
}

/** How many places there are for each row. */
const placesARow = 2;

/** Adds rows that are told apart by nothing to the first of them, in place. */
function addedUp(all: LaidOut): LaidOut {
  const codes = [all.who, ...all.things.values(), ...all.names.values()];
  const sums = [...all.sums.values()];
  const last = 2 ** Math.ceil(Math.log2(all.length * placesARow)) - 1;
  /** Rows from one on, each at the place that its numbers say, or at the next one that was free. */
  const places = new Int32Array(last + 1);
  let kept = 0;
  for (let row = 0; row < all.length; row += 1) {
    let place = 0;
    for (const values of codes) place = Math.imul(place ^ (values[row] ?? 0), 0x9e3779b1) ^ (place >>> 15);
    place &= last;
    let found = (places[place] ?? 0) - 1;
    while (found >= 0 && !areSame(codes, found, row)) {
      place = (place + 1) & last;
      found = (places[place] ?? 0) - 1;
    }
    if (found >= 0) {
      for (const values of sums) values[found] = (values[found] ?? 0) + (values[row] ?? 0);
      continue;
    }
    for (const values of codes) values[kept] = values[row] ?? 0;
    for (const values of sums) values[kept] = values[row] ?? 0;
    kept += 1;
    places[place] = kept;
  }
  return { ...all, length: kept };
}

function areSame(columns: readonly Int32Array[], one: number, other: number): boolean {
  for (const values of columns) if (values[one] !== values[other]) return false;
  return true;
}

/** Rows in the order of some numbers, and of those that are the same in their own. */
function inOrderOf(numbers: Int32Array): Int32Array {
  const { length } = numbers;
  return Int32Array.from(Float64Array.from(numbers, (number, row) => number * length + row).sort(), (both) => both % length);
}
