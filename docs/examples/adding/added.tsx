import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderToString } from 'ink';
import { expect, test } from 'vitest';
import { initialView, isBarList, onPage, overview, tablesPage } from '@pegel/presentation';
import { sampleOrganisation, sampleReports } from '@pegel/presentation/testing';
import { readEnvironment } from './environment.js';
import { run } from './program.js';
import { OverviewFrame } from './screens/OverviewFrame.js';
import { firstView } from './screens/overview-view.js';
import { firstTablesView } from './screens/tables-view.js';
import { TablesFrame } from './screens/TablesFrame.js';
import { capturedWorld } from './testing/captured-world.js';
import { pegelServer } from './testing/pegel-server.js';
import { temporaryFolder } from './testing/transcripts.js';
import { themeFor } from './theme.js';

// What the examples of CONTRIBUTING.md add, seen from outside. It runs in a copy of the workspace that has them.

const days = ['--from', '2026-01-12', '--to', '2026-01-13'];

/** The usual server, and two people in coding sessions on its second day. */
async function servedWithCoding() {
  const server = await pegelServer();
  const events = ['a', 'b', 'b'].map((name, index) => ({ id: `p-${index}`, type: 'message.sent', at: '2026-01-13T09:00:00Z', person: { email: `${name}@nordwind.example` }, surface: 'code', chat: `session-${index}` }));
  const headers = { authorization: `Bearer ${server.ingestKey}`, 'content-type': 'application/json' };
  expect((await fetch(`${server.url}/v1/events`, { method: 'POST', headers, body: JSON.stringify({ events }) })).status).toBe(200);
  const variables = { PEGEL_URL: server.url, PEGEL_TOKEN: server.ownerToken, PEGEL_INGEST_KEY: server.ingestKey };
  const get = async (path: string) => (await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${server.ownerToken}` } })).text();
  return { variables, get };
}

test('the metric is counted, in every file and on the command line', async () => {
  const { variables, get } = await servedWithCoding();
  const query = 'metrics=codingUsers&from=2026-01-12&to=2026-01-13';
  expect(JSON.parse(await get(`/report.json?${query}`))).toMatchObject({ rows: [{ values: { codingUsers: 0 } }, { values: { codingUsers: 2 } }] });
  expect(await get(`/report.csv?${query}`)).toMatch(/^bucket,key,label,complete,codingUsers\r\n/);
  expect(await get(`/report.md?${query}`)).toContain('Users of coding sessions');
  expect(await get(`/report.md?${query}&lang=de`)).toContain('Benutzer von Programmiersitzungen');
  expect(await get(`/report.csv?${query}&by=department`)).toContain(',2\r\n');

  const world = capturedWorld(variables);
  expect(await run(['report', '--metrics', 'codingUsers', ...days], world)).toBe(0);
  expect(world.out()).toMatch(/sessions\nMon 12 Jan +0\nTue 13 Jan +2\n/);
  const explained = capturedWorld(variables);
  expect(await run(['explain', 'codingUsers', '--day', '2026-01-13', '--lang', 'de'], explained)).toBe(0);
  expect(explained.out()).toContain('2 Personen an 1 Tag');
  const plain = capturedWorld(variables);
  await run(['overview', '--plain'], plain);
  expect(plain.out()).toMatch(/^codingUsers +\d/m);
});

test('the panel is on both clients, with its report, its file and its table', () => {
  const state = initialView(sampleOrganisation.slug);
  const model = overview(state, sampleOrganisation, sampleReports(state), 'de');
  const panel = model.charts.find(({ id }) => id === 'coding_users');
  if (panel === undefined || isBarList(panel)) throw new Error('There is no such chart.');
  expect(panel).toMatchObject({ title: 'Programmierende pro Tag', form: 'columns', query: 'flows' });
  expect(panel.csvUrl).toContain('metrics=codingUsers');
  expect(panel.content?.points).toHaveLength(28);
  expect(panel.content?.table.columns[1]?.label).toBe('Prog.-Benutzer');
  expect(model.numbers.table?.rows.map(([label]) => label)).toContain('Benutzer von Programmiersitzungen');

  const theme = themeFor(readEnvironment({ LANG: 'de_DE.UTF-8', TERM: 'xterm-256color' }), { colour: false, ascii: false });
  const frame = (columns: number, rows: number, focus: typeof panel.id | null) =>
    renderToString(<OverviewFrame model={model} view={firstView(focus)} state={state} explanation={null} status={{ freshness: '', kind: null, message: '', singleKeys: true }} size={{ columns, rows }} language="de" theme={theme} />, { columns });
  expect(frame(120, 50, null)).toContain('─ Programmierende pro Tag');
  expect(frame(80, 24, 'coding_users')).toContain('━ Programmierende pro Tag');
});

test('the table is on both clients and on the command line, with its report, its file and its explanations', async () => {
  const state = onPage(initialView(sampleOrganisation.slug), 'adoption');
  const model = tablesPage('adoption', state, sampleOrganisation, sampleReports(state), 'de');
  const table = model.panels.find(({ id }) => id === 'coding_course');
  expect(table).toMatchObject({ title: 'Programmieren, pro Tag', queries: ['adoption_course'] });
  expect(table?.files[0]?.url).toContain('metrics=codingSessions%2CcodingUsers');
  expect(table?.content?.table.columns.map(({ label }) => label)).toEqual(['Tag', 'Prog.-Sitzungen', 'Prog.-Benutzer', 'Veränderung', '28. Sept. – 25. Okt.']);
  expect(table?.content?.columns[2]).toEqual({ metric: 'codingUsers', place: 'coding_course' });

  const theme = themeFor(readEnvironment({ LANG: 'de_DE.UTF-8', TERM: 'xterm-256color' }), { colour: false, ascii: false });
  const view = firstTablesView('coding_course');
  expect(renderToString(<TablesFrame model={model} view={view} state={state} explanation={null} status={{ freshness: '', kind: null, message: '', singleKeys: true }} size={{ columns: 80, rows: 24 }} language="de" theme={theme} />, { columns: 80 })).toContain('━ Programmieren, pro Tag');

  const { variables } = await servedWithCoding();
  const world = capturedWorld(variables);
  expect(await run(['adoption', '--panel', 'coding_course', '--format', 'csv'], world)).toBe(0);
  expect(world.out()).toMatch(/^coding_course,.+,codingUsers,/m);
});

test('the source is imported, once', async () => {
  const { variables } = await servedWithCoding();
  const folder = await temporaryFolder();
  const line = (id: string, thread: string) => JSON.stringify({ id, time: '2026-01-12T10:00:00Z', user: 'ada@nordwind.example', thread });
  await writeFile(join(folder, 'requests.ndjson'), `${line('r-1', 't-1')}\n${line('r-2', 't-1')}\nnot JSON\n`);
  const imported = async () => {
    const world = capturedWorld(variables);
    expect(await run(['import', 'gateway-log', folder, '--json'], world)).toBe(0);
    return JSON.parse(world.out());
  };
  expect(await imported()).toMatchObject({ source: 'gateway-log', files: 1, read: 3, skipped: { unknown: 1 }, received: 2, stored: 2 });
  expect(await imported()).toMatchObject({ stored: 0, duplicate: 2 });

  const world = capturedWorld(variables);
  await run(['report', '--metrics', 'chats,messages', ...days, '--format', 'csv'], world);
  expect(world.out()).toContain('2026-01-12,,,true,2,3');
});
