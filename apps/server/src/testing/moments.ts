/*
 * Stands for better-sqlite3 in a program that is to be killed: every statement that can change a file, on any connection,
 * and every change of the file system is a moment, and at the one that KILL_AT names the process kills itself before it
 * happens. A statement that only reads leaves the disk as the moment before it did.
 */
import fs from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';

const killAt = Number(process.env.KILL_AT ?? Infinity);

/** What has happened so far. */
export const moments: string[] = [];

export function pass(moment: string): void {
  if (moments.length === killAt) process.kill(process.pid, 'SIGKILL');
  moments.push(moment.replaceAll(/\s+/g, ' ').slice(0, 100));
}

for (const name of ['openSync', 'fsyncSync', 'linkSync', 'renameSync', 'rmSync', 'writeFileSync'] as const) {
  const original: (...values: never[]) => unknown = fs[name];
  Object.assign(fs, {
    [name]: (...values: never[]) => {
      pass(name);
      return original(...values);
    },
  });
}
syncBuiltinESMExports();

type Connection = new (file: string, options: object) => object;
// Its name stands for this file here, so the test says where it is; its types are not needed to pass everything on.
const Real = createRequire(import.meta.url)(process.env.REAL_SQLITE ?? '') as Connection;

export default class extends Real {
  constructor(file: string, options: object) {
    super(file, {
      ...options,
      verbose: (statement: unknown) => {
        if (!/^(SELECT|PRAGMA (?!journal_mode =|user_version =))/.test(String(statement))) pass(String(statement));
      },
    });
  }
}
