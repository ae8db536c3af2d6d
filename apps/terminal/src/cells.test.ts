import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect } from 'vitest';
import cellsOf, { graphemes, isOrdinary } from './cells.js';

test('every character that counts as ordinary is one cell, also for what knows all scripts', () => {
  const ordinary = Array.from({ length: 0x1_00_00 }, (_, code) => String.fromCharCode(code)).filter(isOrdinary);
  expect(ordinary.length).toBeGreaterThan(500);
  for (const character of ordinary) expect([character, stringWidth(character)]).toEqual([character, 1]);
});

const drawn = fc.string({ unit: fc.constantFrom(...'aÄß 1█▁⠿─┃▲●…–', '\x1B[1m', '\x1B[38;5;4m', '\x1B[0m') });
const texts = fc.oneof(drawn, fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));
test.prop([texts])('a text takes the cells, and has the characters, that what knows all scripts finds', (text) => {
  expect(cellsOf(text)).toBe(stringWidth(text));
  const [ours, all] = [graphemes.segment(text), new Intl.Segmenter().segment(text)];
  expect([...ours]).toEqual([...all]);
  for (const index of [-1, 0, 1, text.length - 1, text.length]) expect(ours.containing(index)).toEqual(all.containing(index));
});
