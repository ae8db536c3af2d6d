import { languages, type ReportSource } from '@pegel/domain';
import { describe, expect, test } from 'vitest';
import { isListening, pageFreshness, panelFreshness, type Connection } from './freshness.js';
import { localeOf } from './locale.js';
import { sampleReport } from './testing/index.js';

const now = Date.parse('2026-11-23T10:04:12Z');
const [en, de] = languages.map((language) => localeOf(language, { currency: 'USD', today: '2026-11-23' }));
const locale = en ?? expect.fail();
const open: Connection = { state: 'open', heardAt: now - 12_000, lostAt: null, held: null };
const chats = sampleReport({ metrics: ['chats'], range: '28d' });
const spend = sampleReport({ metrics: ['spend'], range: '28d' });

const fedBy = (changes: Partial<ReportSource>, report = chats) => ({ ...report, contract: { ...report.contract, sources: report.contract.sources.map((source) => ({ ...source, ...changes })) } });
const ofPage = (connection: Partial<Connection> = {}, report = chats) => pageFreshness([report.contract], { ...open, ...connection }, now, locale);

describe('a page', () => {
  test('is live with the age of the newest delivery', () => {
    expect(ofPage()).toEqual({ kind: 'live', text: 'Live · 12 sec ago' });
    expect(pageFreshness([chats.contract], open, now, de ?? expect.fail())).toEqual({ kind: 'live', text: 'Live · vor 12 Sek.' });
  });

  test.each([
    [{ held: 'paused' }, { kind: 'paused', text: 'Paused · as of 11:04' }],
    [{ held: 'pinned' }, { kind: 'pinned', text: 'Pinned' }],
    [{ state: 'offline', lostAt: now }, { kind: 'offline', text: 'Offline. Showing data from 11:04.' }],
    [{ state: 'lost', lostAt: now - 60_000 }, { kind: 'silent', text: 'No answer since 11:03' }],
    [{ state: 'connecting' }, { kind: 'daily', text: 'Complete to Sun 22 Nov' }],
  ] as const)('%j', (connection, said) => {
    expect(ofPage(connection)).toEqual(said);
  });

  test.each([
    [{ state: 'offline', lostAt: now }, ['Offline. Nothing loaded yet.', 'Offline. Noch nichts geladen.']],
    [{ state: 'lost', lostAt: now - 60_000 }, ['No answer yet', 'Noch keine Antwort']],
    [{ held: 'paused' }, ['Paused before anything came', 'Angehalten, bevor etwas kam']],
  ] as const)('names no time where nothing has come: %j', (connection, said) => {
    expect([en, de].map((spoken) => pageFreshness([], { ...open, heardAt: null, ...connection }, now, spoken ?? expect.fail()).text)).toEqual(said);
  });

  test('says nothing of a stream that is back in a moment', () => {
    expect(ofPage({ state: 'lost', lostAt: now - 2_000 }).kind).toBe('live');
    expect([2_000, 9_000].map((ago) => isListening({ ...open, state: 'lost', lostAt: now - ago }, now))).toEqual([true, false]);
  });

  test('is not live by a clock that runs ahead', () => {
    expect(ofPage({}, fedBy({ lastDeliveryAt: '2026-11-23T10:05:00Z', lastFactAt: '2026-11-23T10:05:00Z' })).text).toBe('Live · now');
  });
});

describe('live is only said of what is delivered as it happens', () => {
  test.each([
    ['an importer', { kind: 'import' }],
    ['whoever sends the day’s events at night', { lastFactAt: '2026-11-22T16:00:00Z', lastDeliveryAt: '2026-11-23T02:00:00Z' }],
    ['a source that has been silent since Friday', { lastFactAt: '2026-11-20T16:00:00Z', lastDeliveryAt: '2026-11-20T16:00:01Z' }],
    ['a source that says nothing of these numbers', { metrics: [] }],
  ] as const)('not of %s', (_, changes) => {
    const report = fedBy(changes);
    expect(ofPage({}, report)).toEqual({ kind: 'daily', text: 'Complete to Sun 22 Nov' });
    expect(panelFreshness(report, ['chats'], true, locale)).toEqual({ kind: 'daily', text: 'Complete to Sun 22 Nov' });
  });

  test('and not while nobody listens', () => {
    expect(panelFreshness(chats, ['chats'], true, locale)).toEqual({ kind: 'live', text: 'Live' });
    expect(panelFreshness(chats, ['chats'], false, locale)).toEqual({ kind: 'daily', text: 'Complete to Sun 22 Nov' });
  });

  test('of one metric of a report and not of another, where another source feeds it', () => {
    const both = sampleReport({ metrics: ['chats', 'seats'], range: '7d' });
    expect([panelFreshness(both, ['chats'], true, locale)?.kind, panelFreshness(both, ['seats'], true, locale)?.kind]).toEqual(['live', 'daily']);
  });
});

test('spend says until when it may be revised, and use does not', () => {
  expect(panelFreshness(spend, ['spend'], true, locale)).toEqual({ kind: 'provisional', text: 'Live · Provisional until 22 Dec' });
  expect(panelFreshness(spend, ['spend'], false, locale)).toEqual({ kind: 'provisional', text: 'Provisional until 22 Dec' });
  const old = sampleReport({ metrics: ['spend'], from: '2026-09-01', to: '2026-09-30' });
  expect(panelFreshness(old, ['spend'], false, locale)?.kind).toBe('daily');
});
