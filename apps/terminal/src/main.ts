import { setTimeout as wait } from 'node:timers/promises';
import { exitCodes } from './failure.js';
import { run } from './program.js';
import type { World } from './world.js';

// Whoever reads our output may stop reading, as `head` does. That is their choice and no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.ok);
  process.stderr.write(`${error.message}\n`);
  process.exit(exitCodes.failed);
});

const world: World = {
  variables: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  folder: process.cwd(),
  // The build puts the version of the package in its place.
  version: process.env['PEGEL_VERSION'] ?? 'development',
  loadServer: () => import('@pegel/server'),
  stopRequested: () =>
    new Promise((resolve) => {
      const asked = new Set<string>();
      for (const signal of ['SIGINT', 'SIGTERM'] as const) {
        process.on(signal, () => {
          // The second Ctrl+C of somebody who does not want to wait.
          if (asked.size > 0) process.exit(exitCodes.failed);
          asked.add(signal);
          resolve();
        });
      }
    }),
  wait: (milliseconds) => wait(milliseconds),
};

process.exitCode = await run(process.argv.slice(2), world);
