import { languages, noTally, type QuarantineItemView, type SourcesView, type SourceView } from '@pegel/domain';
import { expect, test } from 'vitest';
import { decisionText, quarantineItems, quarantineTable } from './quarantine.js';
import { sourcesRows } from './sources-csv.js';
import { accountTable, sourcesModel, sourcesTable } from './sources.js';
import { localeOf } from './locale.js';

const en = localeOf('en', { currency: 'USD', today: '2026-11-23' });
const tallies = { events: { ...noTally, received: 1_300, stored: 1_200, superseded: 50, quarantined: 50, droppedFields: null }, directory: { ...noTally, received: 8, stored: 8 } };

const source = (changes: Partial<SourceView> = {}): SourceView => ({
  name: 'live', kind: 'live', feeds: null, lastDeliveryAt: '2026-11-23T10:04:00Z', completeThrough: '2026-11-22', firstDay: '2026-11-20', lastDay: '2026-11-23',
  coverage: [{ from: '2026-11-20', to: '2026-11-23' }], gaps: [{ from: null, to: '2026-11-19', reason: 'before-first' }], snapshots: { count: 0, firstAt: null, lastAt: null },
  totals: tallies, kept: { 'message.sent': 1_250 }, quarantine: [{ code: 'conflict', waiting: 2, released: 1, discarded: 0 }],
  days: [
    { day: '2026-11-19', state: 'before-first', events: 0, received: { events: noTally, directory: noTally } },
    { day: '2026-11-20', state: 'events', events: 1_250, received: tallies },
    { day: '2026-11-21', state: 'zero', events: 0, received: { events: noTally, directory: noTally } },
    { day: '2026-11-23', state: 'zero', events: 0, received: { events: noTally, directory: noTally } },
  ],
  hasUtcDays: false, metrics: [], expectedOn: null,
  ...changes,
});
const view = (...sources: SourceView[]): SourcesView => ({ organisation: 'nordwind', timeZone: 'Europe/Berlin', currency: 'USD', today: '2026-11-23', from: '2026-11-19', to: '2026-11-23', sources, totals: tallies });

test('says of a source what it does, what it covers and what not, and what waits, each in words', () => {
  const { summary, sources: [model] } = sourcesModel(view(source()), en);
  expect(summary).toEqual({ glyph: '!', text: '1 of 1 needs attention', tone: 'attention' });
  expect(model?.status.text).toBe('Delivers');
  expect(model?.waiting?.text).toBe('2 items wait for a decision');
  expect(model?.facts.map(({ label, value }) => `${label}: ${value}`)).toEqual([
    'Kind: live', 'Last delivery: Mon 23 Nov, 11:04', 'Complete to: Sun 22 Nov', 'Events from – to: 20–23 Nov', 'Covers: 20–23 Nov', 'Gaps: to 19 Nov: before its first day',
    'Kept, by type: messages 1,250', 'Can deliver: anything', 'Set aside: contradicts what is stored: 2 waiting, 1 released, 0 discarded', 'Dropped fields: not written down',
  ]);
  expect(model?.strip.days.map(({ shape, text }) => [shape, text])).toEqual([
    ['none', 'Thu 19 Nov: before its first day'], ['full', 'Fri 20 Nov: events 1,250'], ['hollow', 'Sat 21 Nov: covered, no events'], ['hollow', 'Mon 23 Nov: covered, no events (so far)'],
  ]);
  expect(model?.strip.summary).toBe('4 days: 1 with events, 2 covered without, 1 not covered');
});

test('says in words what a source has delivered and can deliver, and never as its events are named on the wire', () => {
  const feeds = { types: ['message.sent', 'artifact.created', 'spend'], surfaces: ['chat', 'code'] } as const;
  const kept = { 'message.sent': 1_250, 'connector.used': 3, 'person-day': 20 };
  const said = languages.map((language) => sourcesModel(view(source({ feeds, kept })), localeOf(language, { currency: 'USD', today: null })).sources[0]?.facts.filter(({ label }) => /^(Kept|Can|Behalten|Kann)/.test(label)).map(({ value }) => value));
  expect(said).toEqual([
    ['messages 1,250 · connectors used 3 · counts by person and day 20', 'messages, artifacts generated, spend; Chat, Coding sessions'],
    ['Nachrichten 1.250 · verwendete Konnektoren 3 · Zählungen je Person und Tag 20', 'Nachrichten, generierte Artefakte, Ausgaben; Chat, Programmiersitzungen'],
  ]);
});

test('tells silence, an import, a directory, and a source of which nothing was accepted apart', () => {
  const statuses = [{ lastDay: '2026-11-20' }, { lastDay: '2026-11-22' }, { kind: 'import' }, { kind: 'directory' }, { kind: null }] as const;
  const { sources, summary } = sourcesModel(view(...statuses.map((changes) => source({ quarantine: [], ...changes }))), en);
  expect(sources.map(({ status }) => `${status.glyph} ${status.text}`)).toEqual(['○ No events since 20 Nov', '● Delivers', '◐ Imported to 22 Nov', '● Directory known', '– Nothing accepted yet']);
  expect(summary.text).toBe('1 of 5 needs attention');
  expect(sourcesModel(view(source({ quarantine: [] })), en).summary).toMatchObject({ text: 'Everything that was delivered is accounted for', tone: 'good' });
  expect(sourcesModel(view(), en).empty).toMatch(/^No data source has delivered anything yet/);
});

test('every line of the account adds up, and so does the line of all', () => {
  for (const language of languages) {
    const table = accountTable(view(source()), localeOf(language, { currency: 'USD', today: null }));
    for (const [, received = '', ...parts] of table.rows) {
      const number = (text: string) => Number(text.replace(/\D/g, ''));
      expect(number(received)).toBe(parts.reduce((sum, part) => sum + number(part), 0));
    }
    expect(table.rows).toHaveLength(4);
  }
});

test('numbers that a reader may not see are nowhere, and names cannot drive a terminal', () => {
  const hidden = source({ name: 'li\u001bve', kept: null, days: source().days.map((day) => ({ ...day, events: null })) });
  const model = sourcesModel(view(hidden), en);
  const shown = JSON.stringify([model, sourcesTable(view(hidden), en)]);
  expect(shown).not.toMatch(/1,250|message\.sent/);
  expect(shown).not.toContain('\\u001b');
  expect(sourcesRows(view(hidden)).csv('standard').split('\r\n')[3]).toContain(',2026-11-20,events,,events,1300,1200,0,50,50,0,');
});

const item = (changes: Partial<QuarantineItemView> = {}): QuarantineItemView => ({
  id: 7, source: 'live', code: 'conflict', state: 'waiting', receivedAt: '2026-11-23T10:04:00Z', stored: 'other',
  content: { fields: { id: 'm-1', type: 'message.sent', at: '2026-11-22T09:30:00.000Z', count: 9 }, hidden: ['person.email'] },
  standing: { fields: { id: 'm-1', type: 'message.sent', at: '2026-11-22T09:30:00.000Z', count: 1 }, hidden: ['person.email'] }, decided: null, ...changes,
});
const accounting = { timeZone: 'Europe/Berlin', currency: 'USD' };

test('shows an item beside what it contradicts, what differs first, with what a decision would do', () => {
  const [model] = quarantineItems({ items: [item()] }, accounting, en);
  expect(model?.fields).toEqual({
    caption: 'Item 7',
    columns: [{ label: 'Field', align: 'start' }, { label: 'Set aside', align: 'start' }, { label: 'Stored', align: 'start' }],
    rows: [['≠ count', '9', '1'], ['id', 'm-1', 'm-1'], ['type', 'message.sent', 'message.sent'], ['at', '2026-11-22T09:30:00.000Z', '2026-11-22T09:30:00.000Z']],
  });
  expect(model).toMatchObject({ hidden: 'Not shown to you: person.email', isReleasable: true, note: 'Released, it becomes what is stored; what it replaces is kept here. Discarded, what is stored stays.' });
  expect(quarantineTable({ items: [item()] }, 'Europe/Berlin', en).rows).toEqual([['7', 'live', 'conflict', 'message.sent', 'Sun 22 Nov, 10:30', 'waiting']]);
  const francs = item({ code: 'foreign-currency', standing: null, stored: 'none', content: { fields: { id: 's', type: 'spend', currency: 'CHF' }, hidden: [] } });
  expect(quarantineItems({ items: [francs] }, accounting, en)[0]?.isReleasable).toBe(false);
});

test('a decision stays readable with who, when, why and what it did', () => {
  const decided = { at: '2026-11-23T11:00:00Z', by: 'h@nordwind.example', reason: 'The gateway was right.', outcome: 'replaced', replaced: item().standing } as const;
  const [model] = quarantineItems({ items: [item({ state: 'released', standing: null, stored: 'same', decided })] }, accounting, en);
  expect(model).toMatchObject({ isWaiting: false, note: 'released (replaced what was stored) by h@nordwind.example, Mon 23 Nov, 12:00: The gateway was right.', same: null });
  expect(model?.fields.columns.at(-1)?.label).toBe('Replaced');
  expect([decisionText({ id: 7, kind: 'decided', outcome: null }, en), decisionText({ id: 7, kind: 'refused', why: 'decided', message: '' }, en)]).toEqual(['Item 7: discarded.', 'Item 7: Somebody else has decided on it in the meantime.']);
});
