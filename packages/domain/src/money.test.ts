import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { amountPattern, formatAmount, joinLimbs, nanoPerUnit, parseAmount, parseDecimal } from './money.js';

const nano = fc.bigInt({ min: -(10n ** 18n - 1n), max: 10n ** 18n - 1n });

describe('money', () => {
  property.prop([nano])('survives being written and read to the last nano-unit', (amount) => {
    const text = formatAmount(amount);
    expect(text).toMatch(amountPattern);
    expect(parseAmount(text)).toBe(amount);
    expect(parseDecimal(text)).toBe(amount);
  });

  property.prop([nano])('has no exponent, no trailing zeros and no negative zero', (amount) => {
    expect(formatAmount(amount)).not.toMatch(/e|\.\d*0$|\.$|^-0$/i);
  });

  property.prop([fc.array(nano, { maxLength: 200 })])('adds up exactly in two limbs, where 64 bits would overflow', (amounts) => {
    const high = amounts.reduce((sum, amount) => sum + amount / nanoPerUnit, 0n);
    const low = amounts.reduce((sum, amount) => sum + (amount % nanoPerUnit), 0n);
    expect(joinLimbs(high, low)).toBe(amounts.reduce((sum, amount) => sum + amount, 0n));
  });

  test.each(['', '1e3', '1,5', '0x10', '１２', ' 1', '1.', '.5', '+1', '1234567890', '1.1234567890', 'NaN', 'Infinity'])('refuses %j as an amount', (text) => {
    expect(amountPattern.test(text)).toBe(false);
    expect(() => parseAmount(text)).toThrow(RangeError);
  });

  test('writes nothing as "0"', () => {
    expect([0n, 1n, -1n, 18_412_600_000_000n].map(formatAmount)).toEqual(['0', '0.000000001', '-0.000000001', '18412.6']);
  });
});
