import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RollingUnion } from './rolling-union.js';

const words = 3;
const days = fc.array(fc.uint8Array({ minLength: 4, maxLength: 4 * words }).map((bytes) => new Uint32Array(bytes.slice(0, bytes.length - (bytes.length % 4)).buffer)), { minLength: 1, maxLength: 40 });

test('says who is in any day of a window, whatever windows come after each other: rolling ones, months, ranges, empty ones, and any', () => {
  const rolling = fc.record({ length: fc.integer({ min: 1, max: 12 }), step: fc.integer({ min: 1, max: 14 }) }).map(({ length, step }) => Array.from({ length: 12 }, (_, at): [number, number] => [at * step, at * step + length - 1]));
  const any = fc.array(fc.tuple(fc.nat(39), fc.integer({ min: -1, max: 39 })), { maxLength: 12 });
  fc.assert(
    fc.property(days, fc.array(fc.oneof(rolling, any), { minLength: 1, maxLength: 3 }), (sets, lists) => {
      const windows = lists.flat().filter(([, last]) => last < sets.length);
      const unions = new RollingUnion(sets, words);
      for (const [at, [first, last]] of windows.entries()) {
        const wanted = new Uint32Array(words);
        for (const set of sets.slice(first, Math.max(first, last + 1))) for (const [word, bits] of set.entries()) wanted[word] = (wanted[word] ?? 0) | bits;
        expect([...unions.over(first, last, windows[at + 1]?.[0] ?? Infinity)]).toEqual([...wanted]);
      }
    }),
    { numRuns: 300 },
  );
});
