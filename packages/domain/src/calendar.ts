import { Temporal } from 'temporal-polyfill';
import { dayFromNumber, dayNumber, firstDayNumber, lastDayNumber, type Day } from './days.js';

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** Half-open: an instant belongs to it when `from <= instant < to`. */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * Where instants become civil days. Every instant falls into exactly one day, days are contiguous,
 * and a day has as many hours as the zone gives it: 23, 24, 25, 23.5 or 24.5.
 */
export interface Calendar {
  readonly timeZone: string;
  dayOf(instant: Instant): Day;
  /** The number of that day. */
  numberOf(instant: Instant): number;
  /** The first instant of a day, also where midnight does not exist. */
  startOf(day: Day): Instant;
  /** The half-open interval that the days `from` to `to`, both included, cover. */
  intervalOf(from: Day, to: Day): Interval;
}

const calendars = new Map<string, Calendar>();

/** The calendar of an IANA time zone; one per zone, because the day starts it has computed are worth keeping. */
export function calendar(timeZone: string): Calendar {
  const known = calendars.get(timeZone);
  if (known) return known;
  const made = makeCalendar(timeZone);
  calendars.set(timeZone, made);
  return made;
}

/** True for a zone the runtime knows, such as `Europe/Berlin` or `UTC`. */
export function isTimeZone(name: string): boolean {
  // Offsets such as "+02:00" are accepted by Intl but have no daylight-saving rules, so they are no organisation's zone.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function makeCalendar(timeZone: string): Calendar {
  const starts = new Map<number, Instant>();

  // The first and the last day that can be written never begin and never end: every instant lies in some day.
  function startOfNumber(number: number): Instant {
    if (number <= firstDayNumber) return -Infinity;
    if (number > lastDayNumber) return Infinity;
    const known = starts.get(number);
    if (known !== undefined) return known;
    const start = Temporal.PlainDate.from(dayFromNumber(number)).toZonedDateTime(timeZone).epochMilliseconds;
    starts.set(number, start);
    return start;
  }

  function numberOf(instant: Instant): number {
    // No zone is more than a day from UTC, so the civil day is the UTC day or one of its neighbours.
    let number = Math.min(Math.max(Math.floor(instant / 86_400_000) + 1, firstDayNumber), lastDayNumber);
    while (startOfNumber(number) > instant) number -= 1;
    return number;
  }

  return {
    timeZone,
    dayOf: (instant) => dayFromNumber(numberOf(instant)),
    numberOf,
    startOf: (day) => startOfNumber(dayNumber(day)),
    intervalOf: (from, to) => ({ from: startOfNumber(dayNumber(from)), to: startOfNumber(dayNumber(to) + 1) }),
  };
}
