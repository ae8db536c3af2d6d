import { Show } from 'solid-js';
import type { ChartPoint } from '@pegel/presentation';
import styles from './plot.module.css';

const gap = 14;

/** What one point says. Hidden from screen readers, which hear the same from the data cursor. */
export function Tooltip(props: { point: ChartPoint; x: number; width: number }) {
  const isLeft = () => props.x > props.width / 2;
  return (
    <div class={styles.tooltip} aria-hidden="true" style={isLeft() ? { right: `${props.width - props.x + gap}px`, left: 'auto' } : { left: `${props.x + gap}px`, right: 'auto' }}>
      <div class={styles.when}>
        {props.point.when}
        <Show when={props.point.mark}> · {props.point.mark}</Show>
      </div>
      <div class={styles.value}>{props.point.text}</div>
      <Show when={props.point.referenceText}>
        <div>{props.point.referenceText}</div>
      </Show>
      <Show when={props.point.change}>
        {(change) => (
          <div>
            {change().glyph} {change().visual} {change().base}
          </div>
        )}
      </Show>
    </div>
  );
}
