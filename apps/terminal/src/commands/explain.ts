import { comparisons, dimensions, isMetricName, metricNames, type MetricName, type QueryTexts, type Report, type ReportQuery } from '@pegel/domain';
import { disclosureMarkdown, exampleMetrics, explain, localeOf, nearMetric, numberRows, reportTable, tableMarkdown, wholeExplanation, type Explanation, type Locale } from '@pegel/presentation';
import type { CommandDeclaration } from '../command-line/declaration.js';
import { quoted } from '../command-line/mistakes.js';
import { dayFrom, topFrom, whereOption } from '../command-line/values.js';
import { commandLineWords } from '../command-line/words.js';
import { dialectOf, dialectOption, type WithDialect } from '../dialect.js';
import { exitCodes, Failure } from '../failure.js';
import { forOutput } from '../for-output.js';
import { languageFor, wordsFor } from '../language.js';
import { formatOption, isRows, printed, type Listing, type WithFormat } from '../listing.js';
import { readerOf } from '../page-source.js';
import { plainExplanation } from '../plain-explanation.js';
import { plainTable } from '../plain-table.js';
import { purposeOf, purposeOption, sayDisclosure, type WithPurpose } from '../purpose.js';
import { connect, readerOptions, type ReaderOptions } from '../reader.js';
import type { World } from '../world.js';
import { daysAsked, daysOptions, type WithDays } from './days.js';
import { ask, queryOf } from './report.js';

type ExplainOptions = ReaderOptions & WithDialect & WithFormat & WithPurpose & Omit<QueryTexts, 'metrics' | 'grain' | keyof WithDays> & WithDays & { readonly day?: string };

const [exampleOfUse = ''] = exampleMetrics.use.slice(-1);

export const explainCommand: CommandDeclaration = {
  name: 'explain',
  group: 'read',
  does: {
    en: 'What a number means: what it counts and what not, its formula with the real operands, its days, sources and completeness.',
    de: 'Was eine Zahl bedeutet: was sie zählt und was nicht, ihre Formel mit den wirklichen Operanden, ihre Tage, Quellen und Vollständigkeit.',
  },
  details: [
    {
      en: 'Without a period it is the number of the last complete day. Where there is no number, the reason is printed with what to do about it.',
      de: 'Ohne Zeitraum ist es die Zahl des letzten vollständigen Tages. Wo es keine Zahl gibt, steht der Grund da und was sich tun lässt.',
    },
  ],
  arguments: [{ name: '<metric>', says: { en: 'Which one; pegel metrics lists them.', de: 'Welche Kennzahl; pegel metrics nennt alle.' }, suggests: metricNames }],
  options: [
    { flags: '--day <day>', says: { en: 'The number of one day, such as 2026-11-22.', de: 'Die Zahl eines Tages, etwa 2026-11-22.' }, parse: dayFrom },
    ...daysOptions({ en: 'The number of a range.', de: 'Die Zahl eines Zeitraums.' }),
    { flags: '--by <dimension>', says: { en: 'Also its parts.', de: 'Auch ihre Teile.' }, choices: dimensions },
    whereOption,
    { flags: '--top <number>', says: { en: 'With --by: how many are shown by name.', de: 'Mit --by: wie viele namentlich erscheinen.' }, parse: topFrom },
    { flags: '--compare <with>', says: { en: 'What its change is against.', de: 'Womit sie verglichen wird.' }, choices: comparisons, default: 'previous' },
    formatOption({ en: 'How to print it; json has the number beside the sentences, ndjson and csv the number and its parts alone.', de: 'Wie sie ausgegeben wird; json enthält die Zahl neben den Sätzen, ndjson und csv nur die Zahl und ihre Teile.' }),
    dialectOption,
    purposeOption,
    ...readerOptions,
  ],
  ends: [exitCodes.notPermitted, exitCodes.nothingToShow],
  examples: [
    { line: `pegel explain ${exampleOfUse}`, says: { en: 'The last complete day.', de: 'Der letzte vollständige Tag.' } },
    ...exampleMetrics.split.map(({ metric, split }) => ({
      line: `pegel explain ${metric} --range mtd --by ${split} --top 5`,
      says: { en: 'This month, and what it is made of.', de: 'Dieser Monat, und woraus er besteht.' },
    })),
    { line: `pegel explain ${exampleOfUse} --day 2026-11-22 --where 'group:Sales' --lang de`, says: { en: 'A group on one day, in German.', de: 'Eine Gruppe an einem Tag, auf Deutsch.' } },
    { line: `pegel explain ${exampleOfUse} --format json > number.json`, says: { en: 'The number with its operands and contract, for a program.', de: 'Die Zahl mit Operanden und Zusagen, für ein Programm.' } },
  ],
  async run(world: World, options: ExplainOptions, metric: string) {
    const language = languageFor(world, options);
    if (!isMetricName(metric)) {
      const near = nearMetric(metric);
      throw new Failure(exitCodes.wrongArguments, wordsFor(world, options).unknownMetric(quoted(metric), near === null ? '' : commandLineWords[language].didYouMean(near)));
    }
    const dialect = dialectOf(world, options, options.format);
    const query = queryFor(metric, options, world);
    const connection = connect(world, options);
    const [{ organisation }, report] = await Promise.all([readerOf(connection), ask(connection, query, purposeOf(world, options, query))]);
    const { currency, today, suppression } = report.contract;
    const locale = localeOf(language, { currency, today, suppression });
    const explanation = explain({ metric, which: 'newest', query, report, organisation }, locale);
    world.stdout.write(forOutput(world.stdout, printed(listingOf(metric, explanation, report, locale), options.format, dialect)));
    if (isRows(options.format)) sayDisclosure(world, options, report.contract.disclosure);
    const reason = explanation.number?.reason;
    if (reason === 'off' || reason === 'no-data') throw new Failure(exitCodes.nothingToShow, connection.words.noNumbers);
  },
};

/** The question a number is explained from: the last complete day of a week, one day, or some days as one. */
function queryFor(metric: MetricName, { day, range, from, to, ...rest }: ExplainOptions, world: World): ReportQuery {
  const { by, where, top, compare } = rest;
  const days = daysAsked({ ...(range === undefined ? {} : { range }), ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }, wordsFor(world, rest));
  if (day !== undefined && days !== null) throw new Failure(exitCodes.wrongArguments, wordsFor(world, rest).oneDay);
  const period = day !== undefined ? { from: day, to: day, grain: 'day' } : days === null ? { range: '7d', grain: 'day' } : { ...days, grain: 'total' };
  return queryOf({ metrics: metric, ...period, by, where, top, compare }, languageFor(world, rest));
}

function listingOf(metric: MetricName, explanation: Explanation, report: Report, locale: Locale): Listing {
  const newest = { ...report, rows: report.rows.filter(({ bucket }) => bucket === report.rows.at(-1)?.bucket) };
  const parts = report.query.by === undefined || newest.rows.length === 0 ? null : reportTable(newest, locale);
  const { disclosure } = report.contract;
  return {
    table: () => `${plainExplanation(explanation)}${parts === null ? '' : `\n${plainTable(parts)}\n`}`,
    md: () => `${wholeExplanation(explanation)}${parts === null ? '' : `\n${tableMarkdown(parts)}`}${disclosure === undefined ? '' : disclosureMarkdown(disclosure, locale.language)}`,
    json: () => ({ ...explanation, contract: report.contract }),
    rows: () => numberRows(newest.rows.map((row) => ({ row, metric }))),
  };
}
