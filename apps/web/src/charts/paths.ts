import { line } from 'd3-shape';
import type { StackedContent } from '@pegel/presentation';

/** The path through values, broken where there is none. */
export const pathThrough = (values: readonly (number | null)[], x: (index: number) => number, y: (value: number) => number): string =>
  line<number | null>()
    .defined((value) => value !== null)
    .x((_, index) => x(index))
    .y((value) => y(value ?? 0))(values) ?? '';

/** A rectangle as part of a path; from whichever corner. */
export const boxPath = (x: number, y: number, width: number, height: number): string => (width > 0 && height > 0 ? `M${x} ${y}h${width}v${height}h${-width}z` : '');

/** The part of a column that one series is. */
export interface Segment {
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

/** The segments of each series: what was charged grows up from zero, what was given back down from it. */
export function segmentsOf({ points, series }: Pick<StackedContent, 'points' | 'series'>, isShown: (key: string) => boolean): readonly (readonly Segment[])[] {
  const segments: Segment[][] = series.map(() => []);
  for (const [index, { values }] of points.entries()) {
    let [up, down] = [0, 0];
    for (const [at, { key }] of series.entries()) {
      const value = values[at] ?? null;
      if (value === null || value === 0 || !isShown(key)) continue;
      const from = value > 0 ? up : down;
      segments[at]?.push({ index, from, to: from + value });
      if (value > 0) up += value;
      else down += value;
    }
  }
  return segments;
}
