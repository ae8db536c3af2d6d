import { createUniqueId, For, Show } from 'solid-js';
import type { Offered } from '@pegel/presentation';
import styles from './exports.module.css';

/** One of a few values; those that cannot be chosen say why. */
export function Choices<T extends string>(props: { label: string; values: readonly Offered<T>[]; value: T; onChoose: (value: T) => void }) {
  const name = createUniqueId();
  return (
    <fieldset class={styles.group}>
      <legend>{props.label}</legend>
      <div class={styles.options}>
        <For each={props.values}>
          {({ value, label, problem }) => (
            <label class={styles.option}>
              <input type="radio" name={name} value={value} checked={value === props.value} disabled={problem !== null} onChange={() => props.onChoose(value)} />
              <span>
                {label}
                <Show when={problem}>{(reason) => <span class={styles.reason}> ({reason()})</span>}</Show>
              </span>
            </label>
          )}
        </For>
      </div>
    </fieldset>
  );
}
