import type { ChartContent, CumulativeContent, Plotted, Tick } from '@pegel/presentation';
import { widthOf } from '../fit.js';
import type { Glyphs } from '../glyphs.js';
import { dateAxis, type AxisTick } from './date-axis.js';
import { DotCanvas } from './braille.js';
import { fromAfar, type Looking } from './looking.js';
import { valueAxisWidth } from './value-axis.js';

/** What is drawn as lines on one scale. */
interface Lines {
  readonly points: Plotted['points'];
  readonly ticks: readonly Tick[];
  /** What the panel is about. */
  readonly main: readonly (number | null)[];
  /** What it is compared with, in single dots. */
  readonly beside: readonly (number | null)[] | null;
  /** A level with a label at its right end. */
  readonly reference: { readonly label: string; readonly value: number } | null;
}

/** A line over time with its axes in exactly `width` cells and `height` lines. Where a value is missing the line is broken, never bridged. */
export function lineChart(content: ChartContent, width: number, height: number, glyphs: Glyphs, looking: Looking = fromAfar): string[] {
  const level = content.reference?.values.findLast((value) => value !== null) ?? null;
  return linesChart({
    points: content.points,
    ticks: looking.zoom && content.cropped !== null ? content.cropped.ticks : content.ticks.filter(({ value }) => value >= 0),
    main: content.points.map(({ value }) => value),
    beside: content.comparison?.values ?? null,
    reference: content.reference === null || level === null ? null : { label: content.reference.label, value: level },
  }, width, height, glyphs, looking);
}

/** A running total beside that of the month before, as above. */
export const cumulativeChart = (content: CumulativeContent, width: number, height: number, glyphs: Glyphs, looking: Looking = fromAfar): string[] =>
  linesChart({ points: content.points, ticks: content.ticks.filter(({ value }) => value >= 0), main: content.current.values, beside: content.previous?.values ?? null, reference: content.budget }, width, height, glyphs, looking);

function linesChart({ points, ticks, main, beside, reference }: Lines, width: number, height: number, glyphs: Glyphs, { at }: Looking): string[] {
  const bottom = ticks[0]?.value ?? 0;
  const top = ticks.at(-1)?.value ?? 1;
  const scale = { bottom, top: top > bottom ? top : bottom + 1 };
  const rows = height - 2;
  const labelWidth = valueAxisWidth(ticks, glyphs);
  const plotWidth = width - labelWidth - 2;
  if (rows < 2 || plotWidth < 8) return [];

  // A level above the axis is named where it would be, with an arrow instead of a line that would lie.
  const isAbove = reference !== null && reference.value > scale.top;
  const label = reference === null ? '' : ` ${isAbove ? `${glyphs.up} ` : ''}${glyphs.rewrite(reference.label)}`;
  const canvas = new DotCanvas(isAbove ? plotWidth : plotWidth - widthOf(label), rows);
  if (beside !== null) draw(canvas, beside, points.length, scale, 'dotted');
  draw(canvas, main, points.length, scale, 'solid');
  const rowOf = (value: number) => Math.round((1 - (value - scale.bottom) / (scale.top - scale.bottom)) * (rows - 1));
  const labels = new Map(spaced(ticks, rows).map(({ value, label: text }) => [rowOf(value), glyphs.rewrite(text)]));
  const referenceRow = reference === null ? null : isAbove ? 0 : rowOf(reference.value);
  const cursor = at === null ? null : across(at, points.length, canvas.columns);

  const plot = canvas.lines(glyphs.dots).map((dots, row) => {
    const axis = `${(labels.get(row) ?? '').padStart(labelWidth)} ${glyphs.axis}`;
    const level = row === referenceRow && !isAbove ? dots.replaceAll(' ', glyphs.reference) : dots;
    const marked = cursor === null || dots[cursor] !== ' ' ? level : level.slice(0, cursor) + glyphs.crosshair + level.slice(cursor + 1);
    return `${axis}${row === referenceRow && isAbove ? labelled(marked, label) : `${marked}${row === referenceRow ? label : ''}`}`;
  });
  const corner = `${' '.repeat(labelWidth)} ${glyphs.light.bottomLeft}${axisLine(canvas.columns, cursor, glyphs)}`;
  const dates = `${' '.repeat(labelWidth + 2)}${dateAxis(ticksAcross(points, canvas.columns, glyphs), canvas.columns)}`;
  return [...plot, corner, dates].map((text) => text + ' '.repeat(Math.max(0, width - widthOf(text))));
}

/** A label at the right end of a row, where nothing is drawn there. */
const labelled = (row: string, label: string): string => (row.endsWith(' '.repeat(widthOf(label))) ? row.slice(0, row.length - widthOf(label)) + label : row);

/** As many ticks as have a row each, evenly left out. */
function spaced(ticks: readonly Tick[], rows: number): readonly Tick[] {
  const steps = ticks.length - 1;
  const every = Array.from({ length: steps }, (_, index) => index + 1).find((step) => steps % step === 0 && steps / step < rows) ?? steps;
  return ticks.filter((_, index) => index % every === 0);
}

/** The axis below a plot, with a mark where the data cursor is. */
export const axisLine = (columns: number, cursor: number | null, { axisLine: dash, up }: Glyphs): string =>
  cursor === null || cursor < 0 ? dash.repeat(columns) : dash.repeat(cursor) + up + dash.repeat(Math.max(0, columns - cursor - 1));

function draw(canvas: DotCanvas, values: readonly (number | null)[], count: number, { bottom, top }: { readonly bottom: number; readonly top: number }, stroke: 'solid' | 'dotted'): void {
  const x = (index: number) => across(index, count, canvas.width);
  const y = (value: number) => Math.round((1 - Math.min(1, Math.max(0, (value - bottom) / (top - bottom)))) * (canvas.height - 1));
  values.forEach((value, index) => {
    if (value === null) return;
    const before = values[index - 1];
    if (before === null || before === undefined) canvas.dot(x(index), y(value));
    else canvas.line(x(index - 1), y(before), x(index), y(value), stroke);
  });
}

const across = (index: number, count: number, width: number): number => (count < 2 ? 0 : Math.round((index / (count - 1)) * (width - 1)));

const ticksAcross = (points: Plotted['points'], columns: number, glyphs: Glyphs): AxisTick[] =>
  points.map(({ day, date }, index) => ({ at: across(index, points.length, columns), day, label: glyphs.rewrite(date) }));
