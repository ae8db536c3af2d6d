import { metricOf, type InviteCounts, type Language, type MetricName, type Report, type ReportRow } from '@pegel/domain';
import { changeText, localeOf, overview, wordsIn, type Locale, type OrganisationView, type Reports, type TableModel, type ViewState } from '@pegel/presentation';
import { plainHead } from './plain-head.js';
import { plainTable } from './plain-table.js';

/** The Overview for pipes and logs. Metrics and days are written as `pegel report` takes them, in every language. */
export function plainOverview(state: ViewState, organisation: OrganisationView, reports: Reports, language: Language, invites: InviteCounts | null = null): string {
  const model = overview(state, organisation, reports, language, [], false, invites);
  const known = [reports.levels, reports.flows, reports.spendToDate].filter((report) => report !== undefined);
  // What has no tile follows with its day against the day before.
  const told = new Set(known.flatMap(({ query }) => query.metrics));
  const rest = reports.numbers === undefined ? [] : [{ ...reports.numbers, query: { ...reports.numbers.query, metrics: reports.numbers.query.metrics.filter((name) => !told.has(name)) } }];
  const ranged = reports.levels ?? reports.flows;
  const table = { caption: '', columns: columnsIn(language), rows: [...known, ...rest].flatMap((report) => rowsOf(report, language)) };
  const changes = model.changes.sentences ?? [];
  const changed = changes.length === 0 ? [] : ['', model.changes.title, ...changes.map(({ glyph, text }) => `${glyph} ${text}`)];
  return `${[...plainHead(model, ranged, known[0], language), plainTable(table), ...changed].join('\n')}\n`;
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

/** Each metric's newest number; its change as a step alone, beside the base it is measured from. */
function rowsOf({ rows, query, contract }: Report, language: Language): TableModel['rows'] {
  const locale = localeOf(language, contract);
  const row = rows.at(-1);
  return row === undefined ? [] : query.metrics.map((name) => rowOf(row, name, locale));
}

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
