import { formatAmount } from '@pegel/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCount, parseMoney, type NumberStyle } from './numbers.js';

const money = (text: string, style: NumberStyle = 'console') => {
  const amount = parseMoney(text, style);
  return amount === null ? null : formatAmount(amount);
};

test.each([
  ['0', '0'], ['0.0', '0'], ['19.18', '19.18'], ['1,000.50', '1000.5'], ['$1,234.50', '1234.5'], ['-$5.00', '-5'], ['-5.25', '-5.25'], [' 7 ', '7'],
  ['0.123456789', '0.123456789'], ['0.1234567890', '0.123456789'], ['999,999,999.999999999', '999999999.999999999'],
])('reads %s as %s', (text, amount) => {
  expect(money(text)).toBe(amount);
});

test.each(['', ' ', '-', '.5', '5.', '1.234,50', '12,5', '1,23', '1,2345', '1 234', '1’234.50', '1e3', '0x10', '=1+1', '(5.00)', '5 €', '５', '1.2.3', '0.1234567891', '1000000000', 'NaN', 'Infinity', '+5', '--5'])('refuses %s', (text) => {
  expect(money(text)).toBeNull();
});

test('what a spreadsheet of another country has saved again is read where it can only mean one number', () => {
  const read = (text: string) => money(text, 'unknown');
  expect([read('1.234,50'), read('12,5'), read('1,234.50'), read('1.234.567'), read('1,234,567'), read('0,125'), read('0.125'), read('1234,567'), read('12.5'), read('7')]).toEqual([
    '1234.5', '12.5', '1234.5', '1234567', '1234567', '0.125', '0.125', '1234.567', '12.5', '7',
  ]);
  expect([read('1.234'), read('1,234'), read('64.230'), read('-9,999')]).toEqual([null, null, null, null]);
});

test('counts are whole, from 0, and within what can be reported', () => {
  expect(['0', '0.0', '12', '1,234', '1000000000000', '-1', '0.5', '1.5', '', '1000000000001', '99999999999999999999'].map((text) => parseCount(text, 'console'))).toEqual([
    0, 0, 12, 1_234, 1_000_000_000_000, null, null, null, null, null, null,
  ]);
});

const nano = fc.bigInt({ min: -999_999_999_999_999_999n, max: 999_999_999_999_999_999n });

/** As the console writes it, or as a spreadsheet does where the comma comes before the fraction. */
function written(amount: bigint, group: string, point: string): string {
  const [, sign = '', units = '', fraction] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(formatAmount(amount)) ?? [];
  return `${sign}${units.replaceAll(/\B(?=(\d{3})+$)/g, group)}${fraction === undefined ? '' : `${point}${fraction}`}`;
}

test('every amount comes back exactly, in the ways the console writes it', () => {
  fc.assert(
    fc.property(nano, fc.constantFrom('', ','), (amount, group) => {
      expect(parseMoney(written(amount, group, '.'), 'console')).toBe(amount);
    }),
  );
});

test('in a file of unknown origin an amount comes back exactly or not at all', () => {
  fc.assert(
    fc.property(nano, fc.constantFrom<[string, string]>(['', '.'], ['', ','], [',', '.'], ['.', ',']), (amount, [group, point]) => {
      expect([amount, null]).toContain(parseMoney(written(amount, group, point), 'unknown'));
    }),
    { numRuns: 1_000 },
  );
});
