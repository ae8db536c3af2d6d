import { additivityOf, factsOf, metricOf, type MetricName, type Report, type ReportQuery, type ReportRow, type Value } from '@pegel/domain';
import { dash } from './format.js';
import type { Fresh } from './freshness.js';
import type { GroupFilter } from './group-filter.js';
import type { Locale } from './locale.js';
import { nameOf } from './names.js';
import { titleOf, titleSaid } from './narrowing.js';
import type { PanelId, RankingPanel } from './panels.js';
import type { QueryName } from './overview-queries.js';
import { remembered } from './remembered.js';
import { nothingText } from './plotted.js';
import { panelCsvUrl } from './report-url.js';
import { purposeSaid, type OrganisationView } from './sight.js';
import { coloursOf, type SeriesColour } from './series-colour.js';
import { sharesOf } from './shares.js';
import { exactSum } from './sums.js';
import { cellOf, type TableModel } from './table.js';
import { numberOf } from './tile.js';

/** A ranking as bars on one scale. */
export interface BarListModel extends Fresh {
  readonly id: PanelId;
  readonly metric: MetricName;
  readonly query: QueryName;
  readonly title: string;
  /** `null` for whoever may take no numbers along. */
  readonly csvUrl: string | null;
  readonly content: BarListContent | null;
}

export interface BarListContent {
  readonly rows: readonly BarRow[];
  /** The sum of the rows; `null` where the metric does not add up. */
  readonly total: { readonly label: string; readonly value: string } | null;
  /** "24 Oct – 22 Nov", and from when on numbers may change; empty where there is nothing to date. */
  readonly window: string;
  readonly caption: string;
  /** Why there are no bars: switched off, no data, or a real zero. */
  readonly empty: string | null;
  readonly table: TableModel;
}

export interface BarRow {
  readonly key: string;
  /** "1", "4=" in a ranking; `null` where keys have no rank. */
  readonly rank: string | null;
  readonly label: string;
  readonly value: string;
  /** "52%", or a dash where a share means nothing. */
  readonly share: string;
  /** Of the longest bar, 0 to 1. */
  readonly length: number;
  readonly colour: SeriesColour;
}

/** What bars show, without the texts around them. */
export type Bars = Pick<BarListContent, 'rows' | 'total'>;

export function barListModel(panel: RankingPanel & { readonly id: PanelId & QueryName }, group: GroupFilter | null, asked: ReportQuery, report: Report | undefined, organisation: OrganisationView, locale: Locale): BarListModel {
  const title = titleOf(panel.title.day[locale.language], group, locale);
  const file = panelCsvUrl(panel, asked, organisation.slug, purposeSaid(organisation, { by: panel.split }));
  return { id: panel.id, metric: panel.metric, query: panel.id, title, csvUrl: file, content: report === undefined ? null : contentOf(report, panel, title, organisation, locale) };
}

const contentOf = remembered((report: Report, { metric, split }: RankingPanel, title: string, organisation: OrganisationView, locale: Locale): BarListContent => {
  const { words, format, few } = locale;
  const { unit } = metricOf(metric);
  const known = report.rows.filter((row) => row.key !== null && ((row.values[metric] ?? null) !== null || isHidden(row, metric)));
  const sizes = known.map((row) => numberOf(row.values[metric] ?? null) ?? 0);
  const longest = Math.max(0, ...sizes);
  // What is hidden has a part in the whole that nobody is told.
  const hidesAny = known.some((row) => isHidden(row, metric));
  const shares = hidesAny ? sizes.map(() => null) : sharesOf(sizes);
  const colours = coloursOf(known.map((row) => row.key ?? ''), locale.keys);
  const rows = known.map((row, index): BarRow => {
    const share = shares[index] ?? null;
    return {
      key: row.key ?? '',
      rank: null,
      label: nameOf(row, locale),
      value: isHidden(row, metric) ? few : format.value(unit, row.values[metric] ?? null),
      share: shareText(share, sizes[index] ?? 0, locale),
      length: longest > 0 ? Math.max(0, sizes[index] ?? 0) / longest : 0,
      colour: colours.get(row.key ?? '') ?? 'other',
    };
  });
  const { provisionalFrom } = report.contract;
  const period = format.range(report.query);
  const total = totalOf(metric, known);
  return {
    rows,
    total: total === null || known.length === 0 ? null : { label: words.panel.total, value: format.value(unit, total) },
    window: rows.length === 0 ? '' : provisionalFrom === null || provisionalFrom > report.query.to ? period : `${period} · ${words.panel.provisional(format.date(provisionalFrom))}`,
    caption: words.caption.shares(`${titleSaid(title, report.query, locale)}, ${period}`, rows.map(({ label, value, share }) => `${label} ${value}${share === dash ? '' : ` (${share})`}`).join('; ')),
    empty: rows.length > 0 ? null : emptyText(metric, report, organisation, locale),
    table: {
      caption: `${title} · ${period}`,
      columns: [
        { label: words.dimensions[split], align: 'start' },
        { label: `${metricOf(metric).short[locale.language]}${unit === 'money' ? ` (${report.contract.currency})` : ''}`, align: 'end' },
        { label: words.panel.share, align: 'end' },
      ],
      rows: [
        ...known.map((row, index) => [nameOf(row, locale), cellOf(row, metric, locale), rows[index]?.share ?? dash]),
        ...(total === null || known.length === 0 ? [] : [[words.panel.total, format.exact(unit, total), shares.includes(null) ? dash : format.share(100)]]),
      ],
    },
  };
});

export const isHidden = ({ reasons }: Pick<ReportRow, 'reasons'>, metric: MetricName): boolean => reasons[metric] === 'hidden';

/** A whole percentage; what is there but rounds to nothing is "<1%", not nothing. */
export function shareText(share: number | null, size: number, { format }: Locale): string {
  if (share === null) return dash;
  const isSmall = share === 0 && size > 0;
  return `${isSmall ? '<' : ''}${format.share(isSmall ? 1 : share)}`;
}

/** What the rows add up to, exactly; nothing for a metric that must not be added up, or where a row is hidden. */
export function totalOf(metric: MetricName, rows: Report['rows']): Value | null {
  const { measure, unit } = metricOf(metric);
  if (additivityOf(measure) !== 'additive' || rows.some((row) => isHidden(row, metric))) return null;
  const values = rows.map((row) => row.values[metric] ?? 0);
  return exactSum(unit, values);
}

/** Why a split has no rows: nothing is known, nothing happened, or it is switched off. */
export function emptyText(metric: MetricName, report: Report, organisation: OrganisationView, locale: Locale): string {
  const { words, format } = locale;
  const period = format.range(report.query);
  if (!factsOf(metricOf(metric).measure).includes('spend')) {
    const since = report.contract.knownFrom[metric];
    return since === undefined || since > report.query.to ? nothingText(report, locale) : words.tables.none(period);
  }
  // A split that is switched off has no rows, so no row can carry the reason.
  if (!organisation.extraUsage) return words.state.offSpend;
  const spendDays = Object.values(report.contract.spendBases).reduce((sum, days) => sum + days, 0);
  return spendDays > 0 ? words.state.noSpend(period) : nothingText(report, locale);
}
