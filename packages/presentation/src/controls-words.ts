import type { Language } from '@pegel/domain';
import { controlsDe } from './words-controls-de.js';
import { controlsEn } from './words-controls-en.js';

/** What the controls of a page of numbers say: loaded with the pages that have them. */
export type ControlsWords = typeof controlsEn;

const words: Record<Language, ControlsWords> = { en: controlsEn, de: controlsDe };

export const controlsWordsIn = (language: Language): ControlsWords => words[language];
