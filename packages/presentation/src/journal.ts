import { happenings, type JournalEntryView, type Language } from '@pegel/domain';
import { formatIn } from './format.js';
import { toldBy } from './journal-told.js';
import { safeName } from './names.js';
import { sentence } from './sentence.js';
import { journalDe, journalSentencesDe } from './words-journal-de.js';
import { journalEn, journalSentencesEn } from './words-journal-en.js';

const said = { en: journalEn, de: journalDe } as const satisfies Record<Language, typeof journalEn>;
const sentences = { en: journalSentencesEn, de: journalSentencesDe } as const satisfies Record<Language, typeof journalSentencesEn>;

/** What is said about entries, for who shows them. */
export const journalWordsIn = (language: Language): typeof journalEn => said[language];

/** What happened, in a sentence, without who did it. */
export function journalSentence(entry: Pick<JournalEntryView, 'happening' | 'about' | 'names' | 'hidden'>, language: Language): string {
  const words = said[language];
  const told = toldBy(entry, language, words);
  const { integer } = formatIn(language, { currency: 'USD', today: null });
  // Another version may know of more.
  const what = Object.hasOwn(sentences[language], entry.happening) ? sentences[language][entry.happening](told) : safeName(entry.happening);
  const further = [
    ...(told.has('more') ? [words.more(told.count('more'), integer(told.count('more')))] : []),
    ...(told.has('others') ? [words.others(told.count('others'), integer(told.count('others')))] : []),
    ...(entry.hidden.includes('people') ? [words.hidden] : []),
  ];
  return sentence([what, ...further].join('; '));
}

/** Who did it, by the name it has now; what has none any more is called by its id. */
export function journalActor({ by: { kind, id, name } }: Pick<JournalEntryView, 'by'>, language: Language): string {
  const { actors } = said[language];
  switch (kind) {
    case 'operator':
    case 'nobody':
      return actors[kind];
    case 'account':
      return name === null ? `${actors.account} ${safeName(id ?? '')}` : safeName(name);
    case 'token':
    case 'key':
      return `${actors[kind]} ${safeName(name ?? id ?? '')}`;
  }
}

/** The kind of what happened. */
export const happeningLabel = ({ happening }: Pick<JournalEntryView, 'happening'>, language: Language): string =>
  Object.hasOwn(happenings, happening) ? happenings[happening][language] : safeName(happening);
