import type { JournalEntryView } from '@pegel/domain';
import { journalActor, journalSentence, journalWordsIn } from './journal.js';
import type { Locale } from './locale.js';
import { safeName } from './names.js';
import { settingsWordsIn } from './settings-words.js';
import { dash } from './format.js';
import type { TableModel } from './table.js';

/** Entries, with their chains where they may be of several. */
interface Entries {
  readonly entries: readonly (JournalEntryView & { readonly chain?: string })[];
}

/** Entries of the audit journal: when, who, what, and from which address. */
export function journalTable({ entries }: Entries, timeZone: string | ((chain: string | undefined) => string), { language, format }: Locale): TableModel {
  const { journal } = settingsWordsIn(language);
  const hasChains = new Set(entries.map(({ chain }) => chain)).size > 1;
  const zoneOf = typeof timeZone === 'string' ? () => timeZone : timeZone;
  return {
    caption: journal.caption,
    columns: [
      ...(hasChains ? [{ label: journalWordsIn(language).chain, align: 'start' as const }] : []),
      { label: journal.number, align: 'end' },
      { label: journal.when, align: 'start' },
      { label: journal.who, align: 'start' },
      { label: journal.from, align: 'start' },
      { label: journal.what, align: 'start', isProse: true },
    ],
    rows: entries.map((entry) => [
      ...(hasChains ? [entry.chain ?? ''] : []),
      format.integer(entry.number), format.moment(entry.at, zoneOf(entry.chain)), journalActor(entry, language), safeName(entry.from ?? dash), journalSentence(entry, language),
    ]),
  };
}
