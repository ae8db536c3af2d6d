import { metricNames, periodOf, type Comparison, type Dimension, type Grain, type MetricName, type Organisation, type Period, type ReportQuery, type Words } from '@pegel/domain';
import type { GrainChoice, ViewState } from './view-state.js';

/** The reports of a page by what they are for. Panels share them, so that a page asks few questions. */
export const queryNames = ['levels', 'flows', 'trend', 'spendToDate', 'spendPerDay', 'spendByModel', 'numbers'] as const;
export type QueryName = (typeof queryNames)[number];

/** One number with its change and its recent course. */
export interface TilePanel {
  readonly metric: MetricName;
  readonly query: QueryName;
  /** Where the sparkline comes from, if not from the same report. */
  readonly courseFrom?: QueryName;
  /** What the tile is called where the metric's own labels would not say enough. */
  readonly title?: { readonly label: Words; readonly short: Words };
}

/** A chart or ranking with a title of its own. */
export interface ChartPanel {
  readonly id: string;
  readonly title: Readonly<Record<GrainChoice, Words>>;
  readonly form: 'line' | 'columns' | 'bars';
  readonly metric: MetricName;
  /** A metric drawn as a labelled line to compare with, such as seats. */
  readonly reference?: MetricName;
  readonly split?: Dimension;
  readonly query: QueryName;
}

const always = (title: Words) => ({ day: title, week: title, month: title });

/** The tiles of the Overview in their order. */
export const overviewTiles: readonly TilePanel[] = [
  { metric: 'weeklyActiveUsers', query: 'levels' },
  { metric: 'utilisation', query: 'levels' },
  { metric: 'pendingInvites', query: 'levels' },
  { metric: 'chats', query: 'flows' },
  { metric: 'messagesPerChat', query: 'flows' },
  { metric: 'spend', query: 'spendToDate', courseFrom: 'spendPerDay', title: { label: { en: 'Spend, month to date', de: 'Ausgaben, Monat bis heute' }, short: { en: 'Spend MTD', de: 'Ausgaben Monat' } } },
];

/** The charts of the Overview in their order. */
export const overviewCharts = [
  { id: 'wau', title: always({ en: 'Weekly active users', de: 'Wöchentlich aktive Benutzer' }), form: 'line', metric: 'weeklyActiveUsers', reference: 'seats', query: 'levels' },
  {
    id: 'chats',
    title: { day: { en: 'Chats per day', de: 'Chats pro Tag' }, week: { en: 'Chats per week', de: 'Chats pro Woche' }, month: { en: 'Chats per month', de: 'Chats pro Monat' } },
    form: 'columns',
    metric: 'chats',
    query: 'flows',
  },
  { id: 'spend_by_model', title: always({ en: 'Spend by model', de: 'Ausgaben nach Modell' }), form: 'bars', metric: 'spend', split: 'model', query: 'spendByModel' },
] as const satisfies readonly ChartPanel[];

/** Every metric there is, in one table: what a page has no chart for is still there. */
export const numbersTitle: Words = { en: 'All numbers', de: 'Alle Zahlen' };

export type PanelId = (typeof overviewCharts)[number]['id'];

export const isPanelId = (text: string): text is PanelId => overviewCharts.some((panel) => panel.id === text);

/** What a page needs to know of an organisation. */
export type OrganisationView = Pick<Organisation, 'slug' | 'name' | 'timeZone' | 'weekStart' | 'fiscalYearStart' | 'currency' | 'extraUsage' | 'demo'>;

/** How many models are shown by name. */
const modelsMax = 5;

/** The reports the Overview needs. `trend` is only asked for where charts are coarser than a day. */
export function overviewQueries(state: ViewState, organisation: OrganisationView): Readonly<Partial<Record<QueryName, ReportQuery>>> {
  const range = spanOf(state, organisation);
  const compared = (usual: Comparison): Pick<ReportQuery, 'compare'> =>
    state.comparison === 'off' ? {} : { compare: state.comparison === 'yoy' ? 'year' : usual };
  const ending = (usual: '7d' | '30d' | 'mtd') => (state.end === null ? { range: usual } : periodOf(usual, state.end, organisation));
  const grain: Grain = 'day';
  return {
    levels: { metrics: ['weeklyActiveUsers', 'utilisation', 'seats', 'pendingInvites'], ...range, grain, ...compared('weekday') },
    flows: { metrics: ['chats', 'messagesPerChat'], ...range, grain, ...compared('previous') },
    ...(state.grain === 'day' ? {} : { trend: { metrics: ['weeklyActiveUsers', 'seats', 'chats'], ...range, grain: state.grain, ...compared('previous') } }),
    // A month that is cut is compared with the same part of the one before, also where only its days are given.
    spendToDate: { metrics: ['spend'], ...ending('mtd'), grain: state.end === null ? 'total' : 'month', ...compared('previous') },
    spendPerDay: { metrics: ['spend'], ...range, grain },
    spendByModel: { metrics: ['spend'], ...ending('30d'), grain: 'total', by: 'model', top: modelsMax },
    numbers: { metrics: metricNames, ...ending('7d'), grain, ...compared('previous') },
  };
}

function spanOf(state: ViewState, organisation: OrganisationView): Pick<ReportQuery, 'range' | 'from' | 'to'> {
  if (typeof state.range !== 'string') return state.range;
  return state.end === null ? { range: state.range } : periodOf(state.range, state.end, organisation);
}

/** Which report a chart is drawn from at a grain: coarser ones have a report of their own. */
export const queryOf = (panel: ChartPanel, grain: GrainChoice): QueryName => (panel.form !== 'bars' && grain !== 'day' ? 'trend' : panel.query);

/** The address of a panel's numbers as a file: the same query, at the server. */
export function csvUrl(query: ReportQuery, organisation: string): string {
  const { metrics, where, ...rest } = query;
  const parameters = new URLSearchParams({ metrics: metrics.join(',') });
  for (const name of ['from', 'to', 'range', 'grain', 'by', 'top', 'compare'] as const) {
    const value = rest[name];
    if (value !== undefined) parameters.set(name, String(value));
  }
  for (const { dimension, key } of where ?? []) parameters.append('where', `${dimension}:${key}`);
  parameters.set('organisation', organisation);
  return `/report.csv?${parameters}`;
}

/** A chart's own numbers as a file, without those of the panels that share its report. */
export function panelCsvUrl(panel: ChartPanel, query: ReportQuery, organisation: string): string {
  const { compare: _compare, ...rest } = query;
  return csvUrl({ ...rest, metrics: [panel.metric, ...(panel.reference === undefined ? [] : [panel.reference])] }, organisation);
}

/** The address of the spend of every person as a file. */
export const spendByUserUrl = (period: Period, organisation: string): string =>
  `/export/spend-by-user.csv?${new URLSearchParams({ from: period.from, to: period.to, organisation })}`;
