import { dimensions } from '@pegel/domain';
import { fileFormats } from './csv-dialect.js';
import { datasetIds, type ExportChoice } from './export-datasets.js';
import { grainChoices, isRangeOfDays, rangeChoices, type RangeChoice } from './view-state.js';
import type { Period } from '@pegel/domain';

export const initialExport: ExportChoice = { dataset: 'spend_by_user', range: 'mtd', grain: 'day', by: null, format: 'standard', names: 'own' };

/** The address of the page of exports with what is chosen on it; defaults are left out. */
export function exportsUrl(organisation: string, choice: Partial<ExportChoice> = {}): string {
  const { dataset, range, grain, by, format, names } = { ...initialExport, ...choice };
  const days = typeof range === 'string' ? range : `${range.from}..${range.to}`;
  const parameters = [
    ['dataset', dataset === initialExport.dataset ? null : dataset], ['range', days === initialExport.range ? null : days], ['by', grain === initialExport.grain ? null : grain],
    ['split', by], ['format', format === initialExport.format ? null : format], ['names', names === initialExport.names ? null : names],
  ].flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]));
  return `/${organisation}/exports${parameters.length === 0 ? '' : `?${parameters.join('&')}`}`;
}

/** What an address chooses; whatever means nothing falls back. */
export function exportChoiceFrom(search: string): ExportChoice {
  const given = new URLSearchParams(search);
  const one = <T extends string>(name: string, known: readonly T[]): T | undefined => known.find((candidate) => candidate === given.get(name));
  return {
    dataset: one('dataset', datasetIds) ?? initialExport.dataset,
    range: rangeFrom(given.get('range') ?? '') ?? initialExport.range,
    grain: one('by', grainChoices) ?? initialExport.grain,
    by: one('split', dimensions) ?? initialExport.by,
    format: one('format', fileFormats) ?? initialExport.format,
    names: one('names', ['own', 'pseudonyms']) ?? initialExport.names,
  };
}

function rangeFrom(text: string): RangeChoice | Period | undefined {
  const [from = '', to = ''] = text.split('..');
  return rangeChoices.find((known) => known === text) ?? (isRangeOfDays(from, to) ? { from, to } : undefined);
}
