import type { PanelId } from '@pegel/presentation';
import type { Focus } from './focus.js';
import type { Hints } from './frame-lines.js';

/** What somebody did to the screen: where they are, and what they opened. Numbers are not part of it. */
export interface OverviewView {
  /** `null` until somebody moves: then it is the first panel there is room for. */
  readonly focus: Focus | null;
  /** The panel shown as a table instead of everything. */
  readonly table: PanelId | null;
  /** Whether the number in focus is being explained. */
  readonly explain: boolean;
  /** The first row of the table or explanation on the screen. */
  readonly scroll: number;
  readonly help: boolean;
}

/** What is on the screen when somebody moves. Keys can follow each other faster than frames, so the focus itself is not part of it. */
export interface Shown {
  /** What Tab goes through. */
  readonly among: readonly Focus[];
  /** What has the focus while nobody has moved. */
  readonly first: Focus;
  panelOf(focus: Focus): PanelId | null;
}

export type Move =
  | { readonly kind: 'focus'; readonly shown: Shown; readonly step: 1 | -1 }
  | { readonly kind: 'table'; readonly shown: Shown }
  | { readonly kind: 'explain' }
  | { readonly kind: 'scroll'; readonly step: number; readonly rows: number }
  | { readonly kind: 'help' }
  | { readonly kind: 'back' };

/** What the last line of the screen offers. */
export const hintsOf = ({ help, table, explain }: OverviewView): Hints => ({
  help,
  explain,
  isOpen: table !== null || explain,
  actions: ['panel.next', 'panel.explain', 'panel.table', 'export.csv', 'data.refresh', 'page.choose', 'language.toggle', 'quit', 'live.pause'],
});

export const firstView = (focus: Focus | null): OverviewView => ({ focus, table: null, explain: false, scroll: 0, help: false });

export function moved(view: OverviewView, move: Move): OverviewView {
  switch (move.kind) {
    case 'focus': {
      const { among, panelOf } = move.shown;
      const next = among[(among.indexOf(focusIn(view, move.shown)) + move.step + among.length) % among.length] ?? null;
      // Whoever compares tables or explanations goes from one to the next.
      return { ...view, help: false, focus: next, table: view.table === null || next === null ? null : panelOf(next), scroll: 0 };
    }
    case 'table':
      return { ...view, help: false, explain: false, table: view.table === null ? move.shown.panelOf(focusIn(view, move.shown)) : null, scroll: 0 };
    case 'explain':
      return { ...view, help: false, explain: view.help || !view.explain, scroll: 0 };
    case 'scroll':
      return view.table === null && !view.explain ? view : { ...view, scroll: Math.max(0, Math.min(move.rows - 1, view.scroll + move.step)) };
    case 'help':
      return { ...view, help: !view.help };
    case 'back':
      // The top layer goes first.
      if (view.help) return { ...view, help: false };
      return view.explain ? { ...view, explain: false, scroll: 0 } : { ...view, table: null };
  }
}

/** What has the focus. A tile that has lost its place gives it to the panel that says the same. */
export function focusIn({ focus }: Pick<OverviewView, 'focus'>, { among, first, panelOf }: Shown): Focus {
  if (focus === null) return first;
  return among.includes(focus) ? focus : (panelOf(focus) ?? first);
}
