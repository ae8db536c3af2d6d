import { mentionPlaces, type ErasureView, type Language, type MentionPlace, type Words } from '@pegel/domain';
import type { CommandDeclaration } from '../command-line/declaration.js';
import { exitCodes, Failure } from '../failure.js';
import { languageFor } from '../language.js';
import { asked, connect, readerOptions, type ReaderOptions } from '../reader.js';
import { say, type World } from '../world.js';

interface EraseOptions extends ReaderOptions {
  readonly reason?: string;
  readonly yes: boolean;
  readonly json: boolean;
}

const places: Readonly<Record<MentionPlace, Words>> = {
  event: { en: 'ids of events', de: 'Kennungen von Ereignissen' },
  chat: { en: 'ids of chats', de: 'Kennungen von Chats' },
  project: { en: 'ids of projects', de: 'Kennungen von Projekten' },
  artifact: { en: 'ids of artifacts', de: 'Kennungen von Artefakten' },
  connector: { en: 'names of connectors', de: 'Namen von Konnektoren' },
  model: { en: 'names of models', de: 'Namen von Modellen' },
  service: { en: 'names of services', de: 'Namen von Diensten' },
  group: { en: 'names of groups', de: 'Namen von Gruppen' },
  department: { en: 'names of departments', de: 'Namen von Abteilungen' },
  costCentre: { en: 'cost centres', de: 'Kostenstellen' },
  reason: { en: 'reasons that somebody wrote down', de: 'aufgeschriebene Begründungen' },
};

const words = {
  would: { en: 'Would go', de: 'Entfiele' },
  gone: { en: 'Gone', de: 'Entfallen' },
  ids: { en: 'ids', de: 'Kennungen' },
  emails: { en: 'e-mail addresses', de: 'E-Mail-Adressen' },
  names: { en: 'names', de: 'Namen' },
  quarantined: { en: 'words in items that were set aside', de: 'Angaben in zurückgestellten Einträgen' },
  invitations: { en: 'invitations', de: 'Einladungen' },
  account: { en: 'account', de: 'Konto' },
  stays: { en: 'Stays, because it is the sources’ and changing it would count it twice; mend it where it comes from', de: 'Bleibt, weil es den Quellen gehört und sonst doppelt zählte; bitte dort ändern' },
  numbers: { en: 'Every sum and every count stays as it is; split by person this part is nobody’s.', de: 'Alle Summen und Anzahlen bleiben, wie sie sind; je Person gehört dieser Teil niemandem.' },
  nothing: { en: 'Nothing was erased; --yes with --reason does it, for good.', de: 'Nichts wurde gelöscht; --yes mit --reason tut es, endgültig.' },
  backups: { en: 'Backups that you keep elsewhere still have these words, sealed: see "Erasing a person" in docs/operations.md.', de: 'Sicherungen, die Sie anderswo aufbewahren, enthalten diese Angaben noch, versiegelt: siehe „Erasing a person“ in docs/operations.md.' },
  noReason: { en: 'Say why with --reason TEXT; it is kept, so leave out their name, address and id.', de: 'Nennen Sie mit --reason TEXT den Grund; er wird aufbewahrt, lassen Sie also Name, Adresse und Kennung weg.' },
} as const satisfies Record<string, Words>;

/** What goes, what stays, and that numbers do not change, line by line. */
function linesOf({ key, words: said, quarantined, invitations, account, mentions }: ErasureView, isDone: boolean, language: Language): string[] {
  const counts = [[said.ids, 'ids'], [said.emails, 'emails'], [said.names, 'names'], [quarantined, 'quarantined'], [invitations, 'invitations'], [account ? 1 : 0, 'account']] as const;
  const goes = counts.flatMap(([count, what]) => (count === 0 ? [] : [`  ${count} ${words[what][language]}`]));
  const left = mentionPlaces.flatMap((place) => (mentions[place] === undefined ? [] : [`  ${mentions[place]} ${places[place][language]}`]));
  return [`${words[isDone ? 'gone' : 'would'][language]} (${key}):`, ...goes, ...(left.length === 0 ? [] : [`${words.stays[language]}:`, ...left]), words.numbers[language]];
}

/** `pegel erase`: takes somebody's words away for good, and says before what that would be. */
export const eraseCommand: CommandDeclaration = {
  name: 'erase',
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
    { flags: '--json', says: { en: 'Print one JSON object.', de: 'Ein JSON-Objekt ausgeben.' } },
    ...readerOptions,
  ],
  ends: [exitCodes.notPermitted],
  examples: [
    { line: 'pegel erase max@nordwind.example', says: { en: 'What would go.', de: 'Was entfiele.' } },
    { line: 'pegel erase max@nordwind.example --reason "Request of 3 November" --yes', says: { en: 'Erases them.', de: 'Löscht die Person.' } },
  ],
  async run(world: World, { reason, yes, json, ...options }: EraseOptions, person: string) {
    const language = languageFor(world, options);
    if (yes && reason === undefined) throw new Failure(exitCodes.wrongArguments, words.noReason[language]);
    const connection = connect(world, options);
    const { client, organisation } = connection;
    const view = await asked(connection, yes ? client.erasePerson.mutate({ person, reason: reason ?? '', organisation }) : client.erasurePreview.query({ person, organisation }));
    world.stdout.write(json ? `${JSON.stringify(view, null, 2)}\n` : `${linesOf(view, yes, language).join('\n')}\n`);
    say(world, words[yes ? 'backups' : 'nothing'][language]);
  },
};
