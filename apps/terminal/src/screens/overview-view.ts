import type { PanelId } from '@pegel/presentation';

/** What somebody did to the screen: where they are, and what they opened. Numbers are not part of it. */
export interface OverviewView {
  /** `null` until somebody moves: then it is the first panel there is room for. */
  readonly focus: PanelId | null;
  /** The panel shown as a table instead of everything. */
  readonly table: PanelId | null;
  /** The first row of that table on the screen. */
  readonly scroll: number;
  readonly help: boolean;
}

/** `first` is what has the focus while nobody has moved. */
export type Move =
  | { readonly kind: 'focus'; readonly panels: readonly PanelId[]; readonly first: PanelId; readonly step: 1 | -1 }
  | { readonly kind: 'table'; readonly first: PanelId }
  | { readonly kind: 'scroll'; readonly step: number; readonly rows: number }
  | { readonly kind: 'help' }
  | { readonly kind: 'back' };

export const firstView = (focus: PanelId | null): OverviewView => ({ focus, table: null, scroll: 0, help: false });

export function moved(view: OverviewView, move: Move): OverviewView {
  switch (move.kind) {
    case 'focus': {
      const next = move.panels[(move.panels.indexOf(view.focus ?? move.first) + move.step + move.panels.length) % move.panels.length] ?? view.focus;
      // Whoever compares tables goes from one to the next.
      return { ...view, help: false, focus: next, table: view.table === null ? null : next, scroll: 0 };
    }
    case 'table':
      return { ...view, help: false, table: view.table === null ? (view.focus ?? move.first) : null, scroll: 0 };
    case 'scroll':
      return view.table === null ? view : { ...view, scroll: Math.max(0, Math.min(move.rows - 1, view.scroll + move.step)) };
    case 'help':
      return { ...view, help: !view.help };
    case 'back':
      return { ...view, help: false, table: view.help ? view.table : null };
  }
}
