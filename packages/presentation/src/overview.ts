import type { InviteCounts, Language, MetricName, Report } from '@pegel/domain';
import { awaitedHeadline, awaitedTile, type AwaitedHeadline, type AwaitedTile } from './awaited.js';
import { barListModel, type BarListModel } from './bar-list.js';
import { chartModel, type ChartModel } from './chart.js';
import { panelFreshness, type Fresh } from './freshness.js';
import { spendSentence, usageSentence } from './headline.js';
import { keysIn, localeOf, suppressionIn } from './locale.js';
import { conditionText, titleOf } from './narrowing.js';
import { pageFrame, type PageFrame } from './page-frame.js';
import { numbersTitle, overviewCharts, overviewTiles, type ChartPanel } from './panels.js';
import { overviewQueries, queryNames, includesToday, queryOf, type QueryName } from './overview-queries.js';
import { remembered } from './remembered.js';
import { csvUrl } from './report-url.js';
import { awaitsPurpose, maySee, mayTake, type OrganisationView } from './sight.js';
import { summaryTable, type TableModel } from './table.js';
import { budgetOf } from './budget.js';
import { tileModel, type TileModel } from './tile.js';
import { todayNote, todaySentence, type SentencePart } from './today.js';
import type { UrlProblem, ViewState } from './view-state.js';
import { changesModel, type ChangesModel } from './what-changed.js';

/** Reports by name, as far as they have arrived. */
export type Reports = Readonly<Partial<Record<QueryName, Report>>>;

/** The Overview with everything decided: clients only place it. What has no report yet has `content: null`. */
export interface OverviewModel extends PageFrame {
  /** One or two sentences; empty until reports are there. */
  readonly headline: readonly string[];
  readonly awaited: AwaitedHeadline;
  /** The day that is not over, in a sentence; null where nothing is known of it. */
  readonly today: readonly SentencePart[] | null;
  readonly tiles: readonly (TileModel & { readonly awaited: AwaitedTile })[];
  readonly charts: readonly (ChartModel | BarListModel)[];
  /** What stands out, in sentences. */
  readonly changes: ChangesModel;
  /** Every metric on the last complete day; without a table until the report is there. */
  readonly numbers: NumbersModel;
}

/** All numbers in one table. */
export interface NumbersModel extends Fresh {
  readonly title: string;
  readonly query: QueryName;
  /** `null` for whoever may take no numbers along. */
  readonly csvUrl: string | null;
  readonly table: TableModel | null;
  /** The metric of each row of the table. */
  readonly metrics: readonly MetricName[];
}

const numbersTable = remembered(summaryTable);

/** What nobody may see is left out, and so is what is of single people until it is said what for: the pages of tables ask. */
function isShown(organisation: OrganisationView, panel: ChartPanel): boolean {
  const asked = { metrics: [panel.metric], ...(panel.form === 'bars' ? { by: panel.split } : {}) };
  return maySee(organisation, asked) && !awaitsPurpose(organisation, asked);
}

/** True for a model that is drawn as bars in a list. */
export const isBarList = (model: ChartModel | BarListModel): model is BarListModel => !('form' in model);

/**
 * Everything on the Overview from its reports. Both clients draw this and nothing else.
 * @param listening Whether the screen is told of every change: only then is anything on it live.
 * @param invites How old invites are; `null` where that is not asked.
 */
export function overview(state: ViewState, organisation: OrganisationView, reports: Reports, language: Language, problems: readonly UrlProblem[] = [], listening = false, invites: InviteCounts | 'awaited' | null = null): OverviewModel {
  const known = Object.values(reports);
  const today = (reports.levels ?? known[0])?.contract.today ?? null;
  const setting = { currency: organisation.currency, today, suppression: suppressionIn(known) };
  const locale = localeOf(language, setting);
  const { words } = locale;
  const queries = overviewQueries(state, organisation);
  const ranged = includesToday(state) ? reports.trend : (reports.levels ?? reports.flows);

  const fresh = (query: QueryName, ...metrics: readonly MetricName[]): Fresh => {
    const report = reports[query];
    return { freshness: report === undefined ? null : panelFreshness(report, metrics, listening, locale) };
  };
  const taken = <T extends { readonly csvUrl: string | null }>(model: T): T => (mayTake(organisation) ? model : { ...model, csvUrl: null });
  const chart = (panel: (typeof overviewCharts)[number]): ChartModel | BarListModel => {
    if (panel.form === 'bars') return { ...taken(barListModel(panel, state.group, queries[panel.id] ?? { metrics: [panel.metric] }, reports[panel.id], organisation, localeOf(language, { ...setting, keys: organisation.models ?? keysIn(known) }))), ...fresh(panel.id, panel.metric) };
    const query = queryOf(panel, state);
    const asked = queries[query] ?? { metrics: [panel.metric] };
    // Only columns of days have a day as their next one.
    const note = panel.form === 'columns' && state.grain === 'day' && !includesToday(state) && reports.today !== undefined ? todayNote(reports.today, panel.metric, locale) : null;
    return { ...taken(chartModel(panel, query, asked, reports[query], state, organisation.slug, locale)), note, ...fresh(query, panel.metric) };
  };

  return {
    ...pageFrame({ title: words.nav.overview, ranged, asked: includesToday(state) ? queries.trend : queries.levels, contract: (ranged ?? reports.spendToDate)?.contract, provisionalFrom: reports.spendToDate?.contract.provisionalFrom ?? null }, state, organisation, problems, locale),
    headline: [
      reports.levels === undefined ? null : usageSentence(reports.levels, state.comparison === 'prev', locale),
      reports.spendToDate === undefined ? null : spendSentence(reports.spendToDate, locale),
    ].filter((sentence) => sentence !== null).map((sentence, index) => (state.group === null || index > 0 ? sentence : `${conditionText(state.group, locale)}. ${sentence}`)),
    awaited: awaitedHeadline(state.comparison !== 'off', locale),
    today: reports.today === undefined ? null : todaySentence(reports.today, state.group, locale),
    tiles: overviewTiles.filter(({ metric }) => maySee(organisation, { metrics: [metric] })).map((tile) => ({ ...tileModel(tile, state.group, reports, locale, budgetOf(organisation, state.group)), awaited: awaitedTile(tile, queries[tile.query]), ...fresh(tile.query, tile.metric) })),
    charts: overviewCharts.filter((panel) => isShown(organisation, panel)).map(chart),
    changes: changesModel(state, organisation, reports, queryNames.filter((name) => queries[name] !== undefined), invites, locale),
    numbers: {
      title: titleOf(numbersTitle[language], state.group, locale),
      query: 'numbers',
      csvUrl: queries.numbers === undefined || !mayTake(organisation) ? null : csvUrl(queries.numbers, organisation.slug),
      table: reports.numbers === undefined ? null : numbersTable(reports.numbers, locale),
      metrics: reports.numbers?.query.metrics ?? [],
      ...fresh('numbers', ...(reports.numbers?.query.metrics ?? [])),
    },
  };
}
