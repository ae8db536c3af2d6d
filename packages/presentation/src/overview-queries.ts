import { metricNames, periodOf, type Comparison, type Day, type Grain, type MetricName, type ReportQuery } from '@pegel/domain';
import { narrowedTo } from './group-filter.js';
import { overviewCharts, overviewMoves, overviewTiles, overviewToday, overviewWatched, sharedQueries, type ChartPanel, type OwnTableId, type RangeRowId, type RankingId, type SharedQuery, type TablePageId, type TimePanel } from './panels.js';
import { besideOf } from './beside.js';
import { visibleQueries, type OrganisationView } from './sight.js';
import type { ViewState } from './view-state.js';

/** Every report of the Overview: the shared ones, and one for each ranking. */
export type QueryName = SharedQuery | RankingId | TableQueryName;
const [opening, ...others] = sharedQueries;
export const queryNames: readonly QueryName[] = [opening, ...overviewCharts.flatMap((panel) => (panel.form === 'bars' ? [panel.id] : [])), ...others];
/** Every report of a page of tables: what its numbers and its courses share, and one for each split and range. */
export type TableQueryName = `${TablePageId}_${'newest' | 'course' | 'weeks'}` | OwnTableId | RangeRowId;

/** How many keys of a ranking are shown by name. */
const rankedMax = 5;

/** The reports the Overview needs. `trend` is only asked for where charts are coarser than a day, or have one that is not over. */
export function overviewQueries(state: ViewState, organisation: OrganisationView): Readonly<Partial<Record<QueryName, ReportQuery>>> {
  const range = spanOf({ ...state, today: false }, organisation);
  const compared = (usual: Comparison): Pick<ReportQuery, 'compare'> =>
    state.comparison === 'off' ? {} : { compare: state.comparison === 'yoy' ? 'year' : usual };
  const end = endOf(state);
  const ending = (usual: '7d' | '28d' | '30d' | '91d' | 'mtd') => (end === null ? { range: usual } : periodOf(usual, end, organisation));
  const grain: Grain = 'day';
  const shared: Readonly<Record<SharedQuery, Omit<ReportQuery, 'metrics'>>> = {
    today: { range: 'today', grain },
    levels: { ...range, grain, ...compared('weekday'), ...(isDrawnByDay(state) ? besideOf(state) : {}) },
    flows: { ...range, grain, ...compared('previous'), ...(isDrawnByDay(state) ? besideOf(state) : {}) },
    trend: { ...spanOf(state, organisation), grain: state.grain, ...compared('previous'), ...besideOf(state) },
    // A month that is cut is compared with the same part of the one before, also where only its days are given.
    spendToDate: { ...ending('mtd'), grain: end === null ? 'total' : 'month', ...compared('previous') },
    spendPerDay: { ...range, grain },
    numbers: { ...ending('7d'), grain, ...compared('previous') },
    // What is usual is said by the twelve weeks before this one.
    changes: { ...ending('91d'), grain },
    changesOfModels: { ...ending('mtd'), grain: end === null ? 'total' : 'month', by: overviewMoves.parts, compare: 'previous' },
    changesOfConnectors: { ...ending('28d'), grain: 'total', by: overviewMoves.by, compare: 'previous', top: overviewMoves.top },
  };
  const isWanted = (name: SharedQuery) => (name === 'trend' ? !isDrawnByDay(state) : name !== 'today' || state.end === null);
  const wanted = sharedQueries.filter(isWanted).map((name) => [name, { metrics: metricsIn(name), ...shared[name] }]);
  const rankings = overviewCharts.flatMap((panel) =>
    panel.form === 'bars' ? [[panel.id, { metrics: [panel.metric], ...ending('30d'), grain: 'total', by: panel.split, top: rankedMax }]] : [],
  );
  return narrowedTo(state.group, visibleQueries<QueryName>(Object.fromEntries([...wanted, ...rankings]), organisation), organisation);
}

/** What the panels that share a report need of it, in the order of the catalogue. */
function metricsIn(query: SharedQuery): readonly MetricName[] {
  if (query === 'numbers') return metricNames;
  if (query === 'today') return overviewToday;
  if (query === 'changes') return overviewWatched.map(({ metric }) => metric);
  if (query === 'changesOfModels') return [overviewMoves.cost];
  if (query === 'changesOfConnectors') return [overviewMoves.gained];
  const needed = new Set<MetricName>();
  for (const { metric, query: of, courseFrom } of overviewTiles) if (of === query || courseFrom === query) needed.add(metric);
  for (const panel of overviewCharts as readonly ChartPanel[]) {
    if (panel.form === 'bars' || (query !== 'trend' && panel.query !== query)) continue;
    needed.add(panel.metric);
    if (panel.reference !== undefined) needed.add(panel.reference);
  }
  return metricNames.filter((name) => needed.has(name));
}

/** The day that everything on a page ends with, where it is not the last complete one: a page is pinned to it, or days are named. */
export const endOf = ({ range, end }: Pick<ViewState, 'range' | 'end'>): Day | null => (typeof range === 'string' ? end : range.to);

/** The days a page shows, as they are asked for. */
export function spanOf(state: ViewState, organisation: OrganisationView): Pick<ReportQuery, 'range' | 'today' | 'from' | 'to'> {
  if (typeof state.range !== 'string') return state.range;
  return state.end === null ? { range: state.range, ...(includesToday(state) ? { today: true } : {}) } : periodOf(state.range, state.end, organisation);
}

/** Whether the day that is not over is drawn: days that are named say themselves how far they go. */
export const includesToday = ({ today, end, range }: Pick<ViewState, 'today' | 'end' | 'range'>): boolean => today && end === null && typeof range === 'string';

/** Whether charts are drawn from the reports that tiles and sentences are of. */
const isDrawnByDay = (state: Pick<ViewState, 'grain' | 'today' | 'end' | 'range'>): boolean => state.grain === 'day' && !includesToday(state);

/** Which report a chart is drawn from: coarser ones have a report of their own, and so have those with a day that is not over, since tiles and sentences speak of whole ones. */
export const queryOf = (panel: TimePanel, state: Pick<ViewState, 'grain' | 'today' | 'end' | 'range'>): QueryName => (isDrawnByDay(state) ? panel.query : 'trend');
