import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as othersFirst } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openDatabase, openReader, type Database } from './database.js';
import { momentsOf } from './moments.js';
import { turnsOf, type Turns } from './turns.js';

let folder: string;
let database: Database;
let reader: Database;
let turns: Turns;
let heard: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pegel-turns-'));
  const file = join(folder, 'pegel.sqlite');
  database = openDatabase(file);
  database.exec('CREATE TABLE parents (n INTEGER PRIMARY KEY) STRICT; CREATE TABLE numbers (n INTEGER NOT NULL, parent INTEGER REFERENCES parents DEFERRABLE INITIALLY DEFERRED) STRICT; CREATE TABLE others (n INTEGER) STRICT');
  reader = openReader(file);
  heard = [];
  turns = turnsOf(database, { begins: () => heard.push('begins'), isTakenBack: () => heard.push('taken back'), isOver: () => heard.push('over') });
  // Whatever is done has taken all of the time that there is for a turn.
  let time = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (time += 1_000));
});
afterEach(() => {
  vi.restoreAllMocks();
  reader.close();
  database.close();
  rmSync(folder, { recursive: true });
});

const steps = 20;
function* writing(parent: number | null = null): Generator<void> {
  const insert = database.prepare('INSERT INTO numbers (n, parent) VALUES (?, ?)');
  for (let n = 0; n < steps; n += 1) {
    insert.run(n, parent);
    yield;
  }
}
const countOf = (table: string): unknown => reader.prepare(`SELECT count(*) FROM ${table}`).pluck().get();

/** Others have their turn until nothing is open, or until so many turns have passed; how many there were. */
async function untilOver(most = Infinity): Promise<number> {
  let count = 0;
  for (; turns.isOpen && count < most; count += 1) await othersFirst();
  return count;
}

test('others have their turn after each step, and read nothing of it before all of it is there', async () => {
  const written = turns.run(() => writing());
  let looks = 0;
  for (; turns.isOpen; looks += 1) {
    expect(countOf('numbers')).toBe(0);
    await othersFirst();
  }
  await written;
  expect(countOf('numbers')).toBe(steps);
  expect(looks).toBeGreaterThan(steps / 2);
  expect(heard).toEqual(['begins', 'over']);
});

test.each<[string, () => unknown]>([
  ['a statement', () => database.prepare('INSERT INTO others VALUES (1)').run()],
  ['a statement that answers', () => database.prepare('INSERT INTO others VALUES (1) RETURNING n').get()],
  ['a transaction', () => database.transaction(() => database.prepare('INSERT INTO others VALUES (1)').run())()],
  ['a transaction that locks at once', () => database.transaction(() => database.prepare('INSERT INTO others VALUES (1)').run()).immediate()],
  ['a script', () => database.exec('INSERT INTO others VALUES (1)')],
])('whoever else writes by the same connection comes after it, with %s, and is kept though it fails', async (_, write) => {
  const written = turns.run(() => writing());
  await untilOver(3);
  write();
  expect([turns.isOpen, countOf('numbers'), countOf('others')]).toEqual([false, steps, 1]);
  await written;

  const failing = turns.run(function* () {
    yield* writing();
    throw new Error('It cannot be read.');
  });
  const failed = expect(failing).rejects.toThrow('It cannot be read.');
  await untilOver(3);
  write();
  expect([turns.isOpen, countOf('numbers'), countOf('others')]).toEqual([false, steps, 2]);
  await failed;
  expect(heard).toEqual(['begins', 'over', 'begins', 'taken back', 'over']);
});

test('whoever waits for one that somebody else has ended hears so in another turn, since what others read in this one is older', async () => {
  const moments = momentsOf(reader);
  const order: string[] = [];
  const written = turns.run(() => writing()).then(() => order.push('told'));
  await untilOver(3);
  moments.begin();
  expect(countOf('numbers')).toBe(0);
  turns.settle();
  await Promise.resolve();
  order.push(`reads ${String(countOf('numbers'))}`);
  await written;
  moments.begin();
  order.push(`reads ${String(countOf('numbers'))}`);
  expect(order).toEqual(['reads 0', 'told', `reads ${steps}`]);
});

test('keeps nothing of one that cannot be committed, or was ended from outside, and takes the next', async () => {
  await expect(turns.run(() => writing(7))).rejects.toThrow('FOREIGN KEY constraint failed');
  const cut = turns.run(function* () {
    yield* writing();
    // As an error of the disk does, wherever it is met.
    expect(() => database.prepare('INSERT OR ROLLBACK INTO parents VALUES (1), (1)').run()).toThrow('UNIQUE');
    yield;
    yield* writing();
  });
  await expect(cut).rejects.toThrow('The transaction was ended from outside, and nothing of it was kept.');
  expect(countOf('numbers')).toBe(0);
  await turns.run(() => writing());
  expect(countOf('numbers')).toBe(steps);
  expect(heard).toEqual(['begins', 'taken back', 'over', 'begins', 'taken back', 'over', 'begins', 'over']);
});

test('whoever waits until nothing is open waits for what is', async () => {
  await turns.idle();
  const written = turns.run(() => writing());
  await untilOver(3);
  expect(countOf('numbers')).toBe(0);
  await turns.idle();
  expect([turns.isOpen, countOf('numbers')]).toEqual([false, steps]);
  await written;
});

test('what is read in one turn is of one moment, and the next of a later one', async () => {
  const moments = momentsOf(reader);
  expect([moments.begin(), moments.begin()]).toEqual([true, false]);
  database.exec('INSERT INTO others VALUES (1)');
  await Promise.resolve();
  expect(countOf('others')).toBe(0);
  moments.end();
  expect([moments.begin(), countOf('others')]).toEqual([true, 1]);
  database.exec('INSERT INTO others VALUES (2)');
  expect(countOf('others')).toBe(1);
  await othersFirst();
  expect([moments.begin(), countOf('others')]).toEqual([true, 2]);
});
