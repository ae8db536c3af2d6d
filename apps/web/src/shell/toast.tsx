import { controlsWordsIn } from '@pegel/presentation';
import { Show } from 'solid-js';
import { usePreferences } from '../primitives/create-preferences.js';
import type { Toasts } from '../primitives/create-toasts.js';
import controls from './controls.module.css';
import { CloseIcon } from './icons.jsx';
import styles from './toast.module.css';

/** The place where it is said; always there, so that a screen reader listens. */
export function Toast(props: { toasts: Toasts }) {
  const { language } = usePreferences();
  return (
    <div class={styles.place} onPointerEnter={() => props.toasts.pause()} onPointerLeave={() => props.toasts.resume()} onFocusIn={() => props.toasts.pause()} onFocusOut={() => props.toasts.resume()}>
      <p class={styles.text} role="status">{props.toasts.text()}</p>
      <Show when={props.toasts.text() !== ''}>
        <button type="button" class={controls.icon} aria-label={controlsWordsIn(language()).toast.close} onClick={() => props.toasts.dismiss()}><CloseIcon /></button>
      </Show>
    </div>
  );
}
