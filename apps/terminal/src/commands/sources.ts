import { quarantineCodes, quarantineStates, type Decision, type DecisionView, type Language, type QuarantineView, type SourcesView } from '@pegel/domain';
import { accountTable, decisionText, localeOf, quarantineRows, quarantineTable, sourcesRows, sourcesTable, wordsIn } from '@pegel/presentation';
import { Unreadable, type CommandDeclaration } from '../command-line/declaration.js';
import { dialectOf, dialectOption, type WithDialect } from '../dialect.js';
import { exitCodes, Failure } from '../failure.js';
import { languageFor } from '../language.js';
import { asObject, formatOption, objectOptions, printed, tablesMarkdown, type Listing, type WithFormat, type WithObject } from '../listing.js';
import { readerOf } from '../page-source.js';
import { plainTable } from '../plain-table.js';
import { asked, connect, readerOptions, type Connection, type ReaderOptions } from '../reader.js';
import { say, type World } from '../world.js';

const ends = [exitCodes.notPermitted] as const;

interface SourcesOptions extends ReaderOptions, WithDialect, WithFormat {
  readonly from?: string;
  readonly to?: string;
}

interface QuarantineOptions extends ReaderOptions, WithDialect, WithFormat {
  readonly source?: string;
  readonly code?: string;
  readonly state?: string;
  readonly before?: number;
  readonly limit?: number;
}

interface DecisionOptions extends ReaderOptions, WithObject {
  readonly reason: string;
  readonly yes: boolean;
}

function numberFrom(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new Unreadable({ en: 'It is a whole number from 1.', de: 'Es ist eine ganze Zahl ab 1.' });
  return Number(text);
}

const quarantineCommand: CommandDeclaration = {
  name: 'quarantine',
  does: { en: 'What was set aside for a person to release or discard, newest first.', de: 'Was zurückgestellt wurde, um freigegeben oder verworfen zu werden, das Neueste zuerst.' },
  options: [
    { flags: '--source <name>', says: { en: 'Of one source.', de: 'Von einer Quelle.' } },
    { flags: '--code <code>', says: { en: 'Set aside for one reason.', de: 'Aus einem Grund zurückgestellt.' }, choices: quarantineCodes },
    { flags: '--state <state>', says: { en: 'Where it stands.', de: 'Wie es darum steht.' }, choices: [...quarantineStates, 'all'], default: 'waiting' },
    { flags: '--before <id>', says: { en: 'Only items that came before this one.', de: 'Nur Einträge, die vor diesem kamen.' }, parse: numberFrom },
    { flags: '--limit <number>', says: { en: 'At most so many, up to 200; otherwise 50.', de: 'Höchstens so viele, bis 200; sonst 50.' }, parse: numberFrom },
    formatOption(),
    dialectOption,
    ...readerOptions,
  ],
  ends,
  examples: [
    { line: 'pegel sources quarantine --code conflict', says: { en: 'What contradicts what is stored.', de: 'Was Gespeichertem widerspricht.' } },
    { line: "pegel sources quarantine --format json | jq '.items[].id'", says: { en: 'The numbers of what waits.', de: 'Die Nummern dessen, was wartet.' } },
  ],
  async run(world: World, { source, code, state, before, limit, ...options }: QuarantineOptions) {
    const dialect = dialectOf(world, options, options.format);
    const connection = connect(world, options);
    const view = await asked(connection, connection.client.quarantine.query({ source, code, state: state === 'all' ? undefined : state, before, limit, organisation: connection.organisation }));
    const { organisation } = await readerOf(connection);
    const locale = localeOf(languageFor(world, options), { currency: organisation.currency, today: null });
    world.stdout.write(printed(quarantined(view, organisation.timeZone, locale), options.format, dialect));
    if (view.next !== null) say(world, connection.words.moreItems(view.next));
  },
};

const decisionCommand = (verb: Decision['verb'], does: CommandDeclaration['does'], example: CommandDeclaration['examples'][number]): CommandDeclaration => ({
  name: verb,
  does,
  details: [
    {
      en: 'Without --yes it lists what would be decided and changes nothing. A decision is written down with the name of the token, and is not taken back.',
      de: 'Ohne --yes wird nur aufgelistet, worüber entschieden würde. Eine Entscheidung wird mit dem Namen des Tokens festgehalten und nicht zurückgenommen.',
    },
  ],
  arguments: [{ name: '<id...>', says: { en: 'Which items; pegel sources quarantine lists them.', de: 'Welche Einträge; pegel sources quarantine nennt sie.' } }],
  options: [
    { flags: '--reason <text>', says: { en: 'Why; it is kept with the items.', de: 'Warum; es bleibt bei den Einträgen.' }, required: true },
    { flags: '--yes', says: { en: 'Do it.', de: 'Es tun.' } },
    ...objectOptions,
    ...readerOptions,
  ],
  ends,
  examples: [example],
  async run(world: World, options: DecisionOptions, texts: readonly string[]) {
    const connection = connect(world, options);
    const ids = texts.map((text) => idFrom(text, connection));
    const language = languageFor(world, options);
    if (!options.yes) {
      const view = await asked(connection, connection.client.quarantine.query({ ids, limit: Math.max(1, ids.length), organisation: connection.organisation }));
      world.stdout.write(asObject(options) ? `${JSON.stringify(view, null, 2)}\n` : await listing(view, connection, language));
      say(world, connection.words.nothingDecided);
      return;
    }
    const input = { ids, reason: options.reason, organisation: connection.organisation };
    const decided = await asked(connection, verb === 'release' ? connection.client.release.mutate(input) : connection.client.discard.mutate(input));
    world.stdout.write(asObject(options) ? `${JSON.stringify(decided, null, 2)}\n` : decisionLines(decided, language));
    const refused = decided.results.filter(({ kind }) => kind === 'refused').length;
    if (refused > 0) throw new Failure(exitCodes.failed, connection.words.someRefused(refused));
  },
});

export const sourcesCommand: CommandDeclaration = {
  name: 'sources',
  group: 'data',
  does: { en: 'Where the numbers come from, and what became of everything that was delivered.', de: 'Woher die Zahlen kommen und was aus allem Gelieferten wurde.' },
  details: [
    {
      en: 'Received = stored + duplicate + superseded + quarantined + rejected, for every source and day of receipt. JSON, NDJSON and CSV have each day, 28 of them unless told otherwise.',
      de: 'Empfangen = gespeichert + doppelt + ersetzt + zurückgestellt + abgelehnt, je Quelle und Tag des Eingangs. JSON, NDJSON und CSV enthalten jeden Tag, ohne Angabe 28.',
    },
  ],
  options: [
    { flags: '--from <day>', says: { en: 'The first day, such as 2026-11-01.', de: 'Der erste Tag, etwa 2026-11-01.' } },
    { flags: '--to <day>', says: { en: 'The last day, included.', de: 'Der letzte Tag, eingeschlossen.' } },
    formatOption(),
    dialectOption,
    ...readerOptions,
  ],
  ends,
  examples: [
    { line: 'pegel sources', says: { en: 'Every source, and the account of all.', de: 'Jede Quelle und das Konto aller.' } },
    { line: 'pegel sources --from 2026-11-01 --to 2026-11-30 --format csv > november.csv', says: { en: 'A month, a line a source and day.', de: 'Ein Monat, je Quelle und Tag eine Zeile.' } },
  ],
  commands: [
    quarantineCommand,
    decisionCommand(
      'release',
      { en: 'Let items in that were set aside.', de: 'Zurückgestellte Einträge freigeben.' },
      { line: 'pegel sources release 7 8 --reason "The gateway was right." --yes', says: { en: 'Two items, in a script.', de: 'Zwei Einträge, in einem Skript.' } },
    ),
    decisionCommand(
      'discard',
      { en: 'Keep items out for good.', de: 'Zurückgestellte Einträge endgültig verwerfen.' },
      { line: 'pegel sources discard 9 --reason "Sent twice by the old gateway."', says: { en: 'What would be discarded.', de: 'Was verworfen würde.' } },
    ),
  ],
  async run(world: World, { from, to, ...options }: SourcesOptions) {
    const dialect = dialectOf(world, options, options.format);
    const connection = connect(world, options);
    const view = await asked(connection, connection.client.sources.query({ from, to, organisation: connection.organisation }));
    world.stdout.write(printed(listingOf(view, languageFor(world, options)), options.format, dialect));
  },
};

function idFrom(text: string, { words }: Connection): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new Failure(exitCodes.wrongArguments, words.badItem(text));
}

function listingOf(view: SourcesView, language: Language): Listing {
  const locale = localeOf(language, view);
  const tables = [sourcesTable(view, locale), accountTable(view, locale)];
  return {
    table: () => (view.sources.length === 0 ? `${wordsIn(language).sources.empty}\n` : `${tables.map(plainTable).join('\n\n')}\n`),
    md: () => tablesMarkdown(tables),
    json: () => view,
    rows: () => sourcesRows(view),
  };
}

function quarantined(view: QuarantineView, timeZone: string, locale: ReturnType<typeof localeOf>): Listing {
  const table = quarantineTable(view, timeZone, locale);
  return {
    table: () => (view.items.length === 0 ? `${locale.words.sources.quarantine.empty}\n` : `${plainTable(table)}\n`),
    md: () => tablesMarkdown([table]),
    json: () => view,
    rows: () => quarantineRows(view),
  };
}

async function listing(view: QuarantineView, connection: Connection, language: Language): Promise<string> {
  const { organisation } = await readerOf(connection);
  return quarantined(view, organisation.timeZone, localeOf(language, { currency: organisation.currency, today: null })).table();
}

function decisionLines({ results }: DecisionView, language: Language): string {
  const locale = localeOf(language, { currency: 'USD', today: null });
  return results.map((result) => `${decisionText(result, locale)}\n`).join('');
}
