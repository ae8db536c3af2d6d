import { nameChoices, ownMetrics, type OwnData, type Report } from '@pegel/domain';
import { describe, expect, test } from 'vitest';
import { peopleOf, type SignedIn } from './testing/people.js';
import { message, sentenceOf, served, spend } from './testing/served.js';
import { newest, told } from './testing/unmasking.js';

const ada = { id: 'a-1', email: 'ada@nordwind.example', name: 'Ada Lind' };
const ben = { id: 'b-1', email: 'ben@nordwind.example', name: 'Ben Roth' };
const procedure = (name: string, input: object = {}) => `/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}`;

/** An organisation in which Ada and Ben use the assistant, and Ada, a Member, asks. */
async function known({ at = Date.parse('2026-11-24T09:00:00Z'), ...wishes }: Parameters<typeof served>[0] & { readonly at?: number } = {}) {
  const clock = { now: at };
  const server = await served({ ...wishes, ports: { now: () => clock.now, ...wishes.ports } });
  const people = peopleOf(server);
  const herId = people.add(ada.email, 'member');
  await server.send([message({ person: ada }), message({ person: ada, chat: 'c-2', at: '2026-11-20T09:00:00Z' }), spend({ person: ada, model: 'opus' }), message({ person: ben, count: 77_777 }), spend({ person: ben, amount: '4321.5', model: 'sonnet' })]);
  await server.app.request('/v1/directory', {
    method: 'PUT', headers: { authorization: `Bearer ${server.ingestKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ takenAt: '2026-11-21T09:00:00Z', complete: true, people: [{ ...ada, status: 'active', seat: 'standard', groups: ['Sales', 'West'], department: 'Trade', costCentre: '4711' }, { ...ben, status: 'active', seat: 'standard', groups: ['Legal'] }] }),
  });
  const hers = await people.signIn(ada.email);
  const ask = (path: string, headers: SignedIn = hers) => server.app.request(path, { headers });
  return {
    ...server, clock, people, herId, hers, ask,
    async own(headers: SignedIn = hers): Promise<OwnData> {
      const response = await ask(procedure('ownData'), headers);
      if (response.status !== 200) throw new Error(`Refused with ${response.status}: ${await response.text()}`);
      return ((await response.json()) as { result: { data: OwnData } }).result.data; // The contract of 200.
    },
    /** A report as the owner's token has it. */
    async report(query: object): Promise<Report> {
      const response = await server.get(procedure('report', query));
      if (response.status !== 200) throw new Error(`Refused with ${response.status}: ${await response.text()}`);
      return ((await response.json()) as { result: { data: Report } }).result.data; // The contract of 200.
    },
    journal: () => server.folder.accounts.journalEntries('nordwind-ag', { limit: 1_000, happening: 'own-data-viewed' }),
  };
}

describe('what somebody sees of themselves', () => {
  test('is what is held of them: every id, address and name by which they were named, and what the directory says', async () => {
    const { own } = await known();
    const { email, held } = await own();
    expect(email).toBe(ada.email);
    expect(held).toEqual({
      key: expect.stringMatching(/^p_[0-9a-f]{20}$/),
      words: [{ source: expect.any(String), ...ada, firstAt: '2026-11-20T09:00:00.000Z', lastAt: '2026-11-22T09:30:00.000Z' }],
      listed: { status: 'active', seat: 'standard', groups: ['Sales', 'West'], department: 'Trade', costCentre: '4711', joinedAt: null, invitedAt: null, inviteExpiresAt: null },
    });
  });

  test.each(nameChoices)('is the very rows that owners get, to the last byte, or the sentence that owners hear, where names are %s', async (names) => {
    const { own, get, change, hers, ask } = await known();
    change(`UPDATE organisations SET names = '${names}'`);
    const { held, reports } = await own();
    const file = (await (await ask('/export/own-data.json', hers)).json()) as OwnData; // The contract of 200.
    expect(file.reports).toEqual(reports);
    const asked = reports.isShown ? reports.reports : [{ range: '90d', grain: 'day' }];
    for (const one of asked) {
      const response = await get(`/report.json?metrics=${ownMetrics.join(',')}&range=${one.range}&grain=${one.grain}&by=person`);
      if (response.status !== 200) {
        const { error } = (await response.json()) as { readonly error: { readonly message: string; readonly refusal: unknown } }; // What every refusal is.
        expect(reports).toEqual({ isShown: false, why: error.message, refusal: error.refusal });
        continue;
      }
      const { rows } = (await response.json()) as Report; // The contract of 200.
      const theirs = 'rows' in one ? one.rows : expect.fail('Owners see more than the person.');
      expect(rows.length).toBeGreaterThan(theirs.length);
      expect(theirs.length).toBeGreaterThan(0);
      expect(JSON.stringify(theirs)).toBe(JSON.stringify(rows.filter(({ key }) => key === held?.key)));
    }
    expect(reports.isShown).toBe(names !== 'off');
  });

  test('is the lines of the export of spend that are theirs, and nothing of anybody else', async () => {
    const { own, get } = await known();
    const { spend: lines } = await own();
    if (!lines.isShown) return expect.fail('Owners can export them.');
    const [columns = [], ...rows] = (await (await get(`/export/spend-by-user.csv?from=${lines.from}&to=${lines.to}`)).text()).trimEnd().split('\r\n').map((line) => line.split(','));
    const data = rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at] ?? ''])));
    const theirs = data.filter(({ email }) => email === ada.email);
    expect(theirs).toMatchObject([{ model: 'opus', spend: '12.5', basis: 'computed' }]);
    expect(lines.lines.map(({ model, amount, basis, requests }) => ({ model, spend: amount, basis, requests: String(requests) }))).toEqual(theirs.map(({ model, spend: amount, basis, requests }) => ({ model, spend: amount, basis, requests })));
  });

  test('has no word and no number of anybody else, in any form', async () => {
    const { ask, people } = await known();
    people.add('nobody@nordwind.example', 'auditor');
    const stranger = await people.signIn('nobody@nordwind.example');
    for (const headers of [undefined, stranger]) {
      for (const path of [procedure('ownData'), '/export/own-data.json', '/export/own-data.csv', '/export/own-data.csv?lang=de']) {
        const text = await (await ask(path, headers)).text();
        for (const other of ['ben@', 'Roth', 'b-1', '77777', '77_777', '4321.5', 'Legal', 'sonnet', ...(headers === undefined ? [] : ['ada@', 'Lind', 'a-1', 'opus', 'Trade'])]) expect([path, text.includes(other) ? other : null]).toEqual([path, null]);
      }
    }
  });

  test('is that nothing is held, for whoever nobody has measured', async () => {
    const { own, people } = await known();
    for (const role of ['member', 'auditor', 'admin', 'owner'] as const) {
      people.add(`${role}@nordwind.example`, role);
      const { held, looks, spend: lines } = await own(await people.signIn(`${role}@nordwind.example`));
      expect([held, looks, lines.isShown && lines.lines]).toEqual([null, { entries: [], areMore: false }, []]);
    }
  });
});

describe('who looked', () => {
  test('is told by name, when, and what for; looks at others alone are not', async () => {
    const { own, get, people, ask, report, clock } = await known();
    const { held } = await own();
    const { rows } = await report({ metrics: ['messages'], range: '7d', by: 'person', grain: 'total' });
    const other = rows.find(({ key }) => key !== held?.key)?.key ?? expect.fail();
    expect((await own()).looks.entries).toMatchObject([{ at: new Date(clock.now).toISOString(), by: { kind: 'token', isSelf: false }, happening: 'people-viewed', purpose: null, about: { by: 'person', metrics: ['messages'] } }]);
    await get(`/report.json?metrics=chats&range=7d&where=person:${other}`);
    await get('/report.json?metrics=chats&range=7d');
    await get('/report.csv?metrics=chats&range=7d&by=department');
    expect((await own()).looks.entries).toHaveLength(1);
    people.add('vogt@nordwind.example', 'owner');
    const vogt = await people.signIn('vogt@nordwind.example');
    clock.now += 60_000;
    await ask(`/report.json?metrics=chats&range=7d&where=person:${held?.key}&where=person:${other}`, vogt);
    await (await ask('/export/spend-by-user.csv?from=2026-11-01&to=2026-11-22', vogt)).text();
    const { looks } = await own();
    expect(looks.entries.map(({ by, happening, about }) => [by, happening, about['what']])).toEqual([
      [{ kind: 'account', name: 'vogt@nordwind.example', isSelf: false }, 'exported', 'spend-by-user'],
      [{ kind: 'account', name: 'vogt@nordwind.example', isSelf: false }, 'people-viewed', 'report'],
      [expect.objectContaining({ kind: 'token', name: expect.stringMatching(/./) }), 'people-viewed', 'report'],
    ]);
    expect(JSON.stringify(looks)).not.toContain(other);
    expect(looks.areMore).toBe(false);
  });

  test('with what it was for, and also where somebody looked at themselves', async () => {
    const { own, folder, change, ask, hers, herId, clock } = await known();
    change(`UPDATE memberships SET role = 'owner' WHERE user_id = '${herId}'`);
    await ask('/report.json?metrics=chats&range=7d&by=person', hers);
    folder.accounts.record('nordwind-ag', { happening: 'people-viewed', at: clock.now, by: { kind: 'account', id: 'gone', address: null }, about: { what: 'report', by: 'person', purpose: 'Licence planning' } });
    expect((await own()).looks.entries).toMatchObject([{ by: { kind: 'account', name: null, isSelf: false }, purpose: 'Licence planning' }, { by: { name: ada.email, isSelf: true }, purpose: null }]);
  });

  test('and who could see their name for a while, who agreed and why: at once, or as many days later as was agreed for a security case', async () => {
    const server = await known();
    const { own, people, ask, change, clock } = server;
    change("UPDATE organisations SET names = 'pseudonyms'");
    people.add('vogt@nordwind.example', 'owner');
    people.add('wiese@nordwind.example', 'auditor');
    const [vogt, wiese] = [await people.signIn('vogt@nordwind.example'), await people.signIn('wiese@nordwind.example')];
    const key = (await own()).held?.key ?? '';
    const unmask = async (wish: object): Promise<string> => {
      const { id } = newest(await told(server, vogt, 'requestUnmasking', { people: [key], hours: 2, ...wish }));
      expect((await told(server, wiese, 'approveUnmasking', { id })).status).toBe(200);
      const seen = await ask('/report.json?metrics=chats&range=7d&by=person', vogt);
      expect(await seen.text()).toContain(ada.email);
      return id;
    };
    const later = await unmask({ reason: 'A security case: keys in a public place.', tellAfterDays: 10 });
    const kept = await own();
    expect([kept.unmaskings, kept.looks.entries.length]).toEqual([[], 1]);
    expect(JSON.stringify(kept)).not.toContain(later);
    // Whatever somebody sees for a while, everybody else sees as ever.
    expect(kept.reports.isShown && kept.reports.reports[0]?.rows[0]).toMatchObject({ label: `Person ${key.slice(2, 8).toUpperCase()}` });
    clock.now += 86_400_000;
    await unmask({ reason: 'Her seat was booked twice.' });
    const seen = { requestedBy: 'vogt@nordwind.example', approvedBy: 'wiese@nordwind.example', purpose: null };
    const first = { ...seen, reason: 'Her seat was booked twice.', from: '2026-11-25T09:00:00.000Z', until: '2026-11-25T11:00:00.000Z' };
    expect((await own()).unmaskings).toEqual([first]);
    clock.now += 9 * 86_400_000;
    expect((await own()).unmaskings).toEqual([first, { ...seen, reason: 'A security case: keys in a public place.', from: '2026-11-24T09:00:00.000Z', until: '2026-11-24T11:00:00.000Z' }]);
    expect(await (await ask('/export/own-data.csv')).text()).toContain('Her seat was booked twice.; Who agreed: wiese@nordwind.example');
  });

  test('up to the newest thousand, and that there are more', async () => {
    const { own, folder } = await known();
    const { held } = await own();
    for (let count = 0; count < 1_300; count++) {
      folder.accounts.record('nordwind-ag', { happening: 'people-viewed', at: count, by: { kind: 'operator', id: null, address: null }, about: { what: 'report', people: [count % 5 === 0 ? 'p_00000000000000000000' : (held?.key ?? '')] } });
    }
    const { looks } = await own();
    expect([looks.entries.length, looks.areMore, looks.entries[0]?.at]).toEqual([1_000, true, new Date(1_299).toISOString()]);
  });
});

describe('whoever asks', () => {
  test('is written down, once in ten minutes for looking and each time for a file, without saying which person it is', async () => {
    const { own, ask, journal, clock, read } = await known();
    for (let time = 0; time < 3; time++) await own();
    for (let time = 0; time < 2; time++) expect((await ask('/export/own-data.csv')).status).toBe(200);
    expect((await ask('/export/own-data.json')).status).toBe(200);
    clock.now += 10 * 60_000;
    await own();
    const key = (await own()).held?.key ?? '';
    expect(journal().toReversed().map(({ by, about }) => [by.kind, about])).toEqual([['account', {}], ['account', { format: 'csv' }], ['account', { format: 'csv' }], ['account', { format: 'json' }], ['account', { more: 2 }]]);
    expect(JSON.stringify(read('SELECT about FROM audit_journal'))).not.toContain(key);
  });

  test('is somebody signed in: a token is refused, whatever it may, and nobody learns of whom', async () => {
    const { get, app, journal } = await known();
    for (const path of [procedure('ownData'), '/export/own-data.json', '/export/own-data.csv']) {
      const refused = await get(path);
      expect([path, refused.status, await sentenceOf(refused)]).toEqual([path, 403, 'What is held of a person is shown to them alone, signed in themselves; a token is nobody.']);
      expect([path, (await app.request(path)).status]).toEqual([path, 401]);
    }
    expect(journal()).toEqual([]);
  });

  test('can name nobody: what would name another person is refused, or changes nothing', async () => {
    const { ask, own } = await known();
    for (const more of ['person=b-1', 'email=ben@nordwind.example', 'where=person:p_1', 'key=p_1']) {
      expect([more, (await ask(`/export/own-data.json?${more}`)).status]).toEqual([more, 400]);
    }
    const response = await ask(procedure('ownData', { email: ben.email, person: 'b-1' }));
    expect(((await response.json()) as { result: { data: OwnData } }).result.data).toEqual(await own());
    expect(await sentenceOf(await ask('/export/own-data.csv?lang=fr'))).toContain('lang must be one of');
  });

  test('has signed in through the identity provider, where one knows whose address it is', async () => {
    const oidc = { issuer: 'http://127.0.0.1:9', clientId: 'pegel', clientSecret: 'x', name: 'Staff login', trustEmail: false };
    const { ask, own, change, herId } = await known({ ports: { publicUrl: 'http://localhost' }, oidc });
    const refused = await ask(procedure('ownData'));
    expect([refused.status, await sentenceOf(refused)]).toEqual([403, 'Own data are shown to whoever has signed in through Staff login, which knows whose address it is; this account has a password alone. Sign in through Staff login once.']);
    change(`INSERT INTO account (id, account_id, provider_id, user_id, created_at, updated_at) VALUES ('linked', sealed('subject', 'accounts'), 'oidc', '${herId}', 1, 1)`);
    expect((await own()).held).not.toBeNull();
  });
});

describe('the file for a spreadsheet', () => {
  test('has a line a datum, in either language, with exact numbers and nothing that runs', async () => {
    const { ask, send, report } = await known();
    await send([message({ person: { ...ada, name: '=HYPERLINK("http://x")' }, at: '2026-11-23T09:00:00Z' })]);
    await report({ metrics: ['messages'], range: '7d', by: 'person' });
    const response = await ask('/export/own-data.csv?lang=de');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="nordwind-ag-my-data-2026-11-24.csv"');
    const text = await response.text();
    const lines = text.trimEnd().split('\r\n');
    expect(lines[0]).toBe('section,name,period,value');
    expect(text).toContain('\r\nWas über Sie gespeichert ist,Abteilung,2026-11-24T09:00:00.000Z,Trade\r\n');
    expect(text).toMatch(/\r\nWas über Sie gespeichert ist,Name \([\w-]+\),[^,]+,"'=HYPERLINK\(""http:\/\/x""\)"\r\n/);
    expect(text).toContain('\r\nWas Owners von Ihnen sehen,Nachrichten,2026-11-22,1\r\n');
    expect(text).toContain('\r\nWas Ihre Nutzung kostet,"opus, Betrag, aus einer Preistabelle berechnet",2026-01-01/2026-11-23,12.5\r\n');
    expect(lines.filter((line) => line.startsWith('Wer nachgesehen hat und warum,'))).toHaveLength(1);
    expect(text).not.toMatch(/(^|[,"\r\n])[=+@-]/);
    expect((await ask('/export/own-data.csv')).status).toBe(200);
  });
});
