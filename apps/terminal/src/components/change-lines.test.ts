import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';
import { languages } from '@pegel/domain';
import type { ChangeSentence, ChangesModel } from '@pegel/presentation';
import { widthOf } from '../fit.js';
import { themeOf } from '../testing/frames.js';
import { changeLines } from './change-lines.js';

const word = fc.constantFrom('WAU', 'Einladungen', '15', 'ausstehenden', '–3,9 %', '日本語', 'of', 'claude-opus-5-5', 'älter');
const drawing = fc.record({
  sentences: fc.array(fc.record({ glyph: fc.constantFrom('▲' as const, '▼' as const, '!' as const, '=' as const), words: fc.array(word, { minLength: 1, maxLength: 12 }) }), { minLength: 1, maxLength: 5 }),
  columns: fc.integer({ min: 20, max: 60 }),
  rows: fc.integer({ min: 1, max: 12 }),
  cursor: fc.option(fc.nat({ max: 4 })),
  language: fc.constantFrom(...languages),
  ascii: fc.boolean(),
});

test.prop([drawing])('a sentence is whole or ends in a mark, and the one that the cursor is on begins in sight', ({ sentences, columns, rows, cursor, language, ascii }) => {
  const theme = themeOf({ ascii });
  const at = cursor === null ? null : Math.min(cursor, sentences.length - 1);
  const model: ChangesModel & { readonly sentences: readonly ChangeSentence[] } = { title: '', nothing: '', queries: [], sentences: sentences.map(({ glyph, words }, index) => ({ glyph, text: `S${index} ${words.join(' ')} E${index}.`, url: '' })) };
  const lines = changeLines(model, at, { columns, rows }, language, theme).map((spans) => spans.map(({ text }) => text).join(''));
  expect(lines.length).toBeLessThanOrEqual(rows);
  for (const text of lines) expect(widthOf(text)).toBeLessThanOrEqual(columns);
  const said = lines.join(' ');
  for (const index of model.sentences.keys()) if (said.includes(`S${index} `)) expect(said.includes(`E${index}.`) || lines.at(-1)?.endsWith(theme.glyphs.ellipsis)).toBe(true);
  if (at !== null) expect(said).toContain(`S${at} `);
});
