import { journalReader, organisationsIn } from '@pegel/accounts';
import { journalEntryViews, journalQuestion, ReportError, serverChain, type JournalEntryView, type JournalQuery } from '@pegel/domain';
import { readAlone } from './read-alone.js';
import { SetupError } from './setup-error.js';

/** The audit journal of a data folder, or a part of it. */
export interface JournalRead {
  /** Newest first; each with its chain: an organisation's slug, or `@server` for what belongs to none. */
  readonly entries: readonly (JournalEntryView & { readonly chain: string })[];
  /** By chain: whose days its entries are shown in. */
  readonly timeZones: Readonly<Record<string, string>>;
}

export interface ReadJournalOptions extends JournalQuery {
  readonly data: string;
  /** One chain alone. */
  readonly chain?: string | undefined;
}

/**
 * Reads the audit journal of a data folder, for whoever runs the server: one chain, or all of them, and without a limit all
 * entries. A number belongs to a chain, so `before` needs one.
 */
export function readJournal({ data, chain: wanted, limit = Number.MAX_SAFE_INTEGER, ...query }: ReadJournalOptions): JournalRead {
  return readAlone(data, (reader) => {
    const journal = journalReader(reader);
    const known = [...organisationsIn(reader).map(({ slug, timeZone }) => ({ chain: slug, slug, timeZone })), { chain: serverChain, slug: null, timeZone: 'UTC' }];
    const chains = known.filter(({ chain }) => wanted === undefined || chain === wanted);
    if (chains.length === 0) {
      const there = known.map(({ chain }) => chain).join(', ');
      throw new SetupError(2, { en: `There is no chain ${JSON.stringify(wanted)}; there are ${there}.`, de: `Eine Kette ${JSON.stringify(wanted)} gibt es nicht; es gibt ${there}.` });
    }
    if (query.before !== undefined && chains.length > 1) throw new SetupError(2, { en: 'A number belongs to a chain: name the organisation whose entries before it you want.', de: 'Eine Nummer gehört zu einer Kette: Nennen Sie die Organisation, deren Einträge davor Sie möchten.' });
    const entries = chains.flatMap(({ chain, slug, timeZone }) => {
      const found = journal.journalEntries(slug, { ...questionOf(timeZone, query), limit });
      return journalEntryViews(journal, slug, found, { names: { member: true, key: true }, hides: () => [] }).map((entry) => ({ chain, ...entry }));
    });
    return {
      // Within a chain its numbers say what came first; between chains only clocks do.
      entries: (chains.length === 1 ? entries : entries.sort((a, b) => compare(b.at, a.at) || compare(a.chain, b.chain) || b.number - a.number)).slice(0, limit),
      timeZones: Object.fromEntries(chains.map(({ chain, timeZone }) => [chain, timeZone])),
    };
  });
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function questionOf(timeZone: string, query: JournalQuery): ReturnType<typeof journalQuestion> {
  try {
    return journalQuestion({ timeZone }, query);
  } catch (error) {
    throw error instanceof ReportError ? new SetupError(2, error.message) : error;
  }
}
