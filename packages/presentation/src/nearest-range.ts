import { addDays, earlier, later, lengthInDays, type Period } from '@pegel/domain';
import type { PageFrame } from './page-frame.js';
import type { ViewState } from './view-state.js';

/**
 * The days nearest to the ones that are looked at of which something is known, and no more than are looked at: the last before
 * them, or else the first after. Null where the days that are looked at hold some of them, or nothing is known at all.
 *
 * @param shown The days of a range that has a name.
 */
export function nearestKnown(state: ViewState, calendar: PageFrame['calendar'], shown: Period | null): ViewState | null {
  const range = typeof state.range === 'string' ? shown : state.range;
  if (range === null || calendar === null || calendar.completeThrough === null) return null;
  const { known, completeThrough } = calendar;
  if (known.some(({ from, to }) => range.to >= from && range.from <= to)) return null;
  const days = lengthInDays(range);
  const whole = known.map(({ from, to }) => ({ from, to: earlier(to, completeThrough) })).filter(({ from, to }) => from <= to);
  const before = whole.filter(({ to }) => to < range.from).toSorted((a, b) => (a.to < b.to ? 1 : -1))[0];
  const after = whole.toSorted((a, b) => (a.from < b.from ? -1 : 1))[0];
  if (before !== undefined) return { ...state, end: null, range: { from: later(addDays(before.to, 1 - days), before.from), to: before.to } };
  return after === undefined ? null : { ...state, end: null, range: { from: after.from, to: earlier(addDays(after.from, days - 1), after.to) } };
}
