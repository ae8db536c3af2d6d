import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';
import { PassThrough } from 'node:stream';
import { forOutput, piecesForOutput } from './for-output.js';

const terminal = Object.assign(new PassThrough(), { isTTY: true });
const file = new PassThrough();

test('a terminal is sent nothing that it would obey, and lines stay lines', () => {
  expect(forOutput(terminal, 'a\x1b[2J\x9b31m\x07b\u202ec\r\nd\ne\rf\x7f')).toBe('a�[2J�31m�b�c\r\nd\ne�f�');
});

test.prop([fc.string({ unit: 'binary' })])('a file is sent what there is', async (text) => {
  expect(forOutput(file, text)).toBe(text);
  expect(forOutput(terminal, text)).not.toMatch(/(?!\n|\r\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
});

test.prop([fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 7 })])('characters that are cut between two pieces come out whole', async (text, size) => {
  const bytes = new TextEncoder().encode(text);
  const pieces = async function* () {
    for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
  };
  let shown = '';
  for await (const piece of piecesForOutput(terminal, pieces())) shown += String(piece);
  expect(shown).toBe(forOutput(terminal, text));
});
