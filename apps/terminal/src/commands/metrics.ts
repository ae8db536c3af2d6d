import { additivityOf, dimensionsOf, metricNames, metricOf, type Language } from '@pegel/domain';
import { catalogueMarkdown, definitionOf, explainWordsIn, metricsRows, wordsIn } from '@pegel/presentation';
import type { CommandDeclaration } from '../command-line/declaration.js';
import { dialectOf, dialectOption, type WithDialect } from '../dialect.js';
import { languageFor, languageOption } from '../language.js';
import { formatOption, printed, type Listing, type WithFormat } from '../listing.js';
import { plainTable } from '../plain-table.js';
import { sentences } from '../words.js';
import type { World } from '../world.js';

interface MetricsOptions extends WithDialect, WithFormat {}

export const metricsCommand: CommandDeclaration = {
  name: 'metrics',
  group: 'read',
  does: { en: 'Every metric there is, with its definition. Needs no server.', de: 'Alle Kennzahlen mit ihrer Definition. Braucht keinen Server.' },
  options: [
    formatOption({ en: 'table, ndjson and csv have the names, json and md whole definitions.', de: 'table, ndjson und csv nennen die Namen, json und md die ganzen Definitionen.' }),
    dialectOption,
    languageOption,
  ],
  ends: [],
  examples: [
    { line: 'pegel metrics', says: { en: 'The names, as report and explain take them.', de: 'Die Namen, wie report und explain sie annehmen.' } },
    { line: 'pegel metrics --format md --lang de > kennzahlen.md', says: { en: 'The catalogue as a document, in German.', de: 'Der Katalog als Dokument, auf Deutsch.' } },
  ],
  run(world: World, options: MetricsOptions) {
    const dialect = dialectOf(world, options, options.format);
    world.stdout.write(printed(listingIn(languageFor(world, options)), options.format, dialect));
  },
};

const listingIn = (language: Language): Listing => ({
  table: () => `${plainTable(namesTable(language))}\n`,
  md: () => catalogueMarkdown(language, 2),
  json: () => metricNames.map((name) => machineDefinition(name, language)),
  rows: () => metricsRows(language),
});

function namesTable(language: Language) {
  const { table } = wordsIn(language);
  const explain = explainWordsIn(language);
  const words = sentences[language];
  return {
    caption: '',
    columns: [explain.labels.name, table.metric, words.addsUpColumn].map((label) => ({ label, align: 'start' as const })),
    rows: metricNames.map((name) => [name, metricOf(name).label[language], words.addsUp[additivityOf(metricOf(name).measure)]]),
  };
}

/** What programs want to know of a metric beside what people read. */
function machineDefinition(name: (typeof metricNames)[number], language: Language) {
  const { unit, version, measure } = metricOf(name);
  return { ...definitionOf(name, language), unit, version, additivity: additivityOf(measure), splits: dimensionsOf(measure), measure: measure.kind };
}
