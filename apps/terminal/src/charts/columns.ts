import type { ChartContent, ChartPoint } from '@pegel/presentation';
import type { Glyphs } from '../glyphs.js';
import { dateAxis } from './date-axis.js';
import { axisLine, lineChart } from './line-chart.js';
import { fromAfar, type Looking } from './looking.js';
import { valueAxisWidth } from './value-axis.js';

/** Columns over time with their axes in exactly `width` cells and `height` lines; a line, where not all have a cell. */
export function columnChart(content: ChartContent, width: number, height: number, glyphs: Glyphs, { at }: Looking = fromAfar): string[] {
  // What was given back is told in the table: a terminal has no rows to spare below zero.
  const ticks = content.ticks.filter(({ value }) => value >= 0);
  const top = ticks.at(-1)?.value || 1;
  const rows = height - 2;
  const labelWidth = valueAxisWidth(ticks, glyphs);
  const plotWidth = width - labelWidth - 2;
  if (rows < 1 || plotWidth < 8) return [];

  const { points } = content;
  // Where a column has no cell of its own, dots have half of one; none is left out.
  if (points.length > plotWidth) return lineChart({ ...content, cropped: null }, width, height, glyphs, { at, zoom: false });
  const cursor = at;
  const columnWidth = Math.max(1, Math.floor(plotWidth / Math.max(1, points.length)));
  const gap = columnWidth > 2 ? 1 : 0;
  const labels = tickRows(ticks, rows, glyphs);
  const plot = Array.from({ length: rows }, (_, line) => {
    const row = rows - 1 - line;
    const cells = points.map((point) => columnCell(point, row, rows, top, glyphs).repeat(columnWidth - gap) + ' '.repeat(gap));
    return `${(labels.get(row) ?? '').padStart(labelWidth)} ${glyphs.axis}${cells.join('')}`;
  });
  const zero = glyphs.rewrite(ticks[0]?.label ?? '0');
  const axis = `${zero.padStart(labelWidth)} ${glyphs.axisZero}${axisLine(columnWidth * points.length, cursor === null ? null : cursor * columnWidth, glyphs)}`;
  const dates = dateAxis(points.map(({ day, date }, index) => ({ at: index * columnWidth, day, label: glyphs.rewrite(date) })), plotWidth);
  return [...plot, axis, `${' '.repeat(labelWidth + 2)}${dates}`].map((text) => text.padEnd(width));
}

/**
 * What a column shows in the cell `row` rows above the axis. A value above zero shows at least its lowest part where cells
 * have parts; days that are not over are hatched.
 */
function columnCell({ value, complete }: ChartPoint, row: number, rows: number, top: number, { columnSteps, today }: Glyphs): string {
  if (value === null || value <= 0) return ' ';
  const steps = columnSteps.length;
  const parts = Math.max(steps > 1 ? 1 : 0, Math.round((value / top) * rows * steps));
  const here = Math.min(steps, parts - row * steps);
  if (here <= 0) return ' ';
  return complete ? (columnSteps[here - 1] ?? ' ') : today;
}

/** Which row each tick above zero stands at, its value being the row's upper edge; those between two rows are left out. */
function tickRows(ticks: ChartContent['ticks'], rows: number, glyphs: Glyphs): Map<number, string> {
  const top = ticks.at(-1)?.value || 1;
  const placed = ticks.slice(1).map(({ value, label }) => [(value / top) * rows, glyphs.rewrite(label)] as const);
  const even = rows >= ticks.length - 1 ? placed : placed.filter(([row]) => Number.isInteger(row));
  return new Map(even.map(([row, label]) => [Math.round(row) - 1, label]));
}
