import type { Language } from '@pegel/domain';
import { peopleDe } from './words-people-de.js';
import { peopleEn } from './words-people-en.js';

type PeopleWords = typeof peopleEn;

const words: Record<Language, PeopleWords> = { en: peopleEn, de: peopleDe };

/** What is said where an organisation decides what is told of people. */
export const peopleWordsIn = (language: Language): PeopleWords => words[language];
