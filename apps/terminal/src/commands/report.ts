import { pipeline } from 'node:stream/promises';
import { besides, comparisons, dimensions, grains, metricNames, queryFromTexts, ranges, ReportError, type Language, type QueryTexts, type Report } from '@pegel/domain';
import { exampleMetrics, localeOf, refusalIn, reportCsv, reportMarkdown, reportTable, type Dialect } from '@pegel/presentation';
import type { CommandDeclaration } from '../command-line/declaration.js';
import { topFrom, whereOption } from '../command-line/values.js';
import { dialectOf, dialectOption, type WithDialect } from '../dialect.js';
import { exitCodes, Failure } from '../failure.js';
import { demandFresh, failStaleOption, type WithFreshness } from '../freshness.js';
import { piecesForOutput } from '../for-output.js';
import { languageFor, wordsFor } from '../language.js';
import { formatOption, isRows, type Format, type WithFormat } from '../listing.js';
import { plainTable } from '../plain-table.js';
import { namesOption, type WithPseudonyms } from '../pseudonyms.js';
import { purposeOf, purposeOption, sayDisclosure, type WithPurpose } from '../purpose.js';
import { changeable, connect, failureFrom, readerOptions, type Connection, type ReaderOptions } from '../reader.js';
import type { World } from '../world.js';
import { daysAsked, daysOptions, type WithDays } from './days.js';

type ReportOptions = ReaderOptions & WithDialect & WithFreshness & WithPseudonyms & WithPurpose & WithFormat & Omit<QueryTexts, 'today' | keyof WithDays> & WithDays & { readonly today?: boolean };

export const reportCommand: CommandDeclaration = {
  name: 'report',
  group: 'read',
  does: { en: 'Some metrics over a period, at a grain, split by dimensions.', de: 'Kennzahlen über einen Zeitraum, je Intervall, aufgeteilt nach Merkmalen.' },
  details: [
    {
      en: 'Days are those of the organisation, both included. A number that cannot be said is empty or a dash, never 0; JSON says why.',
      de: 'Tage sind die der Organisation, beide eingeschlossen. Eine Zahl, die sich nicht sagen lässt, ist leer oder ein Strich, nie 0; JSON nennt den Grund.',
    },
  ],
  options: [
    { flags: '--metrics <names>', says: { en: 'What to count.', de: 'Was gezählt wird.' }, choices: metricNames, list: true, required: true },
    ...daysOptions({ en: 'Which days.', de: 'Welche Tage.' }),
    { flags: '--today', says: { en: 'With the name of a range: up to the day that is not over.', de: 'Mit --range und einem Namen: bis zu dem Tag, der noch nicht vorbei ist.' } },
    { flags: '--grain <grain>', says: { en: 'How days are put together; otherwise day.', de: 'Wie Tage zusammengefasst werden; sonst day.' }, choices: grains },
    { flags: '--by <dimension>', says: { en: 'A split, a row each.', de: 'Eine Aufteilung, je eine Zeile.' }, choices: dimensions },
    whereOption,
    { flags: '--top <number>', says: { en: 'With --by: how many are shown by name; the rest is one row.', de: 'Mit --by: wie viele namentlich erscheinen; der Rest ist eine Zeile.' }, parse: topFrom },
    { flags: '--compare <with>', says: { en: 'What each number is compared with: the bucket before, the same weekday a week before, or a year before.', de: 'Womit jede Zahl verglichen wird: dem Intervall davor, demselben Wochentag der Vorwoche oder dem Vorjahr.' }, choices: comparisons },
    { flags: '--beside <period>', says: { en: 'In files and JSON each bucket beside the one at its place in the period before: as many days, the same part of a month, quarter or year, or the same weekdays 52 weeks ago.', de: 'In Dateien und JSON jedes Intervall neben dem an seiner Stelle im Zeitraum davor: gleich viele Tage, derselbe Teil von Monat, Quartal oder Jahr, oder dieselben Wochentage vor 52 Wochen.' }, choices: besides },
    formatOption(),
    dialectOption,
    namesOption,
    purposeOption,
    failStaleOption,
    ...readerOptions,
  ],
  ends: [exitCodes.notPermitted, exitCodes.stale, exitCodes.nothingToShow],
  examples: [
    { line: `pegel report --metrics ${exampleMetrics.use.join()} --range 28d`, says: { en: 'Four weeks, day by day.', de: 'Vier Wochen, Tag für Tag.' } },
    ...exampleMetrics.split.map(({ metric, split }) => ({
      line: `pegel report --metrics ${metric} --from 2026-11-01 --to 2026-11-30 --grain total --by ${split} --top 5 --format csv > november.csv`,
      says: { en: 'A month, split, for a spreadsheet.', de: 'Ein Monat, aufgeteilt, für eine Tabellenkalkulation.' },
    })),
    {
      line: `pegel report --metrics ${exampleMetrics.use.join()} --range 7d --where 'group:Sales' --compare weekday --format ndjson | head -1`,
      says: { en: 'One group against the same weekdays, a row a line.', de: 'Eine Gruppe gegenüber denselben Wochentagen, je Reihe eine Zeile.' },
    },
  ],
  async run(world: World, options: ReportOptions) {
    const { range: _, from: __, to: ___, today = false, ...rest } = options;
    const days = daysAsked(options, wordsFor(world, options));
    if (days === null) throw new Failure(exitCodes.wrongArguments, wordsFor(world, options).whichDays(ranges));
    const query = queryOf({ ...rest, ...days, today: String(today) }, languageFor(world, options));
    const dialect = dialectOf(world, options, options.format);
    const connection = connect(world, options);
    const report = await ask(connection, query, purposeOf(world, options, query), options.names);
    await pipeline(piecesForOutput(world.stdout, printed(report, options.format, dialect, languageFor(world, options))), world.stdout, { end: false });
    if (isRows(options.format)) sayDisclosure(world, options, report.contract.disclosure);
    if (isWithoutNumbers(report)) throw new Failure(exitCodes.nothingToShow, connection.words.noNumbers);
    demandFresh(report.contract, options, connection.words);
  },
};

/** Reads a query from its options; what cannot be asked ends with 2 before any server is. */
export function queryOf(texts: QueryTexts, language: Language): ReturnType<typeof queryFromTexts> {
  try {
    return queryFromTexts(texts);
  } catch (error) {
    if (error instanceof ReportError) throw new Failure(exitCodes.wrongArguments, refusalIn(error, language));
    throw error;
  }
}

export async function ask(connection: Connection, query: ReturnType<typeof queryFromTexts>, purpose: string | undefined, names?: WithPseudonyms['names']): Promise<Report> {
  const { client, organisation } = connection;
  try {
    return await client.report.query({ ...changeable(query), purpose, ...(names === undefined ? {} : { names }), organisation });
  } catch (error) {
    throw failureFrom(error, connection);
  }
}

/** The report in pieces, so that a long one is never held as one text. */
function* printed(report: Report, format: Format, dialect: Dialect, language: Language): Generator<string> {
  switch (format) {
    case 'json':
      return yield `${JSON.stringify(report, null, 2)}\n`;
    case 'ndjson':
      for (const row of report.rows) yield `${JSON.stringify(row)}\n`;
      return;
    case 'csv':
      return yield reportCsv(report, dialect);
    case 'md':
      return yield reportMarkdown(report, language);
    case 'table': {
      const { currency, today, suppression } = report.contract;
      return yield `${plainTable(reportTable(report, localeOf(language, { currency, today, suppression })))}\n`;
    }
  }
}

/** Every number asked for is switched off or without data. A split with no keys has nothing to say either way. */
export function isWithoutNumbers({ rows, query }: Report): boolean {
  const cells = rows.flatMap((row) => query.metrics.map((name) => ({ value: row.values[name] ?? null, reason: row.reasons[name] })));
  return cells.length > 0 && cells.every(({ value, reason }) => value === null && (reason === 'off' || reason === 'no-data'));
}
