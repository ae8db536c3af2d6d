import type { JournalView } from '@pegel/domain';
import { describe, expect, test } from 'vitest';
import { sentenceOf, served } from '../testing/served.js';

type Server = Awaited<ReturnType<typeof served>>;

const asked = (server: Server, query: object = {}, headers: Record<string, string> = {}) => server.get(`/trpc/journal?input=${encodeURIComponent(JSON.stringify(query))}`, headers);
async function viewOf(answer: Response | Promise<Response>): Promise<JournalView> {
  const response = await answer;
  if (response.status !== 200) throw new Error(`Refused with ${response.status}: ${await response.text()}`);
  return ((await response.json()) as { result: { data: JournalView } }).result.data; // The contract of 200.
}
const numbers = ({ entries }: JournalView) => entries.map(({ number }) => number);
const by = { kind: 'operator', id: null, address: null } as const;

/** A journal with one entry a day from the 1st of November on, noon in UTC; founding stands before it. */
async function withHistory(days = 20): Promise<Server> {
  const server = await served();
  for (let day = 1; day <= days; day++) {
    server.folder.accounts.record('nordwind-ag', { happening: day % 2 === 0 ? 'exported' : 'signed-in', at: Date.parse(`2026-11-${String(day).padStart(2, '0')}T12:00:00Z`), by, about: {} });
  }
  return server;
}

describe('reading the journal', () => {
  test('shows entries newest first, page by page, each once', async () => {
    const server = await withHistory();
    const seen: number[] = [];
    for (let before: number | null | undefined = undefined; before !== null; ) {
      const view: JournalView = await viewOf(asked(server, { before, limit: 6 }));
      seen.push(...numbers(view));
      before = view.next;
    }
    // 21 were there when the first page was asked for; that it was, is one more.
    expect(seen).toEqual(Array.from({ length: 21 }, (_, index) => 21 - index));
    expect((await viewOf(asked(server, { limit: 1 }))).entries).toMatchObject([{ number: 22, happening: 'journal-viewed' }]);
  });

  test('says who, by the name they have now, from where, what, and the hash that the next one stands on', async () => {
    const server = await served();
    const [founded] = (await viewOf(asked(server))).entries;
    expect(founded).toEqual({
      number: 1, at: expect.stringMatching(/Z$/), by: { kind: 'account', id: expect.any(String), name: 'h@nordwind.example' }, from: null,
      happening: 'organisation-founded', about: { names: 'full', timeZone: 'Europe/Berlin' }, names: {}, hidden: [], hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    server.change("UPDATE user SET email = sealed('erased@invalid.example', 'accounts')");
    expect((await viewOf(asked(server))).entries.at(-1)?.by.name).toBe('erased@invalid.example');
    server.folder.accounts.record('nordwind-ag', { happening: 'role-changed', at: 0, by, about: { account: founded?.by.id ?? '', to: 'member' } });
    expect((await viewOf(asked(server, { happening: 'role-changed' }))).entries).toMatchObject([{ about: { to: 'member' }, names: { [founded?.by.id ?? '']: 'erased@invalid.example' } }]);
  });

  test('by happening, by who it was, and by the days of the organisation', async () => {
    const server = await withHistory();
    const late = Date.parse('2026-11-10T23:30:00Z'); // The 11th in Berlin.
    server.folder.accounts.record('nordwind-ag', { happening: 'key-made', at: late, by: { kind: 'account', id: 'somebody', address: '192.0.2.7' }, about: {} });
    expect(new Set((await viewOf(asked(server, { happening: 'exported' }))).entries.map(({ happening }) => happening))).toEqual(new Set(['exported']));
    expect((await viewOf(asked(server, { actor: 'account', actorId: 'somebody' }))).entries).toMatchObject([{ happening: 'key-made', from: '192.0.2.7' }]);
    expect(numbers(await viewOf(asked(server, { from: '2026-11-11', to: '2026-11-11' })))).toEqual([22, 12]);
    expect(numbers(await viewOf(asked(server, { to: '2026-11-10', limit: 2 })))).toEqual([11, 10]);
    expect(numbers(await viewOf(asked(server, { from: '2026-11-19' })))).toEqual(expect.arrayContaining([20, 21]));
  });

  test.each([
    [{ limit: 0 }, 'limit must be a whole number from 1 to 200; got 0.'],
    [{ limit: 201 }, 'limit must be a whole number from 1 to 200; got 201.'],
    [{ before: 0 }, 'before must be the number of an entry, from 1; got 0.'],
    [{ from: '2026-11-02', to: '2026-11-01' }, 'from (2026-11-02) must not be after to (2026-11-01).'],
  ])('refuses %j in a sentence', async (query, sentence) => {
    const response = await asked(await served(), query);
    expect(response.status).toBe(400);
    expect(await sentenceOf(response)).toBe(sentence);
  });

  test('is for owners and auditors; a token for less sees none of it', async () => {
    const server = await served();
    for (const [role, status] of [['owner', 200], ['auditor', 200], ['admin', 403], ['member', 403]] as const) {
      server.change(`UPDATE memberships SET role = '${role}'`);
      expect([role, (await asked(server)).status]).toEqual([role, status]);
    }
    server.change("UPDATE memberships SET role = 'owner'; UPDATE reader_tokens SET permissions = '[\"view:usage\"]'");
    const refused = await asked(server);
    expect([refused.status, await sentenceOf(refused)]).toEqual([403, 'The audit journal is shown to Primary Owners, Owners and Auditors.']);
  });

  test('an auditor does not see whose numbers were asked for, and sees that it is not shown', async () => {
    const server = await served();
    server.folder.accounts.record('nordwind-ag', { happening: 'people-viewed', at: 0, by, about: { by: 'person', people: ['p_1', 'p_2'] } });
    const [whole] = (await viewOf(asked(server, { happening: 'people-viewed' }))).entries;
    expect(whole).toMatchObject({ about: { by: 'person', people: ['p_1', 'p_2'] }, hidden: [] });
    server.change("UPDATE memberships SET role = 'auditor'");
    const [partly] = (await viewOf(asked(server, { happening: 'people-viewed' }))).entries;
    expect(partly).toEqual({ ...whole, about: { by: 'person' }, hidden: ['people'] });
  });

  test('names of members and keys are only for who may see members and keys', async () => {
    const server = await served();
    server.change("UPDATE reader_tokens SET permissions = '[\"view:journal\"]'");
    expect((await viewOf(asked(server))).entries).toMatchObject([{ by: { kind: 'account', id: expect.any(String), name: null } }]);
  });

  test('shows nothing of another organisation, and nothing of what belongs to none', async () => {
    const server = await served({ others: [{ organisation: 'Südwind', ownerEmail: 's@suedwind.example' }] });
    server.folder.accounts.record(null, { happening: 'refused', at: 0, by: { kind: 'nobody', id: null, address: '192.0.2.1' }, about: {} });
    expect((await viewOf(asked(server))).entries.map(({ happening }) => happening)).toEqual(['organisation-founded']);
    expect((await asked(server, { organisation: 'suedwind' })).status).toBe(403);
  });

  test('is an entry itself, once for a question in ten minutes, and how often with the next', async () => {
    let now = Date.parse('2026-11-24T09:00:00Z');
    const server = await served({ ports: { now: () => now } });
    for (let again = 0; again < 5; again++) await viewOf(asked(server));
    await viewOf(asked(server, { happening: 'refused' }));
    now += 9 * 60_000;
    await viewOf(asked(server));
    now += 60_000;
    const views = (await viewOf(asked(server, { happening: 'journal-viewed' }))).entries;
    expect(views.map(({ about }) => about)).toEqual([{ only: 'refused' }, {}]);
    await viewOf(asked(server));
    expect((await viewOf(asked(server, { happening: 'journal-viewed' }))).entries[0]?.about).toEqual({ more: 5 });
  });

  test('is not shown where that cannot be written down', async () => {
    const server = await served();
    server.change("CREATE TRIGGER full BEFORE INSERT ON audit_journal BEGIN SELECT RAISE(ABORT, 'no room'); END");
    const response = await asked(server);
    expect(response.status).toBe(503);
    expect(await sentenceOf(response)).toMatch(/^This would have to be written into the audit journal/);
    expect(server.logged()).toContain('no room');
  });
});

describe('taking the journal along', () => {
  const lines = async (answer: Response | Promise<Response>) => {
    const response = await answer;
    expect([response.status, response.headers.get('content-disposition')]).toEqual([200, expect.stringMatching(/^attachment; filename="nordwind-ag-journal\.(csv|ndjson)"$/)]);
    return (await response.text()).split(/\r?\n/).filter((line) => line !== '');
  };

  test('has all of it, newest first, with the hashes, however many pages that are', async () => {
    const server = await served();
    for (let entry = 0; entry < 450; entry++) server.folder.accounts.record('nordwind-ag', { happening: 'signed-out', at: entry, by, about: {} });
    const entries = (await lines(server.get('/export/journal.ndjson'))).map((line) => JSON.parse(line) as JournalView['entries'][number]); // What the file promises.
    // The entry of the export itself is its newest.
    expect(entries.map(({ number }) => number)).toEqual(Array.from({ length: 452 }, (_, index) => 452 - index));
    expect(entries[0]).toMatchObject({ happening: 'exported', about: { what: 'journal', format: 'ndjson' } });
    expect(entries.slice(1, 51)).toEqual((await viewOf(asked(server, { before: 452 }))).entries.map((entry) => ({ chain: 'nordwind-ag', ...entry })));
    const csv = await lines(server.get('/export/journal.csv?happening=signed-out&from=1970-01-01&to=1970-01-01'));
    expect(csv[0]).toBe('chain,number,at,actor,actor_id,actor_name,address,happening,about,names,hidden,hash');
    expect([csv.length, csv[1]]).toEqual([451, `nordwind-ag,451,1970-01-01T00:00:00.449Z,operator,,,,signed-out,{},,,${entries[1]?.hash}`]);
    expect((await viewOf(asked(server, { happening: 'exported' }))).entries[0]?.about).toEqual({ what: 'journal', format: 'csv', only: 'signed-out', from: '1970-01-01', to: '1970-01-01' });
  });

  test('as it may be seen: what is not for somebody is not in their file', async () => {
    const server = await served();
    server.folder.accounts.record('nordwind-ag', { happening: 'people-viewed', at: 0, by, about: { people: ['p_1'] } });
    server.change("UPDATE memberships SET role = 'auditor'");
    expect((await lines(server.get('/export/journal.csv?happening=people-viewed')))[1]).toMatch(/,people-viewed,\{\},,people,[0-9a-f]{64}$/);
  });

  test('is for who may read it; a wrong filter and somebody else’s organisation are refused before the first byte', async () => {
    const server = await served();
    for (const [path, status] of [['?happening=nothing', 400], ['?actor=me', 400], ['?from=2026-13-01', 400], ['?limit=5', 400], ['?organisation=others', 403]] as const) {
      expect([path, (await server.get(`/export/journal.csv${path}`)).status]).toEqual([path, status]);
    }
    server.change("UPDATE memberships SET role = 'admin'");
    expect((await server.get('/export/journal.csv')).status).toBe(403);
    server.change("UPDATE memberships SET role = 'owner'; CREATE TRIGGER full BEFORE INSERT ON audit_journal BEGIN SELECT RAISE(ABORT, 'no room'); END");
    expect((await server.get('/export/journal.ndjson')).status).toBe(503);
  });
});
