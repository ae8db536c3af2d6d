import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokenAround, tokenFormOf, tokenKinds } from './token-form.js';

const secret = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('base64url'));
const kind = fc.constantFrom(...tokenKinds);

test('a token ends with the CRC-32 of all before it, in base 36', () => {
  fc.assert(
    fc.property(kind, secret, (of, random) => {
      const token = tokenAround(of, random);
      expect(tokenFormOf(token)).toEqual({ kind: of, whole: true });
      expect(token).toBe(`pegel_${of}_${random}${crc32(`pegel_${of}_${random}`).toString(36).padStart(7, '0')}`);
    }),
  );
});

test('one made before there was a checksum stays whole', () => {
  fc.assert(fc.property(kind, secret, (of, random) => void expect(tokenFormOf(`pegel_${of}_${random}`)).toEqual({ kind: of, whole: true })));
});

test('a character that is another, missing, doubled or swapped with its neighbour is noticed, and so is the other kind before it', () => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  fc.assert(
    fc.property(kind, secret, fc.nat(49), fc.constantFrom(...letters), (of, random, at, letter) => {
      const token = tokenAround(of, random);
      const place = `pegel_${of}_`.length + at;
      const [before, one, after] = [token.slice(0, place), token[place] ?? '', token.slice(place + 1)];
      const slips = [`${before}${letter}${after}`, `${before}${after}`, `${before}${one}${one}${after}`, `${before}${after.slice(0, 1)}${one}${after.slice(1)}`, `${token} `, token.replace(`_${of}_`, of === 'reader' ? '_ingest_' : '_reader_')];
      for (const slip of slips) if (slip !== token) expect([slip, tokenFormOf(slip)?.whole]).toEqual([slip, false]);
    }),
  );
});

test.each(['', 'pegel', 'pegel_reader', 'pegel_writer_x', `Pegel_reader_${'a'.repeat(43)}`, ` pegel_reader_${'a'.repeat(43)}`])('%j is no token of ours', (text) => {
  expect(tokenFormOf(text)).toBeNull();
});

test('whatever follows the first letters is looked at and never thrown over', () => {
  fc.assert(fc.property(kind, fc.string({ unit: 'binary', maxLength: 200 }), (of, rest) => void expect(tokenFormOf(`pegel_${of}_${rest}`)?.kind).toBe(of)));
  expect(tokenFormOf(`pegel_reader_${randomBytes(2_000).toString('base64url')}`)).toEqual({ kind: 'reader', whole: false });
});
