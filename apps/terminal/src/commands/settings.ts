import { calendar, isTimeZone, settingNames, weekStarts, type Language, type SettingsView, type SettingsWish, type WeekStart } from '@pegel/domain';
import { localeOf, settingChangesTable, settingsTable, settingText, settingsWordsIn, type Locale, type TableModel } from '@pegel/presentation';
import { Unreadable, type CommandDeclaration } from '../command-line/declaration.js';
import { exitCodes } from '../failure.js';
import { languageFor } from '../language.js';
import { plainTable } from '../plain-table.js';
import { asked, connect, readerOptions, type ReaderOptions } from '../reader.js';
import { say, type World } from '../world.js';

interface SettingsOptions extends ReaderOptions {
  readonly timeZone?: string;
  readonly weekStart?: WeekStart;
  readonly fiscalYearStart?: number;
  readonly sourceOrder?: readonly string[];
  readonly reason?: string;
  readonly yes: boolean;
  readonly json: boolean;
}

const headings = { en: ['Setting', 'Is', 'Would be'], de: ['Einstellung', 'Ist', 'Wäre'] } as const;

export const settingsCommand: CommandDeclaration = {
  name: 'settings',
  group: 'data',
  does: { en: 'How days, weeks and years are cut and which source is believed; every change of it.', de: 'Wie Tage, Wochen und Jahre geschnitten werden und welcher Quelle geglaubt wird; jede Änderung.' },
  details: [
    {
      en: 'A change takes effect at once, also on open screens. The ledger stays as it is: every number is derived from it anew, as if the setting had always been so. Days that a vendor counted in UTC keep their date.',
      de: 'Eine Änderung gilt sofort, auch auf offenen Bildschirmen. Das Hauptbuch bleibt, wie es ist: Jede Zahl wird daraus neu abgeleitet, als wäre die Einstellung immer so gewesen. Tage, die ein Anbieter in UTC gezählt hat, behalten ihr Datum.',
    },
    {
      en: 'An order names sources that tell of one system under the same ids: on days that several cover, the first one counts and the others do not. Sources without an order add up. Without --yes it only says what would change.',
      de: 'Eine Reihenfolge nennt Quellen, die unter gleichen Kennungen von einem System berichten: An Tagen, die mehrere abdecken, zählt die erste, die anderen nicht. Quellen ohne Reihenfolge werden addiert. Ohne --yes wird nur gesagt, was sich ändern würde.',
    },
  ],
  options: [
    {
      flags: '--time-zone <zone>', says: { en: 'An IANA time zone, such as Europe/Berlin.', de: 'Eine IANA-Zeitzone, etwa Europe/Berlin.' }, suggests: Intl.supportedValuesOf('timeZone'),
      parse(text) {
        if (!isTimeZone(text)) throw new Unreadable({ en: 'It is an IANA name such as Europe/Berlin.', de: 'Es ist ein IANA-Name wie Europe/Berlin.' });
        return text;
      },
    },
    { flags: '--week-start <day>', says: { en: 'The day that weeks begin on.', de: 'Der Tag, an dem Wochen beginnen.' }, choices: weekStarts },
    {
      flags: '--fiscal-year-start <month>', says: { en: 'The month that quarters and years begin with, 1 to 12.', de: 'Der Monat, mit dem Quartale und Jahre beginnen, 1 bis 12.' },
      parse(text) {
        if (!/^([1-9]|1[0-2])$/.test(text)) throw new Unreadable({ en: 'It is a month from 1 to 12.', de: 'Es ist ein Monat von 1 bis 12.' });
        return Number(text);
      },
    },
    {
      flags: '--source-order <names>', says: { en: 'Sources of one system, best first, with commas; "none" pins no order.', de: 'Quellen eines Systems, die beste zuerst, mit Kommas; "none" hebt die Reihenfolge auf.' },
      parse: (text) => (text === 'none' ? [] : text.split(',').map((name) => name.trim())),
    },
    { flags: '--reason <text>', says: { en: 'Why; it is kept with the change.', de: 'Warum; es bleibt bei der Änderung.' } },
    { flags: '--yes', says: { en: 'Do it.', de: 'Es tun.' } },
    { flags: '--json', says: { en: 'Print one JSON object.', de: 'Ein JSON-Objekt ausgeben.' } },
    ...readerOptions,
  ],
  ends: [exitCodes.notPermitted],
  examples: [
    { line: 'pegel settings', says: { en: 'What they are, and who changed what when.', de: 'Wie sie sind, und wer wann was geändert hat.' } },
    { line: 'pegel settings --time-zone America/New_York --reason "The office moved." --yes', says: { en: 'Days of another zone, for everybody.', de: 'Tage einer anderen Zone, für alle.' } },
    { line: 'pegel settings --source-order gateway,claude-export --reason "Both tell of the same chats."', says: { en: 'What an order of sources would change.', de: 'Was eine Reihenfolge von Quellen ändern würde.' } },
  ],
  async run(world: World, { timeZone, weekStart, fiscalYearStart, sourceOrder, ...options }: SettingsOptions) {
    const connection = connect(world, options);
    const { client, organisation } = connection;
    const language = languageFor(world, options);
    const wanted = Object.entries({ timeZone, weekStart, fiscalYearStart, sourceOrder }).filter(([, value]) => value !== undefined);
    const wish = Object.fromEntries(wanted) as SettingsWish; // The flags are named as the settings are.
    if (wanted.length === 0 || !options.yes) {
      const view = await asked(connection, client.settings.query({ organisation }));
      world.stdout.write(options.json ? `${JSON.stringify(view, null, 2)}\n` : wanted.length === 0 ? settingsText(view, language) : wishText(view, wish, language));
      if (wanted.length > 0) say(world, connection.words.nothingDecided);
      return;
    }
    const input = { ...wish, reason: options.reason ?? '', organisation };
    const view = await asked(connection, client.changeSettings.mutate(input));
    world.stdout.write(options.json ? `${JSON.stringify(view, null, 2)}\n` : settingsText(view, language));
  },
};

const tableText = (table: TableModel): string => `${plainTable({ ...table, caption: '' })}\n`;

const localeFor = (language: Language, { settings }: SettingsView): Locale => localeOf(language, { currency: 'USD', today: calendar(settings.timeZone).dayOf(Date.now()) });

function settingsText(view: SettingsView, language: Language): string {
  const locale = localeFor(language, view);
  const now = tableText(settingsTable(view, locale));
  return view.changes.length === 0 ? now : `${now}\n${tableText(settingChangesTable(view, locale))}`;
}

function wishText(view: SettingsView, wish: SettingsWish, language: Language): string {
  const locale = localeFor(language, view);
  const rows = settingNames.filter((name) => wish[name] !== undefined).map((name) => [settingsWordsIn(language).names[name], settingText(view.settings, name, locale), settingText(wish, name, locale)]);
  return tableText({ caption: '', columns: headings[language].map((label) => ({ label, align: 'start' })), rows });
}
