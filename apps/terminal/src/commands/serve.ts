import type { Command } from 'commander';
import { exitCodes, Failure } from '../failure.js';
import { languageOption, wordsFor, type WithLanguage } from '../language.js';
import { portFrom } from '../port.js';
import type { Sentences } from '../words.js';
import { say, type ServerPackage, type World } from '../world.js';

interface ServeOptions extends WithLanguage {
  readonly data: string;
  readonly host: string;
  readonly port: number;
}

export function addServe(program: Command, world: World): void {
  program
    .command('serve')
    .description('Serve the organisations of a data folder over HTTP, until SIGTERM or Ctrl+C.')
    .requiredOption('--data <folder>', 'a folder that `pegel init` made')
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option('--port <number>', 'the port to listen on; 0 takes a free one', portFrom, 4680)
    .addOption(languageOption())
    .addHelpText('after', '\nExample:\n  $ pegel serve --data ./data --port 4680')
    .action(async (options: ServeOptions) => {
      const words = wordsFor(world, options);
      const { serve } = await world.loadServer();
      const { data, host, port } = options;
      const running = await serve({ data, host, port });
      say(world, words.serving(running.url));
      await untilStopped(running, world.stopRequested(), words);
    });
}

type Running = Awaited<ReturnType<ServerPackage['serve']>>;

/** Ends the server when somebody asks for it; a server that ends by itself has failed. */
export async function untilStopped(running: Running, stopRequested: Promise<void>, words: Sentences): Promise<void> {
  const wasAsked = await Promise.race([stopRequested.then(() => true), running.closed.then(() => false)]);
  if (!wasAsked) throw new Failure(exitCodes.failed, words.serverEnded);
  await running.close();
}
