import { Show } from 'solid-js';
import type { ProgressContent } from '@pegel/presentation';
import styles from './progress-bar.module.css';

/** A share of a known whole: a bar that is full at the whole, and its parts in words. */
export const ProgressBar = (props: { content: ProgressContent }) => (
  <div class={styles.progress}>
    <p class={styles.whole}>{props.content.whole}</p>
    <div class={styles.track} role="img" aria-label={props.content.spoken}>
      <span class={styles.part} style={{ width: `${(props.content.share ?? 0) * 100}%` }} />
    </div>
    <Show when={props.content.beyond} fallback={
      <p class={styles.parts}>
        <span>{props.content.part}</span>
        <span>{props.content.rest}</span>
      </p>
    }>
      {(beyond) => <p class={styles.parts}>{beyond()}</p>}
    </Show>
    <p class={styles.when}>
      {props.content.when}
      <Show when={props.content.change}>{(change) => <> · <span aria-hidden="true">{change().glyph}</span> {change().visual} {change().base}</>}</Show>
    </p>
  </div>
);
