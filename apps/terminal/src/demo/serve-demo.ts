import type { DemoOptions } from '../commands/demo.js';
import { untilStopped } from '../commands/serve.js';
import { wordsFor } from '../language.js';
import { say, type World } from '../world.js';
import { loadDemo } from './load.js';
import { openDemo, saveDemo } from './record.js';

/** Serves the demo of a folder, made and filled first where it is new, until somebody ends it. */
export async function serveDemo(data: string, options: DemoOptions, world: World): Promise<void> {
  const words = wordsFor(world, options);
  const server = await world.loadServer();
  const demo = await openDemo(data, server, words);
  const { host, port } = options;
  const running = await server.serve({ data, host, port, quiet: true });

  let isStopping = false;
  const stopping = world.stopRequested().finally(() => {
    isStopping = true;
  });
  try {
    const loaded = await loadDemo(demo, running.url, { world, words, isStopping: () => isStopping });
    if (loaded !== demo) await saveDemo(data, loaded);
    if (!isStopping) {
      const { organisation, email, password, token, ingestKey } = loaded;
      const ready = { url: running.url, organisation, email, password, token, ingestKey };
      world.stdout.write(options.json ? `${JSON.stringify(ready)}\n` : `${words.demoReady(ready)}\n`);
    }
  } catch (error) {
    await running.close();
    throw error;
  }
  if (options.data === undefined && !isStopping) say(world, words.demoGoes);
  await untilStopped(running, stopping, words);
}
