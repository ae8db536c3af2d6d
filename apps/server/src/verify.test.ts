import { join } from 'node:path';
import { openDatabase } from '@pegel/sqlite';
import { expect, test } from 'vitest';
import { message, served, spend, temporaryFolder } from './testing/served.js';
import { verify } from './verify.js';

const problems = (data: string) => verify({ data }).checks.flatMap(({ first }) => first);

test('a folder is sound while it is served, through everything that can happen to an item, and no longer when somebody edits it', async () => {
  const server = await served({ others: [{ organisation: 'Südwind', ownerEmail: 's@suedwind.example' }] });
  const event = message({ id: 'm' });
  await server.send([event, event, { ...event, revision: 1 }, { ...event, count: 3 }, spend({ currency: 'CHF' }), { id: 7 }]);
  expect(verify({ data: server.data })).toMatchObject({ isSound: true, file: join(server.data, 'pegel.sqlite') });
  const items = await server.folder.sources.quarantined(server.folder.accounts.organisation('nordwind-ag') ?? expect.fail(), { limit: 10 });
  await server.app.request('/trpc/release', {
    method: 'POST', headers: { authorization: `Bearer ${server.ownerToken}`, 'content-type': 'application/json' }, body: JSON.stringify({ ids: items.map(({ id }) => id), reason: 'Checked.' }),
  });
  expect(problems(server.data)).toEqual([]);
  server.change("UPDATE organisations SET pseudonym_secret = sealed('another', 'accounts') WHERE slug = 'nordwind-ag'");
  expect(problems(server.data)).toEqual(['nordwind-ag: person 1 does not have the key that follows from the name they were first seen under.']);
});

test('what another version wrote is refused in a sentence', async () => {
  const { data, change } = await served();
  change("INSERT INTO schema_migrations (component, name, applied_at) VALUES ('ledger', '9999-later', 1)");
  expect(() => verify({ data })).toThrow('was written by a newer Pegel: it has ledger/9999-later.');
  change("DELETE FROM schema_migrations WHERE name <> '0001-ledger' AND component = 'ledger'");
  expect(() => verify({ data })).toThrow('was written by an earlier Pegel: it lacks ledger/0002-quarantine-decisions');
  const empty = await temporaryFolder();
  openDatabase(join(empty, 'pegel.sqlite')).close();
  expect(() => verify({ data: empty })).toThrow('was written by an earlier Pegel');
});
