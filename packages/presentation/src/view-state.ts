import { lengthInDays, isReportDay, languages, type Day, type Grain, type Language, type Period, type Range } from '@pegel/domain';
import { explainedFromText, explainedText, type Explained } from './explained.js';
import { groupFromText, groupText, type GroupFilter } from './group-filter.js';
import { overviewCharts, tablePages, type PanelId, type PicturedId, type TableId, type TablePageId } from './panels.js';

/** The pages with numbers, in the order of the navigation. */
export type PageId = 'overview' | TablePageId;
export const pageIds: readonly PageId[] = ['overview', ...tablePages.map(({ id }) => id)];

/** The ranges a reader can choose by name, in the order of the picker. */
export const rangeChoices = ['7d', '28d', '90d', 'mtd', 'qtd', 'ytd', '12m'] as const satisfies readonly Range[];
export type RangeChoice = (typeof rangeChoices)[number];

/** The size of the charts' buckets. */
export const grainChoices = ['day', 'week', 'month'] as const satisfies readonly Grain[];
export type GrainChoice = (typeof grainChoices)[number];

export const comparisonChoices = ['prev', 'yoy', 'off'] as const;
export type ComparisonChoice = (typeof comparisonChoices)[number];

/** Weekly active users: of the seven days before each day, or of the weeks of the calendar. */
export const weekChoices = ['rolling', 'iso'] as const;
export type WeekChoice = (typeof weekChoices)[number];

/** How far back spend by model goes: 30, 91 or 365 days. */
export const windowChoices = ['1m', '3m', '1y'] as const;
export type WindowChoice = (typeof windowChoices)[number];

/** Any panel with a name of its own; `numbers` is the table of everything on the Overview. */
export type ShownPanel = PanelId | TableId | 'numbers';

/** What a reader looks at: everything that belongs into a link, and nothing else. Names of people and tokens never do. */
export interface ViewState {
  readonly organisation: string;
  readonly page: PageId;
  /** The panel that has the page to itself. */
  readonly panel: ShownPanel | null;
  readonly range: RangeChoice | Period;
  /** Pinned: ranges end on this day instead of the last complete one. */
  readonly end: Day | null;
  /** Whether ranges that are not pinned run up to the day that is not over. */
  readonly today: boolean;
  readonly comparison: ComparisonChoice;
  readonly grain: GrainChoice;
  readonly week: WeekChoice;
  /** Whose numbers these are, where not everybody's. Names of groups are names of no person. */
  readonly group: GroupFilter | null;
  /** The day that the table of a single day shows, where it is not the last complete one. */
  readonly day: Day | null;
  readonly win: WindowChoice;
  /** The day that the charts of a page point at. */
  readonly d: Day | null;
  /** Pictures shown as tables, in the order of the page. */
  readonly tables: readonly PicturedId[];
  /** Rankings shown down to their end, in the order of the page. */
  readonly whole: readonly TableId[];
  /** The number that is being explained. */
  readonly explain: Explained | null;
  /** What a list is filtered by, as it is typed. */
  readonly q: string;
  /** The column a list is sorted by, with `-` in front where the most comes first; null is the list's own order. */
  readonly sort: string | null;
  /** Only in links that fix the language; otherwise the reader's own. */
  readonly language: Language | null;
}

/** A value in a URL that means nothing, and what is shown instead. */
export interface UrlProblem {
  readonly parameter: string;
  readonly value: string;
}

/** The days a page begins with: who uses it is a question about a longer time. */
export const usualRange = (page: PageId): RangeChoice => (page === 'activity' ? '90d' : '28d');

/** As coarse as a range needs it to be read at a glance. */
function usualGrain(range: RangeChoice | Period): GrainChoice {
  if (range === '12m') return 'month';
  if (typeof range === 'string') return range === 'ytd' ? 'week' : 'day';
  return lengthInDays(range) > daysMaxByDay ? 'week' : 'day';
}

export const initialView = (organisation: string, page: PageId = 'overview'): ViewState => ({
  organisation, page, panel: null, range: usualRange(page), end: null, today: false, comparison: 'prev', grain: usualGrain(usualRange(page)), week: 'rolling',
  group: null, day: null, win: '1m', d: null, tables: [], whole: [], explain: null, q: '', sort: null, language: null,
});

/** The same days, and the numbers of the same people, on another page; what is open there is not. */
export const onPage = (state: ViewState, page: PageId): ViewState => {
  const { panel, day, win, d, tables, whole, explain, q, sort } = initialView(state.organisation, page);
  return { ...state, page, panel, day, win, d, tables, whole, explain, q, sort };
};

/** Another page as somebody comes to it: with the days they have chosen, or with its own where they have chosen none. */
export const toPage = (state: ViewState, page: PageId): ViewState => {
  const there = onPage(state, page);
  return state.range === usualRange(state.page) ? withRange(there, usualRange(page)) : there;
};

/** Other days; the size of the steps goes with them unless it was chosen. */
export const withRange = (state: ViewState, range: RangeChoice | Period): ViewState => ({ ...state, range, grain: state.grain === usualGrain(state.range) ? usualGrain(range) : state.grain });

/** A view that will still show the same days next week; days that are named one by one do so anyway. */
export const pinnedTo = (state: ViewState, last: Day | null): ViewState => (typeof state.range === 'string' ? { ...state, end: state.end ?? last } : state);

/** Longer ranges cannot be asked for at grain day. */
const daysMax = 400;
/** More columns than this are no longer told apart. */
const daysMaxByDay = 100;
/** As long as a filter can be. */
const filterMax = 100;
const slugPattern = /^[a-z0-9-]{1,60}$/;
const sortPattern = /^-?[a-z][A-Za-z0-9_]{0,39}$/;

/** What stands behind the `?` of a link, in its order. */
export const linkParameters = ['range', 'end', 'today', 'cmp', 'by', 'week', 'group', 'day', 'win', 'd', 'table', 'all', 'explain', 'q', 'sort', 'lang'] as const;
export type LinkParameter = (typeof linkParameters)[number];

/** The link to a view: fixed order, defaults left out, readable. */
export function toUrl(state: ViewState): string {
  const initial = initialView(state.organisation, state.page);
  const range = typeof state.range === 'string' ? state.range : `${state.range.from}..${state.range.to}`;
  const values: Readonly<Record<LinkParameter, string | null>> = {
    range: range === initial.range ? null : range,
    end: state.end,
    today: state.today ? '1' : null,
    cmp: state.comparison === initial.comparison ? null : state.comparison,
    by: state.grain === usualGrain(state.range) ? null : state.grain,
    week: state.week === initial.week ? null : state.week,
    group: state.group === null ? null : readable(groupText(state.group)),
    day: state.day,
    win: state.win === initial.win ? null : state.win,
    d: state.d,
    table: state.tables.length === 0 ? null : state.tables.join(','),
    all: state.whole.length === 0 ? null : state.whole.join(','),
    explain: state.explain === null ? null : explainedText(state.explain, state.page),
    q: state.q === '' ? null : readable(state.q.slice(0, filterMax)),
    sort: state.sort,
    lang: state.language,
  };
  const query = linkParameters.flatMap((name) => (values[name] === null ? [] : [`${name}=${values[name]}`])).join('&');
  const panel = state.panel === null ? '' : `/${panelInPath(state.panel)}`;
  return `/${state.organisation}/${state.page}${panel}${query === '' ? '' : `?${query}`}`;
}

/** Typed text as a link can hold it; what a link may hold as it is stays readable. */
const readable = (text: string): string => encodeURIComponent(text.toWellFormed()).replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%2F', '/').replaceAll('%40', '@');

const panelInPath = (panel: ShownPanel): string => panel.replaceAll('_', '-');

/** Reads a link, whole or from its path on. `null` where it names no organisation and page; what means nothing falls back and is reported. */
export function fromUrl(link: string): { readonly state: ViewState; readonly problems: readonly UrlProblem[] } | null {
  const url = URL.canParse(link, 'http://localhost') ? new URL(link, 'http://localhost') : null;
  const [organisation = '', pageName = 'overview', panelName, ...rest] = (url?.pathname ?? '').split('/').slice(1).filter((part, index, all) => part !== '' || index < all.length - 1);
  const page = pageIds.find((candidate) => candidate === pageName);
  if (url === null || page === undefined || rest.length > 0 || !slugPattern.test(organisation)) return null;

  const problems: UrlProblem[] = [];
  const understood = <T>(parameter: string, value: string | null | undefined, parse: (text: string) => T | undefined, fallback: T): T => {
    if (value === null || value === undefined) return fallback;
    const parsed = parse(value);
    if (parsed !== undefined) return parsed;
    problems.push({ parameter, value: value.slice(0, 40) });
    return fallback;
  };
  const read = <T>(parameter: LinkParameter, parse: (text: string) => T | undefined, fallback: T): T => understood(parameter, url.searchParams.get(parameter), parse, fallback);
  const initial = initialView(organisation, page);
  const panel = understood<ShownPanel | null>('panel', panelName, (text) => panelFromPath(text, page), initial.panel);
  const range = read('range', rangeOf, initial.range);
  const state: ViewState = {
    organisation,
    page,
    panel,
    range,
    end: read('end', dayOf, initial.end),
    today: read('today', (text) => (text === '1' ? true : undefined), initial.today),
    comparison: read('cmp', oneIn(comparisonChoices), initial.comparison),
    grain: read('by', oneIn(grainChoices), usualGrain(range)),
    week: read('week', oneIn(weekChoices), initial.week),
    group: read('group', groupFromText, initial.group),
    day: read('day', dayOf, initial.day),
    win: read('win', oneIn(windowChoices), initial.win),
    d: read('d', dayOf, initial.d),
    tables: read('table', (text) => chosenOf(text, picturedOn(page)), initial.tables),
    whole: read('all', (text) => chosenOf(text, rankingsOn(page)), initial.whole),
    explain: read('explain', (text) => explainedFromText(text, page), initial.explain),
    q: read('q', (text) => (text.length <= filterMax ? text : undefined), initial.q),
    sort: read('sort', (text) => (sortPattern.test(text) ? text : undefined), initial.sort),
    language: read('lang', oneIn(languages), initial.language),
  };
  return { state, problems };
}

const oneIn = <T extends string>(known: readonly T[]) => (text: string): T | undefined => known.find((candidate) => candidate === text);

const dayOf = (text: string): Day | undefined => (isReportDay(text) ? text : undefined);

function rangeOf(text: string): RangeChoice | Period | undefined {
  const choice = rangeChoices.find((candidate) => candidate === text);
  if (choice !== undefined) return choice;
  const [from = '', to = '', ...rest] = text.split('..');
  return rest.length === 0 && isRangeOfDays(from, to) ? { from, to } : undefined;
}

/** Whether two days make a range that can be asked for. */
export const isRangeOfDays = (from: string, to: string): boolean => isReportDay(from) && isReportDay(to) && from <= to && lengthInDays({ from, to }) <= daysMax;

/** The panels of a page that can have it to themselves, in its order. */
export const panelsOn = (page: PageId): readonly ShownPanel[] =>
  page === 'overview' ? [...overviewCharts.map(({ id }) => id), 'numbers'] : tablePages.flatMap(({ id, panels }) => (id === page ? panels.map((panel) => panel.id) : []));

/** Those of them that are a picture or the same numbers as a table; the others are tables always. */
export const picturedOn = (page: PageId): readonly PicturedId[] =>
  page === 'overview' ? overviewCharts.map(({ id }) => id) : tablePages.flatMap(({ id, panels }) => (id === page ? panels.flatMap((panel) => ('picture' in panel && panel.picture !== undefined ? [panel.id] : [])) : []));

/** `/spend/by-model` means the panel `spend_by_model` as well, and `/adoption/projects` the ranking `top_projects`. */
function panelFromPath(text: string, page: PageId): ShownPanel | undefined {
  const known = panelsOn(page);
  return known.find((id) => panelInPath(id) === text || id === text) ?? known.find((id) => [`${page}-${text}`, `top-${text}`].includes(panelInPath(id)));
}

/** Names with commas between them, as far as all of them are known; in the order of the page. */
function chosenOf<T extends string>(text: string, known: readonly T[]): readonly T[] | undefined {
  const asked = text.split(',');
  return asked.every((id) => known.some((candidate) => candidate === id)) ? known.filter((id) => asked.includes(id)) : undefined;
}

/** The rankings of a page that can be shown whole. */
export const rankingsOn = (page: PageId): readonly TableId[] =>
  tablePages.flatMap(({ id, panels }) => (id === page ? panels.flatMap((panel) => (panel.form === 'keys' && panel.top !== undefined ? [panel.id] : [])) : []));

/** The same view with these panels as tables; as pictures, where all of them are tables already. */
export function toggledTables({ page, tables }: Pick<ViewState, 'page' | 'tables'>, ids: readonly PicturedId[]): readonly PicturedId[] {
  const isTable = (id: PicturedId) => tables.includes(id);
  const showAll = !ids.every(isTable);
  return picturedOn(page).filter((id) => (ids.includes(id) ? showAll : isTable(id)));
}
