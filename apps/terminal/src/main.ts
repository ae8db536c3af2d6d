import { setTimeout as wait } from 'node:timers/promises';
import { exitCodes, Failure } from './failure.js';
import { languageIn } from './language.js';
import { run } from './program.js';
import { sentences } from './words.js';
import { say, type World } from './world.js';

const words = process.argv.slice(2);

const world: World = {
  variables: process.env,
  // Touched only by what reads it: a terminal would be set up for it, and lose what was typed ahead.
  get stdin() {
    return process.stdin;
  },
  stdout: process.stdout,
  stderr: process.stderr,
  folder: process.cwd(),
  // The build puts the version of the package in its place.
  version: process.env['PEGEL_VERSION'] ?? 'development',
  versions: { node: process.versions.node, timeZoneData: process.versions.tz ?? null },
  loadServer: () =>
    import('@pegel/server').catch((error: unknown) => {
      // Packed for whoever only reads, the program comes without it.
      throw error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND' ? new Failure(exitCodes.failed, sentences[languageIn(words, world)].noServerHere) : error;
    }),
  stopRequested: () =>
    new Promise((resolve) => {
      const asked = new Set<string>();
      for (const signal of ['SIGINT', 'SIGTERM'] as const) {
        process.on(signal, () => {
          // The second Ctrl+C of somebody who does not want to wait.
          if (asked.size > 0) process.exit(exitCodes.interrupted);
          asked.add(signal);
          resolve();
        });
      }
    }),
  wait: (milliseconds) => wait(milliseconds),
};

// Whoever reads our output may stop reading, as `head` does: that is their choice, and ends us as it ends every program.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.outputClosed);
  say(world, sentences[languageIn(words, world)].outputFailed(error));
  process.exit(exitCodes.failed);
});
// Without somebody to read messages there is nobody to tell.
process.stderr.on('error', () => process.exit(exitCodes.outputClosed));

process.exitCode = await run(words, world);
