import { calendar, groupSizes, isTimeZone, nameChoices, purposeLimits, purposesProblem, retentionLimits, settingNames, weekStarts, type Language, type SettingsView, type SettingsWish } from '@pegel/domain';
import { localeOf, settingChangesTable, settingsRows, settingsTable, settingText, settingsWordsIn, type Locale } from '@pegel/presentation';
import { Unreadable, type CommandDeclaration } from '../command-line/declaration.js';
import { budgetFrom } from '../command-line/values.js';
import { exitCodes } from '../failure.js';
import { dialectOf, dialectOption, type WithDialect } from '../dialect.js';
import { languageFor } from '../language.js';
import { formatNamed, formatOption, jsonOption, printed, tablesMarkdown, type Listing, type WithFormat } from '../listing.js';
import { plainTable } from '../plain-table.js';
import { asked, connect, readerOptions, type ReaderOptions } from '../reader.js';
import { say, type World } from '../world.js';

/** The flags are named as the settings are. */
interface SettingsOptions extends ReaderOptions, WithDialect, WithFormat, Omit<SettingsWish, 'retentionDays' | 'budget'> {
  /** The parser knows no option whose value is null. */
  readonly retentionDays?: number | 'none';
  readonly budget?: string;
  readonly reason?: string;
  readonly yes: boolean;
  readonly json: boolean;
}

/** What stands between commas; "none" is nothing. */
function listed(text: string): readonly string[] {
  return text === 'none' ? [] : text.split(',').map((name) => name.trim());
}

function wholeNumber(text: string, min: number, max: number): number {
  if (!/^\d{1,6}$/.test(text) || Number(text) < min || Number(text) > max) throw new Unreadable({ en: `It is a whole number from ${min} to ${max}.`, de: `Es ist eine ganze Zahl von ${min} bis ${max}.` });
  return Number(text);
}

const headings = { en: ['Setting', 'Is', 'Would be'], de: ['Einstellung', 'Ist', 'Wäre'] } as const;

export const settingsCommand: CommandDeclaration = {
  name: 'settings',
  group: 'data',
  does: { en: 'How days, weeks and years are cut, which source is believed and what is told of people; every change of it.', de: 'Wie Tage, Wochen und Jahre geschnitten werden, welcher Quelle geglaubt und was von Personen gesagt wird; jede Änderung.' },
  details: [
    {
      en: 'A change takes effect at once, also on open screens. The ledger stays as it is: every number is derived from it anew, as if the setting had always been so. Days that a vendor counted in UTC keep their date.',
      de: 'Eine Änderung gilt sofort, auch auf offenen Bildschirmen. Das Hauptbuch bleibt, wie es ist: Jede Zahl wird daraus neu abgeleitet, als wäre die Einstellung immer so gewesen. Tage, die ein Anbieter in UTC gezählt hat, behalten ihr Datum.',
    },
    {
      en: 'An order names sources that tell of one system under the same ids: on days that several cover, the first one counts and the others do not. Sources without an order add up. Without --yes it only says what would change.',
      de: 'Eine Reihenfolge nennt Quellen, die unter gleichen Kennungen von einem System berichten: An Tagen, die mehrere abdecken, zählt die erste, die anderen nicht. Quellen ohne Reihenfolge werden addiert. Ohne --yes wird nur gesagt, was sich ändern würde.',
    },
    {
      en: 'How names appear, the minimum group size, the purposes and for how long numbers are told by person are decisions about people: agree on them with your works council, where there is one. Each is kept with its reason, for all owners and auditors.',
      de: 'Wie Namen erscheinen, die Mindestgröße von Gruppen, die Zwecke und wie lange Zahlen je Person gesagt werden, sind Entscheidungen über Menschen: Stimmen Sie sie mit Ihrem Betriebsrat ab, wo es einen gibt. Jede bleibt mit ihrer Begründung, für alle Owners und Auditors.',
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
      parse: listed,
    },
    { flags: '--names <choice>', says: { en: "How people's names appear.", de: 'Wie die Namen von Personen erscheinen.' }, choices: nameChoices },
    {
      flags: '--group-size <people>',
      says: { en: `Numbers of fewer people are hidden where names are not shown in full, ${groupSizes.min} to ${groupSizes.max}.`, de: `Zahlen von weniger Personen bleiben verborgen, wo Namen nicht vollständig gezeigt werden, ${groupSizes.min} bis ${groupSizes.max}.` },
      parse: (text) => wholeNumber(text, groupSizes.min, groupSizes.max),
    },
    {
      flags: '--purposes <list>', says: { en: 'What numbers by person may be looked at for, with commas; "none" asks for no purpose.', de: 'Wofür Zahlen je Person angesehen werden dürfen, mit Kommas; "none" verlangt keinen Zweck.' },
      parse(text) {
        const purposes = listed(text);
        if (purposesProblem(purposes) !== null) {
          throw new Unreadable({
            en: `They are at most ${purposeLimits.purposes} texts of 1 to ${purposeLimits.characters} characters, each once, with commas between them.`,
            de: `Es sind höchstens ${purposeLimits.purposes} Texte von 1 bis ${purposeLimits.characters} Zeichen, jeder einmal, mit Kommas dazwischen.`,
          });
        }
        return purposes;
      },
    },
    {
      flags: '--retention-days <days>',
      says: { en: `For how many days numbers are told by person, ${retentionLimits.daysMin} to ${retentionLimits.daysMax}; "none" for as long as there are any.`, de: `Wie viele Tage lang Zahlen je Person gesagt werden, ${retentionLimits.daysMin} bis ${retentionLimits.daysMax}; "none", solange es welche gibt.` },
      parse: (text) => (text === 'none' ? text : wholeNumber(text, retentionLimits.daysMin, retentionLimits.daysMax)),
    },
    {
      flags: '--budget <amount>',
      says: { en: 'What a month may cost in the currency of spend, such as 25000; "none" for no budget.', de: 'Was ein Monat in der Währung der Ausgaben kosten darf, etwa 25000; "none" für kein Budget.' },
      parse: (text) => (text === 'none' ? text : budgetFrom(text)),
    },
    { flags: '--reason <text>', says: { en: 'Why; it is kept with the change.', de: 'Warum; es bleibt bei der Änderung.' } },
    { flags: '--yes', says: { en: 'Do it.', de: 'Es tun.' } },
    formatOption({ en: 'How to print them; ndjson and csv are a setting a line, without its changes.', de: 'Wie sie ausgegeben werden; ndjson und csv sind eine Zeile je Einstellung, ohne ihre Änderungen.' }),
    jsonOption,
    dialectOption,
    ...readerOptions,
  ],
  ends: [exitCodes.notPermitted],
  examples: [
    { line: 'pegel settings', says: { en: 'What they are, and who changed what when.', de: 'Wie sie sind, und wer wann was geändert hat.' } },
    { line: 'pegel settings --time-zone America/New_York --reason "The office moved." --yes', says: { en: 'Days of another zone, for everybody.', de: 'Tage einer anderen Zone, für alle.' } },
    { line: 'pegel settings --names pseudonyms --group-size 8 --reason "Works agreement 2026-04" --yes', says: { en: 'Nobody is named any more, and small groups are hidden.', de: 'Niemand wird mehr genannt, und kleine Gruppen bleiben verborgen.' } },
    { line: 'pegel settings --budget 25000 --reason "Decided for 2027" --yes', says: { en: 'What a month may cost, drawn into its running total.', de: 'Was ein Monat kosten darf, eingezeichnet in seine laufende Summe.' } },
    { line: 'pegel settings --source-order gateway,claude-export --reason "Both tell of the same chats."', says: { en: 'What an order of sources would change.', de: 'Was eine Reihenfolge von Quellen ändern würde.' } },
  ],
  async run(world: World, { retentionDays, budget, ...options }: SettingsOptions) {
    const format = formatNamed(world, options);
    const dialect = dialectOf(world, options, format);
    const connection = connect(world, options);
    const { client, organisation } = connection;
    const language = languageFor(world, options);
    const flags: SettingsWish = { ...options, ...(retentionDays === undefined ? {} : { retentionDays: retentionDays === 'none' ? null : retentionDays }), ...(budget === undefined ? {} : { budget: budget === 'none' ? null : budget }) };
    const wanted = settingNames.filter((name) => flags[name] !== undefined);
    const wish: SettingsWish = Object.fromEntries(wanted.map((name) => [name, flags[name]]));
    if (wanted.length === 0 || !options.yes) {
      const view = await asked(connection, client.settings.query({ organisation }));
      world.stdout.write(printed(wanted.length === 0 ? listingOf(view, language) : wishOf(view, wish, language), format, dialect));
      if (wanted.length > 0) say(world, connection.words.nothingDecided);
      return;
    }
    const input = { ...wish, reason: options.reason ?? '', organisation };
    const view = await asked(connection, client.changeSettings.mutate(input));
    world.stdout.write(printed(listingOf(view, language), format, dialect));
  },
};

const localeFor = (language: Language, { settings, currency }: SettingsView): Locale => localeOf(language, { currency, today: calendar(settings.timeZone).dayOf(Date.now()) });

function listingOf(view: SettingsView, language: Language): Listing {
  const locale = localeFor(language, view);
  const tables = [settingsTable(view, locale), ...(view.changes.length === 0 ? [] : [settingChangesTable(view, locale)])];
  return {
    table: () => tables.map((table) => `${plainTable(table)}\n`).join('\n'),
    md: () => tablesMarkdown(tables),
    json: () => view,
    rows: () => settingsRows(view.settings),
  };
}

/** What a wish would change; as JSON the settings as they are. */
function wishOf(view: SettingsView, wish: SettingsWish, language: Language): Listing {
  const locale = localeFor(language, view);
  const rows = settingNames.filter((name) => wish[name] !== undefined).map((name) => [settingsWordsIn(language).names[name], settingText(view.settings, name, locale), settingText(wish, name, locale)]);
  const table = { caption: settingsWordsIn(language).general.caption, columns: headings[language].map((label) => ({ label, align: 'start' as const })), rows };
  return { table: () => `${plainTable(table)}\n`, md: () => tablesMarkdown([table]), json: () => view, rows: () => settingsRows(view.settings, wish) };
}
