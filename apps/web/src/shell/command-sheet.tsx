import type { ReaderView } from '@pegel/client';
import { fromUrl, initialView, keyWordsIn, pageCommand } from '@pegel/presentation';
import { createUniqueId, onMount } from 'solid-js';
import { CopiedText } from '../form/copied-text.jsx';
import { usePreferences } from '../primitives/create-preferences.js';
import controls from './controls.module.css';
import dialogs from './dialog.module.css';

/** The page that is open as a command of the terminal. */
export function CommandSheet(props: { address: string; organisation: ReaderView['organisation']; onClose: () => void }) {
  const { language } = usePreferences();
  const texts = () => keyWordsIn(language()).command;
  const heading = createUniqueId();
  let dialog: HTMLDialogElement | undefined;
  onMount(() => dialog?.showModal());
  return (
    <dialog class={`${dialogs.dialog} ${dialogs.asking}`} ref={(element) => (dialog = element)} aria-labelledby={heading} onClose={() => props.onClose()}>
      <h2 id={heading}>{texts().title}</h2>
      <p class={dialogs.about}>{texts().about}</p>
      <CopiedText label={texts().label} text={pageCommand(fromUrl(props.address)?.state ?? initialView(props.organisation.slug), props.organisation, location.origin)} />
      <div class={dialogs.actions}>
        <button type="button" class={controls.button} onClick={() => dialog?.close()}>{keyWordsIn(language()).sheet.close}</button>
      </div>
    </dialog>
  );
}
