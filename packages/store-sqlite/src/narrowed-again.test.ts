import { afterEach, beforeEach, expect, test } from 'vitest';
import { addDays, calendar, offeredIn, readerWithRole, report, suppressedIn, type Report, type ReportQuery, type UsageStore } from '@pegel/domain';
import { activity, directory, events, organisationIn, person, personDay, seatOf } from '@pegel/domain/testing';
import { openStore } from './testing/open-store.js';

const organisation = organisationIn('UTC', { names: 'pseudonyms', groupSize: 5 });
const people = Array.from({ length: 24 }, (_, at) => person(`p${at}@nordwind.example`));
const someone = (at: number) => people[at] ?? expect.fail();
const first = '2026-01-05';
const now = calendar('UTC').startOf('2026-01-20');
const query: ReportQuery = { metrics: ['activeUsers', 'messages', 'weeklyActiveUsers'], from: first, to: '2026-01-11', grain: 'day', by: 'department' };
const listed = (takenAt: string, departmentOf: (at: number) => string) => directory(takenAt, people.map((each, at) => seatOf(each, { department: departmentOf(at) })));
const did = (date: string, some: readonly number[]) => events(some.map((at) => activity(`${date}T09:00:00Z`, someone(at))));

let asked = 0;
/** As if it were decided elsewhere, for as long as a test says. */
let decides: Promise<void> = Promise.resolve();
let decided = 0;
let hears = (): void => undefined;
let store: UsageStore;
let undecided: UsageStore;
let close: () => void;
beforeEach(() => {
  const opened = openStore();
  ({ close } = opened);
  asked = 0;
  decided = 0;
  decides = Promise.resolve();
  undecided = { ...opened.store, versionOf: async () => null };
  store = {
    ...opened.store,
    contributions: (question) => {
      asked += 1;
      return opened.store.contributions(question);
    },
    deciding: {
      async suppressed(undecided) {
        decided += 1;
        hears();
        const sent = structuredClone(undecided);
        await decides;
        return suppressedIn(sent);
      },
      offered: async (unsorted) => offeredIn(unsorted),
    },
  };
});
afterEach(() => close());

const ask = (of: UsageStore): Promise<Report> => report(readerWithRole(organisation, 'owner'), of, query, now);

/** Whether it was decided anew what of groups is hidden; either way it is what a decision of now says. */
async function isDecidedAnew(): Promise<boolean> {
  const before = asked;
  expect((await ask(store)).rows).toEqual((await ask(undecided)).rows);
  return asked > before;
}

test('what is hidden of groups is decided once more when somebody else is behind their numbers, belongs to others or is nobody any more, and not before', async () => {
  await store.append(organisation, listed('2026-01-01T00:00:00Z', (at) => (at < 12 ? 'Sales' : 'Legal')));
  for (let at = 0; at < 7; at += 1) await store.append(organisation, did(addDays(first, at), Array.from({ length: 18 }, (_, who) => who)));
  expect(await isDecidedAnew()).toBe(true);
  expect(await isDecidedAnew()).toBe(false);
  const told = (await ask(store)).rows.filter(({ reasons }) => reasons.activeUsers === 'hidden').length;
  // Of a day that nothing here looks at.
  await store.append(organisation, did('2026-01-14', [0, 1, 2]));
  expect(await isDecidedAnew()).toBe(false);
  // Of the days before, which those of the last seven look at.
  await store.append(organisation, did('2026-01-02', [0, 1, 2]));
  expect(await isDecidedAnew()).toBe(true);
  await store.append(organisation, did(first, [20]));
  expect(await isDecidedAnew()).toBe(true);
  await store.append(organisation, listed('2026-01-07T00:00:00Z', (at) => (at < 3 ? 'Lab' : at < 12 ? 'Sales' : 'Legal')));
  expect(await isDecidedAnew()).toBe(true);
  expect((await ask(store)).rows.filter(({ reasons }) => reasons.activeUsers === 'hidden').length).toBeGreaterThan(told);
  const [key = expect.fail()] = await store.peopleCalled(organisation, 'p20@nordwind.example');
  await store.erase(organisation, key, { reason: 'A reason.', at: now });
  expect(await isDecidedAnew()).toBe(true);
  expect(await isDecidedAnew()).toBe(false);
});

test('where a vendor counts by day, it is decided each time', async () => {
  await store.append(organisation, listed('2026-01-01T00:00:00Z', (at) => (at < 12 ? 'Sales' : 'Legal')));
  await store.append(organisation, events([personDay(first, someone(0), { messages: 3 })], { source: { name: 'vendor', kind: 'import', feeds: { types: [], surfaces: ['chat'], dayCounts: ['messages'] }, run: 'one' } }));
  expect([await isDecidedAnew(), await isDecidedAnew()]).toEqual([true, true]);
});

/** Sales and legal; some of both were there each day, and somebody of legal alone on the first. */
async function twoDepartments(): Promise<void> {
  await store.append(organisation, listed('2026-01-01T00:00:00Z', (at) => (at < 12 ? 'Sales' : 'Legal')));
  for (let at = 0; at < 7; at += 1) await store.append(organisation, did(addDays(first, at), Array.from({ length: 18 }, (_, who) => who)));
}

test('a report is of one version of the ledger, decision and numbers, whatever comes while it is decided', async () => {
  await twoDepartments();
  const before = await ask(undecided);
  let go = (): void => undefined;
  decides = new Promise((resolve) => {
    go = resolve;
  });
  const waits = new Promise<void>((resolve) => {
    hears = resolve;
  });
  const asking = ask(store);
  await waits;
  await store.append(organisation, did(first, [19, 20, 21, 22, 23]));
  await store.append(organisation, listed('2026-01-02T00:00:00Z', (at) => (at < 3 ? 'Lab' : at < 12 ? 'Sales' : 'Legal')));
  const after = await ask(undecided);
  expect(after.rows).not.toEqual(before.rows);
  go();
  expect((await asking).rows).toEqual(before.rows);
  expect((await ask(store)).rows).toEqual(after.rows);
});

test('who asks the same while it is decided waits for that decision, and one that fails is made again', async () => {
  await twoDepartments();
  expect(new Set((await Promise.all([ask(store), ask(store), ask(store)])).map(({ rows }) => JSON.stringify(rows))).size).toBe(1);
  expect(decided).toBe(1);
  await store.append(organisation, did(first, [20]));
  decides = Promise.reject(new Error('The thread has ended.'));
  expect((await Promise.allSettled([ask(store), ask(store)])).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(decided).toBe(2);
  decides = Promise.resolve();
  expect((await ask(store)).rows).toEqual((await ask(undecided)).rows);
  expect(decided).toBe(3);
});
