import { looksAtPeople, metricNames, metricOf, periodOf, topMax, type Comparison, type Grain, type MetricName, type Permission, type Range, type ReportQuery } from '@pegel/domain';
import { besideOf } from './beside.js';
import { narrowedTo, unnarrowed, type Unnarrowed } from './group-filter.js';
import { tablePages, type KnownPage, type KnownTable, type TablePageId } from './panels.js';
import { endOf, overviewQueries, queryNames, spanOf, type QueryName, type TableQueryName } from './overview-queries.js';
import { remembered } from './remembered.js';
import { visibleQueries, type OrganisationView } from './sight.js';
import { weekChoices, type PageId, type ViewState } from './view-state.js';

type Queries = Readonly<Partial<Record<QueryName, ReportQuery>>>;

/** The reports that a page needs. */
export function pageQueries(state: ViewState, organisation: OrganisationView): Queries {
  return state.page === 'overview' ? overviewQueries(state, organisation) : tableQueries(state.page, state, organisation);
}

/** Those of them that are seen, where of several lengths of the same the chosen one is shown. */
export function seenQueries(state: ViewState, organisation: OrganisationView): Queries {
  if (state.page === 'overview') return pageQueries(state, organisation);
  const unseen = pageOf(state.page).panels.flatMap((panel): readonly string[] => (panel.form === 'keys' && panel.window !== undefined && panel.window.id !== state.win ? [panel.id] : []));
  return Object.fromEntries(Object.entries(pageQueries(state, organisation)).filter(([name]) => !unseen.includes(name)));
}

/** Every report that a page can ask for. */
export function queryNamesOf(page: ViewState['page']): readonly QueryName[] {
  if (page === 'overview') return queryNames;
  const known = pageOf(page);
  return [...new Set(known.panels.flatMap((panel) => weekChoices.flatMap((week) => queryNamesIn(asShown(panel, { week }), known))))];
}

/** The reports that a panel waits for, a range each in the order of its rows. */
export function queryNamesIn(panel: KnownTable, { id }: KnownPage): readonly TableQueryName[] {
  switch (panel.form) {
    case 'numbers':
    case 'share':
      return [`${id}_newest`];
    case 'course':
      return [`${id}_${panel.isByWeeks === true ? 'weeks' : 'course'}`];
    case 'keys':
    case 'stacked':
    case 'cumulative':
      return [panel.id];
    case 'ranges':
      return panel.rows.map((row) => row.id);
  }
}

/** A panel as it is shown: over the weeks of the calendar, where they are chosen and it has them. */
export const asShown = (panel: KnownTable, { week }: Pick<ViewState, 'week'>): KnownTable =>
  week === 'iso' && panel.form === 'course' ? byWeeks(panel) : panel;

const byWeeks = remembered((panel: Extract<KnownTable, { readonly form: 'course' }>): KnownTable => (panel.calendarWeeks === undefined ? panel : { ...panel, ...panel.calendarWeeks, isByWeeks: true }));

/** A page of tables by its id. */
export function pageOf(id: TablePageId): KnownPage {
  const page = tablePages.find((candidate) => candidate.id === id);
  if (page === undefined) throw new Error(`There is no page ${id}.`);
  return page;
}

/** Whether a table is of single people where the organisation has switched that off; then it is not even asked for. */
export const isRefused = (panel: KnownTable, { names }: Pick<OrganisationView, 'names'>): boolean =>
  panel.form === 'keys' && names === 'off' && looksAtPeople({ by: panel.split });

/** A range to date as a slice of the calendar: where only its days are given, it is compared with the same part of the one before. */
const slices: Readonly<Partial<Record<Range, Grain>>> = { mtd: 'month', qtd: 'quarter', ytd: 'year' };

function tableQueries(id: TablePageId, state: ViewState, organisation: OrganisationView): Queries {
  const page = pageOf(id);
  const end = endOf(state);
  const span = spanOf(state, organisation);
  const ending = (range: Range) => (end === null ? { range } : periodOf(range, end, organisation));
  const compared = (usual: Comparison): Pick<ReportQuery, 'compare'> => (state.comparison === 'off' ? {} : { compare: state.comparison === 'yoy' ? 'year' : usual });
  const queries: [TableQueryName, ReportQuery][] = [];
  const share = (form: 'numbers' | 'course', name: TableQueryName, rest: Omit<ReportQuery, 'metrics'>) => {
    const metrics = metricsIn(page, form);
    if (metrics.length > 0) queries.push([name, { metrics, ...rest }]);
  };
  // The newest day, or the one that was chosen, with the four weeks before it, of which one is the same weekday.
  share('numbers', `${id}_newest`, { ...(state.day === null ? ending('28d') : periodOf('28d', state.day, organisation)), grain: 'day', ...compared(page.compare) });
  share('course', `${id}_course`, { ...span, grain: state.grain, ...compared(state.grain === 'day' ? page.compare : 'previous'), ...besideOf(state) });
  for (const panel of page.panels) {
    if (panel.form === 'ranges') {
      for (const row of panel.rows) queries.push([row.id, { metrics: [panel.metric], ...ending(row.range), grain: end === null ? 'total' : (slices[row.range] ?? 'total'), ...compared('previous') }]);
    }
    const shown = asShown(panel, state);
    if (shown.form === 'course' && shown.isByWeeks === true) queries.push([`${id}_weeks`, { metrics: shown.metrics, ...span, grain: 'week', ...compared('previous'), ...besideOf(state) }]);
    // The whole of the month before is in it, however long both months are; of the year before, each day stands beside its own.
    if (panel.form === 'cumulative') queries.push([panel.id, { metrics: panel.metrics, ...ending(state.comparison === 'prev' ? '90d' : 'mtd'), grain: 'day', ...(state.comparison === 'yoy' ? { beside: 'year' } : {}) }]);
    if (panel.form === 'stacked') queries.push([panel.id, { metrics: panel.metrics, ...span, grain: state.grain === 'day' ? 'week' : state.grain, by: panel.split }]);
    if (panel.form !== 'keys' || isRefused(panel, organisation)) continue;
    // One more than is shown says whether the last rank is shared with the next.
    const top = panel.top === undefined ? {} : { top: isWhole(panel, state) ? topMax : panel.top + 1 };
    queries.push([panel.id, { metrics: panel.metrics, ...(panel.range === undefined ? span : ending(panel.range)), grain: 'total', by: panel.split, ...top }]);
  }
  return narrowedTo(state.group, visibleQueries<TableQueryName>(Object.fromEntries(queries), organisation), organisation);
}

/** Whether a ranking is shown down to its end: where that was asked for, and where it has the page to itself. */
export const isWhole = ({ id }: Pick<KnownTable, 'id'>, { whole, panel }: Pick<ViewState, 'whole' | 'panel'>): boolean => panel === id || whole.some((one) => one === id);

/** What the panels of a form on a page need, in the order of the catalogue. */
function metricsIn({ panels }: KnownPage, form: 'numbers' | 'course'): readonly MetricName[] {
  const needed = new Set<MetricName>(panels.flatMap((panel) => [
    ...(panel.form === form ? panel.metrics : []),
    ...(form === 'numbers' && panel.form === 'share' ? [...panel.metrics, ...panel.beside.map(({ metric }) => metric)] : []),
  ]));
  return metricNames.filter((name) => needed.has(name));
}

/** Why a panel says nothing of a group alone; `null` where it does. */
export const untoldOf = (panel: KnownTable, organisation: OrganisationView): Unnarrowed | null =>
  panel.form === 'keys' || panel.form === 'stacked' ? unnarrowed({ by: panel.split, grain: panel.form === 'keys' ? 'total' : 'week' }, organisation) : null;

/** What lets somebody see a page at all: a page of money alone is for those who may see what it costs. */
export const permissionOf = (id: PageId): Permission => (id !== 'overview' && pageOf(id).panels.every(isOfMoney) ? 'view:spend' : 'view:usage');

/** What a panel asks for, as far as it matters who may see it. */
export const askedBy = (panel: KnownTable): Pick<ReportQuery, 'metrics' | 'by'> => ({ metrics: panel.form === 'ranges' ? [panel.metric] : panel.metrics, ...(panel.form === 'keys' || panel.form === 'stacked' ? { by: panel.split } : {}) });

export const isOfMoney = (panel: KnownTable): boolean => askedBy(panel).metrics.some((name) => metricOf(name).unit === 'money');
