/**
 * Money is an integer of 10⁻⁹ of a currency unit: bigint in code, INTEGER on disk, a decimal string on every wire.
 * No floating point touches it.
 */
export type Nano = bigint;

export const nanoPerUnit = 1_000_000_000n;

/** What an amount may look like on the wire: at most nine digits before and nine after the point. */
export const amountPattern = /^-?\d{1,9}(\.\d{1,9})?$/;

/** Reads a decimal string that matches `amountPattern`; anything else is a programming error here, checked at the edge. */
export function parseAmount(text: string): Nano {
  if (!amountPattern.test(text)) throw new RangeError(`"${text}" is not a decimal amount such as "12.50".`);
  const negative = text.startsWith('-');
  const [units = '0', fraction = ''] = (negative ? text.slice(1) : text).split('.');
  const nano = BigInt(units) * nanoPerUnit + BigInt(fraction.padEnd(9, '0'));
  return negative ? -nano : nano;
}

/** The decimal string of an amount: no exponent, no trailing zeros, `"0"` for nothing. */
export function formatAmount(nano: Nano): string {
  const number = Number(nano);
  // Numbers of JavaScript are written much more quickly.
  if (Number.isSafeInteger(number)) {
    const fraction = Math.abs(number) % unit;
    return formatted(number < 0, (Math.abs(number) - fraction) / unit, fraction);
  }
  const negative = nano < 0n;
  const size = negative ? -nano : nano;
  return formatted(negative, size / nanoPerUnit, Number(size % nanoPerUnit));
}

const unit = Number(nanoPerUnit);

function formatted(negative: boolean, units: number | bigint, fraction: number): string {
  const digits = fraction === 0 ? '' : `.${String(unit + fraction).slice(1).replace(/0+$/, '')}`;
  return `${negative ? '-' : ''}${units}${digits}`;
}

/** Reads any decimal string back, also a sum with more digits than one event may carry. */
export function parseDecimal(text: string): Nano {
  const match = /^(-?)(\d+)(?:\.(\d{1,9}))?$/.exec(text);
  if (!match) throw new RangeError(`"${text}" is not a decimal amount.`);
  const nano = BigInt(match[2] ?? '0') * nanoPerUnit + BigInt((match[3] ?? '').padEnd(9, '0'));
  return match[1] ? -nano : nano;
}

/**
 * Joins the two sums an engine with 64-bit integers makes of one column: that of `value / 10⁹` and that of `value % 10⁹`.
 * Neither can overflow where the sum of the values itself would, after ten of the largest amounts.
 */
export const joinLimbs = (high: bigint, low: bigint): bigint => high * nanoPerUnit + low;
