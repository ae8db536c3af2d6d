import { explainWordsIn, type Explanation } from '@pegel/presentation';
import type { Language } from '@pegel/domain';
import { padEnd, widthOf, wrap } from '../fit.js';
import { drawn, emptyLine, line, span, type Line } from '../spans.js';
import type { Theme } from '../theme.js';
import { glyphOf, toneOf } from './tile-lines.js';

/** Narrower than this, what is said stands below its heading. */
const besideFrom = 56;

/** An explanation in `width` cells: the number, its changes, what it is made of, and then what is said of it. */
export function explanationLines({ value, when, reason, changes, equation, entries, number }: Explanation, width: number, language: Language, theme: Theme): readonly Line[] {
  const { glyphs } = theme;
  const text = (whole: string, room = width) => wrap(drawn(whole, glyphs), room, glyphs.ellipsis);
  const head: Line[] = number === null
    ? text(explainWordsIn(language).pending).map((part) => line(part))
    : [
        [span(value, 'value'), span(`  ${when}`)],
        ...(reason === null ? [] : text(reason).map((part) => line(part, 'warn'))),
        // The arrow is the terminal's own; the rest of the line is decided.
        ...changes.flatMap(({ line: whole, text: change }) => text(`${glyphOf(change, glyphs)}${whole.slice(1)}`).map((part) => line(part, toneOf(change)))),
        ...(equation === null ? [] : text(equation.whole).map((part) => line(part, 'value'))),
      ];
  // An address that cannot be taken along is of no use here.
  const said = entries.filter(({ id }) => id !== 'query');
  const labels = Math.max(...said.map(({ label }) => widthOf(drawn(label, glyphs)))) + 2;
  const body = said.flatMap(({ label, lines }): Line[] => {
    if (width < besideFrom) return [line(label, 'value'), ...lines.flatMap((whole) => text(whole, width - 2).map((part) => line(`  ${part}`)))];
    return lines.flatMap((whole) => text(whole, width - labels)).map((part, index) => [span(padEnd(index === 0 ? drawn(label, glyphs) : '', labels), 'value'), span(part)]);
  });
  return [...head, emptyLine, ...body];
}
