import type { Language } from '@pegel/domain';
import { wordsIn, type ChangeSentence, type ChangesModel } from '@pegel/presentation';
import { cut, widthOf, wrap } from '../fit.js';
import type { Glyphs } from '../glyphs.js';
import type { Size } from '../screens/layout.js';
import { drawn, line, span, type Line } from '../spans.js';
import type { Theme } from '../theme.js';

/**
 * What stands out, in sentences below each other; the one that the cursor is on leads to where it is looked at, and is in sight.
 * Where there is no room for the end of a sentence, its last line says that it goes on.
 */
export function changeLines({ sentences, nothing }: ChangesModel, cursor: number | null, { columns, rows }: Size, language: Language, theme: Theme): readonly Line[] {
  if (sentences === null) return [line(wordsIn(language).state.loading, 'hint')];
  if (sentences.length === 0) return wrap(nothing, columns).map((text) => line(text));
  const { glyphs } = theme;
  const wrapped = sentences.map(({ text }) => wrap(drawn(text, glyphs), columns - 2, glyphs.ellipsis));
  const linesTo = (row: number, from: number): number => wrapped.slice(from, row + 1).reduce((sum, parts) => sum + parts.length, 0);
  const at = cursor ?? 0;
  const first = wrapped.findIndex((_, row) => row === at || linesTo(at, row) <= rows);
  let room = rows;
  return sentences.flatMap(({ glyph }, row): Line[] => {
    const parts = row < first ? [] : (wrapped[row] ?? []);
    const shown = parts.slice(0, Math.max(0, room));
    room -= parts.length;
    return shown.map((part, index) => {
      const goesOn = index === shown.length - 1 && shown.length < parts.length;
      const said = goesOn ? cut(`${part} ${parts[index + 1] ?? ''}`, Math.min(columns - 2, widthOf(part) + widthOf(glyphs.ellipsis)), glyphs.ellipsis) : part;
      const mark = `${index === 0 ? markOf(glyph, glyphs) : ' '} `;
      return row === cursor ? [span(`${mark}${said}`, 'cursor')] : [span(mark, glyph === '!' ? 'warn' : 'plain'), span(said)];
    });
  });
}

function markOf(glyph: ChangeSentence['glyph'], { up, down, same, warning }: Glyphs): string {
  switch (glyph) {
    case '▲':
      return up;
    case '▼':
      return down;
    case '!':
      return warning;
    case '=':
      return same;
  }
}
