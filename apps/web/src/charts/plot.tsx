import { bisectCenter } from 'd3-array';
import { createEffect, createMemo, createSignal, createUniqueId, For, Index, on, Show, type Accessor, type JSX } from 'solid-js';
import type { Plotted, Tick } from '@pegel/presentation';
import { createSize } from '../primitives/create-size.js';
import { usePreferences } from '../primitives/create-preferences.js';
import { labelledPoints } from './axis-labels.js';
import { placedLabels, type DrawnLine, type EndLabel } from './end-labels.js';
import { indexOfDay, usePointedDay } from './pointed-day.js';
import { PrintedTable } from './printed-table.jsx';
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

/** A label at the right end of a line, or at its last point. */
export interface LineLabel {
  readonly text: string;
  readonly value: number;
  /** The last point of the line; the end of the axis where it has none. */
  readonly index: number | null;
  readonly colour: string;
  /** Whether what it says stands beside the picture as well, so that it can do without where lines leave it no room. */
  readonly isSaidBeside: boolean;
}

export interface PlotProps {
  readonly title: string;
  readonly content: Plotted;
  /** Instead of the content's own axis. */
  readonly ticks?: readonly Tick[];
  /** What has to be said of the axis. */
  readonly note?: string | null;
  readonly labels?: readonly LineLabel[];
  /** The values of each line, point by point: labels keep clear of them. */
  readonly lines?: readonly (readonly (number | null)[])[];
  readonly hasWeekends?: boolean;
  /** Where the cursor begins; otherwise at the last point. */
  readonly start?: number;
  /** What a point leads to, at the foot of its tooltip. */
  readonly leadsTo?: ((day: string) => { readonly label: string; readonly url: string } | undefined) | undefined;
  readonly onKey?: (key: string) => boolean;
}

const top = 20;
const below = 26;
const right = 8;
const characterWidth = 7.4;
const thumb = 16;
/** Page Up and Page Down move by a week of days. */
const page = 7;
/** How far from a tooltip a pointer is still on its way to it. */
const bridge = 14;

/** What all charts over time share: size, axes, gaps, the data cursor and its tooltip. What is drawn inside comes from the caller. */
export function Plot(props: PlotProps & { children: (frame: Frame) => JSX.Element }) {
  const { words } = usePreferences();
  const { size, measured } = createSize({ width: 640, height: 250 });
  const [own, setOwn] = createSignal<number | null>(null);
  const pointed = usePointedDay();
  const hatch = createUniqueId();
  let cursor: HTMLInputElement | undefined;
  let tooltip: HTMLElement | undefined;

  const points = () => props.content.points;
  const count = () => points().length;
  const width = () => size().width;
  const height = () => size().height;
  const ticks = () => props.ticks ?? props.content.ticks;
  const left = createMemo(() => Math.ceil(Math.max(0, ...ticks().map(({ label }) => label.length)) * characterWidth) + 12);
  const bottom = () => height() - below;
  const step = () => Math.max(0, width() - left() - right) / Math.max(1, count());
  const x = (index: number) => left() + (index + 0.5) * step();
  const value = createMemo(() => {
    const [low, high] = [ticks()[0]?.value ?? 0, ticks().at(-1)?.value ?? 1];
    return (of: number): number => bottom() + ((of - low) / (high - low || 1)) * (top - bottom());
  });
  const y = (amount: number) => value()(amount);
  /** What is between two dates: the first and the last stand inside the axis and so need half as much again. */
  const labelWidth = createMemo(() => Math.max(76, 24 + characterWidth * Math.max(0, ...points().map(({ date }) => date.length))));
  const labelled = createMemo(() => labelledPoints(points(), width() - left() - right, labelWidth()));
  const centres = createMemo(() => points().map((_, index) => x(index)));
  /** Its own, or the one that another picture of the page points at. */
  const active = createMemo(() => {
    const index = own() ?? indexOfDay(points(), pointed.day());
    return index === null || index >= count() ? null : index;
  });
  const frame: Frame = { left, right: () => width() - right, top, bottom, x, step, y, active };
  const shown = () => {
    const index = own();
    return index === null ? null : (points()[index] ?? null);
  };
  const labels = createMemo(() => {
    const [low, high] = [ticks()[0]?.value ?? 0, ticks().at(-1)?.value ?? 0];
    const placed = (props.labels ?? []).filter((label) => label.value >= low && label.value <= high).map((label): LineLabel & EndLabel => {
      const across = label.text.length * characterWidth;
      const end = label.index === null ? width() - right : Math.max(left() + across, x(label.index) + 4);
      return { ...label, y: y(label.value), left: end - across, right: end };
    });
    const lines = (props.lines ?? []).map((values): DrawnLine => values.map((amount, index) => (amount === null ? null : [x(index), y(amount)])));
    return placedLabels(placed, lines, top - 16, bottom());
  });

  // The thumb's middle travels from the first point to the last. TRICKY: written inside the element, what is constant here
  // would become a style attribute of its template, which the content security policy refuses.
  const place = () => ({ left: `${x(0) - thumb / 2}px`, width: `${Math.max(thumb, x(count() - 1) - x(0) + thumb)}px`, top: `${top}px`, height: `${bottom() - top}px` });
  const show = (index: number | null) => {
    setOwn(index);
    pointed.point(index === null ? null : (points()[index]?.day ?? null));
  };
  /** Whoever moves towards a tooltip to read or use it keeps it. */
  const isNearTooltip = ({ clientX, clientY }: PointerEvent) => {
    if (tooltip === undefined || own() === null) return false;
    const box = tooltip.getBoundingClientRect();
    return box.width > 0 && clientX >= box.left - bridge && clientX <= box.right + bridge && clientY >= box.top && clientY <= box.bottom;
  };
  const point = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    if (count() === 0 || isNearTooltip(event)) return;
    show(bisectCenter(centres(), event.clientX - event.currentTarget.getBoundingClientRect().left));
  };
  const isFocused = () => document.activeElement === cursor || (tooltip?.contains(document.activeElement) ?? false);
  const leave = () => {
    if (!isFocused()) show(null);
  };
  /** From the cursor to what its tooltip leads to and back is no way out. */
  const blurred = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget !== cursor && !(relatedTarget instanceof Node && tooltip?.contains(relatedTarget) === true)) show(null);
  };
  const keep = (index: number) => {
    show(index);
    pointed.keep(points()[index]?.day ?? null);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && own() !== null) {
      // It closes what is uppermost alone.
      event.stopPropagation();
      setOwn(null);
      pointed.keep(null);
      return;
    }
    if (props.onKey?.(event.key) === true) {
      event.preventDefault();
      return;
    }
    const move = event.key === 'PageUp' ? page : event.key === 'PageDown' ? -page : 0;
    if (move === 0) return;
    event.preventDefault();
    keep(Math.max(0, Math.min(count() - 1, (own() ?? first()) + move)));
  };
  const first = () => props.start ?? count() - 1;
  const current = () => active() ?? first();
  // Other days have other points.
  createEffect(on(count, (now) => setOwn((index) => (index !== null && index >= now ? null : index)), { defer: true }));

  const anchor = (index: number) => (index === 0 && x(0) < left() + 24 ? 'start' : index === count() - 1 && x(index) > width() - 32 ? 'end' : 'middle');
  const labelX = (index: number) => (anchor(index) === 'start' ? left() : anchor(index) === 'end' ? width() - right : x(index));

  return (
    <>
    <div class={styles.plot} ref={measured} onPointerMove={point} onPointerLeave={leave} onKeyDown={onKey}>
      <svg class={styles.canvas} width={width()} height={height()} viewBox={`0 0 ${width()} ${height()}`} aria-hidden="true">
        <defs>
          <pattern id={hatch} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line class={styles.gapHatch} x1="0" x2="0" y1="0" y2="7" />
          </pattern>
        </defs>
        <Show when={props.hasWeekends}>
          <path class={styles.weekend} d={points().map(({ isWeekend }, index) => (isWeekend ? `M${x(index) - step() / 2} ${top}h${step()}V${bottom()}h${-step()}z` : '')).join('')} />
        </Show>
        <For each={props.content.gaps}>
          {(gap) => {
            const start = () => x(gap.from) - step() / 2;
            const across = () => (gap.to - gap.from + 1) * step();
            return (
              <g data-gap>
                <rect class={styles.gap} fill={`url(#${hatch})`} x={start()} width={across()} y={top} height={Math.max(0, bottom() - top)} />
                <Show when={across() > gap.reason.length * 6.6 + 12}>
                  <text class={styles.gapReason} x={start() + across() / 2} y={(top + bottom()) / 2} text-anchor="middle">{gap.reason}</text>
                </Show>
              </g>
            );
          }}
        </For>
        <Index each={ticks()}>
          {(tick) => (
            <>
              <line class={tick().value === 0 ? styles.base : styles.grid} x1={left()} x2={width() - right} y1={y(tick().value)} y2={y(tick().value)} />
              <text class={styles.label} x={left() - 8} y={y(tick().value)} dy="0.32em" text-anchor="end">{tick().label}</text>
            </>
          )}
        </Index>
        <Show when={props.note}>
          {(note) => (
            <>
              {/* The axis is broken below its lowest tick. */}
              <path class={styles.break} d={`M${left() - 5} ${bottom() + 3}l5 -3l5 -3M${left() - 5} ${bottom() + 8}l5 -3l5 -3`} />
              <text class={styles.note} x={left() + 4} y={top - 6}>{note()}</text>
            </>
          )}
        </Show>
        <Index each={labelled()}>
          {(index) => <text class={styles.label} x={labelX(index())} y={height() - 6} text-anchor={anchor(index())}>{points()[index()]?.date}</text>}
        </Index>
        <For each={props.content.marks}>
          {(mark) => <path class={styles.mark} d={`M${x(mark.index)} ${bottom() - 4}l4 4l-4 4l-4 -4z`} />}
        </For>
        {props.children(frame)}
        <Index each={labels()}>
          {(label) => <text class={styles.end} data-colour={label().colour} x={label().right} y={label().at} text-anchor="end">{label().text}</text>}
        </Index>
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
        value={current()}
        aria-label={words().panel.cursor(props.title)}
        aria-valuetext={points()[current()]?.spoken}
        data-day={points()[current()]?.day}
        onInput={(event) => keep(event.currentTarget.valueAsNumber)}
        onFocus={() => setOwn((index) => index ?? current())}
        onBlur={blurred}
      />
      <Show when={shown()}>
        {(point) => (
          <Tooltip point={point()} x={x(own() ?? 0)} width={width()} ref={(element) => (tooltip = element)}>
            <Show when={props.leadsTo?.(point().to)}>{(target) => <a class={styles.leads} href={target().url} onBlur={blurred}>{target().label}</a>}</Show>
          </Tooltip>
        )}
      </Show>
    </div>
    <PrintedTable table={props.content.table} />
    </>
  );
}
