import { isReportDay, languages, lengthInDays, type Day, type Grain, type Language, type Period, type Range } from '@pegel/domain';
import { explainedFromText, explainedText, type Explained } from './explained.js';
import { isPanelId, tablePages, type PanelId, type TableId, type TablePageId } from './panels.js';

/** The pages with numbers, in the order of the navigation. */
export type PageId = 'overview' | TablePageId;
export const pageIds: readonly PageId[] = ['overview', ...tablePages.map(({ id }) => id)];

/** The ranges a reader can choose by name, in the order of the picker. */
export const rangeChoices = ['7d', '28d', '90d', 'mtd', 'qtd', 'ytd'] as const satisfies readonly Range[];
export type RangeChoice = (typeof rangeChoices)[number];

/** The size of the charts' buckets. */
export const grainChoices = ['day', 'week', 'month'] as const satisfies readonly Grain[];
export type GrainChoice = (typeof grainChoices)[number];

export const comparisonChoices = ['prev', 'yoy', 'off'] as const;
export type ComparisonChoice = (typeof comparisonChoices)[number];

/** What a reader looks at: everything that belongs into a link, and nothing else. Names of people and tokens never do. */
export interface ViewState {
  readonly organisation: string;
  readonly page: PageId;
  readonly range: RangeChoice | Period;
  /** Pinned: ranges end on this day instead of the last complete one. */
  readonly end: Day | null;
  readonly comparison: ComparisonChoice;
  readonly grain: GrainChoice;
  /** Panels shown as tables, in the order of the page. */
  readonly tables: readonly PanelId[];
  /** Rankings shown down to their end, in the order of the page. */
  readonly whole: readonly TableId[];
  /** The number that is being explained. */
  readonly explain: Explained | null;
  /** Only in links that fix the language; otherwise the reader's own. */
  readonly language: Language | null;
}

/** A value in a URL that means nothing, and what is shown instead. */
export interface UrlProblem {
  readonly parameter: string;
  readonly value: string;
}

export const initialView = (organisation: string): ViewState => ({
  organisation, page: 'overview', range: '28d', end: null, comparison: 'prev', grain: 'day', tables: [], whole: [], explain: null, language: null,
});

/** The same days on another page; what is open there is not. */
export const onPage = (state: ViewState, page: PageId): ViewState => ({ ...state, page, tables: [], whole: [], explain: null });

/** Longer ranges cannot be asked for at grain day. */
const daysMax = 400;
const slugPattern = /^[a-z0-9-]{1,60}$/;

/** The link to a view: fixed order, defaults left out, readable. */
export function toUrl(state: ViewState): string {
  const initial = initialView(state.organisation);
  const range = typeof state.range === 'string' ? state.range : `${state.range.from}..${state.range.to}`;
  const parameters: readonly (readonly [string, string | null])[] = [
    ['range', range === initial.range ? null : range],
    ['end', state.end],
    ['cmp', state.comparison === initial.comparison ? null : state.comparison],
    ['by', state.grain === initial.grain ? null : state.grain],
    ['table', state.tables.length === 0 ? null : state.tables.join(',')],
    ['all', state.whole.length === 0 ? null : state.whole.join(',')],
    ['explain', state.explain === null ? null : explainedText(state.explain, state.page)],
    ['lang', state.language],
  ];
  const query = parameters.flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`])).join('&');
  return `/${state.organisation}/${state.page}${query === '' ? '' : `?${query}`}`;
}

/** Reads a link, whole or from its path on. `null` where it names no organisation and page; what means nothing falls back and is reported. */
export function fromUrl(link: string): { readonly state: ViewState; readonly problems: readonly UrlProblem[] } | null {
  const url = URL.canParse(link, 'http://localhost') ? new URL(link, 'http://localhost') : null;
  const [organisation = '', pageName = 'overview', ...rest] = (url?.pathname ?? '').split('/').slice(1).filter((part, index, all) => part !== '' || index < all.length - 1);
  const page = pageIds.find((candidate) => candidate === pageName);
  if (url === null || page === undefined || rest.length > 0 || !slugPattern.test(organisation)) return null;

  const problems: UrlProblem[] = [];
  const read = <T>(parameter: string, parse: (text: string) => T | undefined, fallback: T): T => {
    const value = url.searchParams.get(parameter);
    if (value === null) return fallback;
    const parsed = parse(value);
    if (parsed !== undefined) return parsed;
    problems.push({ parameter, value: value.slice(0, 40) });
    return fallback;
  };
  const initial = initialView(organisation);
  const state: ViewState = {
    organisation,
    page,
    range: read('range', rangeOf, initial.range),
    end: read('end', (text) => (isReportDay(text) ? text : undefined), initial.end),
    comparison: read('cmp', (text) => comparisonChoices.find((choice) => choice === text), initial.comparison),
    grain: read('by', (text) => grainChoices.find((choice) => choice === text), initial.grain),
    tables: read('table', panelsOf, initial.tables),
    whole: read('all', (text) => rankingsOf(text, page), initial.whole),
    explain: read('explain', (text) => explainedFromText(text, page), initial.explain),
    language: read('lang', (text) => languages.find((language) => language === text), initial.language),
  };
  return { state, problems };
}

function rangeOf(text: string): RangeChoice | Period | undefined {
  const choice = rangeChoices.find((candidate) => candidate === text);
  if (choice !== undefined) return choice;
  const [from = '', to = '', ...rest] = text.split('..');
  return rest.length === 0 && isRangeOfDays(from, to) ? { from, to } : undefined;
}

/** Whether two days make a range that can be asked for. */
export const isRangeOfDays = (from: string, to: string): boolean => isReportDay(from) && isReportDay(to) && from <= to && lengthInDays({ from, to }) <= daysMax;

function panelsOf(text: string): readonly PanelId[] | undefined {
  const ids = [...new Set(text.split(','))];
  return ids.every(isPanelId) ? ids : undefined;
}

/** The rankings of a page that can be shown whole. */
export const rankingsOn = (page: PageId): readonly TableId[] =>
  tablePages.flatMap(({ id, panels }) => (id === page ? panels.flatMap((panel) => (panel.form === 'keys' && panel.top !== undefined ? [panel.id] : [])) : []));

function rankingsOf(text: string, page: PageId): readonly TableId[] | undefined {
  const asked = text.split(',');
  const known = rankingsOn(page);
  return asked.every((id) => known.some((ranking) => ranking === id)) ? known.filter((id) => asked.includes(id)) : undefined;
}
