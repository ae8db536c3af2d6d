import { writeSync } from 'node:fs';
import { isEverything } from '../testing/everything.js';

const started = performance.now();

/** Says on standard error where a long run is, and for how long it has been running, past whatever holds back what tests write. */
export function reached(where: string): void {
  if (isEverything) writeSync(2, `${String(Math.round((performance.now() - started) / 1000)).padStart(6)} s  ${where}\n`);
}
