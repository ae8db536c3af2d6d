import { createMemo, createSignal, createUniqueId, For, Index, Show } from 'solid-js';
import { chartWordsIn, type StackedContent } from '@pegel/presentation';
import { usePreferences } from '../primitives/create-preferences.js';
import controls from './chart-controls.module.css';
import { boxPath, segmentsOf, type Segment } from './paths.js';
import { PatternDefs, togglePatterns, wantsPatterns } from './pattern-defs.jsx';
import { Plot, type Frame, type PlotProps } from './plot.jsx';
import styles from './stacked-chart.module.css';

/** Between two parts of a column, because neighbours need not differ enough. */
const gap = 2;

/** What something is made of over time, as columns of parts. Its legend shows and hides them. */
export function StackedChart(props: Pick<PlotProps, 'title' | 'leadsTo'> & { content: StackedContent }) {
  const { language } = usePreferences();
  const words = () => chartWordsIn(language());
  const [hidden, setHidden] = createSignal<ReadonlySet<string>>(new Set());
  const toggle = (key: string) =>
    setHidden((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      // A picture of nothing says nothing: whoever hides the last one sees all again.
      return props.content.series.every((series) => next.has(series.key)) ? new Set<string>() : next;
    });
  return (
    <>
      <Plot title={props.title} content={props.content} leadsTo={props.leadsTo} hasWeekends>
        {(frame) => <Stacks content={props.content} isShown={(key) => !hidden().has(key)} frame={frame} />}
      </Plot>
      <div class={controls.row} role="group" aria-label={words().legend(props.title)}>
        <Index each={props.content.series}>
          {(series) => (
            <button type="button" class={controls.toggle} aria-pressed={!hidden().has(series().key)} onClick={() => toggle(series().key)}>
              <svg class={styles.key} width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" data-patterns={wantsPatterns()}>
                <KeyPicture colour={series().colour} />
              </svg>
              {series().label}
            </button>
          )}
        </Index>
        <button type="button" class={controls.toggle} data-quiet aria-pressed={wantsPatterns()} onClick={togglePatterns}>{words().patterns}</button>
      </div>
    </>
  );
}

function KeyPicture(props: { colour: StackedContent['series'][number]['colour'] }) {
  const id = createUniqueId();
  return (
    <>
      <PatternDefs id={id} />
      <rect class={styles.part} data-colour={props.colour} x="1" y="1" width="12" height="12" />
      <rect class={styles.pattern} data-colour={props.colour} fill={`url(#${id}-${props.colour})`} x="1" y="1" width="12" height="12" />
    </>
  );
}

function Stacks(props: { content: StackedContent; isShown: (key: string) => boolean; frame: Frame }) {
  const id = createUniqueId();
  const width = () => Math.max(1, Math.min(72, props.frame.step() * 0.72));
  const segments = createMemo(() => segmentsOf(props.content, props.isShown));
  const path = (of: readonly Segment[]) =>
    of
      .map(({ index, from, to }) => {
        const [upper, lower] = [props.frame.y(Math.max(from, to)), props.frame.y(Math.min(from, to))];
        // Where nothing stands below it, a part reaches the axis.
        const cut = from === 0 ? 0 : gap;
        const height = Math.max(Math.min(1, lower - upper), lower - upper - cut);
        return boxPath(props.frame.x(index) - width() / 2, to > from ? upper : lower - height, width(), height);
      })
      .join('');
  const isComplete = ({ index }: Segment) => props.content.points[index]?.complete === true;
  return (
    <g data-patterns={wantsPatterns()}>
      <PatternDefs id={id} />
      <For each={props.content.series}>
        {(series, at) => {
          const own = () => segments()[at()] ?? [];
          const whole = createMemo(() => path(own().filter(isComplete)));
          const part = createMemo(() => path(own().filter((segment) => !isComplete(segment))));
          return (
            <>
              <path class={styles.part} data-colour={series.colour} data-series={series.key} d={whole()} />
              <path class={styles.pattern} data-colour={series.colour} fill={`url(#${id}-${series.colour})`} d={whole()} />
              <path class={styles.unfinished} data-colour={series.colour} d={part()} />
            </>
          );
        }}
      </For>
      <Show when={props.content.points.some(({ complete }) => !complete)}>
        <Unfinished content={props.content} frame={props.frame} width={width()} segments={segments()} />
      </Show>
    </g>
  );
}

/** Stripes over the columns whose days are not over, or not all known. */
function Unfinished(props: { content: StackedContent; frame: Frame; width: number; segments: readonly (readonly Segment[])[] }) {
  const hatch = createUniqueId();
  const path = () =>
    props.content.points
      .map(({ complete }, index) => {
        if (complete) return '';
        const ends = props.segments.flat().filter((segment) => segment.index === index).flatMap(({ from, to }) => [from, to]);
        const [upper, lower] = [props.frame.y(Math.max(0, ...ends)), props.frame.y(Math.min(0, ...ends))];
        return boxPath(props.frame.x(index) - props.width / 2, upper, props.width, lower - upper);
      })
      .join('');
  return (
    <>
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line class={styles.stripe} x1="0" x2="0" y1="0" y2="6" />
        </pattern>
      </defs>
      <path fill={`url(#${hatch})`} d={path()} data-unfinished />
    </>
  );
}
