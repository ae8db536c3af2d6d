import type { TableId, TablePanelModel } from '@pegel/presentation';
import { naturalHeight } from '../components/page-table.js';
import { fixedLines, smallest, type Size } from './layout.js';

/** How a page of tables is arranged. Heights include the edges of panels and add up to at most the body's. */
export type TablesLayout =
  | { readonly kind: 'too-small' }
  /** One table at a time. */
  | { readonly kind: 'one'; readonly height: number }
  | { readonly kind: 'stack'; readonly height: number; readonly panels: readonly { readonly id: TableId; readonly height: number }[] };

/** Edges, heading and two rows; less of a table says nothing. */
const leastHeight = 5;
/** Edges, heading and the seven numbers of a day. */
const usualHeight = 10;

/** Which tables have room, the one in focus always; those that have none are reached with Tab. */
export function tablesLayout({ columns, rows }: Size, panels: readonly TablePanelModel[], focus: TableId): TablesLayout {
  if (columns < smallest.columns || rows < smallest.rows) return { kind: 'too-small' };
  // A full screen scrolls when its last line is written, so the last line stays empty.
  const height = rows - 1;
  if (columns < 80 || rows < 20) return { kind: 'one', height };
  const body = height - fixedLines;
  const most = Math.max(usualHeight, Math.floor(body / 2));
  const heights = panels.map((panel) => Math.min(most, naturalHeight(panel, columns)));
  const at = Math.max(0, panels.findIndex(({ id }) => id === focus));
  const sum = (from: number, to: number) => heights.slice(from, to).reduce((total, one) => total + one, 0);
  let first = 0;
  while (first < at && sum(first, at + 1) > body) first += 1;
  let left = body;
  const shown: { id: TableId; height: number }[] = [];
  for (const [index, panel] of panels.entries()) {
    if (index < first) continue;
    const own = Math.min(heights[index] ?? 0, left);
    if (own < Math.min(leastHeight, heights[index] ?? 0)) break;
    shown.push({ id: panel.id, height: own });
    left -= own;
  }
  return { kind: 'stack', height, panels: shown };
}
