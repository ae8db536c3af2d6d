import { isMetricName, isReportDay, metricNames, type Day, type MetricName } from '@pegel/domain';
import { overviewCharts, overviewTiles, overviewToday, tablePages, type ChartPanel, type PanelId, type RangeRowId, type KnownTable, type TableId, type TablePageId } from './panels.js';

/** Where on a page a number stands. A metric can stand at several places, of different days or with another base. */
export type Place = 'tile' | PanelId | 'numbers' | 'today' | TableId | RangeRowId;

/** A number that can be asked to explain itself. */
export interface Explained {
  readonly metric: MetricName;
  readonly place: Place;
  /** The first day of one point of a chart over time; without it, the chart's newest whole one. */
  readonly day?: Day;
}

const charts: readonly (ChartPanel & { readonly id: PanelId })[] = overviewCharts;

/** Every number the Overview shows, from what its tiles, panels and sentences say they show; of those of one metric, the one its name alone means comes first. */
export const explainedOnOverview: readonly Explained[] = [
  ...overviewTiles.map(({ metric }): Explained => ({ metric, place: 'tile' })),
  ...charts.flatMap((panel): Explained[] => [panel.metric, ...(panel.form === 'bars' || panel.reference === undefined ? [] : [panel.reference])].map((metric) => ({ metric, place: panel.id }))),
  ...metricNames.map((metric): Explained => ({ metric, place: 'numbers' })),
  ...overviewToday.map((metric): Explained => ({ metric, place: 'today' })),
];

const tables = tablePages.flatMap(({ panels }) => panels);

/** Every number a table shows: those of its metrics, or one for each of its ranges; what is added up over time is asked where it stands as one number. */
export const explainedInTable = (panel: KnownTable): readonly Explained[] =>
  panel.form === 'stacked' || panel.form === 'cumulative' ? [] : panel.form === 'ranges' ? panel.rows.map(({ id }) => ({ metric: panel.metric, place: id })) : panel.metrics.map((metric) => ({ metric, place: panel.id }));

/** Every number of a page. */
export const explainedOn = (page: 'overview' | TablePageId): readonly Explained[] => (page === 'overview' ? explainedOnOverview : tablePages.flatMap(({ id, panels }) => (id === page ? panels.flatMap(explainedInTable) : [])));

/** Places of many points, each with a day of its own. */
const isOverTime = (place: Place): boolean => charts.some(({ id, form }) => id === place && form !== 'bars') || tables.some(({ id, form }) => id === place && form === 'course');

/** A number as links and keys name it: its metric alone where that says which one is meant; its place, such as `spend:spend_by_model`, and a point's day otherwise. */
export function explainedText({ metric, place, day }: Explained, page: 'overview' | TablePageId = 'overview'): string {
  const first = explainedOn(page).find((candidate) => candidate.metric === metric);
  if (day !== undefined) return `${metric}:${place}:${day}`;
  return first?.place === place ? metric : `${metric}:${place}`;
}

/** Reads such a name; nothing for a number that the page does not show. */
export function explainedFromText(text: string, page: 'overview' | TablePageId = 'overview'): Explained | undefined {
  const [metric = '', place, day, ...rest] = text.split(':');
  if (!isMetricName(metric) || rest.length > 0) return undefined;
  const found = explainedOn(page).find((candidate) => candidate.metric === metric && (place === undefined || candidate.place === place));
  if (found === undefined || day === undefined) return found;
  return isOverTime(found.place) && isReportDay(day) ? { ...found, day } : undefined;
}
