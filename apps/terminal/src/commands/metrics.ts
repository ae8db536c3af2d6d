import { additivityOf, dimensionsOf, metricNames, metricOf, type Language } from '@pegel/domain';
import { catalogueMarkdown, definitionOf, explainWordsIn, wordsIn } from '@pegel/presentation';
import type { CommandDeclaration } from '../command-line/declaration.js';
import { languageFor, languageOption, type WithLanguage } from '../language.js';
import { plainTable } from '../plain-table.js';
import { sentences } from '../words.js';
import type { World } from '../world.js';

const formats = ['table', 'json', 'md'] as const;

interface MetricsOptions extends WithLanguage {
  readonly format: (typeof formats)[number];
}

export const metricsCommand: CommandDeclaration = {
  name: 'metrics',
  group: 'read',
  does: { en: 'Every metric there is, with its definition. Needs no server.', de: 'Alle Kennzahlen mit ihrer Definition. Braucht keinen Server.' },
  options: [
    { flags: '--format <format>', says: { en: 'table has the names, json and md whole definitions.', de: 'table nennt die Namen, json und md die ganzen Definitionen.' }, choices: formats, default: 'table' },
    languageOption,
  ],
  ends: [],
  examples: [
    { line: 'pegel metrics', says: { en: 'The names, as report and explain take them.', de: 'Die Namen, wie report und explain sie annehmen.' } },
    { line: 'pegel metrics --format md --lang de > kennzahlen.md', says: { en: 'The catalogue as a document, in German.', de: 'Der Katalog als Dokument, auf Deutsch.' } },
  ],
  run(world: World, options: MetricsOptions) {
    world.stdout.write(printed(options.format, languageFor(world, options)));
  },
};

function printed(format: MetricsOptions['format'], language: Language): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(metricNames.map((name) => machineDefinition(name, language)), null, 2)}\n`;
    case 'md':
      return catalogueMarkdown(language, 2);
    case 'table':
      return `${plainTable(namesTable(language))}\n`;
  }
}

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
