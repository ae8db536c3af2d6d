import { grains, isMetricName, metricNames, metricOf, type QueryTexts } from '@pegel/domain';
import { exampleMetrics, localeOf, nearMetric } from '@pegel/presentation';
import { sparkline } from '../charts/sparkline.js';
import type { CommandDeclaration } from '../command-line/declaration.js';
import { quoted } from '../command-line/mistakes.js';
import { whereOption } from '../command-line/values.js';
import { commandLineWords } from '../command-line/words.js';
import { readEnvironment } from '../environment.js';
import { exitCodes, Failure } from '../failure.js';
import { glyphsFor } from '../glyphs.js';
import { languageFor, wordsFor } from '../language.js';
import { purposeOf, purposeOption, type WithPurpose } from '../purpose.js';
import { connect, readerOptions, type ReaderOptions } from '../reader.js';
import { drawn } from '../spans.js';
import type { World } from '../world.js';
import { daysAsked, daysOptions, type WithDays } from './days.js';
import { ask, queryOf } from './report.js';

interface SparkOptions extends ReaderOptions, WithPurpose, WithDays, Pick<QueryTexts, 'grain' | 'where'> {
  readonly ascii: boolean;
}

const [example = ''] = exampleMetrics.use;
/** Without a period: four weeks are told apart in a prompt. */
const usualRange = '28d';

export const sparkCommand: CommandDeclaration = {
  name: 'spark',
  group: 'read',
  does: { en: 'The course of a metric in one line, and its newest number: for a prompt or a status line.', de: 'Der Verlauf einer Kennzahl in einer Zeile und ihre neueste Zahl: für eine Eingabezeile oder eine Statuszeile.' },
  details: [{ en: 'One character a day, week or month, from the lowest to the highest; a space where nothing is known.', de: 'Ein Zeichen je Tag, Woche oder Monat, vom niedrigsten zum höchsten; ein Leerzeichen, wo nichts bekannt ist.' }],
  arguments: [{ name: '<metric>', says: { en: 'Which one; pegel metrics lists them.', de: 'Welche Kennzahl; pegel metrics nennt alle.' }, suggests: metricNames }],
  options: [
    ...daysOptions({ en: 'Which days; otherwise 28d.', de: 'Welche Tage; sonst 28d.' }),
    { flags: '--grain <grain>', says: { en: 'How days are put together.', de: 'Wie Tage zusammengefasst werden.' }, choices: grains, default: 'day' },
    whereOption,
    { flags: '--ascii', says: { en: 'Draw with ASCII characters alone.', de: 'Nur mit ASCII-Zeichen zeichnen.' } },
    purposeOption,
    ...readerOptions,
  ],
  ends: [exitCodes.notPermitted, exitCodes.nothingToShow],
  examples: [{ line: `pegel spark ${example} --range 90d --grain week`, says: { en: 'Thirteen weeks.', de: 'Dreizehn Wochen.' } }],
  async run(world: World, options: SparkOptions, metric: string) {
    const language = languageFor(world, options);
    if (!isMetricName(metric)) {
      const near = nearMetric(metric);
      throw new Failure(exitCodes.wrongArguments, wordsFor(world, options).unknownMetric(quoted(metric), near === null ? '' : commandLineWords[language].didYouMean(near)));
    }
    const { grain, where } = options;
    const query = queryOf({ metrics: metric, ...(daysAsked(options, wordsFor(world, options)) ?? { range: usualRange }), grain, where }, language);
    const connection = connect(world, options);
    const report = await ask(connection, query, purposeOf(world, options, query));
    const values = report.rows.map(({ values: all }) => all[metric] ?? null);
    const newest = values.findLast((value) => value !== null);
    if (newest === undefined) throw new Failure(exitCodes.nothingToShow, connection.words.noNumbers);
    const environment = readEnvironment(world.variables);
    const glyphs = glyphsFor({ ...environment, unicode: environment.unicode && !options.ascii });
    const { currency, today, suppression } = report.contract;
    const { format } = localeOf(language, { currency, today, suppression });
    const line = sparkline(values.map((value) => (value === null ? null : Number(value))), values.length, glyphs.sparkSteps);
    world.stdout.write(`${line} ${drawn(format.value(metricOf(metric).unit, newest), glyphs).replaceAll('\u00A0', ' ')}\n`);
  },
};
