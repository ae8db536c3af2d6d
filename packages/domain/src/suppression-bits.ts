/** Some days as the bits of a number. */
export type Days = bigint;

export const daysAmong = (days: Iterable<number>, first: number): Days => {
  let bits = 0n;
  for (const day of days) bits |= 1n << BigInt(day - first);
  return bits;
};

export const daysBetween = (from: number, to: number, first: number): Days => ((1n << BigInt(to - from + 1)) - 1n) << BigInt(from - first);

/** The days from which some number of days back, that day included, there is one of some. */
export function reachedFrom(days: Days, length: number): Days {
  let reached = days;
  for (let done = 1; done < length; ) {
    const more = Math.min(done, length - done);
    reached |= reached << BigInt(more);
    done += more;
  }
  return reached;
}

/** In how many of up to seven sets each day is, as binary digits of one set each. */
export function amountsOf(sets: readonly Days[]): readonly Days[] {
  const digits = [0n, 0n, 0n];
  for (let carry of sets) {
    for (const [at, digit] of digits.entries()) {
      digits[at] = digit ^ carry;
      carry &= digit;
    }
  }
  return digits;
}
