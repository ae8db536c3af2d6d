import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Migration } from './component.js';
import { openDatabase, openReader, type Database } from './database.js';
import { schemaOf } from './journal.js';
import { migrate, openUpToDate, type UpgradeNews } from './migrate.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pegel-migrate-'));
  file = join(folder, 'pegel.sqlite');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const first: Migration = {
  name: '0001-parents',
  sql: `CREATE TABLE parents (id INTEGER PRIMARY KEY, organisation INTEGER NOT NULL, amount INTEGER, tokens INTEGER, note TEXT) STRICT;
CREATE TABLE children (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parents (id) ON DELETE CASCADE) STRICT`,
};
const columns = '(id INTEGER PRIMARY KEY, organisation INTEGER NOT NULL, amount INTEGER, tokens INTEGER, note TEXT)';
const rebuilt = (select: string): string => `CREATE TABLE rebuilt ${columns} STRICT; INSERT INTO rebuilt ${select}; DROP TABLE parents; ALTER TABLE rebuilt RENAME TO parents`;
const rebuild: Migration = { name: '0002-rebuild', sql: rebuilt('SELECT * FROM parents') };

const family = (...later: readonly Migration[]) => ({ name: 'family', steps: [first, ...later] });
const neighbours = { name: 'neighbours', steps: [{ name: '0001-houses', sql: 'CREATE TABLE houses (id INTEGER PRIMARY KEY) STRICT' }] };

/** Opens the file with these components, as a program of that version would. */
function open(components: Parameters<typeof openUpToDate>[1], program = '1.0.0', announce?: (news: UpgradeNews) => void): void {
  openUpToDate(file, components, { program, ...(announce === undefined ? {} : { announce }) }).close();
}

/** A refusal without the names of this run. */
function refusal(components: Parameters<typeof openUpToDate>[1], program = '2.0.0'): string {
  try {
    open(components, program);
    return 'opened';
  } catch (error) {
    return (error as Error).message.replaceAll(folder, '…').replaceAll(/\d{8}T\d{6}\.\d{3}Z/g, 'TIME'); // Nothing else is thrown here.
  }
}

function inFile<T>(ask: (database: Database) => T): T {
  const database = openDatabase(file);
  try {
    return ask(database);
  } finally {
    database.close();
  }
}

/** Two parents with money that no number of JavaScript holds, and a thousand children. */
function populate(): void {
  open([family()]);
  inFile((database) => {
    database.exec(`INSERT INTO parents VALUES (1, 1, 9223372036854775807, 5, 'ä'), (2, 1, 9223372036854775807, NULL, NULL), (3, 2, -5, 7, '')`);
    database.exec('INSERT INTO children (parent) WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 1000) SELECT 1 + n % 3 FROM n');
  });
}

const everything = () => inFile((database) => [database.prepare('SELECT * FROM parents').safeIntegers().raw().all(), database.prepare('SELECT * FROM children').raw().all()]);
const steps = () => schemaOf(file).map(({ component, name, program }) => [component, name, program]);
const backups = () => readdirSync(folder).filter((name) => name.includes('before-upgrade'));

test('applies each step once, in the order of the components and of their steps, and records which version did', () => {
  open([family()], '1.0.0');
  open([family(rebuild), neighbours], '1.1.0');
  open([family(rebuild), neighbours], '1.2.0');
  expect(steps()).toEqual([['family', '0001-parents', '1.0.0'], ['family', '0002-rebuild', '1.1.0'], ['neighbours', '0001-houses', '1.1.0']]);
});

test('the schema of a file is read without changing it, also where there is none yet', () => {
  inFile(() => undefined);
  expect(schemaOf(file)).toEqual([]);
  open([family()]);
  const before = readFileSync(file);
  expect(schemaOf(file)).toEqual([{ component: 'family', name: '0001-parents', appliedAt: expect.any(Number), program: '1.0.0', hash: expect.stringMatching(/^[\da-f]{64}$/) }]);
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('keeps the rows that refer to a table which is rebuilt', () => {
  populate();
  const before = everything();
  open([family(rebuild)]);
  expect(everything()).toEqual(before);
});

test.each([
  ['loses a row', rebuilt('SELECT * FROM parents WHERE id < 3') + '; DELETE FROM children WHERE parent = 3', 'children would have 667 rows instead of 1000, and parents would have 2 rows instead of 3'],
  ['leaves rows that refer to nothing', 'DELETE FROM parents WHERE id = 3', '333 rows of children would refer to nothing in parents'],
  ['changes a sum of money', 'UPDATE parents SET amount = amount - 1 WHERE id = 2', 'amount of parents for organisation 1 would sum up to 18446744073709551613 instead of 18446744073709551614'],
  ['moves money to another organisation', 'UPDATE parents SET organisation = 2 WHERE id = 2', 'id of parents for organisation 1 would be known in 1 rows instead of 2, and organisation of parents for organisation 1 would be known in 1 rows instead of 2, and amount of parents for organisation 1 would be known in 1 rows instead of 2'],
  ['takes null for zero', 'UPDATE parents SET tokens = 0 WHERE id = 2', 'tokens of parents for organisation 1 would be known in 2 rows instead of 1'],
  ['mistakes columns', rebuilt('SELECT id, organisation, tokens, amount, note FROM parents'), 'amount of parents for organisation 1 would be known in 1 rows instead of 2, and tokens of parents for organisation 1 would be known in 2 rows instead of 1'],
  ['shortens a text', `UPDATE parents SET note = 'a' WHERE id = 1`, 'note of parents for organisation 1 would have bytes: 1 instead of 2'],
  ['gives rows other keys', 'UPDATE children SET id = id + 5000', 'children would have rows under other keys, and id of children would sum up to 5500500 instead of 500500'],
  ['drops a table', 'DROP TABLE children', 'children would be gone with its 1000 rows'],
  ['drops a column', 'ALTER TABLE parents DROP COLUMN note', 'note of parents for organisation 1 would be known in 0 rows instead of 1'],
])('refuses a step that %s without saying so, and leaves everything as it was', (_, sql, because) => {
  populate();
  const before = everything();
  const step: Migration = { name: '0002-step', sql };
  expect(refusal([family(step), neighbours])).toContain(`0002-step of family was refused: ${because}`);
  expect(everything()).toEqual(before);
  expect(steps()).toEqual([['family', '0001-parents', '1.0.0']]);
});

test('says where the database as it was is kept', () => {
  populate();
  expect(refusal([family({ name: '0002-losing', sql: 'DROP TABLE children' })])).toBe(
    '0002-losing of family was refused: children would be gone with its 1000 rows; nothing was changed. …/pegel.sqlite as it was is in …/pegel-before-upgrade-TIME-family-0001.sqlite.',
  );
});

test.each<[string, Migration['changes']]>([
  ['DROP TABLE children', { children: 'drops the table' }],
  ['DELETE FROM children WHERE parent = 3', { children: 'deletes rows' }],
  ['INSERT INTO children (parent) VALUES (1)', { children: 'adds rows' }],
  ['UPDATE parents SET amount = 1, tokens = 0', { parents: ['amount', 'tokens'] }],
  ['UPDATE children SET id = id + 5000', { children: ['id'] }],
  ['ALTER TABLE parents DROP COLUMN note', { parents: ['note'] }],
])('lets a step do what it says it does: %s', (sql, changes) => {
  populate();
  open([family({ name: '0002-step', sql, ...(changes === undefined ? {} : { changes }) })]);
  expect(steps()).toHaveLength(2);
});

test.each<[string, Migration['changes'], string]>([
  ['DELETE FROM children WHERE id = 1', { children: 'adds rows' }, 'children would have 999 rows instead of 1000'],
  ['DELETE FROM children', { parents: 'deletes rows' }, 'children would have 0 rows instead of 1000'],
  ['UPDATE parents SET amount = 1, tokens = 9', { parents: ['amount'] }, 'tokens of parents'],
])('but nothing beyond it: %s', (sql, changes, because) => {
  populate();
  expect(refusal([family({ name: '0002-step', sql, ...(changes === undefined ? {} : { changes }) })])).toContain(because);
});

test('changes nothing when a step fails midway, and keeps those before it', () => {
  populate();
  const broken: Migration = { name: '0003-broken', sql: 'CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT; DROP TABLE children; nonsense' };
  expect(refusal([family(rebuild, broken), neighbours])).toBe(
    '0003-broken of family failed: near "nonsense": syntax error; nothing was changed by it, but the step before it was applied. …/pegel.sqlite as it was is in …/pegel-before-upgrade-TIME-family-0001.sqlite.',
  );
  expect(inFile((database) => database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1`).pluck().all())).toEqual(['children', 'parents', 'schema_migrations']);
  expect(steps()).toEqual([['family', '0001-parents', '1.0.0'], ['family', '0002-rebuild', '2.0.0']]);
});

test('refuses a file that a newer version has written, before anything in it is touched', () => {
  populate();
  open([family(rebuild), neighbours], '2.0.0');
  const before = [readFileSync(file), backups()];
  const sentence = (what: string) =>
    `…/pegel.sqlite was written by a newer Pegel, 2.0.0: it has ${what}, which this version, 1.0.0, does not know. Run the newer version again, or put the backup it made before its upgrade in place of the file; nothing was changed.`;
  expect(refusal([family(), neighbours], '1.0.0')).toBe(sentence('0002-rebuild of family'));
  expect(refusal([family()], '1.0.0')).toBe(sentence('0002-rebuild of family and 0001-houses of neighbours'));
  // Also where it brings steps of its own.
  expect(refusal([family({ name: '0002-other', sql: 'DROP TABLE children' }), neighbours], '1.0.0')).toBe(sentence('0002-rebuild of family'));
  expect([readFileSync(file), backups()]).toEqual(before);
});

test('refuses a file whose steps had another text, or another order', () => {
  populate();
  const edited = { name: 'family', steps: [{ ...first, sql: `${first.sql};` }] };
  expect(refusal([edited])).toBe('…/pegel.sqlite had 0001-parents of family applied by Pegel 1.0.0 with another text than this version has. Run the version that applied it, or restore a backup; nothing was changed.');
  const before = { name: '0000-before', sql: 'CREATE TABLE before (id INTEGER PRIMARY KEY) STRICT' };
  expect(refusal([{ name: 'family', steps: [before, first] }])).toContain('lacks 0000-before of family but has a later step');
});

test('refuses a file that is no database', () => {
  writeFileSync(file, 'Not a database, but long enough to be taken for one. '.repeat(20));
  expect(refusal([family()])).toBe('…/pegel.sqlite is not a database: it is damaged, or something else. Put a backup in its place; nothing was changed.');
});

test('refuses a database that is damaged, before a backup of it pushes out a sound one', () => {
  populate();
  inFile((database) => database.pragma('wal_checkpoint(TRUNCATE)'));
  const bytes = readFileSync(file);
  // All but the first page, which holds the schema.
  writeFileSync(file, bytes.fill(0xa5, 4096 * 3));
  expect(refusal([family(rebuild)])).toBe('…/pegel.sqlite is damaged (database disk image is malformed). Put a backup in its place; nothing was changed.');
  expect(backups()).toEqual([]);
});

test('takes over files that did not record texts and versions yet', () => {
  inFile((database) =>
    database.exec(
      `CREATE TABLE schema_migrations (component TEXT NOT NULL, name TEXT NOT NULL, applied_at INTEGER NOT NULL, PRIMARY KEY (component, name)) STRICT, WITHOUT ROWID; ${first.sql}; INSERT INTO schema_migrations VALUES ('family', '0001-parents', 5)`,
    ),
  );
  expect(steps()).toEqual([['family', '0001-parents', null]]);
  open([family()], '1.1.0');
  expect(schemaOf(file)).toEqual([{ component: 'family', name: '0001-parents', appliedAt: 5, program: null, hash: expect.stringMatching(/^[\da-f]{64}$/) }]);
  expect(refusal([{ name: 'family', steps: [{ ...first, sql: 'SELECT 1' }] }])).toContain('applied by an earlier version with another text');
});

test('a component may be brought up to date alone, in a file that others keep tables in too', () => {
  populate();
  inFile((database) => migrate(database, neighbours));
  expect(steps()).toEqual([['family', '0001-parents', '1.0.0'], ['neighbours', '0001-houses', null]]);
  expect(() => inFile((database) => migrate(database, { name: 'neighbours', steps: [] }))).toThrow('was written by a newer Pegel: it has 0001-houses of neighbours, which this version does not know.');
});

test('the schema is not changed inside a transaction, where foreign keys could not be switched off', () => {
  inFile((database) => {
    expect(() => database.transaction(() => migrate(database, family()))()).toThrow('inside a transaction');
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
  });
});

test('backs a folder that holds data up before its first change, once, for its owner alone', () => {
  open([family()]);
  open([family(rebuild)]);
  expect(backups()).toEqual([]);
  inFile((database) => database.exec('INSERT INTO parents VALUES (1, 1, 5, NULL, NULL)'));
  const heard: UpgradeNews[] = [];
  const later: Migration = { name: '0003-later', sql: 'CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT' };
  open([family(rebuild, later), neighbours], '2.0.0', (news) => heard.push(news));
  const [name = '', ...others] = backups();
  expect(others).toEqual([]);
  expect(name).toMatch(/^pegel-before-upgrade-\d{8}T\d{6}\.\d{3}Z-family-0002\.sqlite$/);
  expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  expect(heard).toEqual([
    { kind: 'begins', file, steps: 2 }, { kind: 'backed-up', backup: join(folder, name) },
    { kind: 'applies', component: 'family', step: '0003-later' }, { kind: 'applies', component: 'neighbours', step: '0001-houses' },
  ]);
  const backup = openReader(join(folder, name));
  expect([backup.prepare('SELECT * FROM parents').raw().all(), backup.pragma('integrity_check', { simple: true })]).toEqual([[[1, 1, 5, null, null]], 'ok']);
  expect(schemaOf(join(folder, name)).map((step) => step.name)).toEqual(['0001-parents', '0002-rebuild']);
  backup.close();
});

test('keeps the newest backup of each of the three newest schemas, and none of an upgrade that is tried again and again', () => {
  populate();
  const later = [2, 3, 4, 5].map((at): Migration => ({ name: `000${at}-later`, sql: `CREATE TABLE later${at} (id INTEGER PRIMARY KEY) STRICT` }));
  const failing: Migration = { name: '0009-failing', sql: 'nonsense' };
  for (let done = 0; done <= later.length; done += 1) {
    open([family(...later.slice(0, done))]);
    for (const _ of [1, 2, 3]) expect(refusal([family(...later.slice(0, done), failing)])).toContain('syntax error');
  }
  expect(backups().map((name) => name.replace(/^.+Z-/, ''))).toEqual(['family-0003.sqlite', 'family-0004.sqlite', 'family-0005.sqlite']);
});

test('removes what a backup that was interrupted has left', () => {
  populate();
  const left = join(folder, 'pegel-before-upgrade-20260101T000000.000Z-family-0001.sqlite.partial');
  inFile((database) => database.prepare('VACUUM INTO ?').run(left));
  open([family(rebuild)]);
  expect(backups()).toEqual([expect.stringMatching(/Z-family-0001\.sqlite$/)]);
});
