import type { Language } from '@pegel/domain';
import { doorDe } from './words-door-de.js';
import { doorEn } from './words-door-en.js';

export type DoorWords = typeof doorEn;

const doors: Record<Language, DoorWords> = { en: doorEn, de: doorDe };

/** What is said at the door in one language: apart from the rest, because whoever is inside does not need it. */
export const doorWordsIn = (language: Language): DoorWords => doors[language];
