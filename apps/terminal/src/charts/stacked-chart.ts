import type { StackedContent } from '@pegel/presentation';
import { padStart, widthOf } from '../fit.js';
import type { Glyphs } from '../glyphs.js';
import { drawn } from '../spans.js';
import { dateAxis } from './date-axis.js';
import { axisLine } from './line-chart.js';
import type { Looking } from './looking.js';
import { valueAxisWidth } from './value-axis.js';

/** What each part is filled with: "█ Claude Opus   ▓ Claude Sonnet", as far as it fits. */
export function legend({ series }: Pick<StackedContent, 'series'>, width: number, glyphs: Glyphs): string {
  let text = '';
  for (const [index, { label }] of series.entries()) {
    const longer = `${text}${text === '' ? '' : '  '}${fillOf(index, glyphs)} ${drawn(label, glyphs)}`;
    if (widthOf(longer) > width) break;
    text = longer;
  }
  return text;
}

const fillOf = (index: number, { fills }: Glyphs): string => fills[index % fills.length] ?? '#';

export interface StackedRow {
  readonly text: string;
  /** Which of its points it shows; null for what is no point's. */
  readonly point: number | null;
}

/** A row a week or month with its parts beside each other, where all of them fit in `height` lines; else columns with their parts on top of each other. */
export function stackedChart(content: StackedContent, totals: readonly string[], width: number, height: number, glyphs: Glyphs, looking: Looking): readonly StackedRow[] {
  return content.points.length <= height ? asRows(content, totals, width, glyphs) : asColumns(content, width, height, glyphs, looking).map((text) => ({ text, point: null }));
}

function asRows({ points }: StackedContent, totals: readonly string[], width: number, glyphs: Glyphs): readonly StackedRow[] {
  const dates = points.map(({ date }) => drawn(date, glyphs));
  const dateWidth = Math.max(0, ...dates.map(widthOf));
  const numbers = totals.map((total) => drawn(total, glyphs));
  const numberWidth = Math.max(0, ...numbers.map(widthOf));
  const room = Math.max(0, width - dateWidth - numberWidth - 3);
  const longest = Math.max(0, ...points.map(({ values }) => sumAbove(values)));
  return points.map(({ values }, point) => {
    const cells = filled(values, longest, room, glyphs);
    return { text: `${padStart(dates[point] ?? '', dateWidth)}  ${cells.padEnd(room)} ${padStart(numbers[point] ?? '', numberWidth)}`, point };
  });
}

/** Parts side by side. Edges are rounded, never lengths, so that parts fill what their sum fills. */
function filled(values: readonly (number | null)[], longest: number, room: number, glyphs: Glyphs): string {
  let text = '';
  let sum = 0;
  for (const [index, value] of values.entries()) {
    sum += Math.max(0, value ?? 0);
    const end = longest === 0 ? 0 : Math.round((sum / longest) * room);
    text += fillOf(index, glyphs).repeat(Math.max(0, end - text.length));
  }
  return text;
}

// What was given back is told in the table: a terminal has no room below zero.
const sumAbove = (values: readonly (number | null)[]): number => values.reduce<number>((sum, value) => sum + Math.max(0, value ?? 0), 0);

function asColumns({ points: all, ticks: allTicks }: StackedContent, width: number, height: number, glyphs: Glyphs, { at }: Looking): string[] {
  const ticks = allTicks.filter(({ value }) => value >= 0);
  const top = ticks.at(-1)?.value || 1;
  const rows = height - 2;
  const labelWidth = valueAxisWidth(ticks, glyphs);
  const plotWidth = width - labelWidth - 2;
  if (rows < 2 || plotWidth < 8) return [];
  const points = all.slice(-plotWidth);
  const columnWidth = Math.max(1, Math.floor(plotWidth / Math.max(1, points.length)));
  const gap = columnWidth > 2 ? 1 : 0;
  const columns = points.map(({ values }) => filled(values, top, rows, glyphs));
  const labels = new Map(ticks.slice(1).map(({ value, label }) => [Math.round((value / top) * rows) - 1, glyphs.rewrite(label)]));
  const plot = Array.from({ length: rows }, (_, line) => {
    const row = rows - 1 - line;
    const cells = columns.map((column) => (column[row] ?? ' ').repeat(columnWidth - gap) + ' '.repeat(gap));
    return `${(labels.get(row) ?? '').padStart(labelWidth)} ${glyphs.axis}${cells.join('')}`;
  });
  const cursor = at === null ? null : (at - (all.length - points.length)) * columnWidth;
  const axis = `${glyphs.rewrite(ticks[0]?.label ?? '0').padStart(labelWidth)} ${glyphs.axisZero}${axisLine(columnWidth * points.length, cursor, glyphs)}`;
  const dates = dateAxis(points.map(({ day, date }, index) => ({ at: index * columnWidth, day, label: glyphs.rewrite(date) })), plotWidth);
  return [...plot, axis, `${' '.repeat(labelWidth + 2)}${dates}`].map((text) => text.padEnd(width));
}
