import { createSignal } from 'solid-js';
import { useDoorWords } from '../door/door-words.js';
import { copyText } from '../explain/copy-text.js';
import controls from '../shell/controls.module.css';
import styles from './copied-text.module.css';

/** A text that is meant to be taken away: a key, a link, a command. Where the browser does not copy, it is selected. */
export function CopiedText(props: { label: string; text: string; /** What is copied, where that is not what is shown. */ copied?: string }) {
  let shown: HTMLElement | undefined;
  return (
    <div class={styles.box}>
      <code class={styles.text} ref={(element) => (shown = element)}>{props.text}</code>
      <CopyButton label={props.label} text={props.copied ?? props.text} shown={() => shown} />
    </div>
  );
}

/** Puts a text on the clipboard, and says whether it is there. */
export function CopyButton(props: { label: string; text: string; shown?: () => HTMLElement | undefined }) {
  const door = useDoorWords();
  const [isCopied, setCopied] = createSignal<boolean | null>(null);
  const copy = async () => {
    const worked = await copyText(props.text);
    const shown = props.shown?.();
    if (!worked && shown !== undefined) getSelection()?.selectAllChildren(shown);
    setCopied(worked);
  };
  const verb = () => (isCopied() === true ? door().form.copied : door().form.copy);
  const said = () => (isCopied() === null ? '' : isCopied() === true ? door().form.copied : door().form.copyFailed);
  return (
    <span class={styles.copy}>
      <button type="button" class={controls.button} aria-label={`${verb()}: ${props.label}`} onClick={() => void copy()}>{verb()}</button>
      <span class={isCopied() === false ? styles.said : 'hidden-visually'} role="status">{said()}</span>
    </span>
  );
}
