import type { Day, Instant } from '@pegel/domain';
import { isWorkday } from './holidays.js';
import { demoCalendar } from './organisation.js';
import type { Random } from './random.js';

const hour = 3_600_000;

/** The instant at which the clocks in the organisation's zone show `hours` after midnight. */
export function instantAt(day: Day, hours: number): Instant {
  const { from, to } = demoCalendar.intervalOf(day, day);
  // Clocks change at three in the morning, when nobody in the demo is awake: by then the day has lost or gained its hour.
  const shift = hours >= 3 ? to - from - 24 * hour : 0;
  return from + shift + Math.floor(hours * 3600) * 1000;
}

/** A time of day at which somebody is at work: mornings, afternoons, a dip at lunch and a few evenings. */
export function workingHour(day: Day, random: Random): number {
  if (!isWorkday(day)) return within(9, random.normal(15.5, 3.2), 22.9);
  const part = random.next();
  if (part < 0.48) return within(6.5, random.normal(10.2, 1.15), 12.6);
  if (part < 0.95) return within(12.8, random.normal(14.9, 1.4), 19.4);
  return within(18, random.normal(20.4, 1), 22.9);
}

/** What falls outside is folded back in, since cutting it off would pile it up at the edge. */
function within(earliest: number, hours: number, latest: number): number {
  const folded = hours < earliest ? 2 * earliest - hours : hours > latest ? 2 * latest - hours : hours;
  return Math.min(latest, Math.max(earliest, folded));
}
