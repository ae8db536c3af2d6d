import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { metrics, type Aggregate, type Dimension, type Question, type SpendByUser, type UsageStore } from '@pegel/domain';
import { activity, directory, events, instant, organisationIn, person, seatOf, spendLine } from '@pegel/domain/testing';
import type { Database } from '@pegel/sqlite';
import { cubeBytesUsual } from './cube/cube.js';
import { sqliteStore } from './store.js';
import { connectionsTo, openStore } from './testing/open-store.js';

const utc = organisationIn('UTC');
const ada = person('ada@nordwind.example', { id: 'user_1', name: 'Ada' });
const ben = person('ben@nordwind.example');
const week = { from: '2026-01-05', to: '2026-01-11' };

let store: UsageStore;
let database: Database;
let reader: Database;
let again: (cubeBytes: number) => UsageStore;
let close: () => void;
beforeEach(() => {
  ({ store, database, reader, again, close } = openStore());
});
afterEach(() => close());

const rows = (sql: string): unknown[] => database.prepare(sql).raw().all();
const question = (aggregate: Aggregate, changes: Partial<Question> = {}): Question => ({
  organisation: utc, fact: aggregate.kind === 'trailing' ? aggregate.of.fact : aggregate.fact, aggregates: [aggregate], periods: [week], by: null, where: new Map(), ...changes,
});
const read = async (aggregate: Aggregate, changes: Partial<Question> = {}) =>
  Object.fromEntries((await store.read(question(aggregate, changes))).rows.map(({ key, values }) => [key ?? 'all', Number(values[0])]));
const only = (dimension: Dimension, ...keys: string[]) => new Map([[dimension, keys]]);
async function spendOf(period = week): Promise<SpendByUser[]> {
  const found = [];
  for await (const rows of store.spendByUser(utc, period)) found.push(...rows);
  return found;
}

describe('durability', () => {
  test('both connections sync every commit, also after the first write', async () => {
    await store.append(utc, events([activity('2026-01-05T09:00:00Z', ada)]));
    for (const connection of [database, reader]) {
      expect([connection.pragma('journal_mode', { simple: true }), connection.pragma('synchronous', { simple: true })]).toEqual(['wal', 2]);
    }
  });

  test('is there when the file is opened again, and knows its own schema', async () => {
    const delivery = events([activity('2026-01-05T09:00:00Z', ada)]);
    await store.append(utc, delivery);
    const { close: closeSecond, ...second } = connectionsTo(database.name);
    const reopened = sqliteStore(second);
    expect((await reopened.append(utc, delivery)).counts).toMatchObject({ stored: 0, duplicate: 1 });
    closeSecond();
  });

  test('keeps nothing of a delivery that fails half-way, and takes the next one', async () => {
    const good = activity('2026-01-05T09:00:00Z', ada, { id: 'good' });
    const broken = { ...good, id: 'broken', count: 0.5 };
    await expect(store.append(utc, events([good, broken]))).rejects.toThrow('cannot store REAL value in INTEGER column');
    for (const table of ['events', 'person_references', 'people', 'runs', 'deliveries', 'ledgers']) expect(rows(`SELECT * FROM ${table}`)).toEqual([]);
    expect((await store.append(utc, events([good]))).counts.stored).toBe(1);
  });

  test.each([['columns', cubeBytesUsual], ['lines', 0]])('takes deliveries while an export is being read, which stays as it was when it began, of %s', async (_, cubeBytes) => {
    const own = again(cubeBytes);
    const people = Array.from({ length: 700 }, (_, number) => person(`p${number}@nordwind.example`));
    await own.append(utc, events(people.map((one) => spendLine('2026-01-05T09:00:00Z', one, '1'))));
    const keys: string[] = [];
    let pieces = 0;
    for await (const some of own.spendByUser(utc, week)) {
      pieces += 1;
      await own.append(utc, events([ben, ada].map((one) => spendLine('2026-01-05T09:00:00Z', one, '5'))));
      for (const { key, amount } of some) if (amount === 1_000_000_000n) keys.push(key);
    }
    expect(pieces).toBeGreaterThan(1);
    expect(keys).toHaveLength(people.length);
    expect(keys).toEqual(keys.toSorted());
    expect((await spendOf()).reduce((sum, { amount }) => sum + amount, 0n)).toBe(BigInt(people.length + pieces * 10) * 1_000_000_000n);
  });
});

describe('the ledger', () => {
  const revision = (number: number) => activity('2026-01-05T09:00:00Z', ada, { id: 'revised', chat: 'c', revision: number, count: 10 + number });

  test.each([[[0, 1, 2]], [[2, 1, 0]], [[1, 2, 0]], [[1, 0, 2]]])('keeps every revision once when they arrive as %j', async (order) => {
    for (const number of [...order, ...order]) await store.append(utc, events([revision(number)]));
    expect(rows('SELECT revision, count FROM events')).toEqual([[2, 12]]);
    expect(rows('SELECT revision, count FROM event_history ORDER BY revision')).toEqual([[0, 10], [1, 11]]);
    expect(rows('SELECT sum(stored), sum(superseded), sum(duplicate) FROM deliveries')).toEqual([[1, 2, 3]]);
  });

  test('sets a contradiction of an older revision aside as well, once, with its content', async () => {
    const other = { ...revision(0), count: 99 };
    await store.append(utc, events([revision(0), revision(1)]));
    for (let time = 0; time < 2; time += 1) {
      const { counts, errors } = await store.append(utc, events([other]));
      expect(counts.quarantined).toBe(1);
      expect(errors[0]?.message).toBe('"revised" is already stored with revision 0 and other content; send a higher revision to change it.');
    }
    expect(rows(`SELECT event_id, revision, code, unsealed(content) ->> 'count' FROM quarantine`)).toEqual([['revised', 0, 'conflict', 99]]);
    expect(await read(metrics.messages.measure)).toEqual({ all: 11 });
  });

  test('says what is ahead of its time and what is in another currency, and lets neither cover a day or name a person', async () => {
    const { errors } = await store.append(utc, events([activity('2027-06-01T00:00:00Z', ada), spendLine('2026-01-05T09:00:00Z', ben, '1', { currency: 'CHF' })]));
    expect(errors.map(({ message }) => message)).toEqual([
      '2027-06-01T00:00:00.000Z is more than 24 hours ahead of 2026-12-31T00:00:00.000Z, when it arrived.',
      'The organisation accounts in USD; this line is in CHF.',
    ]);
    expect(await store.state(utc)).toEqual({ sources: [], seatsKnownSince: null, invitesKnownSince: null });
    expect(rows('SELECT * FROM people')).toEqual([]);
  });

  test('writes down the whole account of a delivery, with what was rejected before it', async () => {
    const event = activity('2026-01-05T09:00:00Z', ada);
    await store.append(utc, events([event, event, { ...event, revision: 1 }, { ...event, count: 7 }], { rejected: 3 }));
    expect(rows('SELECT received, stored, duplicate, superseded, quarantined, rejected FROM deliveries')).toEqual([[7, 1, 1, 1, 1, 3]]);
  });

  test('keeps equal ids of two sources apart, and takes them for what they are', async () => {
    const gateway = { name: 'gateway', kind: 'live', feeds: null, run: '' } as const;
    const trap = activity('2026-01-05T09:00:00Z', { kind: 'person', id: '__proto__', email: null, name: '__proto__' }, { id: '__proto__', chat: '__proto__', model: '__proto__' });
    await store.append(utc, events([trap]));
    await store.append(utc, events([trap], { source: gateway }));
    expect(await read(metrics.activeUsers.measure)).toEqual({ all: 2 });
    expect((await store.read(question(metrics.chats.measure, { by: 'model' }))).rows).toEqual([{ period: 0, key: '__proto__', label: null, values: [2n] }]);
  });
});

describe('people', () => {
  test('are known by all their ids, the newest address and the newest name', async () => {
    await store.append(utc, events([
      activity('2026-01-05T09:00:00Z', ada),
      activity('2026-01-06T09:00:00Z', { ...ada, email: 'ada@new.example', name: null }),
    ]));
    await store.append(utc, events([activity('2026-01-04T09:00:00Z', { ...ada, id: 'gw-7', email: 'ada@new.example', name: 'Old' })], { source: { name: 'gateway', kind: 'live', feeds: null, run: '' } }));
    const [key = ''] = Object.keys(await read(metrics.messages.measure, { by: 'person' }));
    expect(await store.people(utc, [key, 'p_nobody'])).toEqual(new Map([[key, { key, ids: ['gw-7', 'user_1'], email: 'ada@new.example', name: 'Ada' }]]));
  });

  test('can be filtered by key, alone and beside services', async () => {
    await store.append(utc, events([
      activity('2026-01-05T09:00:00Z', ada), activity('2026-01-05T09:00:00Z', ben, { count: 5 }),
      activity('2026-01-05T09:00:00Z', { kind: 'service', name: 'bot' }, { count: 20 }), activity('2026-01-05T09:00:00Z', { kind: 'nobody' }, { count: 100 }),
    ]));
    const byKey = await read(metrics.messages.measure, { by: 'person' });
    const [key = ''] = Object.keys(byKey).filter((candidate) => byKey[candidate] === 5);
    expect(await read(metrics.messages.measure, { where: only('person', key) })).toEqual({ all: 5 });
    expect(await read(metrics.messages.measure, { where: only('person', key, '@service') })).toEqual({ all: 25 });
    expect(await read(metrics.messages.measure, { where: only('person', '@unattributed') })).toEqual({ all: 100 });
    expect(await read(metrics.messages.measure, { where: only('person') })).toEqual({});
  });

  test('follow the newest of two ids that share an address, also when only the time of it changes', async () => {
    const shared = 'info@nordwind.example';
    const named = (at: string, id: string) => activity(at, person(shared, { id }));
    await store.append(utc, events([named('2026-01-05T09:00:00Z', 'first'), named('2026-01-06T09:00:00Z', 'second'), activity('2026-01-07T09:00:00Z', person(shared), { count: 10 })]));
    const seconds = await read(metrics.messages.measure, { by: 'person' });
    expect(Object.values(seconds).sort((a, b) => a - b)).toEqual([1, 11]);
    await store.append(utc, events([named('2026-01-08T09:00:00Z', 'first')]));
    expect(Object.values(await read(metrics.messages.measure, { by: 'person' })).sort((a, b) => a - b)).toEqual([1, 12]);
  });
});

describe('money', () => {
  test('adds up beyond 64 bits, by user as in total, to the last nano-unit', async () => {
    const lines = Array.from({ length: 30 }, (_, index) => spendLine('2026-01-05T09:00:00Z', ada, '999999999.999999999', { id: `huge-${index}`, inputTokens: 1_000_000_000_000 }));
    await store.append(utc, events([...lines, spendLine('2026-01-05T09:00:00Z', ada, '-0.000000001')]));
    const [row] = await spendOf();
    expect(row).toMatchObject({ amount: 29_999_999_999_999_999_969n, listAmount: 29_999_999_999_999_999_969n, credits: 0n, inputTokens: 30_000_000_000_000n, requests: 31n });
    expect((await store.read(question(metrics.spend.measure))).rows[0]?.values).toEqual([29_999_999_999_999_999_969n]);
  });

  test('says which basis counted on how many days, and which period cuts a line', async () => {
    await store.append(utc, events([
      spendLine('2026-01-05T00:00:00Z', ada, '70', { to: instant('2026-01-12T00:00:00Z'), basis: 'vendor-estimate' }),
      spendLine('2026-01-06T09:00:00Z', ada, '4', { basis: 'computed' }),
      spendLine('2026-01-06T09:00:00Z', ada, '3', { basis: 'billed', surface: 'code' }),
    ]));
    const { rows: found, cut, bases } = await store.read(question(metrics.spend.measure, { periods: [week, { from: '2026-01-06', to: '2026-01-06' }] }));
    expect(found.map(({ period, values }) => [period, Number(values[0]) / 1e9])).toEqual([[0, 73], [1, 7]]);
    expect(cut).toEqual([1]);
    expect(bases).toEqual([{ 'vendor-estimate': 7, billed: 1 }, { computed: 1, billed: 1 }]);
  });
});

describe('the directory', () => {
  test('of the same source and instant is replaced, person by person', async () => {
    await store.append(utc, directory('2026-01-05T00:00:00Z', [seatOf(ada), seatOf(ben)]));
    const { counts } = await store.append(utc, directory('2026-01-05T00:00:00Z', [seatOf(ada), seatOf(ben, { department: 'Legal' }), seatOf(person('cleo@nordwind.example'))]));
    expect(counts).toEqual({ stored: 1, duplicate: 1, superseded: 1, quarantined: 0 });
    expect(await read(metrics.seats.measure, { by: 'department' })).toEqual({ '@unattributed': 2, Legal: 1 });
    expect(rows('SELECT count(*) FROM directory_snapshots')).toEqual([[1]]);
  });

  test('splits and filters by what somebody belonged to on the day, also after it changed under a kept answer', async () => {
    await store.append(utc, directory('2026-01-05T00:00:00Z', [seatOf(ada, { groups: ['Berlin', 'Sales'] })]));
    await store.append(utc, events([activity('2026-01-05T09:00:00Z', ada), activity('2026-01-07T09:00:00Z', ada, { count: 10 }), activity('2026-01-07T09:00:00Z', ben, { count: 100 })]));
    expect(await read(metrics.messages.measure, { by: 'group' })).toEqual({ Berlin: 11, Sales: 11, '@unattributed': 100 });
    await store.append(utc, directory('2026-01-07T08:00:00Z', [seatOf(ada, { groups: ['Berlin'] })], { complete: false }));
    expect(await read(metrics.messages.measure, { by: 'group' })).toEqual({ Berlin: 11, Sales: 1, '@unattributed': 100 });
    expect(await read(metrics.messages.measure, { by: 'group', where: only('group', 'Sales') })).toEqual({ Berlin: 1, Sales: 1 });
    expect(await read(metrics.messages.measure, { where: only('group', 'Berlin', 'Sales', '@unattributed') })).toEqual({ all: 111 });
  });
});
