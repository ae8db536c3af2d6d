import type { TableId } from '@pegel/presentation';
import type { Hints } from './frame-lines.js';

/** What somebody did to a page of tables: where they are, and what they opened. Numbers are not part of it. */
export interface TablesView {
  readonly focus: TableId;
  /** The row that the cursor is on. */
  readonly row: number;
  /** The first column shown after what names the row. */
  readonly column: number;
  /** The table in focus stands in place of the page. */
  readonly enlarged: boolean;
  /** Whether the number under the cursor is being explained. */
  readonly explain: boolean;
  /** The first line of the explanation on the screen. */
  readonly scroll: number;
  readonly help: boolean;
}

/** How far somebody can go in what has the focus. */
interface Extent {
  readonly rows: number;
  readonly columns: number;
  /** Lines of the explanation that can be scrolled away. */
  readonly lines: number;
}

export type TablesMove =
  | { readonly kind: 'focus'; readonly among: readonly TableId[]; readonly step: 1 | -1 }
  | { readonly kind: 'row'; readonly step: number; readonly extent: Extent }
  | { readonly kind: 'column'; readonly step: 1 | -1; readonly extent: Extent }
  | { readonly kind: 'enlarge' | 'explain' | 'help' | 'back' };

export const firstTablesView = (focus: TableId): TablesView => ({ focus, row: 0, column: 0, enlarged: false, explain: false, scroll: 0, help: false });

const within = (value: number, most: number): number => Math.max(0, Math.min(most, value));

export function movedTables(view: TablesView, move: TablesMove): TablesView {
  switch (move.kind) {
    case 'focus': {
      const next = move.among[(move.among.indexOf(view.focus) + move.step + move.among.length) % move.among.length] ?? view.focus;
      return { ...view, help: false, focus: next, row: 0, column: 0, scroll: 0 };
    }
    case 'row':
      if (view.explain) return { ...view, scroll: within(view.scroll + move.step, move.extent.lines) };
      return { ...view, row: within(view.row + move.step, move.extent.rows - 1) };
    case 'column':
      return { ...view, column: within(view.column + move.step, move.extent.columns - 1), scroll: 0 };
    case 'enlarge':
      return { ...view, help: false, explain: false, enlarged: !view.enlarged };
    case 'explain':
      return { ...view, help: false, explain: view.help || !view.explain, scroll: 0 };
    case 'help':
      return { ...view, help: !view.help };
    case 'back':
      // The top layer goes first.
      if (view.help) return { ...view, help: false };
      return view.explain ? { ...view, explain: false, scroll: 0 } : { ...view, enlarged: false };
  }
}

/** What the last line of the screen offers. */
export const tablesHints = ({ help, enlarged, explain }: TablesView): Hints => ({
  help,
  explain,
  isOpen: enlarged || explain,
  actions: ['panel.next', 'panel.explain', ...(enlarged ? [] : ['panel.enlarge' as const]), 'export.csv', 'data.refresh', 'page.choose', 'language.toggle', 'quit', 'live.pause'],
});
