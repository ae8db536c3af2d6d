import { calendar, wireInstantOf } from '@pegel/domain';
import { demoEvents, demoOrganisation, demoSnapshots } from '@pegel/tools/demo';
import { sendDirectory, type Door } from '../delivery/door.js';
import { Sender } from '../delivery/sender.js';
import { exitCodes, Failure } from '../failure.js';
import { ProgressLine } from '../progress-line.js';
import type { Sentences } from '../words.js';
import { say, type World } from '../world.js';
import type { DemoRecord } from './record.js';

interface Loading {
  readonly world: World;
  readonly words: Sentences;
  isStopping(): boolean;
}

/**
 * Sends the invented history through the doors that everybody uses; to a folder that has it, only the days since. Returns
 * what the folder is to remember: the same record where nothing was sent or the loading was broken off.
 */
export async function loadDemo(demo: DemoRecord, url: string, { world, words, isStopping }: Loading): Promise<DemoRecord> {
  const until = Date.now();
  const { dayOf, startOf } = calendar(demoOrganisation.timeZone);
  const since = demo.loadedUntil;
  if (since !== null && dayOf(since) === dayOf(until)) return demo;

  const door: Door = { url, key: demo.ingestKey, source: 'demo', run: '', words, wait: (milliseconds) => world.wait(milliseconds) };
  const sender = new Sender(door);
  const begin = since ?? startOf(demo.from);
  let reached = begin;
  if (world.stderr.isTTY !== true) say(world, words.loadingDemo);
  const progress = new ProgressLine(world.stderr, () => words.loadingDemoShare(Math.floor(((reached - begin) / (until - begin)) * 100), sender.soFar.received));
  try {
    const options = { until, from: demo.from };
    for (const snapshot of demoSnapshots(options)) {
      if (isStopping()) return demo;
      if (since === null || Date.parse(snapshot.takenAt) > since) await sendDirectory(door, snapshot);
    }
    for (const event of demoEvents(options)) {
      const at = wireInstantOf(event);
      if (since !== null && at <= since) continue;
      await sender.add(event);
      reached = at;
      if (isStopping()) return demo;
    }
    const { rejected, quarantined, errors } = await sender.finish();
    if (rejected + quarantined > 0) throw new Failure(exitCodes.failed, errors[0]?.message ?? words.someRejected(rejected + quarantined));
    return { ...demo, loadedUntil: until };
  } finally {
    progress.end();
  }
}
