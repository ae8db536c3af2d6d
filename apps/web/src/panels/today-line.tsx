import { Index, Show } from 'solid-js';
import { explainedText, type Explained, type SentencePart } from '@pegel/presentation';
import { useExplaining } from '../explain/explain-context.js';
import { createTint } from '../primitives/create-tint.js';
import { usePreferences } from '../primitives/create-preferences.js';
import styles from './freshness.module.css';

/** The day that is not over: it grows while one looks at it, and each of its numbers explains itself. */
export function TodayLine(props: { sentence: readonly SentencePart[] | null }) {
  const tinted = createTint();
  const text = () => props.sentence?.map((part) => part.text).join('');
  return (
    <Show when={props.sentence}>
      {(sentence) => (
        <p class={styles.today} ref={tinted(text)}>
          <Index each={sentence()}>
            {(part) => <Show when={part().metric} fallback={part().text}>{(metric) => <TodayNumber text={part().text} explained={{ metric: metric(), place: 'today' }} />}</Show>}
          </Index>
        </p>
      )}
    </Show>
  );
}

function TodayNumber(props: { text: string; explained: Explained }) {
  const { words } = usePreferences();
  const explaining = useExplaining();
  return (
    <button
      type="button"
      class={styles.number}
      aria-label={words().explain.button(props.text)}
      aria-expanded={explaining.isOpen(props.explained)}
      title={words().explain.title}
      data-explain={explainedText(props.explained)}
      onClick={(event) => explaining.toggle(props.explained, event.currentTarget)}
    >
      {props.text}
    </button>
  );
}
