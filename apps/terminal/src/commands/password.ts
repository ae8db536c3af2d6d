import type { CommandDeclaration } from '../command-line/declaration.js';
import { languageOption, wordsFor, type WithLanguage } from '../language.js';
import { asObject, objectOptions, type WithObject } from '../listing.js';
import { passwordIn } from '../password-file.js';
import { say, type World } from '../world.js';

interface PasswordOptions extends WithLanguage, WithObject {
  readonly data: string;
  readonly email: string;
  readonly passwordFile: string;
  readonly removeTwoFactor: boolean;
}

export const passwordCommand: CommandDeclaration = {
  name: 'password',
  group: 'server',
  does: { en: 'Give somebody who cannot sign in any more another password.', de: 'Jemandem, der sich nicht mehr anmelden kann, ein anderes Passwort geben.' },
  details: [
    {
      en: 'For whoever runs the server, which must be stopped meanwhile: the command needs the folder for itself. All sessions of the account end, in browsers and terminals, and it stands in the audit journal. The second factor stays unless --remove-two-factor is given. Whoever gets the password should change it after signing in.',
      de: 'Für alle, die den Server betreiben; er muss solange angehalten sein, denn der Befehl braucht den Ordner für sich. Alle Sitzungen des Kontos enden, in Browsern und Terminals, und es steht im Protokoll. Der zweite Faktor bleibt, wenn --remove-two-factor nicht angegeben ist. Wer das Passwort bekommt, sollte es nach der Anmeldung ändern.',
    },
  ],
  options: [
    { flags: '--data <folder>', says: { en: 'A folder that `pegel init` or `pegel serve --set-up` made.', de: 'Ein Ordner, den `pegel init` oder `pegel serve --set-up` angelegt hat.' }, required: true },
    { flags: '--email <address>', says: { en: 'Whose account it is.', de: 'Wessen Konto es ist.' }, required: true },
    { flags: '--password-file <file>', says: { en: 'A file that holds the new password.', de: 'Eine Datei, in der das neue Passwort steht.' }, required: true },
    { flags: '--remove-two-factor', says: { en: 'Take away the second factor too, for whoever has lost it with its backup codes.', de: 'Auch den zweiten Faktor entfernen, für alle, die ihn mitsamt den Ersatzcodes verloren haben.' } },
    ...objectOptions,
    languageOption,
  ],
  ends: [],
  variables: ['PEGEL_IDENTITY_KEY_FILE'],
  examples: [{ line: 'pegel password --data ./pegel-data --email h@nordwind.example --password-file ./password', says: { en: 'After a password was forgotten.', de: 'Nachdem ein Passwort vergessen wurde.' } }],
  async run(world: World, { data, email, passwordFile, removeTwoFactor, ...options }: PasswordOptions) {
    const words = wordsFor(world, options);
    const password = await passwordIn(passwordFile, words);
    const { resetPassword } = await world.loadServer();
    const { kind: _, ...done } = await resetPassword({
      data, email, password, removeTwoFactor,
      announce: (news) => {
        if (news.kind === 'backed-up') say(world, words.backedUp(news.backup));
      },
    });
    world.stdout.write(asObject(options) ? `${JSON.stringify(done)}\n` : `${words.passwordReset(done)}\n`);
  },
};
