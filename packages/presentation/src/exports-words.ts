import type { Language } from '@pegel/domain';
import { exportsDe } from './words-exports-de.js';
import { exportsEn } from './words-exports-en.js';

/** What is said on the page of exports: apart from the dictionary, because it is a page of its own. */
export type ExportsWords = typeof exportsEn;

const words: Record<Language, ExportsWords> = { en: exportsEn, de: exportsDe };

export const exportsWordsIn = (language: Language): ExportsWords => words[language];
