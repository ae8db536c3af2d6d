import type { TableModel } from '@pegel/presentation';
import { padEnd, padStart, widthOf } from '../fit.js';
import { drawn, line, type Line } from '../spans.js';
import type { Theme } from '../theme.js';

const between = 2;

/** A table's heading and rows with its columns below each other. Only the first column, which names things, gives way where it is wide. */
export function tableLines({ columns, rows }: TableModel, width: number, { glyphs }: Theme): { readonly heading: Line; readonly rows: readonly Line[] } {
  const texts = [columns.map(({ label }) => label), ...rows].map((cells) => cells.map((cell) => drawn(cell, glyphs)));
  const natural = columns.map((_, column) => Math.max(...texts.map((cells) => widthOf(cells[column] ?? ''))));
  const rest = natural.slice(1).reduce((sum, columnWidth) => sum + columnWidth + between, 0);
  const widths = [Math.max(8, Math.min(natural[0] ?? 0, width - rest)), ...natural.slice(1)];
  const [heading = '', ...body] = texts.map((cells) =>
    cells
      .map((cell, column) => (columns[column]?.align === 'end' ? padStart : padEnd)(cell, widths[column] ?? 0, glyphs.ellipsis))
      .join(' '.repeat(between)),
  );
  return { heading: line(heading, 'value'), rows: body.map((text) => line(text)) };
}
