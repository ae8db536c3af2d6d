import Papa from 'papaparse';
import { formatAmount, other, service, unattributed, type Period, type Person, type Report, type UserSpend } from '@pegel/domain';

// A = + - @ (also full-width) runs as a formula in a spreadsheet where it begins a cell, also behind what is trimmed away.
// Where lists are separated by semicolons or tabs, a spreadsheet takes those and line breaks for the ends of cells, whatever
// is quoted, so what follows them is the beginning of one.
const formulas = /(^|[;\t\r\n])([\s\p{Cc}\p{Cf}"'`]*)(?=[=+\-@＝＋－＠])/gu;
const startsLine = /^[\t\r\n]/;

/** A text from outside as a cell: an apostrophe keeps a spreadsheet from running it. Numbers need none and get none. */
export function textCell(text: string | null): string {
  if (text === null) return '';
  const harmless = text.replace(formulas, "$1$2'");
  return startsLine.test(harmless) ? `'${harmless}` : harmless;
}

const ownKeys: readonly string[] = [other, service, unattributed];

/** A key as a cell. Pegel's own begin with @ and stay as they are, so that a program finds the same key in every format. */
export const keyCell = (key: string | null): string => (key !== null && ownKeys.includes(key) ? key : textCell(key));

const newline = '\r\n';
/** RFC 4180: comma, CRLF, quotes where needed and doubled inside. */
export const csvLine = (cells: readonly string[]): string => `${Papa.unparse([cells], { newline })}${newline}`;

/** A report as a file: exact values, null is empty. */
export function reportCsv(report: Report): string {
  const { metrics } = report.query;
  const rows = report.rows.map((row) => [
    row.bucket,
    keyCell(row.key),
    textCell(row.label),
    String(row.complete),
    ...metrics.map((name) => String(row.values[name] ?? '')),
  ]);
  return [['bucket', 'key', 'label', 'complete', ...metrics], ...rows].map(csvLine).join('');
}

/** The first line of the spend report by person. */
export const spendByUserCsvHeader: string = csvLine([
  'from', 'to', 'user_id', 'email', 'name', 'model', 'currency', 'spend', 'list_spend', 'credits', 'requests',
  'input_tokens', 'output_tokens', 'cache_read_tokens', 'cache_write_tokens', 'basis',
]);

/** One line of the spend report by person. Without a person the key stands for them, as in every other report; what is not known is empty. */
export function spendByUserCsvRow(row: UserSpend, person: Person | null, period: Period, currency: string): string {
  return csvLine([
    period.from,
    period.to,
    person === null || person.ids.length === 0 ? keyCell(row.key) : textCell(person.ids.join(' ')),
    textCell(person?.email ?? null),
    textCell(person?.name ?? null),
    textCell(row.model),
    currency,
    ...[row.amount, row.listAmount, row.credits].map((amount) => (amount === null ? '' : formatAmount(amount))),
    ...[row.requests, row.inputTokens, row.outputTokens, row.cacheReadTokens, row.cacheWriteTokens].map((count) => String(count ?? '')),
    row.basis,
  ]);
}
