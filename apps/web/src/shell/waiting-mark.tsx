import { Show } from 'solid-js';
import type { ReaderView } from '@pegel/client';
import { usePreferences } from '../primitives/create-preferences.js';
import { createWaiting } from '../session/create-waiting.js';
import styles from './waiting-mark.module.css';

/** How many requests to see names wait for whoever looks, beside what leads to them; nothing where none does. */
export function WaitingMark(props: { reader: ReaderView; /** Over the icon of what it stands in, where there is no room beside it. */ isCorner?: boolean }) {
  const { words } = usePreferences();
  const waiting = createWaiting(() => props.reader);
  return (
    <Show when={waiting() > 0}>
      <span class={styles.mark} data-corner={props.isCorner}>
        <span aria-hidden="true">{waiting()}</span>
        <span class="hidden-visually">{words().frame.waiting(waiting())}</span>
      </span>
    </Show>
  );
}
