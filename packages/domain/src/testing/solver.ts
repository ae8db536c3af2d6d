/**
 * What somebody can work out who has every number that is told: linear algebra over the rational numbers, modulo another
 * and much larger prime than what decides, and of numbers that cannot be negative, that a nought is made of noughts.
 */
const prime = 2n ** 61n - 1n;

/** A number that is told or hidden, as the sum of unknown ones. */
export interface Equation {
  readonly name: string;
  /** The unknown numbers that it is the sum of. */
  readonly of: readonly number[];
  readonly isNought: boolean;
}

/** Of hidden numbers those that follow from the ones that are told. */
export function workedOut(told: readonly Equation[], hidden: readonly Equation[]): string[] {
  const noughts = new Set(told.filter(({ isNought }) => isNought).flatMap(({ of }) => of));
  const left = ({ of }: Equation): Map<number, bigint> => new Map(of.filter((unknown) => !noughts.has(unknown)).map((unknown) => [unknown, 1n]));
  const basis = new Map<number, Map<number, bigint>>();
  let pivots: readonly number[] = [];
  // Every row of the basis begins with a column of its own, so that one pass from the first to the last is enough.
  const reduced = (row: Map<number, bigint>): Map<number, bigint> => {
    for (const pivot of pivots) {
      const value = row.get(pivot);
      if (value === undefined) continue;
      for (const [column, other] of basis.get(pivot) ?? []) {
        const now = ((row.get(column) ?? 0n) + (prime - value) * other) % prime;
        if (now === 0n) row.delete(column);
        else row.set(column, now);
      }
    }
    return row;
  };
  for (const equation of told) {
    const row = reduced(left(equation));
    if (row.size === 0) continue;
    const pivot = [...row.keys()].reduce((least, column) => Math.min(least, column));
    const inverse = powerOf(row.get(pivot) ?? 1n, prime - 2n);
    basis.set(pivot, new Map([...row].map(([column, value]) => [column, (value * inverse) % prime])));
    pivots = [...basis.keys()].sort((one, other) => one - other);
  }
  return hidden.filter((equation) => reduced(left(equation)).size === 0).map(({ name }) => name);
}

/** A number that is told, with what it is. */
export interface Told extends Equation {
  readonly value: number;
}

/**
 * Of hidden numbers those that whole numbers leave no choice of: every unknown one is tried from nought to the most that it can
 * be. For few unknowns.
 */
export function leftNoChoice(told: readonly Told[], hidden: readonly Equation[], most: readonly number[]): string[] {
  const found = hidden.map(() => new Set<number>());
  const tried: number[] = [];
  const left = told.map(({ value }) => value);
  const last = told.map(({ of }) => Math.max(-1, ...of));
  const isDone = () => found.every((values) => values.size > 1);
  function go(unknown: number): void {
    if (isDone()) return;
    if (unknown === most.length) {
      for (const [at, { of }] of hidden.entries()) found[at]?.add(of.reduce((sum, one) => sum + (tried[one] ?? 0), 0));
      return;
    }
    const own = told.flatMap(({ of }, at) => (of.includes(unknown) ? [at] : []));
    const bound = own.reduce((least, at) => Math.min(least, left[at] ?? 0), most[unknown] ?? 0);
    for (let value = 0; value <= bound; value += 1) {
      // Where this is the last unknown of a number, it has to make it up.
      if (own.some((at) => last[at] === unknown && left[at] !== value)) continue;
      tried[unknown] = value;
      for (const at of own) left[at] = (left[at] ?? 0) - value;
      go(unknown + 1);
      for (const at of own) left[at] = (left[at] ?? 0) + value;
    }
  }
  go(0);
  return hidden.filter((_, at) => (found[at]?.size ?? 0) === 1).map(({ name }) => name);
}

function powerOf(base: bigint, exponent: bigint): bigint {
  let [result, power, left] = [1n, base % prime, exponent];
  for (; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * power) % prime;
    power = (power * power) % prime;
  }
  return result;
}
