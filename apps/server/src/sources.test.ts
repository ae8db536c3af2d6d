import type { DecisionView, DeliveriesView, QuarantineView, SourcesView } from '@pegel/domain';
import { describe, expect, test } from 'vitest';
import { message, sentenceOf, served, spend } from './testing/served.js';

type Server = Awaited<ReturnType<typeof served>>;

async function dataOf<T>(response: Response): Promise<T> {
  expect(response.status).toBe(200);
  const { result } = (await response.json()) as { result: { data: T } }; // What the transport wraps an answer in.
  return result.data;
}

const query = (name: string, input: object = {}) => `/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}`;
const quarantine = async ({ get }: Server, input: object = {}) => dataOf<QuarantineView>(await get(query('quarantine', input)));
const sourcesOf = async ({ get }: Server) => dataOf<SourcesView>(await get(query('sources')));
const post = ({ app, ownerToken }: Server, verb: 'release' | 'discard', input: object, headers: Record<string, string> = {}) =>
  app.request(`/trpc/${verb}`, { method: 'POST', headers: { authorization: `Bearer ${ownerToken}`, 'content-type': 'application/json', ...headers }, body: JSON.stringify(input) });
const decide = async (server: Server, verb: 'release' | 'discard', ids: readonly number[], reason = 'Checked with the sender.') => dataOf<DecisionView>(await post(server, verb, { ids, reason }));
const messagesOf = async ({ get }: Server): Promise<unknown> =>
  ((await (await get('/report.json?metrics=messages&from=2026-11-22&to=2026-11-22')).json()) as { rows: { values: { messages: number | null } }[] }).rows[0]?.values.messages; // The contract's own shape.

const first = message({ id: 'disputed', count: 1 });
const other = { ...first, count: 20, person: { email: 'ben@nordwind.example', name: 'Ben' } };
const francs = spend({ id: 'francs-of-ada@nordwind.example', currency: 'CHF' });

async function withQuarantine(wishes: Parameters<typeof served>[0] = {}) {
  const server = await served(wishes);
  await server.send([first, other, francs]);
  return server;
}

describe('sources', () => {
  test('account for every item by source and day of receipt, the same in both forms', async () => {
    const server = await withQuarantine();
    await server.send([message({ at: 'never', nonsense: 1 })], { 'pegel-source': 'gateway' });
    const view = await sourcesOf(server);
    expect(view).toMatchObject({ organisation: 'nordwind-ag', timeZone: 'Europe/Berlin', today: '2026-11-24', from: '2026-10-28', to: '2026-11-24' });
    const [gateway, live] = view.sources;
    expect(gateway).toMatchObject({ name: 'gateway', kind: null, coverage: [], gaps: [{ from: null, to: null, reason: 'never' }], completeThrough: null, totals: { events: { received: 1, rejected: 1 } } });
    expect(live).toMatchObject({
      name: 'live', kind: 'live', firstDay: '2026-11-22', lastDay: '2026-11-22', completeThrough: '2026-11-23', coverage: [{ from: '2026-11-22', to: '2026-11-24' }],
      gaps: [{ from: null, to: '2026-11-21', reason: 'before-first' }], kept: { 'message.sent': 1 }, lastDeliveryAt: '2026-11-24T09:00:00.000Z',
      quarantine: [{ code: 'conflict', waiting: 1, released: 0, discarded: 0 }, { code: 'foreign-currency', waiting: 1, released: 0, discarded: 0 }],
    });
    expect(live?.days.slice(-4).map(({ day, state, events, received }) => [day, state, events, received.events.received])).toEqual([
      ['2026-11-21', 'before-first', 0, 0], ['2026-11-22', 'events', 1, 0], ['2026-11-23', 'zero', 0, 0], ['2026-11-24', 'zero', 0, 3],
    ]);
    expect(view.totals.events).toEqual({ received: 4, stored: 1, duplicate: 0, superseded: 0, quarantined: 2, rejected: 1, droppedFields: 0 });
    expect(await (await server.get('/sources.json')).json()).toEqual(view);
  });

  test('are logged delivery by delivery, and say which metrics they have a part in', async () => {
    const server = await withQuarantine();
    await server.send([message({ at: 'never' })], { 'pegel-source': 'gateway' });
    const log = await dataOf<DeliveriesView>(await server.get(query('deliveries', { limit: 1 })));
    expect(log).toMatchObject({ timeZone: 'Europe/Berlin', deliveries: [{ source: 'gateway', kind: 'events', receivedAt: '2026-11-24T09:00:00.000Z', received: 1, rejected: 1 }] });
    const rest = await dataOf<DeliveriesView>(await server.get(query('deliveries', { before: log.next })));
    expect(rest).toMatchObject({ deliveries: [{ source: 'live', received: 3, stored: 1, quarantined: 2 }], next: null });
    expect(await sentenceOf(await server.get(query('deliveries', { limit: 0 })))).toBe('limit must be a whole number from 1 to 200; got 0.');

    const [gateway, live] = (await sourcesOf(server)).sources;
    expect(gateway?.metrics).toEqual([]);
    expect(live?.metrics).toContain('weeklyActiveUsers');
    // Nothing of it was ever spend, and no directory of it says who has a seat.
    for (const metric of ['spend', 'seats'] as const) expect(live?.metrics).not.toContain(metric);
  });

  test('that deliver with a rhythm say when the next delivery is due, and others do not', async () => {
    let now = Date.parse('2026-11-02T09:00:00Z');
    const server = await served({ ports: { now: () => now } });
    for (const day of ['2026-11-02', '2026-11-09', '2026-11-16', '2026-11-23']) {
      now = Date.parse(`${day}T09:00:00Z`);
      await server.send([message({ id: day, at: `${day}T07:00:00Z`, surface: 'code' })], { 'pegel-source': 'claude-code', 'pegel-run': day });
      await server.send([message({ id: day, at: `${day}T07:00:00Z` })]);
    }
    expect((await sourcesOf(server)).sources.map(({ name, expectedOn }) => [name, expectedOn])).toEqual([['claude-code', '2026-11-30'], ['live', null]]);
  });

  test('tell runs of an import and the days between them apart', async () => {
    const server = await served();
    for (const [run, day] of [['one', '2026-11-02'], ['two', '2026-11-10']] as const) {
      await server.send([message({ at: `${day}T09:00:00Z`, surface: 'code' })], { 'pegel-source': 'claude-code', 'pegel-run': run });
    }
    const [source] = (await sourcesOf(server)).sources;
    expect(source).toMatchObject({
      kind: 'import', completeThrough: '2026-11-10',
      gaps: [{ from: null, to: '2026-11-01', reason: 'before-first' }, { from: '2026-11-03', to: '2026-11-09', reason: 'between-runs' }, { from: '2026-11-11', to: null, reason: 'after-last' }],
    });
  });

  test('a source of directories alone is one, and speaks of every day since', async () => {
    const server = await served();
    await server.app.request('/v1/directory', {
      method: 'PUT', headers: { authorization: `Bearer ${server.ingestKey}`, 'content-type': 'application/json', 'pegel-source': 'hr' },
      body: JSON.stringify({ takenAt: '2026-11-20T09:00:00Z', complete: true, people: [{ email: 'ada@nordwind.example', status: 'active', seat: 'standard', nickname: 'A' }] }),
    });
    const [source] = (await sourcesOf(server)).sources;
    expect(source).toMatchObject({ name: 'hr', kind: 'directory', coverage: [{ from: '2026-11-20', to: '2026-11-24' }], snapshots: { count: 1 }, totals: { directory: { received: 1, stored: 1, droppedFields: 1 } } });
    expect(source?.days.at(-1)?.state).toBe('directory');
  });

  test('days that mean nothing are refused in a sentence', async () => {
    const { get } = await served();
    const sentences = [];
    for (const parameters of ['from=2026-02-30', 'from=2026-11-02&to=2026-11-01', 'from=2020-01-01&to=2026-01-01', 'fron=2026-11-02']) {
      const response = await get(`/sources.json?${parameters}`);
      expect(response.status).toBe(400);
      sentences.push(await sentenceOf(response));
    }
    expect(sentences).toMatchInlineSnapshot(`
      [
        "from must be a day that exists, such as 2026-11-22; got "2026-02-30".",
        "from (2026-11-02) must not be after to (2026-11-01).",
        "At most 400 days can be shown; from 2020-01-01 to 2026-01-01 are 2193.",
        "There is no parameter "fron". Known are from, to, organisation.",
      ]
    `);
  });
});

describe('the quarantine', () => {
  test('a released contradiction counts from then on, with who and why, and its repeats change nothing', async () => {
    const server = await withQuarantine();
    const { items: [item] } = await quarantine(server, { code: 'conflict' });
    expect(item).toMatchObject({ source: 'live', state: 'waiting', stored: 'other', content: { fields: { count: 20, 'person.email': 'ben@nordwind.example' }, hidden: [] }, standing: { fields: { count: 1 } } });
    expect(await decide(server, 'release', [item?.id ?? 0])).toEqual({ results: [{ id: item?.id, kind: 'decided', outcome: 'replaced' }] });
    expect(await messagesOf(server)).toBe(20);
    const { items: [after] } = await quarantine(server, { state: 'released' });
    expect(after).toMatchObject({ decided: { by: 'h@nordwind.example', reason: 'Checked with the sender.', at: '2026-11-24T09:00:00.000Z', outcome: 'replaced', replaced: { fields: { count: 1 } } } });
    expect(await (await server.send([first, other])).json()).toMatchObject({ received: 2, duplicate: 2, errors: [] });
    expect(server.folder.accounts.journalEntries('nordwind-ag', { limit: 1, happening: 'quarantine-decided' })).toMatchObject([{ by: { kind: 'token' }, about: { verb: 'release', items: [String(item?.id)] } }]);
  });

  test('two people at once: one decides, the other hears who did; a foreign currency says why not', async () => {
    const server = await withQuarantine();
    const { items } = await quarantine(server);
    const ids = items.map(({ id }) => id);
    const answers = await Promise.all([decide(server, 'release', ids), decide(server, 'discard', ids.slice(-1), 'No.')]);
    const sentences = answers.flatMap(({ results }) => results.flatMap((result) => (result.kind === 'refused' ? [result.message] : [])));
    expect(sentences).toMatchInlineSnapshot(`
      [
        "The organisation accounts in USD, and this line is in CHF; adding it up would make a wrong sum. Discard it, or send it again in USD.",
        "It was released already, by h@nordwind.example at 2026-11-24T09:00:00.000Z: Checked with the sender.",
      ]
    `);
    expect((await quarantine(server, { state: 'waiting' })).items.map(({ code }) => code)).toEqual(['foreign-currency']);
  });

  test('is listed page by page, and refuses what means nothing', async () => {
    const server = await withQuarantine();
    const page = await quarantine(server, { limit: 1 });
    expect([page.items.length, (await quarantine(server, { limit: 1, before: page.next })).next]).toEqual([1, null]);
    for (const input of [{ code: 'nonsense' }, { limit: 0 }, { limit: 1_000 }, { state: 'gone' }]) expect((await server.get(query('quarantine', input))).status).toBe(400);
    const { items: [item] } = page;
    for (const input of [{ ids: [item?.id], reason: '  ' }, { ids: [item?.id], reason: 'x'.repeat(501) }, { ids: [], reason: 'x' }, { ids: [item?.id] }]) {
      expect((await post(server, 'discard', input)).status).toBe(400);
    }
    expect((await quarantine(server, { state: 'waiting' })).items).toHaveLength(2);
  });
});

describe('access', () => {
  const everything = [query('sources'), query('quarantine'), '/sources.json'];

  test.each(['auditor', 'member'])('the role %s sees neither sources nor quarantine, and decides nothing', async (role) => {
    const server = await withQuarantine();
    server.change(`UPDATE memberships SET role = '${role}'`);
    for (const path of everything) expect((await server.get(path)).status).toBe(403);
    for (const verb of ['release', 'discard'] as const) expect((await post(server, verb, { ids: [1], reason: 'x' })).status).toBe(403);
    expect(await sentenceOf(await server.get('/sources.json'))).toBe('Data sources are shown to Primary Owners, Owners and Admins.');
  });

  test('an Admin sees what arrived and decides, but no use, no cost and nobody', async () => {
    const server = await withQuarantine();
    server.change("UPDATE memberships SET role = 'admin'");
    const { sources: [live] } = await sourcesOf(server);
    expect(live).toMatchObject({ kept: null, totals: { events: { received: 3 } } });
    expect(live?.days.map(({ events }) => events)).toEqual(live?.days.map(() => null));
    const { items, canDecide } = await quarantine(server);
    expect(canDecide).toBe(true);
    expect(JSON.stringify(items.map(({ content, standing }) => [content.fields, standing?.fields]))).not.toMatch(/ada|ben|12\.5|count/i);
    expect(items[0]?.content).toMatchInlineSnapshot(`
      {
        "fields": {
          "at": "2026-11-22T09:30:00.000Z",
          "currency": "CHF",
          "revision": 0,
          "surface": "chat",
          "type": "spend",
        },
        "hidden": [
          "id",
          "person.email",
          "requests",
          "tokens.input",
          "tokens.output",
          "tokens.cacheRead",
          "tokens.cacheWrite",
          "amount",
          "basis",
          "costType",
        ],
      }
    `);
    expect((await decide(server, 'discard', items.map(({ id }) => id))).results.map(({ kind }) => kind)).toEqual(['decided', 'decided']);
  });

  test.each(['initials', 'pseudonyms', 'off'] as const)('names are shown to nobody where the organisation chose %s', async (names) => {
    const server = await withQuarantine({ organisation: { names } });
    const { items } = await quarantine(server);
    expect(JSON.stringify(items)).not.toMatch(/ada|ben@|"Ben"/i);
    expect(items[1]?.content).toMatchObject({ fields: { count: 20 }, hidden: ['person.email', 'person.name'] });
  });

  test("somebody else's items do not exist, and their sources are not shown", async () => {
    const server = await withQuarantine({ others: [{ organisation: 'Südwind', ownerEmail: 's@suedwind.example' }] });
    const { items } = await quarantine(server);
    server.change("UPDATE reader_tokens SET created_by = NULL, organisation = CASE organisation WHEN 'suedwind' THEN 'nordwind-ag' ELSE 'suedwind' END");
    expect((await sourcesOf(server)).sources).toEqual([]);
    expect((await quarantine(server, { ids: items.map(({ id }) => id) })).items).toEqual([]);
    expect((await decide(server, 'release', items.map(({ id }) => id))).results.map((result) => result.kind === 'refused' && result.why)).toEqual(['unknown', 'unknown']);
    expect((await post(server, 'release', { organisation: 'nordwind-ag', ids: [1], reason: 'x' })).status).toBe(403);
  });

  test('nobody decides with a cookie from another site, with GET, or without being known', async () => {
    const server = await withQuarantine();
    const { cookie } = await server.signIn();
    const attempt = (headers: Record<string, string>) =>
      server.app.request('/trpc/discard', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ ids: [1], reason: 'x' }) });
    for (const origin of [undefined, 'https://evil.example', 'null']) expect((await attempt({ cookie, ...(origin === undefined ? {} : { origin }) })).status).toBe(403);
    expect((await attempt({})).status).toBe(401);
    expect((await attempt({ authorization: `Bearer ${server.ingestKey}` })).status).toBe(403);
    expect((await server.get(query('discard', { ids: [1], reason: 'x' }))).status).toBe(405);
    expect((await quarantine(server, { state: 'waiting' })).items).toHaveLength(2);
    expect((await attempt({ cookie, origin: 'http://localhost' })).status).toBe(200);
  });
});
