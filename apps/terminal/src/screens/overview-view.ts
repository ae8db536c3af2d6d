import type { PanelId } from '@pegel/presentation';
import type { Focus } from './focus.js';
import type { Hints } from './frame-lines.js';

/** What somebody did to the screen beside what its link says: where they are, and what lies over it. Numbers are not part of it. */
export interface OverviewView {
  /** `null` until somebody moves: then it is the first panel there is room for. */
  readonly focus: Focus | null;
  /** Whether the number in focus is being explained. */
  readonly explain: boolean;
  /** The row of what has the focus, or the first line of an explanation on the screen. */
  readonly scroll: number;
  /** Whether lines are drawn from zero. */
  readonly fromZero: boolean;
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
  | { readonly kind: 'go'; readonly focus: Focus }
  | { readonly kind: 'scroll'; readonly step: number; readonly rows: number }
  | { readonly kind: 'explain' | 'zoom' | 'close' };

/** What the last line of the screen offers. */
export const overviewHints = ({ explain }: Pick<OverviewView, 'explain'>, { enlarged, points }: { readonly enlarged: boolean; readonly points: boolean }): Hints => ({
  explain,
  isOpen: enlarged || explain,
  points: points && !explain,
  actions: ['panel.next', 'time.menu', 'panel.explain', 'panel.table', 'panel.enlarge', 'export.csv', 'palette', 'comparison.cycle', 'copy.markdown', 'data.refresh', 'language.toggle', 'live.pause', 'quit'],
});

export const firstView = (focus: Focus | null): OverviewView => ({ focus, explain: false, scroll: 0, fromZero: false });

export function moved(view: OverviewView, move: Move): OverviewView {
  switch (move.kind) {
    case 'focus': {
      const { among } = move.shown;
      const next = among[(among.indexOf(focusIn(view, move.shown)) + move.step + among.length) % among.length] ?? null;
      return { ...view, focus: next, scroll: 0 };
    }
    case 'go':
      return { ...view, focus: move.focus, scroll: 0 };
    case 'scroll':
      return { ...view, scroll: Math.max(0, Math.min(move.rows - 1, view.scroll + move.step)) };
    case 'explain':
      return { ...view, explain: !view.explain, scroll: 0 };
    case 'zoom':
      return { ...view, fromZero: !view.fromZero };
    case 'close':
      return { ...view, explain: false, scroll: 0 };
  }
}

/** What has the focus. A tile that has lost its place gives it to the panel that says the same. */
export function focusIn({ focus }: Pick<OverviewView, 'focus'>, { among, first, panelOf }: Shown): Focus {
  if (focus === null) return first;
  return among.includes(focus) ? focus : (panelOf(focus) ?? first);
}
