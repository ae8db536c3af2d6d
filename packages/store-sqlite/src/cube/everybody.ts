import { bases, compareText, dayNumber, facts, service, unattributed, type Basis, type Day } from '@pegel/domain';
import type { Found } from './answering.js';
import { basesOf } from './columns.js';
import { OpenRun } from './open-run.js';
import { aService, nobody } from './who.js';

/** What the facts of one person, name and basis come to. */
export interface Share {
  readonly key: string;
  readonly model: string | null;
  readonly basis: Basis;
  /** By column, in the order of their fact. */
  readonly sums: readonly bigint[];
}

const columns = facts.spend.columns;
/** As many people as may have so many shares are added up at once: more of them would take memory that no chunk of an answer needs. */
const sharesAtOnce = 2 ** 18;
/** About so many lines of a file are 64 KiB. */
const sharesAPiece = 500;

/**
 * What everybody's facts of some days come to, in the order of keys, names and bases: a piece of it at a time, and nothing
 * now and then, where others may go first. It says what was so when it was asked for, whatever happens meanwhile.
 */
export function everybodyIn({ vocabulary: { who, names }, segments }: Found, days: readonly number[], namedSince: Day | null): Generator<readonly Share[]> {
  const [keys, texts] = [[...who.keys], [...names.model.texts]];
  [keys[nobody], keys[aService]] = [unattributed, service];
  // Whoever was erased is nobody among all of them: rows of their own would tell them apart.
  const people = who.people.map((person) => (keys[person] === unattributed ? nobody : person));
  const named = texts.map((_, code) => code).sort((a, b) => (a === 0 || b === 0 ? a - b : compareText(texts[a] ?? '', texts[b] ?? '')));
  const known = bases.filter((basis) => segments.some((segment) => basesOf(segment).has(basis)));
  const sharesAPerson = texts.length * known.length;
  const namedFrom = namedSince === null ? -Infinity : dayNumber(namedSince);
  return pieces();

  function* pieces(): Generator<readonly Share[]> {
    if (sharesAPerson === 0) return;
    const atOnce = Math.max(1, Math.min(keys.length, Math.floor(sharesAtOnce / sharesAPerson)));
    /** By number, at which place somebody is added up now. */
    const places = new Int32Array(keys.length);
    /** By place, name and basis the number of a share, counted from one in the order in which they are met; nought where there is none. */
    const shares = new Int32Array(atOnce * sharesAPerson);
    const sums = new Sums(shares.length);
    let piece: Share[] = [];
    for (const own of inPieces(inOrder(keys), atOnce)) {
      places.fill(-1);
      for (const [place, person] of own.entries()) places[person] = place;
      shares.fill(0);
      const count = yield* added(places, shares, sums);
      for (const [place, person] of own.entries()) {
        for (const model of named) {
          for (const [rank, basis] of known.entries()) {
            const share = shares[(place * texts.length + model) * known.length + rank] ?? 0;
            if (share === 0) continue;
            piece.push({ key: keys[person] ?? '', model: model === 0 ? null : (texts[model] ?? ''), basis, sums: sums.of(share) });
            if (piece.length < sharesAPiece) continue;
            yield piece;
            piece = [];
          }
        }
      }
      sums.clear(count);
    }
    yield piece;
  }

  /** Adds up the days for whoever has a place, with a turn for others after each, and answers how many shares there are. */
  function* added(places: Int32Array, shares: Int32Array, sums: Sums): Generator<readonly Share[], number> {
    const open = new OpenRun();
    let count = 0;
    let rowShares = new Int32Array(1_024);
    for (const [at, { runs }] of segments.entries()) {
      const isNamed = (days[at] ?? namedFrom) >= namedFrom;
      for (const run of runs) {
        const { rows, basis } = run;
        open.open(run);
        const [did, models, rank] = [open.who(), open.name('model'), known.findIndex((one) => one === basis)];
        if (rowShares.length < rows) rowShares = new Int32Array(rows * 2);
        for (let row = 0; row < rows; row += 1) {
          const person = people[did[row] ?? 0] ?? nobody;
          const place = places[isNamed || person === aService ? person : nobody] ?? -1;
          if (place === -1) {
            rowShares[row] = 0;
            continue;
          }
          const share = (place * texts.length + (models?.[row] ?? 0)) * known.length + rank;
          if (shares[share] === 0) shares[share] = count += 1;
          rowShares[row] = shares[share] ?? 0;
        }
        for (const [column, name] of columns.entries()) {
          const values = open.sum(name);
          if (values !== undefined) sums.add(column, rowShares, values, rows);
        }
      }
      yield [];
    }
    return count;
  }
}

/** Sums by share and column. What a number of JavaScript does not hold is put aside when it would come to that, so that all of them are exact. */
class Sums {
  readonly #values: Float64Array;
  readonly #aside = new Map<number, bigint>();

  /** @param shares There is none by the number nought: whatever is added to it is for nobody. */
  constructor(shares: number) {
    this.#values = new Float64Array((shares + 1) * columns.length);
  }

  /** Begins anew; only so many of them have been added to. */
  clear(shares: number): void {
    this.#values.fill(0, 0, (shares + 1) * columns.length);
    this.#aside.clear();
  }

  add(column: number, shares: Int32Array, values: Float64Array, length: number): void {
    const sums = this.#values;
    for (let row = 0; row < length; row += 1) {
      const share = shares[row] ?? 0;
      if (share === 0) continue;
      const at = share * columns.length + column;
      const [before, value] = [sums[at] ?? 0, values[row] ?? 0];
      const sum = before + value;
      if (Number.isSafeInteger(sum)) sums[at] = sum;
      else {
        this.#aside.set(at, (this.#aside.get(at) ?? 0n) + BigInt(before));
        sums[at] = value;
      }
    }
  }

  of(share: number): readonly bigint[] {
    const sums: bigint[] = [];
    for (let at = share * columns.length, end = at + columns.length; at < end; at += 1) {
      const sum = BigInt(this.#values[at] ?? 0);
      sums.push(this.#aside.size === 0 ? sum : sum + (this.#aside.get(at) ?? 0n));
    }
    return sums;
  }
}

/** Keys that begin alike are sorted together: of very many no sort takes long. */
const lettersAlike = 5;

/** The numbers of keys in the order of these, some at a time. */
function* inOrder(keys: readonly string[]): Generator<readonly number[]> {
  const alike = new Map<string, number[]>();
  for (const [number, key] of keys.entries()) {
    const beginning = key.slice(0, lettersAlike);
    const others = alike.get(beginning);
    if (others === undefined) alike.set(beginning, [number]);
    else others.push(number);
  }
  for (const beginning of [...alike.keys()].sort(compareText)) yield (alike.get(beginning) ?? []).sort((a, b) => compareText(keys[a] ?? '', keys[b] ?? ''));
}

/** The same numbers, so many at a time. */
function* inPieces(lists: Iterable<readonly number[]>, size: number): Generator<readonly number[]> {
  let piece: number[] = [];
  for (const list of lists) {
    for (const number of list) {
      piece.push(number);
      if (piece.length < size) continue;
      yield piece;
      piece = [];
    }
  }
  if (piece.length > 0) yield piece;
}
