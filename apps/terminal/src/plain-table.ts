import type { TableModel } from '@pegel/presentation';
import { padEnd, padStart, widthOf, wrap } from './fit.js';
import { safeText } from './safe-text.js';

const between = 2;
const widthMax = 80;

/**
 * A table as text: columns below each other, no lines, no colour, a row a line. Where the columns do not fit beside each
 * other they follow in further blocks, each of which begins with what names the row. A name that is much longer than
 * others runs over in its own rows alone: nothing of it is lost to whoever searches, and the others stay where they are.
 */
export function plainTable(table: TableModel): string {
  const headings = table.columns.map(({ label }) => safeText(label).trim());
  const rows = table.rows.map((cells) => cells.map((cell) => safeText(cell).replaceAll('\u00A0', ' ')));
  const naming = namingColumns(table);
  const widths = headings.map((heading, column) =>
    Math.max(...rows.map((cells) => Math.min(widthOf(cells[column] ?? ''), column < naming ? nameMost : Infinity)), ...heading.split(' ').map(widthOf), Math.min(widthOf(heading), headingMost)),
  );
  return blocksOf(table, widths)
    .map((columns) => {
      const wrapped = columns.map((column) => wrap(headings[column] ?? '', widths[column] ?? 0));
      const headingHeight = Math.max(...wrapped.map((lines) => lines.length));
      const headingRows = Array.from({ length: headingHeight }, (_, row) => wrapped.map((lines) => lines[row] ?? ''));
      const bodyRows = rows.map((cells) => columns.map((column) => cells[column] ?? ''));
      return [...headingRows, ...bodyRows].map((cells) => textOf(cells, columns, widths, table)).join('\n');
    })
    .join('\n\n');
}

const headingMost = 12;
/** Nearly every name and address has room in it. */
const nameMost = 60;

/** How many columns say what a row is of, before those of numbers. */
function namingColumns({ columns }: TableModel): number {
  const first = columns.findIndex(({ align }) => align === 'end');
  return first === -1 ? 1 : first;
}

function textOf(cells: readonly string[], columns: readonly number[], widths: readonly number[], table: TableModel): string {
  return cells
    .map((cell, index) => {
      const column = columns[index] ?? 0;
      if (widthOf(cell) > (widths[column] ?? 0)) return cell;
      return (table.columns[column]?.align === 'end' ? padStart : padEnd)(cell, widths[column] ?? 0);
    })
    .join(' '.repeat(between))
    .trimEnd();
}

/** Which columns stand together: at least one with numbers a block, however wide it is. */
function blocksOf({ columns }: TableModel, widths: readonly number[]): number[][] {
  const names = columns.findIndex(({ align }) => align === 'end');
  const leading = columns.map((_, column) => column).slice(0, names === -1 ? columns.length : names);
  const width = (block: readonly number[]) => block.reduce((sum, column) => sum + (widths[column] ?? 0) + between, -between);
  const blocks: number[][] = [];
  let block = [...leading];
  for (let column = leading.length; column < columns.length; column++) {
    // A text at the end may run over; apart from its numbers it would mean nothing.
    const isNumber = columns[column]?.align === 'end' || column < columns.length - 1;
    if (isNumber && block.length > leading.length && width([...block, column]) > widthMax) {
      blocks.push(block);
      block = [...leading];
    }
    block.push(column);
  }
  return [...blocks, block];
}
