import { Show } from 'solid-js';
import type { Freshness } from '@pegel/presentation';
import { FreshnessMark } from './freshness-mark.jsx';
import styles from './freshness.module.css';

/** What a panel says of its own numbers. */
export const FreshnessLine = (props: { freshness: Freshness | null | undefined }) => (
  <Show when={props.freshness}>
    {(freshness) => <p class={styles.line}><FreshnessMark kind={freshness().kind} /> {freshness().text}</p>}
  </Show>
);
