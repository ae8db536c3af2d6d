import type { JournalEntry, Report } from '@pegel/domain';
import { describe, expect, test } from 'vitest';
import { change } from './testing/people.js';
import { served } from './testing/served.js';
import { noticeEnds } from './unmasking-ends.js';
import { joinAs, keysOf, masked, newest, nobodysId, requestsFor, told } from './testing/unmasking.js';

const hour = 3_600_000;
const begin = Date.parse('2026-11-24T09:00:00Z');

/** Two organisations, somebody of each role, a clock that can be set, and who sees whose names. */
async function scene() {
  const clock = { now: begin };
  const { server, ...people } = await masked(() => clock.now);
  const [xenia = '', yves = '', zoe = ''] = keysOf(server, 'nordwind-ag');
  const asked = { people: [xenia, yves], hours: 4, reason: 'A key was found in the open.' };
  return {
    ...people, server, clock, asked, zoe,
    ask: (who: { readonly headers: Readonly<Record<string, string>> }, procedure: string, input: object = {}) => told(server, who.headers, procedure, input),
    /** The keys of people whose names somebody sees. */
    async seenBy(who: { readonly headers: Readonly<Record<string, string>> }): Promise<readonly string[]> {
      const entered = await server.folder.accounts.enter(new Headers(who.headers), 'nordwind-ag');
      return entered.kind === 'entered' ? [...entered.reader.unmasked] : [];
    },
    journal: (): readonly JournalEntry[] => server.folder.accounts.journalEntries('nordwind-ag', { limit: 100 }).filter(({ happening }) => happening.startsWith('unmasking')).toReversed(),
  };
}

test('names are seen by whoever asked, from the approval of somebody else until the time is over, and every step is in the journal', async () => {
  const { ada, aud, ben, ask, asked, seenBy, clock, journal, server } = await scene();
  const { id } = newest(await ask(ada, 'requestUnmasking', asked));
  expect(await seenBy(ada)).toEqual([]);
  clock.now += hour;
  const approved = newest(await ask(aud, 'approveUnmasking', { id }));
  expect(approved).toMatchObject({
    id, state: 'open', requestedBy: { id: ada.id, name: ada.email }, requestedAt: '2026-11-24T09:00:00.000Z', reason: asked.reason, purpose: null, people: asked.people, hours: 4, tellAfterDays: 0,
    decidedBy: { id: aud.id, name: aud.email }, decidedAt: '2026-11-24T10:00:00.000Z', until: '2026-11-24T14:00:00.000Z', endedAt: null, endedBy: null,
    may: { approve: false, refuse: false, withdraw: false, close: true },
  });
  expect(await seenBy(ada)).toEqual(asked.people);
  for (const other of [aud, ben]) expect(await seenBy(other)).toEqual([]);
  clock.now += 4 * hour - 1;
  expect(await seenBy(ada)).toEqual(asked.people);
  clock.now += 1;
  expect(await seenBy(ada)).toEqual([]);
  expect((await requestsFor(server, ben.headers)).requests[0]).toMatchObject({ id, state: 'over', endedAt: '2026-11-24T14:00:00.000Z', endedBy: null });
  const by = (account: string) => ({ kind: 'account', id: account });
  expect(journal()).toMatchObject([
    { happening: 'unmasking-requested', by: by(ada.id), about: { request: id, people: asked.people, hours: 4 } },
    { happening: 'unmasking-approved', by: by(aud.id), about: { request: id, requester: ada.id, people: asked.people, hours: 4 } },
    { happening: 'unmasking-closed', by: { kind: 'operator', id: null }, about: { request: id, requester: ada.id, end: 'over' } },
  ]);
  expect(JSON.stringify(journal())).not.toContain(asked.reason);
});

test('reports and files have the names while they may be seen, and each look says in the journal by which request', async () => {
  const { ada, ben, zoe, ask, asked, clock, server } = await scene();
  const [xenia = ''] = asked.people;
  const report = async (path: string) => (await server.app.request(`${path}metrics=messages&by=person&from=2026-11-16&to=2026-11-22`, { headers: ada.headers })).text();
  const spendFile = () => server.app.request('/export/spend-by-user.csv?from=2026-11-16&to=2026-11-22', { headers: ada.headers });
  const looks = () => server.folder.accounts.journalEntries('nordwind-ag', { limit: 9 }).filter(({ happening }) => ['people-viewed', 'exported'].includes(happening)).map(({ happening, about }) => [happening, about['unmasking']]).toReversed();
  expect(await report('/report.json?')).not.toMatch(/xenia|yves|zoe/i);
  const { id } = newest(await ask(ada, 'requestUnmasking', asked));
  await ask(ben, 'approveUnmasking', { id });
  const { rows } = JSON.parse(await report('/report.json?')) as Report; // The contract of 200.
  expect(Object.fromEntries(rows.filter(({ bucket }) => bucket === '2026-11-22').map(({ key, label, person }) => [key, [label, person?.email]]))).toEqual({
    [xenia]: ['xenia Person', 'xenia@nordwind.example'], [asked.people[1] ?? '']: ['yves Person', 'yves@nordwind.example'], [zoe]: [expect.stringMatching(/^Person [0-9A-F]{6}$/), undefined],
  });
  expect(await report('/report.csv?')).toContain('xenia Person');
  const file = await (await spendFile()).text();
  expect([file.includes('xenia@nordwind.example'), file.includes('zoe')]).toEqual([true, false]);
  expect(looks()).toEqual([['people-viewed', undefined], ['people-viewed', [id]], ['exported', [id]], ['exported', [id]]]);
  // Of what has begun, nothing leaves once the time is over.
  const begun = (await spendFile()).body?.getReader() ?? expect.fail();
  expect(new TextDecoder().decode((await begun.read()).value)).toMatch(/^from,/);
  clock.now += 4 * hour;
  await expect((async () => { while (!(await begun.read()).done); })()).rejects.toThrow();
  for (const path of ['/report.json?', '/report.csv?']) expect(await report(path)).not.toMatch(/xenia|yves|zoe/i);
  expect(await (await spendFile()).text()).not.toMatch(/xenia|yves|zoe/i);
});

test('a token sees no names that its maker may see, and neither asks nor decides', async () => {
  const { ada, ben, founder: headersOfFounder, ask, asked, server } = await scene();
  const { data } = await change(server, ada.headers, 'makeReaderToken', { label: 'mine', permissions: ['view:usage', 'view:people'] });
  const headers = { authorization: `Bearer ${(data as { secret: string }).secret}` }; // What the procedure promises.
  const { id } = newest(await ask(ada, 'requestUnmasking', asked));
  await ask(ben, 'approveUnmasking', { id });
  const entered = await server.folder.accounts.enter(new Headers(headers), 'nordwind-ag');
  expect(entered).toMatchObject({ kind: 'entered', reader: { unmasked: new Set() } });
  const founder = { headers: headersOfFounder };
  for (const [procedure, input] of [['requestUnmasking', asked], ['approveUnmasking', { id }], ['refuseUnmasking', { id }], ['withdrawUnmasking', { id }], ['closeUnmasking', { id }]] as const) {
    expect(await ask(founder, procedure, input)).toMatchObject({ status: 403, sentence: 'Names are asked for and decided on by people who are signed in; a token does neither.' });
  }
  expect(await requestsFor(server, founder.headers)).toMatchObject({ mayRequest: false, requests: [{ id, state: 'open', may: { approve: false, refuse: false, withdraw: false, close: false } }] });
});

test('a request is refused, withdrawn or closed once, and none of these opens it again', async () => {
  const { ada, ben, aud, ask, asked, seenBy, clock } = await scene();
  const request = async () => newest(await ask(ada, 'requestUnmasking', asked)).id;
  const refused = await request();
  expect(newest(await ask(aud, 'refuseUnmasking', { id: refused, reason: ' That is no reason. ' }))).toMatchObject({ id: refused, state: 'refused', decidedBy: { id: aud.id }, decisionReason: 'That is no reason.', until: null });
  clock.now += 1;
  const withdrawn = await request();
  expect(newest(await ask(ada, 'withdrawUnmasking', { id: withdrawn }))).toMatchObject({ id: withdrawn, state: 'withdrawn', endedBy: { id: ada.id } });
  clock.now += 1;
  const closed = await request();
  await ask(aud, 'approveUnmasking', { id: closed });
  expect(newest(await ask(ben, 'closeUnmasking', { id: closed }))).toMatchObject({ id: closed, state: 'closed', endedBy: { id: ben.id } });
  // Nor does it take whoever approved: an auditor hides what an owner has let somebody see.
  clock.now += 1;
  const hidden = await request();
  await ask(ben, 'approveUnmasking', { id: hidden });
  expect(newest(await ask(aud, 'closeUnmasking', { id: hidden }))).toMatchObject({ id: hidden, state: 'closed', endedBy: { id: aud.id } });
  clock.now += 1;
  const undecided = await request();
  clock.now += 7 * 24 * hour;
  const sentences = { [refused]: 'it was refused', [withdrawn]: 'it was withdrawn', [closed]: 'it was closed', [undecided]: 'nobody decided on it within 7 days' };
  for (const [id, how] of Object.entries(sentences)) {
    for (const [who, procedure] of [[ben, 'approveUnmasking'], [ben, 'refuseUnmasking'], [ada, 'withdrawUnmasking'], [ada, 'closeUnmasking']] as const) {
      expect(await ask(who, procedure, { id })).toMatchObject({ status: 400, sentence: `This request is over already: ${how}.` });
    }
  }
  expect(await seenBy(ada)).toEqual([]);
});

describe('is refused in a sentence', () => {
  const people = ['p_0123456789abcdef0123'];
  const wrongs: readonly (readonly [what: string, wrong: object, sentence: string])[] = [
    ['nobody named', { people: [] }, 'people must be 1 to 50 keys of people; got 0.'],
    ['too many', { people: Array.from({ length: 51 }, (_, index) => `p_${String(index).padStart(20, '0')}`) }, 'people must be 1 to 50 keys of people; got 51.'],
    ['a name in place of a key', { people: ['Xenia'] }, 'people must be keys as reports by person have them, such as p_0123456789abcdef0123; got "Xenia".'],
    ['what is no person', { people: ['@unattributed'] }, 'people must be keys as reports by person have them, such as p_0123456789abcdef0123; got "@unattributed".'],
    ['nobody’s key', { people }, 'Nobody here has the key "p_0123456789abcdef0123".'],
    ['no time', { hours: 0 }, 'hours must be a whole number from 1 to 24; got 0.'],
    ['more than a day', { hours: 25 }, 'hours must be a whole number from 1 to 24; got 25.'],
    ['half an hour', { hours: 0.5 }, 'hours must be a whole number from 1 to 24; got 0.5.'],
    ['no reason', { reason: ' ' }, 'A reason of 1 to 500 characters is needed; it is kept with the request.'],
    ['too long a reason', { reason: 'x'.repeat(501) }, 'A reason of 1 to 500 characters is needed; it is kept with the request.'],
    ['a purpose where there is no list', { purpose: 'Security' }, 'This organisation keeps no list of purposes, so leave purpose out; got "Security".'],
    ['too long in the dark', { reason: 'Security', tellAfterDays: 31 }, 'tellAfterDays must be a whole number from 0 to 30; got 31.'],
    ['in the dark for no such case', { tellAfterDays: 1 }, 'Those concerned are told later in security cases alone: say in the reason that it is one, with the word "security" or "Sicherheit", or let them be told at once with tellAfterDays 0.'],
  ];
  test('what no request can say', async () => {
    const { ada, ask, asked, journal } = await scene();
    for (const [what, wrong, sentence] of wrongs) {
      expect([what, await ask(ada, 'requestUnmasking', { ...asked, ...wrong })]).toEqual([what, { status: 400, sentence, view: null }]);
    }
    expect(journal()).toEqual([]);
  });

  test('a purpose that is none of the list', async () => {
    const { ada, ask, asked, server } = await scene();
    await change(server, ada.headers, 'changeSettings', { purposes: ['Security', 'Support'], reason: 'As agreed.' });
    expect(await ask(ada, 'requestUnmasking', asked)).toMatchObject({ status: 400, sentence: 'Numbers by person are looked at for a purpose: purpose must be one of "Security", "Support".' });
    expect(await ask(ada, 'requestUnmasking', { ...asked, purpose: 'Curiosity' })).toMatchObject({ status: 400, sentence: 'purpose must be one of "Security", "Support"; got "Curiosity".' });
    expect(newest(await ask(ada, 'requestUnmasking', { ...asked, purpose: 'Security', tellAfterDays: 30 }))).toMatchObject({ purpose: 'Security', tellAfterDays: 30 });
  });

  test('whoever may not', async () => {
    const { ada, ben, aud, adm, mem, ask, asked, zoe, server } = await scene();
    for (const who of [aud, adm, mem]) expect(await ask(who, 'requestUnmasking', asked)).toMatchObject({ status: 403, sentence: 'Names are asked for by Primary Owners and Owners.' });
    const { id } = newest(await ask(ada, 'requestUnmasking', asked));
    for (const procedure of ['approveUnmasking', 'refuseUnmasking']) {
      expect(await ask(ada, procedure, { id })).toMatchObject({ status: 403, sentence: 'Nobody decides on a request of their own: it takes a second person, an Owner or an Auditor.' });
      for (const who of [adm, mem]) expect(await ask(who, procedure, { id })).toMatchObject({ status: 403, sentence: 'Requests for names are decided on by Primary Owners, Owners and Auditors.' });
    }
    expect(await ask(ben, 'withdrawUnmasking', { id })).toMatchObject({ status: 403, sentence: 'A request for names is withdrawn by whoever made it; others refuse it.' });
    expect(await ask(ben, 'closeUnmasking', { id })).toMatchObject({ status: 400, sentence: 'This request shows no names yet; it can be refused or withdrawn.' });
    const nobodys = nobodysId();
    expect(await ask(ben, 'approveUnmasking', { id: nobodys })).toMatchObject({ status: 400, sentence: `There is no request "${nobodys}" here.` });
    await ask(ben, 'approveUnmasking', { id });
    expect(await ask(aud, 'approveUnmasking', { id })).toMatchObject({ status: 400, sentence: 'This request was approved already.' });
    expect(await ask(aud, 'refuseUnmasking', { id })).toMatchObject({ status: 400, sentence: 'This request was approved already.' });
    expect(await ask(ada, 'withdrawUnmasking', { id })).toMatchObject({ status: 400, sentence: 'This request was approved already; close it to hide the names again.' });
    for (const who of [adm, mem]) expect(await ask(who, 'closeUnmasking', { id })).toMatchObject({ status: 403, sentence: 'Requests for names are decided on by Primary Owners, Owners and Auditors.' });
    // What is asked for in one organisation is none of another's.
    joinAs(server, ben.id, 'suedwind-gmbh', 'owner');
    expect(await ask(ben, 'approveUnmasking', { id, organisation: 'suedwind-gmbh' })).toMatchObject({ status: 400, sentence: `There is no request "${id}" here.` });
    const [elsewhere = ''] = keysOf(server, 'suedwind-gmbh');
    expect(await ask(ben, 'requestUnmasking', { ...asked, people: [zoe, elsewhere], organisation: 'nordwind-ag' })).toMatchObject({ status: 400, sentence: `Nobody here has the key "${elsewhere}".` });
  });

  test('where names are full, or there are none, and nothing stays open then', async () => {
    const { ada, ben, ask, asked, seenBy, server } = await scene();
    const names = async (choice: string) => expect((await change(server, ben.headers, 'changeSettings', { names: choice, reason: 'As agreed.' })).status).toBe(200);
    const { id } = newest(await ask(ada, 'requestUnmasking', asked));
    for (const [choice, why] of [['full', 'this organisation shows full names to everybody who may see numbers by person.'], ['off', 'numbers by person are switched off for this organisation.']] as const) {
      await names(choice);
      expect(await ask(ada, 'requestUnmasking', asked)).toMatchObject({ status: 400, sentence: `There is nothing to unmask: ${why}` });
      expect(await ask(ben, 'approveUnmasking', { id })).toMatchObject({ status: 400, sentence: `There is nothing to unmask: ${why}` });
      expect((await requestsFor(server, ada.headers)).mayRequest).toBe(false);
    }
    await names('initials');
    await ask(ben, 'approveUnmasking', { id });
    expect(await seenBy(ada)).toEqual(asked.people);
    await names('full');
    await names('initials');
    expect(await seenBy(ada)).toEqual([]);
    expect((await requestsFor(server, ada.headers)).requests[0]).toMatchObject({ id, state: 'over' });
  });

  test('whose requester may not see numbers by person any more', async () => {
    const { ada, aud, founder, ask, asked, server } = await scene();
    const { id } = newest(await ask(ada, 'requestUnmasking', asked));
    await change(server, founder, 'changeRole', { id: ada.id, role: 'auditor' });
    expect(await ask(aud, 'approveUnmasking', { id })).toMatchObject({ status: 400, sentence: 'Whoever asked may not see numbers by person any more, so there is nothing to approve.' });
    expect(newest(await ask(aud, 'refuseUnmasking', { id })).state).toBe('refused');
  });

  test('the hundred and first that waits', async () => {
    const { ada, ask, asked, server } = await scene();
    server.change(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)
      INSERT INTO unmaskings (id, organisation, requested_by, requested_at, reason, people, hours, tell_after_days) SELECT 'n-' || i, 'nordwind-ag', '${ada.id}', ${begin}, sealed('x', 'accounts'), '[]', 1, 0 FROM n`);
    expect(await ask(ada, 'requestUnmasking', asked)).toMatchObject({ status: 400, sentence: 'At most 100 requests for names can wait or be open at the same time.' });
  });
});

test('whoever loses their role ends it for good, in the name of whoever took it, and getting it back brings nothing back', async () => {
  for (const loser of ['ada', 'ben'] as const) {
    const { ask, asked, seenBy, server, journal, founder, ...people } = await scene();
    const { ada, ben } = people;
    const { id } = newest(await ask(ada, 'requestUnmasking', asked));
    await ask(ben, 'approveUnmasking', { id });
    await change(server, founder, 'changeRole', { id: people[loser].id, role: 'admin' });
    await change(server, founder, 'changeRole', { id: people[loser].id, role: 'owner' });
    expect(await seenBy(ada)).toEqual([]);
    expect(journal().at(-1)).toMatchObject({ happening: 'unmasking-closed', by: { kind: 'token' }, about: { request: id, end: 'over' } });
  }
});

test('a clock that is set back lengthens nothing and opens nothing, and one that was wrong for a while freezes nothing', async () => {
  const { ada, ben, ask, asked, seenBy, clock, server } = await scene();
  const open = async () => {
    const { id } = newest(await ask(ada, 'requestUnmasking', asked));
    await ask(ben, 'approveUnmasking', { id });
  };
  await open();
  clock.now += 3 * hour;
  expect(await seenBy(ada)).toEqual(asked.people);
  clock.now -= 3 * hour;
  expect(await seenBy(ada)).toEqual(asked.people);
  // An hour is left, whatever the clock says, and that is what is told.
  expect((await requestsFor(server, ben.headers)).requests[0]?.until).toBe(new Date(begin + hour).toISOString());
  clock.now += hour;
  expect(await seenBy(ada)).toEqual([]);
  clock.now -= 100 * hour;
  expect(await seenBy(ada)).toEqual([]);
  // A year ahead, and back: what is asked for afterwards lasts as long as it should.
  clock.now += 365 * 24 * hour;
  await open();
  clock.now -= 365 * 24 * hour;
  expect(await seenBy(ada)).toEqual(asked.people);
  clock.now += 4 * hour;
  expect(await seenBy(ada)).toEqual([]);
});

test('what has ended is written down also where nobody looks, and stays so whatever the clock says then', async () => {
  const { ada, ben, ask, asked, clock, journal, server, seenBy } = await scene();
  const { id } = newest(await ask(ada, 'requestUnmasking', asked));
  await ask(ben, 'approveUnmasking', { id });
  const failures: unknown[] = [];
  const notice = () => noticeEnds({ accounts: server.folder.accounts, now: () => clock.now, log: { error: (failure: unknown) => failures.push(failure) } })();
  notice();
  expect(journal()).toHaveLength(2);
  clock.now += 4 * hour;
  notice();
  expect(journal().at(-1)).toMatchObject({ happening: 'unmasking-closed', at: clock.now, about: { request: id, end: 'over' } });
  clock.now -= 4 * hour;
  expect([await seenBy(ada), failures]).toEqual([[], []]);
});

test('a hundred approvals at once are one', async () => {
  const { ada, ben, aud, ask, asked, journal, seenBy } = await scene();
  const { id } = newest(await ask(ada, 'requestUnmasking', asked));
  const answers = await Promise.all(Array.from({ length: 50 }, () => [ben, aud]).flat().map((who) => ask(who, 'approveUnmasking', { id })));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(new Set(answers.flatMap(({ sentence }) => sentence ?? []))).toEqual(new Set(['This request was approved already.']));
  expect(journal().map(({ happening }) => happening)).toEqual(['unmasking-requested', 'unmasking-approved']);
  expect(await seenBy(ada)).toEqual(asked.people);
});

test('what cannot be written into the journal is not shown: no request, no approval, and no time that nobody keeps', async () => {
  const { ada, ben, ask, asked, seenBy, server } = await scene();
  const { id } = newest(await ask(ada, 'requestUnmasking', asked));
  server.change("CREATE TRIGGER full BEFORE INSERT ON audit_journal BEGIN SELECT RAISE(ABORT, 'full'); END");
  expect((await ask(ben, 'approveUnmasking', { id })).status).toBe(503);
  expect(await seenBy(ada)).toEqual([]);
  server.change('DROP TRIGGER full');
  await ask(ben, 'approveUnmasking', { id });
  server.change("CREATE TRIGGER full BEFORE UPDATE ON settings BEGIN SELECT RAISE(ABORT, 'full'); END");
  expect(await seenBy(ada)).toEqual([]);
  expect(server.logged()).toContain('since its time cannot be kept');
  server.change('DROP TRIGGER full');
  expect(await seenBy(ada)).toEqual(asked.people);
});

test('what nobody asked for changes nothing: where there are no requests, entering writes nothing', async () => {
  const server = await served();
  const { cookie } = await server.signIn();
  const before = server.read("SELECT count(*) AS n FROM settings WHERE name = 'unmasking-clock'");
  await server.app.request('/trpc/reader?input={}', { headers: { cookie } });
  expect([before, server.read("SELECT count(*) AS n FROM settings WHERE name = 'unmasking-clock'")]).toEqual([[{ n: 0 }], [{ n: 0 }]]);
});
