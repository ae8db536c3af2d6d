import type { TableModel } from '@pegel/presentation';
import { padEnd, padStart, widthOf } from '../fit.js';
import { drawn, line, type Line } from '../spans.js';
import type { Theme } from '../theme.js';

const between = 2;

/** Names of rows are cut no shorter than this for the sake of another column. */
const leastName = 20;

export interface TableLines {
  readonly heading: Line;
  readonly rows: readonly Line[];
  /** How many columns there is no room for, before and after those that are shown. */
  readonly hidden: { readonly before: number; readonly after: number };
}

/**
 * A table's heading and rows with its columns below each other. What names a row is always there and gives way where it
 * is wide; of the other columns there are as many as fit, from one of them on, and no number is ever cut.
 */
export function tableLines({ columns, rows, names = 0 }: TableModel, width: number, { glyphs }: Theme, from = 0): TableLines {
  const texts = [columns.map(({ label }) => label), ...rows].map((cells) => cells.map((cell) => drawn(cell, glyphs)));
  const natural = columns.map((_, column) => Math.max(...texts.map((cells) => widthOf(cells[column] ?? ''))));
  const sum = (widths: readonly number[]) => widths.reduce((total, one) => total + one + between, 0);
  const before = Math.max(0, Math.min(from, columns.length - names - 2));
  const leading = natural.slice(0, names);
  const others = natural.slice(names + 1 + before);
  const room = width - sum(leading) - Math.min(natural[names] ?? 0, leastName);
  const fits = Math.max(1, others.findLastIndex((_, index) => sum(others.slice(0, index + 1)) <= room) + 1);
  const shown = others.slice(0, fits);
  const nameWidth = Math.max(8, Math.min(natural[names] ?? 0, width - sum(leading) - sum(shown)));
  const places = [...leading.map((_, column) => column), names, ...shown.map((_, index) => names + 1 + before + index)];
  const widths = [...leading, nameWidth, ...shown];
  const [heading = '', ...body] = texts.map((cells) =>
    places
      .map((column, index) => (columns[column]?.align === 'end' ? padStart : padEnd)(cells[column] ?? '', widths[index] ?? 0, glyphs.ellipsis))
      .join(' '.repeat(between)),
  );
  return { heading: line(heading, 'value'), rows: body.map((text) => line(text)), hidden: { before, after: others.length - shown.length } };
}
