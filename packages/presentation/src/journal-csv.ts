import type { JournalEntryView } from '@pegel/domain';
import { column, csvFile, type Column, type CsvFile } from './csv.js';
import type { Dialect } from './csv-dialect.js';

/** An entry with the chain it is in. */
export type ChainedEntry = JournalEntryView & { readonly chain: string };

const columns: readonly Column<ChainedEntry>[] = [
  column('chain', 'text', ({ chain }) => chain),
  column('number', 'word', ({ number }) => number),
  column('at', 'word', ({ at }) => at),
  column('actor', 'word', ({ by }) => by.kind),
  column('actor_id', 'text', ({ by }) => by.id),
  column('actor_name', 'text', ({ by }) => by.name),
  column('address', 'text', ({ from }) => from),
  column('happening', 'text', ({ happening }) => happening),
  column('about', 'text', ({ about }) => JSON.stringify(about)),
  column('names', 'text', ({ names }) => (Object.keys(names).length === 0 ? null : JSON.stringify(names))),
  column('hidden', 'text', ({ hidden }) => hidden.join(' ')),
  column('hash', 'word', ({ hash }) => hash),
];

/** The audit journal, line by line: particulars, and what ids among them are called, are JSON in one cell each. Chain, number and hash of the first line are the head. */
export const journalFile = (dialect: Dialect): CsvFile<ChainedEntry> => csvFile(columns, dialect);

/** The same as a line of JSON. */
export const journalLine = ({ chain, ...entry }: ChainedEntry): string => `${JSON.stringify({ chain, ...entry })}\n`;
