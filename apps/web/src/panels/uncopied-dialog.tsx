import { controlsWordsIn } from '@pegel/presentation';
import { createUniqueId, onMount } from 'solid-js';
import { usePreferences } from '../primitives/create-preferences.js';
import controls from '../shell/controls.module.css';
import dialogs from '../shell/dialog.module.css';
import styles from './uncopied-dialog.module.css';

/** What the browser did not put on the clipboard, selected, to be copied by hand. */
export function UncopiedDialog(props: { text: string; onClose: () => void }) {
  const { language } = usePreferences();
  const words = () => controlsWordsIn(language()).toast;
  const about = createUniqueId();
  let dialog: HTMLDialogElement | undefined;
  let field: HTMLTextAreaElement | undefined;
  onMount(() => {
    dialog?.showModal();
    field?.select();
  });
  return (
    <dialog class={`${dialogs.dialog} ${styles.dialog}`} ref={(element) => (dialog = element)} aria-labelledby={about} onClose={() => props.onClose()}>
      <p id={about}>{words().failed}</p>
      <textarea class={styles.text} ref={(element) => (field = element)} readonly rows="10" aria-labelledby={about}>{props.text}</textarea>
      <button type="button" class={controls.button} onClick={() => dialog?.close()}>{words().close}</button>
    </dialog>
  );
}
