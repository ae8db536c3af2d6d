import type { CommandDeclaration } from '../command-line/declaration.js';
import { errorSentence } from '../delivery/door.js';
import { exitCodes, Failure } from '../failure.js';
import { forgetViews } from '../kept-view.js';
import { languageFor, languageOption, wordsFor, type WithLanguage } from '../language.js';
import { serverUrl, urlOption, type ReaderOptions } from '../reader.js';
import { credentialsFile, keepSession, keptSession } from '../sign-in/credentials.js';
import { signInWords } from '../sign-in/words.js';
import type { Sentences } from '../words.js';
import type { World } from '../world.js';

type LogoutOptions = Pick<ReaderOptions, 'url'> & WithLanguage;

export const logoutCommand: CommandDeclaration = {
  name: 'logout',
  group: 'program',
  does: { en: 'End the session that pegel login began, here and on the server.', de: 'Die Sitzung beenden, die pegel login begonnen hat, hier und auf dem Server.' },
  options: [urlOption, languageOption],
  ends: [exitCodes.notPermitted],
  variables: ['XDG_CONFIG_HOME', 'XDG_CACHE_HOME'],
  examples: [{ line: 'pegel logout --url https://pegel.example', says: { en: 'Whoever finds the kept session afterwards gets nowhere with it.', de: 'Wer die abgelegte Sitzung danach findet, kommt damit nirgends hinein.' } }],
  async run(world: World, options: LogoutOptions) {
    const words = wordsFor(world, options);
    const said = signInWords[languageFor(world, options)];
    const url = serverUrl(world, options);
    const file = credentialsFile(world);
    const session = keptSession(world, url);
    if (file === null || session === null) throw new Failure(exitCodes.notPermitted, said.nobody(url));
    // Forgotten in any case: somebody who signs out must not stay signed in because a network is down.
    keepSession(file, url, null);
    await forgetViews(world, { url, token: session.token });
    const obstacle = await endOnServer(url, session.token, words);
    if (obstacle !== null) throw new Failure(exitCodes.failed, said.onlyHere(obstacle));
    world.stdout.write(`${said.signedOut(session.email, url)}\n`);
  },
};

/** Why the server still knows the session; `null` where it does not. */
async function endOnServer(url: string, token: string, words: Sentences): Promise<string | null> {
  try {
    const response = await fetch(`${url}/auth/sign-out`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: '{}', signal: AbortSignal.timeout(30_000) });
    if (response.ok || response.status === 401) return null;
    return errorSentence(await response.text(), words) ?? words.answered(url, response.status);
  } catch (error) {
    return words.unreachable(url, error);
  }
}
