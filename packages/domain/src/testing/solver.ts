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
  const reduced = (row: Map<number, bigint>): Map<number, bigint> => {
    // Every row of the basis begins with a column that those after it do not have.
    for (;;) {
      const pivot = [...row.keys()].filter((column) => basis.has(column)).sort((a, b) => a - b)[0];
      if (pivot === undefined) return row;
      const factor = row.get(pivot) ?? 0n;
      for (const [column, value] of basis.get(pivot) ?? []) {
        const now = ((row.get(column) ?? 0n) + (prime - factor) * value) % prime;
        if (now === 0n) row.delete(column);
        else row.set(column, now);
      }
    }
  };
  for (const equation of told) {
    const row = reduced(left(equation));
    const pivot = Math.min(...row.keys());
    if (row.size === 0) continue;
    const inverse = powerOf(row.get(pivot) ?? 1n, prime - 2n);
    basis.set(pivot, new Map([...row].map(([column, value]) => [column, (value * inverse) % prime])));
  }
  return hidden.filter((equation) => reduced(left(equation)).size === 0).map(({ name }) => name);
}

function powerOf(base: bigint, exponent: bigint): bigint {
  let [result, power, left] = [1n, base % prime, exponent];
  for (; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * power) % prime;
    power = (power * power) % prime;
  }
  return result;
}
