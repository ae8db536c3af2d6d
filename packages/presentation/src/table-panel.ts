import { addDays, additivityOf, metricOf, other, surfaces, weekdayOf, type Day, type MetricName, type Report, type ReportQuery, type ReportRow } from '@pegel/domain';
import { emptyText, isHidden, shareText, totalOf } from './bar-list.js';
import { budgetText } from './budget.js';
import { chartContent, comparisonOf } from './chart.js';
import { explainedInTable, type Explained } from './explained.js';
import { dash } from './format.js';
import type { Locale } from './locale.js';
import type { ListKeys } from './listed.js';
import { nameOf } from './names.js';
import type { KnownTable } from './panels.js';
import { drawnContent } from './drawn-panel.js';
import { barsOf, rangeTile, type Picture } from './pictures.js';
import { remembered } from './remembered.js';
import { isOwnKey } from './series-colour.js';
import type { OrganisationView } from './sight.js';
import { markOfBucket, nothingText } from './plotted.js';
import { sentence } from './sentence.js';
import { sharesOf } from './shares.js';
import { cellOf, changeCell, markOf, whenOf, type TableModel } from './table.js';
import { emptyTable, type TableContent } from './table-content.js';
import { numberOf, operandsText, weekdayChange } from './tile.js';

/** Two working weeks and their weekends. */
const courseDays = 14;

type Of<Form extends KnownTable['form']> = Extract<KnownTable, { readonly form: Form }>;
type Column = TableModel['columns'][number] & { readonly explained?: Explained };

/** Of a panel's reports, those that are there. */
export interface TableReports {
  /** Of numbers, a course or a split. */
  readonly report: Report | undefined;
  /** Of ranges, by the id of their row. */
  readonly ranges: Readonly<Record<string, Report | undefined>>;
}

interface Tabled {
  readonly window: string;
  readonly columns: readonly Column[];
  readonly cells: readonly (readonly string[])[];
  readonly names?: number;
  readonly rows?: readonly Explained[];
  readonly days?: readonly Day[];
  readonly notes?: readonly string[];
  readonly empty?: string | null;
  readonly extent?: TableContent['extent'];
  readonly list?: ListKeys;
  /** Made when somebody draws it: a table alone needs none. */
  readonly picture?: (() => Picture) | undefined;
  readonly courses?: TableContent['courses'];
}

/** What a panel shows of its reports; null until all of them are there. */
export function tableContent(panel: KnownTable, title: string, { report, ranges }: TableReports, isWhole: boolean, organisation: OrganisationView, budget: string | null, locale: Locale): TableContent | null {
  const reports = panel.form === 'ranges' ? panel.rows.map(({ id }) => ranges[id]) : [report];
  const [first] = reports;
  return first !== undefined && reports.every((each) => each !== undefined) ? contentFrom(first, panel, title, isWhole, organisation, budget, locale, ...reports) : null;
}

const contentFrom = remembered((report: Report, panel: KnownTable, title: string, isWhole: boolean, organisation: OrganisationView, budget: string | null, locale: Locale, ...reports: readonly Report[]): TableContent => {
  switch (panel.form) {
    case 'ranges':
      return contentOf(title, rangesTable(panel, reports, organisation, budget, locale));
    case 'numbers':
      return contentOf(title, numbersTable(panel, report, 'label', locale), numbersTable(panel, report, 'short', locale));
    case 'course':
      return contentOf(title, courseTable(panel, title, report, true, locale), courseTable(panel, title, report, false, locale));
    case 'keys':
      return contentOf(title, keysTable(panel, report, isWhole, organisation, locale));
    case 'stacked':
    case 'cumulative':
    case 'share':
      return drawnContent(panel, title, report, budget, locale);
  }
});

function contentOf(title: string, tabled: Tabled, narrow: Tabled = tabled): TableContent {
  const { window, columns, cells } = tabled;
  let picture: Picture | null = null;
  if (typeof tabled.empty === 'string') return emptyTable(title, tabled.empty, window);
  const modelOf = (of: Tabled): TableModel => ({
    caption: `${title} · ${window}`,
    columns: of.columns.map(({ label, align }) => ({ label, align })),
    rows: of.cells,
    ...(of.names === undefined ? {} : { names: of.names }),
  });
  return {
    window,
    empty: null,
    notes: tabled.notes ?? [],
    table: modelOf(tabled),
    narrow: modelOf(narrow),
    rows: tabled.rows ?? cells.map(() => null),
    days: tabled.days ?? cells.map(() => null),
    columns: columns.map(({ explained }) => explained ?? null),
    extent: tabled.extent ?? null,
    list: tabled.list ?? null,
    get picture() {
      picture ??= tabled.picture?.() ?? null;
      return picture;
    },
    drawn: columns.find(({ explained }) => explained !== undefined)?.explained ?? null,
    courses: tabled.courses ?? null,
  };
}

const end = (label: string): Column => ({ label, align: 'end' });
const start = (label: string): Column => ({ label, align: 'start' });

/** What a metric's column is called: with the currency, which every cell would repeat. */
const headingOf = (name: MetricName, { contract }: Report, { language }: Locale): string => {
  const { short, unit } = metricOf(name);
  return unit === 'money' ? `${short[language]} (${contract.currency})` : short[language];
};

const noData = (report: Report, locale: Locale): Tabled => ({ window: locale.format.range(report.query), columns: [], cells: [], empty: nothingText(report, locale) });

function numbersTable(panel: Of<'numbers'>, report: Report, names: 'label' | 'short', locale: Locale): Tabled {
  const { words, language } = locale;
  const row = report.rows.at(-1);
  if (row === undefined) return noData(report, locale);
  const operands = panel.metrics.map((name) => operandsText(row, name, locale));
  const marks = panel.metrics.map((name) => ((row.values[name] ?? null) === null ? null : markOf(row, report.contract.today, locale, name)));
  const base = panel.metrics.map((name) => row.compared?.[name]).find((compared) => compared !== undefined);
  const comparesDays = report.query.compare === 'previous';
  const weekday = (name: MetricName) => {
    const text = (row.values[name] ?? null) === null ? null : weekdayChange(name, row, report, locale);
    return text === null ? '' : `${text.glyph} ${text.visual}`;
  };
  const hasOperands = operands.some((text) => text !== '');
  const hasMarks = marks.some((mark) => mark !== null);
  return {
    window: whenOf(row, locale),
    columns: [
      start(words.table.metric),
      end(whenOf(row, locale)),
      ...(base === undefined ? [] : [end(words.change.versus(whenOf(base, locale)))]),
      ...(base === undefined || !comparesDays ? [] : [end(words.change.versusWeekday)]),
      ...(hasOperands ? [end(words.tables.operands)] : []),
      ...(hasMarks ? [start(words.panel.state)] : []),
    ],
    cells: panel.metrics.map((name, index) => [
      metricOf(name)[names][language],
      cellOf(row, name, locale),
      ...(base === undefined ? [] : [changeCell(row, name, locale)]),
      ...(base === undefined || !comparesDays ? [] : [weekday(name)]),
      ...(hasOperands ? [operands[index] ?? ''] : []),
      ...(hasMarks ? [marks[index] ?? words.mark.complete] : []),
    ]),
    notes: base === undefined || !comparesDays ? [] : weekendNote(row, locale),
    rows: explainedInTable(panel),
    courses: panel.metrics.map((name) => report.rows.slice(-courseDays).map(({ values }) => numberOf(values[name] ?? null))),
  };
}

/** Where the day or the one before lies at a weekend, which of the two comparisons says more. */
function weekendNote({ from, to }: ReportRow, { words, format }: Locale): readonly string[] {
  const isWeekend = (day: Day) => [0, 6].includes(weekdayOf(day));
  if (from !== to || !(isWeekend(from) || isWeekend(addDays(from, -1)))) return [];
  const sameWeekday = format.day(addDays(from, -7));
  return [sentence((isWeekend(from) ? words.tables.weekend : words.tables.afterWeekend)(words.change.versusWeekday, sameWeekday))];
}

/** @param isWide Whether there is room for what its days stand beside. */
function courseTable(panel: Of<'course'>, title: string, report: Report, isWide: boolean, locale: Locale): Tabled {
  const { words, format } = locale;
  if (report.rows.length === 0) return noData(report, locale);
  const isCompared = report.query.compare !== undefined;
  const isChanging = (name: MetricName) => isCompared && panel.changes.includes(name);
  const besides = new Map(isWide ? panel.changes.flatMap((name) => besideOf(name, report, locale)) : []);
  const beside = (name: MetricName, row: ReportRow) => (besides.has(name) ? [row.beside?.[name] === undefined ? '' : format.exact(metricOf(name).unit, row.beside[name].value)] : []);
  const marks = report.rows.map((row) => panel.metrics.map((name) => markOfBucket(row, name, report, locale)).find((mark) => mark !== null) ?? null);
  const hasMarks = marks.some((mark) => mark !== null);
  const rows = report.rows.map((row, index) => [
    whenOf(row, locale),
    ...panel.metrics.flatMap((name) => [cellOf(row, name, locale), ...(isChanging(name) ? [changeCell(row, name, locale)] : []), ...beside(name, row)]),
    ...(hasMarks ? [marks[index] ?? words.mark.complete] : []),
  ]);
  return {
    window: format.range(report.query),
    columns: [
      start(words.panel.day),
      ...explainedInTable(panel).flatMap((explained) => [{ ...end(headingOf(explained.metric, report, locale)), explained }, ...(isChanging(explained.metric) ? [end(words.panel.change)] : []), ...(besides.has(explained.metric) ? [end(besides.get(explained.metric) ?? '')] : [])]),
      ...(hasMarks ? [start(words.panel.state)] : []),
    ],
    // Whoever reads days begins with the newest.
    cells: rows.toReversed(),
    picture: panel.picture === undefined ? undefined : pictureOf(panel.picture, title, report, locale),
    days: report.rows.map(({ from }) => from).toReversed(),
  };
}

/** The days that a metric of a course stands beside, where anything is known of them: "28 Sep – 25 Oct". */
function besideOf(name: MetricName, report: Report, locale: Locale): readonly (readonly [MetricName, string])[] {
  const comparison = comparisonOf({ metric: name }, report, locale);
  return comparison?.isKnown === true ? [[name, comparison.label]] : [];
}

/** A metric of a course over its time, once it is drawn. */
const pictureOf = ({ form, ...of }: NonNullable<Of<'course'>['picture']>, title: string, report: Report, locale: Locale) => (): Picture => ({ form, title, content: chartContent({ form, ...of }, title, report, locale) });

function keysTable(panel: Of<'keys'>, report: Report, isWhole: boolean, organisation: OrganisationView, locale: Locale): Tabled {
  const { words, format } = locale;
  const { metrics, split, top } = panel;
  const [first] = metrics;
  const known = report.rows.filter((row) => row.key !== null && metrics.some((name) => (row.values[name] ?? null) !== null || isHidden(row, name)));
  // What has no value says nothing about the others.
  const mark = known.filter((row) => (row.values[first] ?? null) !== null).map((row) => markOf(row, report.contract.today, locale, first)).find((found) => found !== null) ?? null;
  const window = mark === null ? format.range(report.query) : `${format.range(report.query)} · ${mark}`;
  if (known.length === 0) return { ...noData(report, locale), window, empty: emptyText(first, report, organisation, locale) };

  const ranks = top === undefined ? null : ranksOf(known, first);
  const isCut = top !== undefined && !isWhole;
  // What follows the last rank that is shown, and what stands for the rest, is one step away.
  // Where a ranking has room, what is left are those that are not told.
  const hasRoom = top !== undefined && known.filter(({ key }) => key !== other).length < top;
  const shown = known.filter((row, index) => !isCut || (row.key === other ? hasRoom : ranks?.[index] === null || index < top));
  const hasMore = isCut && shown.length < known.length;
  const shares = additivityOf(metricOf(first).measure) === 'additive' && !shown.some((row) => isHidden(row, first)) ? sharesOf(shown.map((row) => numberOf(row.values[first] ?? null) ?? 0)) : null;
  const totals = metrics.map((name) => totalOf(name, shown));
  const total = shares === null
    ? []
    : [[words.panel.total, ...metrics.flatMap((name, index) => [format.exact(metricOf(name).unit, totals[index] ?? null), ...(index === 0 ? [shares.includes(null) ? dash : format.share(100)] : [])])]];
  return {
    window,
    columns: [
      ...(ranks === null ? [] : [end(words.tables.rank)]),
      start(words.dimensions[split]),
      ...explainedInTable(panel).flatMap((explained, index) => [{ ...end(headingOf(explained.metric, report, locale)), explained }, ...(index === 0 && shares !== null ? [end(words.panel.share)] : [])]),
    ],
    cells: [
      ...shown.map((row, index) => [
        ...(ranks === null ? [] : [ranks[known.indexOf(row)] ?? '']),
        keyName(row, panel, locale),
        ...metrics.flatMap((name, at) => [cellOf(row, name, locale), ...(at === 0 && shares !== null ? [shareText(shares[index] ?? null, numberOf(row.values[name] ?? null) ?? 0, locale)] : [])]),
      ]),
      ...total,
    ],
    ...(ranks === null ? {} : { names: 1 }),
    ...(ranks === null || !isWhole ? {} : { list: listOf(panel, shown, shares !== null, locale) }),
    picture: panel.picture === undefined ? undefined : () => ({ form: 'bars', bars: barsOf(panel, shown.map((row) => ({ row, name: keyName(row, panel, locale), rank: ranks?.[known.indexOf(row)] ?? null })), shares, locale) }),
    notes: [
      ...(hasMore ? [words.tables.moreThanShown(format.integer(top))] : []),
      ...(additivityOf(metricOf(first).measure) !== 'additive' && split !== 'person' ? [words.tables.notAdditive] : []),
    ],
    extent: top === undefined || (!hasMore && known.length <= top) ? null : { isWhole, label: isWhole ? words.tables.showFirst(format.integer(top)) : words.tables.showAll },
  };
}

/** What a whole ranking is sorted by: its order, its names, and each of its numbers. */
function listOf({ metrics, split, ...panel }: Of<'keys'>, rows: readonly ReportRow[], hasShares: boolean, locale: Locale): ListKeys {
  return {
    columns: ['rank', 'name', ...metrics.flatMap((name, index) => [name, ...(index === 0 && hasShares ? [null] : [])])],
    keys: rows.map((row, at) => [at, keyName(row, { ...panel, metrics, split }, locale), ...metrics.flatMap((name, index) => [numberOf(row.values[name] ?? null), ...(index === 0 && hasShares ? [null] : [])])]),
    isOfPeople: split === 'person',
  };
}

/** "1", "2", "3=", "3=": equal values share a rank. What is no key of its own has none, and neither has zero. */
function ranksOf(rows: readonly ReportRow[], metric: MetricName): readonly (string | null)[] {
  const values = rows.map((row) => (isOwnKey(row.key) ? (row.values[metric] ?? null) : null));
  return values.map((value) => {
    if (value === null || Number(value) === 0) return null;
    return `${values.indexOf(value) + 1}${values.indexOf(value) === values.lastIndexOf(value) ? '' : '='}`;
  });
}

/** What a row is called; surfaces have words, everything else its name. */
function keyName(row: ReportRow, { split }: Of<'keys'>, locale: Locale): string {
  const surface = split === 'surface' ? surfaces.find((known) => known === row.key) : undefined;
  return surface === undefined ? nameOf(row, locale) : locale.words.tables.surfaces[surface];
}

function rangesTable(panel: Of<'ranges'>, reports: readonly Report[], { names }: OrganisationView, budget: string | null, locale: Locale): Tabled {
  const { words, format } = locale;
  const { metric } = panel;
  const { unit } = metricOf(metric);
  const rows = reports.map((report) => report.rows.at(-1));
  const isCompared = rows.some((row) => row?.compared?.[metric] !== undefined);
  const marks = rows.map((row, index) => (row === undefined ? null : markOf(row, reports[index]?.contract.today ?? row.to, locale, metric)));
  const hasMarks = marks.some((mark) => mark !== null);
  // A budget is of a month.
  const budgets = panel.rows.map(({ range }, index) => (range === 'mtd' ? budgetText(metric, rows[index]?.values[metric] ?? null, budget, locale) : null));
  const [first] = reports;
  return {
    window: first === undefined ? '' : format.day(first.query.to),
    columns: [
      start(words.tables.period),
      end(first === undefined ? '' : headingOf(metric, first, locale)),
      ...(isCompared ? [end(words.panel.change)] : []),
      start(words.tables.days),
      ...(isCompared ? [start(words.tables.comparedWith), end(words.tables.before)] : []),
      ...(hasMarks ? [start(words.panel.state)] : []),
    ],
    cells: panel.rows.map(({ range }, index) => {
      const row = rows[index];
      const compared = row?.compared?.[metric];
      return [
        words.ranges[range],
        row === undefined ? dash : cellOf(row, metric, locale),
        ...(isCompared ? [row === undefined ? '' : changeCell(row, metric, locale)] : []),
        row === undefined ? '' : whenOf(row, locale),
        ...(isCompared ? [compared === undefined ? '' : whenOf(compared, locale), compared === undefined ? '' : format.exact(unit, compared.value)] : []),
        ...(hasMarks ? [marks[index] ?? words.mark.complete] : []),
      ];
    }),
    rows: explainedInTable(panel),
    picture: panel.picture === undefined ? undefined : () => ({ form: 'tiles', tiles: panel.rows.map(({ range }, index) => rangeTile(range, metric, rows[index], marks[index] ?? null, budgets[index] ?? null, locale)) }),
    // Whoever looks for the file of every person's spend, which stands on this page, hears why it is not there.
    notes: [
      ...budgets.flatMap((text, index) => (text === null ? [] : [`${text.over === null ? '' : '! '}${words.ranges[panel.rows[index]?.range ?? 'mtd']}: ${text.said}.`])),
      ...(names !== 'off' || unit !== 'money' ? [] : [words.tables.exportNeedsNames]),
    ],
  };
}

/** The question of a panel's own numbers, without those of the panels that share its report, and of a ranking all of it. */
export function questionOf(panel: KnownTable, query: ReportQuery): ReportQuery {
  const { compare: _compare, top: _top, ...rest } = query;
  return panel.form === 'ranges' ? rest : { ...rest, metrics: panel.metrics };
}
