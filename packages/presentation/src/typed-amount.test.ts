import { expect, test } from 'vitest';
import { languages } from '@pegel/domain';
import { amountToType, amountTyped } from './typed-amount.js';

test.each([
  ['25000', '25000'], ['24999.50', '24999.50'], ['24999,5', '24999.5'], ['24 999,50', '24999.50'], ['24,999.50', '24999.50'], ['24.999,50', '24999.50'], ['1,234,567', '1234567'], ['1.234.567', '1234567'],
  // What is 25 to one reader and 25 thousand to another is no amount.
  ['25.000', undefined], ['25,000', undefined], ['-5', undefined], ['1e3', undefined], ['12.5.3', undefined], ['', undefined], ['$5', undefined],
])('"%s" is %s', (typed, amount) => {
  expect(amountTyped(typed)).toBe(amount);
});

test('what is proposed to be typed is understood', () => {
  for (const language of languages) for (const amount of ['25000', '24999.5', '0.01']) expect(amountTyped(amountToType(amount, language))).toBe(amount);
});
