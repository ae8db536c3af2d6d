import type { Language } from '@pegel/domain';
import { de } from './words-de.js';
import { en, type Dictionary } from './words-en.js';

export type { Dictionary };

const dictionaries: Record<Language, Dictionary> = { en, de };

/** Every text of the product in one language; what a metric is called stays with the domain. */
export const wordsIn = (language: Language): Dictionary => dictionaries[language];
