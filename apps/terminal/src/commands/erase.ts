import type { Words } from '@pegel/domain';
import { erasureBackups, erasureLines } from '@pegel/presentation';
import type { CommandDeclaration } from '../command-line/declaration.js';
import { exitCodes, Failure } from '../failure.js';
import { languageFor } from '../language.js';
import { asObject, objectOptions, type WithObject } from '../listing.js';
import { asked, connect, readerOptions, type ReaderOptions } from '../reader.js';
import { say, type World } from '../world.js';

interface EraseOptions extends ReaderOptions, WithObject {
  readonly reason?: string;
  readonly yes: boolean;
}

const words = {
  nothing: { en: 'Nothing was erased; --yes with --reason does it, for good.', de: 'Nichts wurde gelöscht; --yes mit --reason tut es, endgültig.' },
  noReason: { en: 'Say why with --reason TEXT; it is kept, so leave out their name, address and id.', de: 'Nennen Sie mit --reason TEXT den Grund; er wird aufbewahrt, lassen Sie also Name, Adresse und Kennung weg.' },
} as const satisfies Record<string, Words>;

/** `pegel erase`: takes somebody's words away for good, and says before what that would be. */
export const eraseCommand: CommandDeclaration = {
  name: 'erase',
  group: 'data',
  does: { en: 'Erase a person: their words go, what was counted stays.', de: 'Eine Person löschen: Ihre Angaben entfallen, das Gezählte bleibt.' },
  details: [
    { en: 'Without --yes it only says what would go, and what it would not reach. It cannot be undone.', de: 'Ohne --yes wird nur gesagt, was entfiele und was davon nicht erreicht würde. Es lässt sich nicht rückgängig machen.' },
    {
      en: 'Ids, addresses and names go from the database, its log and the backups that upgrades have left beside it. Whatever arrives later under one of them counts for the same nameless person, and a repeat stays a repeat. A member is refused until the membership is removed.',
      de: 'Kennungen, Adressen und Namen entfallen aus der Datenbank, ihrem Log und den Sicherungen, die Aktualisierungen daneben hinterlassen haben. Was später unter einer davon eintrifft, zählt für dieselbe namenlose Person, und eine Wiederholung bleibt eine. Ein Mitglied wird abgelehnt, bis die Mitgliedschaft beendet ist.',
    },
  ],
  arguments: [{ name: '<person>', says: { en: 'Who: the key, an id or an e-mail address of somebody there are numbers of.', de: 'Wer: der Schlüssel, eine Kennung oder eine E-Mail-Adresse einer Person, von der es Zahlen gibt.' } }],
  options: [
    { flags: '--reason <text>', says: { en: 'Why; it is kept, and must not name them.', de: 'Warum; der Grund wird aufbewahrt und darf die Person nicht nennen.' } },
    { flags: '--yes', says: { en: 'Do it.', de: 'Es tun.' } },
    ...objectOptions,
    ...readerOptions,
  ],
  ends: [exitCodes.notPermitted],
  examples: [
    { line: 'pegel erase max@nordwind.example', says: { en: 'What would go.', de: 'Was entfiele.' } },
    { line: 'pegel erase max@nordwind.example --reason "Request of 3 November" --yes', says: { en: 'Erases them.', de: 'Löscht die Person.' } },
  ],
  async run(world: World, { reason, yes, ...options }: EraseOptions, person: string) {
    const language = languageFor(world, options);
    if (yes && reason === undefined) throw new Failure(exitCodes.wrongArguments, words.noReason[language]);
    const connection = connect(world, options);
    const { client, organisation } = connection;
    const view = await asked(connection, yes ? client.erasePerson.mutate({ person, reason: reason ?? '', organisation }) : client.erasurePreview.query({ person, organisation }));
    world.stdout.write(asObject(options) ? `${JSON.stringify(view, null, 2)}\n` : `${erasureLines(view, yes, language).join('\n')}\n`);
    say(world, (yes ? erasureBackups : words.nothing)[language]);
  },
};
