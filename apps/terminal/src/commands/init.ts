import { groupSizes, nameChoices, type NameChoice } from '@pegel/domain';
import type { CommandDeclaration } from '../command-line/declaration.js';
import { budgetFrom, groupSizeFrom } from '../command-line/values.js';
import { languageFor, languageOption, wordsFor, type WithLanguage } from '../language.js';
import { asObject, objectOptions, type WithObject } from '../listing.js';
import { passwordIn } from '../password-file.js';
import { say, type World } from '../world.js';

interface InitOptions extends WithLanguage, WithObject {
  readonly data: string;
  readonly organisation: string;
  readonly timeZone: string;
  readonly ownerEmail: string;
  readonly ownerPasswordFile: string;
  readonly names: NameChoice;
  readonly namesReason?: string;
  readonly purpose?: readonly string[];
  readonly groupSize?: number;
  readonly extraUsage: boolean;
  readonly currency: string;
  readonly budget?: string;
}

export const initCommand: CommandDeclaration = {
  name: 'init',
  group: 'server',
  does: { en: 'Create an organisation in a data folder, with its owner and its keys.', de: 'Eine Organisation in einem Datenordner anlegen, mit ihrem Owner und ihren Schlüsseln.' },
  details: [
    {
      en: 'Prints a token for reading and a key for sending; both are shown once. How names appear is a decision about people, so it has no default. In Germany it usually needs the works council (§ 87 (1) no. 6 BetrVG).',
      de: 'Gibt ein Token zum Lesen und einen Schlüssel zum Senden aus; beide werden nur einmal angezeigt. Wie Namen erscheinen, ist eine Entscheidung über Menschen und hat darum keine Vorgabe. Sie ist in der Regel mitbestimmungspflichtig (§ 87 Abs. 1 Nr. 6 BetrVG).',
    },
  ],
  options: [
    { flags: '--data <folder>', says: { en: 'Where Pegel keeps its data; made if it does not exist.', de: 'Wo Pegel seine Daten hält; wird angelegt, wenn es ihn nicht gibt.' }, required: true },
    { flags: '--organisation <name>', says: { en: 'The name, such as "Nordwind AG".', de: 'Der Name, etwa "Nordwind AG".' }, required: true },
    { flags: '--time-zone <zone>', says: { en: 'An IANA time zone, such as Europe/Berlin: days are its days.', de: 'Eine IANA-Zeitzone, etwa Europe/Berlin: Tage sind ihre Tage.' }, suggests: Intl.supportedValuesOf('timeZone'), required: true },
    { flags: '--owner-email <address>', says: { en: 'Who signs in as the Primary Owner.', de: 'Wer sich als Primary Owner anmeldet.' }, required: true },
    { flags: '--owner-password-file <file>', says: { en: 'A file that holds the password.', de: 'Eine Datei, in der das Passwort steht.' }, required: true },
    { flags: '--names <choice>', says: { en: "How people's names appear.", de: 'Wie die Namen von Personen erscheinen.' }, choices: nameChoices, required: true },
    { flags: '--names-reason <text>', says: { en: 'Why; it is the first line of the history of settings, which Owners see.', de: 'Warum; es ist die erste Zeile im Verlauf der Einstellungen, den Owner sehen.' } },
    { flags: '--purpose <text>', says: { en: 'What numbers by person may be looked at for; as often as there are purposes. With none, nobody is asked for one.', de: 'Wofür Zahlen je Person angesehen werden dürfen; so oft, wie es Zwecke gibt. Ohne wird niemand nach einem gefragt.' }, repeatable: true },
    { flags: '--group-size <number>', says: { en: `The least number of people whose numbers are told together: ${groupSizes.min} or more, otherwise ${groupSizes.usual}.`, de: `Die kleinste Zahl von Personen, deren Zahlen zusammen genannt werden: ${groupSizes.min} oder mehr, sonst ${groupSizes.usual}.` }, parse: groupSizeFrom },
    { flags: '--extra-usage', says: { en: 'The organisation pays for use beyond its seats, so there is spend to report.', de: 'Die Organisation bezahlt „zusätzliche Nutzung“ über ihre Plätze hinaus; nur dann gibt es Ausgaben zu berichten.' } },
    { flags: '--currency <code>', says: { en: 'The currency of spend.', de: 'Die Währung der Ausgaben.' }, default: 'USD' },
    { flags: '--budget <amount>', says: { en: 'What a month may cost, in that currency; it can be set later.', de: 'Was ein Monat kosten darf, in dieser Währung; lässt sich später setzen.' }, parse: budgetFrom },
    ...objectOptions,
    languageOption,
  ],
  ends: [],
  variables: ['PEGEL_IDENTITY_KEY_FILE'],
  examples: [
    {
      line: 'pegel init --data ./pegel-data --organisation "Nordwind AG" --time-zone Europe/Berlin --owner-email h@nordwind.example --owner-password-file ./password --names full --names-reason "Agreed with the works council" --extra-usage',
      says: { en: 'A first organisation in a new folder.', de: 'Eine erste Organisation in einem neuen Ordner.' },
    },
  ],
  async run(world: World, options: InitOptions) {
    const words = wordsFor(world, options);
    const ownerPassword = await passwordIn(options.ownerPasswordFile, words);
    const { initialise } = await world.loadServer();
    const { data, organisation, timeZone, ownerEmail, names, namesReason, purpose: purposes, groupSize, extraUsage, currency, budget } = options;
    const made = await initialise({
      data, organisation, timeZone, ownerEmail, ownerPassword, names, namesReason, purposes, groupSize, extraUsage, currency, budget, language: languageFor(world, options),
      announce: (news) => {
        if (news.kind === 'backed-up') say(world, words.backedUp(news.backup));
      },
    });
    world.stdout.write(asObject(options) ? `${JSON.stringify(made)}\n` : `${words.initialised(made, data)}\n`);
  },
};
