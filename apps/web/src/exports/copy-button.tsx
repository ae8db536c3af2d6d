import { createSignal, Show } from 'solid-js';
import { exportsWordsIn } from '@pegel/presentation';
import { copyText } from '../explain/copy-text.js';
import { usePreferences } from '../primitives/create-preferences.js';
import controls from '../shell/controls.module.css';
import styles from './exports.module.css';

/** Puts a line on the clipboard; where the browser does not let it, the line is shown to be taken by hand. */
export function CopyButton(props: { label: string; text: string }) {
  const { language } = usePreferences();
  const texts = () => exportsWordsIn(language());
  /** Whether the line that is meant now was copied; another one has not been tried. */
  const [tried, setTried] = createSignal<{ readonly text: string; readonly worked: boolean }>();
  const outcome = () => (tried()?.text === props.text ? tried() : undefined);
  const copy = async () => {
    const { text } = props;
    setTried({ text, worked: await copyText(text) });
  };
  return (
    <>
      <button type="button" class={controls.button} onClick={() => void copy()}>{props.label}</button>
      <span role="status" class={styles.about}>{outcome() === undefined ? '' : outcome()?.worked === true ? texts().copied : texts().copyFailed}</span>
      <Show when={outcome()?.worked === false}><code class={styles.copied}>{props.text}</code></Show>
    </>
  );
}
