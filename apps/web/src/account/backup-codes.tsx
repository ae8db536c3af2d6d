import { For, onCleanup } from 'solid-js';
import { useDoorWords } from '../door/door-words.js';
import styles from '../door/door.module.css';
import { CopyButton } from '../form/copied-text.jsx';
import controls from '../shell/controls.module.css';

/** Codes that replace the phone, each once. They are only ever in this page. */
export function BackupCodes(props: { codes: readonly string[]; email: string; onKept: () => void }) {
  const door = useDoorWords();
  const text = () => `${door().account.backupFile(props.email)}\n\n${props.codes.join('\n')}\n`;
  const address = URL.createObjectURL(new Blob([text()], { type: 'text/plain' }));
  onCleanup(() => URL.revokeObjectURL(address));
  return (
    <div class={styles.form}>
      <h3 class={styles.heading3} tabindex="-1" ref={(heading) => queueMicrotask(() => heading.focus())}>{door().account.backupTitle}</h3>
      <p class={styles.warning}>{door().account.backupHint}</p>
      <ul class={styles.codes}><For each={props.codes}>{(code) => <li><code>{code}</code></li>}</For></ul>
      <div class={styles.buttons}>
        <CopyButton label={door().account.backupTitle} text={text()} />
        <a class={controls.button} href={address} download="pegel-backup-codes.txt">{door().form.download}</a>
        <button type="button" class={controls.button} onClick={() => props.onKept()}>{door().account.backupKept}</button>
      </div>
    </div>
  );
}
