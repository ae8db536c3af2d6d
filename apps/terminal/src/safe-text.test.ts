import stringWidth from 'string-width';
import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';
import { safeText } from './safe-text.js';

test('nothing of an escape sequence is left, not even what follows the escape', () => {
  expect(safeText('a\x1B[31mred\x1B[0m')).toBe('ared');
  expect(safeText('a\x1B]52;c;c2VjcmV0\x07b')).toBe('ab');
  expect(safeText('a\x1B]0;title\x1B\\b')).toBe('ab');
  expect(safeText('a\x9B2Jb')).toBe('ab');
  expect(safeText('two\nlines')).toBe('two lines');
});

test('direction marks cannot make a name read as another', () => {
  expect(safeText('\u202Egnp.exe\u2066')).toBe('gnp.exe');
});

test('names of people stay as they are', () => {
  for (const name of ['Zoë Weiß', 'Nguyễn Thị Minh', '山田 太郎', "O'Brien-Ødegård"]) expect(safeText(name)).toBe(name);
});

test.prop([fc.string({ unit: 'binary' })])('no control character is ever left', (text) => {
  expect(safeText(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
});

test('an emoji is as wide as its characters one by one, which is how every terminal measures it', () => {
  for (const name of ['👩🏽‍🚀 Ada', '👨🏿‍👩🏻‍👧‍👦', '👍🏽', '❤️ Herz', '1️⃣', '🏳️‍🌈', '☎︎', '🇩🇪', 'é', '王小明']) {
    const shown = safeText(name);
    expect(stringWidth(shown), name).toBe([...shown].reduce((cells, character) => cells + stringWidth(character), 0));
    expect(shown).not.toMatch(/\p{Emoji_Modifier}|\u200d|\u20e3|\ufe0e|\ufe0f/u);
  }
});
