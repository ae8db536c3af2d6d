import type { Language } from '@pegel/domain';
import { formatIn, type Format, type Setting } from './format.js';
import { wordsIn, type Dictionary } from './words.js';

/** A language with its words and its way of writing numbers and dates: what every view model is decided in. */
export interface Locale {
  readonly language: Language;
  readonly words: Dictionary;
  readonly format: Format;
}

export const localeOf = (language: Language, setting: Setting): Locale => ({ language, words: wordsIn(language), format: formatIn(language, setting) });
