import type { Handlers } from '../primitives/create-keyboard.js';

/** Moving about the panels of a page, the rows of a list and the points of a chart. Each says no where there is nothing to move along. */
export const moves: Handlers = {
  'panel.next': () => toPanel(1),
  'panel.previous': () => toPanel(-1),
  'row.next': () => toRow(1),
  'row.previous': () => toRow(-1),
  'point.next': () => toPoint(({ valueAsNumber }) => valueAsNumber + 1),
  'point.previous': () => toPoint(({ valueAsNumber }) => valueAsNumber - 1),
  'ends.last': () => toPoint(({ max }) => Number(max)) || toRow(Infinity),
};

const inside = 'a[href], button:not([disabled]), input:not([disabled]), summary';

/** Gives a panel the focus, so that the keys of panels mean it. */
function focusPanel(panel: HTMLElement): void {
  if (!panel.hasAttribute('tabindex')) panel.tabIndex = -1;
  panel.focus();
  // jsdom cannot scroll.
  panel.scrollIntoView?.({ block: 'nearest' });
}

/** The same for a panel of a page that is on its way; after a while nobody waits for it any more. */
export function focusPanelOnceThere(id: string, left = 100): void {
  const panel = document.querySelector<HTMLElement>(`main [data-panel="${CSS.escape(id)}"]`);
  if (panel !== null) focusPanel(panel);
  else if (left > 0) setTimeout(() => focusPanelOnceThere(id, left - 1), 50);
}

function toPanel(step: 1 | -1): boolean {
  const panels = [...document.querySelectorAll<HTMLElement>('main [data-panel]')];
  const here = document.activeElement?.closest('[data-panel]');
  const index = here === null || here === undefined ? (step > 0 ? -1 : panels.length) : panels.findIndex((panel) => panel === here);
  const next = panels[Math.min(Math.max(index + step, 0), panels.length - 1)];
  if (next === undefined) return false;
  focusPanel(next);
  return true;
}

/** Rows without anything to press are passed over. */
function toRow(step: number): boolean {
  const row = document.activeElement?.closest('main li, main tr');
  if (row === null || row === undefined) return false;
  const rows = [...(row.parentElement?.children ?? [])].filter((other) => other === row || other.querySelector(inside) !== null);
  const next = rows[Math.min(Math.max(rows.indexOf(row) + step, 0), rows.length - 1)]?.querySelector<HTMLElement>(inside);
  next?.focus();
  return next !== undefined && next !== null;
}

/** Moves the cursor of the chart that has the focus, as its own arrow keys do. */
function toPoint(next: (cursor: HTMLInputElement) => number): boolean {
  const cursor = document.activeElement;
  if (!(cursor instanceof HTMLInputElement) || cursor.type !== 'range') return false;
  cursor.valueAsNumber = next(cursor);
  cursor.dispatchEvent(new Event('input', { bubbles: true }));
  return true;
}
