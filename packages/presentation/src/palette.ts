import { languages, metricNames, metricOf, unattributed, type GroupsView, type Language, type MetricName, type Words } from '@pegel/domain';
import { actionWords } from './action-words.js';
import { explainedOn } from './explained.js';
import { groupText } from './group-filter.js';
import { groupWordsIn } from './group-words.js';
import { keymap, type Action, type ActionGroup } from './keymap.js';
import { nameOf } from './names.js';
import { isMeant, rangesIn, wordsOf } from './palette-search.js';
import { pageSynonyms, metricSynonyms } from './palette-synonyms.js';
import { overviewCharts, tablePages, type KnownTable } from './panels.js';
import { maySee, type OrganisationView } from './sight.js';
import { permissionOf } from './table-queries.js';
import { comparisonChoices, grainChoices, initialView, onPage, pageIds, rangeChoices, toPage, toUrl, withRange, type PageId, type RangeChoice, type ViewState, type WindowChoice } from './view-state.js';
import { wordsIn } from './words.js';

/** The kinds of what can be found, in the order in which they are offered. */
export const paletteKinds = ['page', 'panel', 'metric', 'range', 'group', 'action'] as const;
export type PaletteKind = (typeof paletteKinds)[number];

/** What comes of choosing something: an address, with a panel of it to look at, or what a key would do. */
export type PaletteDeed = { readonly kind: 'go'; readonly address: string; readonly panel: string | null } | { readonly kind: 'do'; readonly action: Action };

/** Something that can be found, by what it is called in any language. */
export interface PaletteEntry {
  /** The same on every page and in every language, and without a name of anybody: it may be remembered. */
  readonly id: string;
  readonly kind: PaletteKind;
  readonly title: Words;
  readonly synonyms: readonly string[];
  /** What is in it: it is found by that too, after what is called so. */
  readonly parts?: readonly string[];
  /** The page that it is on. */
  readonly place?: Words;
  readonly deed: PaletteDeed;
  /** The view it leads to, where that can have other days. */
  readonly view?: ViewState;
}

/** A page that a client has beside those of numbers. */
export interface PalettePlace {
  readonly id: string;
  readonly title: Words;
  readonly address: string;
}

export interface PaletteWorld {
  /** What somebody looks at; `null` where that is no page of numbers. */
  readonly state: ViewState | null;
  readonly organisation: OrganisationView;
  readonly places: readonly PalettePlace[];
  /** The groups that the numbers can be narrowed to, once it is known which there are. */
  readonly groups?: GroupsView['groups'];
  /** What keys would do where somebody is. */
  readonly works: readonly Action[];
}

const inEach = (text: (language: Language) => string): Words => Object.fromEntries(languages.map((language) => [language, text(language)])) as unknown as Words; // Object.fromEntries forgets the literal keys.

const go = (view: ViewState, panel: string | null = null): Pick<PaletteEntry, 'deed' | 'view'> => ({ deed: { kind: 'go', address: toUrl(view), panel }, view });

/** Everything there is to find where somebody is, for what they may see. */
export function paletteEntries({ state, organisation, places, groups = [], works }: PaletteWorld): readonly PaletteEntry[] {
  const here = state ?? initialView(organisation.slug);
  const pages = pageIds.filter((page) => organisation.permissions?.includes(permissionOf(page)) ?? true);
  const isHere = state !== null && pages.includes(state.page);
  return [
    ...pages.map((page): PaletteEntry => ({ id: `page.${page}`, kind: 'page', title: pageTitle(page), synonyms: pageSynonyms[page], ...go(toPage(here, page)) })),
    ...places.map(({ id, title, address }): PaletteEntry => ({ id: `place.${id}`, kind: 'page', title, synonyms: [], deed: { kind: 'go', address, panel: null } })),
    ...pages.flatMap((page) => panelsOf(page, organisation).map(({ id, title, metrics, window }): PaletteEntry => {
      const there = toPage(here, page);
      // What is called by its own days leads to them, and cannot have others.
      const led = window === undefined ? go(there, id) : { deed: go({ ...there, win: window }, id).deed };
      return { id: `panel.${id}`, kind: 'panel', title, synonyms: [], parts: metrics.flatMap(namesOf), place: pageTitle(page), ...led };
    })),
    ...metricNames.flatMap((metric): PaletteEntry[] => {
      const page = pages.find((candidate) => explainedOn(candidate).some((explained) => explained.metric === metric));
      const explain = page === undefined ? undefined : explainedOn(page).find((explained) => explained.metric === metric);
      if (page === undefined || explain === undefined || !maySee(organisation, { metrics: [metric] })) return [];
      return [{ id: `metric.${metric}`, kind: 'metric', title: inEach((language) => metricOf(metric).label[language]), synonyms: namesOf(metric), deed: { kind: 'go', address: toUrl({ ...onPage(here, page), explain }), panel: null } }];
    }),
    ...(isHere ? periodsOf(here) : []),
    ...(isHere ? groupsOf(here, groups) : []),
    ...works.filter(isOffered).map((action): PaletteEntry => ({ id: `action.${action}`, kind: 'action', title: actionWords[action], synonyms: [], deed: { kind: 'do', action } })),
  ];
}

/** What is chosen of the days of this page, and of how they are compared and stepped. */
const periodsOf = (here: ViewState): readonly PaletteEntry[] => [
  ...rangeChoices.map((range): PaletteEntry => ({ id: `range.${range}`, kind: 'range', title: inEach((language) => wordsIn(language).ranges[range]), synonyms: [], deed: { kind: 'go', address: toUrl(withRange(here, range)), panel: null } })),
  ...comparisonChoices.map((comparison): PaletteEntry => ({ id: `comparison.${comparison}`, kind: 'range', title: inEach((language) => wordsIn(language).comparison[comparisonWords[comparison]]), synonyms: inBoth((language) => wordsIn(language).comparison.label), deed: { kind: 'go', address: toUrl({ ...here, comparison }), panel: null } })),
  ...grainChoices.map((grain): PaletteEntry => ({ id: `grain.${grain}`, kind: 'range', title: inEach((language) => wordsIn(language).grains[grain]), synonyms: inBoth((language) => wordsIn(language).range.grain), deed: { kind: 'go', address: toUrl({ ...here, grain }), panel: null } })),
];
/** The groups that have numbers, as filters of this page. */
const groupsOf = (here: ViewState, groups: GroupsView['groups']): readonly PaletteEntry[] =>
  groups.filter(({ key, isOffered }) => isOffered && key !== unattributed).map(({ dimension, key }): PaletteEntry => {
    const group = { dimension, key };
    const title = inEach((language) => groupWordsIn(language).filterBy(wordsIn(language).dimensions[dimension], nameOf({ key, label: null }, { words: wordsIn(language) })));
    // Ids are remembered with spaces between them, and with a range behind a plus.
    return { id: `group.${encodeURIComponent(groupText(group))}`, kind: 'group', title, synonyms: [], deed: { kind: 'go', address: toUrl({ ...here, group }), panel: null } };
  });

const comparisonWords = { prev: 'previous', yoy: 'year', off: 'off' } as const;
const inBoth = (text: (language: Language) => string): readonly string[] => languages.map(text);

/** Pages and days are offered as such, and moving about is for keys alone. */
const offeredGroups: readonly ActionGroup[] = ['panel', 'take', 'data', 'app'];
const isOffered = (action: Action): boolean => offeredGroups.includes(keymap[action].group) || ['time.menu', 'time.custom', 'time.previous', 'time.next', 'time.pin', 'time.reset', 'time.today', 'time.yesterday', 'spend.window', 'week.cycle'].includes(action);

const pageTitle = (page: PageId): Words => inEach((language) => tablePages.find(({ id }) => id === page)?.title[language] ?? wordsIn(language).nav.overview);

const namesOf = (metric: MetricName): readonly string[] => [...languages.flatMap((language) => [metricOf(metric).label[language], metricOf(metric).short[language]]), ...(metricSynonyms[metric] ?? [])];

interface FoundPanel {
  readonly id: string;
  readonly title: Words;
  readonly metrics: readonly MetricName[];
  /** Of one that is there in several lengths, its own. */
  readonly window?: WindowChoice;
}

function panelsOf(page: PageId, organisation: OrganisationView): readonly FoundPanel[] {
  if (page === 'overview') return overviewCharts.filter((panel) => maySee(organisation, { metrics: [panel.metric], ...(panel.form === 'bars' ? { by: panel.split } : {}) })).map(({ id, title, metric }) => ({ id, title: title.day, metrics: [metric] }));
  const panels: readonly KnownTable[] = tablePages.find(({ id }) => id === page)?.panels ?? [];
  return panels.map((panel) => ({ id: panel.id, title: panel.title, metrics: panel.form === 'ranges' ? [panel.metric] : panel.metrics, by: panel.form === 'keys' ? { by: panel.split } : {}, ...('window' in panel && panel.window !== undefined ? { window: panel.window.id } : {}) }))
    .filter(({ title, metrics, by }) => !isCalledAs(page, title) && metrics.some((metric) => maySee(organisation, { metrics: [metric], ...by })));
}

/** A panel that is called as its page is found as that: twice the same would be a riddle. */
const isCalledAs = (page: PageId, title: Words): boolean => languages.some((language) => title[language] === pageTitle(page)[language]);

/** An entry as it is offered, in one language. */
export interface PaletteResult {
  readonly id: string;
  readonly kind: PaletteKind;
  readonly title: string;
  /** The page that a panel is on. */
  readonly place: string | null;
  readonly deed: PaletteDeed;
}

const shownMax = 20;

/** What is meant by what somebody typed, the likeliest first: names in any language, and pages with the days that are named beside them. */
export function searchPalette(entries: readonly PaletteEntry[], typed: string, language: Language): readonly PaletteResult[] {
  const words = wordsOf(typed);
  if (words.length === 0) return [];
  const found = entries.flatMap((entry) => scored(entry, words, language));
  const withDays = rangesIn(words).flatMap(({ range, rest }) => entries.flatMap((entry) => {
    if (rest.length > 0) return scored(entry, rest, language).flatMap(({ score }) => rangedResult(entry, range, language, score + 5));
    // Days alone: those of this page first, then every page with them.
    return entry.id === `range.${range}` ? [{ result: resultOf(entry, language), score: 50 }] : entry.kind === 'page' ? rangedResult(entry, range, language, 0) : [];
  }));
  const best = new Map<string, { readonly result: PaletteResult; readonly score: number }>();
  for (const one of [...withDays, ...found].toSorted((a, b) => b.score - a.score)) if (!best.has(one.result.id)) best.set(one.result.id, one);
  return [...best.values()].map(({ result }) => result).slice(0, shownMax);
}

const scored = (entry: PaletteEntry, words: readonly string[], language: Language): readonly { readonly result: PaletteResult; readonly score: number }[] => {
  const score = isMeant(words, entry.title[language], [...languages.map((one) => entry.title[one]), ...entry.synonyms], entry.parts ?? []);
  return score === null ? [] : [{ result: resultOf(entry, language), score: score - paletteKinds.indexOf(entry.kind) / 10 }];
};

const resultOf = ({ id, kind, title, place, deed }: PaletteEntry, language: Language): PaletteResult => ({ id, kind, title: title[language], place: place?.[language] ?? null, deed });

/** Spend by model has days of its own, which are as long. */
const windowOf: Readonly<Partial<Record<RangeChoice, WindowChoice>>> = { '28d': '1m', mtd: '1m', '90d': '3m', qtd: '3m', '12m': '1y', ytd: '1y' };

function rangedResult({ id, kind, title, place, view, deed }: PaletteEntry, range: RangeChoice, language: Language, score: number): readonly { readonly result: PaletteResult; readonly score: number }[] {
  if (view === undefined || deed.kind !== 'go') return [];
  const there = { ...withRange(view, range), win: view.page === 'spend' ? (windowOf[range] ?? view.win) : view.win };
  return [{ result: { id: `${id}+${range}`, kind, title: `${title[language]} · ${wordsIn(language).ranges[range]}`, place: place?.[language] ?? null, deed: { ...deed, address: toUrl(there) } }, score: score - paletteKinds.indexOf(kind) / 10 }];
}

/** What was chosen before, as far as it is still there, the last first. */
export function recentResults(entries: readonly PaletteEntry[], ids: readonly string[], language: Language): readonly PaletteResult[] {
  return ids.flatMap((id) => {
    const [of, range] = id.split('+');
    const entry = entries.find((candidate) => candidate.id === of);
    if (entry === undefined) return [];
    const choice = rangeChoices.find((candidate) => candidate === range);
    return choice === undefined ? [resultOf(entry, language)] : rangedResult(entry, choice, language, 0).map(({ result }) => result);
  });
}

/** What is offered before anything is typed. */
export const offeredAtFirst = (entries: readonly PaletteEntry[], language: Language): readonly PaletteResult[] => entries.filter(({ kind }) => kind === 'page' || kind === 'range').map((entry) => resultOf(entry, language));
