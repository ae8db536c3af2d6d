import { pipeline } from 'node:stream/promises';
import { actorKinds, happeningNames, journalLimits, type ActorKind, type HappeningName } from '@pegel/domain';
import { journalFile, journalLine, journalTable, localeOf, settingsWordsIn, tableMarkdown, type ChainedEntry, type Dialect } from '@pegel/presentation';
import { Unreadable, type CommandDeclaration } from '../command-line/declaration.js';
import { dayFrom } from '../command-line/values.js';
import { dialectOf, dialectOption, dialectParameter, type WithDialect } from '../dialect.js';
import { openFile } from '../download.js';
import { exitCodes } from '../failure.js';
import { piecesForOutput } from '../for-output.js';
import { languageFor, wordsFor } from '../language.js';
import { formatOption, isRows, jsonText, type WithFormat } from '../listing.js';
import { readerOf } from '../page-source.js';
import { plainTable } from '../plain-table.js';
import { asked, connect, readerOptions, type ReaderOptions } from '../reader.js';
import { say, type World } from '../world.js';

interface JournalOptions extends ReaderOptions, WithDialect, WithFormat {
  readonly data?: string;
  readonly happening?: HappeningName;
  readonly actor?: ActorKind;
  readonly from?: string;
  readonly to?: string;
  readonly before?: number;
  readonly limit?: number;
}

/** Entries with what it takes to show them. */
interface Found {
  readonly entries: readonly ChainedEntry[];
  readonly timeZoneOf: (chain: string | undefined) => string;
  /** What to give as `--before` for what came earlier; `null` where nothing did, or numbers of several chains say nothing. */
  readonly next: number | null;
}

function numberFrom(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new Unreadable({ en: 'It is a whole number from 1.', de: 'Es ist eine ganze Zahl ab 1.' });
  return Number(text);
}

export const journalCommand: CommandDeclaration = {
  name: 'journal',
  group: 'data',
  does: { en: 'The audit journal: who did what, when and from where, newest first.', de: 'Das Protokoll: wer was wann und von wo getan hat, das Neueste zuerst.' },
  details: [
    {
      en: 'It is for Primary Owners, Owners and Auditors, and says that it was looked at. As csv and ndjson it has all there is, unless --limit or --before is given; otherwise 50 entries. Days are the organisation\'s.',
      de: 'Es ist für Primary Owners, Owners und Auditors und hält fest, dass es angesehen wurde. Als csv und ndjson enthält es alles, wenn weder --limit noch --before angegeben ist; sonst 50 Einträge. Tage sind die der Organisation.',
    },
    {
      en: 'Whoever runs the server reads its folder with --data: every chain, also @server, which has what belongs to no organisation, such as attempts of unknown callers. `pegel verify` says whether the chains are whole.',
      de: 'Wer den Server betreibt, liest mit --data seinen Ordner: jede Kette, auch @server mit dem, was zu keiner Organisation gehört, etwa Versuche Unbekannter. `pegel verify` sagt, ob die Ketten heil sind.',
    },
  ],
  options: [
    { flags: '--happening <happening>', says: { en: 'Only what happened in this way.', de: 'Nur, was auf diese Art geschah.' }, choices: happeningNames },
    { flags: '--actor <kind>', says: { en: 'Only what was done by such.', de: 'Nur, was solche taten.' }, choices: actorKinds },
    { flags: '--from <day>', says: { en: 'The first day, such as 2026-11-01.', de: 'Der erste Tag, etwa 2026-11-01.' }, parse: dayFrom },
    { flags: '--to <day>', says: { en: 'The last day, included.', de: 'Der letzte Tag, eingeschlossen.' }, parse: dayFrom },
    { flags: '--before <number>', says: { en: 'Only entries before this one.', de: 'Nur Einträge vor diesem.' }, parse: numberFrom },
    { flags: '--limit <number>', says: { en: 'At most so many.', de: 'Höchstens so viele.' }, parse: numberFrom },
    formatOption(),
    dialectOption,
    { flags: '--data <folder>', says: { en: 'Read this data folder instead of asking a server.', de: 'Diesen Datenordner lesen, statt einen Server zu fragen.' } },
    ...readerOptions,
  ],
  ends: [exitCodes.notPermitted],
  variables: ['PEGEL_IDENTITY_KEY_FILE'],
  examples: [
    { line: 'pegel journal --happening people-viewed --from 2026-11-01', says: { en: 'Who looked at numbers of people, since the first of November.', de: 'Wer seit dem ersten November Zahlen je Person angesehen hat.' } },
    { line: 'pegel journal --format csv > journal.csv', says: { en: 'All of it, with the hash of every entry.', de: 'Alles, mit dem Hash jedes Eintrags.' } },
  ],
  async run(world: World, options: JournalOptions) {
    const { format, limit, before, data } = options;
    const dialect = dialectOf(world, options, format);
    const isFile = isRows(format);
    if (data === undefined && isFile && limit === undefined && before === undefined) return takeAlong(world, options, dialect);
    const most = limit ?? (isFile ? undefined : journalLimits.page);
    const found = data === undefined ? await ask(world, options, most ?? journalLimits.page) : await readFolder(world, data, options, most);
    for (const text of piecesOf(found, world, options)) if (!world.stdout.write(text)) await new Promise((resolve) => world.stdout.once('drain', resolve));
    if (found.next !== null) say(world, wordsFor(world, options).moreItems(found.next));
  },
};

/** Page by page, until there are as many as were asked for. */
async function ask(world: World, { happening, actor, from, to, before, ...options }: JournalOptions, most: number): Promise<Found> {
  const connection = connect(world, options);
  const { organisation } = await readerOf(connection);
  const entries: ChainedEntry[] = [];
  let next: number | null = before ?? null;
  do {
    const limit = Math.min(journalLimits.entries, most - entries.length);
    const view: Awaited<ReturnType<typeof connection.client.journal.query>> = await asked(connection, connection.client.journal.query({ happening, actor, from, to, before: next ?? undefined, limit, organisation: connection.organisation }));
    entries.push(...view.entries.map((entry) => ({ chain: view.organisation, ...entry })));
    ({ next } = view);
  } while (next !== null && entries.length < most);
  return { entries, timeZoneOf: () => organisation.timeZone, next };
}

async function readFolder(world: World, data: string, { happening, actor, from, to, before, organisation }: JournalOptions, most: number | undefined): Promise<Found> {
  const { readJournal } = await world.loadServer();
  // One more than is shown tells whether there is more.
  const { entries, timeZones } = readJournal({ data, chain: organisation, happening, actor, from, to, before, limit: most === undefined ? undefined : most + 1 });
  const shown = entries.slice(0, most);
  const isOneChain = Object.keys(timeZones).length === 1;
  return { entries: shown, timeZoneOf: (chain) => timeZones[chain ?? ''] ?? 'UTC', next: isOneChain && shown.length < entries.length ? (shown.at(-1)?.number ?? null) : null };
}

/** In pieces, so that years of it are never held as one text. */
function* piecesOf({ entries, timeZoneOf, next }: Found, world: World, options: JournalOptions): Generator<string> {
  const language = languageFor(world, options);
  const table = () => journalTable({ entries }, timeZoneOf, localeOf(language, { currency: 'USD', today: null }));
  switch (options.format) {
    case 'json':
      yield jsonText({ entries, next });
      return;
    case 'csv': {
      const { header, line } = journalFile(dialectOf(world, options));
      yield header;
      for (const entry of entries) yield line(entry);
      return;
    }
    case 'ndjson':
      for (const entry of entries) yield journalLine(entry);
      return;
    case 'md':
      yield tableMarkdown(table());
      return;
    case 'table':
      yield entries.length === 0 ? `${settingsWordsIn(language).journal.none}\n` : `${plainTable(table())}\n`;
  }
}

/** The server's own file, as it comes. */
async function takeAlong(world: World, { format, happening, actor, from, to, ...options }: JournalOptions, dialect: Dialect): Promise<void> {
  const connection = connect(world, options);
  const asks = Object.entries({ happening, actor, from, to, organisation: options.organisation, ...dialectParameter(dialect) }).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const file = await openFile(connection, `/export/journal.${format}?${new URLSearchParams(asks)}`, format === 'csv' ? 'text/csv' : 'application/x-ndjson');
  await pipeline(piecesForOutput(world.stdout, file), world.stdout, { end: false });
}
