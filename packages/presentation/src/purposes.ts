import type { Language } from '@pegel/domain';
import { purposesDe } from './words-purposes-de.js';
import { purposesEn } from './words-purposes-en.js';

const words: Readonly<Record<Language, typeof purposesEn>> = { en: purposesEn, de: purposesDe };

/** What is said where numbers by person are looked at for a purpose. */
export const purposeWordsIn = (language: Language): typeof purposesEn => words[language];
