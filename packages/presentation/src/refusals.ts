import { refusalFrom, refusalSentence, usageClosed, type Language, type NamedRefusal, type RefusalName, type ReportError } from '@pegel/domain';
import { refusalsDe } from './words-refusals-de.js';

const inGerman = <N extends RefusalName>({ name, about }: NamedRefusal<N>): string => refusalsDe[name](inGermanWords(about));

/** What came instead is told by what it is where that is what is wrong with it. */
const kindsDe = new Map([['nothing', 'nichts'], ['a list', 'eine Liste'], ['an object', 'ein Objekt'], ['an object with neither', 'ein Objekt mit keinem von beiden'], ['a service and a person at once', 'ein Dienst und eine Person zugleich']]);
const aNumber = 'the number ';
const givenIn = (given: string): string => (given.startsWith(aNumber) ? `die Zahl ${given.slice(aNumber.length)}` : (kindsDe.get(given) ?? given));

function inGermanWords<About extends Readonly<Record<string, string>>>(about: About): About {
  return 'given' in about && typeof about.given === 'string' ? { ...about, given: givenIn(about.given) } : about;
}

/** In words of a language. */
const sentences: Readonly<Record<Language, (refusal: NamedRefusal) => string>> = { en: refusalSentence, de: inGerman };

/** What a server refused, in words of the language; `null` where it named nothing that is known here, and only its own sentence is left. */
export function refusalText(given: unknown, language: Language): string | null {
  const refusal = refusalFrom(given);
  return refusal === null ? null : sentences[language](refusal);
}

/** What the domain refuses before a server has to, in words of the language. */
export const refusalIn = ({ refusal }: ReportError, language: Language): string => sentences[language](refusal);

/** What whoever may see no numbers is told of every page of them, before a server has to. */
export const usageClosedText = (language: Language): string => refusalIn(usageClosed(), language);
