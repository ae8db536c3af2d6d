import type { Instant } from './calendar.js';
import { isDay } from './days.js';

const pattern = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

const first = Date.parse('0001-01-01T00:00:00.000Z');
const last = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * Reads an RFC 3339 date and time with its offset; `null` when it is none. More than three decimals are cut, never
 * rounded, so that nothing moves into the next second; a leap second reads as the last millisecond of its minute. What an
 * offset moves out of the years that can be written is none either.
 */
export function parseInstant(text: string): Instant | null {
  const match = pattern.exec(text);
  if (!match) return null;
  const [, day = '', hours = '', minutes = '', seconds = '', fraction = '', sign, offsetHours = '00', offsetMinutes = '00'] = match;
  if (!isDay(day) || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 60) return null;
  if (Number(offsetHours) > 23 || Number(offsetMinutes) > 59) return null;
  const date = new Date(0);
  date.setUTCFullYear(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)));
  const isLeap = seconds === '60';
  date.setUTCHours(Number(hours), Number(minutes), isLeap ? 59 : Number(seconds), isLeap ? 999 : Number(fraction.slice(0, 3).padEnd(3, '0')));
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000;
  const instant = date.getTime() - (sign === '-' ? -offset : offset);
  return instant >= first && instant <= last ? instant : null;
}

/** The form in which instants are sent. */
export const formatInstant = (instant: Instant): string => new Date(instant).toISOString();
