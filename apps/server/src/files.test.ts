import type { FilePreview, JournalParticulars } from '@pegel/domain';
import { expect, test } from 'vitest';
import { message, served, spend } from './testing/served.js';

type Server = Awaited<ReturnType<typeof served>>;

const period = { from: '2026-11-22', to: '2026-11-22' };
const days = String(new URLSearchParams(period));
const ada = { id: 'u-1', email: 'ada@nordwind.example', name: 'Ada' };
const names = /ada|u-1/i;

/** An organisation in which somebody, a service and nobody known spent something. */
async function withSpend(): Promise<Server> {
  const server = await served({ ports: { now: () => Date.parse('2026-11-24T09:00:00Z') } });
  await server.send([message({ person: ada }), spend({ model: 'opus', person: ada, amount: '1234.000000001' }), spend({ person: { service: 'nightly' }, amount: '1' }), spend({ person: null, amount: '2' })]);
  return server;
}

const preview = (server: Server, name: 'previewReport' | 'previewSpendByUser', input: object) => server.get(`/trpc/${name}?input=${encodeURIComponent(JSON.stringify({ ...period, ...input }))}`);
const previewed = async (response: Response) => ((await response.json()) as { result: { data: FilePreview } }).result.data; // What tRPC wraps an answer in.
const told = ({ folder }: Server): JournalParticulars[] =>
  folder.accounts.journalEntries('nordwind-ag', { limit: 100 }).filter(({ happening }) => happening === 'people-viewed' || happening === 'exported').map(({ happening, about }) => ({ happening, ...about })).toReversed();

test('a preview is the beginning of the file, with its name, its rows and its size to the byte', async () => {
  const server = await withSpend();
  for (const [format, path, input] of [
    ['standard', `/export/spend-by-user.csv?${days}`, null], ['excel-de', `/export/spend-by-user.csv?${days}&dialect=excel-de`, null],
    ['standard', `/report.csv?metrics=spend&by=model&${days}`, { metrics: ['spend'], by: 'model' }], ['excel-de', `/report.csv?metrics=spend&by=person&dialect=excel-de&${days}`, { metrics: ['spend'], by: 'person' }],
  ] as const) {
    const said = await previewed(await preview(server, input === null ? 'previewSpendByUser' : 'previewReport', { ...input, format }));
    const response = await server.get(path);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const lines = new TextDecoder().decode(bytes).split('\r\n').slice(0, -1).map((line) => line.split(format === 'standard' ? ',' : ';'));
    expect([said.columns, ...said.rows]).toEqual(lines);
    expect(said).toMatchObject({ count: lines.length - 1, bytes: bytes.length, isWhole: true, ...period });
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${said.file}.csv"`);
  }
});

test('a preview of people is a look at them, and stands in the journal as one; one of everybody together is none', async () => {
  const server = await withSpend();
  for (let time = 0; time < 2; time++) await preview(server, 'previewSpendByUser', { format: 'standard' });
  await preview(server, 'previewReport', { metrics: ['messages'], by: 'person', format: 'json' });
  await preview(server, 'previewReport', { metrics: ['messages'], format: 'json' });
  expect(told(server)).toMatchObject([{ happening: 'people-viewed', what: 'spend-by-user', ...period }, { happening: 'people-viewed', what: 'report', by: 'person', rows: 1 }]);
});

test('a preview shows nobody more than the file would', async () => {
  const server = await withSpend();
  server.change('UPDATE organisations SET purposes = \'["Cost allocation"]\'');
  const ask = (input: object) => preview(server, 'previewSpendByUser', { format: 'standard', ...input });
  expect([(await ask({})).status, (await ask({ purpose: 'Curiosity' })).status, (await ask({ purpose: 'Cost allocation' })).status]).toEqual([400, 400, 200]);
  server.change("UPDATE organisations SET names = 'off'");
  expect((await ask({ purpose: 'Cost allocation' })).status).toBe(403);
  server.change("UPDATE organisations SET names = 'full'");
  server.change("UPDATE memberships SET role = 'admin'");
  expect((await preview(server, 'previewReport', { metrics: ['messages'], format: 'json' })).status).toBe(403);
  expect((await ask({ purpose: 'Cost allocation' })).status).toBe(403);
  expect(told(server)).toHaveLength(1);
});

test('whoever asks for pseudonyms is given no name, in no format, and the file and the journal say so', async () => {
  const server = await withSpend();
  const paths = [`/export/spend-by-user.csv?${days}`, `/export/spend-by-user.csv?dialect=excel-de&${days}`, `/export/spend-by-user.json?${days}`, `/report.csv?metrics=spend&by=person&${days}`, `/export/report.json?metrics=spend&by=person&${days}`];
  for (const path of paths) {
    expect(await (await server.get(path)).text()).toMatch(names);
    const response = await server.get(`${path}&names=pseudonyms`);
    expect(response.headers.get('content-disposition')).toMatch(/_2026-11-22_pseudonyms\.(csv|json)"$/);
    expect(response.headers.get('pegel-export')).toContain('names=pseudonyms');
    const text = await response.text();
    expect(text).toMatch(/Person [0-9A-F]{6}/);
    expect(text).not.toMatch(names);
  }
  expect(JSON.stringify(await previewed(await preview(server, 'previewSpendByUser', { format: 'standard', names: 'pseudonyms' })))).not.toMatch(names);
  expect(told(server).filter(({ happening }) => happening === 'exported').map((about) => about['names'])).toEqual(paths.flatMap(() => ['full', 'pseudonyms']));
  const refused = await server.get(`${paths[0]}&names=full`);
  expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('names must be one of pseudonyms; got')]);
});

test('JSON has the same values as the list, money to its last digit, and says what it is before its rows', async () => {
  const server = await withSpend();
  const { meta, rows } = (await (await server.get(`/export/spend-by-user.json?${days}`)).json()) as { meta: object; rows: Record<string, unknown>[] }; // The contract's own shape.
  expect(meta).toMatchObject({ file: 'usage_spend-by-user_nordwind-ag_2026-11-22_2026-11-22.json', address: `/export/spend-by-user.json?${days}`, disclosure: { names: 'full' } });
  expect(rows.find(({ user_id }) => user_id === 'u-1')).toMatchObject({ spend: '1234.000000001', email: 'ada@nordwind.example', from: '2026-11-22' });
  const [header = '', ...lines] = (await (await server.get(`/export/spend-by-user.csv?${days}`)).text()).split('\r\n').slice(0, -1);
  expect(rows.map((row) => Object.values(row).map((value) => value ?? '').join(','))).toEqual(lines);
  expect(rows.map((row) => Object.keys(row).join(','))).toEqual(lines.map(() => header));
  const report = (await (await server.get(`/export/report.json?metrics=spend&${days}`)).json()) as object;
  expect(report).toMatchObject({ meta: { file: 'usage_spend_nordwind-ag_2026-11-22_2026-11-22.json', window: { ...period, grain: 'day' } }, rows: [{ values: { spend: '1237.000000001' } }] });
});

test('beside each list stands what it is: definitions, days, freshness and where it is from, and nothing of anybody', async () => {
  const server = await withSpend();
  for (const path of [`/report.csv?metrics=spend,utilisation&${days}`, `/report.csv?metrics=spend&by=person&${days}`, `/export/spend-by-user.csv?dialect=excel-de&${days}`]) {
    const list = await server.get(path);
    const [, address = ''] = /^<([^>]+)>; rel="describedby"/.exec(list.headers.get('link') ?? '') ?? [];
    const before = told(server).length;
    const response = await server.get(address);
    expect(response.headers.get('content-disposition')).toBe(list.headers.get('content-disposition')?.replace('.csv', '.meta.json'));
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({
      address: path, generatedAt: '2026-11-24T09:00:00.000Z', organisation: 'nordwind-ag', currency: 'USD', window: { ...period, timeZone: 'Europe/Berlin' }, freshness: { today: '2026-11-24', completeThrough: '2026-11-23' },
      definitions: { spend: { label: 'Total spend', version: 1, additive: true, counts: expect.stringMatching(/\S/) } },
    });
    expect(text).not.toMatch(names);
    // It has no number, so nobody looked at people for it.
    expect(told(server)).toHaveLength(before);
  }
  server.change("UPDATE memberships SET role = 'admin'");
  for (const path of [`/export/report.meta.json?metrics=spend&${days}`, `/export/spend-by-user.meta.json?${days}`]) expect((await server.get(path)).status).toBe(403);
});
