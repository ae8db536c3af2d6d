import { createSignal, Show, type Accessor, type JSX } from 'solid-js';
import { usePreferences } from '../primitives/create-preferences.js';
import { chartWordsIn } from '@pegel/presentation';
import controls from './chart-controls.module.css';
import styles from './line-chart.module.css';

/** Whether what a picture stands beside is drawn: it is, until somebody puts it out of their way. */
export function createComparison(): { readonly isShown: Accessor<boolean>; readonly toggle: () => void } {
  const [isShown, setShown] = createSignal(true);
  return { isShown, toggle: () => void setShown((shown) => !shown) };
}

/** Below a picture: its legend with what it stands beside, which shows and hides it, or why there is nothing; and what else changes how it is drawn. */
export function Legend(props: { title: string; label: string | null; missing: string | null; comparison: ReturnType<typeof createComparison>; children?: JSX.Element }) {
  const { language } = usePreferences();
  return (
    <div class={controls.row} role="group" aria-label={chartWordsIn(language()).legend(props.title)}>
      <Show when={props.label}>
        {(label) => (
          <button type="button" class={controls.toggle} aria-pressed={props.comparison.isShown()} onClick={() => props.comparison.toggle()} data-legend="comparison">
            <svg width="22" height="14" viewBox="0 0 22 14" aria-hidden="true"><path class={styles.comparison} d="M0 7h22" /></svg>
            {label()}
          </button>
        )}
      </Show>
      <Show when={props.missing}>{(missing) => <span class={controls.said}>{missing()}</span>}</Show>
      {props.children}
    </div>
  );
}
