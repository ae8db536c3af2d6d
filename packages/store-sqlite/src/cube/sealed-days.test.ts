import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { addDays, dayNumber, millisecondsADay, type Question } from '@pegel/domain';
import { activity, directory, events, organisationIn, person, seatOf, spendLine } from '@pegel/domain/testing';
import { keyFileBeside, openDatabase } from '@pegel/sqlite';
import { getTableColumns } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ledgersIn } from '../ledger.js';
import * as tables from '../schema.js';
import { sqliteStore, type SqliteStore } from '../store.js';
import { columnsBeside, connectionsTo, openStore } from '../testing/open-store.js';
import { activityReading } from './activity-days.js';
import { cubeOver } from './cube.js';
import { spendReading } from './spend-days.js';

let opened: ReturnType<typeof openStore>;
beforeEach(() => void (opened = openStore()));
afterEach(() => opened.close());

const utc = organisationIn('UTC');
const [ada, ben] = [person('ada@nordwind.example'), person('ben@nordwind.example')];
const week = { from: '2026-01-05', to: '2026-01-11' };
const after = Date.parse('2026-02-01T00:00:00Z');
const people: Question = { organisation: utc, fact: 'activity', aggregates: [{ kind: 'countDistinct', fact: 'activity', entity: 'person', where: {} }, { kind: 'countDistinct', fact: 'activity', entity: 'chat', where: {} }], periods: [week], by: null, where: new Map() };
const money: Question = { ...people, fact: 'spend', aggregates: [{ kind: 'sum', fact: 'spend', column: 'amount', where: {} }], by: 'model' };

async function filled(): Promise<void> {
  const { store } = opened;
  await store.append(utc, directory('2026-01-01T00:00:00Z', [seatOf(ada, { department: 'Sales' })]));
  for (let day = 0; day < 5; day += 1) {
    const at = `${addDays(week.from, day)}T09:00:00Z`;
    await store.append(utc, events([activity(at, ada, { chat: `chat-${day % 2}`, project: 'Quarter', model: 'opus' }), activity(at, ben, { chat: `chat-${day}` }), spendLine(at, ada, '1.5', { model: 'opus' }), spendLine(at, { kind: 'service', name: 'robot' }, '0.25')]));
  }
}

type Answers = readonly unknown[];
const answers = async (store = opened.store, organisation = utc): Promise<Answers> => [await store.read({ ...people, organisation }), await store.read({ ...money, organisation })].map(({ rows, bases }) => ({ rows, bases }));

/** A store over the file as whoever starts now finds it; as if whoever had it open was killed. */
function started<T>(use: (store: SqliteStore) => Promise<T>, cubeBytes?: number): Promise<T> {
  const { database } = opened;
  const folder = mkdtempSync(join(tmpdir(), 'pegel-sealed-'));
  const name = basename(database.name);
  for (const file of [name, `${name}-wal`]) cpSync(join(dirname(database.name), file), join(folder, file));
  cpSync(keyFileBeside(database.name), keyFileBeside(join(folder, name)));
  const { close, ...connections } = connectionsTo(join(folder, name));
  return use(sqliteStore({ ...connections, ...(cubeBytes === undefined ? {} : { cubeBytes }) })).finally(() => {
    close();
    rmSync(folder, { recursive: true });
  });
}

/** Seals all there is to seal, however many moments that takes. */
async function sealAll(store: SqliteStore, now = after): Promise<void> {
  for (let left = await store.sealDays(now); left > 0;) {
    const before = left;
    left = await store.sealDays(now);
    expect(left).toBeLessThan(before);
  }
}

const sealedIn = (): string[] => opened.database.prepare<[], string>('SELECT day || \' \' || fact FROM sealed_days ORDER BY 1').pluck().all();

test('whoever starts counts from days that were sealed, and makes of the ledger only those that were not', async () => {
  await filled();
  const said = await answers();
  expect(opened.store.columns()).toMatchObject({ daysUnsealed: 10 });
  await sealAll(opened.store, Date.parse('2026-01-07T00:00:00Z'));
  // A day is over in every zone a day after it is over.
  expect(sealedIn()).toHaveLength(2);
  await sealAll(opened.store);
  expect(sealedIn()).toHaveLength(10);
  await started(async (store) => {
    expect(store.columns()).toMatchObject({ days: 0 });
    expect(await answers(store)).toEqual(said);
    expect(store.columns()).toMatchObject({ daysUnsealed: 0 });
  });
});

test('a day that something came to is sealed again, also what the file had of its other facts', async () => {
  await filled();
  await answers();
  await sealAll(opened.store);
  const sealed = sealedIn();
  const { daysMade } = opened.store.columns() ?? expect.fail();
  await opened.store.append(utc, events([activity('2026-01-06T12:00:00Z', person('late@nordwind.example'))]));
  expect(sealedIn()).toHaveLength(8);
  const said = await answers();
  // As long as more may follow it is not written again and again.
  expect(await opened.store.sealDays(after)).toBe(2);
  expect(sealedIn()).toHaveLength(8);
  await sealAll(opened.store);
  expect(sealedIn()).toEqual(sealed);
  expect(opened.store.columns()).toMatchObject({ daysMade });
  await started(async (store) => {
    expect(await answers(store)).toEqual(said);
    expect(store.columns()).toMatchObject({ daysUnsealed: 0 });
  });
});

test('days that had to make room before they were written keep nobody writing for ever', async () => {
  await filled();
  await answers();
  const { bytes } = opened.store.columns() ?? expect.fail();
  const single = [people, money].flatMap((question) => [0, 1, 2, 3, 4].map((offset): Question => ({ ...question, periods: [{ from: addDays(week.from, offset), to: addDays(week.from, offset) }] })));
  let gone = 0;
  for (const part of [0.5, 0.4, 0.3, 0.2, 0.1]) {
    await started(async (store) => {
      for (const question of single) await store.read(question);
      const { daysUnsealed, days } = store.columns() ?? expect.fail();
      if (daysUnsealed > days) gone += 1;
      for (let times = 0; times < 40 && (await store.sealDays(after)) > 0; times += 1);
      expect(store.columns()).toMatchObject({ daysUnsealed: 0 });
    }, Math.floor(bytes * part));
  }
  // Some of what was to be written was no longer there.
  expect(gone).toBeGreaterThan(0);
});

test('days are made ahead one at a time, also where many came to at once', async () => {
  await filled();
  const cube = cubeOver(columnsBeside(opened.database));
  const { id } = ledgersIn(opened.database).of(utc);
  const steps: number[] = [];
  for (const _ of cube.ahead(utc, id)) steps.push(cube.size().days);
  expect([...new Set(steps)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  await started(async (store) => {
    await Promise.all([store.prepare(utc), store.prepare(utc)]);
    expect(store.columns()).toMatchObject({ days: 10, daysAhead: 0, daysUnsealed: 10 });
    await store.append(utc, events(Array.from({ length: 60 }, (_, day) => activity(`${addDays('2025-10-01', day)}T09:00:00Z`, ada))));
    expect(store.columns()).toMatchObject({ days: 10 });
    await store.prepare(utc);
    expect(store.columns()).toMatchObject({ days: 130, daysAhead: 0, daysUnsealed: 70 });
  });
});

const damages: readonly [what: string, sql: string][] = [
  ['is missing', 'DELETE FROM sealed_days WHERE day % 2 = 0'],
  ['has a byte too many', "UPDATE sealed_days SET content = CAST(content || x'00' AS BLOB)"],
  ['has lost bytes', 'UPDATE sealed_days SET content = substr(content, 1, length(content) / 2)'],
  ['has another checksum', "UPDATE sealed_days SET checksum = zeroblob(16)"],
  ['is of another version', "UPDATE sealed_days SET version = 'older'"],
  ['is of other hours', 'UPDATE sealed_days SET since_at = since_at + 3600000'],
  ['is that of another day', 'UPDATE sealed_days SET content = (SELECT content FROM sealed_days other WHERE other.fact = sealed_days.fact ORDER BY day LIMIT 1), checksum = (SELECT checksum FROM sealed_days other WHERE other.fact = sealed_days.fact ORDER BY day LIMIT 1)'],
];
test.each(damages)('a day that %s is made of the ledger, and sealed again', async (_, sql) => {
  await filled();
  const said = await answers();
  await sealAll(opened.store);
  opened.database.exec(sql);
  await started(async (store) => {
    expect(await answers(store)).toEqual(said);
    const { daysUnsealed = 0 } = store.columns() ?? {};
    expect(daysUnsealed).toBeGreaterThan(0);
    await sealAll(store);
    expect(await answers(store)).toEqual(said);
  });
});

test('a byte of it that is another does not get into a number, wherever it lies', async () => {
  await filled();
  const said = await answers();
  await sealAll(opened.store);
  const { database } = opened;
  const contents = database.prepare<[], { day: number; fact: string; content: Buffer }>('SELECT day, fact, content FROM sealed_days').all();
  for (const { day, fact, content } of contents) {
    const other = Buffer.from(content);
    const at = (day * 7_919) % other.length;
    other[at] = (other[at] ?? 0) ^ 1;
    database.prepare('UPDATE sealed_days SET content = ? WHERE day = ? AND fact = ?').run(other, day, fact);
  }
  await started(async (store) => {
    expect(await answers(store)).toEqual(said);
    expect(store.columns()).toMatchObject({ daysUnsealed: 10 });
  });
});

/** The columns of an event that any day is read by. */
const readings = `${activityReading} ${spendReading}`;
const read = Object.values(getTableColumns(tables.events)).filter(({ name }) => new RegExp(`\\b${name}\\b`).test(readings));

test('whoever changes what a day is read by, and knows nothing of columns, opens it again and no other', async () => {
  await filled();
  await answers();
  await sealAll(opened.store);
  const sealed = sealedIn();
  const day = dayNumber('2026-01-07');
  const [from, to] = [day * millisecondsADay, (day + 1) * millisecondsADay];
  const other = openDatabase(opened.database.name);
  other.pragma('foreign_keys = OFF');
  other.pragma('ignore_check_constraints = ON');
  const sealedNow = (): string[] => other.prepare<[], string>("SELECT day || ' ' || fact FROM sealed_days ORDER BY 1").pluck().all();
  const opening = (sql: string): readonly string[] => {
    other.exec('BEGIN');
    expect(other.prepare(sql).run(from, to).changes).toBeGreaterThan(0);
    const left = new Set(sealedNow());
    other.exec('ROLLBACK');
    return sealed.filter((one) => !left.has(one));
  };
  expect(read.length).toBeGreaterThan(20);
  for (const { name, dataType } of read) {
    const value = name === 'organisation' ? `${name} + 1` : dataType === 'string' ? `coalesce(${name}, '') || 'x'` : `coalesce(${name}, 0) + ${name === 'until_at' ? 1 : 0} + 0`;
    expect([name, opening(`UPDATE events SET ${name} = ${value} WHERE at >= ? AND at < ?`)]).toEqual([name, [`${day} activity`, `${day} spend`]]);
  }
  expect(opening('DELETE FROM events WHERE at >= ? AND at < ?')).toEqual([`${day} activity`, `${day} spend`]);
  expect(opening(`UPDATE events SET at = at + ${millisecondsADay}, until_at = until_at + ${millisecondsADay} WHERE at >= ? AND at < ?`)).toEqual([day, day + 1].flatMap((number) => [`${number} activity`, `${number} spend`]));
  other.close();
});

test('what a transaction has changed and taken back again leaves sealed days as they were, and what it has kept does not, killed at any moment', async () => {
  await filled();
  await answers();
  await sealAll(opened.store);
  const sealed = sealedIn();
  const { database, store } = opened;
  const turned = new Error('Turned back.');
  expect(() => database.transaction(() => {
    database.exec('DELETE FROM events');
    expect(sealedIn()).toEqual([]);
    throw turned;
  })()).toThrow(turned);
  expect(sealedIn()).toEqual(sealed);
  for (const at of ['2026-01-05T23:59:59.999Z', '2026-01-06T00:00:00Z', '2026-01-20T12:00:00Z']) {
    await store.append(utc, events([activity(at, person('late@nordwind.example')), spendLine(at, ben, '9')]));
    const bySql = await started((other) => answers(other), 0);
    expect(await started((other) => answers(other))).toEqual(bySql);
    expect(await answers()).toEqual(bySql);
    await sealAll(store);
    expect(await started((other) => answers(other))).toEqual(bySql);
  }
});

test('another zone has other days, and the old one has its own again', async () => {
  await filled();
  const said = await answers();
  await sealAll(opened.store);
  const elsewhere = { ...utc, timeZone: 'America/New_York' };
  const there = await answers(opened.store, elsewhere);
  expect(there).toEqual(await started((store) => answers(store, elsewhere), 0));
  await sealAll(opened.store);
  await started(async (store) => {
    expect(await answers(store, elsewhere)).toEqual(there);
    expect(store.columns()).toMatchObject({ daysUnsealed: 0 });
    expect(await answers(store)).toEqual(said);
  });
});

test('holds nothing that names anybody, also before they are erased', async () => {
  await filled();
  await opened.store.append(utc, events([activity('2026-01-09T09:00:00Z', { kind: 'person', id: 'user-ada', email: 'ada@nordwind.example', name: 'Ada Lovelace' })]));
  await answers();
  await sealAll(opened.store);
  const texts = opened.database.prepare<[], Buffer>('SELECT content FROM sealed_days').pluck().all().map((content) => inflateRawSync(content).toString('latin1'));
  expect(texts.some((text) => text.includes('Quarter'))).toBe(true);
  for (const word of ['ada', 'Lovelace', 'nordwind', 'robot', 'Sales', 'chat-0']) expect(texts.filter((text) => text.includes(word))).toEqual([]);
});
