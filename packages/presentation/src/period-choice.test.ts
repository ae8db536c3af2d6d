import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, dayFromNumber, daysOf, monthStart, periodOf, type Day, type Period } from '@pegel/domain';
import { calendarMonth, calendarStep } from './calendar-month.js';
import { presets, typedRange } from './period-menu.js';
import { stepped } from './stepping.js';
import { sampleOrganisation, sampleToday } from './testing/index.js';
import { typedDay } from './typed-day.js';
import { initialView, rangeChoices, type ViewState } from './view-state.js';

const view = initialView('nordwind');
const extent = { first: '2026-01-01', last: '2026-11-22' };
const shownBy = ({ range, end }: ViewState): Period => (typeof range === 'string' ? periodOf(range, end ?? extent.last, sampleOrganisation) : range);
const day = fc.integer({ min: 0, max: 40_000 }).map(dayFromNumber);

describe('a step through time', () => {
  test.each([
    ['28d', '2026-09-28', '2026-10-25'], ['mtd', '2026-10-01', '2026-10-31'], ['qtd', '2026-07-01', '2026-09-30'], ['ytd', '2025-01-01', '2025-12-31'], ['12m', '2024-12-01', '2025-11-30'],
  ] as const)('before %s are the days from %s to %s, and after them those of today again', (range, from, to) => {
    const now = { ...view, range };
    const then = stepped(now, shownBy(now), -1, { ...extent, first: null });
    expect(then === null ? null : [then.range, shownBy(then)]).toEqual([range, { from, to }]);
    expect(then === null ? null : stepped(then, shownBy(then), 1, extent)).toEqual(now);
  });

  test('leads neither past the last complete day nor before the first', () => {
    expect(stepped(view, shownBy(view), 1, extent)).toBeNull();
    const early = { ...view, end: '2026-01-20' };
    expect(stepped(early, shownBy(early), -1, extent)).toBeNull();
  });

  test('of days of one’s own neither misses nor repeats one', () => {
    fc.assert(fc.property(day, fc.integer({ min: 0, max: 399 }), (from, length) => {
      const range = { from, to: addDays(from, length) };
      const before = stepped({ ...view, range }, range, -1, { first: null, last: '2199-01-01' });
      expect(before === null ? [] : [...daysOf(shownBy(before)), ...daysOf(range)]).toEqual(daysOf({ from: addDays(from, -length - 1), to: range.to }));
      expect(before === null ? null : shownBy(stepped(before, shownBy(before), 1, { first: null, last: '2199-01-01' }) ?? view)).toEqual(range);
    }));
  });
});

describe('a typed day', () => {
  test('may be written as in data, as in German, or counted back', () => {
    expect(['2026-11-22', ' 22.11.2026 ', '1.9.2026', '-7d', '−7d', '-0d'].map((text) => typedDay(text, sampleToday))).toEqual(['2026-11-22', '2026-11-22', '2026-09-01', '2026-11-16', '2026-11-16', sampleToday]);
  });

  test('that is none is none, whatever it is', () => {
    for (const text of ['', '31.11.2026', '2026-02-30', '22.11', '11/22/2026', 'yesterday', '-d', '7d', '-99999d']) expect(typedDay(text, sampleToday), text).toBeNull();
    fc.assert(fc.property(fc.string(), (text) => {
      expect(typedDay(text, sampleToday) ?? '2026-11-22').toMatch(/^\d{4}-\d\d-\d\d$/);
    }));
  });

  test('makes a range with another, or a sentence that names the field, the text and what would be right', () => {
    expect(typedRange('-7d', '22.11.2026', sampleToday, 'de')).toEqual({ range: { from: '2026-11-16', to: '2026-11-22' } });
    expect(typedRange('31.11.2026', '', sampleToday, 'de')).toEqual({ field: 'from', problem: 'Von: „31.11.2026“ ist kein Tag. Bitte geben Sie 22.11.2026, 2026-11-22 oder -7d für vor sieben Tagen ein.' });
    expect([typedRange('2026-11-22', '', sampleToday, 'en'), typedRange('2026-11-22', '2026-11-01', sampleToday, 'en'), typedRange('2024-01-01', '2026-11-22', sampleToday, 'en')]).toEqual([
      { field: 'to', problem: 'To: type a day such as 2026-11-22, 22.11.2026 or -7d for seven days ago.' },
      { field: 'to', problem: 'From (2026-11-22) must not be after To (2026-11-01).' },
      { field: 'to', problem: 'These are 1057 days; a period has at most 400.' },
    ]);
  });
});

test('every period with a name says the days it means', () => {
  const lines = presets(view, { today: sampleToday, completeThrough: '2026-11-22' }, sampleOrganisation, 'en').map(({ label, keys, days, isChosen }) => [label, keys, days.replaceAll('\u00a0', ' '), isChosen].join(' | '));
  expect(lines).toEqual([
    'Today so far | t t | Mon 23 Nov | false', 'Yesterday | t d | Sun 22 Nov | false', 'Last 7 days | t 7 | 16–22 Nov | false', 'Last 28 days | t 4 | 26 Oct – 22 Nov | true', 'Last 90 days | t 9 | 25 Aug – 22 Nov | false',
    'Month to date | t m | 1–22 Nov | false', 'Quarter to date | t q | 1 Oct – 22 Nov | false', 'Year to date | t y | 1 Jan – 22 Nov | false', 'Last 12 months | t l | 1 Dec 2025 – 22 Nov 2026 | false',
  ]);
  expect(lines.length).toBe(rangeChoices.length + 2);
});

describe('a calendar', () => {
  test('has every day of its month once, under its weekday', () => {
    fc.assert(fc.property(day, fc.constantFrom('monday', 'sunday', 'saturday'), (of, weekStart) => {
      const { weeks, weekdays } = calendarMonth(of, { weekStart }, 'en');
      expect(weeks.flat().filter((one) => one !== null)).toEqual(daysOf({ from: monthStart(of), to: addDays(monthStart(of, 1), -1) }));
      expect(weeks.every((week) => week.length === 7)).toBe(true);
      const named = (one: Day) => new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' }).format(new Date(`${one}T00:00:00Z`));
      for (const week of weeks) for (const [at, one] of week.entries()) if (one !== null) expect(named(one)).toBe(weekdays[at]?.long);
    }));
  });

  test('is walked by days, weeks, months and years', () => {
    const step = (key: string, shift = false) => calendarStep('2026-01-31', key, shift, { weekStart: 'monday' });
    expect([step('ArrowLeft'), step('ArrowDown'), step('Home'), step('End'), step('PageDown'), step('PageUp', true), step('a')]).toEqual(['2026-01-30', '2026-02-07', '2026-01-26', '2026-02-01', '2026-02-28', '2025-01-31', null]);
  });
});
