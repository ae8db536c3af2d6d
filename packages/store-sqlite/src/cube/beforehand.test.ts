import { addDays, type Day, type Organisation } from '@pegel/domain';
import { activity, events, organisationIn, person } from '@pegel/domain/testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SqliteStore } from '../store.js';
import { openStore } from '../testing/open-store.js';

let opened: ReturnType<typeof openStore>;
beforeEach(() => void (opened = openStore()));
afterEach(() => {
  vi.restoreAllMocks();
  opened.close();
});

const called = (slug: string): Organisation => ({ ...organisationIn('UTC'), slug });
const [north, south, west] = [called('north'), called('south'), called('west')];
const days = 30;
const whole = { from: '2026-01-01', to: addDays('2026-01-01', days - 1) };

/** A store as whoever starts now has it, over three organisations with facts on thirty days each. */
async function started(cubeBytes?: number): Promise<SqliteStore> {
  if (opened.store.columns()?.daysMade === 0) {
    for (const organisation of [north, south, west]) {
      await opened.store.append(organisation, events(Array.from({ length: days * 4 }, (_, number) => activity(`${addDays(whole.from, number % days)}T09:00:00Z`, person(`p${number % 7}@nordwind.example`), { chat: `chat-${number}` }))));
    }
  }
  return opened.again(cubeBytes);
}

const columnsOf = (store: SqliteStore) => store.columns() ?? expect.fail();

/** How many days had to be made of the ledger for a report about all of them, after whoever asked was told that they can. */
async function madeFor(store: SqliteStore, organisation: Organisation): Promise<{ readonly ahead: number; readonly within: number }> {
  const before = columnsOf(store).daysMade;
  await store.prepare(organisation);
  const prepared = columnsOf(store).daysMade;
  await store.read({ organisation, fact: 'activity', aggregates: [{ kind: 'countDistinct', fact: 'activity', entity: 'person', where: {} }], periods: [whole], by: null, where: new Map() });
  return { ahead: prepared - before, within: columnsOf(store).daysMade - prepared };
}

test('an organisation that was prepared before anybody asked is there when somebody does', async () => {
  const store = await started();
  await store.prepareBeforehand(north);
  expect(columnsOf(store)).toMatchObject({ daysAhead: 0 });
  expect(await madeFor(store, north)).toEqual({ ahead: 0, within: 0 });
});

test('what nobody has asked for takes no more memory than there is, and goes for whoever asks, what was used longest ago first', async () => {
  const alone = await started();
  await alone.prepareBeforehand(north);
  const { bytes, daysMade } = columnsOf(alone);
  const store = await started(Math.floor(bytes * 2.5));
  for (const organisation of [north, south, west]) await store.prepareBeforehand(organisation);
  // The last of it was begun where there still was room.
  expect(columnsOf(store).bytes).toBeLessThan(bytes * 2.5 + bytes / days);
  expect(columnsOf(store).daysAhead).toBeGreaterThan(0);
  const found = columnsOf(store).daysMade;
  await store.prepareBeforehand(west);
  expect(columnsOf(store).daysMade).toBe(found);
  // Whoever asks has all of it made in turns, and nothing within the report.
  expect(await madeFor(store, west)).toEqual({ ahead: 3 * daysMade - found, within: 0 });
  expect(await madeFor(store, north)).toEqual({ ahead: 0, within: 0 });
});

test('whoever asks waits for no other organisation that is prepared meanwhile, which goes on afterwards', async () => {
  let time = 0;
  // Every day takes as long as a whole turn.
  vi.spyOn(performance, 'now').mockImplementation(() => (time += 1_000));
  const store = await started();
  const beforehand = store.prepareBeforehand(north);
  await store.prepare(south);
  const { daysAhead, daysMade } = columnsOf(store);
  expect(daysAhead).toBeGreaterThan(daysMade / 3);
  expect(await madeFor(store, south)).toMatchObject({ within: 0 });
  await beforehand;
  expect(columnsOf(store)).toMatchObject({ daysAhead: 0 });
});

test('whoever asks for the organisation that is prepared at the moment has the rest of it made as quickly as ever, and none of it twice', async () => {
  let time = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (time += 1_000));
  const store = await started();
  const beforehand = store.prepareBeforehand(north);
  expect(columnsOf(store).daysAhead).toBeGreaterThan(days);
  expect(await madeFor(store, north)).toMatchObject({ within: 0 });
  await beforehand;
  expect(columnsOf(store)).toMatchObject({ daysAhead: 0, daysMade: 2 * days });
});

test('whoever needs the last weeks waits for these alone; what is older is made afterwards, and is waited for by whoever needs it', async () => {
  let time = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (time += 1_000));
  const long = called('long');
  const last = addDays(whole.from, 299);
  await opened.store.append(long, events(Array.from({ length: 300 }, (_, number) => activity(`${addDays(whole.from, number)}T09:00:00Z`, person(`p${number % 7}@nordwind.example`)))));
  const store = opened.again();
  const made = async (days: number) => {
    const before = columnsOf(store).daysMade;
    await store.read({ organisation: long, fact: 'activity', aggregates: [{ kind: 'countDistinct', fact: 'activity', entity: 'person', where: {} }], periods: [{ from: addDays(last, 1 - days), to: last }], by: null, where: new Map() });
    return columnsOf(store).daysMade - before;
  };
  // Of each day there are two: what people did, and what it cost.
  const madeAfter = async (since: number | Day) => {
    await store.prepare(long, since);
    return 2 * 300 - columnsOf(store).daysAhead;
  };
  expect(await madeAfter(30)).toBeLessThan(2 * 40);
  expect(await made(30)).toBe(0);
  expect(await madeAfter(addDays(last, -90))).toBeLessThan(2 * 110);
  expect(await made(91)).toBe(0);
  await store.prepare(long, 250);
  expect(await made(250)).toBe(0);
  expect(columnsOf(store).daysAhead).toBe(0);
});
