import { curveStep, line } from 'd3-shape';
import { createMemo, createSignal, Index, Show } from 'solid-js';
import { chartWordsIn, type ChartContent } from '@pegel/presentation';
import { usePreferences } from '../primitives/create-preferences.js';
import controls from './chart-controls.module.css';
import { createComparison, Legend } from './comparison-toggle.jsx';
import { pathThrough } from './paths.js';
import { Plot, type Frame, type LineLabel, type PlotProps } from './plot.jsx';
import styles from './line-chart.module.css';

const dotsMax = 31;

/** A level over time, with labelled lines to compare with. Gaps break the line. Its axis begins at zero until somebody asks to see more of it. */
export function LineChart(props: Pick<PlotProps, 'title' | 'leadsTo'> & { content: ChartContent }) {
  const { language } = usePreferences();
  const [wantsCrop, setWantsCrop] = createSignal(false);
  const cropped = () => (wantsCrop() ? props.content.cropped : null);
  const beside = createComparison();
  const labels = (): LineLabel[] => {
    const { reference, points } = props.content;
    const comparison = beside.isShown() ? props.content.comparison : null;
    const last = (values: readonly (number | null)[]) => values.findLast((value) => value !== null) ?? null;
    const [ofReference, ofComparison] = [last(reference?.values ?? []), last(comparison?.values ?? [])];
    // What it stands beside is named at its end, and then so is the line itself; the legend and the days of the panel say it too.
    const own = points.findLastIndex(({ value }) => value !== null);
    return [
      ...(reference === null || ofReference === null ? [] : [{ text: reference.label, value: ofReference, index: null, colour: 'reference', isSaidBeside: false }]),
      ...(comparison === null || ofComparison === null ? [] : [{ text: comparison.label, value: ofComparison, index: null, colour: 'comparison', isSaidBeside: true }]),
      ...(comparison === null || own < 0 ? [] : [{ text: comparison.own, value: points[own]?.value ?? 0, index: own, colour: '1', isSaidBeside: true }]),
    ];
  };
  return (
    <>
      <Plot
        title={props.title}
        content={props.content}
        {...(cropped() === null ? {} : { ticks: cropped()?.ticks ?? [] })}
        note={cropped()?.note ?? null}
        labels={labels()}
        lines={[props.content.points.map(({ value }) => value), props.content.reference?.values ?? [], beside.isShown() ? (props.content.comparison?.values ?? []) : []]}
        leadsTo={props.leadsTo}
        onKey={(key) => {
          if (key !== 'z' || props.content.cropped === null) return false;
          setWantsCrop((wants) => !wants);
          return true;
        }}
      >
        {(frame) => <Lines content={props.content} lowest={cropped()?.ticks[0]?.value ?? null} highest={cropped()?.ticks.at(-1)?.value ?? null} hasComparison={beside.isShown()} frame={frame} />}
      </Plot>
      <Show when={props.content.comparison !== null || props.content.withoutComparison !== null || props.content.cropped !== null}>
        <Legend title={props.title} label={props.content.comparison?.said ?? null} missing={props.content.withoutComparison} comparison={beside}>
          <Show when={props.content.cropped}>
            <button type="button" class={controls.toggle} data-quiet aria-pressed={wantsCrop()} onClick={() => setWantsCrop((wants) => !wants)}>{chartWordsIn(language()).zoom}</button>
          </Show>
        </Legend>
      </Show>
    </>
  );
}

function Lines(props: { content: ChartContent; lowest: number | null; highest: number | null; hasComparison: boolean; frame: Frame }) {
  const values = () => props.content.points.map(({ value }) => value);
  const path = (numbers: readonly (number | null)[]) => pathThrough(numbers, props.frame.x, props.frame.y);
  /** A dotted piece leads to every point that is not final, so the solid line ends before it. */
  const solid = createMemo(() => path(values().map((value, index) => (props.content.points[index]?.complete ? value : null))));
  const dotted = createMemo(() =>
    props.content.points
      .map((point, index) => ({ point, index }))
      .filter(({ point, index }) => index > 0 && (!point.complete || props.content.points[index - 1]?.complete === false))
      .map(({ index }) => path(values().map((value, at) => (at === index || at === index - 1 ? value : null))))
      .join(''),
  );
  const isOnAxis = (value: number | null) => value !== null && value >= (props.lowest ?? Number.NEGATIVE_INFINITY) && value <= (props.highest ?? Number.POSITIVE_INFINITY);
  const reference = createMemo(
    () =>
      line<number | null>()
        .defined(isOnAxis)
        .x((_, index) => props.frame.x(index))
        .y((value) => props.frame.y(value ?? 0))
        .curve(curveStep)(props.content.reference?.values ?? []) ?? '',
  );
  const comparison = createMemo(() => path(props.hasComparison ? (props.content.comparison?.values ?? []) : []));
  /** Few points are all shown; of many, those that no line reaches, and the last. */
  const dots = createMemo(() =>
    props.content.points
      .map((point, index) => ({ point, index }))
      .filter(({ point, index }) => {
        if (point.value === null) return false;
        const isAlone = (values()[index - 1] ?? null) === null && (values()[index + 1] ?? null) === null;
        return props.content.points.length <= dotsMax || isAlone || index === props.content.points.length - 1 || index === props.frame.active();
      }),
  );
  return (
    <>
      <path class={styles.reference} d={reference()} />
      <path class={styles.comparison} d={comparison()} data-comparison />
      <path class={styles.line} d={solid()} />
      <path class={styles.unfinished} d={dotted()} />
      <Index each={dots()}>
        {(dot) => (
          <circle class={dot().point.complete ? styles.dot : styles.openDot} cx={props.frame.x(dot().index)} cy={props.frame.y(dot().point.value ?? 0)} r={props.frame.active() === dot().index ? 5 : 2.5} />
        )}
      </Index>
    </>
  );
}
