import { dayNumber, weekdayOf } from '@pegel/domain';
import type { ChartPoint } from '@pegel/presentation';

const labelsMax = 8;
const monday = 1;
const daysInWeek = 7;

/**
 * Which points are labelled on the time axis: the first and the last always, between them Mondays where points are days,
 * as many as there is room for.
 */
export function labelledPoints(points: readonly Pick<ChartPoint, 'day'>[], width: number, labelWidth: number): number[] {
  const last = points.length - 1;
  if (last <= 0) return points.map((_, index) => index);
  const step = Math.max(1, width) / last;
  const gap = labelWidth / step;
  // The first bucket may be cut, so the second and the third tell how far points lie apart.
  const [, second, third] = points;
  const isDaily = points.length > 8 && second !== undefined && third !== undefined && dayNumber(third.day) - dayNumber(second.day) === 1;
  const inner = points.map((_, index) => index).filter((index) => index >= gap && index <= last - gap && (!isDaily || weekdayOf(points[index]?.day ?? '1970-01-01') === monday));

  // Every n-th of them, with what is left over shared between both ends.
  const room = Math.max(1, Math.min(labelsMax - 2, Math.floor(last / gap) - 1));
  const every = Math.max(1, Math.ceil(inner.length / room), Math.ceil(gap / (isDaily ? daysInWeek : 1)));
  const offset = Math.floor(((inner.length - 1) % every) / 2);
  return [0, ...inner.filter((_, at) => at % every === offset), last];
}
