import { failureFacts } from '@pegel/client';
import { failureText, failureWordsIn } from '@pegel/presentation';
import { createSignal, Show } from 'solid-js';
import { copyText } from '../explain/copy-text.js';
import { usePreferences } from '../primitives/create-preferences.js';
import { sentenceOf } from '../session/refused.js';
import controls from '../shell/controls.module.css';
import styles from './panel.module.css';

/** Takes along what whoever runs the server needs to find a failure there. Where the browser does not copy, it is shown and selected. */
export function FailureDetails(props: { error: Error; of: string }) {
  const { language } = usePreferences();
  const [isCopied, setCopied] = createSignal<boolean | null>(null);
  const at = new Date().toISOString();
  const words = () => failureWordsIn(language());
  const text = () => failureText({ panel: props.of, message: sentenceOf(props.error, language()), ...failureFacts(props.error), address: location.href, at }, language());
  return (
    <>
      <button type="button" class={controls.button} onClick={() => void copyText(text()).then(setCopied)}>{words().copy}</button>
      <span class="hidden-visually" role="status">{isCopied() === true ? words().copied : ''}</span>
      <Show when={isCopied() === true}><span class={styles.detail} aria-hidden="true">{words().copied}</span></Show>
      <Show when={isCopied() === false}><pre class={styles.details} tabindex="0" ref={(shown) => queueMicrotask(() => getSelection()?.selectAllChildren(shown))}>{text()}</pre></Show>
    </>
  );
}
