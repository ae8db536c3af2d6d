import { createEffect, createSignal, createUniqueId, Show } from 'solid-js';
import { copyText } from '../explain/copy-text.js';
import controls from '../shell/controls.module.css';
import dialogs from '../shell/dialog.module.css';
import { useSettingsTexts } from './settings-texts.js';
import styles from './settings.module.css';

/** What is shown this once. */
export interface ShownSecret {
  readonly title: string;
  readonly about: string;
  readonly text: string;
}

/** Shows a secret that nobody can show again, so that it closes only when somebody says so. */
export function SecretDialog(props: { shown: ShownSecret | null; onClose: () => void }) {
  const texts = useSettingsTexts();
  const heading = createUniqueId();
  const [isCopied, setCopied] = createSignal(false);
  let dialog: HTMLDialogElement | undefined;

  createEffect(() => {
    if (props.shown !== null) {
      setCopied(false);
      dialog?.showModal();
    } else if (dialog?.open === true) dialog.close();
  });

  const copy = async (text: string) => setCopied(await copyText(text));

  return (
    <dialog class={`${dialogs.dialog} ${dialogs.asking}`} ref={(element) => (dialog = element)} aria-labelledby={heading} onCancel={(event) => event.preventDefault()} onClose={() => props.onClose()}>
      <Show when={props.shown}>
        {(shown) => (
          <div class={styles.secretBox}>
            <h2 id={heading}>{shown().title}</h2>
            <p class={dialogs.about}>{shown().about}</p>
            <code class={styles.secret}>{shown().text}</code>
            <div class={dialogs.actions}>
              <span class={styles.said} role="status">{isCopied() ? texts().members.copied : ''}</span>
              <button type="button" class={controls.button} onClick={() => void copy(shown().text)}>{texts().members.copy}</button>
              <button type="button" class={`${controls.button} ${controls.primary}`} onClick={() => dialog?.close()}>{texts().members.done}</button>
            </div>
          </div>
        )}
      </Show>
    </dialog>
  );
}
