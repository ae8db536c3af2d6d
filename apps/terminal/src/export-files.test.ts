import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createPegelClient } from '@pegel/client';
import { initialView, overview, tablesPage } from '@pegel/presentation';
import { sampleOrganisation, sampleReports } from '@pegel/presentation/testing';
import { exportFiles, filesOn } from './export-files.js';
import type { Connection } from './reader.js';
import { temporaryFolder } from './testing/transcripts.js';
import { webServer } from './testing/web-server.js';
import { sentences } from './words.js';

const state = initialView(sampleOrganisation.slug);
const model = overview(state, sampleOrganisation, sampleReports(state), 'en');
const connectionTo = (url: string): Connection => ({ url, token: 'token', organisation: undefined, client: createPegelClient({ url, token: 'token' }), words: sentences.en, isKept: false });

test('writes a file a panel and one of the spend by person, readable by their owner alone', async () => {
  const server = await webServer(({ path }, response) => response.writeHead(200, { 'content-type': 'text/csv' }).end(`${path}\r\n`));
  const folder = await temporaryFolder();
  const names = await exportFiles(filesOn(model, '2026-11-22'), folder, connectionTo(server.url));
  expect(names).toEqual(['pegel-overview-wau-2026-11-22.csv', 'pegel-overview-chats-2026-11-22.csv', 'pegel-overview-spend_by_model-2026-11-22.csv', 'pegel-spend-by-user-2026-11-22.csv']);
  expect((await readdir(folder)).toSorted()).toEqual(names.toSorted());
  expect(await readFile(join(folder, names[3] ?? ''), 'utf8')).toContain('/export/spend-by-user.csv?from=2026-10-26&to=2026-11-22');
  expect((await stat(join(folder, names[3] ?? ''))).mode & 0o777).toBe(0o600);
});

test('has beside a file of people who took it, when, what for and how they are named, as the server describes it', async () => {
  const mark = new URLSearchParams({ by: 'h@nordwind.example', at: '2026-11-22T10:00:00.000Z', purpose: 'Cost allocation', names: 'initials' });
  const described = JSON.stringify({ disclosure: Object.fromEntries(mark) });
  const server = await webServer(({ path }, response) => {
    if (path.includes('.meta.json')) response.writeHead(200, { 'content-type': 'application/json' }).end(described);
    else response.writeHead(200, { 'content-type': 'text/csv', link: `<${path.replace('.csv', '.meta.json')}>; rel="describedby"; type="application/json"`, ...(path.startsWith('/export/') ? { 'pegel-export': mark.toString() } : {}) }).end('day\r\n');
  });
  const folder = await temporaryFolder();
  const spend = { name: 'pegel-spend-by-user-2026-11-22.csv', path: '/export/spend-by-user.csv?purpose=Cost+allocation' };
  const files = [{ name: 'pegel-overview-wau-2026-11-22.csv', path: '/report.csv?metrics=wau' }, spend, { ...spend, name: 'usage_spend-by-user_nordwind_2026-11-01_2026-11-22_initials.csv', isServers: true }];
  const names = await exportFiles(files, folder, connectionTo(server.url));
  expect(names).toEqual([
    'pegel-overview-wau-2026-11-22.csv',
    'pegel-spend-by-user-2026-11-22-initials.csv', 'pegel-spend-by-user-2026-11-22-initials.meta.json',
    'usage_spend-by-user_nordwind_2026-11-01_2026-11-22_initials.csv', 'usage_spend-by-user_nordwind_2026-11-01_2026-11-22_initials.meta.json',
  ]);
  expect((await readdir(folder)).toSorted()).toEqual(names.toSorted());
  expect(await readFile(join(folder, names[2] ?? ''), 'utf8')).toBe(described);
  expect(server.requests.map(({ path }) => path)).toContain('/export/spend-by-user.meta.json?purpose=Cost+allocation');
  expect((await stat(join(folder, names[2] ?? ''))).mode & 0o777).toBe(0o600);
});

test('leaves nothing behind of a file that broke off', async () => {
  const server = await webServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/csv' });
    response.write('bucket\r\n');
    setTimeout(() => response.destroy(), 30);
  });
  const folder = await temporaryFolder();
  await expect(exportFiles(filesOn(model, '2026-11-22'), folder, connectionTo(server.url))).rejects.toThrow('not the whole file');
  expect(await readdir(folder)).toEqual([]);
});

test('has a file for every table of a page, and for every range of one', () => {
  const spend = { ...state, page: 'spend' as const };
  const names = filesOn(tablesPage('spend', spend, sampleOrganisation, sampleReports(spend), 'en'), '2026-11-22').map(({ name }) => name);
  expect(names).toEqual(['spend-spend_mtd', 'spend-spend_qtd', 'spend-spend_ytd', 'spend-spend_cumulative', 'spend-spend_by_model_1m', 'spend-spend_by_model_3m', 'spend-spend_by_model_1y', 'spend-spend_by_model_course', 'spend-spend_course', 'spend-by-user'].map((name) => `pegel-${name}-2026-11-22.csv`));
});
