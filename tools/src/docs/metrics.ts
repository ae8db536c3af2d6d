import { additivityWords, dimensionsOf, metricNames, metricOf, type Language } from '@pegel/domain';
import { madeBy, table, type Document } from './document.js';

const headings: Readonly<Record<Language, readonly string[]>> = {
  en: ['Metric', 'Name', 'What this counts', 'Not included', 'May it be added up?', 'Split and filtered by', 'Version'],
  de: ['Kennzahl', 'Name', 'Was gezählt wird', 'Nicht enthalten', 'Darf man sie addieren?', 'Aufteilen und filtern nach', 'Version'],
};

const tableIn = (language: Language): string =>
  table(
    headings[language],
    metricNames.map((name) => {
      const { label, counts, excludes, measure, version } = metricOf(name);
      return [label[language], `\`${name}\``, counts[language], excludes[language], additivityWords[measure.kind][language], dimensionsOf(measure).join(', ') || '–', String(version)];
    }),
  );

/** Every metric with its words, from the definitions that compute it. */
export const metricsDocument: Document = {
  path: 'docs/metrics.md',
  text: () => ['# Metrics', '', madeBy('`packages/domain/src/metrics.ts`'), '', tableIn('en'), '', '## Kennzahlen', '', tableIn('de'), ''].join('\n'),
};
