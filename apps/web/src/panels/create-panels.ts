import { controlsWordsIn, panelMarkdown, pinnedTo, toUrl, type PageFrame, type ShownPanel } from '@pegel/presentation';
import { createSignal, type Accessor } from 'solid-js';
import { copyText } from '../explain/copy-text.js';
import { usePreferences } from '../primitives/create-preferences.js';
import type { Toasts } from '../primitives/create-toasts.js';
import type { View } from '../primitives/create-view.js';
import type { Handlers } from '../primitives/create-keyboard.js';
import type { PanelActions, PanelOffer } from './panel-actions.js';

/** What a page does for its panels, and the keys for it. */
export interface Panels {
  readonly actions: PanelActions;
  readonly keys: Handlers;
  /** What the browser did not copy, until somebody has taken it. */
  readonly uncopied: Accessor<string | null>;
  forgetUncopied(): void;
}

export function createPanels(view: View, frame: Accessor<PageFrame>, toasts: Toasts): Panels {
  const { words, language } = usePreferences();
  const offers = new Map<ShownPanel, Accessor<PanelOffer | null>>();
  const [uncopied, setUncopied] = createSignal<string | null>(null);
  const copy = async (text: string, said: string) => {
    if (await copyText(text)) toasts.say(said);
    else setUncopied(text);
  };
  const pinned = () => pinnedTo(view.state(), frame().calendar?.completeThrough ?? null);
  const addressOf = (state: ReturnType<typeof pinned>) => `${location.origin}${toUrl({ ...state, explain: null })}`;

  const actions: PanelActions = {
    enlarged: () => view.state().panel,
    enlarge: (id) => view.change({ panel: view.state().panel === id ? null : id, explain: null }),
    copyMarkdown: (id) => {
      const table = offers.get(id)?.()?.table ?? null;
      if (table !== null) void copy(panelMarkdown(table, frame().dataLine, addressOf({ ...pinned(), panel: id })), words().explain.copied);
    },
    copyLink: (id, isPinned) =>
      void copy(addressOf({ ...(isPinned ? pinned() : view.state()), panel: id }), isPinned ? controlsWordsIn(language()).toast.pinnedLinkCopied : words().explain.linkCopied),
    add: (id, offer) => {
      offers.set(id, offer);
      return () => void (offers.get(id) === offer && offers.delete(id));
    },
  };

  /** The panel with the focus; where one has the page to itself, that one. */
  const focused = (): ShownPanel | undefined => {
    const id = document.activeElement?.closest<HTMLElement>('[data-panel]')?.dataset['panel'] ?? view.state().panel;
    return [...offers.keys()].find((known) => known === id);
  };
  const withFocused = (run: (id: ShownPanel) => void) => () => {
    const id = focused();
    if (id === undefined) return false;
    run(id);
    return true;
  };
  return {
    actions,
    uncopied,
    forgetUncopied: () => setUncopied(null),
    keys: {
      'panel.enlarge': withFocused(actions.enlarge),
      // A number with the focus is copied with its explanation.
      'copy.markdown': () => document.activeElement?.matches('[data-explain], input') !== true && withFocused(actions.copyMarkdown)(),
      'copy.link': () => copy(addressOf(view.state()), words().explain.linkCopied),
    },
  };
}
