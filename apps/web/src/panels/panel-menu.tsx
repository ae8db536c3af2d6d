import { controlsWordsIn } from '@pegel/presentation';
import { createSignal, lazy, Show, Suspense } from 'solid-js';
import { usePreferences } from '../primitives/create-preferences.js';
import { MoreIcon } from '../shell/icons.jsx';
import controls from '../shell/controls.module.css';
import type { PanelActions, PanelOffer } from './panel-actions.js';

/** A menu is loaded by whoever opens the first one. */
const PanelMenuItems = lazy(async () => ({ default: (await import('./panel-menu-items.jsx')).PanelMenuItems }));

/** Everything a panel can do, in one menu. */
export function PanelMenu(props: { title: string; offer: PanelOffer; actions: PanelActions }) {
  const { language } = usePreferences();
  const [isAsked, setAsked] = createSignal(false);
  const label = () => controlsWordsIn(language()).panel.menu(props.title);
  const button = () => (
    <button type="button" class={controls.icon} aria-label={label()} title={label()} aria-haspopup="menu" aria-expanded="false" onClick={() => setAsked(true)}>
      <MoreIcon />
    </button>
  );
  return (
    <Show when={isAsked()} fallback={button()}>
      <Suspense fallback={button()}>
        <PanelMenuItems {...props} label={label()} />
      </Suspense>
    </Show>
  );
}
