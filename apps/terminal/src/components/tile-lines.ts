import type { Language } from '@pegel/domain';
import { wordsIn, type ChangeText, type TileContent, type TileModel } from '@pegel/presentation';
import { sparkline } from '../charts/sparkline.js';
import { widthOf, wrap } from '../fit.js';
import { drawn, emptyLine, line, span, widthOfLine, type Line } from '../spans.js';
import type { Theme, Tone } from '../theme.js';

/** What a tile is called in at most `width` cells. */
export const tileTitle = ({ label, brief }: TileModel, width: number): string => (widthOf(label) <= width ? label : brief);

/** A change without what it is measured from, where there is no room for that: no number is cut. */
export const fittedChange = (text: string, width: number): string => (widthOf(text) <= width ? text : text.replace(/ \(.*$/, ''));

/** The three lines of a tile: the number, its change, its course. */
export function tileLines(tile: TileModel, width: number, language: Language, theme: Theme): readonly Line[] {
  const { content } = tile;
  if (content === null) return [line(wordsIn(language).state.loading, 'hint')];
  if (content.reason !== null) return [line(content.value, 'value'), ...wrap(reasonIn(content.reason, language), width).map((text) => line(text))];

  const { detail, isNeeded } = detailOf(tile, content, width);
  const beside = ['  ', ' ']
    .map((gap): Line => [span(content.value, 'value'), span(gap + detail)])
    .find((candidate) => detail !== '' && widthOfLine(candidate, theme.glyphs) <= width);
  const course = line(sparkline(content.course, width, theme.glyphs.sparkSteps), 'accent');
  return [
    beside ?? line(content.value, 'value'),
    content.change === null ? emptyLine : changeLine(content.change, width, theme),
    // What the number is of says more than its course.
    beside === undefined && isNeeded ? line(detail) : course,
  ];
}

/** What a ratio divided by what, or when the number is; needed where the title does not say it. */
function detailOf(tile: TileModel, { operands, when }: TileContent, width: number): { detail: string; isNeeded: boolean } {
  if (operands !== '') return { detail: operands, isNeeded: true };
  return { detail: when, isNeeded: tileTitle(tile, width) !== tile.label };
}

/** The change with as much of its base as fits; what is said of it never is cut in a number. */
function changeLine(change: ChangeText, width: number, { glyphs }: Theme): Line {
  const said = span(fittedChange(drawn(`${glyphOf(change, glyphs)} ${change.short}`, glyphs), width), toneOf(change));
  const longest = [change.was, change.base, change.baseShort]
    .flatMap((base): Line[] => (base === '' ? [] : [[said, span(` ${base}`)]]))
    .find((candidate) => widthOfLine(candidate, glyphs) <= width);
  return longest ?? [said];
}

/** The arrow of a change in this terminal's characters. */
export function glyphOf({ glyph }: ChangeText, glyphs: Theme['glyphs']): string {
  switch (glyph) {
    case '▲':
      return glyphs.up;
    case '▼':
      return glyphs.down;
    case '=':
      return glyphs.same;
    case '–':
      return glyph;
  }
}

const tones: Record<ChangeText['polarity'], Tone> = { good: 'good', bad: 'warn', neutral: 'plain' };
export const toneOf = ({ polarity }: ChangeText): Tone => tones[polarity];

/** In a tile there is no room for what to do about it; the panel says that. */
function reasonIn(reason: string, language: Language): string {
  const words = wordsIn(language);
  return reason === words.state.offSpend ? words.reasons.off : reason;
}
