import { Index, Show } from 'solid-js';
import type { SentencePart } from '@pegel/presentation';
import { ExplainButton } from '../explain/explain-button.jsx';
import { createTint } from '../primitives/create-tint.js';
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
            {(part) => (
              <Show when={part().metric} fallback={part().text}>
                {(metric) => <ExplainButton explained={{ metric: metric(), place: 'today' }} label={part().text} class={styles.number}>{part().text}</ExplainButton>}
              </Show>
            )}
          </Index>
        </p>
      )}
    </Show>
  );
}
