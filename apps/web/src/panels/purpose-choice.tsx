import { Show } from 'solid-js';
import { purposeText, purposeWordsIn, type PanelPurpose } from '@pegel/presentation';
import { usePreferences } from '../primitives/create-preferences.js';
import type { Purpose } from '../primitives/create-purpose.js';
import { Select } from '../shell/select.jsx';
import styles from './purpose-choice.module.css';

/** Which purpose numbers of people are looked at for, with the way to another one; until there is one, the choice. */
export function PurposeChoice(props: { said: PanelPurpose; purpose: Purpose; of: string }) {
  const { language } = usePreferences();
  const words = () => purposeWordsIn(language());
  let place: HTMLElement | null = null;
  const choose = (purpose: string | null) => {
    props.purpose.choose(purpose);
    // What had the focus is gone; what stands in its place has it next.
    queueMicrotask(() => place?.querySelector<HTMLElement>('select, button')?.focus());
  };
  return (
    <p class={styles.purpose} ref={(element) => { place = element; }}>
      <Show
        when={props.said.said === null}
        fallback={
          <>
            {purposeText(props.said, language())} · <button type="button" class={styles.change} aria-label={`${words().label}: ${words().change} (${props.of})`} onClick={() => choose(null)}>{words().change}</button>
          </>
        }
      >
        <label class={styles.choice}>
          {words().label}<span class="hidden-visually">: {props.of}</span>
          <Select values={props.purpose.list()} value={undefined} none={words().choose} label={(purpose) => purpose} onChoose={(purpose) => purpose !== undefined && choose(purpose)} />
        </label>
      </Show>
    </p>
  );
}
