import { controlsWordsIn } from '@pegel/presentation';
import { createResource, createSignal, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { createEscape } from '../primitives/create-escape.js';
import { usePreferences } from '../primitives/create-preferences.js';
import { MoreIcon } from '../shell/icons.jsx';
import controls from '../shell/controls.module.css';
import type { PanelActions, PanelOffer } from './panel-actions.js';

/** Everything a panel can do, in one menu, which is loaded by whoever opens the first one. */
export function PanelMenu(props: { title: string; offer: PanelOffer; actions: PanelActions }) {
  const { language } = usePreferences();
  const [isAsked, setAsked] = createSignal(false);
  const [loaded] = createResource(isAsked, async () => (await import('./panel-menu-items.jsx')).PanelMenuItems);
  // Until it is there the button stays as it is, with the focus on it.
  const items = () => (isAsked() && (loaded.state === 'ready' || loaded.state === 'errored') ? loaded() : undefined);
  createEscape(() => isAsked() && items() === undefined, () => setAsked(false));
  const label = () => controlsWordsIn(language()).panel.menu(props.title);
  return (
    <Show
      when={items()}
      fallback={
        <button type="button" class={controls.icon} aria-label={label()} title={label()} aria-haspopup="menu" aria-expanded="false" onClick={() => setAsked(true)}>
          <MoreIcon />
        </button>
      }
    >
      {(menu) => <Dynamic component={menu()} {...props} label={label()} />}
    </Show>
  );
}
