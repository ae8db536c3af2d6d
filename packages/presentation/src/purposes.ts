import type { Language } from '@pegel/domain';
import { safeName } from './names.js';
import type { PanelPurpose } from './sight.js';
import { purposesDe } from './words-purposes-de.js';
import { purposesEn } from './words-purposes-en.js';

const words: Readonly<Record<Language, typeof purposesEn>> = { en: purposesEn, de: purposesDe };

/** What is said where numbers by person are looked at for a purpose. */
export const purposeWordsIn = (language: Language): typeof purposesEn => words[language];

/** "Purpose: Cost allocation", or that nobody has said it and nothing is asked until then. */
export const purposeText = ({ said }: PanelPurpose, language: Language): string => (said === null ? words[language].missing : words[language].is(safeName(said)));
