/**
 * Linear algebra over the whole numbers modulo a prime: exact, where floating point could only say "nearly". Of sums of
 * noughts and ones it says what rational numbers would, but for one chance in 67 million.
 */
const prime = 67_108_859; // The largest below 2^26, so that a product of two numbers is exact.

/** Coefficients, one for each row. */
export type Relation = readonly number[];

/** All ways in which rows add up to nothing: every relation there is, is a sum of multiples of those returned. */
export function relationsAmong(rows: readonly (readonly number[])[]): readonly Relation[] {
  const width = rows[0]?.length ?? 0;
  // Beside each row stands what it was made of; a row that has become nothing says how.
  const left = rows.map((row, at) => Float64Array.from([...row.map((value) => value % prime), ...rows.map((_, other) => (other === at ? 1 : 0))]));
  const total = width + rows.length;
  let done = 0;
  for (let column = 0; column < width && done < left.length; column += 1) {
    const found = left.findIndex((row, at) => at >= done && row[column] !== 0);
    const pivot = left[found];
    if (pivot === undefined) continue;
    [left[found], left[done]] = [left[done] ?? pivot, pivot];
    const inverse = inverseOf(pivot[column] ?? 1);
    for (let at = done + 1; at < left.length; at += 1) {
      const row = left[at];
      const factor = row === undefined ? 0 : ((row[column] ?? 0) * inverse) % prime;
      if (row === undefined || factor === 0) continue;
      for (let place = column; place < total; place += 1) {
        const taken = pivot[place] ?? 0;
        if (taken !== 0) row[place] = ((row[place] ?? 0) + (prime - factor) * taken) % prime;
      }
    }
    done += 1;
  }
  return left.slice(done).map((row) => [...row.subarray(width)]);
}

function inverseOf(number: number): number {
  let [power, result, exponent] = [number, 1, prime - 2];
  while (exponent > 0) {
    if (exponent % 2 === 1) result = (result * power) % prime;
    power = (power * power) % prime;
    exponent = Math.floor(exponent / 2);
  }
  return result;
}

/**
 * The rows that would follow from the others if `hidden` were not told: for one of the hidden that the rest gives away, a
 * relation between it and rows that are told. `null` where none of them follows.
 */
export function exposureOf(relations: readonly Relation[], hidden: readonly number[]): { readonly row: number; readonly through: readonly number[] } | null {
  for (const row of hidden) {
    const others = hidden.filter((other) => other !== row);
    // Relations without the other hidden rows, as sums of those there are.
    const ways = relationsAmong(relations.map((relation) => others.map((other) => relation[other] ?? 0)));
    for (const way of ways) {
      const sum = (at: number) => relations.reduce((value, relation, index) => (value + (way[index] ?? 0) * (relation[at] ?? 0)) % prime, 0);
      if (sum(row) === 0) continue;
      return { row, through: (relations[0] ?? []).flatMap((_, at) => (at !== row && sum(at) !== 0 ? [at] : [])) };
    }
  }
  return null;
}
