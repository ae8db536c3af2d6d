import { randomBytes } from 'node:crypto';
import { closeSync, copyFileSync, mkdirSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { keyFileBeside, openDatabase } from '@pegel/sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomOf } from '../src/demo/random.js';
import { seed } from './figures.js';
import { install, type Installation } from './installation.js';
import { brokenItem, eventItem, futureItem, loadDays, type Item } from './load/items.js';
import { audit } from './oracle/audit.js';
import { Claims } from './oracle/claims.js';
import type { ComplaintKind } from './oracle/complaint.js';
import { linesIn } from './oracle/journal.js';
import { readLedger } from './oracle/ledger.js';
import { sumsThatDisagree } from './oracle/sums.js';
import { Connection } from './process/request.js';

let installation: Installation;

/** A ledger with everything in it that an oracle must see, and the journal of who sent it. */
beforeAll(async () => {
  installation = await install(seed);
  const { load } = installation;
  const server = await installation.serve();
  const connection = new Connection(server.url);
  const events = (items: readonly Item[], source = 'gateway') => load.deliver(connection, { kind: 'events', source, items, form: 'json' });
  const spendId = Array.from({ length: 20 }, (_, index) => `spend-${index}`).find((id) => eventItem(seed, id, 0).sent.type === 'spend') ?? '';
  await events([eventItem(seed, spendId, 0), eventItem(seed, 'revised', 0), brokenItem(seed, 'broken'), futureItem('future')]);
  await events([eventItem(seed, 'revised', 2), eventItem(seed, 'revised', 1), eventItem(seed, 'revised', 2, 1)]);
  await load.deliver(connection, load.randomDirectory(randomOf(seed, 'directory'), 'people'));
  // One whose answer nobody hears: it is written down as sent, and the server takes it.
  await server.kill();
  const cut = await events([eventItem(seed, 'unheard-1', 0), eventItem(seed, 'unheard-2', 0)]);
  expect(cut.outcome).toBe('unknown');
  const again = await installation.serve();
  const quiet = new Connection(again.url);
  const body = JSON.stringify({ events: [eventItem(seed, 'unheard-1', 0).wire, eventItem(seed, 'unheard-2', 0).wire] });
  const taken = await quiet.ask('POST', '/v1/events', { authorization: `Bearer ${installation.ingestKey}`, 'content-type': 'application/json', 'pegel-source': 'gateway' }, body);
  expect(taken.status).toBe(200);
  quiet.close();
  connection.close();
  await again.stop();
});
afterAll(() => installation.remove());

/** The claims as the file of the journal makes them, not as the memory of whoever wrote it. */
function claimsOfTheFile(): Claims {
  const claims = new Claims();
  for (const line of linesIn(installation.journal)) claims.hear(line);
  return claims;
}

/** What the oracle says of a copy of the ledger that something was done to. */
function after(name: string, mutation: string): readonly ComplaintKind[] {
  const folder = join(installation.folder, name);
  mkdirSync(folder);
  const file = join(folder, 'pegel.sqlite');
  copyFileSync(installation.file, file);
  copyFileSync(keyFileBeside(installation.file), keyFileBeside(file));
  const database = openDatabase(file);
  database.pragma('foreign_keys = OFF');
  database.pragma('ignore_check_constraints = ON');
  database.exec(mutation);
  database.close();
  return [...new Set(audit(claimsOfTheFile(), readLedger(file, { integrity: true })).complaints.map(({ kind }) => kind))].sort();
}

test('the oracle finds nothing where nothing was done', () => {
  expect(after('untouched', 'SELECT 1')).toEqual([]);
});

describe('the oracle sees what was done to a ledger', () => {
  const copyRow = (table: string, from: string, where: string, changes: string) =>
    `CREATE TEMP TABLE one AS SELECT * FROM ${from} WHERE ${where}; UPDATE one SET ${changes}; INSERT INTO ${table} SELECT * FROM one`;

  test.each<[string, string, readonly ComplaintKind[]]>([
    ['an acknowledged event is gone', "DELETE FROM events WHERE id LIKE 'spend-%'", ['lost', 'unaccounted']],
    ['an older revision is gone', "DELETE FROM event_history WHERE id = 'revised' AND revision = 1", ['lost', 'unaccounted']],
    ['the newest revision is gone', "DELETE FROM events WHERE id = 'revised'", ['lost', 'not-newest', 'unaccounted']],
    ['a revision counts and lies in the history too', copyRow('event_history', 'events', "id = 'revised'", 'revision = revision'), ['doubled', 'unaccounted']],
    ['an event counts twice under two keys', `INSERT INTO sources (id, organisation, name) SELECT 99, organisation + 1, name FROM sources WHERE name = 'gateway'; ${copyRow('events', 'events', "id LIKE 'spend-%'", 'source = 99')}`, ['doubled', 'unaccounted']],
    ['an amount is another one by a billionth', "UPDATE events SET amount = amount + 1 WHERE id LIKE 'spend-%'", ['altered']],
    ['tokens are other ones', "UPDATE events SET output_tokens = output_tokens + 1 WHERE id LIKE 'spend-%'", ['altered']],
    ['an instant is another one', "UPDATE events SET at = at - 1 WHERE id = 'revised'", ['altered']],
    ['an event belongs to nobody', "UPDATE events SET reference = NULL WHERE id LIKE 'spend-%'", ['altered']],
    ['an event was taken back by nobody', "UPDATE events SET retracted = 1 - retracted WHERE id LIKE 'spend-%'", ['altered']],
    ['an older revision counts', "UPDATE events SET revision = 7 WHERE id = 'revised'; UPDATE event_history SET revision = 2 WHERE id = 'revised' AND revision = 1; UPDATE events SET revision = 1 WHERE id = 'revised'", ['altered', 'not-newest']],
    ['a rejected event is there', copyRow('events', 'events', "id LIKE 'spend-%'", "id = 'broken'"), ['kept-although-refused', 'unaccounted']],
    ['an event is there that nobody sent', copyRow('events', 'events', "id LIKE 'spend-%'", "id = 'stranger'"), ['invented', 'unaccounted']],
    ['one half of a delivery is there', "DELETE FROM events WHERE id = 'unheard-2'", ['half-applied', 'unaccounted']],
    ['what was set aside is gone', "DELETE FROM quarantine WHERE event_id = 'future'", ['lost']],
    ['the first content of a conflict is gone', "DELETE FROM quarantine WHERE code = 'conflict'", ['lost']],
    ['the account of a delivery is gone', 'DELETE FROM deliveries WHERE id = 1', ['unaccounted']],
    ['an account counts one more than came', 'UPDATE deliveries SET received = received + 1, duplicate = duplicate + 1 WHERE id = 1', ['unaccounted']],
    ['an account does not add up', 'UPDATE deliveries SET stored = stored + 1 WHERE id = 1', ['unaccounted']],
    ['a directory is gone', 'DELETE FROM directory_people; DELETE FROM directory_snapshots', ['lost']],
    ['somebody is missing from a directory', 'DELETE FROM directory_people WHERE position = 0', ['altered']],
  ])('%s', (name, mutation, kinds) => {
    expect(after(name, mutation)).toEqual(kinds);
  });
});

test('the oracle sees that the file is damaged', () => {
  const file = join(installation.folder, 'damaged.sqlite');
  copyFileSync(installation.file, file);
  copyFileSync(keyFileBeside(installation.file), keyFileBeside(file));
  const pages = openSync(file, 'r+');
  for (let page = 2; page * 4096 < statSync(file).size; page += 1) writeSync(pages, randomBytes(64), 0, 64, page * 4096);
  closeSync(pages);
  expect(audit(claimsOfTheFile(), readLedger(file, { integrity: true })).complaints.map(({ kind }) => kind)).toContain('corrupt');
});

test('the oracle sees that two ways of adding up give two sums', async () => {
  const server = await installation.serve();
  try {
    const sums = { file: installation.file, url: server.url, ownerToken: installation.ownerToken, ...loadDays };
    expect(await sumsThatDisagree(sums)).toEqual([]);
    // A copy in which one amount is another by a billionth: the report still speaks of the original.
    const file = join(installation.folder, 'an amount is another one by a billionth', 'pegel.sqlite');
    expect((await sumsThatDisagree({ ...sums, file })).map(({ kind }) => kind)).toEqual(['sums-disagree', 'sums-disagree']);
  } finally {
    await server.kill();
  }
});
