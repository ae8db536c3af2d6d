import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { priceOf, priceTable } from './price.js';

const use = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, webSearches: 0 };
const january = Date.UTC(2026, 0, 15);

test('names the version of the price list that is installed', () => {
  const entry = createRequire(import.meta.url).resolve('@pydantic/genai-prices');
  const { name, version } = JSON.parse(readFileSync(join(dirname(entry), '../package.json'), 'utf8'));
  expect(priceTable).toBe(`${name} ${version}`);
});

test('prices both kinds of cache write by their own price, exactly', () => {
  // Per million tokens: input 5, output 25, read 0.50, written for five minutes 6.25, for one hour 10 dollars.
  // 3 × 5 + 7 × 25 + 11 × 0.5 + 13 × 6.25 + 17 × 10 = 15 + 175 + 5.5 + 81.25 + 170 = 446.75 millionths.
  const price = priceOf('claude-opus-4-5-20251101', january, { ...use, input: 3, output: 7, cacheRead: 11, cacheWrite5m: 13, cacheWrite1h: 17 });
  expect(price?.tokens).toBe('0.00044675');
});

test('stays exact where floating point is not', () => {
  // 0.1 dollars a million for reading: 3 tokens are 0.0000003 and not 0.00000030000000000000004.
  expect(priceOf('claude-haiku-4-5', january, { ...use, cacheRead: 3 })?.tokens).toBe('0.0000003');
  // 999,999,999,999 × 25 ÷ 10⁶ has more digits than a double keeps beside what is added to it.
  expect(priceOf('claude-opus-4-5', january, { ...use, output: 999_999_999_999, cacheRead: 1 })?.tokens).toBe('24999999.9999755');
});

test('charges the whole request by the size of its prompt, cache included', () => {
  // Above 200,000 tokens of prompt: input 6 and output 22.50 instead of 3 and 15 dollars a million.
  const model = 'claude-sonnet-4-5-20250929';
  expect(priceOf(model, january, { ...use, input: 1, cacheRead: 199_999, output: 100 })?.tokens).toBe('0.0615027');
  expect(priceOf(model, january, { ...use, input: 2, cacheRead: 199_999, output: 100 })?.tokens).toBe('0.1222614');
});

test('takes the price of the day of the request', () => {
  const long = { ...use, input: 300_000 };
  expect(priceOf('claude-opus-4-6', Date.UTC(2026, 2, 12), long)?.tokens).toBe('3');
  expect(priceOf('claude-opus-4-6', Date.UTC(2026, 2, 13), long)?.tokens).toBe('1.5');
});

test('rounds once, half to even, to a billionth of a dollar', () => {
  // 0.025 dollars a million is 25 billionths a thousand: one token is 0.000000025, which fits.
  expect(priceOf('claude-3-haiku', january, { ...use, cacheRead: 1 })?.tokens).toBe('0.00000003');
  // deepseek-chat: 0.135 a million → 135 billionths a token; 0.035 → 35.
  expect(priceOf('deepseek-chat', january, { ...use, input: 1, cacheRead: 1 })?.tokens).toBe('0.00000017');
});

test('prices searches by the thousand', () => {
  expect(priceOf('claude-opus-4-5', january, { ...use, webSearches: 3 })).toEqual({ tokens: '0', webSearches: '0.03' });
});

test('does not take an unknown price for nothing', () => {
  expect(priceOf('a-model-of-tomorrow', january, { ...use, input: 1 })).toBeNull();
  expect(priceOf('__proto__', january, { ...use, input: 1 })).toBeNull();
});
