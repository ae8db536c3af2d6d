import type { JournalEntryView } from '@pegel/domain';
import { csvLine, textCell } from './csv.js';

/** The first line of the audit journal as CSV. */
export const journalCsvHeader: string = csvLine(['chain', 'number', 'at', 'actor', 'actor_id', 'actor_name', 'address', 'happening', 'about', 'names', 'hidden', 'hash']);

/** An entry of it: particulars, and what ids among them are called, are JSON in one cell each. Chain, number and hash of the first line are the head. */
export const journalCsvRow = (chain: string, { number, at, by, from, happening, about, names, hidden, hash }: JournalEntryView): string =>
  csvLine([
    textCell(chain), String(number), at, by.kind, textCell(by.id), textCell(by.name), textCell(from), textCell(happening), textCell(JSON.stringify(about)),
    Object.keys(names).length === 0 ? '' : textCell(JSON.stringify(names)), textCell(hidden.join(' ')), hash,
  ]);

/** The same as a line of JSON. */
export const journalLine = (chain: string, entry: JournalEntryView): string => `${JSON.stringify({ chain, ...entry })}\n`;
