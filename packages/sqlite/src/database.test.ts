import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase, openReader, type Database } from './database.js';

let folder: string;
let file: string;
const opened: Database[] = [];
const keep = (database: Database): Database => {
  opened.push(database);
  return database;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pegel-sqlite-'));
  file = join(folder, 'pegel.sqlite');
});
afterEach(() => {
  for (const database of opened.splice(0)) database.close();
  rmSync(folder, { recursive: true });
});

const settings = (database: Database) =>
  Object.fromEntries(['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout', 'trusted_schema'].map((name) => [name, database.pragma(name, { simple: true })]));

test('syncs every commit, still after the first write and when the file is opened again', () => {
  const durable = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1, busy_timeout: 5_000, trusted_schema: 0 };
  const first = keep(openDatabase(file));
  first.exec('CREATE TABLE numbers (n INTEGER) STRICT; INSERT INTO numbers VALUES (1)');
  expect(settings(first)).toEqual(durable);
  const again = keep(openDatabase(file));
  again.exec('INSERT INTO numbers VALUES (2)');
  expect(settings(again)).toEqual(durable);
  expect(settings(keep(openReader(file)))).toEqual(durable);
});

test('a new file and its log are this user’s alone, whatever the folder lets others do', () => {
  const database = keep(openDatabase(file));
  database.exec('CREATE TABLE numbers (n INTEGER) STRICT; INSERT INTO numbers VALUES (1)');
  const modes = readdirSync(folder).map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)]);
  expect(modes).toContainEqual(['pegel.sqlite-wal', '600']);
  expect(modes.filter(([, mode]) => mode !== '600')).toEqual([]);
});

test('writes while a reader is in the middle of a long answer, which does not change under it', () => {
  const database = keep(openDatabase(file));
  database.exec('CREATE TABLE numbers (n INTEGER) STRICT; INSERT INTO numbers VALUES (1), (2), (3)');
  const seen: unknown[] = [];
  for (const n of keep(openReader(file)).prepare('SELECT n FROM numbers ORDER BY n').pluck().iterate()) {
    database.prepare('INSERT INTO numbers VALUES (?)').run(Number(n) + 10);
    seen.push(n);
  }
  expect(seen).toEqual([1, 2, 3]);
});

test('lets a reader write nothing', () => {
  keep(openDatabase(file)).exec('CREATE TABLE numbers (n INTEGER) STRICT');
  expect(() => keep(openReader(file)).exec('INSERT INTO numbers VALUES (1)')).toThrow('readonly');
});

test('does not make a file for a reader', () => {
  expect(() => openReader(file)).toThrow('unable to open');
});

test('opens a database in memory, which has no log to write ahead', () => {
  const database = keep(openDatabase(':memory:'));
  expect(settings(database)).toMatchObject({ journal_mode: 'memory', synchronous: 2 });
});
