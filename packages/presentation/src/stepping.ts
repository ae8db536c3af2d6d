import { addDays, addMonths, lengthInDays, monthStart, type Day, type Period, type Range } from '@pegel/domain';
import { withRange, type ViewState } from './view-state.js';

/** The days there are to look at. */
export interface Extent {
  /** The first day that anything is known of. */
  readonly first: Day | null;
  /** The last complete day. */
  readonly last: Day;
}

/** The view of the period before or after the one that is shown; null where there is none. A named range keeps its name, and is pinned until it has caught up with the days. */
export function stepped(state: ViewState, shown: Period, direction: -1 | 1, { first, last }: Extent): ViewState | null {
  if (direction > 0) return shown.to >= last ? null : after(state, shown, last);
  const end = addDays(shown.from, -1);
  if (first !== null && end < first) return null;
  return typeof state.range === 'string' ? { ...state, end } : withRange(state, { from: addDays(end, 1 - lengthInDays(shown)), to: end });
}

function after(state: ViewState, shown: Period, last: Day): ViewState {
  if (typeof state.range !== 'string') return withRange(state, { from: addDays(shown.to, 1), to: addDays(shown.to, lengthInDays(shown)) });
  const end = nextEnd(state.range, shown);
  return { ...state, end: end >= last ? null : end };
}

/** How many months the slices of the calendar have that a range to date is cut from. */
const monthsIn: Readonly<Partial<Record<Range, number>>> = { mtd: 1, qtd: 3, ytd: 12 };

/** Where the next one ends: with its slice of the calendar, or as many days later. */
function nextEnd(range: Range, shown: Period): Day {
  const months = monthsIn[range];
  if (months !== undefined) return addDays(addMonths(shown.from, 2 * months), -1);
  return range === '12m' ? addDays(monthStart(shown.to, 13), -1) : addDays(shown.to, lengthInDays(shown));
}
