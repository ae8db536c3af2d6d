import { expect, test } from 'vitest';
import { hashOf, makeToken } from './tokens.js';

test('a hundred thousand tokens are a hundred thousand secrets of 256 bits, in which every bit is as often 1 as 0', () => {
  const count = 100_000;
  const secrets = Array.from({ length: count }, () => Buffer.from(makeToken('ingest').slice('pegel_ingest_'.length, -7), 'base64url'));
  expect(new Set(secrets.map((secret) => secret.toString('hex'))).size).toBe(count);
  const ones = Array.from({ length: 256 }, () => 0);
  for (const secret of secrets) {
    if (secret.length !== 32) throw new Error(`This secret has ${secret.length} bytes.`);
    for (let bit = 0; bit < 256; bit++) ones[bit] = (ones[bit] ?? 0) + (((secret[bit >> 3] ?? 0) >> (bit & 7)) & 1);
  }
  // Seven times the deviation of a fair coin: one run in a billion is further off.
  for (const [bit, often] of ones.entries()) expect([bit, Math.abs(often - count / 2) < 7 * Math.sqrt(count / 4)]).toEqual([bit, true]);
});

test('what is kept of a token is its SHA-256, which leads back to nothing', () => {
  const token = makeToken('reader');
  expect(hashOf(token)).toMatch(/^[0-9a-f]{64}$/);
  expect(hashOf(token)).not.toBe(hashOf(makeToken('reader')));
});
