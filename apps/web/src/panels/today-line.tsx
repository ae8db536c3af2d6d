import { Show } from 'solid-js';
import { createTint } from '../primitives/create-tint.js';
import styles from './freshness.module.css';

/** The day that is not over: it grows while one looks at it. */
export function TodayLine(props: { text: string | null }) {
  const tinted = createTint();
  return <Show when={props.text}>{(text) => <p class={styles.today} ref={tinted(text)}>{text()}</p>}</Show>;
}
