import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, languages, type InviteCounts, type Language, type MetricName, type Period, type Report, type Value } from '@pegel/domain';
import { overview } from './overview.js';
import { sampleOrganisation, sampleReports, sampleToday, type SampleOptions } from './testing/sample-report.js';
import { tellsOfInvites } from './what-changed.js';
import { initialView, type ViewState } from './view-state.js';

const newest = addDays(sampleToday, -1);
const state = initialView(sampleOrganisation.slug);

const sentences = (options: SampleOptions = {}, language: Language = 'en', part: Partial<ViewState> = {}) => {
  const view = { ...state, ...part };
  return overview(view, options.organisation ?? sampleOrganisation, sampleReports(view, options), language).changes.sentences ?? [];
};
const texts = (options: SampleOptions = {}, language: Language = 'en') => sentences(options, language).map(({ glyph, text }) => `${glyph} ${text}`);

/** Weekly active users as a function of how many days ago. */
const people = (at: (daysAgo: number) => Value | null) => (name: MetricName, { to }: Period): Value | null | undefined =>
  name === 'weeklyActiveUsers' ? at(Math.round((Date.parse(newest) - Date.parse(to)) / 86_400_000)) : name === 'chats' ? 100 : name === 'messagesPerChat' ? 6.2 : undefined;

describe('what changed', () => {
  test('calls the highest of all known days a record, and says since how many days', () => {
    expect(texts({ value: people((ago) => 300 - ago) })).toContain('▲ WAU rose 7 in a week to 300, the highest in 91 days.');
    expect(texts({ value: people((ago) => 300 - ago) }, 'de')).toContain('▲ WAU: in einer Woche um 7 auf 300 gestiegen, höchster Wert seit 91 Tagen.');
    // As high as once before is no record.
    expect(texts({ value: people((ago) => (ago === 40 ? 300 : 300 - ago)) }).some((text) => text.includes('highest'))).toBe(false);
  });

  test('calls a step unusual that is more than three times as large as in most of the last twelve weeks', () => {
    const saw = (step: number) => people((ago) => (ago < 7 ? 300 + step : 300 + (Math.floor(ago / 7) % 2) * 10));
    expect(texts({ value: saw(-25) })).toContain('▼ WAU fell 35 in a week to 275, more than in other weeks.');
    expect(texts({ value: saw(-15) }).some((text) => text.includes('other weeks'))).toBe(false);
  });

  test('says of few people nothing, whatever the percentage', () => {
    expect(texts({ value: people((ago) => (ago < 7 ? 18 : 9)) }).some((text) => text.includes('WAU'))).toBe(false);
  });

  test('says what is steady last, and of what is missing nothing', () => {
    expect(texts().at(-1)).toBe('= Messages per chat: steady at 6.2.');
    // Within two percent is not the same as not at all.
    expect(texts({}, 'de').at(-1)).toMatch(/^= .+: stabil bei 6,2\.$/);
    expect(texts({ value: people(() => null) }).some((text) => text.includes('WAU'))).toBe(false);
  });

  test('does not say that nothing stands out where nothing was ever delivered', () => {
    const told = (language: Language, part: Partial<Report['contract']>) => {
      const reports = Object.fromEntries(Object.entries(sampleReports(state, { value: () => null })).map(([name, report]) => [name, { ...report, contract: { ...report.contract, ...part } }]));
      return overview(state, sampleOrganisation, reports, language).changes.nothing;
    };
    expect(languages.map((language) => told(language, { sources: [] }))).toEqual(['No data yet. Numbers appear as soon as a source delivers.', 'Noch keine Daten. Zahlen erscheinen, sobald eine Quelle liefert.']);
    expect(told('en', {})).toBe('Nothing that stands out.');
  });

  test('says nothing of spend where there is none to see', () => {
    const organisation = { ...sampleOrganisation, extraUsage: false };
    expect(sentences({ organisation }).some(({ url }) => url.includes('/spend'))).toBe(false);
  });

  test('the amount that stands behind the days of the month before is theirs, and not what this month came to', () => {
    const spent = (name: MetricName, { to }: Period): Value | null | undefined => (name === 'spend' ? (to.startsWith('2026-11') ? '12000' : '10000') : undefined);
    expect(texts({ value: spent })).toContain('▲ Spend is 20.0% above the first 22 days of October ($10,000).');
    expect(texts({ value: spent }, 'de').map((text) => text.replaceAll('\u00a0', ' '))).toContain('▲ Die Ausgaben liegen 20,0 % über den ersten 22 Tagen im Oktober (10.000 $).');
  });

  test('says first which month cost more than it may, and how many invites have waited for too long', () => {
    const counts: InviteCounts = { organisation: 'nordwind', timeZone: 'Europe/Berlin', today: sampleToday, day: newest, total: 23, byAge: [11, 6, 5, 1], old: 6, oldDays: 14 };
    const told = (budget: string | null, invites: InviteCounts | 'awaited' | null, part: Partial<ViewState> = {}, language: Language = 'en') => {
      const view = { ...state, ...part };
      return overview(view, { ...sampleOrganisation, budget }, sampleReports(view), language, [], false, invites).changes.sentences?.map(({ glyph, text }) => `${glyph} ${text}`.replaceAll('\u00a0', ' '));
    };
    expect(told('15000', counts)?.slice(0, 2)).toEqual(['! Spend in November is $1,658 above the budget of $15,000.', '! 6 of 23 pending invites are older than 14 days.']);
    expect(told('15000', counts, {}, 'de')?.slice(0, 2)).toEqual(['! Die Ausgaben im November liegen 1.658 $ über dem Budget von 15.000 $.', '! 6 von 23 ausstehenden Einladungen sind älter als 14 Tage.']);
    // A group has no budget of its own.
    for (const [budget, part] of [['20000', {}], [null, {}], ['15000', { group: { dimension: 'group', key: 'Sales' } }]] as const) expect(told(budget, null, part)?.some((text) => text.startsWith('!'))).toBe(false);
    expect(told(null, { ...counts, old: 0 })?.some((text) => text.startsWith('!'))).toBe(false);
    expect([told(null, 'awaited'), tellsOfInvites(state, sampleOrganisation), tellsOfInvites({ ...state, end: newest }, sampleOrganisation), tellsOfInvites(state, { ...sampleOrganisation, permissions: ['view:spend'] })]).toEqual([undefined, true, false, false]);
  });

  test('is at most five sentences without a number that is none, for any course, in both languages, and leads somewhere', () => {
    const course = fc.array(fc.oneof(fc.integer({ min: 0, max: 500 }), fc.constant(null)), { minLength: 91, maxLength: 91 });
    fc.assert(fc.property(course, fc.constantFrom(...languages), (days, language) => {
      const found = sentences({ value: people((ago) => days[ago] ?? null) }, language);
      expect(found.length).toBeLessThanOrEqual(5);
      for (const { text, url } of found) {
        expect(text).not.toMatch(/NaN|Infinity|undefined|null|−0\b/);
        expect(url).toMatch(/^\/nordwind\/(activity|adoption|spend|sources)/);
      }
    }), { numRuns: 25 });
  });
});
