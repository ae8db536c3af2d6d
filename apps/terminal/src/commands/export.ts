import { pipeline } from 'node:stream/promises';
import { metricNames, ranges, type Period, type Range } from '@pegel/domain';
import { spendByUserMetric } from '@pegel/presentation';
import type { CommandDeclaration } from '../command-line/declaration.js';
import { dialectOf, dialectOption, dialectParameter, type WithDialect } from '../dialect.js';
import { openMarked } from '../download.js';
import { exitCodes, Failure } from '../failure.js';
import { piecesForOutput } from '../for-output.js';
import { demandFresh, failStaleOption, type WithFreshness } from '../freshness.js';
import { readerOf } from '../page-source.js';
import { namesOption, type WithPseudonyms } from '../pseudonyms.js';
import { purposeOf, purposeOption, sayDisclosure, type WithPurpose } from '../purpose.js';
import { connect, failureFrom, readerOptions, type Connection, type ReaderOptions } from '../reader.js';
import { wordsFor } from '../language.js';
import type { World } from '../world.js';
import { daysAsked, daysOptions, type WithDays } from './days.js';

interface ExportOptions extends ReaderOptions, WithDays, WithDialect, WithFreshness, WithPseudonyms, WithPurpose {
  readonly format: 'csv' | 'json';
}

const formats = { csv: 'text/csv', json: 'application/json' } as const;

const spendByUser: CommandDeclaration = {
  name: 'spend-by-user',
  does: { en: 'Spend as a file: one row a person, model and basis.', de: 'Ausgaben als Datei: eine Zeile je Person, Modell und Grundlage.' },
  details: [
    { en: 'Contains personal data; the audit journal of the server has the download. Who has it, when, what for and how people are named in it is said beside the file, on stderr.', de: 'Enthält personenbezogene Daten; das Protokoll des Servers enthält das Herunterladen. Wer sie hat, wann, wofür und wie Personen darin erscheinen, steht neben der Datei, auf stderr.' },
    {
      en: 'Its sums are those of the report over the same days. Where lines do not cover them and a vendor has reported numbers of exactly these days, rows have the basis "reported": cells that nobody has counted are empty, and what no person has is @unattributed.',
      de: 'Die Summen sind die des Berichts über dieselben Tage. Wo Zeilen sie nicht abdecken und ein Anbieter Zahlen für genau diese Tage gemeldet hat, haben Zeilen die Grundlage "reported": Zellen, die niemand gezählt hat, sind leer, und was keine Person hat, ist @unattributed.',
    },
  ],
  options: [
    ...daysOptions({ en: 'Which days of spend.', de: 'Welche Tage der Ausgaben.' }),
    { flags: '--format <format>', says: { en: 'How it is written; json says before its rows what they are and how far they may be relied on.', de: 'Wie es geschrieben wird; json sagt vor den Zeilen, was sie sind und wie weit sie verlässlich sind.' }, choices: Object.keys(formats), default: 'csv' },
    dialectOption,
    namesOption,
    purposeOption,
    failStaleOption,
    ...readerOptions,
  ],
  ends: [exitCodes.notPermitted, exitCodes.stale, exitCodes.nothingToShow],
  examples: [
    { line: 'pegel export spend-by-user --from 2026-11-01 --to 2026-11-30 > spend.csv', says: { en: 'A month of spend.', de: 'Die Ausgaben eines Monats.' } },
    { line: 'pegel export spend-by-user --range mtd --format json > spend.json', says: { en: 'The month so far, for a program.', de: 'Der Monat bis heute, für ein Programm.' } },
    { line: 'pegel export spend-by-user --from 2026-11-01 --to 2026-11-30 --dialect excel-de > ausgaben.csv', says: { en: 'The same for Excel in German.', de: 'Dasselbe für deutsches Excel.' } },
  ],
  async run(world: World, { format, names, ...options }: ExportOptions) {
    const dialect = dialectOf(world, options, format);
    const days = daysAsked(options, wordsFor(world, options));
    if (days === null) throw new Failure(exitCodes.wrongArguments, wordsFor(world, options).whichDays(ranges));
    const connection = connect(world, options);
    const { from, to } = await spendDays(connection, days);
    const purpose = purposeOf(world, options, { by: 'person' });
    const parameters = new URLSearchParams({ from, to, ...dialectParameter(dialect), ...(names === undefined ? {} : { names }), ...(purpose === undefined ? {} : { purpose }), ...(options.organisation === undefined ? {} : { organisation: options.organisation }) });
    const { content, disclosure } = await openMarked(connection, `/export/spend-by-user.${format}?${parameters}`, formats[format]).catch((error: unknown) => orSwitchedOff(error, connection));
    await pipeline(piecesForOutput(world.stdout, content), world.stdout, { end: false });
    sayDisclosure(world, options, disclosure);
    // A file has no place for what a report says of itself.
    if (options.failStale !== undefined) demandFresh(await contractOf(connection, { from, to }), options, connection.words);
  },
};

export const exportCommand: CommandDeclaration = {
  name: 'export',
  group: 'read',
  does: { en: 'Write a report as a file.', de: 'Einen Bericht als Datei schreiben.' },
  ends: spendByUser.ends,
  examples: spendByUser.examples,
  commands: [spendByUser],
};

/** The days that a name means for spend, which the server knows: the file takes them as days, so that it says of itself which they are. */
async function spendDays({ client, organisation, ...connection }: Connection, days: { readonly range: Range } | Period): Promise<Period> {
  if ('from' in days) return days;
  try {
    const { rows: [whole] } = await client.report.query({ metrics: [spendByUserMetric], grain: 'total', range: days.range, organisation });
    if (whole === undefined) throw new Failure(exitCodes.nothingToShow, connection.words.noNumbers);
    return { from: whole.from, to: whole.to };
  } catch (error) {
    throw failureFrom(error, connection);
  }
}

/** Nobody is permitted what the organisation has switched off; for a script that is another thing than a wrong token. */
async function orSwitchedOff(refusal: unknown, connection: Connection): Promise<never> {
  if (refusal instanceof Failure && refusal.exitCode === exitCodes.notPermitted && (await lacksExtraUsage(connection))) throw new Failure(exitCodes.nothingToShow, refusal.message);
  throw refusal;
}

async function lacksExtraUsage(connection: Connection): Promise<boolean> {
  try {
    return !(await readerOf(connection)).organisation.extraUsage;
  } catch {
    return false;
  }
}

async function contractOf({ client, organisation, ...connection }: Connection, period: { readonly from: string; readonly to: string }) {
  try {
    return (await client.report.query({ metrics: metricNames.slice(0, 1), grain: 'total', ...period, organisation })).contract;
  } catch (error) {
    throw failureFrom(error, connection);
  }
}
