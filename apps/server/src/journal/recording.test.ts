import type { JournalEntry, OperationName } from '@pegel/domain';
import { describe, expect, test } from 'vitest';
import { message, sentenceOf, served, spend } from '../testing/served.js';

type Server = Awaited<ReturnType<typeof served>>;

const days = 'from=2026-11-22&to=2026-11-22';
const byPerson = `metrics=messages&${days}&by=person`;
const query = (name: string, input: object = {}) => `/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}`;
const call = (server: Server, name: string, input: object) =>
  server.app.request(`/trpc/${name}`, { method: 'POST', headers: { authorization: `Bearer ${server.ownerToken}`, 'content-type': 'application/json' }, body: JSON.stringify(input) });

/** What the journal has, oldest first, without the founding that it begins with. */
const written = ({ folder }: Server, organisation: string | null = 'nordwind-ag') =>
  folder.accounts.journalEntries(organisation, { limit: 1_000 }).filter(({ happening }) => happening !== 'organisation-founded').toReversed();
const told = (entries: readonly JournalEntry[]) => entries.map(({ happening, about }) => ({ [happening]: about }));
const report = { what: 'report', metrics: ['messages'], from: '2026-11-22', to: '2026-11-22', grain: 'day' };

/** Asks from an address, which a test without a socket has none of. */
const from = (server: Server, address: string, path: string, init: RequestInit = {}) => server.app.request(path, init, { incoming: { socket: { remoteAddress: address } } });
const bearing = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const nobody = `pegel_reader_${'x'.repeat(43)}`;

describe('whoever looks at numbers of people', () => {
  test('is written down once for a question in ten minutes, on whatever way it is asked, with how many rows it was', async () => {
    let now = Date.parse('2026-11-24T09:00:00Z');
    const server = await served({ ports: { now: () => now } });
    await server.send([message(), message({ person: { email: 'ben@nordwind.example' } })]);
    for (let time = 0; time < 3; time++) {
      expect((await server.get(`/report.json?${byPerson}`)).status).toBe(200);
      expect((await server.get(query('report', { metrics: ['messages'], from: '2026-11-22', to: '2026-11-22', by: 'person' }))).status).toBe(200);
    }
    expect(written(server)).toMatchObject([{ happening: 'people-viewed', at: now, by: { kind: 'token' }, about: { ...report, by: 'person', rows: 2 } }]);
    now += 10 * 60_000;
    await server.get(`/report.json?${byPerson}`);
    await server.get(`/report.json?${byPerson.replace('messages', 'chats')}`);
    expect(told(written(server)).slice(1)).toEqual([
      { 'people-viewed': { ...report, by: 'person', rows: 2, more: 5 } },
      { 'people-viewed': { ...report, metrics: ['chats'], by: 'person', rows: 2 } },
    ]);
  });

  test('by a filter: by the keys that stand for people, and by no name that somebody typed', async () => {
    const server = await served();
    await server.send([message()]);
    const { rows } = (await (await server.get(`/report.json?${byPerson}`)).json()) as { rows: { key: string }[] }; // The contract's own shape.
    const key = rows[0]?.key ?? expect.fail();
    await server.get(`/report.json?metrics=messages&${days}&where=person:${key}&where=person:ada@nordwind.example&where=model:m`);
    expect(told(written(server)).at(-1)).toEqual({ 'people-viewed': { ...report, filters: ['person', 'model'], people: [key, 'unknown'], rows: 1 } });
    expect(JSON.stringify(server.read('SELECT * FROM audit_journal'))).not.toContain('ada@');
  });

  test('also in the quarantine, where items name them; who may not see people is shown none and looks at none', async () => {
    const server = await served();
    await server.send([spend({ currency: 'CHF' })]);
    await server.get(query('quarantine'));
    expect(told(written(server))).toEqual([{ 'people-viewed': { what: 'quarantine', rows: 1 } }]);
    const other = await served();
    await other.send([spend({ currency: 'CHF' })]);
    other.change("UPDATE memberships SET role = 'admin'");
    expect((await other.get(query('quarantine'))).status).toBe(200);
    expect(written(other)).toEqual([]);
  });

  test('whoever looks at everybody together, at models or at the account of sources is not written down', async () => {
    const server = await served();
    for (const path of [`/report.json?metrics=messages&${days}`, `/report.json?metrics=messages&${days}&by=model`, '/sources.json', query('reader'), query('settings')]) expect((await server.get(path)).status).toBe(200);
    expect(written(server)).toEqual([]);
  });
});

test('every file is written down, each time, with what is in it', async () => {
  const server = await served();
  await server.send([message()]);
  for (const path of [`/report.csv?metrics=messages&${days}`, `/report.csv?metrics=messages&${days}`, `/report.md?${byPerson}`, `/export/spend-by-user.csv?${days}`]) expect((await server.get(path)).status).toBe(200);
  expect(told(written(server))).toEqual([
    { exported: { ...report, format: 'csv', rows: 1 } },
    { exported: { ...report, format: 'csv', rows: 1 } },
    { exported: { ...report, format: 'md', by: 'person', names: 'full', rows: 1 } },
    { exported: { what: 'spend-by-user', format: 'csv', from: '2026-11-22', to: '2026-11-22', names: 'full' } },
  ]);
});

test('a decision on the quarantine stands with its entry, and names the items that were decided', async () => {
  const server = await served();
  await server.send([spend({ currency: 'CHF' }), spend({ currency: 'CHF' })]);
  expect((await call(server, 'release', { ids: [1], reason: 'Checked.' })).status).toBe(200); // Refused item by item: money of another currency.
  expect((await call(server, 'discard', { ids: [1, 2, 3], reason: 'Checked.' })).status).toBe(200);
  expect(told(written(server))).toEqual([{ 'quarantine-decided': { verb: 'discard', items: ['1', '2'] } }]);
});

describe('whoever is turned away', () => {
  const places: readonly (readonly [operation: OperationName, path: string])[] = [
    ['read-report', `/report.json?metrics=messages&${days}`], ['export-report', `/report.csv?metrics=messages&${days}`], ['export-report', `/report.md?metrics=messages&${days}`],
    ['export-spend-by-user', `/export/spend-by-user.csv?${days}`], ['read-sources', '/sources.json'], ['read-report', query('report', { metrics: ['messages'], range: '7d' })],
    ['read-settings', query('settings')], ['read-journal', query('journal')], ['read-quarantine', query('quarantine')],
  ];

  test.each(places)('by the role, from %s (%s): in the chain of the organisation, by account and address', async (operation, path) => {
    const server = await served();
    server.change("UPDATE memberships SET role = 'member'");
    expect((await from(server, '192.0.2.9', path, bearing(server.ownerToken))).status).toBe(403);
    expect(written(server)).toMatchObject([{ happening: 'refused', by: { kind: 'token', id: expect.any(String), address: '192.0.2.9' }, about: { operation, why: 'not-permitted' } }]);
    expect(written(server, null)).toEqual([]);
  });

  test.each(places)('with a credential that opens nothing, from %s (%s): in the chain of what belongs to none', async (operation, path) => {
    const server = await served();
    expect((await from(server, '192.0.2.9', path, bearing(nobody))).status).toBe(401);
    expect(written(server)).toEqual([]);
    expect(written(server, null)).toMatchObject([{ happening: 'refused', by: { kind: 'nobody', id: null, address: '192.0.2.9' }, about: { operation, why: 'unknown' } }]);
  });

  test('without showing anything is only asked to sign in, and not written down', async () => {
    const server = await served();
    for (const [, path] of places) expect((await server.app.request(path, { headers: { cookie: 'theme=dark' } })).status).toBe(401);
    expect(server.read('SELECT happening FROM audit_journal')).toHaveLength(1);
    expect((await server.app.request(query('settings'), { headers: { cookie: 'pegel.session_token=stale.signature' } })).status).toBe(401);
    expect(told(written(server, null))).toEqual([{ refused: { operation: 'read-settings', why: 'unknown' } }]);
  });

  test('from an organisation where they are not at home, by who they are, and in nobody else’s chain', async () => {
    const server = await served({ others: [{ organisation: 'Südwind', ownerEmail: 's@suedwind.example' }] });
    expect((await server.get(`/sources.json?organisation=suedwind`)).status).toBe(403);
    expect([written(server), written(server, 'suedwind')]).toEqual([[], []]);
    expect(written(server, null)).toMatchObject([{ happening: 'refused', by: { kind: 'token', id: expect.any(String) }, about: { operation: 'read-sources', why: 'not-here' } }]);
  });

  test('with a key for something else, or with a key’s neighbour’s name: in the chain of the key', async () => {
    const server = await served();
    const ingest = { authorization: `Bearer ${server.ingestKey}`, 'content-type': 'application/json' };
    expect((await server.app.request('/sources.json', { headers: ingest })).status).toBe(403);
    expect((await server.app.request('/v1/events', { method: 'POST', headers: { ...ingest, authorization: `Bearer ${server.ownerToken}` }, body: '{}' })).status).toBe(403);
    server.change(`UPDATE ingest_keys SET scopes = '["events"]', sources = '["live"]'`);
    expect((await server.app.request('/v1/directory', { method: 'PUT', headers: ingest, body: '{}' })).status).toBe(403);
    expect((await server.app.request('/v1/events', { method: 'POST', headers: { ...ingest, 'pegel-source': 'other' }, body: '{}' })).status).toBe(403);
    expect(written(server).map(({ by, about }) => [by.kind, about['operation'], about['why']])).toEqual([
      ['key', 'read-sources', 'not-permitted'], ['token', 'send-events', 'not-permitted'], ['key', 'send-directory', 'not-permitted'], ['key', 'send-events', 'not-permitted'],
    ]);
  });

  test('a page of somebody else’s that makes a browser ask', async () => {
    const server = await served();
    const { cookie } = await server.signIn();
    const before = written(server, null).length;
    expect((await server.app.request('/trpc/changeSettings', { method: 'POST', headers: { cookie, origin: 'https://evil.example', 'content-type': 'application/json' }, body: '{}' })).status).toBe(403);
    expect(told(written(server, null)).slice(before)).toEqual([{ refused: { why: 'other-site' } }]);
  });

  test('again and again is written once in ten minutes, by each caller and for each thing', async () => {
    let now = Date.parse('2026-11-24T09:00:00Z');
    const server = await served({ ports: { now: () => now } });
    server.change("UPDATE memberships SET role = 'member'");
    for (let time = 0; time < 20; time++) await server.get('/sources.json');
    await server.get(query('settings'));
    now += 10 * 60_000;
    await server.get('/sources.json');
    expect(told(written(server))).toEqual([
      { refused: { operation: 'read-sources', why: 'not-permitted' } },
      { refused: { operation: 'read-settings', why: 'not-permitted' } },
      { refused: { operation: 'read-sources', why: 'not-permitted', more: 19 } },
    ]);
  });

  test('callers that nobody knows cannot fill the disk: so many entries a minute, from each address and from all, and how many more there were', async () => {
    let now = Date.parse('2026-11-24T09:00:00Z');
    const server = await served({ ports: { now: () => now } });
    const paths = [...new Map(places).values()];
    for (let address = 0; address < 200; address++) {
      for (const path of paths) expect((await from(server, `192.0.2.${address}`, path, bearing(nobody))).status).toBe(401);
    }
    expect(written(server, null)).toHaveLength(60);
    now += 60_000;
    await from(server, '198.51.100.1', paths[0] ?? '', bearing(nobody));
    const counted = written(server, null);
    expect(counted).toHaveLength(61);
    expect(counted.at(-1)?.about['others']).toBe(200 * paths.length - 60);
  });
});

describe('where nothing can be written down, nothing is done and nothing shown', () => {
  const full = (server: Server) => server.change("CREATE TRIGGER full BEFORE INSERT ON audit_journal BEGIN SELECT RAISE(ABORT, 'no room'); END");
  const audited: readonly (readonly [name: string, ask: (server: Server) => Promise<Response> | Response])[] = [
    ['a report by person', ({ get }) => get(`/report.json?${byPerson}`)],
    ['a report by person, by call', ({ get }) => get(query('report', { metrics: ['messages'], from: '2026-11-22', to: '2026-11-22', by: 'person' }))],
    ['a report as CSV', ({ get }) => get(`/report.csv?metrics=messages&${days}`)],
    ['a report as Markdown', ({ get }) => get(`/report.md?metrics=messages&${days}`)],
    ['spend by user', ({ get }) => get(`/export/spend-by-user.csv?${days}`)],
    ['items that name people', ({ get }) => get(query('quarantine'))],
    ['the journal', ({ get }) => get(query('journal'))],
    ['a decision', (server) => call(server, 'discard', { ids: [1], reason: 'Checked.' })],
    ['a change of settings', (server) => call(server, 'changeSettings', { timeZone: 'UTC', reason: 'Checked.' })],
    ['a key that is made', (server) => call(server, 'makeIngestKey', { label: 'made', scopes: ['events'], sources: null })],
    ['a token that is made', (server) => call(server, 'makeReaderToken', { label: 'made', permissions: ['view:usage'] })],
    ['an invitation', (server) => call(server, 'invite', { email: 'new@nordwind.example', role: 'member' })],
    ['signing in', async ({ signIn }) => (await signIn()).response],
    ['a wrong password', async ({ signIn }) => (await signIn('another long password')).response],
    ['the journal as a file', ({ get }) => get('/export/journal.csv')],
    ['a refusal of somebody known', ({ get }) => get('/sources.json?organisation=others')],
    ['a refusal of somebody unknown', ({ app }) => app.request('/sources.json', bearing(nobody))],
    ['a refusal of a key', ({ app, ingestKey }) => app.request(query('settings'), bearing(ingestKey))],
  ];

  test.each(audited)('%s', async (_, ask) => {
    const server = await served();
    await server.send([message(), spend({ currency: 'CHF' })]);
    const tables = ['quarantine', 'setting_changes', 'organisations', 'audit_journal', 'ingest_keys', 'invitations', 'session'];
    // When a token was used is no secret, and kept all the same.
    const state = () => [...tables.map((table) => server.read(`SELECT * FROM ${table}`)), server.read('SELECT hash, label, revoked_at FROM reader_tokens')];
    const before = state();
    full(server);
    const response = await ask(server);
    expect(response.status).toBe(503);
    const body = await response.clone().text();
    expect(await sentenceOf(response)).toMatch(/^This would have to be written into the audit journal/);
    for (const secret of ['ada', 'messages', 'no room', 'SQLITE', 'CHF', 'pegel_']) expect(body).not.toContain(secret);
    expect(state()).toEqual(before);
    server.change('DROP TRIGGER full');
    // Nor is it remembered as written.
    const again = await ask(server);
    expect(again.status).not.toBe(503);
    expect(server.read('SELECT * FROM audit_journal').length).toBeGreaterThan(1);
  });

  test('what needs no entry is answered all the same', async () => {
    const server = await served();
    full(server);
    for (const path of [`/report.json?metrics=messages&${days}`, '/sources.json', query('settings'), '/readyz']) expect((await server.get(path)).status).toBe(200);
    expect((await server.send([message()])).status).toBe(200);
  });

  test('nor where the folder was moved away: an entry that the next start does not find is none', async () => {
    const server = await served({ ports: { isInPlace: () => false } });
    expect((await server.get(`/report.json?${byPerson}`)).status).toBe(503);
  });
});
