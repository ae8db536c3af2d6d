import { refusalFrom, type Language, type NamedRefusal, type RefusalName } from '@pegel/domain';
import { refusalsDe } from './words-refusals-de.js';

/** What is refused about people in words of the language, where the server's own sentence, which is English, is not; `null` where that is said. */
export function refusalText(given: unknown, language: Language): string | null {
  const refusal = refusalFrom(given);
  return refusal === null || language === 'en' ? null : inGerman(refusal);
}

const inGerman = <N extends RefusalName>({ name, about }: NamedRefusal<N>): string => refusalsDe[name](about);
