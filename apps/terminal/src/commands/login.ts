import type { CommandDeclaration } from '../command-line/declaration.js';
import { readEnvironment } from '../environment.js';
import { exitCodes, Failure } from '../failure.js';
import { forgetViews } from '../kept-view.js';
import { languageFor, languageOption, wordsFor, type WithLanguage } from '../language.js';
import { serverUrl, urlOption, type ReaderOptions } from '../reader.js';
import { ownAccount } from '../sign-in/account.js';
import { credentialsFile, keepSession, keptSession } from '../sign-in/credentials.js';
import { askForCode, awaitDecision, confirmationPage } from '../sign-in/device-flow.js';
import { signInWords } from '../sign-in/words.js';
import { say, type World } from '../world.js';

type LoginOptions = Pick<ReaderOptions, 'url'> & WithLanguage;

export const loginCommand: CommandDeclaration = {
  name: 'login',
  group: 'program',
  does: { en: 'Sign in from this terminal, by confirming a code in a browser.', de: 'Sich von diesem Terminal aus anmelden, indem man im Browser einen Code bestätigt.' },
  details: [
    {
      en: 'The browser may be on another machine. What signs you in there, a second factor or the single sign-on of your organisation among it, signs you in here. The session lasts 30 days, or 7 unused, and can be ended from your account page.',
      de: 'Der Browser darf auf einem anderen Rechner sein. Was Sie dort anmeldet, auch ein zweiter Faktor oder die einmalige Anmeldung Ihrer Organisation, meldet Sie hier an. Die Sitzung gilt 30 Tage, oder 7 unbenutzt, und lässt sich auf Ihrer Kontoseite beenden.',
    },
  ],
  options: [urlOption, languageOption],
  ends: [exitCodes.notPermitted],
  variables: ['XDG_CONFIG_HOME', 'XDG_CACHE_HOME'],
  examples: [{ line: 'pegel login --url https://pegel.example', says: { en: 'Afterwards, commands with this address need no token.', de: 'Danach brauchen Befehle mit dieser Adresse kein Token.' } }],
  async run(world: World, options: LoginOptions) {
    const words = wordsFor(world, options);
    const said = signInWords[languageFor(world, options)];
    const url = serverUrl(world, options);
    const file = credentialsFile(world);
    if (file === null) throw new Failure(exitCodes.failed, said.noHome);

    const code = await askForCode(url, words);
    world.stderr.write(`${said.confirm(confirmationPage(url, code), code.userCode)}\n\n${said.waiting}\n`);
    const answer = await awaitDecision(url, code, world, words);
    if (answer.kind !== 'approved') throw new Failure(exitCodes.notPermitted, said[answer.kind]);

    const account = await ownAccount(url, answer.token).catch((error: unknown) => {
      throw new Failure(exitCodes.failed, words.unreachable(url, error));
    });
    if (account === null) throw new Failure(exitCodes.failed, words.notPegel(url));
    // What the session before has seen is nobody's any more.
    const before = keptSession(world, url);
    if (before !== null) await forgetViews(world, { url, token: before.token });
    try {
      keepSession(file, url, { token: answer.token, email: account.email });
    } catch (error) {
      throw new Failure(exitCodes.failed, said.notKept(file, error));
    }
    world.stdout.write(`${said.signedIn(account.email, url)}\n`);
    say(world, said.kept(file));
    if (account.organisations.length !== 1) say(world, account.organisations.length === 0 ? said.noOrganisation : said.several(account.organisations.map(({ slug }) => slug).join(', ')));
    if (readEnvironment(world.variables).token !== undefined) say(world, said.tokenWins);
  },
};
