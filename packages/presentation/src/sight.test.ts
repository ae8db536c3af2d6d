import { expect, test } from 'vitest';
import { permissionsFor, readerWithRole, type Permission, type ReportQuery } from '@pegel/domain';
import { overview } from './overview.js';
import { tablePages } from './panels.js';
import { overviewQueries } from './overview-queries.js';
import { seenBy } from './sight.js';
import { pageQueries, permissionOf } from './table-queries.js';
import { tablesPage } from './tables-page.js';
import { sampleOrganisation, sampleReports } from './testing/index.js';
import { initialView, pageIds } from './view-state.js';

const state = initialView(sampleOrganisation.slug);
const admin = readerWithRole({ ...sampleOrganisation, sourceOrder: [], retentionDays: null, budget: null, pseudonymSecret: '' }, 'admin', ['view:usage']);
const seen = seenBy({ organisation: sampleOrganisation, permissions: [...admin.permissions] });

const needs = (queries: Readonly<Partial<Record<string, ReportQuery>>>): readonly Permission[] => [...new Set(Object.values(queries).flatMap((query) => (query === undefined ? [] : [...permissionsFor(query)])))];

test('an Admin to whom use was granted is asked about use alone, on every page', () => {
  for (const page of pageIds) expect([page, needs(pageQueries({ ...state, page }, seen))]).toEqual([page, page === 'spend' ? [] : ['view:usage']]);
  // Whoever may see everything asks for more.
  expect(needs(overviewQueries(state, sampleOrganisation))).toEqual(expect.arrayContaining(['view:usage', 'view:spend']));
});

test('and sees no panel of money or of people, and no file to take along', () => {
  const page = overview(state, seen, sampleReports(state), 'en');
  expect(page.tiles.map(({ metric }) => metric)).not.toContain('spend');
  expect(page.charts.map(({ csvUrl, metric }) => [csvUrl, metric === 'spend'])).toEqual(page.charts.map(() => [null, false]));
  expect([page.numbers.csvUrl, page.spendExport, page.numbers.table === null]).toEqual([null, null, false]);
  const adoption = tablesPage('adoption', { ...state, page: 'adoption' }, seen, sampleReports({ ...state, page: 'adoption' }), 'en');
  expect(adoption.panels.length).toBeGreaterThan(0);
  expect(adoption.panels.flatMap(({ files }) => files)).toEqual([]);
  expect(tablesPage('spend', { ...state, page: 'spend' }, seen, {}, 'de').panels.map(({ content }) => content?.empty)).toEqual(tablePages.find(({ id }) => id === 'spend')?.panels.map(() => 'Das wird Ihnen nicht gezeigt.'));
  expect([permissionOf('activity'), permissionOf('adoption'), permissionOf('spend')]).toEqual(['view:usage', 'view:usage', 'view:spend']);
});
