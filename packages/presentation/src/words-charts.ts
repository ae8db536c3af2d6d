import type { Language } from '@pegel/domain';
import { chartsDe } from './words-charts-de.js';
import { chartsEn } from './words-charts-en.js';

const words: Record<Language, typeof chartsEn> = { en: chartsEn, de: chartsDe };

/** What is said in and around pictures: apart from the dictionary, because only pages with numbers need it. */
export const chartWordsIn = (language: Language): typeof chartsEn => words[language];
