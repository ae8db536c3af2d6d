import type { ChartContent } from '@pegel/presentation';
import { widthOf } from '../fit.js';
import type { Glyphs } from '../glyphs.js';
import { dateAxis, type AxisTick } from './date-axis.js';
import { DotCanvas } from './braille.js';
import { valueAxisWidth } from './value-axis.js';

/** A line over time with its axes in exactly `width` cells and `height` lines. Where a value is missing the line is broken, never bridged. */
export function lineChart(content: ChartContent, width: number, height: number, glyphs: Glyphs): string[] {
  const ticks = content.ticks.filter(({ value }) => value >= 0);
  const top = ticks.at(-1)?.value || 1;
  const rows = height - 2;
  const labelWidth = valueAxisWidth(ticks, glyphs);
  const plotWidth = width - labelWidth - 2;
  if (rows < 2 || plotWidth < 8) return [];

  const label = content.reference === null ? '' : ` ${glyphs.rewrite(content.reference.label)}`;
  const canvas = new DotCanvas(plotWidth - widthOf(label), rows);
  draw(canvas, content.points.map(({ value }) => value), top);
  const rowOf = (value: number) => Math.round((1 - value / top) * (rows - 1));
  const labels = new Map(ticks.map(({ value, label: text }) => [rowOf(value), glyphs.rewrite(text)]));
  const reference = content.reference?.values.findLast((value) => value !== null) ?? null;

  const plot = canvas.lines(glyphs.dots).map((dots, row) => {
    const axis = `${(labels.get(row) ?? '').padStart(labelWidth)} ${glyphs.axis}`;
    if (reference === null || row !== rowOf(reference)) return `${axis}${dots}${' '.repeat(widthOf(label))}`;
    return `${axis}${dots.replaceAll(' ', glyphs.reference)}${label}`;
  });
  const corner = `${' '.repeat(labelWidth)} ${glyphs.light.bottomLeft}${glyphs.axisLine.repeat(canvas.columns)}`;
  const dates = `${' '.repeat(labelWidth + 2)}${dateAxis(ticksAcross(content, canvas.columns, glyphs), canvas.columns)}`;
  return [...plot, corner, dates].map((text) => text.padEnd(width));
}

function draw(canvas: DotCanvas, values: readonly (number | null)[], top: number): void {
  const x = (index: number) => across(index, values.length, canvas.width);
  const y = (value: number) => Math.round((1 - Math.min(1, Math.max(0, value / top))) * (canvas.height - 1));
  values.forEach((value, index) => {
    if (value === null) return;
    const before = values[index - 1];
    if (before === null || before === undefined) canvas.dot(x(index), y(value));
    else canvas.line(x(index - 1), y(before), x(index), y(value));
  });
}

const across = (index: number, count: number, width: number): number => (count < 2 ? 0 : Math.round((index / (count - 1)) * (width - 1)));

const ticksAcross = ({ points }: ChartContent, columns: number, glyphs: Glyphs): AxisTick[] =>
  points.map(({ day, date }, index) => ({ at: across(index, points.length, columns), day, label: glyphs.rewrite(date) }));
