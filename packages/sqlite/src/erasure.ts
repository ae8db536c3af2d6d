import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { backupsOf } from './backup.js';
import type { Database } from './database.js';
import { noteTraces } from './traces.js';

const pauseMilliseconds = 20;
const patienceMilliseconds = 10_000;

/**
 * Part of the transaction that erases somebody: until `finishErasure` is through, the next start does what it does, and
 * writes the whole file anew.
 */
export const noteErasure = (database: Database): void => noteTraces(database, 'erasure');

/**
 * Takes what was erased off the disk: out of the log, whose contents are in the file by then, and with the backups that
 * upgrades have left beside it. Whoever reads the file at the moment is waited for; where that takes too long, the next
 * start does it.
 */
export async function finishErasure(database: Database): Promise<void> {
  for (let waited = 0; !finishedErasure(database) && waited < patienceMilliseconds; waited += pauseMilliseconds) await wait(pauseMilliseconds);
}

/** The same at once; false where somebody reads the file at the moment. */
export function finishedErasure(database: Database): boolean {
  removeBackups(database);
  if (!isEmptied(database)) return false;
  database.pragma('user_version = 0');
  return true;
}

/** Backups hold what was erased since, and nobody can take it out of them. */
export function removeBackups(database: Database): void {
  for (const name of backupsOf(database)) rmSync(join(dirname(database.name), name), { force: true });
}

function isEmptied(database: Database): boolean {
  const timeout = Number(database.pragma('busy_timeout', { simple: true }));
  // Nobody else may be kept waiting here; whoever waits does so above.
  database.pragma('busy_timeout = 0');
  try {
    const [{ busy }] = database.pragma('wal_checkpoint(TRUNCATE)') as [{ readonly busy: 0 | 1 }]; // What the pragma answers is SQLite's.
    return busy === 0;
  } finally {
    database.pragma(`busy_timeout = ${timeout}`);
  }
}
