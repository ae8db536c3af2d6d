import { fc, test } from '@fast-check/vitest';
import { addDays, noTally, staleIn, type ReportContract, type SourceView, type SourcesView } from '@pegel/domain';
import { expect } from 'vitest';
import { latenessOf } from './lateness.js';
import { localeOf } from './locale.js';
import { sampleReport } from './testing/index.js';

const zones = ['Europe/Berlin', 'UTC', 'Pacific/Kiritimati', 'America/St_Johns', 'Africa/Casablanca'] as const;
const en = localeOf('en', { currency: 'USD', today: null });
const { contract } = sampleReport({ metrics: ['chats'], range: '28d' });
const now = Date.parse('2026-11-23T13:00:00Z');

test.prop([fc.integer({ min: 0, max: 500 }), fc.constantFrom(...zones), fc.integer({ min: Date.parse('2025-01-01T00:00:00Z'), max: Date.parse('2026-12-31T00:00:00Z') }), fc.integer({ min: 0, max: 200 })])(
  'a browser without a calendar says that numbers are late exactly where the command line does',
  (daysBack, timeZone, instant, hours) => {
    const [source] = contract.sources;
    const given: ReportContract = {
      ...contract, timeZone, completeThrough: addDays(new Date(instant).toISOString().slice(0, 10), -(daysBack % 5)),
      sources: source === undefined ? [] : [{ ...source, kind: 'live', lastDeliveryAt: new Date(instant - hours * 3_600_000).toISOString() }],
    };
    const late = staleIn(given, instant);
    expect(latenessOf([given], instant, 'en', en)?.sentences.length ?? 0).toBe(late.length);
  },
);

test('it is said once however many reports say it, with the way to the sources, and never of what was never complete', () => {
  const late: ReportContract = { ...contract, completeThrough: '2026-11-20', sources: [] };
  expect(latenessOf([late, late], now, 'en', en)).toEqual({ sentences: ['Data to Fri 20 Nov 2026. Newer data is overdue.'], sources: 'See the data sources' });
  expect(latenessOf([late], now, 'de', localeOf('de', { currency: 'USD', today: null }))?.sentences).toEqual(['Daten bis Fr., 20. Nov. 2026. Neuere sind überfällig.']);
  expect(latenessOf([{ ...late, completeThrough: null }], now, 'en', en)).toBe(null);
});

test('where a source has delivered in a rhythm so far, it says when it was to be expected, by the source that is behind', () => {
  const late: ReportContract = { ...contract, timeZone: 'Europe/Berlin', completeThrough: '2026-11-20', sources: [] };
  const source = (name: string, completeThrough: string, expectedOn: string | null): SourceView => ({
    name, kind: 'import', feeds: null, lastDeliveryAt: '2026-11-21T10:00:00Z', completeThrough, firstDay: null, lastDay: null, coverage: [], gaps: [], snapshots: { count: 0, firstAt: null, lastAt: null },
    totals: { events: noTally, directory: noTally }, kept: null, quarantine: [], days: [], hasUtcDays: false, metrics: [], expectedOn,
  });
  const view = (...sources: readonly SourceView[]): SourcesView => ({ organisation: 'nordwind', timeZone: 'Europe/Berlin', currency: 'USD', today: '2026-11-23', from: '2026-10-27', to: '2026-11-23', sources, totals: { events: noTally, directory: noTally } });
  const said = (language: 'en' | 'de', sources: SourcesView) => latenessOf([late], now, language, localeOf(language, { currency: 'USD', today: '2026-11-23' }), sources)?.sentences;
  const behind = view(source('weekly', '2026-11-15', '2026-11-29'), source('daily', '2026-11-20', '2026-11-22'), source('ahead', '2026-11-22', '2026-11-21'));
  expect(said('en', behind)).toEqual(['Data to Fri 20 Nov. Expected Sun 22 Nov, 11:00.']);
  expect(said('de', behind)).toEqual(['Daten bis Fr., 20. Nov. Erwartet So., 22. Nov., 11:00 Uhr.']);
  expect(said('en', view(source('once', '2026-11-20', null)))).toEqual(['Data to Fri 20 Nov. Newer data is overdue.']);
});
