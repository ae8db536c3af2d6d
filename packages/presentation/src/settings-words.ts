import type { Language } from '@pegel/domain';
import { settingsDe } from './words-settings-de.js';
import { settingsEn } from './words-settings-en.js';

/** What is said about settings, members, keys and the journal: apart from the dictionary, because few open them. */
export type SettingsWords = typeof settingsEn;

const words: Record<Language, SettingsWords> = { en: settingsEn, de: settingsDe };

export const settingsWordsIn = (language: Language): SettingsWords => words[language];
