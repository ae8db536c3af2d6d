import { scryptSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashOfPassword, isOutdated, isPasswordOf } from './password-hash.js';

const password = 'a long enough password';

test('a hash costs what OWASP asks of scrypt, says so itself, and is another one every time', async () => {
  const hashes = await Promise.all([hashOfPassword(password), hashOfPassword(password)]);
  for (const hash of hashes) {
    const [name, N, r, p, salt = '', key] = hash.split('$');
    expect([name, Number(N), Number(r), Number(p)]).toEqual(['scrypt', 32_768, 8, 3]);
    expect(salt).toMatch(/^[0-9a-f]{32}$/);
    // What anybody else makes of it.
    expect(key).toBe(scryptSync(password, salt, 64, { N: 32_768, r: 8, p: 3, maxmem: 2 ** 27 }).toString('hex'));
    expect(isOutdated(hash)).toBe(false);
  }
  expect(new Set(hashes).size).toBe(2);
});

test('the password that was hashed is recognised, to the last letter and its case, and no other', async () => {
  const long = `${'x'.repeat(127)}é`;
  const hash = await hashOfPassword(long);
  expect(await isPasswordOf(hash, long)).toBe(true);
  // The same letter, as another keyboard composes it.
  expect(await isPasswordOf(hash, `${'x'.repeat(127)}e\u0301`)).toBe(true);
  for (const other of ['', long.slice(0, -1), `${long} `, ` ${long}`, long.toUpperCase(), `${'x'.repeat(127)}e`]) expect([other, await isPasswordOf(hash, other)]).toEqual([other, false]);
});

test('one of before is recognised too, and called outdated', async () => {
  const salt = '0123456789abcdef0123456789abcdef';
  const former = `${salt}:${scryptSync(password, salt, 64, { N: 16_384, r: 16, p: 1, maxmem: 2 ** 27 }).toString('hex')}`;
  expect([await isPasswordOf(former, password), await isPasswordOf(former, 'another password'), isOutdated(former)]).toEqual([true, false, true]);
});

test.each(['', 'x', 'scrypt$1$1$1$x$y', '$2b$10$abcdefghijklmnopqrstuv', 'scrypt$32768$8$3$$'])('%j is no hash, and lets nobody in', async (hash) => {
  await expect(isPasswordOf(hash, '')).rejects.toThrow('This is no hash of a password.');
});
