import type { Language } from '@pegel/domain';
import { explainDe as de } from './words-explain-de.js';
import { explainEn as en, type ExplainWords } from './words-explain-en.js';

const dictionaries: Record<Language, ExplainWords> = { en, de };

/** What explanations say. They stand apart from all other words, so that a page need not wait for what can be said of it. */
export const explainWordsIn = (language: Language): ExplainWords => dictionaries[language];
