import { addDays, earlier, later, lengthInDays } from '@pegel/domain';
import type { PageFrame } from './page-frame.js';
import type { ViewState } from './view-state.js';

/** The first days of which something is known, or the last, as many as are looked at; null where the days that are looked at hold some of them, or nothing is known at all. */
export function nearestKnown(state: ViewState, calendar: PageFrame['calendar']): ViewState | null {
  const { range } = state;
  if (calendar === null || calendar.firstDay === null || calendar.completeThrough === null || typeof range === 'string') return null;
  const { firstDay: first, completeThrough: last } = calendar;
  const days = lengthInDays(range);
  if (first > last || (range.to >= first && range.from <= later(last, calendar.today))) return null;
  if (range.to < first) return { ...state, range: { from: first, to: earlier(addDays(first, days - 1), last) } };
  return { ...state, range: { from: later(addDays(last, 1 - days), first), to: last } };
}
