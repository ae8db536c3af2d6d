import type { Instant } from '@pegel/domain';
import { demoSnapshots } from '@pegel/tools/demo';
import { sendDirectory } from '../delivery/door.js';
import { Sender } from '../delivery/sender.js';
import type { Happenings } from './happenings.js';
import { demoDoor, type Loading } from './load.js';
import type { DemoRecord } from './record.js';

const tickMilliseconds = 1_000;
/** The directory changes in the evening, so looking once an hour is often enough. */
const hourMilliseconds = 3_600_000;

/**
 * Lets the demo go on: what happens at this moment is sent at this moment, through the doors that everybody uses, until
 * somebody ends it. Returns what the folder is to remember.
 */
export async function trickle(demo: DemoRecord, happenings: Happenings, url: string, loading: Loading & { readonly stopping: Promise<void> }): Promise<DemoRecord> {
  const { world, isStopping, now, stopping } = loading;
  const door = demoDoor(demo, url, loading);
  let reached: Instant = demo.loadedUntil ?? now();
  let snapshotsUntil = reached;
  const sendDirectories = async (until: Instant) => {
    for (const snapshot of demoSnapshots({ from: demo.from, until })) if (Date.parse(snapshot.takenAt) > snapshotsUntil) await sendDirectory(door, snapshot);
    snapshotsUntil = until;
  };

  await happenings.skip(reached, isStopping);
  while (!isStopping()) {
    const until = now();
    if (until - snapshotsUntil >= hourMilliseconds) await sendDirectories(until);
    const sender = new Sender(door);
    for (const event of happenings.until(until)) await sender.add(event);
    await sender.finish();
    reached = until;
    await Promise.race([world.wait(tickMilliseconds), stopping]);
  }
  await sendDirectories(reached);
  return { ...demo, loadedUntil: reached };
}
