import type { Language } from '@pegel/domain';
import { wordsIn, type BarListModel, type BarRow } from '@pegel/presentation';
import { bar } from '../charts/bar.js';
import { padEnd, padStart, widthOf, wrap } from '../fit.js';
import { drawn, line, type Line } from '../spans.js';
import type { Theme } from '../theme.js';
import { sentences } from '../words.js';

const narrowest = 34;
const between = 3;

/** A ranking as bars in `width` cells and `height` lines: in two columns where one is too short. Numbers are never cut; names are. */
export function barLines({ content }: BarListModel, width: number, height: number, language: Language, theme: Theme): readonly Line[] {
  if (content === null) return [line(wordsIn(language).state.loading, 'hint')];
  if (content.empty !== null) return wrap(content.empty, width).map((text) => line(text));
  const { rows } = content;
  const half = Math.floor((width - between) / 2);
  const columns = rows.length > height && half >= narrowest ? 2 : 1;
  const room = height * columns;
  const shown = rows.length > room ? rows.slice(0, room - 1) : rows;
  const texts = barTexts(shown, columns === 2 ? half : width, theme);
  if (shown.length < rows.length) texts.push(padEnd(sentences[language].moreRows(rows.length - shown.length), columns === 2 ? half : width));
  if (columns === 1) return texts.map((text) => line(text));
  const left = texts.slice(0, height);
  return left.map((text, index) => line(text + ' '.repeat(between) + (texts[index + height] ?? '')));
}

/** Each row as "Claude Opus  ██████  $12,430  52%" with the parts of all rows below each other. */
function barTexts(rows: readonly BarRow[], width: number, { glyphs }: Theme): string[] {
  const labels = rows.map(({ label }) => drawn(label, glyphs));
  const values = rows.map(({ value }) => drawn(value, glyphs));
  const shares = rows.map(({ share }) => drawn(share, glyphs));
  const valueWidth = widest(values);
  const shareWidth = widest(shares);
  const labelWidth = Math.max(4, Math.min(widest(labels), 28, width - valueWidth - shareWidth - 10));
  const barWidth = Math.max(0, width - labelWidth - valueWidth - shareWidth - 4);
  return rows.map(({ length }, index) =>
    [
      padEnd(labels[index] ?? '', labelWidth, glyphs.ellipsis),
      ` ${bar(length, barWidth, glyphs.barSteps)} `,
      padStart(values[index] ?? '', valueWidth),
      ` ${padStart(shares[index] ?? '', shareWidth + 1)}`,
    ].join(''),
  );
}

const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(widthOf));
