import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase, openUpToDate, type Component } from '@pegel/sqlite';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { components } from '../components.js';
import { openFolder } from '../data-folder.js';
import { inspectFolder, verify } from '../index.js';
import { browserOn } from '../testing/browser.js';
import { identityProvider } from '../testing/identity-provider.js';
import { backupsIn, inFile, makePast, pastSchemas } from '../testing/past/folders.js';
import { change, from } from '../testing/people.js';
import { founding, message, opened, owner, reportOf, served, temporaryFolder } from '../testing/served.js';
import { initialise } from '../initialise.js';
import { tracesIn, tracesInFolder, tracesOf } from './traces.js';

/** Words that stand nowhere else, for whoever is named on one of the ways into a database. */
const who = (word: string) => ({ id: `${word}-0x7741`, name: `Zoë ${word} Quibberdück`, email: `${word}.quibb@nordwind.example` });
const ways = {
  event: who('Amaranth'), person: who('Brimbor'), directory: who('Corvidae'), day: who('Dulcimer'), reported: who('Ephemera'), future: who('Fandango'), conflict: who('Gossamer'),
  founder: who('Halcyon'), invited: who('Isinglass'), member: who('Jacaranda'), throughProvider: who('Kaleido'), token: who('Lagniappe'), stranger: who('Mistral'), retracted: who('Nonesuch'), malformed: who('Obelisk'), reason: who('Petrichor'),
};
const canaries = Object.values(ways).flatMap(({ id, name, email }) => [id, name, email, name.split(' ')[1] ?? '', email.split('@')[0] ?? '']);
const password = 'another long enough one';
const publicUrl = 'http://localhost';

/** Names of everybody come in, by every way there is. */
async function scenario() {
  const provider = await identityProvider(`${publicUrl}/auth/oauth2/callback/oidc`, { clientSecret: 'secret' });
  onTestFinished(() => provider.close());
  provider.people.set(ways.throughProvider.id, { email: ways.throughProvider.email, email_verified: true, name: ways.throughProvider.name });
  const server = await served({
    organisation: { ownerEmail: ways.founder.email }, ports: { publicUrl },
    oidc: { issuer: provider.issuer, clientId: provider.clientId, clientSecret: 'secret', name: 'Staff login', trustEmail: false },
  });
  const { app, ownerToken } = server;
  const asFounder = { authorization: `Bearer ${ownerToken}` };
  const done = async (procedure: string, input: object): Promise<unknown> => {
    const { status, data, message: refusal } = await change(server, asFounder, procedure, input);
    expect([procedure, status, refusal]).toEqual([procedure, 200, null]);
    return data;
  };

  const first = message({ id: 'conflicting', person: ways.event });
  expect((await server.send([
    first, { ...first, count: 9, person: ways.conflict }, message({ person: { email: ways.person.email } }), message({ id: 'gone', person: ways.retracted }), message({ at: '2027-11-22T09:30:00Z', person: ways.future }),
    { id: 'd-1', type: 'person-day', day: '2026-11-20', days: 'utc', person: ways.day, messages: 3 }, { id: 'r-1', type: 'reported', person: ways.reported, metric: 'messages', value: 3, from: '2026-11-01', to: '2026-11-19', days: 'utc' },
    message({ person: ways.malformed, at: ways.malformed.name }),
  ])).status).toBe(200);
  await server.send([{ ...message({ id: 'gone', person: ways.retracted }), revision: 1, retracted: true }]);
  const snapshot = { takenAt: '2026-11-20T12:00:00Z', complete: true, people: [{ ...ways.directory, status: 'active', seat: 'standard', groups: ['Berlin'] }] };
  expect((await app.request('/v1/directory', { method: 'PUT', headers: { authorization: `Bearer ${server.ingestKey}`, 'content-type': 'application/json' }, body: JSON.stringify(snapshot) })).status).toBe(200);
  await server.post(`not json: ${ways.malformed.email}`);
  const items = server.read('SELECT id, code FROM quarantine ORDER BY id') as { id: number; code: string }[]; // Two columns.
  expect(items.map(({ code }) => code).sort()).toEqual(['conflict', 'future']);
  await done('release', { ids: items.filter(({ code }) => code === 'conflict').map(({ id }) => id), reason: 'Checked.' });
  await done('discard', { ids: items.filter(({ code }) => code === 'future').map(({ id }) => id), reason: 'Checked.' });

  await done('changeSettings', { timeZone: 'Europe/Berlin', weekStart: 'sunday', reason: `As agreed with ${ways.reason.name} (${ways.reason.email}).` });
  await done('makeReaderToken', { label: ways.token.name, permissions: ['view:usage'] });
  await done('invite', { email: ways.invited.email, role: 'member' });
  const { secret } = (await done('invite', { email: ways.member.email, role: 'admin' })) as { secret: string }; // What the procedure promises.
  const accepted = await app.request('/invitation/accept', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token: secret, password }) }, from('10.2.0.1'));
  expect(accepted.status).toBe(200);
  expect((await browserOn(app, { address: '10.2.0.2' }).signIn(password, ways.member.email)).status).toBe(200);
  expect((await browserOn(app, { address: '10.2.0.3' }).signIn('a wrong one', ways.member.email)).status).toBe(401);
  expect((await browserOn(app, { address: '10.2.0.4' }).signIn(password, ways.stranger.email)).status).toBe(401);
  const browser = browserOn(app, { address: '10.2.0.5' });
  expect((await browser.signIn(owner.password, ways.founder.email)).status).toBe(200);
  await browser.post('/auth/two-factor/enable', { password: owner.password });

  await done('invite', { email: ways.throughProvider.email, role: 'member' });
  const outside = browserOn(app, { address: '10.2.0.6' });
  const { url } = (await (await outside.post('/auth/sign-in/oauth2', { providerId: 'oidc', callbackURL: `${publicUrl}/`, errorCallbackURL: `${publicUrl}/login` })).json()) as { url: string }; // The contract of 200.
  expect((await outside.get(await provider.visit(url, ways.throughProvider.id))).status).toBe(303);
  // Somebody who went there and has not come back yet.
  await browserOn(app, { address: '10.2.0.7' }).post('/auth/sign-in/oauth2', { providerId: 'oidc', callbackURL: `${publicUrl}/`, errorCallbackURL: `${publicUrl}/login` });

  const { rows } = await reportOf(await server.get('/report.json?metrics=messages&grain=total&from=2026-11-01&to=2026-11-24&by=person'));
  expect(JSON.stringify(rows)).toContain(ways.conflict.name);
  expect(await (await server.get('/export/spend-by-user.csv?from=2026-11-01&to=2026-11-24')).text()).toContain('user_id');
  expect(await (await server.get(`/trpc/members?input=${encodeURIComponent('{}')}`)).text()).toContain(ways.member.email.toLowerCase());
  return server;
}

describe('whoever has the files of a folder and not its key', () => {
  test('finds no name, address or id of anybody in any of them, in no encoding, while the server runs and after it, nor in its log', async () => {
    const server = await scenario();
    expect(readdirSync(server.data)).toEqual(expect.arrayContaining(['identities.key', 'pegel.lock', 'pegel.sqlite', 'pegel.sqlite-shm', 'pegel.sqlite-wal']));
    expect(tracesInFolder(server.data, canaries)).toEqual([]);
    const kept = await temporaryFolder();
    for (const name of readdirSync(server.data)) copyFileSync(join(server.data, name), join(kept, name));
    const log = server.logged();
    expect(log.length).toBeGreaterThan(1_000);
    expect(tracesIn(Buffer.from(log), canaries)).toEqual([]);

    // As it is after a stop, and with the backup that the next upgrade makes.
    const newer: readonly Component[] = components.map(({ name, steps }) => ({ name, steps: [...steps, { name: `9001-${name}`, sql: `CREATE TABLE later_${name} (id INTEGER PRIMARY KEY) STRICT` }] }));
    openUpToDate(join(kept, 'pegel.sqlite'), newer, { program: '99.0.0' }).close();
    expect(backupsIn(kept)).toHaveLength(1);
    expect(tracesInFolder(kept, canaries)).toEqual([]);
    // And all of it is there for whoever has the key.
    const words = inFile(join(kept, 'pegel.sqlite'), (database) => database.prepare<[], string>('SELECT unsealed(email) FROM person_references WHERE email IS NOT NULL UNION SELECT unsealed(email) FROM user UNION SELECT unsealed(email) FROM invitations UNION SELECT unsealed(content) FROM quarantine').pluck().all()).join('\n');
    for (const way of ['event', 'person', 'directory', 'day', 'reported', 'future', 'conflict', 'founder', 'invited', 'member', 'throughProvider', 'retracted'] as const) expect(words.toLowerCase()).toContain(ways[way].email.toLowerCase());
  });

  test('would find one that got anywhere, in whatever encoding: the search is not blind', async () => {
    const { data, change: write } = await served();
    for (const [how, trace] of tracesOf(ways.event.email)) {
      write(`INSERT INTO settings VALUES ('${how}', '${trace.toString('latin1').replaceAll('\0', '').replaceAll("'", "''")}')`);
      expect(tracesIn(Buffer.concat([Buffer.from('before'), trace, Buffer.from('behind')]), canaries).length).toBeGreaterThan(0);
    }
    expect(tracesInFolder(data, canaries).some((found) => found.startsWith('pegel.sqlite'))).toBe(true);
    for (const offset of [0, 1, 2, 3, 4, 5]) {
      const around = Buffer.from(`${'x'.repeat(offset)}${ways.event.name} and more`).toString('base64');
      expect(tracesIn(Buffer.from(around), [ways.event.name])).not.toEqual([]);
    }
    expect(tracesIn(Buffer.from(JSON.stringify({ said: ways.event.name })), [ways.event.name])).not.toEqual([]);
  });

  test('finds none in a folder of an earlier version once it was started, free pages included; the backup from before has them', async () => {
    const [past] = pastSchemas.filter(({ title }) => title.startsWith('0004-directory-fields'));
    const data = await temporaryFolder();
    const sealing = (steps: Component['steps']): number => steps.findIndex(({ leavesNoTrace }) => leavesNoTrace === true);
    makePast(data, { components: (past?.components ?? []).map(({ name, steps }) => ({ name, steps: sealing(steps) === -1 ? steps : steps.slice(0, sealing(steps)) })) });
    // No version of Pegel has ever written an address there; the contents of the past do.
    inFile(join(data, 'pegel.sqlite'), (database) => database.exec('PRAGMA secure_delete = OFF; DELETE FROM verification'));
    const names = ['@example.com', 'Person Nº', 'h@nordwind.example', 'ada@nordwind.example', 'grace@nordwind.example', 'alan@sudwind.example'];
    expect(new Set(tracesInFolder(data, names).map((found) => found.split(': ')[1]?.split(' in ')[0])).size).toBeGreaterThanOrEqual(names.length);
    const said: string[] = [];
    await (await openFolder(data, { create: false, announce: (news) => said.push(news.kind) })).close();
    expect(said).toContain('rewrites');
    const [backup = ''] = backupsIn(data);
    expect(tracesInFolder(data, names, (name) => name !== backup)).toEqual([]);
    expect(tracesInFolder(data, names, (name) => name === backup)).not.toEqual([]);
  });

  test('cannot serve, verify, or look anybody up: without the key and with another everything refuses, and with it moved elsewhere nothing is missed', async () => {
    const server = await served();
    await server.send([message()]);
    const data = await temporaryFolder();
    for (const name of readdirSync(server.data)) copyFileSync(join(server.data, name), join(data, name));
    const [key, moved] = [join(data, 'identities.key'), join(await temporaryFolder(), 'names.key')];
    renameSync(key, moved);
    const before = readFileSync(join(data, 'pegel.sqlite'));
    const missing = `The names in ${join(data, 'pegel.sqlite')} are sealed, and their key ${key} is not there.`;
    await expect(openFolder(data, { create: false })).rejects.toThrow(missing);
    expect(() => verify({ data })).toThrow(missing);
    expect(inspectFolder(data).database).toMatchObject({ check: 'ok', keyProblem: expect.stringContaining(missing) });

    const other = await temporaryFolder();
    await initialise(founding(other));
    copyFileSync(join(other, 'identities.key'), key);
    const another = `${key} is another key than the one that the names in ${join(data, 'pegel.sqlite')} are sealed with.`;
    await expect(openFolder(data, { create: false })).rejects.toThrow(another);
    expect(() => verify({ data })).toThrow(another);
    expect(readFileSync(join(data, 'pegel.sqlite')).equals(before)).toBe(true);
    rmSync(key);

    vi.stubEnv('PEGEL_IDENTITY_KEY_FILE', moved);
    onTestFinished(() => void vi.unstubAllEnvs());
    expect([verify({ data }).isSound, inspectFolder(data).database?.keyProblem]).toEqual([true, null]);
    const { app, end } = await opened(data);
    const answer = await app.request('/report.json?metrics=messages&grain=total&from=2026-11-01&to=2026-11-24&by=person', { headers: { authorization: `Bearer ${server.ownerToken}` } });
    expect(JSON.stringify(await reportOf(answer))).toContain('ada@nordwind.example');
    expect(existsSync(key)).toBe(false);
    await end();
  });
});

test('the key of somebody in one organisation says nothing in another, nor does what is kept of them', async () => {
  const server = await served({ others: [{ organisation: 'Südwind GmbH' }] });
  const person = { id: 'u-1', email: 'ada@nordwind.example', name: 'Ada' };
  await server.send([message({ person })]);
  await server.send([message({ person })], { authorization: `Bearer ${server.elsewhere[0]?.ingestKey}` });
  const rows = server.read('SELECT key, hex(handle) AS handle, hex(external_id) AS id, hex(email) AS email, hex(name) AS name FROM people JOIN person_references ON person = people.id') as Record<string, string>[]; // Columns of text.
  expect(rows).toHaveLength(2);
  const [here = {}, there = {}] = rows;
  for (const column of ['key', 'handle', 'id', 'email', 'name']) expect([column, here[column] === there[column]]).toEqual([column, false]);
  const secrets = openDatabase(join(server.data, 'pegel.sqlite'));
  onTestFinished(() => void secrets.close());
  expect(secrets.prepare('SELECT count(DISTINCT unsealed(pseudonym_secret)) FROM organisations').pluck().get()).toBe(2);
});
