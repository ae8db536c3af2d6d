import { createEffect, createUniqueId, Show } from 'solid-js';
import { CopiedText } from '../form/copied-text.jsx';
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
  let dialog: HTMLDialogElement | undefined;

  createEffect(() => {
    if (props.shown !== null) dialog?.showModal();
    else if (dialog?.open === true) dialog.close();
  });

  return (
    <dialog class={`${dialogs.dialog} ${dialogs.asking}`} ref={(element) => (dialog = element)} aria-labelledby={heading} onCancel={(event) => event.preventDefault()} onClose={() => props.onClose()}>
      <Show when={props.shown}>
        {(shown) => (
          <div class={styles.secretBox}>
            <h2 id={heading}>{shown().title}</h2>
            <p class={dialogs.about}>{shown().about}</p>
            <CopiedText label={shown().title} text={shown().text} />
            <div class={dialogs.actions}>
              <button type="button" class={`${controls.button} ${controls.primary}`} onClick={() => dialog?.close()}>{texts().members.done}</button>
            </div>
          </div>
        )}
      </Show>
    </dialog>
  );
}
