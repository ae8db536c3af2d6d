import { createEffect, createSignal, createUniqueId, Show } from 'solid-js';
import { decisionLimits, type Decision } from '@pegel/domain';
import { decisionText, type Locale, type QuarantineItemModel } from '@pegel/presentation';
import { usePreferences } from '../primitives/create-preferences.js';
import controls from '../shell/controls.module.css';
import dialogs from '../shell/dialog.module.css';
import forms from '../shell/form.module.css';
import { createDecision } from './create-sources.js';
import styles from './sources.module.css';

/** What somebody is about to decide. */
export interface Asked {
  readonly verb: Decision['verb'];
  readonly item: QuarantineItemModel;
}

/** Asks once more, for the reason, and says what became of it. */
export function DecisionDialog(props: { organisation: string; locale: Locale; asked: Asked | null; onClose: () => void; onDecided: (sentence: string) => void }) {
  const { words } = usePreferences();
  const decide = createDecision(() => props.organisation);
  const heading = createUniqueId();
  const hint = createUniqueId();
  const problemId = createUniqueId();
  const [problem, setProblem] = createSignal('');
  const [isBusy, setBusy] = createSignal(false);
  let dialog: HTMLDialogElement | undefined;

  createEffect(() => {
    if (props.asked !== null) {
      setProblem('');
      dialog?.showModal();
    } else if (dialog?.open === true) dialog.close();
  });

  const submit = async (event: SubmitEvent & { currentTarget: HTMLFormElement }, { verb, item }: Asked) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get('reason')).trim();
    if (reason === '') {
      setProblem(words().sources.quarantine.reasonMissing);
      return;
    }
    setBusy(true);
    try {
      const { results: [result] } = await decide(verb, item.id, reason);
      if (result === undefined) return;
      const sentence = decisionText(result, props.locale);
      if (result.kind === 'refused') {
        setProblem(sentence);
        return;
      }
      props.onClose();
      props.onDecided(sentence);
    } catch (error) {
      setProblem(`${words().sources.quarantine.failed} ${error instanceof Error ? error.message : ''}`.trim());
    } finally {
      setBusy(false);
    }
  };

  return (
    <dialog class={`${dialogs.dialog} ${styles.dialog}`} ref={(element) => (dialog = element)} aria-labelledby={heading} onClose={() => props.onClose()}>
      <Show when={props.asked}>
        {(asked) => (
          <form class={forms.form} onSubmit={(event) => void submit(event, asked())} noValidate>
            <h2 id={heading}>{asked().verb === 'release' ? words().sources.quarantine.confirmRelease(asked().item.name) : words().sources.quarantine.confirmDiscard(asked().item.name)}</h2>
            <p class={styles.about}>{asked().item.note} {words().sources.quarantine.final}</p>
            <label class={forms.field}>
              {words().sources.quarantine.reason}
              <textarea name="reason" rows="3" maxlength={decisionLimits.reason} aria-describedby={`${hint} ${problemId}`} aria-invalid={problem() !== ''} />
            </label>
            <p class={styles.about} id={hint}>{words().sources.quarantine.reasonHint}</p>
            <p class={forms.problem} id={problemId} role="alert">{problem()}</p>
            <div class={styles.actions}>
              <button type="button" class={controls.button} onClick={() => dialog?.close()}>{words().sources.quarantine.cancel}</button>
              <button type="submit" class={`${controls.button} ${controls.primary}`} disabled={isBusy()}>
                {isBusy() ? words().sources.quarantine.busy : asked().verb === 'release' ? words().sources.quarantine.release : words().sources.quarantine.discard}
              </button>
            </div>
          </form>
        )}
      </Show>
    </dialog>
  );
}
