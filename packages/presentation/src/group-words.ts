import type { Language } from '@pegel/domain';
import { groupDe } from './words-group-de.js';
import { groupEn } from './words-group-en.js';

/** What is said of numbers of a group: loaded with the pages that have them. */
export type GroupWords = typeof groupEn;

const words: Record<Language, GroupWords> = { en: groupEn, de: groupDe };

export const groupWordsIn = (language: Language): GroupWords => words[language];
