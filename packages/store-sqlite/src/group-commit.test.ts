import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { activity, events, organisationIn, person } from '@pegel/domain/testing';
import type { Database } from '@pegel/sqlite';
import type { SqliteStore } from './store.js';
import { openStore } from './testing/open-store.js';

const utc = organisationIn('UTC');
const senders = Array.from({ length: 32 }, (_, index) => `sender-${index}`);

let store: SqliteStore;
let database: Database;
let close: () => void;
beforeEach(() => {
  ({ store, database, close } = openStore());
});
afterEach(() => close());

const deliveryOf = (id: string, changes: { readonly count?: number } = {}) => events([{ ...activity('2026-01-05T09:00:00Z', person(`${id}@nordwind.example`), { id }), ...changes }]);
const stored = () => database.prepare<[], string>('SELECT id FROM events ORDER BY id').pluck().all();

/** Commits that are in the log: the last frame of each says how large the file is after it, the others say nothing there. */
function commits(): number {
  const [headBytes, frameHeadBytes, sizeAt] = [32, 24, 4];
  const log = readFileSync(`${database.name}-wal`);
  const frameBytes = frameHeadBytes + Number(database.pragma('page_size', { simple: true }));
  const frames = Array.from({ length: Math.floor((log.length - headBytes) / frameBytes) }, (_, index) => headBytes + index * frameBytes);
  return frames.filter((frame) => log.readUInt32BE(frame + sizeAt) > 0).length;
}

test('what many send at once is synced together, and each is answered with its own account', async () => {
  await store.append(utc, deliveryOf('first'));
  const before = commits();
  const receipts = await Promise.all(senders.map((id, index) => store.append(utc, index % 2 === 0 ? deliveryOf(id) : deliveryOf('first'))));
  expect(receipts.map(({ counts }) => counts.stored)).toEqual(senders.map((_, index) => (index % 2 === 0 ? 1 : 0)));
  expect(commits() - before).toBeLessThan(senders.length / 2);
  expect(commits() - before).toBeGreaterThan(0);
  expect(stored()).toHaveLength(1 + senders.length / 2);
});

test('one that fails takes nobody along, and nothing of it is kept', async () => {
  const outcomes = await Promise.allSettled(senders.map((id, index) => store.append(utc, deliveryOf(id, index % 7 === 3 ? { count: 0.5 } : {}))));
  const good = senders.filter((_, index) => index % 7 !== 3);
  expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual(senders.map((id) => good.includes(id)));
  expect(stored()).toEqual([...good].sort());
  const named = database.prepare<[], number>('SELECT count(*) FROM person_references').pluck();
  expect(named.get()).toBe(good.length);
  // The numbers of deliveries and the people that are kept in mind are those of what was kept.
  expect((await store.append(utc, deliveryOf(senders[3] ?? ''))).counts.stored).toBe(1);
  expect(named.get()).toBe(good.length + 1);
});

test('whoever has an answer is in every report, though others still wait', async () => {
  const all = Promise.all(senders.map((id) => store.append(utc, deliveryOf(id))));
  await store.append(utc, deliveryOf('asks'));
  expect(stored()).toContain('asks');
  await all;
});
