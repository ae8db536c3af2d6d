import { comparisons, dimensions, grains, metricNames, queryFromTexts, ranges, ReportError, type Language, type QueryTexts, type Report } from '@pegel/domain';
import { exampleMetrics, localeOf, reportCsv, reportMarkdown, reportTable } from '@pegel/presentation';
import { Option, type Command } from 'commander';
import { exitCodes, Failure } from '../failure.js';
import { languageFor } from '../language.js';
import { plainTable } from '../plain-table.js';
import { addReaderOptions, changeable, connect, failureFrom, type Connection, type ReaderOptions } from '../reader.js';
import type { World } from '../world.js';

const formats = ['table', 'json', 'ndjson', 'csv', 'md'] as const;
type FileFormat = (typeof formats)[number];

type ReportOptions = ReaderOptions & QueryTexts & { readonly format: FileFormat };

export function addReport(program: Command, world: World): void {
  addReaderOptions(
    program
      .command('report')
      .description('Some metrics over a period, at a grain, split by dimensions.')
      .requiredOption('--metrics <names>', `one or more, separated by commas: ${metricNames.join(', ')}`)
      .option('--from <day>', 'the first day, such as 2026-11-01')
      .option('--to <day>', 'the last day, included')
      .option('--range <range>', `instead of days, ending at the last complete one: ${ranges.join(', ')}`)
      .option('--grain <grain>', `${grains.join(', ')}; otherwise day`)
      .option('--by <dimension>', `a split: ${dimensions.join(', ')}`)
      .option('--where <dimension:value>', 'a filter; may be repeated', (text: string, before: string[]) => [...before, text], [])
      .option('--top <number>', 'with --by: how many keys are shown by name')
      .option('--compare <with>', comparisons.join(', '))
      .addOption(new Option('--format <format>', 'how to print it').choices(formats).default('table')),
  )
    .addHelpText(
      'after',
      `
Examples:
  $ pegel report --metrics ${exampleMetrics.use.join()} --range 28d
${exampleMetrics.split.map(({ metric, split }) => `  $ pegel report --metrics ${metric} --from 2026-11-01 --to 2026-11-30 --grain total --by ${split} --top 5 --format csv`).join('\n')}`,
    )
    .action(async (options: ReportOptions) => {
      const query = queryOf(options);
      const connection = connect(world, options);
      const report = await ask(connection, query);
      world.stdout.write(printed(report, options.format, languageFor(world, options)));
      if (isWithoutNumbers(report)) throw new Failure(exitCodes.nothingToShow, connection.words.noNumbers);
    });
}

function queryOf(texts: QueryTexts): ReturnType<typeof queryFromTexts> {
  try {
    return queryFromTexts(texts);
  } catch (error) {
    if (error instanceof ReportError) throw new Failure(exitCodes.wrongArguments, error.message);
    throw error;
  }
}

async function ask(connection: Connection, query: ReturnType<typeof queryFromTexts>): Promise<Report> {
  const { client, organisation } = connection;
  try {
    return await client.report.query({ ...changeable(query), organisation });
  } catch (error) {
    throw failureFrom(error, connection);
  }
}

function printed(report: Report, format: FileFormat, language: Language): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(report, null, 2)}\n`;
    case 'ndjson':
      return report.rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    case 'csv':
      return reportCsv(report);
    case 'md':
      return reportMarkdown(report, language);
    case 'table': {
      const { currency, today } = report.contract;
      return `${plainTable(reportTable(report, localeOf(language, { currency, today })))}\n`;
    }
  }
}

/** Every number asked for is switched off or without data. A split with no keys has nothing to say either way. */
function isWithoutNumbers({ rows, query }: Report): boolean {
  const cells = rows.flatMap((row) => query.metrics.map((name) => ({ value: row.values[name] ?? null, reason: row.reasons[name] })));
  return cells.length > 0 && cells.every(({ value, reason }) => value === null && (reason === 'off' || reason === 'no-data'));
}
