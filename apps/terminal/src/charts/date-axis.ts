import { weekdayOf, type Day } from '@pegel/domain';
import { widthOf } from '../fit.js';

/** A place on a date axis that may be labelled. */
export interface AxisTick {
  /** The cell it belongs to, from 0. */
  readonly at: number;
  readonly day: Day;
  readonly label: string;
}

const gap = 2;

/** The labels of a date axis in at most `width` cells: the first day, then Mondays where days are shown, as many as keep a distance. */
export function dateAxis(ticks: readonly AxisTick[], width: number): string {
  const first = ticks[0];
  const second = ticks[1];
  const areDays = first !== undefined && second !== undefined && Date.parse(second.day) - Date.parse(first.day) === 86_400_000;
  let text = '';
  for (const tick of ticks) {
    const isWanted = tick === first || !areDays || weekdayOf(tick.day) === 1;
    const starts = text === '' ? tick.at : Math.max(tick.at, widthOf(text) + gap);
    if (!isWanted || starts !== tick.at || tick.at + widthOf(tick.label) > width) continue;
    text = text.padEnd(tick.at) + tick.label;
  }
  return text.padEnd(width);
}
