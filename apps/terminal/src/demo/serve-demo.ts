import { createPegelClient } from '@pegel/client';
import type { DemoOptions } from '../commands/demo.js';
import { untilStopped } from '../commands/serve.js';
import { sentenceIn } from '../causes.js';
import { languageFor, wordsFor } from '../language.js';
import { asObject } from '../listing.js';
import { say, type World } from '../world.js';
import { Happenings } from './happenings.js';
import { loadDemo } from './load.js';
import { demoKeyFile, openDemo, saveDemo, type DemoRecord } from './record.js';
import { trickle } from './trickle.js';

/** Serves the demo of a folder, made and filled first where it is new, until somebody ends it. */
export async function serveDemo(data: string, options: DemoOptions, world: World): Promise<void> {
  const words = wordsFor(world, options);
  const server = await world.loadServer();
  const demo = await openDemo(data, server, words);
  const { host, port } = options;
  const running = await server.serve({ data, keyFile: demoKeyFile(data), host, port, quiet: true });

  let isStopping = false;
  const stopping = world.stopRequested().finally(() => {
    isStopping = true;
  });
  const loading = { world, words, isStopping: () => isStopping, now: Date.now };
  const happenings = new Happenings(demo.from, Date.now());
  let loaded: DemoRecord;
  try {
    loaded = await loadDemo(demo, happenings, running.url, loading);
    if (loaded !== demo) await saveDemo(data, loaded);
    if (!isStopping) {
      const { organisation, email, password, token, ingestKey } = loaded;
      // What has just been loaded was not there when the server began, and whoever asks first would wait for a year of days. That is not to be somebody who sees Pegel for the first time.
      await createPegelClient({ url: running.url, token }).reader.query({});
      const ready = { url: running.url, organisation, email, password, token, ingestKey };
      world.stdout.write(asObject(options) ? `${JSON.stringify(ready)}\n` : `${words.demoReady(ready)}\n`);
    }
  } catch (error) {
    await running.close();
    throw error;
  }
  if (options.data === undefined && !isStopping) say(world, words.demoGoes);
  const trickling = goOn();
  // What is on its way is let in before the doors close.
  await untilStopped(running, stopping.then(() => trickling), words);

  async function goOn(): Promise<void> {
    try {
      await saveDemo(data, await trickle(loaded, happenings, running.url, { ...loading, stopping }));
    } catch (error) {
      // The demo stands still then; it can be looked at all the same.
      if (!isStopping) say(world, sentenceIn(error, languageFor(world, options)));
    }
  }
}
