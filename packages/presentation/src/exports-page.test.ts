import type { Permission } from '@pegel/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileFormats } from './csv-dialect.js';
import { datasetIds, exportQuery, isOfPeople, splitsOf, type ExportChoice } from './export-datasets.js';
import { exportChoiceFrom, exportsUrl, initialExport } from './export-link.js';
import { daysText, exportFile, exportsModel, recentDownloads } from './exports-page.js';
import { localeOf } from './locale.js';
import { sampleOrganisation } from './testing/index.js';
import { grainChoices, rangeChoices } from './view-state.js';

const period = { from: '2026-11-01', to: '2026-11-22' };
const en = localeOf('en', { currency: 'USD', today: '2026-11-23' });
const chosen = (wish: Partial<ExportChoice> = {}): ExportChoice => ({ ...initialExport, ...wish });

test('whatever is chosen, its link chooses it again, and nothing that a link says breaks the page', () => {
  const choice = fc.constantFrom(...datasetIds).chain((dataset): fc.Arbitrary<ExportChoice> => fc.record({
    dataset: fc.constant(dataset), range: fc.oneof(fc.constantFrom(...rangeChoices), fc.constant(period)), grain: fc.constantFrom(...grainChoices),
    by: fc.constantFrom(null, ...splitsOf(dataset)), format: fc.constantFrom(...fileFormats), names: fc.constantFrom('own' as const, 'pseudonyms' as const),
  }));
  fc.assert(fc.property(choice, (one) => {
    const link = exportsUrl('nordwind', one);
    expect(exportChoiceFrom(link.slice(link.indexOf('?') === -1 ? link.length : link.indexOf('?')))).toEqual(one);
  }));
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    expect(exportsModel(exportChoiceFrom(`?dataset=${text}&range=${text}&split=${text}&format=${text}`), sampleOrganisation, 'en').refused).toBeNull();
  }));
});

test('what may not be taken along cannot be chosen, and says why', () => {
  const problems = (organisation: Partial<typeof sampleOrganisation>) => Object.fromEntries(exportsModel(chosen(), { ...sampleOrganisation, ...organisation }, 'en').datasets.flatMap(({ value, problem }) => (problem === null ? [] : [[value, problem]])));
  const may = (...permissions: readonly Permission[]) => ({ permissions: ['export:usage' as const, ...permissions] });
  expect(problems({})).toEqual({});
  const off = 'Numbers by person are switched off for this organisation.';
  expect(problems({ names: 'off' })).toEqual({ spend_by_user: off, top_users: off });
  const noExtra = 'Extra usage is switched off for your organisation.';
  expect(problems({ extraUsage: false })).toEqual({ spend_by_user: noExtra, spend: noExtra });
  const noPeople = 'It is of single people, whom you may not see.';
  const noSpend = 'It is of spend, which you may not see.';
  expect(problems(may('view:usage'))).toEqual({ spend_by_user: noSpend, spend: noSpend, top_users: noPeople });
  expect(problems(may('view:usage', 'view:spend'))).toEqual({ spend_by_user: noPeople, top_users: noPeople });
  expect(exportsModel(chosen(), { ...sampleOrganisation, ...may('view:usage') }, 'en').choice.dataset).toBe('activity');
  expect(exportsModel(chosen(), { ...sampleOrganisation, permissions: ['export:usage'] }, 'en').refused).toBe(noSpend);
});

test('names are as the organisation shows them, or pseudonyms; an address that nobody sees is not to be had', () => {
  const offered = (names: 'full' | 'initials' | 'pseudonyms' | 'off') => exportsModel(chosen({ dataset: 'top_users' }), { ...sampleOrganisation, names }, 'en').names.map(({ label, problem }) => [label, problem]);
  expect(offered('full')).toEqual([['E-mail address', null], ['Pseudonym', null]]);
  expect(offered('initials')).toEqual([['E-mail address', 'The organisation shows people by their initials.'], ['Initials', null], ['Pseudonym', null]]);
  expect(offered('pseudonyms')).toEqual([['E-mail address', 'The organisation shows people by pseudonyms.'], ['Pseudonym', null]]);
  expect(offered('off')).toEqual([]);
  expect(exportsModel(chosen({ dataset: 'activity' }), sampleOrganisation, 'en').names).toEqual([]);
});

test('a file, its description and its command line are of the same days, format, names and purpose', () => {
  const organisation = { ...sampleOrganisation, purposes: ['Cost allocation'], purpose: 'Cost allocation' };
  expect(exportFile(chosen({ format: 'excel-de', names: 'pseudonyms' }), period, organisation)).toEqual({
    url: '/export/spend-by-user.csv?from=2026-11-01&to=2026-11-22&organisation=nordwind&purpose=Cost+allocation&dialect=excel-de&names=pseudonyms',
    meta: '/export/spend-by-user.meta.json?from=2026-11-01&to=2026-11-22&organisation=nordwind&purpose=Cost+allocation&dialect=excel-de&names=pseudonyms',
    command: "pegel export spend-by-user --from 2026-11-01 --to 2026-11-22 --format csv --dialect excel-de --names pseudonyms --purpose 'Cost allocation' --organisation nordwind > usage_spend-by-user_nordwind_2026-11-01_2026-11-22_pseudonyms.csv",
  });
  expect(exportFile(chosen({ dataset: 'connectors', format: 'json' }), period, organisation)).toEqual({
    url: '/export/report.json?metrics=connectorUsers%2CconnectorCalls&from=2026-11-01&to=2026-11-22&grain=total&by=connector&organisation=nordwind',
    meta: null,
    command: 'pegel report --metrics connectorUsers,connectorCalls --from 2026-11-01 --to 2026-11-22 --grain total --by connector --format json --organisation nordwind > usage_report-by-connector_nordwind_2026-11-01_2026-11-22.json',
  });
  expect(exportFile(chosen({ dataset: 'top_users', names: 'pseudonyms' }), period, organisation)?.command).toMatch(/^pegel report --metrics .* --purpose 'Cost allocation' --format csv --names pseudonyms --organisation nordwind > /);
  // Nothing of people is to be had before somebody has said what for.
  expect(exportFile(chosen(), period, { ...organisation, purpose: null })).toBeNull();
  expect(exportFile(chosen({ dataset: 'spend' }), period, { ...organisation, purpose: null })).not.toBeNull();
});

test('no dataset is a course of single people', () => {
  for (const dataset of datasetIds) {
    expect(splitsOf(dataset)).not.toContain('person');
    const query = exportQuery(chosen({ dataset, by: 'person' }), period, sampleOrganisation);
    expect([dataset, query.by === 'person', query.by === 'person' && query.grain !== 'total']).toEqual([dataset, isOfPeople(dataset), false]);
    expect(query.metrics.length).toBeGreaterThan(0);
  }
});

test('who took what along is a line each, with what is not known left out', () => {
  const entry = (about: Record<string, string | number | readonly string[]>) => ({ number: 1, at: '2026-11-23T12:02:00Z', by: { kind: 'account' as const, id: 'u', name: 'h.vogt@nordwind.example' }, from: null, happening: 'exported' as const, about, names: {}, hidden: [], hash: 'x' });
  const entries = [
    entry({ what: 'spend-by-user', format: 'csv', ...period, names: 'pseudonyms', purpose: 'Cost allocation' }),
    entry({ what: 'report', format: 'json', metrics: ['chats', 'messages', 'spend'], by: 'person', rows: 1_234, ...period }), entry({ what: 'journal', format: 'ndjson' }), entry({ what: 'invites', format: 'csv', from: '2026-11-22', to: '2026-11-22', rows: 3 }),
  ];
  const told = (language: 'en' | 'de') => recentDownloads({ entries }, 'Europe/Berlin', localeOf(language, { currency: 'USD', today: '2026-11-23' })).rows.map((cells) => cells.slice(2).join(' | '));
  expect(told('en')).toEqual([
    'Spend per user (CSV) | 1–22 Nov | Pseudonyms | – | Cost allocation', 'Chats, Messages … · person (JSON) | 1–22 Nov | – | 1,234 | –', 'Audit journal (NDJSON) | – | – | – | –', 'Pending invites (CSV) | 22 Nov | – | 3 | –',
  ]);
  expect(told('de')).toEqual([
    'Ausgaben pro Benutzer (CSV) | 1.–22. Nov. | Pseudonyme | – | Cost allocation', 'Chats, Nachrichten … · Person (JSON) | 1.–22. Nov. | – | 1.234 | –', 'Protokoll (NDJSON) | – | – | – | –', 'Ausstehende Einladungen (CSV) | 22. Nov. | – | 3 | –',
  ]);
  expect(recentDownloads({ entries }, 'Europe/Berlin', en).rows[0]?.slice(0, 2)).toEqual(['Mon 23 Nov, 13:02', 'h.vogt@nordwind.example']);
});

test('days that are not over are said', () => {
  expect([daysText(period, '2026-11-30', en), daysText(period, '2026-11-20', en), daysText(period, null, en)]).toEqual(['22 complete days', '20 of 22 days complete', '0 of 22 days complete']);
});
