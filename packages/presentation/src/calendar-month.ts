import { addDays, addMonths, monthStart, weekdayOf, type Day, type Language } from '@pegel/domain';
import { localeTag } from './format.js';
import type { OrganisationView } from './sight.js';

/** A month as a sheet of weeks. */
export interface CalendarMonth {
  /** "November 2026" */
  readonly title: string;
  /** "Mo" to be seen, "Monday" to be read aloud; in the order of the organisation's week. */
  readonly weekdays: readonly { readonly short: string; readonly long: string }[];
  /** Rows of seven; null where the day is another month's. */
  readonly weeks: readonly (readonly (Day | null)[])[];
}

const firstWeekday = { sunday: 0, monday: 1, saturday: 6 } as const;
const week = [0, 1, 2, 3, 4, 5, 6] as const;

/** The month that a day lies in. */
export function calendarMonth(day: Day, { weekStart }: Pick<OrganisationView, 'weekStart'>, language: Language): CalendarMonth {
  const start = monthStart(day);
  const end = addDays(monthStart(start, 1), -1);
  const first = addDays(start, -((weekdayOf(start) - firstWeekday[weekStart] + 7) % 7));
  const weeks: (Day | null)[][] = [];
  for (let row = first; row <= end; row = addDays(row, 7)) weeks.push(week.map((at) => addDays(row, at)).map((one) => (one < start || one > end ? null : one)));
  const named = (options: Intl.DateTimeFormatOptions, of: Day) => new Intl.DateTimeFormat(localeTag(language), { timeZone: 'UTC', ...options }).format(new Date(`${of}T00:00:00Z`));
  return {
    title: named({ month: 'long', year: 'numeric' }, start),
    weekdays: week.map((at) => addDays(first, at)).map((one) => ({ short: named({ weekday: 'short' }, one).slice(0, 2), long: named({ weekday: 'long' }, one) })),
    weeks,
  };
}

/** Where a key leads from a day of a calendar: as in every calendar, by days, weeks, months and years. */
export function calendarStep(day: Day, key: string, isShifted: boolean, { weekStart }: Pick<OrganisationView, 'weekStart'>): Day | null {
  const inWeek = (weekdayOf(day) - firstWeekday[weekStart] + 7) % 7;
  switch (key) {
    case 'ArrowLeft':
      return addDays(day, -1);
    case 'ArrowRight':
      return addDays(day, 1);
    case 'ArrowUp':
      return addDays(day, -7);
    case 'ArrowDown':
      return addDays(day, 7);
    case 'Home':
      return addDays(day, -inWeek);
    case 'End':
      return addDays(day, 6 - inWeek);
    case 'PageUp':
      return addMonths(day, isShifted ? -12 : -1);
    case 'PageDown':
      return addMonths(day, isShifted ? 12 : 1);
    default:
      return null;
  }
}
