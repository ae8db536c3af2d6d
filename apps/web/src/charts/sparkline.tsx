import { extent } from 'd3-array';
import { line } from 'd3-shape';
import { createMemo, Show } from 'solid-js';
import styles from './sparkline.module.css';

const width = 160;
const height = 32;
const edge = 4;

/** The recent course of a number between its own lowest and highest; never the only carrier of anything. */
export function Sparkline(props: { course: readonly (number | null)[] }) {
  const range = createMemo(() => extent(props.course.filter((value) => value !== null)));
  const x = (index: number) => edge + (index / Math.max(1, props.course.length - 1)) * (width - 2 * edge);
  const y = (value: number) => {
    const [low = 0, high = 0] = range();
    return high === low ? height / 2 : height - edge - ((value - low) / (high - low)) * (height - 2 * edge);
  };
  const path = createMemo(
    () =>
      line<number | null>()
        .defined((value) => value !== null)
        .x((_, index) => x(index))
        .y((value) => y(value ?? 0))(props.course) ?? '',
  );
  const last = () => props.course.findLastIndex((value) => value !== null);
  return (
    <svg class={styles.sparkline} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <path class={styles.course} d={path()} />
      <Show when={last() >= 0}>
        {/* A line of no length with round ends stays a circle however the picture is stretched. */}
        <path class={styles.last} d={`M${x(last())} ${y(props.course[last()] ?? 0)}h0.01`} />
      </Show>
    </svg>
  );
}
