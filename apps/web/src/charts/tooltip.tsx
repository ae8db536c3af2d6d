import { For, Show, type JSX } from 'solid-js';
import type { PlottedPoint } from '@pegel/presentation';
import styles from './plot.module.css';

const gap = 12;

/** What one point says of every series. Hidden from screen readers, which hear the same from the data cursor; what it leads to is a link beside it. */
export function Tooltip(props: { point: PlottedPoint; x: number; width: number; ref: (element: HTMLElement) => void; children?: JSX.Element }) {
  const isLeft = () => props.x > props.width / 2;
  return (
    <div class={styles.tooltip} data-tooltip ref={(element) => props.ref(element)} style={isLeft() ? { right: `${props.width - props.x + gap}px`, left: 'auto' } : { left: `${props.x + gap}px`, right: 'auto' }}>
      <div aria-hidden="true">
        <div class={styles.when}>{[props.point.when, props.point.mark, props.point.provisional].filter((part) => part !== null).join(' · ')}</div>
        <For each={props.point.lines}>
          {(line) => (
            <>
              <div class={styles.said}>
                <Show when={line.colour}>{(colour) => <span class={styles.swatch} data-colour={colour()} />}</Show>
                <Show when={line.label}><span>{line.label}</span></Show>
                <span class={styles.value}>{line.text}</span>
              </div>
              <Show when={line.change}><div class={styles.change}>{line.change}</div></Show>
            </>
          )}
        </For>
      </div>
      {props.children}
    </div>
  );
}
