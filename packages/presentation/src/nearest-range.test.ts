import { fc, test } from '@fast-check/vitest';
import { addDays, lengthInDays } from '@pegel/domain';
import { expect } from 'vitest';
import { nearestKnown } from './nearest-range.js';
import { initialView } from './view-state.js';

const calendar = { today: '2026-11-23', completeThrough: '2026-11-22', firstDay: '2026-09-27', known: [{ from: '2026-09-27', to: '2026-11-23' }], hasUtcDays: false };
const at = (from: string, to: string) => ({ ...initialView('nordwind'), range: { from, to } });

test.prop([fc.integer({ min: -500, max: 500 }), fc.integer({ min: 0, max: 400 })])('where nothing of the chosen days is known, the nearest known ones are offered, and never any more than were chosen', (start, length) => {
  const range = { from: addDays('2026-10-15', start), to: addDays('2026-10-15', start + length) };
  const offered = nearestKnown(at(range.from, range.to), calendar, null)?.range;
  const isKnown = range.to >= calendar.firstDay && range.from <= calendar.today;
  expect(offered === undefined).toBe(isKnown);
  if (offered === undefined || typeof offered === 'string') return;
  expect(offered.from >= calendar.firstDay && offered.to <= calendar.completeThrough && offered.from <= offered.to).toBe(true);
  expect(lengthInDays(offered)).toBeLessThanOrEqual(lengthInDays(range));
  expect(offered.from === calendar.firstDay || offered.to === calendar.completeThrough).toBe(true);
});

test('ranges by name end with what is known, and where nothing is known nothing is offered', () => {
  expect(nearestKnown(initialView('nordwind'), calendar, { from: '2026-10-26', to: '2026-11-22' })).toBe(null);
  expect(nearestKnown(at('2025-01-01', '2025-01-07'), { ...calendar, firstDay: null, known: [] }, null)).toBe(null);
  expect(nearestKnown(at('2025-01-01', '2025-01-07'), null, null)).toBe(null);
});

test('between what was imported once and what flows in since today, the last imported days are offered', () => {
  const imported = { ...calendar, firstDay: '2026-01-05', known: [{ from: '2026-11-23', to: '2026-11-23' }, { from: '2026-01-05', to: '2026-01-31' }] };
  expect(nearestKnown(initialView('nordwind'), imported, { from: '2026-10-26', to: '2026-11-22' })?.range).toEqual({ from: '2026-01-05', to: '2026-01-31' });
  expect(nearestKnown(initialView('nordwind'), imported, { from: '2026-11-17', to: '2026-11-23' })).toBe(null);
  expect(nearestKnown(at('2026-02-01', '2026-02-07'), imported, null)?.range).toEqual({ from: '2026-01-25', to: '2026-01-31' });
});
