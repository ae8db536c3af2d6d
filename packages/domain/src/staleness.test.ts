import { expect, test } from 'vitest';
import { staleIn } from './index.js';

const hours = (count: number) => count * 3_600_000;
const source = (kind: 'live' | 'import', lastDeliveryAt: string) => ({ name: kind, kind, firstDay: '2026-01-01', lastDay: '2026-01-10', completeThrough: '2026-01-10', lastFactAt: lastDeliveryAt, lastDeliveryAt, metrics: [] });
/** The end of 10 January in Berlin. */
const dayEnd = Date.parse('2026-01-10T23:00:00Z');

test('a day that ended 36 hours ago is just not stale: a daily delivery is nearly that old before the next', () => {
  const contract = { completeThrough: '2026-01-10', timeZone: 'Europe/Berlin', sources: [source('import', '2026-01-01T00:00:00Z')] };
  expect(staleIn(contract, dayEnd + hours(36))).toEqual([]);
  expect(staleIn(contract, dayEnd + hours(36) + 1)).toEqual([{ kind: 'complete-day', day: '2026-01-10', age: hours(36) + 1 }]);
  expect(staleIn(contract, dayEnd + hours(3), hours(2))).toEqual([{ kind: 'complete-day', day: '2026-01-10', age: hours(3) }]);
});

test('a live source is stale when it has gone silent, an import only with its days', () => {
  const silent = '2026-01-09T12:00:00Z';
  const contract = { completeThrough: '2026-01-10', timeZone: 'Europe/Berlin', sources: [source('live', silent), source('import', silent)] };
  expect(staleIn(contract, Date.parse(silent) + hours(37))).toEqual([{ kind: 'source', name: 'live', age: hours(37) }]);
});

test('before anything is complete there is nothing to rely on', () => {
  expect(staleIn({ completeThrough: null, timeZone: 'UTC', sources: [] }, dayEnd)).toEqual([{ kind: 'nothing-complete' }]);
});
