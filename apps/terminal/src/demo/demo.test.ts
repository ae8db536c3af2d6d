import { demoEvents } from '@pegel/tools/demo';
import { calendar, wireInstantOf, type Instant } from '@pegel/domain';
import { expect, onTestFinished, test } from 'vitest';
import { capturedWorld } from '../testing/captured-world.js';
import { temporaryFolder } from '../testing/transcripts.js';
import { sentences } from '../words.js';
import { Happenings } from './happenings.js';
import { loadDemo } from './load.js';
import { openDemo, type DemoRecord } from './record.js';
import { trickle } from './trickle.js';

const from = '2026-03-02';
const zone = calendar('Europe/Berlin');
const at = (day: string, hours: number): Instant => zone.startOf(day) + hours * 3_600_000;

/** A served demo folder whose history begins a few days ago, so that loading it is quick. */
async function served() {
  const data = await temporaryFolder();
  const server = await import('@pegel/server');
  const demo: DemoRecord = { ...(await openDemo(data, server, sentences.en)), from };
  const running = await server.serve({ data, host: '127.0.0.1', port: 0, quiet: true });
  onTestFinished(() => running.close());
  const read = async (query: string): Promise<unknown> => {
    const response = await fetch(`${running.url}/report.json?${query}`, { headers: { authorization: `Bearer ${demo.token}` } });
    return ((await response.json()) as { rows: { values: unknown }[] }).rows[0]?.values; // What the address promises.
  };
  return { demo, url: running.url, numbers: () => read(`metrics=messages,codingPrompts,connectorCalls,requests&from=${from}&to=2026-03-31&grain=total`), seats: (day: string) => read(`metrics=seats&from=${day}&to=${day}`) };
}

/** The same numbers, counted from what the demo says happened up to an instant. */
function counted(until: Instant) {
  const numbers = { messages: 0, codingPrompts: 0, connectorCalls: 0, requests: 0 };
  for (const event of demoEvents({ from, until })) {
    if (event.type === 'message.sent' && event.surface === 'chat') numbers.messages += event.count ?? 1;
    if (event.type === 'message.sent' && event.surface === 'code') numbers.codingPrompts += event.count ?? 1;
    if (event.type === 'connector.used') numbers.connectorCalls += event.count ?? 1;
    if (event.type === 'spend') numbers.requests += event.requests ?? 0;
  }
  return numbers;
}

const loadingAt = (now: () => Instant, isStopping = () => false) => ({ world: capturedWorld(), words: sentences.en, isStopping, now });

test('a later start tops up the days since, each event once, and the directory too', async () => {
  const { demo, url, numbers, seats } = await served();
  const [first, later] = [at('2026-03-04', 12), at('2026-03-06', 15)];
  const loaded = await loadDemo(demo, new Happenings(from, first), url, loadingAt(() => first));
  expect(loaded.loadedUntil).toBe(first);
  expect(await numbers()).toEqual(counted(first));
  const again = await loadDemo(loaded, new Happenings(from, later), url, loadingAt(() => later));
  expect(again.loadedUntil).toBe(later);
  expect(await numbers()).toEqual(counted(later));
  expect(counted(later).messages).toBeGreaterThan(counted(first).messages * 1.3);
  expect(await seats('2026-03-05')).toEqual({ seats: expect.any(Number) });

  // On the same day there is nothing to wait for.
  expect(await loadDemo(again, new Happenings(from, later), url, loadingAt(() => later + 3_600_000))).toBe(again);
});

test('goes on as time does: at any moment it holds what happened up to then, also after it was stopped and started again', async () => {
  const { demo, url, numbers } = await served();
  const begin = at('2026-03-04', 9);
  let now = begin;
  const happenings = new Happenings(from, now);
  const loaded = await loadDemo(demo, happenings, url, loadingAt(() => now));

  /** Lets so many quarters of an hour go by, one with each wait, and then somebody stops it. */
  const goOn = async (record: DemoRecord, events: Happenings, quarters: number) => {
    const end = now + quarters * 900_000;
    const isStopping = () => now >= end;
    const world = capturedWorld({}, { wait: () => { now += 900_000; return Promise.resolve(); } });
    const kept = await trickle(record, events, url, { ...loadingAt(() => now, isStopping), world, stopping: new Promise(() => undefined) });
    return kept;
  };
  const kept = await goOn(loaded, happenings, 8);
  expect(await numbers()).toEqual(counted(kept.loadedUntil ?? 0));
  expect(kept.loadedUntil).toBeGreaterThan(begin + 6_000_000);
  // A quarter of an hour is busy at this time of day, and not all of a day comes at once.
  expect([...demoEvents({ from, until: now })].filter((event) => wireInstantOf(event) > begin).length).toBeGreaterThan(20);

  const restarted = await goOn(kept, new Happenings(from, now), 4);
  expect(await numbers()).toEqual(counted(restarted.loadedUntil ?? 0));
});
