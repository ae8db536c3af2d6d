import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase, type Database } from './database.js';
import { migrate } from './migrate.js';

let database: Database;
beforeEach(() => {
  database = openDatabase(':memory:');
});
afterEach(() => {
  database.close();
});

const first = { name: '0001-parents', sql: 'CREATE TABLE parents (id INTEGER PRIMARY KEY) STRICT; CREATE TABLE children (parent INTEGER REFERENCES parents (id) ON DELETE CASCADE) STRICT' };
const rebuild = { name: '0002-rebuild', sql: 'CREATE TABLE rebuilt (id INTEGER PRIMARY KEY) STRICT; INSERT INTO rebuilt SELECT id FROM parents; DROP TABLE parents; ALTER TABLE rebuilt RENAME TO parents' };
const applied = () => database.prepare('SELECT component, name FROM schema_migrations ORDER BY name').raw().all();

test('applies each migration once, in order', () => {
  migrate(database, 'family', [first]);
  migrate(database, 'family', [first, rebuild]);
  migrate(database, 'family', [first, rebuild]);
  expect(applied()).toEqual([['family', '0001-parents'], ['family', '0002-rebuild']]);
});

test('keeps the rows that refer to a table which is rebuilt', () => {
  migrate(database, 'family', [first]);
  database.exec('INSERT INTO parents VALUES (1); INSERT INTO children VALUES (1), (1)');
  migrate(database, 'family', [first, rebuild]);
  expect(database.prepare('SELECT count(*) FROM children').pluck().get()).toBe(2);
  expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
});

test('changes nothing when a migration fails or leaves rows that refer to nothing', () => {
  migrate(database, 'family', [first]);
  database.exec('INSERT INTO parents VALUES (1); INSERT INTO children VALUES (1)');
  const losing = { name: '0002-losing', sql: 'DELETE FROM parents' };
  expect(() => migrate(database, 'family', [first, losing])).toThrow('0002-losing of family would leave 1 rows that refer to nothing; nothing was changed.');
  expect(() => migrate(database, 'family', [first, { name: '0002-broken', sql: 'DROP TABLE children; nonsense' }])).toThrow('syntax error');
  expect(database.prepare('SELECT count(*) FROM children').pluck().get()).toBe(1);
  expect(database.prepare('SELECT count(*) FROM parents').pluck().get()).toBe(1);
  expect(applied()).toEqual([['family', '0001-parents']]);
});

test('refuses a file that a newer version has written, and leaves other components alone', () => {
  migrate(database, 'family', [first, rebuild]);
  migrate(database, 'neighbours', []);
  expect(() => migrate(database, 'family', [first])).toThrow('was written by a newer Pegel: it has 0002-rebuild of family');
});
