import { dayNumber, weekdayOf } from '@pegel/domain';
import type { ChartPoint } from '@pegel/presentation';

const labelsMax = 8;
const monday = 1;

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

  // Evenly spread places, each moved to the nearest point that may be labelled.
  const room = Math.max(0, Math.min(labelsMax - 2, Math.floor(last / gap) - 1));
  const chosen = [0];
  for (let place = 1; place <= room; place += 1) {
    const ideal = (last * place) / (room + 1);
    const nearest = inner.reduce<number | null>((best, index) => (best === null || Math.abs(index - ideal) < Math.abs(best - ideal) ? index : best), null);
    if (nearest !== null && nearest - (chosen.at(-1) ?? 0) >= gap) chosen.push(nearest);
  }
  return [...chosen, last];
}
