import { createContext, createSignal, onCleanup, useContext, type Accessor } from 'solid-js';
import { afterPaint } from '../primitives/after-paint.js';
import type { ReportStatus } from '../primitives/create-reports.js';

/** Whether a page was drawn before: whoever opens the first one waits for its numbers, and whoever goes on for an answer to a key or a click. */
let wasDrawn = false;

/** What a panel may show by now. */
export interface Turn {
  /** Its title and tools; before, there is only its place. */
  readonly isFramed: Accessor<boolean>;
  /** Its numbers. */
  readonly isDue: Accessor<boolean>;
}

/** The panels of a page in the order in which they are drawn. */
export interface Turns {
  /** Takes a place at the end. What may be shown once may be shown from then on. */
  take(): Turn;
}

/** No more than one panel begins on so much of the height of a window, two of them beside each other. */
const heightOfPanel = 225;

const always = () => true;

/**
 * Going to a page is answered with its frame and the places of its panels, those in sight with their titles. After that all have theirs,
 * and each panel is drawn in a frame of its own; the first of all at once.
 */
export function createTurns(): Turns {
  const waiting: (() => void)[] = [];
  const framedAtOnce = Math.ceil(innerHeight / heightOfPanel);
  const [areAllFramed, setAllFramed] = createSignal(false);
  let taken = 0;
  let isAtOnce = !wasDrawn;
  let isOver = false;
  wasDrawn = true;
  onCleanup(() => (isOver = true));
  const next = () => afterPaint(() => {
    if (isOver) return;
    setAllFramed(true);
    waiting.shift()?.();
    if (waiting.length > 0) next();
  });
  return {
    take() {
      taken += 1;
      const isFramed = taken <= framedAtOnce ? always : areAllFramed;
      if (isAtOnce) {
        isAtOnce = false;
        return { isFramed, isDue: always };
      }
      const [isDue, setDue] = createSignal(false);
      waiting.push(() => setDue(true));
      if (waiting.length === 1) next();
      return { isFramed, isDue };
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

/** What a panel may show by now; outside a page of several, everything at once. */
export const useTurn = (): Turn => useContext(TurnsContext)?.take() ?? { isFramed: always, isDue: always };
