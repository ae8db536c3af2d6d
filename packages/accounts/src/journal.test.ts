import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@pegel/sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { openAccounts } from './accounts.js';

const entry = { happening: 'refused', at: 1_790_000_000_000, by: { kind: 'nobody', id: null, address: '192.0.2.1' }, about: { operation: 'read-report' } } as const;

function opened() {
  const folder = mkdtempSync(join(tmpdir(), 'pegel-journal-'));
  const database = openDatabase(join(folder, 'pegel.sqlite'));
  onTestFinished(() => {
    database.close();
    rmSync(folder, { recursive: true });
  });
  return { database, accounts: openAccounts(database) };
}

test('entries are numbered without a gap, in a chain of each organisation and one of what belongs to none', () => {
  const { database, accounts } = opened();
  for (const chain of ['nordwind-ag', 'sudwind', 'nordwind-ag', null, 'nordwind-ag', null]) accounts.record(chain, entry);
  const rows = database.prepare('SELECT chain, number FROM audit_journal ORDER BY chain, number').all();
  expect(rows).toEqual([['', 1], ['', 2], ['nordwind-ag', 1], ['nordwind-ag', 2], ['nordwind-ag', 3], ['sudwind', 1]].map(([chain, number]) => ({ chain, number })));
  expect(new Set(database.prepare('SELECT hash FROM audit_journal').pluck().all()).size).toBe(6);
});

test('the heads are the last entry of every chain', () => {
  const { accounts } = opened();
  expect(accounts.journalHeads()).toEqual([]);
  for (const chain of ['sudwind', 'nordwind-ag', null, 'nordwind-ag']) accounts.record(chain, entry);
  const last = (organisation: string | null) => accounts.journalEntries(organisation, { limit: 1 })[0]?.hash;
  expect(accounts.journalHeads()).toEqual([
    { organisation: null, number: 1, hash: last(null) },
    { organisation: 'nordwind-ag', number: 2, hash: last('nordwind-ag') },
    { organisation: 'sudwind', number: 1, hash: last('sudwind') },
  ]);
});

test('no entry is changed or removed, whoever asks', () => {
  const { database, accounts } = opened();
  accounts.record(null, entry);
  expect(() => database.exec("UPDATE audit_journal SET about = '{}'")).toThrow(/never changed/);
  expect(() => database.exec('DELETE FROM audit_journal')).toThrow(/never removed/);
  expect(() => database.exec("INSERT OR REPLACE INTO audit_journal SELECT chain, number, at, happening, actor, actor_id, address, '{}', hash FROM audit_journal")).toThrow(/stands after the last one/);
});
