import { factsOf, languages, metricNames, metricOf, noTally, type SourcesView, type SourceView } from '@pegel/domain';
import { expect, test } from 'vitest';
import { localeOf } from './locale.js';
import { deliveriesTable, sourceDetails } from './source-details.js';
import { sourcesModel } from './sources.js';

const en = localeOf('en', { currency: 'USD', today: '2026-11-23' });
const empty = { events: noTally, directory: noTally };
const spend = metricNames.filter((name) => factsOf(metricOf(name).measure).includes('spend'));
const activity = metricNames.filter((name) => factsOf(metricOf(name).measure).includes('activity'));

const source = (changes: Partial<SourceView> = {}): SourceView => ({
  name: 'live', kind: 'live', feeds: null, lastDeliveryAt: '2026-11-23T10:04:00Z', completeThrough: '2026-11-22', firstDay: '2026-11-20', lastDay: '2026-11-23',
  coverage: [{ from: '2026-11-20', to: '2026-11-23' }], gaps: [], snapshots: { count: 0, firstAt: null, lastAt: null }, totals: empty, kept: {}, quarantine: [],
  days: [['2026-11-20', 1_000], ['2026-11-21', 0], ['2026-11-22', 10], ['2026-11-23', 500]].map(([day, events]) => ({ day: String(day), state: events === 0 ? 'zero' : 'events', events: Number(events), received: empty })),
  hasUtcDays: false, metrics: activity, expectedOn: null, ...changes,
});
const view = (...sources: SourceView[]): SourcesView => ({ organisation: 'nordwind', timeZone: 'Europe/Berlin', currency: 'USD', today: '2026-11-23', from: '2026-11-20', to: '2026-11-23', sources, totals: empty });
const failureOf = (...sources: SourceView[]) => sourceDetails(view(...sources), en)[0]?.failure ?? [];

test('what stops without a source, what goes on from another, and what never needed it, follow from what each feeds', () => {
  const alone = failureOf(source());
  expect(alone.find((line) => line.startsWith('Activity: '))).toMatch(/stop at the last complete day/);
  expect(alone).toContain('Spend: nothing here depends on it.');
  const helped = failureOf(source(), source({ name: 'import', kind: 'import' }));
  expect(helped[0]).toBe(`${activity.length} metrics go on from import.`);
  expect(failureOf(source({ metrics: spend })).find((line) => line.startsWith('Spend: '))).toMatch(/stop/);
  expect(failureOf(source({ metrics: spend }))).toContain('Activity and Adoption: nothing here depends on it.');
  expect(failureOf(source({ kind: 'directory', metrics: ['seats', 'pendingInvites'] }))[0]).toMatch(/^Seats and invites stay as the last snapshot/);
  expect(failureOf(source({ metrics: [] }))).toEqual(['Nothing: no number is made of it so far.']);
});

test('a day is the darker the more it has beside the others of its source, and one without events is never dark', () => {
  expect(sourceDetails(view(source()), en)[0]?.levels).toEqual([5, 0, 1, 3]);
});

test('a source that has broken its rhythm is late everywhere, and needs attention', () => {
  const [late, due] = [source({ kind: 'import', expectedOn: '2026-11-22' }), source({ kind: 'import', expectedOn: '2026-11-23' })];
  expect(sourceDetails(view(late, due), en).map(({ status, next }) => [status.text, next])).toEqual([['Late: expected 22 Nov', '! expected 22 Nov'], ['Imported to 22 Nov', 'about 23 Nov']]);
  expect(sourcesModel(view(late, due), en).summary.text).toBe('1 of 2 needs attention');
});

test('the log names what became of every item of a delivery, in every language', () => {
  const delivery = { id: 1, source: 'live', kind: 'events', receivedAt: '2026-11-23T10:04:00Z', ...noTally, received: 3, stored: 2, rejected: 1 } as const;
  expect(deliveriesTable([delivery], 'Europe/Berlin', en).rows).toEqual([['Mon 23 Nov, 11:04', 'live', '3 events', 'Stored 2 · Rejected 1']]);
  for (const language of languages) expect(deliveriesTable([delivery], 'UTC', localeOf(language, { currency: 'USD', today: null })).rows[0]).toHaveLength(4);
});
