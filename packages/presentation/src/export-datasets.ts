import { dimensionsOf, looksAtPeople, metricNames, metricOf, type Dimension, type Grain, type MetricName, type Period, type ReportQuery, type Words } from '@pegel/domain';
import type { FileFormat } from './csv-dialect.js';
import { tablePages, type TablePageId } from './panels.js';
import { maySee, type OrganisationView } from './sight.js';
import type { GrainChoice, RangeChoice } from './view-state.js';

/** What can be taken along, in the order of the choice. */
export const datasetIds = ['spend_by_user', 'activity', 'adoption', 'spend', 'top_users', 'connectors'] as const;
export type DatasetId = (typeof datasetIds)[number];

interface Dataset {
  readonly label: Words;
  readonly metrics: readonly MetricName[];
  /** Rows of a day, week or month, or one for the whole period. */
  readonly isCourse: boolean;
  /** What it is always split by. */
  readonly by?: Dimension;
}

/** What the panels of a page show, so that a new one is in the file as well. */
function shownOn(page: TablePageId, form: 'course' | 'keys', split?: Dimension): readonly MetricName[] {
  const panels = tablePages.find(({ id }) => id === page)?.panels ?? [];
  const shown = new Set(panels.flatMap((panel) => (panel.form === form && 'metrics' in panel && (split === undefined || ('split' in panel && panel.split === split)) ? panel.metrics : [])));
  return metricNames.filter((name) => shown.has(name));
}

export const datasets: Readonly<Record<DatasetId, Dataset>> = {
  spend_by_user: { label: { en: 'Spend per user', de: 'Ausgaben pro Benutzer' }, metrics: shownOn('spend', 'course'), isCourse: false, by: 'person' },
  activity: { label: { en: 'Activity per day', de: 'Benutzeraktivität pro Tag' }, metrics: shownOn('activity', 'course'), isCourse: true },
  adoption: { label: { en: 'Adoption per day', de: 'Funktionsadoption pro Tag' }, metrics: shownOn('adoption', 'course'), isCourse: true },
  spend: { label: { en: 'Spend per day', de: 'Ausgaben pro Tag' }, metrics: shownOn('spend', 'course'), isCourse: true },
  top_users: { label: { en: 'Top users', de: 'Top-Benutzer' }, metrics: shownOn('adoption', 'keys', 'person'), isCourse: false, by: 'person' },
  connectors: { label: { en: 'Connectors', de: 'Konnektoren' }, metrics: shownOn('adoption', 'keys', 'connector'), isCourse: false, by: 'connector' },
};

/** How people appear in a file: as the organisation shows them, or by pseudonyms. */
export type NamesInFile = 'own' | 'pseudonyms';

/** What somebody wants as a file. */
export interface ExportChoice {
  readonly dataset: DatasetId;
  readonly range: RangeChoice | Period;
  readonly grain: GrainChoice;
  readonly by: Dimension | null;
  readonly format: FileFormat;
  readonly names: NamesInFile;
}

/** What all metrics of a dataset can be split by; of single people there is no course. */
export const splitsOf = (dataset: DatasetId): readonly Dimension[] => {
  const { metrics, isCourse } = datasets[dataset];
  const [first, ...rest] = metrics.map((name) => dimensionsOf(metricOf(name).measure));
  return isCourse ? (first ?? []).filter((dimension) => dimension !== 'person' && rest.every((dimensions) => dimensions.includes(dimension))) : [];
};

/** Whether a dataset is of single people. */
export const isOfPeople = (dataset: DatasetId): boolean => looksAtPeople(byOf(datasets[dataset].by));

const byOf = (by: Dimension | null | undefined): Pick<ReportQuery, 'by'> => (by === undefined || by === null ? {} : { by });

/** The report that a dataset is, of these days and as far as a reader may see it. */
export function exportQuery({ dataset, grain, by }: ExportChoice, period: Period, organisation: OrganisationView): ReportQuery {
  const { metrics, isCourse, by: always } = datasets[dataset];
  const split = byOf(always ?? (by !== null && splitsOf(dataset).includes(by) ? by : null));
  const step: Grain = isCourse ? grain : 'total';
  return { metrics: metrics.filter((name) => maySee(organisation, { metrics: [name], ...split })), from: period.from, to: period.to, grain: step, ...split };
}

/** The question that tells which days a range is. It is of everybody together. */
export function daysQuery({ dataset, range }: ExportChoice, organisation: OrganisationView): ReportQuery {
  const known = metricNames.filter((name) => maySee(organisation, { metrics: [name] }));
  const metrics = datasets[dataset].metrics.filter((name) => known.includes(name));
  return { metrics: [...metrics, ...known, ...metricNames].slice(0, 1), ...(typeof range === 'string' ? { range } : range), grain: 'total' };
}
