import { createHash } from 'node:crypto';
import { keptColumns } from '@pegel/accounts';
import { canonicalJson, languages, type DocumentBlock, type Language, type PrivacyFacts, type PrivacyReportView } from '@pegel/domain';
import { arrivingFields } from '@pegel/domain/schema';
import { documentMarkdown, privacyReport } from '@pegel/presentation';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashOfConfiguration } from './privacy-report.js';
import { bearer, call, dataOf, joined, type Headers } from './testing/keyed.js';
import { message, served } from './testing/served.js';

type Server = Awaited<ReturnType<typeof served>>;

async function reportOf(server: Server, headers: Headers = bearer(server.ownerToken), language: Language = 'en'): Promise<PrivacyReportView> {
  const input = encodeURIComponent(JSON.stringify({ language, organisation: 'nordwind-ag' }));
  return dataOf<PrivacyReportView>(await server.app.request(`/trpc/privacyReport?input=${input}`, { headers }));
}

async function change(server: Server, wish: object, reason = 'Works agreement of November.'): Promise<void> {
  expect((await call(server, 'changeSettings', { ...wish, reason }, bearer(server.ownerToken))).status).toBe(200);
}

const codesIn = (blocks: readonly DocumentBlock[]): string[] =>
  blocks.flatMap((block) =>
    block.kind !== 'table' ? [] : block.table.rows.flatMap((row) => row.flatMap((cell, index) => (block.table.columns[index]?.isCode === true ? cell.split(', ') : []))));

const codesOf = ({ document }: PrivacyReportView, id: string): string[] => codesIn(document.sections.find((section) => section.id === id)?.blocks ?? []);

describe('what is collected', () => {
  test.each(languages)('every field that can arrive is in the report with its words, and no other, in %s', async (language) => {
    const report = await reportOf(await served(), undefined, language);
    const { events, ...rest } = arrivingFields;
    const expected = new Set([...Object.keys(events), ...Object.values(events).flat(), ...Object.values(rest).flat()]);
    expect([...new Set(codesOf(report, 'collected'))].sort()).toEqual([...expected].sort());
    const tables = report.document.sections.find(({ id }) => id === 'collected')?.blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : [])) ?? [];
    for (const { rows } of tables) for (const [field, says = ''] of rows) expect([field, says.length > 3]).toEqual([field, true]);
  });

  test('every column of accounts that the database has is in the report, and no other', async () => {
    const server = await served();
    const tables = [...new Set(Object.keys(keptColumns).map((column) => column.split('.')[0]))];
    const columns = tables.flatMap((table) => server.read(`SELECT '${table}.' || name AS name FROM pragma_table_info('${table}')`)).map((row) => (row as { name: string }).name); // What the question asks for.
    expect(codesOf(await reportOf(server), 'accounts').sort()).toEqual(columns.sort());
    // And every table is either of the ledger, of the steps that made them, or one of these.
    const others = server.read(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN (${tables.map((table) => `'${table}'`).join(', ')})`).map((row) => (row as { name: string }).name);
    const ledger = /^(ledgers|sources|runs|daily_runs|people|person_\w+|events|event_history|sealed_days|quarantine|deliveries|kept_revisions|directory_\w+|schema_\w+|pegel_\w+|erased\w*|erasures?\w*|identit\w+|highest\w*)$/;
    expect(others.filter((name) => !ledger.test(name))).toEqual([]);
  });
});

test('what a month may cost is told to nobody by it, nor that it was changed', async () => {
  const server = await served();
  const before = await reportOf(server);
  await change(server, { budget: '24681.5' }, 'Decided for 2027.');
  await change(server, { budget: null, groupSize: 7 }, 'None this year.');
  for (const headers of [bearer(server.ownerToken), joined(server, 'member')]) for (const language of languages) {
    const { facts, document } = await reportOf(server, headers, language);
    expect(facts.changes.length).toBe(before.facts.changes.length + 1);
    expect([facts.changes[0]?.was, facts.changes[0]?.became]).toEqual([{ groupSize: 5 }, { groupSize: 7 }]);
    expect(JSON.stringify([facts, document])).not.toMatch(/24681|Budget/);
  }
});

describe('the fingerprint', () => {
  test('is the same in every language, for everybody and in another installation, and anybody can compute it', async () => {
    const [one, other] = [await served(), await served({ organisation: { organisation: 'Nordwind AG', ownerEmail: 'somebody.else@nordwind.example' } })];
    const hashes = new Set<string>();
    for (const server of [one, other]) for (const language of languages) hashes.add((await reportOf(server, undefined, language)).facts.hash);
    const { facts } = await reportOf(one, joined(one, 'member'));
    hashes.add(facts.hash);
    expect(hashes.size).toBe(1);
    // Written a second time, by the sentence in the report.
    const inOrder = (value: unknown): string =>
      Array.isArray(value) ? `[${value.map(inOrder).join(',')}]`
        : typeof value === 'object' && value !== null ? `{${Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => `${JSON.stringify(name)}:${inOrder(inner)}`).join(',')}}`
          : JSON.stringify(value);
    expect(createHash('sha256').update(inOrder(facts.configuration)).digest('hex')).toBe(facts.hash);
  });

  test('is another one after each change of a setting, and the one from before when it is changed back', async () => {
    const server = await served();
    const { facts: { hash: first, configuration: { settings } } } = await reportOf(server);
    const wishes = [{ names: 'pseudonyms' }, { groupSize: 8 }, { purposes: ['Licences'] }, { retentionDays: 90 }, { timeZone: 'UTC' }, { weekStart: 'sunday' }, { fiscalYearStart: 7 }, { sourceOrder: ['one', 'two'] }] as const;
    expect(wishes.map((wish) => Object.keys(wish)[0]).sort()).toEqual(Object.keys(settings).sort());
    const seen = new Set([first]);
    for (const wish of wishes) {
      await change(server, wish);
      const { facts } = await reportOf(server);
      expect([wish, seen.has(facts.hash)]).toEqual([wish, false]);
      seen.add(facts.hash);
    }
    await change(server, settings);
    expect((await reportOf(server)).facts.hash).toBe(first);
  });

  test('is of exactly what the report says: whatever of the configuration is another, both are, in every language', async () => {
    const { facts } = await reportOf(await served());
    const said = (configuration: PrivacyFacts['configuration'], language: Language) => JSON.stringify(privacyReport({ ...facts, configuration }, language));
    const now = new Map(languages.map((language) => [language, said(facts.configuration, language)]));
    const others = [...othersOf(facts.configuration)];
    expect(others.length).toBeGreaterThan(400);
    for (const { path, value } of others) {
      const configuration = value as PrivacyFacts['configuration']; // Of the same form, with one thing another.
      expect([path, hashOfConfiguration(configuration) === facts.hash]).toEqual([path, false]);
      for (const language of languages) expect([path, language, said(configuration, language) === now.get(language)]).toEqual([path, language, false]);
    }
  });

  test('does not depend on the order in which fields were written', () => {
    const shuffled = (value: unknown): unknown =>
      Array.isArray(value) ? value.map(shuffled) : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).reverse().map(([name, inner]) => [name, shuffled(inner)])) : value;
    fc.assert(fc.property(fc.jsonValue(), (value) => { expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value)); }));
  });
});

/** What stands in place of each setting and each kind of column. */
const otherWords: Readonly<Record<string, string>> = { full: 'off', 'Europe/Berlin': 'UTC', monday: 'sunday' };

/** A value with one thing in it another: something of a list missing, a number one higher, a word another word. */
function* othersOf(value: unknown, path = ''): Generator<{ readonly path: string; readonly value: unknown }> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      yield { path: `${path}[${index}]`, value: value.toSpliced(index, 1) };
      if (typeof item === 'object') for (const other of othersOf(item, `${path}[${index}]`)) yield { path: other.path, value: value.with(index, other.value) };
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) for (const other of othersOf(inner, `${path}.${name}`)) yield { path: other.path, value: { ...value, [name]: other.value } };
  } else if (typeof value === 'number') yield { path, value: value + 1 };
  else if (typeof value === 'boolean') yield { path, value: !value };
  else if (value === null && path.endsWith('retentionDays')) yield { path, value: 90 };
  else if (typeof value === 'string' && path.startsWith('.kept.')) yield { path, value: value === 'code' ? 'journal' : 'code' };
  else if (typeof value === 'string' && Object.hasOwn(otherWords, value)) yield { path, value: otherWords[value] };
}

describe('who reads', () => {
  test('names nobody whose use is counted, and says by whom something was changed by role, or by address to whom settings are shown', async () => {
    const server = await served();
    await server.send([message({ person: { id: 'u-canary', email: 'canary@nordwind.example', name: 'Cornelia Canary' } })]);
    await change(server, { names: 'pseudonyms' }, 'Works agreement with the council.');
    for (const role of ['owner', 'auditor', 'admin', 'member'] as const) {
      const headers = joined(server, role);
      for (const language of languages) {
        const view = await reportOf(server, headers, language);
        const written = `${JSON.stringify(view)}${documentMarkdown(view.document)}`;
        expect(written).not.toMatch(/canary/i);
        const seesSettings = role === 'owner' || role === 'auditor';
        expect([role, written.includes('h@nordwind.example'), written.includes('Works agreement with the council.')]).toEqual([role, seesSettings, seesSettings]);
        expect(view.facts.changes[0]?.role).toBe('primary-owner');
        expect(view.document.sections.find(({ id }) => id === 'names')?.blocks.map((block) => (block.kind === 'text' ? block.text : '')).join(' ')).toContain('Primary Owner');
      }
    }
  });

  test('is refused to nobody inside, and to everybody else', async () => {
    const server = await served({ others: [{ organisation: 'Other AG', ownerEmail: 'o@other.example' }] });
    const ask = (headers: Headers) => server.app.request(`/trpc/privacyReport?input=${encodeURIComponent('{"organisation":"nordwind-ag"}')}`, { headers });
    expect((await ask(joined(server, 'member'))).status).toBe(200);
    expect((await ask({})).status).toBe(401);
    expect((await ask(bearer(server.elsewhere[0]?.ownerToken ?? ''))).status).toBe(403);
    const unknown = await server.app.request(`/trpc/privacyReport?input=${encodeURIComponent('{"language":"fr"}')}`, { headers: bearer(server.ownerToken) });
    expect([unknown.status, await unknown.text()]).toEqual([400, expect.stringContaining('language')]);
  });

  test('counts members, what they were granted, tokens and keys, and requests of the last twelve months', async () => {
    const server = await served();
    const before = (await reportOf(server)).facts.readers;
    expect(before).toMatchObject({ tokens: { count: 1, people: 1 }, ingestKeys: 1 });
    const admin = joined(server, 'admin');
    joined(server, 'auditor');
    server.change(`UPDATE memberships SET grants = '["view:usage","view:people"]' WHERE role = 'admin'`);
    expect((await call(server, 'makeReaderToken', { label: 'x', permissions: ['view:usage'] }, bearer(server.ownerToken))).status).toBe(200);
    const request = (id: string, at: string, approved: string) => `('${id}', 'nordwind-ag', (SELECT id FROM user LIMIT 1), ${Date.parse(at)}, sealed('x', 'accounts'), '["p_1"]', 1, 0, ${approved})`;
    server.change(`INSERT INTO unmaskings (id, organisation, requested_by, requested_at, reason, people, hours, tell_after_days, is_approved) VALUES
      ${request('a', '2026-11-23T00:00:00Z', '1')}, ${request('b', '2026-11-22T00:00:00Z', '0')}, ${request('c', '2026-11-21T00:00:00Z', 'NULL')}, ${request('d', '2025-11-23T00:00:00Z', '1')}`);
    const view = await reportOf(server, admin);
    expect(view.facts.readers.members.filter(({ count }) => count > 0)).toEqual([
      { role: 'primary-owner', count: 1, grants: {} }, { role: 'admin', count: 1, grants: { 'view:usage': 1, 'view:people': 1 } }, { role: 'auditor', count: 1, grants: {} },
    ]);
    // Those of the two who joined read as they do.
    expect(view.facts.readers.tokens).toEqual({ count: 4, people: 2 });
    expect(view.facts.unmaskings).toEqual({ requested: 3, approved: 1, refused: 1 });
    const written = documentMarkdown(view.document);
    expect(written).toContain('In the last 12 months: 3 requests, 1 approved, 1 refused.');
    expect(written).toContain('Numbers by person may be seen by 2 members and 2 reader tokens.');
    expect(written.replaceAll('\n', ' ')).toContain('Admin, 1 person: See numbers by person');
  });
});

test('says of each way in which names can appear what it means, and of purposes and the time limit what was set', async () => {
  const server = await served();
  const written = async (language: Language = 'de') => documentMarkdown((await reportOf(server, undefined, language)).document).replaceAll(/\n\s*/g, ' ');
  expect(await written()).toContain('Wer Zahlen je Person sehen darf, ist deshalb an diese Regeln nicht gebunden');
  await change(server, { names: 'off', groupSize: 12, purposes: ['Lizenzen zuteilen', '<script>alert(1)</script>'], retentionDays: 400 });
  const off = await written();
  expect(off).toContain('Niemand kann Zahlen je Person sehen: Es gibt keine.');
  expect(off).toContain('mindestens 12 Personen dahinterstehen. Sonst steht dort „unter 12“');
  expect(off).toContain('- Lizenzen zuteilen');
  expect(off).toContain('Zahlen werden 400 Tage lang je Person genannt. Was älter ist, wird keiner Person mehr zugeordnet');
  expect(off).not.toContain('<script>');
  expect(off).not.toMatch(/Top 10 Benutzer/);
  expect(await written('en')).toContain('there are no numbers by person');
});
