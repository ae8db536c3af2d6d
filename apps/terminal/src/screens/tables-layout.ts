import { foremostFirst, tablePages, type ShownPanel, type TableId, type TablePanelModel, type TablesPageModel } from '@pegel/presentation';
import { naturalHeight } from '../components/page-table.js';
import { fixedLines, smallest, widthsOf, type Size } from './layout.js';

/** How a page is arranged. Heights include the edges of panels and add up to at most the body's. */
export type TablesLayout =
  | { readonly kind: 'too-small' }
  /** One panel at a time. */
  | { readonly kind: 'one'; readonly height: number }
  | { readonly kind: 'grid'; readonly height: number; readonly rows: readonly PlacedRow[]; /** How many panels there is no room for, before and after those that are shown. */ readonly hidden: { readonly before: number; readonly after: number } };

/** Panels beside each other on one row of the screen. */
interface PlacedRow {
  readonly height: number;
  readonly panels: readonly { readonly id: TableId; readonly width: number }[];
}

/** Edges, heading and two rows; less of a table says nothing. */
const leastTable = 5;
/** Edges, heading and the seven numbers of a day. */
const usualTable = 10;
/** Edges, a plot of four rows with its axis and dates, and its point in words. */
const leastChart = 9;
const usualChart = 14;
/** Edges, and a range with a change that takes two lines, or a share with what is told beside it. */
const fewLines = 7;
const parts = 6;

const isWide = ({ columns, rows }: Size): boolean => columns >= 120 && rows >= 30;

/** A page with its panels in the order in which a terminal of this size goes through them. */
export const arranged = (model: TablesPageModel, size: Size): TablesPageModel => ({ ...model, panels: foremostFirst(model.page, model.panels, isWide(size) ? 'wide' : 'narrow') });

type Form = 'table' | 'line' | 'columns' | 'stacked' | 'cumulative' | 'bars' | 'tiles' | 'share';

/** How a panel is drawn where it is: a picture, or the table that somebody prefers. */
export function formOf(id: TableId, tables: readonly ShownPanel[]): Form {
  const panel = tablePages.flatMap(({ panels }) => panels).find((candidate) => candidate.id === id);
  if (panel === undefined || panel.form === 'numbers' || panel.picture === undefined || tables.includes(id)) return 'table';
  return panel.picture.form;
}

interface Shape {
  readonly id: TableId;
  /** Of the width of the page, in sixths. */
  readonly share: number;
  readonly least: number;
  readonly natural: number;
  /** Whether more height shows more. */
  readonly grows: boolean;
}

/** Which panels have room, the one in focus always; those that have none are reached with Tab. */
export function tablesLayout({ columns, rows }: Size, panels: readonly TablePanelModel[], focus: TableId, tables: readonly ShownPanel[] = []): TablesLayout {
  if (columns < smallest.columns || rows < smallest.rows) return { kind: 'too-small' };
  // A full screen scrolls when its last line is written, so the last line stays empty.
  const height = rows - 1;
  if (columns < 80 || rows < 20) return { kind: 'one', height };
  const body = height - fixedLines;
  const wide = isWide({ columns, rows });
  const lines = inLines(panels.map((panel, index) => shapeOf(panel, { columns, body, wide, tables, bars: barsAround(panels, index, tables) })));
  const at = Math.max(0, lines.findIndex((line) => line.some(({ id }) => id === focus)));
  const sum = (from: number, to: number) => lines.slice(from, to).reduce((total, line) => total + leastOf(line), 0);
  let first = 0;
  while (first < at && sum(first, at + 1) > body) first += 1;
  let last = at;
  while (last + 1 < lines.length && sum(first, last + 2) <= body) last += 1;
  // What is before comes back where there is room for it.
  while (first > 0 && sum(first - 1, last + 1) <= body) first -= 1;
  const shown = lines.slice(first, last + 1);
  const heights = sharedHeights(shown, body);
  const count = (some: readonly (readonly Shape[])[]) => some.reduce((total, line) => total + line.length, 0);
  return {
    kind: 'grid',
    height,
    rows: shown.map((line, index) => {
      const widths = widthsOf(line.length, columns);
      return { height: heights[index] ?? 0, panels: line.map(({ id }, place) => ({ id, width: widths[place] ?? columns })) };
    }),
    hidden: { before: count(lines.slice(0, first)), after: count(lines.slice(last + 1)) },
  };
}

/** How many rankings follow each other around a panel. */
function barsAround(panels: readonly TablePanelModel[], index: number, tables: readonly ShownPanel[]): number {
  const isBars = (at: number): boolean => {
    const panel = panels[at];
    return panel !== undefined && formOf(panel.id, tables) === 'bars';
  };
  let from = index;
  let to = index;
  while (isBars(from - 1)) from -= 1;
  while (isBars(to + 1)) to += 1;
  return to - from + 1;
}

interface Room {
  readonly columns: number;
  readonly body: number;
  readonly wide: boolean;
  readonly tables: readonly ShownPanel[];
  readonly bars: number;
}

function shapeOf(panel: TablePanelModel, { columns, body, wide, tables, bars }: Room): Shape {
  const { id, content } = panel;
  const form = formOf(id, tables);
  const half = wide ? parts / 2 : parts;
  const isEmpty = content !== null && content.empty !== null;
  switch (form) {
    case 'table': {
      const natural = Math.min(naturalHeight(panel, columns), Math.max(usualTable, Math.floor(body / 2)));
      return { id, share: parts, least: Math.min(natural, panel.days === null && content?.courses === null ? leastTable : usualTable), natural, grows: false };
    }
    case 'line':
    case 'columns':
    case 'cumulative':
    case 'stacked':
      return { id, share: half, least: leastChart, natural: isEmpty ? leastChart : usualChart, grows: !isEmpty };
    case 'bars': {
      const natural = 2 + (panel.purpose === null ? 0 : 1) + (content?.picture?.form === 'bars' ? content.picture.bars.rows.length + (content.picture.bars.total === null ? 0 : 1) + content.notes.length : 3);
      return { id, share: bars >= 3 ? parts / 3 : bars === 2 ? parts / 2 : half, least: wide ? natural : Math.min(natural, 7), natural, grows: false };
    }
    case 'tiles':
      return { id, share: parts, least: fewLines, natural: fewLines, grows: false };
    case 'share':
      return { id, share: parts / 2, least: fewLines + 1, natural: fewLines + 1, grows: false };
  }
}

/** Panels in their order, as many on a line as have their share of its width. */
function inLines(shapes: readonly Shape[]): readonly (readonly Shape[])[] {
  const lines: Shape[][] = [];
  let left = 0;
  for (const shape of shapes) {
    if (shape.share <= left) lines.at(-1)?.push(shape);
    else {
      lines.push([shape]);
      left = parts;
    }
    left -= shape.share;
  }
  return lines;
}

const leastOf = (line: readonly Shape[]): number => Math.max(0, ...line.map(({ least }) => least));

/** Every line what it needs, then from the first what it would like, and what is left to those that show more with it. */
function sharedHeights(lines: readonly (readonly Shape[])[], body: number): readonly number[] {
  const heights = lines.map(leastOf);
  let left = body - heights.reduce((sum, one) => sum + one, 0);
  // Rows of a ranking are numbers; a chart that is higher says the same.
  const byNeed = [...lines.entries()].toSorted(([, a], [, b]) => Number(a.some(({ grows }) => grows)) - Number(b.some(({ grows }) => grows)));
  for (const [index, line] of byNeed) {
    const more = Math.max(0, Math.min(left, Math.max(...line.map(({ natural }) => natural)) - (heights[index] ?? 0)));
    heights[index] = (heights[index] ?? 0) + more;
    left -= more;
  }
  const growing = lines.flatMap((line, index) => (line.some(({ grows }) => grows) ? [index] : []));
  for (const [turn, index] of growing.entries()) {
    const more = Math.ceil(left / (growing.length - turn));
    heights[index] = (heights[index] ?? 0) + more;
    left -= more;
  }
  return heights;
}
