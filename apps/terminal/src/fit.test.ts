import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';
import { graphemes } from './cells.js';
import { proseLines } from './components/place-lines.js';
import { cut, folded, padEnd, padStart, widthOf, wrap } from './fit.js';
import { fitted } from './spans.js';
import { themeOf } from './testing/frames.js';

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

test.prop([fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { maxLength: 20 }), fc.integer({ min: 2, max: 40 })])('what is folded is whole, and no line of it is too long', (words, width) => {
  const lines = folded(words.join(' '), width);
  for (const line of lines) {
    expect(line).not.toBe('');
    if ([...graphemes.segment(line)].length > 1) expect(widthOf(line)).toBeLessThanOrEqual(width);
  }
  expect(lines.join('').replaceAll(' ', '')).toBe(words.join('').replaceAll(' ', ''));
});

test('an amount stays on one line with its currency, also where a terminal has nothing but ASCII', () => {
  for (const ascii of [true, false]) {
    const theme = themeOf({ ascii });
    for (let width = 12; width < 60; width += 1) {
      const lines = proseLines(['Das Budget von 20.000\u00A0$ ist überschritten (20.574\u00A0$ bis heute).'], width, theme);
      const put = lines.map((spans) => fitted(spans, width, theme.glyphs).map(({ text }) => text).join('').trim());
      const text = put.join('\n').replaceAll('\u00A0', ' ');
      expect(text).toContain('20.000 $');
      expect(text).toContain('(20.574 $');
      if (ascii) expect(put.join('')).toMatch(/^[ -~]*$/);
    }
  }
});
