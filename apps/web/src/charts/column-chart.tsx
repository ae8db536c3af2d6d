import { createUniqueId, Index, Show } from 'solid-js';
import type { ChartContent } from '@pegel/presentation';
import { Plot, type Frame } from './plot.jsx';
import styles from './column-chart.module.css';

/** Counts of days as columns from zero, weekends shaded, what is not over hatched. */
export const ColumnChart = (props: { title: string; content: ChartContent }) => (
  <Plot title={props.title} content={props.content}>
    {(frame) => <Columns content={props.content} frame={frame} />}
  </Plot>
);

function Columns(props: { content: ChartContent; frame: Frame }) {
  const hatch = createUniqueId();
  const width = () => Math.max(1, Math.min(48, props.frame.step() * 0.72));
  return (
    <>
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line class={styles.hatch} x1="0" x2="0" y1="0" y2="6" />
        </pattern>
      </defs>
      <Index each={props.content.points}>
        {(point, index) => (
          <>
            <Show when={point().isWeekend}>
              <rect class={styles.weekend} x={props.frame.x(index) - props.frame.step() / 2} width={props.frame.step()} y={props.frame.top} height={props.frame.bottom() - props.frame.top} />
            </Show>
            <Show when={point().value !== null}>
              <rect
                class={!point().complete ? styles.unfinished : props.frame.active() === index ? styles.active : styles.column}
                fill={`url(#${hatch})`}
                x={props.frame.x(index) - width() / 2}
                width={width()}
                y={props.frame.y(point().value ?? 0)}
                height={Math.max(0, props.frame.bottom() - props.frame.y(point().value ?? 0))}
                rx={Math.min(2, width() / 4)}
              />
            </Show>
          </>
        )}
      </Index>
    </>
  );
}
