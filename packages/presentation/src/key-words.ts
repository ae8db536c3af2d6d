import type { Language } from '@pegel/domain';
import { keysDe } from './words-keys-de.js';
import { keysEn, type KeyWords } from './words-keys-en.js';

export type { KeyWords };

const words: Record<Language, KeyWords> = { en: keysEn, de: keysDe };

/** What is said of keys, of the search and of how Pegel looks: apart from the dictionary, because nobody waits for it. */
export const keyWordsIn = (language: Language): KeyWords => words[language];
