import type { Language } from '@pegel/domain';
import { ownDataDe } from './words-own-data-de.js';
import { ownDataEn } from './words-own-data-en.js';

/** What is said to somebody about their own data: apart from the dictionary, because it is a page of its own. */
export type OwnDataWords = typeof ownDataEn;

const words: Record<Language, OwnDataWords> = { en: ownDataEn, de: ownDataDe };

export const ownDataWordsIn = (language: Language): OwnDataWords => words[language];
