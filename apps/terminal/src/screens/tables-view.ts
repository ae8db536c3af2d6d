import type { TableId, TablesPageModel } from '@pegel/presentation';
import type { Hints } from './frame-lines.js';

/** What somebody did to a page beside what its link says: where they are, and what lies over it. Numbers are not part of it. */
export interface TablesView {
  readonly focus: TableId;
  /** The row that the cursor is on. */
  readonly row: number;
  /** The first column shown after what names the row. */
  readonly column: number;
  /** Whether the number under the cursor is being explained. */
  readonly explain: boolean;
  /** The first line of the explanation on the screen. */
  readonly scroll: number;
  /** Whether lines are drawn from zero. */
  readonly fromZero: boolean;
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
  | { readonly kind: 'go'; readonly focus: TableId }
  | { readonly kind: 'row'; readonly step: number; readonly extent: Extent }
  | { readonly kind: 'column'; readonly step: 1 | -1; readonly extent: Extent }
  | { readonly kind: 'explain' | 'zoom' | 'close' };

export const firstTablesView = (focus: TableId): TablesView => ({ focus, row: 0, column: 0, explain: false, scroll: 0, fromZero: false });

const within = (value: number, most: number): number => Math.max(0, Math.min(most, value));

export function movedTables(view: TablesView, move: TablesMove): TablesView {
  switch (move.kind) {
    case 'focus': {
      const next = move.among[(move.among.indexOf(view.focus) + move.step + move.among.length) % move.among.length] ?? view.focus;
      return { ...view, focus: next, row: 0, column: 0, scroll: 0 };
    }
    case 'go':
      return { ...view, focus: move.focus, row: 0, column: 0, scroll: 0 };
    case 'row':
      if (view.explain) return { ...view, scroll: within(view.scroll + move.step, move.extent.lines) };
      return { ...view, row: within(view.row + move.step, move.extent.rows - 1) };
    case 'column':
      return { ...view, column: within(view.column + move.step, move.extent.columns - 1), scroll: 0 };
    case 'explain':
      return { ...view, explain: !view.explain, scroll: 0 };
    case 'zoom':
      return { ...view, fromZero: !view.fromZero };
    case 'close':
      return { ...view, explain: false, scroll: 0 };
  }
}

/** What the last line of the screen offers. */
export function tablesHints({ explain }: TablesView, { enlarged, pictured, hasPoints, hasDays, hasWindows, isRanking }: { readonly enlarged: boolean; readonly pictured: boolean; readonly hasPoints: boolean; readonly hasDays: boolean; readonly hasWindows: boolean; readonly isRanking: boolean }): Hints {
  return {
    explain,
    isOpen: enlarged || explain,
    points: hasPoints && !explain,
    actions: [
      'panel.next', ...(hasWindows ? ['spend.window' as const] : []), ...(hasDays ? ['time.previous' as const] : []), 'panel.explain', ...(pictured ? ['panel.table' as const] : []), ...(enlarged ? [] : ['panel.enlarge' as const]), ...(isRanking ? ['list.filter' as const, 'list.sort' as const] : []),
      'time.menu', 'export.csv', 'palette', 'copy.markdown', 'comparison.cycle', 'grain.cycle', 'data.refresh', 'language.toggle', 'live.pause', 'quit',
    ],
  };
}

/** Of several lengths of the same, the chosen one. */
export const chosenWindows = (model: TablesPageModel): TablesPageModel => ({ ...model, panels: model.panels.filter(({ windows }) => windows === null || windows.own === windows.chosen) });
