import { curveStep, line } from 'd3-shape';
import { createMemo, For, Show } from 'solid-js';
import type { ChartContent } from '@pegel/presentation';
import { Plot, type Frame } from './plot.jsx';
import styles from './line-chart.module.css';

const dotsMax = 31;

/** A level over time from zero up, with a labelled line to compare with. Gaps break the line. */
export const LineChart = (props: { title: string; content: ChartContent }) => (
  <Plot title={props.title} content={props.content}>
    {(frame) => <Lines content={props.content} frame={frame} />}
  </Plot>
);

function Lines(props: { content: ChartContent; frame: Frame }) {
  const values = () => props.content.points.map(({ value }) => value);
  const path = (numbers: readonly (number | null)[]) =>
    line<number | null>()
      .defined((value) => value !== null)
      .x((_, index) => props.frame.x(index))
      .y((value) => props.frame.y(value ?? 0))(numbers) ?? '';
  /** A dotted piece leads to every point that is not final, so the solid line ends before it. */
  const solid = createMemo(() => path(values().map((value, index) => (props.content.points[index]?.complete ? value : null))));
  const dotted = createMemo(() =>
    props.content.points
      .map((point, index) => ({ point, index }))
      .filter(({ point, index }) => index > 0 && (!point.complete || props.content.points[index - 1]?.complete === false))
      .map(({ index }) => path(values().map((value, at) => (at === index || at === index - 1 ? value : null))))
      .join(''),
  );
  const reference = createMemo(() =>
    props.content.reference === null
      ? ''
      : (line<number | null>()
          .defined((value) => value !== null)
          .x((_, index) => props.frame.x(index))
          .y((value) => props.frame.y(value ?? 0))
          .curve(curveStep)(props.content.reference.values) ?? ''),
  );
  const referenceY = () => props.frame.y(props.content.reference?.values.findLast((value) => value !== null) ?? 0);
  /** Few points are all shown; of many, those that no line reaches, and the last. */
  const dots = createMemo(() =>
    props.content.points
      .map((point, index) => ({ point, index }))
      .filter(({ point, index }) => {
        if (point.value === null) return false;
        const isAlone = (values()[index - 1] ?? null) === null && (values()[index + 1] ?? null) === null;
        return props.content.points.length <= dotsMax || isAlone || index === props.content.points.length - 1;
      }),
  );
  return (
    <>
      <Show when={props.content.reference}>
        {(known) => (
          <>
            <path class={styles.reference} d={reference()} />
            <text class={styles.referenceLabel} x={props.frame.right()} y={referenceY() - 7} text-anchor="end">{known().label}</text>
          </>
        )}
      </Show>
      <path class={styles.line} d={solid()} />
      <path class={styles.unfinished} d={dotted()} />
      <For each={dots()}>
        {({ point, index }) => (
          <circle class={point.complete ? styles.dot : styles.openDot} cx={props.frame.x(index)} cy={props.frame.y(point.value ?? 0)} r={props.frame.active() === index ? 5 : 2.5} />
        )}
      </For>
    </>
  );
}
