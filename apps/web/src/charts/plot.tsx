import { bisectCenter } from 'd3-array';
import { createMemo, createSignal, For, Show, type Accessor, type JSX } from 'solid-js';
import type { ChartContent } from '@pegel/presentation';
import { createSize } from '../primitives/create-size.js';
import { usePreferences } from '../primitives/create-preferences.js';
import { labelledPoints } from './axis-labels.js';
import { Tooltip } from './tooltip.jsx';
import styles from './plot.module.css';

/** Where things are on a plot, in pixels. */
export interface Frame {
  readonly left: Accessor<number>;
  readonly right: Accessor<number>;
  readonly top: number;
  readonly bottom: Accessor<number>;
  /** The middle of a point on the time axis. */
  x(index: number): number;
  /** The distance between two points. */
  readonly step: Accessor<number>;
  y(value: number): number;
  readonly active: Accessor<number | null>;
}

const top = 20;
const below = 26;
const right = 8;
const characterWidth = 7.4;
const thumb = 16;
/** Page Up and Page Down move by a week of days. */
const page = 7;

/** What all charts over time share: size, axes, the data cursor and its tooltip. What is drawn inside comes from the caller. */
export function Plot(props: { title: string; content: ChartContent; children: (frame: Frame) => JSX.Element }) {
  const { words } = usePreferences();
  const { size, measured } = createSize({ width: 640, height: 250 });
  const [active, setActive] = createSignal<number | null>(null);
  let cursor: HTMLInputElement | undefined;

  const count = () => props.content.points.length;
  const width = () => size().width;
  const height = () => size().height;
  const left = createMemo(() => Math.ceil(Math.max(...props.content.ticks.map(({ label }) => label.length)) * characterWidth) + 12);
  const bottom = () => height() - below;
  const step = () => (width() - left() - right) / Math.max(1, count());
  const x = (index: number) => left() + (index + 0.5) * step();
  const value = createMemo(() => {
    const highest = props.content.ticks.at(-1)?.value || 1;
    return (of: number): number => bottom() + (of / highest) * (top - bottom());
  });
  const y = (amount: number) => value()(amount);
  const labelled = createMemo(() => labelledPoints(props.content.points, width() - left() - right, 76));
  const centres = createMemo(() => props.content.points.map((_, index) => x(index)));
  const frame: Frame = { left, right: () => width() - right, top, bottom, x, step, y, active };
  const shown = () => {
    const index = active();
    return index === null ? null : (props.content.points[index] ?? null);
  };

  // The thumb's middle travels from the first point to the last. TRICKY: written inside the element, what is constant here
  // would become a style attribute of its template, which the content security policy refuses.
  const place = () => ({ left: `${x(0) - thumb / 2}px`, width: `${Math.max(thumb, x(count() - 1) - x(0) + thumb)}px`, top: `${top}px`, height: `${bottom() - top}px` });
  const point = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    if (count() === 0) return;
    setActive(bisectCenter(centres(), event.clientX - event.currentTarget.getBoundingClientRect().left));
  };
  const leave = () => {
    if (document.activeElement !== cursor) setActive(null);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setActive(null);
    const move = event.key === 'PageUp' ? page : event.key === 'PageDown' ? -page : 0;
    if (move === 0) return;
    event.preventDefault();
    setActive(Math.max(0, Math.min(count() - 1, (active() ?? count() - 1) + move)));
  };
  const anchor = (index: number) => (index === 0 && x(0) < left() + 24 ? 'start' : index === count() - 1 && x(index) > width() - 32 ? 'end' : 'middle');
  const labelX = (index: number) => (anchor(index) === 'start' ? left() : anchor(index) === 'end' ? width() - right : x(index));

  return (
    <div class={styles.plot} ref={measured} onPointerMove={point} onPointerLeave={leave}>
      <svg class={styles.canvas} width={width()} height={height()} viewBox={`0 0 ${width()} ${height()}`} aria-hidden="true">
        <For each={props.content.ticks}>
          {(tick) => (
            <>
              <line class={tick.value === 0 ? styles.base : styles.grid} x1={left()} x2={width() - right} y1={y(tick.value)} y2={y(tick.value)} />
              <text class={styles.label} x={left() - 8} y={y(tick.value)} dy="0.32em" text-anchor="end">{tick.label}</text>
            </>
          )}
        </For>
        <For each={labelled()}>
          {(index) => <text class={styles.label} x={labelX(index)} y={height() - 6} text-anchor={anchor(index)}>{props.content.points[index]?.date}</text>}
        </For>
        {props.children(frame)}
        <Show when={active() !== null}>
          <line class={styles.crosshair} x1={x(active() ?? 0)} x2={x(active() ?? 0)} y1={top} y2={bottom()} />
        </Show>
      </svg>
      <input
        ref={(element) => (cursor = element)}
        class={styles.cursor}
        style={place()}
        type="range"
        min="0"
        max={Math.max(0, count() - 1)}
        step="1"
        value={active() ?? count() - 1}
        aria-label={words().panel.cursor(props.title)}
        aria-valuetext={props.content.points[active() ?? count() - 1]?.spoken}
        data-day={props.content.points[active() ?? count() - 1]?.day}
        onInput={(event) => setActive(event.currentTarget.valueAsNumber)}
        onFocus={() => setActive((index) => index ?? count() - 1)}
        onBlur={() => setActive(null)}
        onKeyDown={onKey}
      />
      <Show when={shown()}>{(point) => <Tooltip point={point()} x={x(active() ?? 0)} width={width()} />}</Show>
    </div>
  );
}
