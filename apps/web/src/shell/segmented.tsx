import { createUniqueId, Index } from 'solid-js';
import styles from './controls.module.css';

/** One choice of a few, all in sight: radio buttons side by side. */
export function Segmented<T extends string>(props: { label: string; choices: readonly { value: T; label: string; lang?: string }[]; value: T; onChoose: (value: T) => void }) {
  const name = createUniqueId();
  return (
    <fieldset class={styles.segments}>
      <legend class="hidden-visually">{props.label}</legend>
      {/* By its place: choices that are decided anew are the same buttons, one of which may have the focus. */}
      <Index each={props.choices}>
        {(choice) => (
          <label class={styles.segment} lang={choice().lang}>
            <input type="radio" name={name} value={choice().value} checked={choice().value === props.value} onChange={() => props.onChoose(choice().value)} />
            {choice().label}
          </label>
        )}
      </Index>
    </fieldset>
  );
}
