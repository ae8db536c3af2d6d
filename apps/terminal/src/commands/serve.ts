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
  readonly setUp: boolean;
}

export const serveCommand: CommandDeclaration = {
  name: 'serve',
  group: 'server',
  does: { en: 'Serve the organisations of a data folder over HTTP, until SIGTERM or Ctrl+C.', de: 'Die Organisationen eines Datenordners über HTTP bereitstellen, bis SIGTERM oder Strg+C.' },
  details: [
    {
      en: 'With --set-up it also starts where there is no organisation yet, and prints an address with a code that is new at every start. Whoever opens it sets the organisation up; once there was one, that is closed for ever.',
      de: 'Mit --set-up startet er auch, wo es noch keine Organisation gibt, und gibt eine Adresse mit einem Code aus, der bei jedem Start neu ist. Wer sie öffnet, richtet die Organisation ein; sobald es eine gab, ist das für immer geschlossen.',
    },
    {
      en: 'It is ready when GET /readyz answers 200. Its log goes to stderr, a JSON object a line. A second Ctrl+C does not wait for what had begun.',
      de: 'Er ist bereit, wenn GET /readyz mit 200 antwortet. Sein Protokoll geht nach stderr, ein JSON-Objekt je Zeile. Ein zweites Strg+C wartet nicht auf Begonnenes.',
    },
  ],
  options: [
    { flags: '--data <folder>', says: { en: 'A folder that `pegel init` made, or any with --set-up.', de: 'Ein Ordner, den `pegel init` angelegt hat, oder mit --set-up ein beliebiger.' }, required: true },
    { flags: '--set-up', says: { en: 'Make the folder where there is none, and the first organisation in the browser: the address is printed.', de: 'Den Ordner anlegen, wo es keinen gibt, und die erste Organisation im Browser einrichten: Die Adresse wird ausgegeben.' } },
    ...listenOptions,
    languageOption,
  ],
  ends: [],
  variables: ['PEGEL_PUBLIC_URL', 'PEGEL_TRUSTED_PROXIES', 'PEGEL_OIDC_ISSUER', 'PEGEL_OIDC_CLIENT_ID', 'PEGEL_OIDC_CLIENT_SECRET', 'PEGEL_OIDC_NAME', 'PEGEL_OIDC_TRUST_EMAIL', 'PEGEL_IDENTITY_KEY_FILE', 'PEGEL_LOG_LEVEL', 'PEGEL_SESSION_IDLE_MINUTES', 'PEGEL_SESSION_HOURS', 'PEGEL_COLUMNS_MEBIBYTES'],
  examples: [
    { line: 'pegel serve --data ./pegel-data --set-up', says: { en: 'The first time: open the address that it prints.', de: 'Beim ersten Mal: Öffnen Sie die Adresse, die ausgegeben wird.' } },
    { line: 'pegel serve --data ./pegel-data --port 4680', says: { en: 'For this machine alone; put a proxy with https before it for others.', de: 'Nur für diesen Rechner; für andere gehört ein Proxy mit https davor.' } },
  ],
  async run(world: World, options: ServeOptions) {
    const words = wordsFor(world, options);
    const { serve } = await world.loadServer();
    const { data, host, port, setUp } = options;
    // Before anybody can know that it serves: who reads the message may answer it with a signal at once.
    const stopRequested = world.stopRequested();
    const running = await serve({ data, host, port, setUp });
    say(world, words.serving(running.url));
    if (running.setUpUrl !== null) say(world, words.setUpAt(running.setUpUrl));
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
