import { setImmediate as othersFirst } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { addDays, metrics, type Delivery, type Organisation, type Question } from '@pegel/domain';
import { activity, assertMet, directory, events, organisationIn, person, runs, seatOf } from '@pegel/domain/testing';
import { openStore } from './testing/open-store.js';

let opened: ReturnType<typeof openStore>;
beforeEach(() => {
  opened = openStore();
  // Whatever is done has taken all of the time that there is for a turn.
  let time = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (time += 1_000));
});
afterEach(() => {
  vi.restoreAllMocks();
  opened.close();
});

const utc = organisationIn('UTC');
const first = '2026-01-05';
const week = { from: first, to: addDays(first, 6) };
const question = (aggregates: Question['aggregates'], organisation: Organisation = utc): Question => ({ organisation, fact: 'activity', aggregates, periods: [week], by: null, where: new Map() });
const messagesOf = ({ rows }: { readonly rows: readonly { readonly values: readonly unknown[] }[] }): number => Number(rows[0]?.values[0] ?? 0);
const people: Question['aggregates'] = [{ kind: 'countDistinct', fact: 'activity', entity: 'person', where: {} }];
const messages: Question['aggregates'] = [metrics.messages.measure];

const many = (amount: number, begun = 0): Delivery =>
  events(Array.from({ length: amount }, (_, number) => activity(`${addDays(first, number % 7)}T09:00:00Z`, person(`p${begun + number}@nordwind.example`), { id: `e${begun + number}`, chat: `chat-${number % 9}` })));
const everybody = (amount: number): Delivery =>
  directory(`${first}T00:00:00Z`, Array.from({ length: amount }, (_, number) => seatOf(person(`p${number}@nordwind.example`))));

/** Asks again and again until something is done, as others would; what they were told. */
async function meanwhile<Told>(done: Promise<unknown>, ask: () => Promise<Told>): Promise<Told[]> {
  const told: Told[] = [];
  const isOver = done.then(() => true);
  do told.push(await ask());
  while (!(await Promise.race([isOver, othersFirst(false)])));
  return told;
}

test.each(['columns', 'lines'])('others ask while a delivery is written, and are told nothing of it before all of it is there, of %s', async (kind) => {
  const store = kind === 'columns' ? opened.store : opened.again(0);
  await store.append(utc, many(3));
  const ask = async () => {
    const [sum, distinct, state] = await Promise.all([store.read(question(messages)), store.read(question(people)), store.state(utc)]);
    return [messagesOf(sum), messagesOf(distinct), state.sources.length];
  };
  expect(await ask()).toEqual([3, 3, 1]);
  const told = await meanwhile(store.append(utc, many(900, 3)), ask);
  expect(told.length).toBeGreaterThan(30);
  for (const one of told.slice(0, -1)) expect(one).toEqual([3, 3, 1]);
  expect(await ask()).toEqual([903, 903, 1]);
});

test('others ask while a directory is written, and while it is written anew', async () => {
  const seats = async () => {
    const { rows } = await opened.store.read({ organisation: utc, fact: 'directory', aggregates: [metrics.seats.measure], periods: [week], by: null, where: new Map() });
    return Number(rows[0]?.values[0] ?? 0);
  };
  await opened.store.append(utc, everybody(5));
  expect(await seats()).toBe(5);
  for (const amount of [1_200, 700]) {
    const before = await seats();
    const told = await meanwhile(opened.store.append(utc, everybody(amount)), seats);
    expect(told.length).toBeGreaterThan(30);
    expect(new Set(told.slice(0, -1))).toEqual(new Set([before]));
    expect(await seats()).toBe(amount);
  }
});

test('what one turn asks is told of one moment, though somebody else’s write has ended a delivery in it', async () => {
  await opened.store.append(utc, many(3));
  const written = opened.store.append(utc, many(900, 3));
  for (let turns = 0; turns < 5; turns += 1) await othersFirst();
  expect(opened.database.inTransaction).toBe(true);
  const before = await opened.store.read(question(messages));
  opened.database.exec('DELETE FROM sealed_days WHERE day = -1');
  expect(opened.database.inTransaction).toBe(false);
  expect([messagesOf(before), messagesOf(await opened.store.read(question(people)))]).toEqual([3, 3]);
  await written;
  expect([messagesOf(await opened.store.read(question(messages))), messagesOf(await opened.store.read(question(people)))]).toEqual([903, 903]);
});

test('whoever erases or decides does so between deliveries, and knows what they brought', async () => {
  await opened.store.append(utc, many(3));
  const written = opened.store.append(utc, many(400, 3));
  for (let turns = 0; turns < 5; turns += 1) await othersFirst();
  const [key = expect.fail('Nobody is called so.')] = await opened.store.peopleCalled(utc, 'p399@nordwind.example');
  const note = { reason: 'They asked for it.', at: Date.parse('2026-02-01T00:00:00Z') };
  const erased = opened.store.erase(utc, key, note);
  const other = opened.store.append(utc, many(400, 403));
  expect(await erased).not.toBeNull();
  await Promise.all([written, other]);
  expect(await opened.store.peopleCalled(utc, 'p399@nordwind.example')).toEqual([]);
  expect([messagesOf(await opened.store.read(question(messages)))]).toEqual([803]);
});

test('a delivery that fails after others had their turn leaves nothing, to columns neither, and others’ writes stay', async () => {
  await opened.store.append(utc, many(3));
  expect(messagesOf(await opened.store.read(question(messages)))).toBe(3);
  const good = many(300, 3);
  if (good.kind !== 'events') expect.fail('These are events.');
  const broken: Delivery = { ...good, items: good.items.map(({ index, event }) => ({ index, event: index === 290 ? { ...event, count: 0.5 } : event })) };
  const failed = expect(opened.store.append(utc, broken)).rejects.toThrow('cannot store REAL value in INTEGER column');
  for (let turns = 0; turns < 5; turns += 1) await othersFirst();
  expect(messagesOf(await opened.store.read(question(people)))).toBe(3);
  opened.database.exec("INSERT INTO ledgers (slug, identity_version, directory_version, has_contested_links) VALUES ('other', 0, 0, 0)");
  await failed;
  expect([messagesOf(await opened.store.read(question(messages))), messagesOf(await opened.store.read(question(people)))]).toEqual([3, 3]);
  expect(opened.database.prepare("SELECT count(*) FROM ledgers WHERE slug = 'other'").pluck().get()).toBe(1);
  await opened.store.append(utc, good);
  expect([messagesOf(await opened.store.read(question(messages))), messagesOf(await opened.store.read(question(people)))]).toEqual([303, 303]);
});

type Step =
  | { readonly kind: 'send'; readonly amount: number; readonly day: number; readonly who: number; readonly isRevised: boolean }
  | { readonly kind: 'ask' | 'write' | 'seal' | 'wait' | 'erase' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('send' as const), amount: fc.integer({ min: 1, max: 70 }), day: fc.nat(6), who: fc.nat(8), isRevised: fc.boolean() }),
  fc.record({ kind: fc.constantFrom('ask' as const, 'ask' as const, 'write' as const, 'seal' as const, 'wait' as const, 'wait' as const, 'erase' as const) }),
);

const begun: readonly Step[] = [{ kind: 'send', amount: 9, day: 0, who: 0, isRevised: false }, { kind: 'wait' }, { kind: 'wait' }, { kind: 'wait' }, { kind: 'wait' }, { kind: 'ask' }];

test('whatever is written, asked, sealed and erased while deliveries are written, columns say what lines do at that moment, and in the end all is there', { timeout: 3_600_000 }, async () => {
  const [from, until] = [`${week.from}T00:00:00Z`, `${addDays(week.to, 1)}T00:00:00Z`].map((text) => Date.parse(text));
  /** What lines say at the moment that the connection which answers is in. */
  const lines = (slug: string, columns: string): unknown[] => opened.answers
    .prepare(`SELECT ${columns} FROM events e JOIN person_references r ON r.id = e.reference WHERE e.organisation = (SELECT id FROM ledgers WHERE slug = ?) AND e.retracted = 0 AND e.at >= ? AND e.at < ?`)
    .raw().get(slug, from, until) as unknown[]; // As many as are asked for.
  let number = 0;
  let [meanwhileAsked, partlyThere] = [0, 0];
  await assertMet(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 25 }), async (course) => {
      const at: Organisation = { ...utc, slug: `turns-${(number += 1)}` };
      const asked = [question(messages, at), question(people, at), { ...question(messages, at), by: 'surface' as const }];
      const compare = async () => {
        const isOpen = opened.database.inTransaction;
        const told = await Promise.all(asked.map((one) => opened.store.read(one)));
        const [sum, persons] = lines(at.slug, 'coalesce(sum(e.count), 0), count(DISTINCT r.person)');
        expect(told.map(messagesOf)).toEqual([sum, persons, sum]);
        if (isOpen) meanwhileAsked += 1;
        if (isOpen && messagesOf(told[0] ?? expect.fail()) > 0) partlyThere += 1;
      };
      const sent: Promise<unknown>[] = [];
      const ids = new Set<string>();
      // Days that columns have take in what comes to them.
      for (const one of [...begun, ...course]) {
        switch (one.kind) {
          case 'send': {
            const [begun, revision] = [one.isRevised ? 0 : ids.size, sent.length];
            const own = Array.from({ length: one.amount }, (_, index) => `e${begun + index}`);
            for (const id of own) ids.add(id);
            sent.push(opened.store.append(at, events(own.map((id, index) => ({ ...activity(`${addDays(first, (one.day + index) % 7)}T09:00:00Z`, person(`p${(one.who + index) % 9}@nordwind.example`), { id }), revision })))));
            break;
          }
          case 'ask':
            await compare();
            break;
          case 'write':
            opened.database.exec('DELETE FROM sealed_days WHERE day = -1');
            break;
          case 'seal':
            sent.push(opened.store.sealDays(Date.parse('2026-06-01T00:00:00Z')));
            break;
          case 'wait':
            for (let turns = 0; turns < 3; turns += 1) await othersFirst();
            break;
          case 'erase':
            sent.push(opened.store.peopleCalled(at, 'p3@nordwind.example').then(([key]) => (key === undefined ? null : opened.store.erase(at, key, { reason: 'They asked for it.', at: 0 }))));
        }
      }
      await Promise.all(sent);
      await compare();
      expect(messagesOf(await opened.store.read(question(messages, at)))).toBe(ids.size);
    }),
    { numRuns: runs(60) },
    () => ({ 'asked while one was written': [meanwhileAsked, 20], 'asked while one was written and another was there': [partlyThere, 5] }),
  );
});
