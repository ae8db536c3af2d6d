import type { Language } from '@pegel/domain';
import { glossaryDe as de } from './words-glossary-de.js';
import { glossaryEn as en, type GlossaryWords } from './words-glossary-en.js';

const dictionaries: Record<Language, GlossaryWords> = { en, de };

/** What the glossary says. It stands apart from all other words, so that no page waits for it. */
export const glossaryWordsIn = (language: Language): GlossaryWords => dictionaries[language];
