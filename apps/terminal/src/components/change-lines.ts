import type { Language } from '@pegel/domain';
import { wordsIn, type ChangeSentence, type ChangesModel } from '@pegel/presentation';
import { wrap } from '../fit.js';
import type { Glyphs } from '../glyphs.js';
import { drawn, line, span, type Line } from '../spans.js';
import type { Theme } from '../theme.js';

/** What stands out, in sentences below each other; the one that the cursor is on leads to where it is looked at. */
export function changeLines({ sentences, nothing }: ChangesModel, cursor: number | null, width: number, language: Language, theme: Theme): readonly Line[] {
  if (sentences === null) return [line(wordsIn(language).state.loading, 'hint')];
  if (sentences.length === 0) return wrap(nothing, width).map((text) => line(text));
  const { glyphs } = theme;
  return sentences.flatMap(({ glyph, text }, row): Line[] =>
    wrap(drawn(text, glyphs), width - 2, glyphs.ellipsis).map((part, index) =>
      row === cursor ? [span(`${index === 0 ? markOf(glyph, glyphs) : ' '} ${part}`, 'cursor')] : [span(`${index === 0 ? markOf(glyph, glyphs) : ' '} `, glyph === '!' ? 'warn' : 'plain'), span(part)],
    ),
  );
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
