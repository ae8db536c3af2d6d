import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';
import { cut, padEnd, padStart, widthOf, wrap } from './fit.js';

test('a cut text says so and never takes more cells than it may, whatever the script', () => {
  expect(cut('Claude Opus', 8)).toBe('Claude…');
  expect(cut('日本語の名前', 7)).toBe('日本語…');
  expect(cut('👩‍👩‍👧 family', 4)).toBe('👩‍👩‍👧…');
  expect(cut('long', 0)).toBe('');
  expect([5, 4, 3, 2, 1, 0].map((width) => cut('a long name', width, '...'))).toEqual(['a...', 'a...', '...', '..', '.', '']);
});

test.prop([fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 })])('padding gives exactly the width', (text, width) => {
  expect(widthOf(padEnd(text, width))).toBe(width);
  expect(widthOf(padStart(text, width))).toBe(width);
});

test.prop([fc.lorem({ maxCount: 30 }), fc.integer({ min: 4, max: 60 })])('no wrapped line is too long', (text, width) => {
  for (const line of wrap(text, width)) expect(widthOf(line)).toBeLessThanOrEqual(width);
});
