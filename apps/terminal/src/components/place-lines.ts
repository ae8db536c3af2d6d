import { padEnd, widthOf, wrap } from '../fit.js';
import { drawn, line, span, type Line } from '../spans.js';
import type { Theme } from '../theme.js';

/** "Time zone   Europe/Berlin", the values below each other and folded where they are long. */
export function factLines(facts: readonly { readonly label: string; readonly value: string }[], width: number, { glyphs }: Theme): readonly Line[] {
  const labels = Math.min(Math.max(0, ...facts.map(({ label }) => widthOf(drawn(label, glyphs)))), Math.floor(width / 2)) + 2;
  return facts.flatMap(({ label, value }) => {
    const texts = wrap(drawn(value, glyphs), Math.max(8, width - labels), glyphs.ellipsis);
    return (texts.length === 0 ? [''] : texts).map((text, index): Line => [span(index === 0 ? padEnd(drawn(label, glyphs), labels, glyphs.ellipsis) : ' '.repeat(labels)), span(text, 'value')]);
  });
}

/** Sentences, folded. */
export const proseLines = (texts: readonly string[], width: number, { glyphs }: Theme): readonly Line[] => texts.flatMap((text) => wrap(drawn(text, glyphs), width, glyphs.ellipsis)).map((text) => line(text));

/** The last line of a choice among those above and below it, each as many lines as it takes. */
export const choiceEnd = (choices: readonly (readonly Line[])[], at: number): number => choices.slice(0, at + 1).reduce((sum, lines) => sum + lines.length, 0) - 1;

/** "[CSV] CSV for Excel  JSON": what there is to choose from, folded where it is long. */
export function choiceLines(label: string, labels: number, choices: readonly { readonly label: string; readonly isChosen: boolean }[], isFocused: boolean, width: number, { glyphs }: Theme): readonly Line[] {
  const head = `${isFocused ? glyphs.cursor : ' '} ${padEnd(drawn(label, glyphs), labels)}`;
  const room = Math.max(8, width - widthOf(head));
  const parts = choices.map(({ label: text, isChosen }) => (isChosen ? `[${drawn(text, glyphs)}]` : ` ${drawn(text, glyphs)} `));
  const rows: string[][] = [[]];
  for (const part of parts) {
    const row = rows.at(-1) ?? [];
    if (row.length > 0 && widthOf([...row, part].join(' ')) > room) rows.push([part]);
    else row.push(part);
  }
  return rows.map((row, index): Line => [span(index === 0 ? head : ' '.repeat(widthOf(head)), isFocused && index === 0 ? 'accent' : 'plain'), ...row.flatMap((part, at) => [span(at === 0 ? '' : ' '), span(part, part.startsWith('[') ? 'value' : 'plain')])]);
}
