import { createContext, createSignal, onCleanup, useContext, type Accessor } from 'solid-js';
import { afterPaint } from '../primitives/after-paint.js';
import type { ReportStatus } from '../primitives/create-reports.js';

/** Whether a page was drawn before: whoever opens the first one waits for its numbers, and whoever goes on for an answer to a key or a click. */
let wasDrawn = false;

/** The panels of a page in the order in which they are drawn. */
export interface Turns {
  /** Takes a place at the end; true once it is its turn, and from then on. */
  take(): Accessor<boolean>;
}

/** Going to a page is answered with its frame and the places of its panels; each panel is drawn in a frame of its own, and the first of all at once. */
export function createTurns(): Turns {
  const waiting: (() => void)[] = [];
  let isAtOnce = !wasDrawn;
  let isOver = false;
  wasDrawn = true;
  onCleanup(() => (isOver = true));
  const next = () => afterPaint(() => {
    if (isOver) return;
    waiting.shift()?.();
    if (waiting.length > 0) next();
  });
  return {
    take() {
      if (isAtOnce) {
        isAtOnce = false;
        return () => true;
      }
      const [isDue, setDue] = createSignal(false);
      waiting.push(() => setDue(true));
      if (waiting.length === 1) next();
      return isDue;
    },
  };
}

/** Of a panel before a page is past its frame. */
export const untold = { isLoading: true, isRefreshing: false, error: null } as const satisfies ReportStatus;

/** Whether a page is past its frame: one that somebody goes on to is answered with it, and its numbers are told once it was painted. */
export function createPastFrame(): Accessor<boolean> {
  const [isPast, setPast] = createSignal(!wasDrawn);
  if (!isPast()) afterPaint(() => setPast(true));
  return isPast;
}

export const TurnsContext = createContext<Turns>();

/** Whether a panel is to be drawn by now; outside a page of several, at once. */
export const useTurn = (): Accessor<boolean> => useContext(TurnsContext)?.take() ?? (() => true);
