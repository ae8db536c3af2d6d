import { join } from 'node:path';
import { Writable } from 'node:stream';
import { openDatabase } from '@pegel/sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createApp } from './app.js';
import { openFolder } from './data-folder.js';
import { initialise } from './initialise.js';
import { liveOf } from './live/watched.js';
import { makeLog } from './log.js';
import { serve } from './serve.js';
import { founding, owner, sentenceOf, served, temporaryFolder } from './testing/served.js';

const code = 'the-code-that-was-printed';
const wish = {
  organisation: { name: 'Nordwind AG', timeZone: 'Europe/Berlin', weekStart: 'sunday', fiscalYearStart: 4, currency: 'EUR', extraUsage: true, names: 'initials', namesReason: 'Agreed with the works council.' },
  owner,
};

/** A server over a folder in which there is nothing yet, unless it is another's. */
async function waiting(data?: string, setUpCode: string | null = code) {
  const path = data ?? join(await temporaryFolder(), 'data');
  const folder = await openFolder(path, { create: 'where-empty' });
  const close = () => folder.close();
  onTestFinished(close);
  const lines: string[] = [];
  const log = makeLog('debug', new Writable({ write: (chunk, _, done) => { lines.push(String(chunk)); done(); } }));
  const app = createApp({ ...folder, live: liveOf(folder.changes), now: Date.now, log, isStopping: () => false, website: null, setUpCode, trustedProxies: null, publicUrl: undefined });
  return {
    app, data: path, close,
    accounts: folder.accounts,
    setUp: (body: unknown, headers: Record<string, string> = {}) =>
      app.request('/set-up', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body) }),
    signIn: () => app.request('/auth/sign-in/email', { method: 'POST', headers: { 'content-type': 'application/json', origin: 'http://localhost' }, body: JSON.stringify(owner) }),
    rows: (sql: string): unknown[] => {
      const database = openDatabase(join(path, 'pegel.sqlite'));
      try {
        return database.prepare(sql).all();
      } finally {
        database.close();
      }
    },
    logged: () => lines.join(''),
  };
}

test('makes the organisation as it was chosen, its owner, a key that sends, and their entry in the journal', async () => {
  const { app, setUp, signIn, rows, logged } = await waiting();
  expect(await (await app.request('/sign-in.json')).json()).toMatchObject({ setUp: true });
  const response = await setUp({ code, ...wish });
  expect(response.status).toBe(200);
  const made = (await response.json()) as { ingestKey: string }; // The contract of 200.
  expect(made).toEqual({ organisation: 'nordwind-ag', ingestKey: expect.stringMatching(/^pegel_ingest_[\w-]{43}[0-9a-z]{7}$/) });
  expect(rows('SELECT slug, name, time_zone, week_start, fiscal_year_start, currency, extra_usage, names, demo FROM organisations')).toEqual([
    { slug: 'nordwind-ag', name: 'Nordwind AG', time_zone: 'Europe/Berlin', week_start: 'sunday', fiscal_year_start: 4, currency: 'EUR', extra_usage: 1, names: 'initials', demo: 0 },
  ]);
  expect(rows('SELECT chain, happening, actor FROM audit_journal')).toMatchObject([{ chain: 'nordwind-ag', happening: 'organisation-founded', actor: 'account' }]);
  expect(rows('SELECT * FROM reader_tokens')).toEqual([]);
  const sent = await app.request('/v1/events', { method: 'POST', headers: { authorization: `Bearer ${made.ingestKey}`, 'content-type': 'application/json' }, body: '{"events":[]}' });
  expect(sent.status).toBe(200);

  const cookie = (await signIn()).headers.get('set-cookie')?.split(';')[0] ?? expect.fail();
  expect(await (await app.request('/trpc/reader?input=%7B%7D', { headers: { cookie } })).json()).toMatchObject({ result: { data: { role: 'primary-owner' } } });
  expect(await (await app.request('/sign-in.json')).json()).toMatchObject({ setUp: false });
  for (const secret of [code, owner.password, made.ingestKey]) expect(logged()).not.toContain(secret);
});

test('what was decided about people is the first row of the history, with who decided and why; what is as usual is no decision', async () => {
  const { app, setUp, signIn } = await waiting();
  const { status } = await setUp({ code, ...wish, organisation: { ...wish.organisation, purposes: ['Cost allocation', 'Security'], groupSize: 5 } });
  expect(status).toBe(200);
  const cookie = (await signIn()).headers.get('set-cookie')?.split(';')[0] ?? expect.fail();
  expect(await (await app.request('/trpc/settings?input=%7B%7D', { headers: { cookie } })).json()).toMatchObject({ result: { data: {
    settings: { names: 'initials', purposes: ['Cost allocation', 'Security'], groupSize: 5 },
    changes: [{ by: owner.email, reason: 'Agreed with the works council.', was: { purposes: [] }, became: { names: 'initials', purposes: ['Cost allocation', 'Security'] } }],
  } } });
});

test.each([
  [{ namesReason: ' ' }, 'organisation.namesReason: A reason of 1 to 500 characters is needed; it is kept with the change.'],
  [{ namesReason: 'x'.repeat(501) }, 'organisation.namesReason: A reason of 1 to 500 characters is needed; it is kept with the change.'],
  [{ namesReason: 7 }, 'organisation.namesReason: Why names appear like that must be said, in a text; got the number 7.'],
  [{ purposes: 'Costs' }, 'organisation.purposes: purposes must be a list of texts; got "Costs".'],
  [{ purposes: ['Costs', 'Costs'] }, 'organisation.purposes: purposes names each purpose once.'],
  [{ purposes: [' Costs'] }, 'organisation.purposes: purposes must be lines of text of 1 to 80 characters, without spaces around them; got " Costs".'],
  [{ groupSize: 4 }, 'organisation.groupSize: groupSize must be a whole number from 5 to 1000; got 4.'],
])('%j is refused by its field, and nothing is made', async (changes, sentence) => {
  const { setUp, rows } = await waiting();
  const response = await setUp({ code, ...wish, organisation: { ...wish.organisation, ...changes } });
  expect([response.status, await sentenceOf(response)]).toEqual([400, sentence]);
  expect(rows('SELECT * FROM organisations')).toEqual([]);
});

test('until then nothing answers but the set-up, health and pages', async () => {
  const { app } = await waiting();
  for (const [method, path] of [['POST', '/v1/events'], ['PUT', '/v1/directory'], ['GET', '/report.json?metrics=messages&range=7d'], ['GET', '/trpc/reader?input=%7B%7D'], ['POST', '/auth/sign-in/email'], ['GET', '/auth/get-session'], ['GET', '/export/spend-by-user.csv'], ['GET', '/sources.json']] as const) {
    const response = await app.request(path, { method });
    expect([path, response.status]).toEqual([path, 503]);
    expect(await sentenceOf(response)).toMatch(/no organisation yet/);
  }
  for (const path of ['/healthz', '/readyz', '/sign-in.json']) expect((await app.request(path)).status).toBe(200);
});

describe('is closed for ever', () => {
  test('by fifty at once, of whom one gets it, to all others and to whoever comes after a restart', async () => {
    const { app, data, setUp, rows, close } = await waiting();
    const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => setUp({ code, ...wish, organisation: { ...wish.organisation, name: `Nordwind ${index}` }, owner: { ...owner, email: `o${index}@nordwind.example` } })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(49).fill(404)]);
    for (const table of ['organisations', 'user', 'memberships', 'ingest_keys', 'audit_journal']) expect([table, rows(`SELECT 1 FROM ${table}`).length]).toEqual([table, 1]);
    const after = await setUp({ code, ...wish });
    expect([after.status, await sentenceOf(after)]).toEqual([404, 'There is no POST /set-up.']);
    expect((await app.request('/sign-in.json')).status).toBe(200);
    await close();
    const again = await waiting(data);
    expect((await again.setUp({ code, ...wish })).status).toBe(404);
    expect((await again.setUp('{')).status).toBe(404);
  });

  test('by `pegel init` in between', async () => {
    const { data, close } = await waiting();
    await close();
    await initialise(founding(data));
    const { setUp } = await waiting(data);
    expect((await setUp({ code, ...wish })).status).toBe(404);
  });

  test('although the organisation is gone, also one that is older than the row that says so', async () => {
    const { data, folder, read, change } = await served();
    expect(read("SELECT name FROM settings WHERE name = 'set-up-closed'")).toHaveLength(1);
    change("DELETE FROM settings WHERE name = 'set-up-closed'");
    await folder.close();
    const again = await openFolder(data, { create: false });
    expect(again.accounts.canBeSetUp()).toBe(false);
    await again.close();
    change('PRAGMA foreign_keys = OFF; DELETE FROM organisations; DELETE FROM memberships; DELETE FROM ingest_keys; DELETE FROM reader_tokens; DELETE FROM account; DELETE FROM user');
    const { setUp } = await waiting(data);
    expect((await setUp({ code, ...wish })).status).toBe(404);
  });

  test('where the server was not asked to offer it', async () => {
    const { app, setUp } = await waiting(undefined, null);
    expect((await setUp({ code, ...wish })).status).toBe(404);
    expect(await (await app.request('/sign-in.json')).json()).toMatchObject({ setUp: false });
  });
});

describe('the code', () => {
  test('is asked for before anything else, and a wrong one says nothing of the rest', async () => {
    const { setUp, rows } = await waiting();
    for (const wrong of ['', 'x', code.slice(0, -1), `${code}x`, null, 7, [code], undefined]) {
      const response = await setUp({ code: wrong, nonsense: true });
      expect([wrong, response.status]).toEqual([wrong, 403]);
      expect(await sentenceOf(response)).not.toContain('nonsense');
    }
    expect(rows('SELECT * FROM organisations')).toEqual([]);
  });

  test('can be tried ten times a minute, also over a restart', async () => {
    const { data, setUp, close } = await waiting();
    for (let tries = 0; tries < 10; tries += 1) expect((await setUp({ code: `guess-${tries}` })).status).toBe(403);
    await close();
    const again = await waiting(data);
    const response = await again.setUp({ code: 'guess-11' });
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    // Whoever has the code is not kept out by those who guess.
    expect((await again.setUp({ code, ...wish })).status).toBe(200);
  });

  test('from another site is none', async () => {
    const { setUp } = await waiting();
    expect((await setUp({ code, ...wish }, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await setUp({ code, ...wish }, { 'content-type': 'text/plain' })).status).toBe(415);
  });
});

describe('what is chosen', () => {
  test('is named where it is wrong, each by its field, and nothing is made', async () => {
    const { setUp, rows } = await waiting();
    const response = await setUp({ code, organisation: { name: '日本', timeZone: 'Berlin', weekStart: 'friday', fiscalYearStart: 13, currency: 'eur', extraUsage: 'yes', names: null, plan: 'x' }, owner: { email: 'nobody', password: 'short' }, admin: true });
    expect(response.status).toBe(400);
    expect((await sentenceOf(response)).replaceAll(/\. (?=[a-z.A-Z]+: )/g, '.\n')).toMatchInlineSnapshot(`
      "organisation.name: The organisation's name needs a letter from a to z or a digit, for its address; got "日本".
      organisation.timeZone: There is no time zone "Berlin"; use an IANA name such as Europe/Berlin.
      organisation.weekStart: The week must begin on monday, sunday, saturday; got "friday".
      organisation.fiscalYearStart: The fiscal year must begin with a month from 1 to 12; got the number 13.
      organisation.currency: The currency must be a code of three capital letters, such as USD; got "eur".
      organisation.extraUsage: Whether there is extra usage must be true or false; got "yes".
      organisation.names: How names appear must be chosen: one of full, initials, pseudonyms, off; got null.
      organisation.namesReason: Why names appear like that must be said, in a text; got nothing.
      organisation.plan: There is no such field.
      owner.email: The owner's e-mail address must look like h@nordwind.example; got "nobody".
      owner.password: The password must have 12 to 128 characters; it has 5.
      admin: There is no such field."
    `);
    expect(rows('SELECT * FROM organisations')).toEqual([]);
  });

  test('is named in German to whoever reads German, each with the same field before it', async () => {
    const { setUp } = await waiting();
    const response = await setUp({ code, organisation: { ...wish.organisation, name: 'login', timeZone: 'Berlin', namesReason: 'x'.repeat(10_000), budget: 'viel', groupSize: 0, plan: 'x' }, owner: { email: 'nobody', password: 'short' } }, { 'accept-language': 'de' });
    expect(response.status).toBe(400);
    const said = (await sentenceOf(response)).replaceAll(/\. (?=[a-z.A-Z]+: )/g, '.\n').split('\n');
    expect(said.map((line) => line.split(': ')[0])).toEqual(['organisation.name', 'organisation.timeZone', 'organisation.budget', 'organisation.namesReason', 'organisation.groupSize', 'organisation.plan', 'owner.email', 'owner.password']);
    expect(said[0]).toBe('organisation.name: Die Adresse der Organisation wäre /login, eine des Programms selbst. Wählen Sie einen längeren Namen.');
    expect(said[1]).toBe('organisation.timeZone: Die Zeitzone "Berlin" gibt es nicht; verwenden Sie einen Namen der IANA, etwa Europe/Berlin.');
    for (const line of said) expect(line).not.toMatch(/ (must|the|is|of) /);
  });

  test('has no default: each field is asked for', async () => {
    const { setUp } = await waiting();
    for (const part of ['organisation', 'owner'] as const) {
      expect(await sentenceOf(await setUp({ code, ...wish, [part]: undefined }))).toMatch(new RegExp(`^${part}: `));
      for (const field of Object.keys(wish[part])) {
        const response = await setUp({ code, ...wish, [part]: { ...wish[part], [field]: undefined } });
        expect([field, response.status]).toEqual([field, 400]);
        expect(await sentenceOf(response)).toMatch(new RegExp(`^${part}\\.${field}: .*\\.$`));
      }
    }
  });

  test.each(['login', 'Auth', 'Set up', 'v1'])('is no organisation whose address is the program\'s own: %s', async (name) => {
    const { setUp } = await waiting();
    const response = await setUp({ code, ...wish, organisation: { ...wish.organisation, name } });
    expect([response.status, await sentenceOf(response)]).toEqual([400, expect.stringContaining("one of the program's own")]);
  });

  test.each(['', '[]', 'null', '"x"', '{"code":', `{"code":"${'x'.repeat(20_000)}"}`].map((body) => [body.slice(0, 20), body] as const))('is a JSON object of some size, not %j', async (_, body) => {
    const { setUp } = await waiting();
    expect([400, 413]).toContain((await setUp(body)).status);
  });
});

describe('serving', () => {
  const quietly = { host: '127.0.0.1', port: 0, quiet: true, webRoot: '/nowhere' } as const;

  test('makes the folder, says where to go with a code of 128 bits that is new at each start, and closes with the founding', async () => {
    const data = join(await temporaryFolder(), 'new', 'data');
    const codes: string[] = [];
    for (let start = 0; start < 2; start += 1) {
      const { url, setUpUrl, close } = await serve({ data, ...quietly, setUp: true });
      onTestFinished(close);
      expect(setUpUrl?.startsWith(`${url}/setup#`)).toBe(true);
      codes.push(new URL(setUpUrl ?? '').hash.slice(1));
      if (start === 1) {
        const founded = await fetch(`${url}/set-up`, { method: 'POST', headers: { 'content-type': 'application/json', origin: url }, body: JSON.stringify({ code: codes[1], ...wish }) });
        expect(founded.status).toBe(200);
      }
      await close();
    }
    expect(codes.map((one) => Buffer.from(one, 'base64url').length)).toEqual([16, 16]);
    expect(codes[0]).not.toBe(codes[1]);
    const { setUpUrl, close } = await serve({ data, ...quietly, setUp: true });
    onTestFinished(close);
    expect(setUpUrl).toBeNull();
  });

  test('without being asked for it refuses a folder without an organisation, and names both ways', async () => {
    const { data, close } = await waiting();
    await close();
    await expect(serve({ data, ...quietly })).rejects.toMatchObject({ exitCode: 1, message: expect.stringMatching(/no organisation .*"pegel serve --set-up".*"pegel init"/) });
  });

  test('makes no new database where one is missing', async () => {
    const { data, end } = await served();
    await end();
    await expect(serve({ data, ...quietly })).rejects.toMatchObject({ exitCode: 1 });
  });
});
