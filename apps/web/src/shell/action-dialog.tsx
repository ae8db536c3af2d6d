import { createEffect, createSignal, createUniqueId, Show, type JSX } from 'solid-js';
import { usePreferences } from '../primitives/create-preferences.js';
import { sentenceOf } from '../session/refused.js';
import controls from './controls.module.css';
import dialogs from './dialog.module.css';
import forms from './form.module.css';

/** Something that somebody is about to do. */
export interface AskedAction {
  readonly title: string;
  /** What it means. */
  readonly about?: string;
  /** What the button says that does it. */
  readonly verb: string;
  readonly fields?: () => JSX.Element;
  /** Does it with what the fields hold; a sentence says why it was not done, and everything stays open. Throws where it failed. */
  act(fields: FormData): Promise<string | null>;
}

/** Asks once more before something is done, and stays open with a sentence where it is not. */
export function ActionDialog(props: { asked: AskedAction | null; onClose: () => void }) {
  const { words, language } = usePreferences();
  const heading = createUniqueId();
  const [problem, setProblem] = createSignal('');
  const [isBusy, setBusy] = createSignal(false);
  let dialog: HTMLDialogElement | undefined;

  createEffect(() => {
    if (props.asked !== null) {
      setProblem('');
      dialog?.showModal();
    } else if (dialog?.open === true) dialog.close();
  });

  const submit = async (event: SubmitEvent & { currentTarget: HTMLFormElement }, asked: AskedAction) => {
    event.preventDefault();
    setBusy(true);
    try {
      const obstacle = await asked.act(new FormData(event.currentTarget));
      if (obstacle === null) props.onClose();
      else setProblem(obstacle);
    } catch (error) {
      setProblem(`${words().action.failed} ${sentenceOf(error, language())}`.trim());
    } finally {
      setBusy(false);
    }
  };

  return (
    <dialog class={`${dialogs.dialog} ${dialogs.asking}`} ref={(element) => (dialog = element)} aria-labelledby={heading} onClose={() => props.onClose()}>
      <Show when={props.asked} keyed>
        {(asked) => (
          <form class={forms.form} onSubmit={(event) => void submit(event, asked)} noValidate>
            <h2 id={heading}>{asked.title}</h2>
            <Show when={asked.about}>{(about) => <p class={dialogs.about}>{about()}</p>}</Show>
            {asked.fields?.()}
            <p class={forms.problem} role="alert">{problem()}</p>
            <div class={dialogs.actions}>
              <button type="button" class={controls.button} onClick={() => dialog?.close()}>{words().action.cancel}</button>
              <button type="submit" class={`${controls.button} ${controls.primary}`} disabled={isBusy()}>{isBusy() ? words().action.busy : asked.verb}</button>
            </div>
          </form>
        )}
      </Show>
    </dialog>
  );
}
