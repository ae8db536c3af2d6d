import { metricOf, type InviteCounts, type Language, type MetricName, type Report, type ReportRow } from '@pegel/domain';
import { changeText, localeOf, numberRows, overview, plainMarkdown, tableMarkdown, wordsIn, type Locale, type OrganisationView, type Reports, type TableModel, type ViewState } from '@pegel/presentation';
import type { Listing } from './listing.js';
import { plainHead } from './plain-head.js';
import { plainTable } from './plain-table.js';

/** The Overview for pipes, logs and programs: a row a metric, and what changed. Metrics and days are written as `pegel report` takes them, in every language. */
export function plainOverview(state: ViewState, organisation: OrganisationView, reports: Reports, language: Language, invites: InviteCounts | null = null): Listing {
  const model = overview(state, organisation, reports, language, [], false, invites);
  const known = [reports.levels, reports.flows, reports.spendToDate].filter((report) => report !== undefined);
  // What has no tile follows with its day against the day before.
  const told = new Set(known.flatMap(({ query }) => query.metrics));
  const rest = reports.numbers === undefined ? [] : [{ ...reports.numbers, query: { ...reports.numbers.query, metrics: reports.numbers.query.metrics.filter((name) => !told.has(name)) } }];
  const ranged = reports.levels ?? reports.flows;
  const numbers = [...known, ...rest].flatMap(numbersOf);
  const head = plainHead(model, ranged, known[0], language);
  const table = { caption: model.title, columns: columnsIn(language), rows: numbers.map(({ row, metric, report }) => rowOf(row, metric, localeOf(language, report.contract))) };
  const changes = model.changes.sentences ?? [];
  const said = changes.map(({ glyph, text }) => `${glyph} ${text}`);
  return {
    table: () => `${[...head, plainTable(table), ...(said.length === 0 ? [] : ['', model.changes.title, ...said])].join('\n')}\n`,
    md: () => `${head.map((line) => `${plainMarkdown(line)}\n`).join('')}\n${tableMarkdown(table)}${said.length === 0 ? '' : `\n**${plainMarkdown(model.changes.title)}**\n\n${said.map((line) => `- ${plainMarkdown(line)}\n`).join('')}`}`,
    json: () => ({ page: 'overview', organisation: model.organisation, changes: changes.map(({ text }) => text), reports }),
    rows: () => numberRows(numbers),
  };
}

function columnsIn(language: Language): TableModel['columns'] {
  const { table } = wordsIn(language);
  return [
    { label: table.metric, align: 'start' },
    { label: table.value, align: 'end' },
    { label: table.change, align: 'end' },
    { label: table.base, align: 'end' },
    { label: table.window, align: 'start' },
  ];
}

/** Each metric's newest number. */
function numbersOf(report: Report): readonly { readonly row: ReportRow; readonly metric: MetricName; readonly report: Report }[] {
  const row = report.rows.at(-1);
  return row === undefined ? [] : report.query.metrics.map((metric) => ({ row, metric, report }));
}

/** A number, its change as a step alone, and beside it the base that it is measured from. */
function rowOf(row: ReportRow, name: MetricName, locale: Locale): readonly string[] {
  const { words, format, few } = locale;
  const { unit } = metricOf(name);
  const value = row.values[name] ?? null;
  const compared = row.compared?.[name];
  if (value === null) return [name, row.reasons[name] === 'hidden' ? few : format.exact(unit, null), '', '', words.reasons[row.reasons[name] ?? 'no-data']];
  if (compared === undefined) return [name, format.exact(unit, value), '', '', daysOf(row, locale)];
  const { change } = compared;
  const isStep = change.kind === 'percent' || change.kind === 'factor' || change.kind === 'from';
  return [
    name,
    format.exact(unit, value),
    isStep ? format.step(unit, change.step) : changeText(name, compared, locale).visual,
    format.exact(unit, compared.value),
    `${daysOf(row, locale)} ${words.change.versus(daysOf(compared, locale))}`,
  ];
}

const daysOf = ({ from, to }: Pick<ReportRow, 'from' | 'to'>, { format }: Locale): string => (from === to ? from : format.range({ from, to }));
