import type { JournalView } from '@pegel/domain';
import { journalActor, journalSentence } from './journal.js';
import type { Locale } from './locale.js';
import { settingsWordsIn } from './settings-words.js';
import { dash } from './format.js';
import type { TableModel } from './table.js';

/** Entries of the audit journal: when, who, what, and from which address. */
export function journalTable({ entries }: JournalView, timeZone: string, { language, format }: Locale): TableModel {
  const { journal } = settingsWordsIn(language);
  return {
    caption: journal.caption,
    columns: [
      { label: journal.number, align: 'end' },
      { label: journal.when, align: 'start' },
      { label: journal.who, align: 'start' },
      { label: journal.from, align: 'start' },
      { label: journal.what, align: 'start', isProse: true },
    ],
    rows: entries.map((entry) => [format.integer(entry.number), format.moment(entry.at, timeZone), journalActor(entry, language), entry.from ?? dash, journalSentence(entry, language)]),
  };
}
