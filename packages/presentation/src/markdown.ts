import { metricOf, type Disclosure, type Language, type Report } from '@pegel/domain';
import { dataLine } from './data-line.js';
import { disclosureText } from './disclosure.js';
import { localeOf } from './locale.js';
import { safeName } from './names.js';
import { reportTable, type TableModel } from './table.js';

/** A report as a table for issues, chats and documents, with the line that says what may be relied on, and below one of people who took it along and what for. */
export function reportMarkdown(report: Report, language: Language): string {
  const { currency, today, suppression, provisionalFrom, definitions, disclosure } = report.contract;
  const locale = localeOf(language, { currency, today, suppression });
  const table = reportTable(report, locale);
  const versions = report.query.metrics.map((name) => `${metricOf(name).short[language]} v${definitions[name] ?? metricOf(name).version}`).join(', ');
  const taken = disclosure === undefined ? '' : disclosureMarkdown(disclosure, language);
  return `${tableMarkdown(table)}\n${plainMarkdown(`${dataLine(report.contract, provisionalFrom, locale)} · ${versions}`)}\n${taken}`;
}

/** The last line of a document with numbers by person. */
export const disclosureMarkdown = (disclosure: Disclosure, language: Language): string => `\n${plainMarkdown(disclosureText(disclosure, language))}\n`;

/** A table below its caption. */
export function tableMarkdown(table: TableModel): string {
  const line = (cells: readonly string[]) => `| ${cells.map(plainMarkdown).join(' | ')} |`;
  return [
    `**${plainMarkdown(table.caption)}**`,
    '',
    line(table.columns.map(({ label }) => label)),
    `| ${table.columns.map(({ align }) => (align === 'end' ? '---:' : ':---')).join(' | ')} |`,
    ...table.rows.map(line),
    '',
  ].join('\n');
}

/** A panel for a chat or a document: its table, what may be relied on, and where it was taken from. */
export const panelMarkdown = (table: TableModel, dataLine: string, link: string): string => `${tableMarkdown(table)}\n${plainMarkdown(dataLine)}\n${link}\n`;

/** A text inside Markdown: nothing in it can end a cell of a table, start markup or become a link. */
export const plainMarkdown = (text: string): string => safeName(text).replace(marks, (mark) => `\\${mark}`);

// Addresses become links by themselves in many places, and `@` names somebody there.
const marks = /[\\`*_[\]<>|~#&@]|:(?=\/\/)|(?<=\bwww)\./gi;
