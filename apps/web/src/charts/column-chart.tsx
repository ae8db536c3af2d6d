import { createMemo, createUniqueId, Index, Show } from 'solid-js';
import type { ChartContent } from '@pegel/presentation';
import { createComparison, Legend } from './comparison-toggle.jsx';
import { Plot, type Frame, type PlotProps } from './plot.jsx';
import styles from './column-chart.module.css';

/** Counts of days as columns from zero, weekends shaded, what is not over hatched, the period it is compared with as dashes. */
export function ColumnChart(props: Pick<PlotProps, 'title' | 'leadsTo'> & { content: ChartContent }) {
  const beside = createComparison();
  return (
    <>
      <Plot title={props.title} content={props.content} leadsTo={props.leadsTo} hasWeekends>
        {(frame) => <Columns content={props.content} hasComparison={beside.isShown()} frame={frame} />}
      </Plot>
      <Show when={props.content.comparison !== null || props.content.withoutComparison !== null}>
        <Legend title={props.title} label={props.content.comparison?.said ?? null} missing={props.content.withoutComparison} comparison={beside} />
      </Show>
    </>
  );
}

function Columns(props: { content: ChartContent; hasComparison: boolean; frame: Frame }) {
  const hatch = createUniqueId();
  const width = () => Math.max(1, Math.min(48, props.frame.step() * 0.72));
  /** A dash across each column's place, so that it never reads as a course between days. */
  const comparison = createMemo(() =>
    (props.hasComparison ? (props.content.comparison?.values ?? []) : []).map((value, index) => (value === null ? '' : `M${props.frame.x(index) - props.frame.step() * 0.45} ${props.frame.y(value)}h${props.frame.step() * 0.9}`)).join(''),
  );
  return (
    <>
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line class={styles.hatch} x1="0" x2="0" y1="0" y2="6" />
        </pattern>
      </defs>
      <Index each={props.content.points}>
        {(point, index) => (
          <Show when={point().value !== null}>
            <rect
              class={!point().complete ? styles.unfinished : props.frame.active() === index ? styles.active : styles.column}
              fill={`url(#${hatch})`}
              x={props.frame.x(index) - width() / 2}
              width={width()}
              y={Math.min(props.frame.y(0), props.frame.y(point().value ?? 0))}
              height={Math.abs(props.frame.y(0) - props.frame.y(point().value ?? 0))}
              rx={Math.min(2, width() / 4)}
            />
          </Show>
        )}
      </Index>
      {/* Seen on columns as on the ground beside them. */}
      <path class={styles.under} d={comparison()} />
      <path class={styles.comparison} d={comparison()} data-comparison />
    </>
  );
}
