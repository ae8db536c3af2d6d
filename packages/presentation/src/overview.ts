import type { Language, MetricName, Period, Report, ReportQuery } from '@pegel/domain';
import { barListModel, type BarListModel } from './bar-list.js';
import { chartModel, type ChartModel } from './chart.js';
import { dataLine } from './data-line.js';
import { panelFreshness, type Fresh } from './freshness.js';
import { spendSentence, usageSentence } from './headline.js';
import { localeOf } from './locale.js';
import { csvUrl, numbersTitle, overviewCharts, overviewQueries, overviewTiles, queryOf, spendByUserUrl, type OrganisationView, type QueryName } from './panels.js';
import { sentence } from './sentence.js';
import { summaryTable, type TableModel } from './table.js';
import { tileModel, type TileModel } from './tile.js';
import { todayNote, todaySentence, type SentencePart } from './today.js';
import type { UrlProblem, ViewState } from './view-state.js';

/** Reports by name, as far as they have arrived. */
export type Reports = Readonly<Partial<Record<QueryName, Report>>>;

/** The Overview with everything decided: clients only place it. What has no report yet has `content: null`. */
export interface OverviewModel {
  readonly title: string;
  readonly organisation: string;
  /** "Last 28 days", or the days of a range of one's own. */
  readonly rangeLabel: string;
  /** "26 Oct – 22 Nov"; empty until a report of these days is there. */
  readonly period: string;
  /** The same as days; null until a report is there. */
  readonly days: Period | null;
  /** One or two sentences; empty until reports are there. */
  readonly headline: readonly string[];
  /** The day that is not over, in a sentence; null where nothing is known of it. */
  readonly today: readonly SentencePart[] | null;
  readonly tiles: readonly TileModel[];
  readonly charts: readonly (ChartModel | BarListModel)[];
  /** Every metric on the last complete day; without a table until the report is there. */
  readonly numbers: NumbersModel;
  /** Empty until a report is there. */
  readonly dataLine: string;
  readonly demoBanner: string | null;
  readonly pinned: string | null;
  /** Spend of every person as a file; null where there is no spend. */
  readonly spendExport: { readonly label: string; readonly note: string; readonly url: string } | null;
  /** What in the link could not be used, in sentences. */
  readonly problems: readonly string[];
}

/** All numbers in one table. */
export interface NumbersModel extends Fresh {
  readonly title: string;
  readonly query: QueryName;
  readonly csvUrl: string;
  readonly table: TableModel | null;
  /** The metric of each row of the table. */
  readonly metrics: readonly MetricName[];
}

/** True for a model that is drawn as bars in a list. */
export const isBarList = (model: ChartModel | BarListModel): model is BarListModel => !('form' in model);

/**
 * Everything on the Overview from its reports. Both clients draw this and nothing else.
 * @param listening Whether the screen is told of every change: only then is anything on it live.
 */
export function overview(state: ViewState, organisation: OrganisationView, reports: Reports, language: Language, problems: readonly UrlProblem[] = [], listening = false): OverviewModel {
  const today = (reports.levels ?? reports.flows ?? reports.spendToDate)?.contract.today ?? null;
  const locale = localeOf(language, { currency: organisation.currency, today });
  const { words, format } = locale;
  const queries = overviewQueries(state, organisation);
  const ranged = reports.levels ?? reports.flows;
  const provisionalFrom = organisation.extraUsage ? (reports.spendToDate?.contract.provisionalFrom ?? null) : null;
  const contract = (ranged ?? reports.spendToDate)?.contract;

  const fresh = (query: QueryName, ...metrics: readonly MetricName[]): Fresh => {
    const report = reports[query];
    return { freshness: report === undefined ? null : panelFreshness(report, metrics, listening, locale) };
  };
  const chart = (panel: (typeof overviewCharts)[number]): ChartModel | BarListModel => {
    if (panel.form === 'bars') return { ...barListModel(panel, queries[panel.id] ?? { metrics: [panel.metric] }, reports[panel.id], organisation, locale), ...fresh(panel.id, panel.metric) };
    const query = queryOf(panel, state.grain);
    const asked = queries[query] ?? { metrics: [panel.metric] };
    // Only columns of days have a day as their next one.
    const note = panel.form === 'columns' && state.grain === 'day' && reports.today !== undefined ? todayNote(reports.today, panel.metric, locale) : null;
    return { ...chartModel(panel, query, asked, reports[query], state.grain, organisation.slug, locale), note, ...fresh(query, panel.metric) };
  };

  return {
    title: words.nav.overview,
    organisation: organisation.name,
    rangeLabel: typeof state.range === 'string' ? words.ranges[state.range] : format.range(state.range),
    // While a newly chosen range loads, the days of the one before would stand beside its name.
    period: ranged === undefined || !answers(ranged, queries.levels) ? '' : format.range(ranged.query),
    days: ranged === undefined ? null : { from: ranged.query.from, to: ranged.query.to },
    headline: [
      reports.levels === undefined ? null : usageSentence(reports.levels, state.comparison === 'prev', locale),
      reports.spendToDate === undefined ? null : spendSentence(reports.spendToDate, locale),
    ].filter((sentence) => sentence !== null),
    today: reports.today === undefined ? null : todaySentence(reports.today, locale),
    tiles: overviewTiles.map((tile) => ({ ...tileModel(tile, reports, locale), ...fresh(tile.query, tile.metric) })),
    charts: overviewCharts.map(chart),
    numbers: {
      title: numbersTitle[language],
      query: 'numbers',
      csvUrl: queries.numbers === undefined ? '' : csvUrl(queries.numbers, organisation.slug),
      table: reports.numbers === undefined ? null : summaryTable(reports.numbers, locale),
      metrics: reports.numbers?.query.metrics ?? [],
      ...fresh('numbers', ...(reports.numbers?.query.metrics ?? [])),
    },
    dataLine: contract === undefined ? '' : dataLine(contract, provisionalFrom, locale),
    demoBanner: organisation.demo ? words.data.demo : null,
    pinned: state.end === null || typeof state.range !== 'string' ? null : sentence(words.data.pinned(format.day(state.end))),
    spendExport: !organisation.extraUsage || ranged === undefined
      ? null
      : { label: words.spendExport.label, note: words.spendExport.note, url: spendByUserUrl({ from: ranged.query.from, to: ranged.query.to }, organisation.slug) },
    problems: problems.map(({ parameter, value }) => words.url.invalid(parameter, value, words.url.defaultValue)),
  };
}

/** Whether a report is of the days that a query asks for. */
const answers = ({ query }: Report, asked: ReportQuery | undefined): boolean =>
  asked?.range === undefined ? query.from === asked?.from && query.to === asked?.to : query.range === asked.range;
