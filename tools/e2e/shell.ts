import { execFile } from 'node:child_process';
import { binary } from './binary.js';
import type { Served } from './served.js';

/** Runs a line of bash with `pegel` in it, in the folder of a server and as whoever may read there. */
export const shell = (line: string, { folder, env }: Pick<Served, 'folder' | 'env'>) =>
  new Promise<{ readonly stdout: string; readonly stderr: string }>((resolve, reject) => {
    const script = `pegel() { '${process.execPath}' '${binary}' "$@"; }\n${line}`;
    execFile('bash', ['-c', script], { cwd: folder, env: { ...process.env, ...env, LC_ALL: 'C.UTF-8' } }, (error, stdout, stderr) => (error === null ? resolve({ stdout, stderr }) : reject(error)));
  });
