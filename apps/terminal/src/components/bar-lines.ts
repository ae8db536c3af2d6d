import type { Language } from '@pegel/domain';
import { wordsIn, type BarListModel, type BarRow } from '@pegel/presentation';
import { bar } from '../charts/bar.js';
import { padEnd, padStart, widthOf, wrap } from '../fit.js';
import { drawn, line, span, type Line } from '../spans.js';
import type { Theme } from '../theme.js';
import { sentences } from '../words.js';

const narrowest = 34;
const between = 3;
/** Of a bar shorter than this nothing can be read; names and numbers have its room. */
const leastBar = 6;

/** A ranking as bars in `width` cells and `height` lines: in two columns where one is too short. Numbers are never cut; names are. */
export function barLines({ content }: BarListModel, width: number, height: number, language: Language, theme: Theme): readonly Line[] {
  if (content === null) return [line(wordsIn(language).state.loading, 'hint')];
  if (content.empty !== null) return wrap(content.empty, width).map((text) => line(text));
  const { rows } = content;
  const half = Math.floor((width - between) / 2);
  const columns = rows.length > height && half >= narrowest ? 2 : 1;
  if (columns === 1) return rankedLines(rows, null, width, height, language, theme);
  const room = height * columns;
  const shown = rows.length > room ? rows.slice(0, room - 1) : rows;
  const texts = barTexts(shown, half, theme);
  if (shown.length < rows.length) texts.push(padEnd(sentences[language].moreRows(rows.length - shown.length), half));
  const left = texts.slice(0, height);
  return left.map((text, index) => line(text + ' '.repeat(between) + (texts[index + height] ?? '')));
}

/** Bars below each other, the row of the cursor always among them; what has no room is counted in the last line. */
export function rankedLines(rows: readonly BarRow[], cursor: number | null, width: number, height: number, language: Language, theme: Theme): readonly Line[] {
  const room = rows.length > height ? Math.max(1, height - 1) : height;
  const first = cursor === null ? 0 : Math.max(0, Math.min(cursor - room + 1, rows.length - room));
  const texts = barTexts(rows, width, theme).slice(first, first + room);
  const left = rows.length - first - texts.length;
  return [...texts.map((text, index) => [span(text, cursor !== null && first + index === cursor ? 'cursor' : 'plain')]), ...(left > 0 && height > 1 ? [line(sentences[language].moreRows(left))] : [])];
}

/** Each row as "1  Claude Opus  ██████  $12,430  52%" with the parts of all rows below each other. */
function barTexts(rows: readonly BarRow[], width: number, { glyphs }: Theme): string[] {
  const labels = rows.map(({ label }) => drawn(label, glyphs));
  const values = rows.map(({ value }) => drawn(value, glyphs));
  const shares = rows.map(({ share }) => drawn(share, glyphs));
  const ranks = rows.map(({ rank }) => rank ?? '');
  const rankWidth = widest(ranks) === 0 ? 0 : widest(ranks) + 1;
  const valueWidth = widest(values);
  const shareWidth = widest(shares) === 0 ? 0 : widest(shares) + 2;
  const room = width - rankWidth - valueWidth - shareWidth - 1;
  const labelWidth = Math.max(4, Math.min(widest(labels), 28, room));
  const barWidth = room - labelWidth - 1;
  const isDrawn = barWidth >= leastBar;
  return rows.map(({ length }, index) =>
    [
      rankWidth === 0 ? '' : padEnd(ranks[index] ?? '', rankWidth),
      padEnd(labels[index] ?? '', isDrawn ? labelWidth : Math.max(4, room), glyphs.ellipsis),
      isDrawn ? ` ${bar(length, barWidth, glyphs.barSteps)}` : '',
      ` ${padStart(values[index] ?? '', valueWidth)}`,
      shareWidth === 0 ? '' : padStart(shares[index] ?? '', shareWidth),
    ].join(''),
  );
}

const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(widthOf));
