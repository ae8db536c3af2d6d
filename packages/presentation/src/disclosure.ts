import type { Disclosure, Language } from '@pegel/domain';
import { safeName } from './names.js';
import { purposeWordsIn } from './purposes.js';
import { namesWordsIn } from './words-names.js';

/** Who took numbers by person, when, what for and how people are named in them: one line, for the end of a document or beside a file. */
export function disclosureText({ by, at, purpose, names }: Disclosure, language: Language): string {
  const words = purposeWordsIn(language);
  const when = `${at.slice(0, 16).replace('T', ' ')} UTC`;
  return [words.taken(safeName(by), when), ...(purpose === null ? [] : [words.is(safeName(purpose))]), words.names(namesWordsIn(language).choices[names].label)].join(' · ');
}
