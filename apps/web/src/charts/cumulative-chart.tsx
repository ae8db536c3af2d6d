import { createMemo, Show } from 'solid-js';
import type { CumulativeContent } from '@pegel/presentation';
import { pathThrough } from './paths.js';
import { createComparison, Legend } from './comparison-toggle.jsx';
import { Plot, type Frame, type LineLabel, type PlotProps } from './plot.jsx';
import styles from './line-chart.module.css';

/** The running total of a month beside that of the month before, each named at its end. */
export function CumulativeChart(props: Pick<PlotProps, 'title' | 'leadsTo'> & { content: CumulativeContent }) {
  /** The rest of the month is still to come. */
  const start = () => props.content.current.values.findLastIndex((value) => value !== null);
  const beside = createComparison();
  const labels = (): LineLabel[] => {
    const { current, budget } = props.content;
    const previous = beside.isShown() ? props.content.previous : null;
    const at = (label: string, values: readonly (number | null)[], colour: string): LineLabel[] => {
      const index = values.findLastIndex((value) => value !== null);
      return index < 0 ? [] : [{ text: label, value: values[index] ?? 0, index, colour, isSaidBeside: false }];
    };
    return [
      ...at(current.label, current.values, '1'),
      ...(previous === null ? [] : at(previous.label, previous.values, 'comparison')),
      ...(budget === null ? [] : [{ text: budget.label, value: budget.value, index: null, colour: 'reference', isSaidBeside: false }]),
    ];
  };
  const lines = () => {
    const { current, previous, budget, points } = props.content;
    return [current.values, beside.isShown() ? (previous?.values ?? []) : [], budget === null ? [] : points.map(() => budget.value)];
  };
  return (
    <>
      <Plot title={props.title} content={props.content} labels={labels()} lines={lines()} leadsTo={props.leadsTo} {...(start() < 0 ? {} : { start: start() })}>
        {(frame) => <Totals content={props.content} hasComparison={beside.isShown()} frame={frame} />}
      </Plot>
      <Show when={props.content.previous !== null || props.content.withoutPrevious !== null}>
        <Legend title={props.title} label={props.content.previous?.label ?? null} missing={props.content.withoutPrevious} comparison={beside} />
      </Show>
    </>
  );
}

function Totals(props: { content: CumulativeContent; hasComparison: boolean; frame: Frame }) {
  const path = (values: readonly (number | null)[]) => pathThrough(values, props.frame.x, props.frame.y);
  const values = () => props.content.current.values;
  const isWhole = (index: number) => props.content.points[index]?.complete === true;
  const solid = createMemo(() => path(values().map((value, index) => (isWhole(index) ? value : null))));
  const dotted = createMemo(() =>
    values()
      .map((_, index) => (index > 0 && (!isWhole(index) || !isWhole(index - 1)) ? path(values().map((value, at) => (at === index || at === index - 1 ? value : null))) : ''))
      .join(''),
  );
  const last = () => values().findLastIndex((value) => value !== null);
  const pointed = () => props.frame.active() ?? last();
  return (
    <>
      <Show when={props.content.budget}>{(budget) => <path class={styles.reference} d={`M${props.frame.left()} ${props.frame.y(budget().value)}H${props.frame.right()}`} />}</Show>
      <path class={styles.comparison} d={path(props.hasComparison ? (props.content.previous?.values ?? []) : [])} data-comparison />
      <path class={styles.line} d={solid()} />
      <path class={styles.unfinished} d={dotted()} />
      <Show when={(values()[pointed()] ?? null) !== null}>
        <circle class={isWhole(pointed()) ? styles.dot : styles.openDot} cx={props.frame.x(pointed())} cy={props.frame.y(values()[pointed()] ?? 0)} r="4" />
      </Show>
    </>
  );
}
