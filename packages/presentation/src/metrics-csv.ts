import { additivityOf, dimensionsOf, metricNames, metricOf, type Language, type MetricName } from '@pegel/domain';
import { column, rowsOf, type Column, type Rows } from './csv.js';

const columnsIn = (language: Language): readonly Column<MetricName>[] => [
  column('metric', 'word', (name) => name),
  column('label', 'text', (name) => metricOf(name).label[language]),
  column('unit', 'word', (name) => metricOf(name).unit),
  column('version', 'number', (name) => metricOf(name).version),
  column('additivity', 'word', (name) => additivityOf(metricOf(name).measure)),
  column('splits', 'word', (name) => dimensionsOf(metricOf(name).measure).join(' ')),
];

/** Every metric in a row: what a program asks of it before it asks for it. */
export const metricsRows = (language: Language): Rows => rowsOf(columnsIn(language), metricNames);
