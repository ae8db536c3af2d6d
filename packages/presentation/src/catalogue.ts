import { additivityWords, dimensionsOf, formulaOf, metricNames, metricOf, operandsOf, revisionsOf, windowWordsOf, type Language, type MetricName } from '@pegel/domain';
import { explainWordsIn } from './explain-words.js';
import { sentence } from './sentence.js';
import { wordsIn } from './words.js';

/** One thing that is said of a number, a line a statement. */
export interface Entry {
  readonly id: EntryId;
  readonly label: string;
  readonly lines: readonly string[];
}

export type EntryId = keyof ReturnType<typeof explainWordsIn>['labels'];

export const entry = (id: EntryId, lines: readonly string[], language: Language): Entry => ({ id, label: explainWordsIn(language).labels[id], lines });

/** A metric as the catalogue has it: everything that holds of each of its numbers. */
export interface Definition {
  readonly name: MetricName;
  readonly label: string;
  readonly short: string;
  readonly entries: readonly Entry[];
}

/** What a metric promises, made from its definition and its measure: a new one is in here by itself. */
export function definitionOf(name: MetricName, language: Language): Definition {
  const { label, short } = metricOf(name);
  return {
    name,
    label: label[language],
    short: short[language],
    entries: (['counts', 'formula', 'excludes', 'unit', 'window', 'addUp', 'splits', 'revisions', 'version'] as const).map((id) => entry(id, linesOf(id, name, language), language)),
  };
}

type DefinitionEntry = 'counts' | 'formula' | 'excludes' | 'unit' | 'window' | 'addUp' | 'splits' | 'revisions' | 'version';

export function linesOf(id: DefinitionEntry, name: MetricName, language: Language): readonly string[] {
  const { counts, excludes, measure, unit, version } = metricOf(name);
  const { dimensions } = wordsIn(language);
  const explain = explainWordsIn(language);
  switch (id) {
    case 'counts':
      return [counts[language]];
    case 'formula':
      return [sentence(formulaOf(measure)[language])];
    case 'excludes':
      return [excludes[language]];
    case 'unit':
      return [sentence(capitalised(explain.units[unit]))];
    case 'window':
      return [sentence(capitalised(windowWordsOf(measure)[language]))];
    case 'addUp': {
      const [numerator, denominator] = operandsOf(measure);
      // Levels have no sum over days, so a ratio of one is only ever that of a day.
      const isOfFlows = measure.kind === 'ratio' && [measure.numerator, measure.denominator].every((operand) => operand.measure.kind === 'sum' || operand.measure.kind === 'countDistinct');
      return [
        additivityWords[measure.kind][language],
        ...(numerator === undefined || denominator === undefined || !isOfFlows ? [] : [explain.divideSums(metricOf(numerator).label[language], metricOf(denominator).label[language])]),
      ];
    }
    case 'splits': {
      const names = dimensionsOf(measure).map((dimension) => dimensions[dimension]);
      return [names.length === 0 ? explain.noSplits : sentence(names.join(', '))];
    }
    case 'revisions':
      return revisionsOf(measure).map((cause) => cause[language]);
    case 'version':
      return [explain.version(version)];
  }
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The catalogue as a document, a section a metric. */
export function catalogueMarkdown(language: Language, level: number): string {
  const explain = explainWordsIn(language);
  return metricNames
    .map((name) => definitionOf(name, language))
    .flatMap(({ name, label, entries }) => [
      `${'#'.repeat(level)} ${label}`,
      '',
      `- **${explain.labels.name}:** \`${name}\``,
      ...entries.map((item) => `- **${item.label}${item.label.endsWith('?') ? '' : ':'}** ${item.id === 'splits' ? splitsWithNames(name, item.lines) : item.lines.join(' ')}`),
      '',
    ])
    .join('\n');
}

/** The splits with the names that the command line and addresses take. */
function splitsWithNames(name: MetricName, lines: readonly string[]): string {
  const names = dimensionsOf(metricOf(name).measure).map((dimension) => `\`${dimension}\``);
  const text = lines.join(' ');
  return names.length === 0 ? text : `${text.replace(/\.$/, '')} (${names.join(', ')}).`;
}
