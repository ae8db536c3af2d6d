import { isMetricName, metricNames, type MetricName } from '@pegel/domain';
import { overviewCharts, overviewTiles, type ChartPanel, type PanelId } from './panels.js';

/** Where on the page a number stands. A metric can stand at several places, of different days or with another base. */
export type Place = 'tile' | PanelId | 'numbers';

/** A number that can be asked to explain itself. */
export interface Explained {
  readonly metric: MetricName;
  readonly place: Place;
}

const charts: readonly (ChartPanel & { readonly id: PanelId })[] = overviewCharts;

/** Every number the Overview shows, in the order of the page, from what its tiles and panels say they show. */
export const explainedOnOverview: readonly Explained[] = [
  ...overviewTiles.map(({ metric }): Explained => ({ metric, place: 'tile' })),
  ...charts.flatMap((panel): Explained[] => [panel.metric, ...(panel.form === 'bars' || panel.reference === undefined ? [] : [panel.reference])].map((metric) => ({ metric, place: panel.id }))),
  ...metricNames.map((metric): Explained => ({ metric, place: 'numbers' })),
];

const isSame = (a: Explained, b: Explained): boolean => a.metric === b.metric && a.place === b.place;

/** A number as links and keys name it: its metric alone where that says which one is meant, such as `spend:spend_by_model` otherwise. */
export function explainedText({ metric, place }: Explained): string {
  const first = explainedOnOverview.find((candidate) => candidate.metric === metric);
  return first?.place === place ? metric : `${metric}:${place}`;
}

/** Reads such a name; nothing for a number that the page does not show. */
export function explainedFromText(text: string): Explained | undefined {
  const [metric = '', place, ...rest] = text.split(':');
  if (!isMetricName(metric) || rest.length > 0) return undefined;
  return explainedOnOverview.find((candidate) => candidate.metric === metric && (place === undefined || candidate.place === place));
}

/** The number after or before one, in a list that goes round. */
export function explainedBeside(of: Explained, all: readonly Explained[], step: 1 | -1): Explained {
  const at = all.findIndex((candidate) => isSame(candidate, of));
  return all[(at + step + all.length) % all.length] ?? of;
}
