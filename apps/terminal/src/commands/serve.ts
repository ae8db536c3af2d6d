import type { CommandDeclaration } from '../command-line/declaration.js';
import { exitCodes, Failure } from '../failure.js';
import { languageOption, wordsFor, type WithLanguage } from '../language.js';
import { listenOptions } from '../port.js';
import type { Sentences } from '../words.js';
import { say, type ServerPackage, type World } from '../world.js';

interface ServeOptions extends WithLanguage {
  readonly data: string;
  readonly host: string;
  readonly port: number;
}

export const serveCommand: CommandDeclaration = {
  name: 'serve',
  group: 'server',
  does: { en: 'Serve the organisations of a data folder over HTTP, until SIGTERM or Ctrl+C.', de: 'Die Organisationen eines Datenordners über HTTP bereitstellen, bis SIGTERM oder Strg+C.' },
  details: [
    {
      en: 'It is ready when GET /readyz answers 200. Its log goes to stderr, a JSON object a line. A second Ctrl+C does not wait for what had begun.',
      de: 'Er ist bereit, wenn GET /readyz mit 200 antwortet. Sein Protokoll geht nach stderr, ein JSON-Objekt je Zeile. Ein zweites Strg+C wartet nicht auf Begonnenes.',
    },
  ],
  options: [
    { flags: '--data <folder>', says: { en: 'A folder that `pegel init` made.', de: 'Ein Ordner, den `pegel init` angelegt hat.' }, required: true },
    ...listenOptions,
    languageOption,
  ],
  ends: [],
  variables: ['PEGEL_PUBLIC_URL', 'PEGEL_LOG_LEVEL'],
  examples: [{ line: 'pegel serve --data ./pegel-data --port 4680', says: { en: 'For this machine alone; put a proxy with https before it for others.', de: 'Nur für diesen Rechner; für andere gehört ein Proxy mit https davor.' } }],
  async run(world: World, options: ServeOptions) {
    const words = wordsFor(world, options);
    const { serve } = await world.loadServer();
    const { data, host, port } = options;
    // Before anybody can know that it serves: who reads the message may answer it with a signal at once.
    const stopRequested = world.stopRequested();
    const running = await serve({ data, host, port });
    say(world, words.serving(running.url));
    await untilStopped(running, stopRequested, words);
  },
};

type Running = Awaited<ReturnType<ServerPackage['serve']>>;

/** Ends the server when somebody asks for it; a server that ends by itself has failed. */
export async function untilStopped(running: Running, stopRequested: Promise<void>, words: Sentences): Promise<void> {
  const wasAsked = await Promise.race([stopRequested.then(() => true), running.closed.then(() => false)]);
  if (!wasAsked) throw new Failure(exitCodes.failed, words.serverEnded);
  await running.close();
}
