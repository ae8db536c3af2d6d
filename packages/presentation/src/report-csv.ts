import { formatAmount, metricOf, type MetricName, type Period, type Person, type Report, type ReportRow, type UserSpend } from '@pegel/domain';
import { column, csvFile, jsonOf, type Column, type CsvFile } from './csv.js';
import type { Dialect } from './csv-dialect.js';

const rowColumns: readonly Column<ReportRow>[] = [
  column('bucket', 'days', ({ bucket }) => bucket),
  column('key', 'key', ({ key }) => key),
  column('label', 'text', ({ label }) => label),
  column('complete', 'flag', ({ complete }) => complete),
];

/** A metric has its name in every file; what it is called in German is the domain's to say, and money says its currency there. */
function metricColumn(name: MetricName, currency: string): Column<ReportRow> {
  const { label, unit } = metricOf(name);
  return { name, label: unit === 'money' ? `${label.de} (${currency})` : label.de, kind: 'number', of: ({ values }) => values[name] };
}

/** The days before that a row stands beside, and a metric's number of them. */
const besideColumns = (names: readonly MetricName[], currency: string): readonly Column<ReportRow>[] => [
  column('beside_from', 'days', ({ beside }) => Object.values(beside ?? {})[0]?.from),
  column('beside_to', 'days', ({ beside }) => Object.values(beside ?? {})[0]?.to),
  ...names.map((name): Column<ReportRow> => {
    const { label } = metricColumn(name, currency);
    return { name: `${name}_beside`, label: `${label}, Zeitraum davor`, kind: 'number', of: ({ beside }) => beside?.[name]?.value };
  }),
];

/** A report as a file: exact values, null is empty. */
export function reportCsv(report: Report, dialect: Dialect = 'standard'): string {
  const { header, line } = reportFile(report, dialect);
  return [header, ...report.rows.map(line)].join('');
}

/** The same, line by line. */
export const reportFile = ({ query: { metrics, beside }, contract: { currency } }: Report, dialect: Dialect): CsvFile<ReportRow> =>
  csvFile([...rowColumns, ...metrics.map((name) => metricColumn(name, currency)), ...(beside === undefined ? [] : besideColumns(metrics, currency))], dialect);

/** What somebody spent, of which days, and who they are where the reader may see it. */
export interface SpendLine {
  readonly row: UserSpend;
  /** Without a person the key stands for them, as in every other report. */
  readonly person: Person | null;
  readonly period: Period;
  readonly currency: string;
}

const money = (amount: bigint | null): string | null => (amount === null ? null : formatAmount(amount));

const spendColumns: readonly Column<SpendLine>[] = [
  column('from', 'days', ({ period }) => period.from),
  column('to', 'days', ({ period }) => period.to),
  column('user_id', ({ person }) => (isNamed(person) ? 'text' : 'key'), ({ row, person }) => (isNamed(person) ? person.ids.join(' ') : row.key)),
  column('email', 'text', ({ person }) => person?.email),
  column('name', 'text', ({ person }) => person?.name),
  column('model', 'text', ({ row }) => row.model),
  column('currency', 'word', ({ currency }) => currency),
  column('spend', 'number', ({ row }) => money(row.amount)),
  column('list_spend', 'number', ({ row }) => money(row.listAmount)),
  column('credits', 'number', ({ row }) => money(row.credits)),
  column('requests', 'number', ({ row }) => row.requests),
  column('input_tokens', 'number', ({ row }) => row.inputTokens),
  column('output_tokens', 'number', ({ row }) => row.outputTokens),
  column('cache_read_tokens', 'number', ({ row }) => row.cacheReadTokens),
  column('cache_write_tokens', 'number', ({ row }) => row.cacheWriteTokens),
  column('basis', 'word', ({ row }) => row.basis),
];

const isNamed = (person: Person | null): person is Person => person !== null && person.ids.length > 0;

/** The spend report by person, line by line; what nobody has counted is empty, which is not 0. */
export const spendByUserFile = (dialect: Dialect): CsvFile<SpendLine> => csvFile(spendColumns, dialect);

/** A line of it as JSON. */
export const spendByUserJson = (line: SpendLine): string => jsonOf(spendColumns, line);
