import { cut, widthOf } from './fit.js';
import type { Glyphs } from './glyphs.js';
import { safeText } from './safe-text.js';
import type { Tone } from './theme.js';

/** A piece of a line that looks the same throughout. */
export interface Span {
  readonly text: string;
  readonly tone: Tone;
}

/** One line of a screen, before it is fitted into its place. */
export type Line = readonly Span[];

export const span = (text: string, tone: Tone = 'plain'): Span => ({ text, tone });
export const line = (text: string, tone: Tone = 'plain'): Line => [span(text, tone)];
export const emptyLine: Line = [];

/** The text as this terminal can draw it, and as it may: nothing on a screen goes round this. */
export const drawn = (text: string, glyphs: Glyphs): string => glyphs.rewrite(safeText(text));

export const widthOfLine = (spans: Line, glyphs: Glyphs): number => spans.reduce((sum, { text }) => sum + widthOf(drawn(text, glyphs)), 0);

/** The line in exactly `width` cells: every line of every screen passes here, so none can be wider than its place. */
export function fitted(spans: Line, width: number, glyphs: Glyphs): Line {
  const kept: Span[] = [];
  let room = width;
  for (const { text, tone } of spans) {
    const whole = drawn(text, glyphs);
    const short = cut(whole, room, glyphs.ellipsis);
    kept.push({ text: glyphs.put(short), tone });
    room -= widthOf(short);
    // What follows a cut would stand in the wrong place.
    if (short !== whole) break;
  }
  return room === 0 ? kept : [...kept, span(' '.repeat(room))];
}

/** One line with something at each end; the right end gives way where there is no room for both. */
export function spread(left: Line, right: Line, width: number, glyphs: Glyphs): Line {
  const rightWidth = widthOfLine(right, glyphs);
  if (widthOfLine(left, glyphs) + rightWidth + 1 > width) return fitted(left, width, glyphs);
  return [...fitted(left, width - rightWidth, glyphs), ...fitted(right, rightWidth, glyphs)];
}

/** As many of the parts as fit, from the first: a part is left out whole, so that no number is cut. */
export function joined(parts: readonly string[], separator: string, width: number, glyphs: Glyphs): string {
  let text = '';
  for (const part of parts) {
    const longer = text === '' ? part : text + separator + part;
    if (widthOf(drawn(longer, glyphs)) > width) break;
    text = longer;
  }
  return text;
}
