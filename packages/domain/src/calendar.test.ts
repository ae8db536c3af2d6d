import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { calendar, isTimeZone } from './calendar.js';
import { addDays, dayNumber, dayFromNumber, isDay } from './days.js';

const zones = Intl.supportedValuesOf('timeZone');

/** Another way to the civil day than the calendar takes: the runtime's own formatting. */
const formatted = (zone: string) => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return (instant: number) => format.format(instant);
};

describe('days of an organisation', () => {
  test('begin at the first instant of their date, also where midnight does not exist', () => {
    expect(new Date(calendar('Africa/Cairo').startOf('2026-04-24')).toISOString()).toBe('2026-04-23T22:00:00.000Z');
    expect(new Date(calendar('Asia/Kathmandu').startOf('2026-06-02')).toISOString()).toBe('2026-06-01T18:15:00.000Z');
  });

  property.prop([fc.constantFrom(...zones), fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2028, 0, 1) })])(
    'every instant falls into exactly one day, the one the runtime prints',
    (zone, instant) => {
      const zoned = calendar(zone);
      const day = zoned.dayOf(instant);
      const { from, to } = zoned.intervalOf(day, day);
      expect(from <= instant && instant < to).toBe(true);
      expect(zoned.startOf(addDays(day, 1))).toBe(to);
      expect(day).toBe(formatted(zone)(instant));
    },
  );

  property.prop([fc.constantFrom(...zones), fc.maxSafeInteger()])('every instant falls into a day that can be written, however far away', (zone, instant) => {
    expect(isDay(calendar(zone).dayOf(instant))).toBe(true);
  });

  property.prop([fc.integer({ min: -800_000, max: 800_000 })])('days and their numbers are the same thing', (number) => {
    fc.pre(number > dayNumber('0001-01-01') && number < dayNumber('9999-12-31'));
    expect(dayNumber(dayFromNumber(number))).toBe(number);
  });
});

test('knows IANA zones and nothing else', () => {
  expect(['Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires'].map(isTimeZone)).toEqual([true, true, true]);
  expect(['Mars/Olympus', '+02:00', '', 'Berlin'].map(isTimeZone)).toEqual([false, false, false, false]);
});
