import type { Language } from '@pegel/domain';
import { namesDe } from './words-names-de.js';
import { namesEn } from './words-names-en.js';

export type NamesWords = typeof namesEn;

const words: Record<Language, NamesWords> = { en: namesEn, de: namesDe };

/** What is said about names, groups and purposes: apart from the dictionary, because only those who decide about it need it. */
export const namesWordsIn = (language: Language): NamesWords => words[language];
