import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database } from '@pegel/sqlite';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openAccounts } from './accounts.js';
import { verifyJournal } from './journal-verify.js';

const chains = ['nordwind-ag', 'sudwind', null] as const;
const length = 6;

/** Three chains of six entries, and whoever can write into the file: the triggers are no obstacle, and stand there again afterwards. */
function written() {
  const folder = mkdtempSync(join(tmpdir(), 'pegel-journal-'));
  const database = openDatabase(join(folder, 'pegel.sqlite'));
  onTestFinished(() => {
    database.close();
    rmSync(folder, { recursive: true });
  });
  const accounts = openAccounts(database);
  for (let number = 1; number <= length; number++) {
    for (const chain of chains) {
      accounts.record(chain, { happening: 'refused', at: 1_790_000_000_000 + number, by: number % 2 === 0 ? { kind: 'nobody', id: null, address: '192.0.2.1' } : { kind: 'account', id: 'u1', address: '2001:db8::' }, about: { operation: 'read-report', why: 'unknown', äöü: '�', n: number } });
    }
  }
  const triggers = database.prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit_journal'").all();
  const tamper = (change: (database: Database) => void): void => {
    database.pragma('ignore_check_constraints = on');
    for (const { name } of triggers) database.exec(`DROP TRIGGER ${name}`);
    change(database);
    for (const { sql } of triggers) database.exec(sql);
    database.pragma('ignore_check_constraints = off');
  };
  return { database, accounts, triggers, tamper, heads: accounts.journalHeads() };
}

describe('verifying the journal', () => {
  test('a journal that nobody touched is sound, with every head that it ever had', () => {
    const { database, accounts, heads } = written();
    for (const chain of chains) accounts.record(chain, { happening: 'signed-out', at: 0, by: { kind: 'operator', id: null, address: null }, about: {} });
    expect(verifyJournal(database, [...heads, ...accounts.journalHeads()])).toEqual({ looked: 3 * (length + 1), offending: 0, first: [] });
  });

  test('any byte of any column of any row that is another is found, and the first entry that does not fit is named', () => {
    const { database, tamper, heads } = written();
    const columns = ['chain', 'number', 'at', 'happening', 'actor', 'actor_id', 'address', 'about', 'hash'] as const;
    const rows = database.prepare('SELECT * FROM audit_journal').all() as Record<(typeof columns)[number], string | number | null>[]; // Its columns are these.
    let changed = 0;
    fc.assert(
      fc.property(fc.constantFrom(...rows), fc.constantFrom(...columns), fc.nat(), fc.integer({ min: 1, max: 255 }), (row, column, place, flip) => {
        const was = row[column];
        const place64 = place % 6;
        const bytes = typeof was === 'string' ? Buffer.from(was) : null;
        if (bytes !== null && bytes.length > 0) bytes[place % bytes.length] = (bytes[place % bytes.length] ?? 0) ^ flip;
        const becomes = typeof was === 'number' ? was + flip * 256 ** place64 : bytes === null || bytes.length === 0 ? Buffer.from('x') : bytes;
        const where = { chain: row.chain, number: row.number };
        database.exec('SAVEPOINT flipped');
        try {
          let isTaken = false;
          tamper((open) => {
            try {
              open.prepare(`UPDATE audit_journal SET ${column} = ${typeof was === 'number' ? '?' : 'CAST(? AS TEXT)'} WHERE chain = :chain AND number = :number`).run(becomes, where);
            } catch (error) {
              // Another row has that place already.
              if (!(error instanceof Error && error.message.includes('UNIQUE'))) throw error;
              isTaken = true;
            }
          });
          const verdict = verifyJournal(database, heads);
          if (isTaken) return;
          changed += 1;
          expect(verdict.offending, `${column} of ${JSON.stringify(where)}`).toBeGreaterThan(0);
          if (column !== 'chain' && column !== 'number') expect(verdict.first[0]).toContain(`entry ${row.number} is not what its hash was made of`);
        } finally {
          database.exec('ROLLBACK TO flipped; RELEASE flipped');
        }
      }),
      { numRuns: 400 },
    );
    expect(changed).toBeGreaterThan(300);
    expect(verifyJournal(database, heads).offending).toBe(0);
  });

  test.each<readonly [what: string, sql: string, sentence: string]>([
    ['a head that was cut off', "DELETE FROM audit_journal WHERE chain = 'nordwind-ag' AND number <= 2", 'nordwind-ag: entries 1 to 2 are missing.'],
    ['an entry that was taken out', "DELETE FROM audit_journal WHERE chain = 'sudwind' AND number = 4", 'sudwind: entry 4 is missing.'],
    ['a tail that was cut off', "DELETE FROM audit_journal WHERE chain = 'sudwind' AND number > 4", 'sudwind: entry 6, which was there once, is missing: the end of the chain was cut off.'],
    ['a chain that was removed', "DELETE FROM audit_journal WHERE chain = ''", 'the server’s own chain: entry 6, which was there once, is missing: the end of the chain was cut off.'],
    ['two that changed places', "UPDATE audit_journal SET number = -number WHERE chain = 'nordwind-ag' AND number IN (2, 3); UPDATE audit_journal SET number = CASE number WHEN -2 THEN 3 ELSE 2 END WHERE number < 0", 'nordwind-ag: entry 2 is not what its hash was made of, or does not follow the one before it.'],
    ['one that was put in at the end', "INSERT INTO audit_journal SELECT chain, 7, at, happening, actor, actor_id, address, about, hash FROM audit_journal WHERE chain = 'sudwind' AND number = 6", 'sudwind: entry 7 is not what its hash was made of, or does not follow the one before it.'],
    ['one that was put in between', "UPDATE audit_journal SET number = 100 + number WHERE chain = 'sudwind' AND number > 3; UPDATE audit_journal SET number = number - 99 WHERE number > 100; INSERT INTO audit_journal SELECT chain, 4, at, happening, actor, actor_id, address, about, hash FROM audit_journal WHERE chain = 'sudwind' AND number = 3", 'sudwind: entry 4 is not what its hash was made of, or does not follow the one before it.'],
  ])('%s is found', (_, sql, sentence) => {
    const { database, tamper, heads } = written();
    tamper((open) => open.exec(sql));
    expect(verifyJournal(database, heads).first[0]).toBe(sentence);
  });

  test('a chain that somebody wrote anew, each hash right, is another than the one whose head was kept', () => {
    const { database, tamper, heads } = written();
    tamper((open) => {
      open.exec("DELETE FROM audit_journal WHERE chain = 'sudwind'");
      const again = openAccounts(open);
      for (let number = 1; number <= length; number++) again.record('sudwind', { happening: 'signed-out', at: number, by: { kind: 'nobody', id: null, address: null }, about: {} });
    });
    expect(verifyJournal(database).offending).toBe(0);
    const head = heads.find(({ organisation }) => organisation === 'sudwind') ?? expect.fail();
    expect(verifyJournal(database, heads).first).toEqual([`sudwind: entry 6 is another than the one that was kept as sudwind:6:${head.hash}.`]);
  });

  test('triggers that are missing, others than they were, or strange', () => {
    const { database, triggers } = written();
    database.exec('DROP TRIGGER audit_journal_is_never_cut; DROP TRIGGER audit_journal_is_never_changed');
    database.exec("CREATE TRIGGER audit_journal_is_never_changed BEFORE UPDATE ON audit_journal WHEN NEW.number < 0 BEGIN SELECT RAISE(ABORT, 'x'); END; CREATE TRIGGER silent BEFORE INSERT ON audit_journal BEGIN SELECT RAISE(IGNORE); END");
    expect(verifyJournal(database).first).toEqual([
      'The trigger audit_journal_is_never_changed is another than it was made as: entries can be changed.',
      'The trigger audit_journal_is_never_cut is missing: entries can be changed.',
      'There is a trigger "silent" on the audit journal, which is none of its own.',
    ]);
    expect(triggers).toHaveLength(3);
  });
});
