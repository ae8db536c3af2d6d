import type { Action } from '@pegel/presentation';
import type { PageScreenProps } from './screen-props.js';
import { useActions } from './use-keys.js';
import { usePressed } from './use-pressable.js';

/** What a page does with the keys that every page has. */
export interface PageKeys {
  act(action: Action): void;
  /** So many rows on, or back. */
  rows(step: number): void;
  /** To the first of what is gone through. */
  first(): void;
  enter(): void;
  /** To the panel that somebody pressed. */
  panel(id: string): void;
  /** Gives up what was opened last. */
  back(): void;
}

/** Keys that are called by a name, on every page; the others are actions. */
const named: Readonly<Record<string, (on: PageKeys) => void>> = {
  PageDown: (on) => on.rows(10),
  PageUp: (on) => on.rows(-10),
  Home: (on) => on.first(),
  Enter: (on) => on.enter(),
  Escape: (on) => on.back(),
  Backspace: (on) => on.back(),
};

/** The keys of a page while it has them; what they do is there for whoever chooses an action by its name too. */
export function usePageKeys(keys: PageKeys, { runner, clearMessage }: Pick<PageScreenProps, 'runner' | 'clearMessage'>, isActive: boolean): void {
  runner.current = (action) => keys.act(action);
  usePressed().current = isActive ? keys : null;
  useActions({
    action(action) {
      clearMessage();
      keys.act(action);
    },
    key(key) {
      clearMessage();
      named[key]?.(keys);
    },
  }, isActive);
}
