import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ReaderView } from '@pegel/client';
import { initialView, onPage, type Reports } from '@pegel/presentation';
import { sampleOrganisation, sampleReports } from '@pegel/presentation/testing';
import { forgetViews, keptReports, keptView, viewKeeper } from './kept-view.js';
import { temporaryFolder } from './testing/transcripts.js';

const connection = { url: 'https://pegel.example', token: 'pgl_r_secret', organisation: undefined };
const state = onPage(initialView(sampleOrganisation.slug), 'adoption');
const reports = sampleReports(state);
const reader: ReaderView = { name: 'h.vogt@nordwind.example', role: 'owner', permissions: ['view:usage', 'view:people'], models: [], organisation: { ...sampleOrganisation, sourceOrder: [], retentionDays: null, budget: null, createdAt: 0 } as unknown as ReaderView['organisation'] }; // Nobody looks into the rest of it here.

async function world() {
  const folder = await temporaryFolder();
  return { folder, world: { version: '1.2.3', variables: { XDG_CACHE_HOME: folder } } };
}

const filesIn = (folder: string) => readdir(join(folder, 'pegel', 'views'));

test('what was seen is found again by the same account at the same server, for the same questions alone, and by its owner alone', async () => {
  const { folder, world: here } = await world();
  expect(keptView(here, connection)).toBeNull();
  await viewKeeper(here, connection, null).keep(reader, state, sampleOrganisation, { reports });
  const view = keptView(here, connection) ?? expect.fail('Nothing was kept.');
  const found = keptReports(view, state, sampleOrganisation);
  expect(found?.reports['adoption_course']).toEqual(reports['adoption_course']);
  expect(keptReports(view, { ...state, range: '90d' }, sampleOrganisation)?.reports['adoption_course']).toBeUndefined();
  expect(keptReports(view, { ...state, group: { dimension: 'department', key: 'sales' } }, sampleOrganisation)).toBeNull();
  expect(keptView(here, { ...connection, token: 'pgl_r_other' })).toBeNull();
  expect(keptView(here, { ...connection, url: 'https://other.example' })).toBeNull();
  expect(keptView({ ...here, version: '1.2.4' }, connection)).toBeNull();
  const [file = ''] = await filesIn(folder);
  expect(file).not.toContain('secret');
  expect((await stat(join(folder, 'pegel', 'views', file))).mode & 0o777).toBe(0o600);
  expect((await stat(join(folder, 'pegel', 'views'))).mode & 0o777).toBe(0o700);
});

test('nothing in it names anybody: neither whom reports are about nor who reads', async () => {
  const { folder, world: here } = await world();
  expect(JSON.stringify(reports)).toContain('A. Sample');
  await viewKeeper(here, connection, null).keep(reader, state, sampleOrganisation, { reports });
  const [file = ''] = await filesIn(folder);
  const text = await readFile(join(folder, 'pegel', 'views', file), 'utf8');
  expect(text).toContain('adoption_course');
  expect(text).not.toMatch(/Sample|vogt|top_projects|secret/);
});

test('later answers take the place of earlier ones, what is refused by now goes, and signing out leaves nothing', async () => {
  const { folder, world: here } = await world();
  await viewKeeper(here, connection, null).keep(reader, state, sampleOrganisation, { reports });
  const overview = initialView(sampleOrganisation.slug);
  const others: Reports = sampleReports(overview);
  const keeper = viewKeeper(here, connection, keptView(here, connection));
  await keeper.keep(reader, overview, sampleOrganisation, { reports: others, refused: ['adoption_newest'] });
  const view = keptView(here, connection) ?? expect.fail('Nothing was kept.');
  expect(Object.keys(view.reports)).toEqual(expect.arrayContaining(['adoption_course', 'levels']));
  expect(view.reports['adoption_newest']).toBeUndefined();
  // A screen that is open finds both: what it has shown itself, and what an earlier one has.
  expect(keeper.keptOf(overview, sampleOrganisation)?.reports['levels']).toEqual(others['levels']);
  expect(keeper.keptOf(state, sampleOrganisation)?.reports['adoption_course']).toEqual(reports['adoption_course']);
  await viewKeeper(here, { ...connection, token: 'pgl_r_other' }, null).keep(reader, overview, sampleOrganisation, { reports: others });
  await forgetViews(here, connection);
  expect(keptView(here, connection)).toBeNull();
  expect(await filesIn(folder)).toHaveLength(1);
});
