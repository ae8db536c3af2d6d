/** A civil day, `YYYY-MM-DD`. Arithmetic on days needs no time zone; see `calendar.ts` for where a zone comes in. */
export type Day = string;

/** Days from `from` to `to`, both included. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

/** Of a UTC day; days of other zones can be shorter or longer. */
export const millisecondsADay = 86_400_000;

/** True for a day that exists: `2028-02-29` is one, `2026-02-30` is not. */
export function isDay(text: string): text is Day {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const date = new Date(0);
  date.setUTCFullYear(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return date.getUTCMonth() === Number(match[2]) - 1 && date.getUTCDate() === Number(match[3]);
}

/** Days that were read or written before: a report reads and writes the same few hundred over and over. */
const read = new Map<Day, number>();
const written = new Map<number, Day>();
const knownMax = 20_000;

/** The number of days since 1970-01-01; whole numbers make windows and ranges plain arithmetic. */
export function dayNumber(day: Day): number {
  const known = read.get(day);
  if (known !== undefined) return known;
  const number = numberOf(day);
  if (read.size >= knownMax) read.clear();
  read.set(day, number);
  return number;
}

function numberOf(day: Day): number {
  const date = new Date(0);
  date.setUTCFullYear(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)));
  return date.getTime() / millisecondsADay;
}

/** The first and the last day that four digits of a year can write. */
export const firstDayNumber = dayNumber('0000-01-01');
export const lastDayNumber = dayNumber('9999-12-31');

/** The day with a number; beyond those it is the nearest of the two. */
export function dayFromNumber(number: number): Day {
  const known = written.get(number);
  if (known !== undefined) return known;
  const day = new Date(Math.min(Math.max(number, firstDayNumber), lastDayNumber) * millisecondsADay).toISOString().slice(0, 10);
  if (written.size >= knownMax) written.clear();
  written.set(number, day);
  return day;
}

export const addDays = (day: Day, days: number): Day => dayFromNumber(dayNumber(day) + days);

/** How many days a period has: 1 when it starts and ends on the same day. */
export const lengthInDays = (period: Period): number => dayNumber(period.to) - dayNumber(period.from) + 1;

/** 0 is Sunday, 1 Monday, … as in `Date.getUTCDay`. */
export const weekdayOf = (day: Day): number => new Date(dayNumber(day) * millisecondsADay).getUTCDay();

export const earlier = (a: Day, b: Day): Day => (a < b ? a : b);
export const later = (a: Day, b: Day): Day => (a > b ? a : b);

/**
 * The days of a period that have begun, or null where none has. What was delivered for days to come is kept, and shows in
 * no number before its day: neither in that day's own, of which nobody can say anything yet, nor in a longer period's.
 */
export const daysBegun = ({ from, to }: Period, today: Day): Period | null => (from > today ? null : { from, to: earlier(to, today) });

/** Every day of a period in order. */
export function daysOf(period: Period): Day[] {
  const first = dayNumber(period.from);
  return Array.from({ length: Math.max(0, lengthInDays(period)) }, (_, index) => dayFromNumber(first + index));
}

/** The first day of the month that lies `months` away from the month of `day`. */
export function monthStart(day: Day, months = 0): Day {
  const date = new Date(0);
  date.setUTCFullYear(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + months, 1);
  return dayFromNumber(date.getTime() / millisecondsADay);
}

/** The same day number `months` away, clamped to the month's end: one month after 31 January is 28 or 29 February. */
export function addMonths(day: Day, months: number): Day {
  const start = monthStart(day, months);
  const lastOfMonth = addDays(monthStart(start, 1), -1);
  return earlier(addDays(start, Number(day.slice(8, 10)) - 1), lastOfMonth);
}
