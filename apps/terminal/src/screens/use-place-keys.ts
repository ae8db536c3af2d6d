import { useRef, useState } from 'react';
import type { Action } from '@pegel/presentation';
import type { PlacePanel } from './PlaceFrame.js';
import type { PlaceScreenProps } from './screen-props.js';
import { usePageKeys } from './use-page-keys.js';

interface PlaceKeys {
  /** Moves inside a panel, up and down; false where it has nothing to move through. */
  move?(step: number, panel: string): boolean;
  /** The same to the right and to the left. */
  turn?(step: 1 | -1, panel: string): void;
  enter?(panel: string): void;
  /** Writes a file, wherever somebody is. */
  take?(): void;
  copy?(): void;
  /** What p does where nothing is live. */
  show?(): void;
  /** Days of the page's own are chosen from those with a name, or between two. */
  days?(custom: boolean): void;
  refresh(): void;
}

/** The keys of a page that is not of numbers: Tab goes from panel to panel, the arrows inside one, and the rest is every page's. */
export function usePlaceKeys({ hasKeys, runner, act: actOnAny, clearMessage }: PlaceScreenProps, panels: readonly PlacePanel[], keys: PlaceKeys): { readonly focus: string; readonly scroll: number } {
  const [view, setView] = useState({ focus: panels[0]?.id ?? '', scroll: 0 });
  const newest = useRef(view);
  const focus = panels.some(({ id }) => id === view.focus) ? view.focus : (panels[0]?.id ?? '');
  const change = (next: typeof view) => {
    newest.current = next;
    setView(next);
  };
  const step = (by: number) => {
    const now = newest.current;
    const place = panels.some(({ id }) => id === now.focus) ? now.focus : focus;
    if (keys.move?.(by, place) === true) return;
    change({ focus: place, scroll: Math.max(0, Math.min(now.scroll + by, (panels.find(({ id }) => id === place)?.lines(80).length ?? 1) - 1)) });
  };
  const act = (action: Action): void => {
    const ids = panels.map(({ id }) => id);
    switch (action) {
      case 'panel.next':
      case 'panel.previous':
        return change({ focus: ids[(ids.indexOf(newest.current.focus) + (action === 'panel.next' ? 1 : -1) + ids.length) % ids.length] ?? focus, scroll: 0 });
      case 'row.next':
        return step(1);
      case 'row.previous':
        return step(-1);
      case 'ends.last':
        return step(10_000);
      case 'point.next':
      case 'point.previous':
        return keys.turn?.(action === 'point.next' ? 1 : -1, newest.current.focus);
      case 'time.menu':
      case 'time.custom':
        return keys.days?.(action === 'time.custom');
      case 'copy.markdown':
        return keys.copy?.();
      case 'export.csv':
        return keys.take?.();
      case 'live.pause':
        return keys.show?.();
      case 'data.refresh':
        return keys.refresh();
      default:
        return actOnAny(action, null);
    }
  };
  usePageKeys({
    act,
    rows: step,
    first: () => step(-10_000),
    enter: () => keys.enter?.(newest.current.focus),
    panel: (id) => change({ focus: id, scroll: 0 }),
    back: () => undefined,
  }, { runner, clearMessage }, hasKeys);
  return { focus, scroll: view.scroll };
}
