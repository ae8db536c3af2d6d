import { Index, Show } from 'solid-js';
import type { Bars as BarsModel } from '@pegel/presentation';
import { createTint } from '../primitives/create-tint.js';
import styles from './bars.module.css';

/** Names with their values as bars on one scale, with their rank where they have one. */
export function Bars(props: { bars: BarsModel }) {
  const tinted = createTint();
  const isRanked = () => props.bars.rows.some(({ rank }) => rank !== null);
  return (
    <ol class={styles.list} data-ranked={isRanked()}>
      <Index each={props.bars.rows}>
        {(row) => (
          <li class={styles.row}>
            <Show when={isRanked()}><span class={styles.rank}>{row().rank}</span></Show>
            <span class={styles.name} title={row().label}>{row().label}</span>
            <span class={styles.track} aria-hidden="true">
              <Show when={row().length > 0}>
                <span class={styles.bar} data-colour={row().colour} style={{ width: `${row().length * 100}%` }} />
              </Show>
            </span>
            <span class={styles.value} ref={tinted(() => row().value)}>{row().value}</span>
            <span class={styles.share}>{row().share}</span>
          </li>
        )}
      </Index>
      <Show when={props.bars.total}>
        {(total) => (
          <li class={`${styles.row} ${styles.total}`}>
            <span class={styles.name}>{total().label}</span>
            <span class={styles.value}>{total().value}</span>
          </li>
        )}
      </Show>
    </ol>
  );
}
