import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '@pegel/sqlite';
import { expect, test } from 'vitest';
import { initialise, inspectFolder, serve } from './index.js';
import { founding, temporaryFolder } from './testing/served.js';

async function initialised(): Promise<string> {
  const data = join(await temporaryFolder(), 'data');
  await initialise(founding(data));
  return data;
}

test('a folder that was just made is free, closed to others, whole and up to date', async () => {
  const data = await initialised();
  const state = inspectFolder(data);
  expect(state).toMatchObject({ path: data, kind: 'folder', readable: true, writable: true, taken: false, open: [], database: { check: 'ok', schema: { unknownSteps: [], missingSteps: [] } } });
  expect(state.freeBytes).toBeGreaterThan(0);
});

test('looking takes nothing from a server and keeps nothing from one: it is looked at before, while and after', async () => {
  const data = await initialised();
  const before = readFileSync(join(data, 'pegel.sqlite'));
  inspectFolder(data);
  expect(readFileSync(join(data, 'pegel.sqlite')).equals(before)).toBe(true);
  const running = await serve({ data, host: '127.0.0.1', port: 0, quiet: true });
  expect(inspectFolder(data)).toMatchObject({ taken: true, database: { check: 'ok' } });
  await running.close();
  expect(inspectFolder(data)).toMatchObject({ taken: false, database: { check: 'ok' } });
});

test('a database of a newer program, and one of an older, are told apart', async () => {
  const data = await initialised();
  const database = openDatabase(join(data, 'pegel.sqlite'));
  database.exec("INSERT INTO schema_migrations (component, name, applied_at) VALUES ('ledger', '9999-later', 0)");
  const [first] = database.prepare<[], string>("SELECT component || '/' || name FROM schema_migrations WHERE component = 'accounts'").pluck().all();
  database.exec("DELETE FROM schema_migrations WHERE component = 'accounts'");
  database.close();
  const state = inspectFolder(data);
  expect(state.database?.schema?.unknownSteps).toEqual(['ledger/9999-later']);
  expect(state.database?.schema?.missingSteps).toContain(first);
});

test('a damaged database is said to be, in the words of SQLite', async () => {
  const data = await initialised();
  const file = join(data, 'pegel.sqlite');
  const bytes = readFileSync(file);
  bytes.fill(0xaa, 20_000, 60_000);
  writeFileSync(file, bytes);
  expect(inspectFolder(data).database?.check).not.toBe('ok');
  truncateSync(file, 5_000);
  // Nobody can say of what cannot be read that its schema is known.
  expect(inspectFolder(data).database).toMatchObject({ check: expect.not.stringMatching(/^ok$/), schema: null });
});

test('what is not there, or is no folder, or holds no database', async () => {
  const data = await initialised();
  expect(inspectFolder(join(data, 'none')).kind).toBe('missing');
  expect(inspectFolder(join(data, 'pegel.sqlite')).kind).toBe('file');
  rmSync(join(data, 'pegel.sqlite'));
  expect(inspectFolder(data).database).toBeNull();
});
