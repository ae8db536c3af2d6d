import { refusalFrom, usageClosed, type Language, type NamedRefusal, type RefusalName } from '@pegel/domain';
import { refusalsDe } from './words-refusals-de.js';

const inGerman = <N extends RefusalName>({ name, about }: NamedRefusal<N>): string => refusalsDe[name](about);

const byServer = (): null => null;

/** In words of a language; `null` where the server's own sentence, which is English, is said. */
const words: Readonly<Record<Language, (refusal: NamedRefusal) => string | null>> = { en: byServer, de: inGerman };

/** What is refused about people in words of the language; `null` where there are none but the server's. */
export function refusalText(given: unknown, language: Language): string | null {
  const refusal = refusalFrom(given);
  return refusal === null ? null : words[language](refusal);
}

/** What whoever may see no numbers is told of every page of them, before a server has to. */
export function usageClosedText(language: Language): string {
  const { message, refusal } = usageClosed();
  return refusalText(refusal, language) ?? message;
}
