import { actions, keymap } from '@pegel/presentation';
import { createEffect, createUniqueId, For } from 'solid-js';
import { usePreferences } from '../primitives/create-preferences.js';
import controls from '../shell/controls.module.css';
import dialogs from '../shell/dialog.module.css';
import styles from './key-help.module.css';

/** The keys of this page, and the switch that turns single keys off. */
export function KeyHelp(props: { isOpen: boolean; onClose: () => void }) {
  const { words, language, usesKeys, useKeys } = usePreferences();
  const heading = createUniqueId();
  let dialog: HTMLDialogElement | undefined;
  createEffect(() => {
    if (props.isOpen) dialog?.showModal();
    else if (dialog?.open === true) dialog.close();
  });
  return (
    <dialog class={dialogs.dialog} ref={(element) => (dialog = element)} aria-labelledby={heading} onClose={() => props.onClose()}>
      <h2 id={heading}>{words().keys.title}</h2>
      <dl class={styles.keys}>
        <For each={actions.filter((action) => keymap[action].clients.includes('web'))}>
          {(action) => (
            <div class={styles.key}>
              <dt><kbd>{keymap[action].shown}</kbd></dt>
              <dd>{keymap[action].words[language()]}</dd>
            </div>
          )}
        </For>
      </dl>
      <label class={styles.switch}>
        <input type="checkbox" checked={usesKeys()} onChange={(event) => useKeys(event.currentTarget.checked)} />
        {words().keys.single}
      </label>
      <button type="button" class={controls.button} onClick={() => dialog?.close()}>{words().keys.close}</button>
    </dialog>
  );
}
