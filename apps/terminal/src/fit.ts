import cellsOf, { graphemes } from './cells.js';

/** How many cells a text takes. */
export const widthOf = (text: string): number => cellsOf(text);

/** The text in at most `width` cells, with a mark at the end where something was cut off: as much of it as there is room for. */
export function cut(text: string, width: number, ellipsis = '…'): string {
  if (widthOf(text) <= width) return text;
  const room = width - widthOf(ellipsis);
  if (room < 0) return ellipsis.slice(0, width);
  let kept = '';
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    used += widthOf(segment);
    if (used > room) break;
    kept += segment;
  }
  return kept.trimEnd() + ellipsis;
}

/** The text in exactly `width` cells, at the left. */
export function padEnd(text: string, width: number, ellipsis?: string): string {
  const short = cut(text, width, ellipsis);
  return short + ' '.repeat(width - widthOf(short));
}

/** The text in exactly `width` cells, at the right. */
export function padStart(text: string, width: number, ellipsis?: string): string {
  const short = cut(text, width, ellipsis);
  return ' '.repeat(width - widthOf(short)) + short;
}

/** Words on lines of at most `width` cells, whole: a word longer than a line goes on on the next, as a path or an address does. A single character that is wider has a line of its own. */
export function folded(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const { segment } of graphemes.segment(word)) {
      if (line !== '' && widthOf(line + segment) > width) {
        lines.push(line);
        line = '';
      }
      line += segment;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** Words on lines of at most `width` cells; a word longer than a line is cut. */
export function wrap(text: string, width: number, ellipsis?: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= width) line = longer;
    else {
      if (line !== '') lines.push(line);
      line = cut(word, width, ellipsis);
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** At most so many of the lines of a text, and one at least; the last goes on with what there is no room for, as far as it fits. */
export const atMost = (lines: readonly string[], most: number, width: number, ellipsis?: string): readonly string[] =>
  lines.length <= most ? lines : [...lines.slice(0, Math.max(0, most - 1)), cut(lines.slice(Math.max(0, most - 1)).join(' '), width, ellipsis)];
