import { byName, column, nameNames, packed, sumNames, sumsOf, thingNames, type DaySegment, type Run } from './columns.js';
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

/** A day with one run of each kind, in which the rows of each person lie together. */
export function whole(segment: DaySegment): DaySegment {
  const { runs, reachesOn } = segment;
  const kinds: Run[][] = [];
  for (const run of runs) {
    const known = kinds.find(([first]) => first !== undefined && isOfOneKind(first, run));
    if (known === undefined) kinds.push([run]);
    else known.push(run);
  }
  return kinds.length === runs.length ? segment : { runs: kinds.map((own) => merged(own, ({ length, who }) => inOrderOf(who.subarray(0, length)))), reachesOn };
}

const isOfOneKind = (one: Run, other: Run): boolean => one.surface === other.surface && one.type === other.type && one.costType === other.costType && one.basis === other.basis;

/** Rows that are laid out: the numbers of whoever did something, and of all else that rows are told apart by, and sums. */
interface LaidOut {
  readonly length: number;
  readonly who: Uint32Array;
  readonly codes: readonly Uint32Array[];
  readonly sums: readonly Float64Array[];
}

/** One run of some of a kind. Rows that differ in nothing but what is added up are one. */
function merged(runs: readonly Run[], orderOf: ((rows: LaidOut) => Uint32Array) | null = null): Run {
  const [first, ...others] = runs;
  if (first === undefined) throw new RangeError('There is no run of nothing.');
  if (others.length === 0) return first;
  const all = addedUp(laidOut(runs));
  const order = orderOf?.(all) ?? null;
  const inOrder = (values: Uint32Array | Float64Array): ArrayLike<number> => (order === null ? values.subarray(0, all.length) : Array.from(order, (row) => values[row] ?? 0));
  const packer = new Packer();
  const columnAt = (at: number) => column(packer, inOrder(all.codes[at] ?? new Uint32Array(all.length)));
  const columns = {
    who: packed(packer, inOrder(all.who)),
    ...sumsOf(packer, sumNames, (_, at) => inOrder(all.sums[at] ?? new Float64Array(all.length))),
    things: byName(thingNames, (_, at) => columnAt(at)),
    names: byName(nameNames, (_, at) => columnAt(thingNames.length + at)),
  };
  return { ...first, rows: all.length, ...columns, bytes: packer.bytes() };
}

function laidOut(runs: readonly Run[]): LaidOut {
  const length = runs.reduce((sum, { rows }) => sum + rows, 0);
  const who = new Uint32Array(length);
  const codes = [...thingNames, ...nameNames].map(() => new Uint32Array(length));
  const sums = sumNames.map(() => new Float64Array(length));
  const open = new OpenRun();
  let from = 0;
  for (const run of runs) {
    open.open(run);
    const put = (to: Uint32Array | Float64Array | undefined, values: Uint32Array | Float64Array | undefined): void => {
      if (values !== undefined) to?.set(values.subarray(0, run.rows), from);
    };
    put(who, open.who());
    for (const [at, name] of thingNames.entries()) put(codes[at], open.thing(name));
    for (const [at, name] of nameNames.entries()) put(codes[thingNames.length + at], open.name(name));
    for (const [at, name] of sumNames.entries()) put(sums[at], open.sum(name));
    from += run.rows;
  }
  return { length, who, codes, sums };
}

/** How many places there are for each row. */
const placesARow = 2;

/** Adds rows that are told apart by nothing to the first of them, in place. */
function addedUp({ length, who, codes, sums }: LaidOut): LaidOut {
  const columns = [who, ...codes];
  const last = 2 ** Math.ceil(Math.log2(length * placesARow)) - 1;
  /** Rows from one on, each at the place that its numbers say, or at the next one that was free. */
  const places = new Uint32Array(last + 1);
  let kept = 0;
  for (let row = 0; row < length; row += 1) {
    let place = 0;
    for (const values of columns) place = Math.imul(place ^ (values[row] ?? 0), 0x9e3779b1) ^ (place >>> 15);
    place &= last;
    let found = (places[place] ?? 0) - 1;
    while (found >= 0 && !columns.every((values) => values[found] === values[row])) {
      place = (place + 1) & last;
      found = (places[place] ?? 0) - 1;
    }
    if (found >= 0) {
      for (const values of sums) values[found] = (values[found] ?? 0) + (values[row] ?? 0);
      continue;
    }
    for (const values of columns) values[kept] = values[row] ?? 0;
    for (const values of sums) values[kept] = values[row] ?? 0;
    kept += 1;
    places[place] = kept;
  }
  return { length: kept, who, codes, sums };
}

/** Rows in the order of some numbers, and of those that are the same in their own. */
function inOrderOf(numbers: Uint32Array): Uint32Array {
  const { length } = numbers;
  return Uint32Array.from(Float64Array.from(numbers, (number, row) => number * length + row).sort(), (both) => both % length);
}
