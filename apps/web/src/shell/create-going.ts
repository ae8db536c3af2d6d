import { useBeforeLeave, useLocation } from '@solidjs/router';
import { createContext, createEffect, createSignal, on, useContext, type Accessor } from 'solid-js';
import { afterPaint } from '../primitives/after-paint.js';

export interface Going {
  /** The place in the navigation where somebody is; once they go to another, already that one. */
  readonly place: Accessor<string>;
  /** Told of each address that a key or a link of the navigation leads to: whoever chooses the one they are at stays there, also if they were on the way to another. */
  chose(address: string): void;
}

/**
 * A key or a click is answered with the mark of the page it leads to, and that page is drawn once the mark was painted.
 * @param isMarked Whether the navigation has a mark for a place.
 */
export function createGoing(isMarked: (place: string) => boolean): Going {
  const location = useLocation();
  const here = () => placeOf(location.pathname);
  const [ahead, setAhead] = createSignal<string | null>(null);
  /** Whoever changes their mind meanwhile goes there, and nowhere else before. */
  let newest: object | null = null;
  useBeforeLeave((leaving) => {
    newest = leaving;
    setAhead(null);
    // Back and forward have happened by now. A redirect answers nobody, and in a tab that nobody sees nothing is painted.
    if (leaving.defaultPrevented || typeof leaving.to !== 'string' || leaving.options?.replace === true || document.hidden) return;
    const there = placeOf(new URL(leaving.to, globalThis.location.href).pathname);
    if (there === here() || !isMarked(there)) return;
    leaving.preventDefault();
    setAhead(there);
    afterPaint(() => {
      if (newest === leaving) leaving.retry(true);
    });
  });
  createEffect(on(() => location.pathname, () => setAhead(null), { defer: true }));
  return {
    place: () => ahead() ?? here(),
    chose(address) {
      // The router takes no notice of a way that leads to where one is.
      if (address !== `${location.pathname}${location.search}`) return;
      newest = null;
      setAhead(null);
    },
  };
}

/** What the navigation can mark: a page of an organisation, with all below it. */
export const placeOf = (path: string): string => path.split('/', 3).join('/');

export const GoingContext = createContext<Going>();

/** Where somebody is, or is going. */
export function useGoing(): Going {
  const going = useContext(GoingContext);
  if (going === undefined) throw new Error('Only the frame of an organisation has a navigation.');
  return going;
}
