import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '@pegel/sqlite';
import { expect, test } from 'vitest';
import { inFile } from './testing/past/folders.js';
import { expirePeople } from './retention.js';
import { formsOf, foundIn, sealedForms } from './testing/byte-scan.js';
import { message, opened, reportOf, sentenceOf, served, spend, temporaryFolder } from './testing/served.js';
import { verify } from './verify.js';

const zoe = { id: 'zq-4711-x', email: 'zoe.quirrel@nordwind.example', name: 'Zoë Quirrel' };
const words = [zoe.id, zoe.email, zoe.name];
const other = { id: 'user-2', email: 'ben@nordwind.example', name: 'Ben' };
const wish = { person: zoe.email, reason: 'Request of 3 November.' };

const sent = [
  message({ id: 'one', person: zoe }),
  message({ id: 'two', person: { email: zoe.email } }),
  message({ id: 'three', person: other }),
  spend({ id: 'four', person: zoe }),
  { id: 'five', type: 'person-day', day: '2026-11-20', days: 'organisation', person: zoe, messages: 3 },
  message({ id: 'ahead', person: zoe, at: '2026-12-20T09:00:00Z' }),
];
const directory = { takenAt: '2026-11-01T09:00:00Z', complete: true, people: [{ ...zoe, status: 'active', seat: 'standard', groups: ['Berlin'], department: 'Sales' }, { ...other, status: 'active', seat: 'standard' }] };
const totals = '/report.json?metrics=messages,activeUsers,spend,seats&from=2026-11-16&to=2026-11-22';
const byGroup = '/report.json?metrics=messages,activeUsers&by=department&from=2026-11-16&to=2026-11-22&grain=total';

type Server = Awaited<ReturnType<typeof opened>> & { readonly ingestKey: string; readonly ownerToken: string };

/** What is done at a server with its keys, whichever process opened it. */
function at({ app }: Pick<Server, 'app'>, { ingestKey, ownerToken }: Pick<Server, 'ingestKey' | 'ownerToken'>) {
  const asOwner = { authorization: `Bearer ${ownerToken}`, 'content-type': 'application/json' };
  return {
    fill: async () => {
      const put = await app.request('/v1/directory', { method: 'PUT', headers: { authorization: `Bearer ${ingestKey}`, 'content-type': 'application/json' }, body: JSON.stringify(directory) });
      const posted = await app.request('/v1/events', { method: 'POST', headers: { authorization: `Bearer ${ingestKey}`, 'content-type': 'application/json' }, body: JSON.stringify({ events: sent }) });
      return [await put.json(), await posted.json()];
    },
    get: (path: string) => app.request(path, { headers: asOwner }),
    call: (name: string, input: object) => app.request(`/trpc/${name}`, { method: 'POST', headers: asOwner, body: JSON.stringify(input) }),
    ask: (name: string, input: object) => app.request(`/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers: asOwner }),
    reports: async () => Promise.all([totals, byGroup].map(async (path) => (await reportOf(await app.request(path, { headers: asOwner }))).rows)),
    byPerson: async () => {
      const { rows } = await reportOf(await app.request('/report.json?metrics=messages&by=person&from=2026-11-16&to=2026-11-22&grain=total', { headers: asOwner }));
      return Object.fromEntries(rows.map(({ key, label, values }) => [label ?? key, values.messages]));
    },
  };
}

/** The words in every form, sealed ones too, as they lay in this folder before. */
const formsIn = (data: string) => [...words.flatMap(formsOf), ...sealedForms(data, [...words, `id:live:${zoe.id}`, `email:${zoe.email}`], ['1', 'accounts'])];

const unsound = (data: string) => verify({ data }).checks.flatMap(({ first }) => first);

const repeated = [{ stored: 0, duplicate: 2 }, { stored: 0, duplicate: 5, quarantined: 1 }];

test('erasing somebody leaves no byte of their words in any file, every number where it was, and a sound ledger', async () => {
  const server = await served();
  const { fill, call, ask, reports, byPerson } = at(server, server);
  await fill();
  await call('invite', { email: zoe.email, role: 'member' });
  const [before, forms] = [await reports(), formsIn(server.data)];
  expect(foundIn(server.data, forms).filter((found) => found.includes('sealed'))).not.toEqual([]);
  expect(await byPerson()).toEqual({ [zoe.name]: 5, Ben: 1 });

  const preview = await (await ask('erasurePreview', { person: zoe.email })).json();
  expect(preview).toMatchObject({ result: { data: { words: { ids: 1, emails: 1, names: 1 }, quarantined: 1, invitations: 1, account: false, mentions: {} } } });
  expect(await byPerson()).toEqual({ [zoe.name]: 5, Ben: 1 });
  const erased = await call('erasePerson', wish);
  expect([erased.status, await erased.json()]).toMatchObject([200, preview]);

  expect(foundIn(server.data, forms)).toEqual([]);
  expect(await reports()).toEqual(before);
  expect(await byPerson()).toEqual({ Ben: 1, '@unattributed': 5 });
  expect(unsound(server.data)).toEqual([]);
  expect(server.logged()).not.toMatch(/quirrel|zq-4711/i);

  expect(await fill()).toMatchObject(repeated);
  expect(await reports()).toEqual(before);
  expect(foundIn(server.data, forms)).toEqual([]);
  expect(unsound(server.data)).toEqual([]);

  const journal = await (await ask('journal', { happening: 'person-erased' })).json();
  expect(journal).toMatchObject({ result: { data: { entries: [{ happening: 'person-erased', about: { erasure: 1 } }] } } });
  expect(await (await ask('erasureReasons', {})).json()).toMatchObject({ result: { data: [{ erasure: 1, reason: wish.reason }] } });
});

test.each(['pseudonyms', 'initials', 'off'])('with names %s whoever would erase somebody by their address does not learn which pseudonym they have, which took nobody’s approval', async (names) => {
  const server = await served();
  const { fill, call, ask } = at(server, server);
  await fill();
  const { result } = (await (await ask('erasurePreview', { person: zoe.email })).json()) as { result: { data: { key: string } } }; // Where names are full.
  const { key } = result.data;
  expect(key).toMatch(/^p_/);
  server.change(`UPDATE organisations SET names = '${names}'`);
  for (const person of [zoe.email, zoe.id, ` ${zoe.email.toUpperCase()} `]) {
    const preview = await (await ask('erasurePreview', { person })).text();
    expect([person, preview.includes('"words":{"ids":1'), preview.includes(key)]).toEqual([person, true, false]);
  }
  expect(await (await ask('erasurePreview', { person: key })).json()).toMatchObject({ result: { data: { key, words: { ids: 1 } } } });
  const erased = await call('erasePerson', wish);
  expect([erased.status, (await erased.text()).includes(key)]).toEqual([200, false]);
  // The journal knows who looked, once for a while, and for whom; it tells no owner the pseudonym.
  const journal = await (await ask('journal', { limit: 100 })).text();
  expect([journal.includes(key), journal.match(/"what":"erasure"/g)?.length, journal.includes('"happening":"person-erased"')]).toEqual([false, 1, true]);
  expect(server.read(`SELECT count(*) AS entries FROM audit_journal WHERE about LIKE '%erasure%' AND about LIKE '%${key}%'`)).toEqual([{ entries: 2 }]);
});

test('a word that is shown to be one of somebody who was erased goes from what was set aside, and from every byte of the folder', async () => {
  const server = await served();
  const { fill, call } = at(server, server);
  await fill();
  await call('erasePerson', wish);
  const post = async (event: object) => (await server.app.request('/v1/events', { method: 'POST', headers: { authorization: `Bearer ${server.ingestKey}`, 'content-type': 'application/json' }, body: JSON.stringify({ events: [event] }) })).json();
  expect(await post(message({ id: 'unknown', person: { id: 'zq-new' }, at: '2026-12-20T09:00:00Z' }))).toMatchObject({ quarantined: 1 });
  const contents = () => server.read("SELECT hex(content) FROM quarantine WHERE event_id = 'unknown'").map((row) => Object.values(row as object).join()); // One column.
  const [held = ''] = contents();
  const forms = [['content', Buffer.from(held, 'hex')]] as const;
  expect(foundIn(server.data, forms)).not.toEqual([]);
  expect(await post(message({ id: 'known', person: { id: 'zq-new', email: zoe.email } }))).toMatchObject({ stored: 1 });
  expect(contents()).not.toEqual([held]);
  expect(foundIn(server.data, forms)).toEqual([]);
  expect(foundIn(server.data, sealedForms(server.data, ['zq-new'], ['1']))).toEqual([]);
  expect(unsound(server.data)).toEqual([]);
});

test('an older copy of the database brings nobody back', async () => {
  const server = await served();
  const keys = { ingestKey: server.ingestKey, ownerToken: server.ownerToken };
  const before = at(server, keys);
  await before.fill();
  await before.call('invite', { email: zoe.email, role: 'member' });
  const [numbers, forms] = [await before.reports(), formsIn(server.data)];
  const copy = join(await temporaryFolder(), 'copy.sqlite');
  inFile(join(server.data, 'pegel.sqlite'), (database) => database.prepare('VACUUM INTO ?').run(copy));
  writeFileSync(join(server.data, 'pegel-before-upgrade-20260101T000000.000Z-ledger-0005.accounts-0004.sqlite'), 'what an upgrade has left');
  expect((await before.call('erasePerson', wish)).status).toBe(200);
  await server.folder.close();
  expect(foundIn(server.data, [['backup', Buffer.from('what an upgrade has left')]])).toEqual([]);

  copyFileSync(copy, join(server.data, 'pegel.sqlite'));
  for (const rest of ['-wal', '-shm']) rmSync(join(server.data, `pegel.sqlite${rest}`), { force: true });
  expect(foundIn(server.data, forms)).not.toEqual([]);
  expect(unsound(server.data)).toContainEqual(expect.stringContaining('it is an older copy'));
  const again = await opened(server.data);
  expect(again.logged()).toContain('copy from before somebody of nordwind-ag was erased');
  expect(foundIn(server.data, forms)).toEqual([]);
  expect(again.read('SELECT count(*) AS open FROM invitations')).toEqual([{ open: 0 }]);
  const after = at(again, keys);
  expect(await after.reports()).toEqual(numbers);
  expect(await after.byPerson()).toEqual({ Ben: 1, '@unattributed': 5 });
  expect(await after.fill()).toMatchObject(repeated);
  expect(await after.reports()).toEqual(numbers);
  expect(foundIn(server.data, forms)).toEqual([]);
  expect(unsound(server.data)).toEqual([]);
});

test('a lost database that is filled anew knows who was erased', async () => {
  const server = await served();
  const { fill, call } = at(server, server);
  await fill();
  const forms = formsIn(server.data);
  // The same organisation, before anything was delivered.
  const copy = join(await temporaryFolder(), 'copy.sqlite');
  inFile(join(server.data, 'pegel.sqlite'), (database) => database.prepare('VACUUM INTO ?').run(copy));
  const empty = openDatabase(copy, join(server.data, 'identities.key'));
  empty.exec('PRAGMA foreign_keys = OFF; DELETE FROM events; DELETE FROM quarantine; DELETE FROM directory_people; DELETE FROM directory_snapshots; DELETE FROM person_references; DELETE FROM people; DELETE FROM deliveries; DELETE FROM runs; DELETE FROM daily_runs; DELETE FROM kept_revisions; DELETE FROM sources; UPDATE ledgers SET directory_version = 0; VACUUM');
  empty.close();
  await call('erasePerson', wish);
  await server.folder.close();
  copyFileSync(copy, join(server.data, 'pegel.sqlite'));
  for (const rest of ['-wal', '-shm']) rmSync(join(server.data, `pegel.sqlite${rest}`), { force: true });
  const again = await opened(server.data);
  const anew = at(again, server);
  expect(await anew.fill()).toMatchObject([{ stored: 2 }, { stored: 5, quarantined: 1 }]);
  expect(foundIn(server.data, forms)).toEqual([]);
  expect(await anew.byPerson()).toEqual({ Ben: 1, '@unattributed': 5 });
  expect((await anew.reports())[0]?.at(-1)?.values).toMatchObject({ activeUsers: 2, seats: 2 });
  expect(unsound(server.data)).toEqual([]);
});

test('a planted trace is found, whatever it is encoded as and wherever it lies', async () => {
  const folder = await temporaryFolder();
  const forms = words.flatMap(formsOf);
  for (const word of words) {
    for (const [form, bytes] of formsOf(word)) {
      writeFileSync(join(folder, 'planted'), Buffer.concat([Buffer.from('before'), bytes, Buffer.from('behind')]));
      expect(foundIn(folder, forms).filter((found) => found.endsWith(form))).not.toEqual([]);
    }
  }
  writeFileSync(join(folder, 'planted'), Buffer.from(`xy${zoe.email}z`).toString('base64'));
  expect(foundIn(folder, forms)).toEqual([expect.stringMatching(/base64/), ...foundIn(folder, forms).slice(1)]);
  rmSync(join(folder, 'planted'));
  inFile(join(folder, 'pegel.sqlite'), (database) => database.exec(`PRAGMA secure_delete = OFF; CREATE TABLE t (x TEXT); INSERT INTO t VALUES ('${zoe.email}'); DELETE FROM t`));
  expect(foundIn(folder, forms)).toEqual(['pegel.sqlite: utf-8']);
});

test('members are refused, and so are nobody, several people, a reason that names them, and whoever may not', async () => {
  const server = await served();
  const { fill, call } = at(server, server);
  await fill();
  const refused = async (input: object) => { const response = await call('erasePerson', input); return [response.status, await sentenceOf(response)]; };
  expect(await refused({ ...wish, person: 'nobody@nordwind.example' })).toEqual([400, expect.stringContaining('has nobody who is called "nobody@nordwind.example"')]);
  expect(await refused({ ...wish, reason: `On behalf of ${zoe.name.toUpperCase()}.` })).toEqual([400, expect.stringContaining('must not name whoever is erased')]);
  expect(await refused({ ...wish, reason: ' ' })).toEqual([400, expect.stringContaining('A reason of 1 to 500 characters')]);
  await server.send([message({ id: 'elsewhere', person: { id: zoe.id, email: 'not.zoe@nordwind.example' } })], { 'pegel-source': 'elsewhere' });
  expect(await refused({ ...wish, person: zoe.id })).toEqual([400, expect.stringMatching(/is several people, by different sources: p_\w{20}, p_\w{20}\. Name one/)]);

  const invited = await (await call('invite', { email: zoe.email, role: 'member' })).json();
  const token = /#(pegel_invite_[\w-]+)/.exec(JSON.stringify(invited))?.[1];
  const accepted = await server.app.request('/invitation/accept', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token, password: 'a long enough password' }) });
  expect(accepted.status).toBe(200);
  expect(await refused(wish)).toEqual([400, expect.stringContaining('They are a member of Nordwind AG')]);
  const [{ id }] = server.read(`SELECT user_id AS id FROM memberships WHERE role = 'member'`) as [{ id: string }]; // There is one.
  expect((await call('removeMember', { id })).status).toBe(200);
  // The same id is another source's for somebody else.
  const forms = formsIn(server.data).filter(([form]) => form !== `sealed ${zoe.id}`);
  expect(await (await call('erasePerson', wish)).json()).toMatchObject({ result: { data: { invitations: 1, account: true } } });
  expect(server.read('SELECT count(*) AS users FROM user')).toEqual([{ users: 1 }]);
  expect(foundIn(server.data, forms)).toEqual([]);
});

test('whoever has nothing newer than numbers are told by person for, and is not listed, loses their words and no number', async () => {
  const server = await served();
  const { call, ask } = at(server, server);
  await server.send([message({ id: 'one', person: zoe, at: '2026-01-05T09:00:00Z' }), message({ id: 'two', person: other })]);
  const forms = formsIn(server.data);
  const totalsOf = async () => (await reportOf(await server.get('/report.json?metrics=messages,activeUsers&from=2026-01-01&to=2026-11-23&grain=total'))).rows;
  const before = await totalsOf();
  const now = Date.parse('2026-11-24T09:00:00Z');
  expect(await expirePeople(server.folder, now)).toBe(0);
  expect((await call('changeSettings', { retentionDays: 90, reason: 'As agreed.' })).status).toBe(200);
  expect(await expirePeople(server.folder, now)).toBe(1);
  expect(foundIn(server.data, forms)).toEqual([]);
  expect(await totalsOf()).toEqual(before);
  expect(unsound(server.data)).toEqual([]);
  expect(await (await ask('journal', { happening: 'people-expired' })).json()).toMatchObject({ result: { data: { entries: [{ about: { count: 1 } }] } } });
  expect(await expirePeople(server.folder, now)).toBe(0);
  const { rows } = await reportOf(await server.get('/report.json?metrics=messages&by=person&from=2026-01-01&to=2026-11-23&grain=total'));
  expect(rows.map(({ key, label, values }) => [label ?? key, values.messages])).toEqual([['Ben', 1], ['@unattributed', 1]]);
});
