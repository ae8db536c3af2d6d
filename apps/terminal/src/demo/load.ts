import { calendar, wireInstantOf, type Instant } from '@pegel/domain';
import { demoOrganisation, demoSnapshots } from '@pegel/tools/demo';
import { sendDirectory, type Door } from '../delivery/door.js';
import { Sender } from '../delivery/sender.js';
import { exitCodes, Failure } from '../failure.js';
import { ProgressLine } from '../progress-line.js';
import type { Sentences } from '../words.js';
import { say, type World } from '../world.js';
import type { Happenings } from './happenings.js';
import type { DemoRecord } from './record.js';

export interface Loading {
  readonly world: World;
  readonly words: Sentences;
  isStopping(): boolean;
  now(): Instant;
}

/** The door that the demo's events go through, as anybody's do. */
export const demoDoor = ({ ingestKey }: DemoRecord, url: string, { world, words }: Pick<Loading, 'world' | 'words'>): Door =>
  ({ url, key: ingestKey, source: 'demo', run: '', words, wait: (milliseconds) => world.wait(milliseconds) });

/**
 * Sends the invented history through the doors that everybody uses; to a folder that has it, only the days since, while
 * those of the same day are left to `trickle`. Returns what the folder is to remember: the same record where nothing was
 * sent or the loading was broken off.
 */
export async function loadDemo(demo: DemoRecord, happenings: Happenings, url: string, loading: Loading): Promise<DemoRecord> {
  const { world, words, isStopping, now } = loading;
  const until = now();
  const { dayOf, startOf } = calendar(demoOrganisation.timeZone);
  const since = demo.loadedUntil;
  if (since !== null && dayOf(since) === dayOf(until)) return demo;

  const door = demoDoor(demo, url, loading);
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
    if (since !== null) await happenings.skip(since, isStopping);
    for (const event of happenings.until(until)) {
      await sender.add(event);
      reached = wireInstantOf(event);
      if (isStopping()) return demo;
    }
    const { rejected, quarantined, errors } = await sender.finish();
    if (rejected + quarantined > 0) throw new Failure(exitCodes.failed, errors[0]?.message ?? words.someRejected(rejected + quarantined));
    return { ...demo, loadedUntil: until };
  } finally {
    progress.end();
  }
}
