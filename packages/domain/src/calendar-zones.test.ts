import { DateTime, IANAZone } from 'luxon';
import { expect, test } from 'vitest';
import { calendar } from './calendar.js';
import { addDays, dayFromNumber, dayNumber, type Day } from './days.js';

const zones = Intl.supportedValuesOf('timeZone');
const days: readonly Day[] = Array.from({ length: 731 }, (_, index) => dayFromNumber(dayNumber('2025-01-01') + index));
const hour = 3_600_000;

/**
 * Another way to the civil day than the calendar takes: luxon works out a zone's offset at an instant by itself and adds it,
 * and has no code in common with the calendar. The rules of the zones are the runtime's in both.
 */
const other = (timeZone: string) => {
  const zone = IANAZone.create(timeZone);
  return (instant: number): Day => dayFromNumber(Math.floor((instant + zone.offset(instant) * 60_000) / 86_400_000));
};

test(`in each of ${zones.length} zones, each day of two years begins where the day before it ends, and nowhere else`, () => {
  const wrong: string[] = [];
  for (const zone of zones) {
    const { dayOf, startOf, intervalOf } = calendar(zone);
    const day = other(zone);
    for (const date of days) {
      const { from, to } = intervalOf(date, date);
      const before = addDays(date, -1);
      const first = day(from) === date && dayOf(from) === date;
      const last = day(from - 1) === before && dayOf(from - 1) === before;
      const middle = day((from + to) / 2) === date && dayOf((from + to) / 2) === date;
      const joined = to === startOf(addDays(date, 1)) && to - from >= 22 * hour && to - from <= 26 * hour;
      if (!(first && last && middle && joined)) wrong.push(`${zone} ${date}`);
    }
  }
  expect(wrong).toEqual([]);
}, 180_000);

test('days have the names that luxon gives them, at every hour of the days on which a clock is changed', () => {
  const wrong: string[] = [];
  for (const zone of zones) {
    const { dayOf, intervalOf } = calendar(zone);
    for (const date of days) {
      const { from, to } = intervalOf(date, date);
      if (to - from === 24 * hour) continue;
      for (let instant = from - 2 * hour; instant < to + 2 * hour; instant += hour / 4) {
        if (dayOf(instant) !== DateTime.fromMillis(instant, { zone }).toISODate()) wrong.push(`${zone} ${new Date(instant).toISOString()}`);
      }
    }
  }
  expect(wrong).toEqual([]);
}, 180_000);

/** By name, because each is strange in a way of its own: half an hour, three quarters, two hours, midnight, Ramadan. */
test.each([
  ['Europe/Berlin', { '2025-03-30': 23, '2025-10-26': 25, '2026-03-29': 23, '2026-10-25': 25 }],
  ['Australia/Lord_Howe', { '2025-04-06': 24.5, '2025-10-05': 23.5, '2026-04-05': 24.5, '2026-10-04': 23.5 }],
  ['Asia/Kathmandu', {}],
  ['Pacific/Chatham', { '2025-04-06': 25, '2025-09-28': 23, '2026-04-05': 25, '2026-09-27': 23 }],
  ['Africa/Cairo', { '2025-04-25': 23, '2025-10-30': 25, '2026-04-24': 23, '2026-10-29': 25 }],
  ['America/Havana', { '2025-03-09': 23, '2025-11-02': 25, '2026-03-08': 23, '2026-11-01': 25 }],
  ['America/Nuuk', { '2025-03-29': 23, '2025-10-25': 25, '2026-03-28': 23, '2026-10-24': 25 }],
  ['Antarctica/Troll', { '2025-03-30': 22, '2025-10-26': 26, '2026-03-29': 22, '2026-10-25': 26 }],
  ['Africa/Casablanca', { '2025-02-23': 25, '2025-04-06': 23, '2026-02-15': 25, '2026-03-22': 23 }],
])('%s has exactly the long and short days of its rules', (zone, expected) => {
  const { intervalOf } = calendar(zone);
  const lengths = days.flatMap((date) => {
    const { from, to } = intervalOf(date, date);
    const hours = (to - from) / hour;
    return hours === 24 ? [] : [[date, hours] as const];
  });
  expect(Object.fromEntries(lengths)).toEqual(expected);
});
