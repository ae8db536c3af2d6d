import { looksAtPeople, purposeFor, ReportError, type Disclosure, type Language, type Organisation, type ReportQuery } from '@pegel/domain';
import { disclosureText, refusalIn } from '@pegel/presentation';
import type { OptionDeclaration } from './command-line/declaration.js';
import { readEnvironment } from './environment.js';
import { exitCodes, Failure } from './failure.js';
import { languageFor, type WithLanguage } from './language.js';
import { say, type World } from './world.js';

export interface WithPurpose {
  readonly purpose?: string;
}

/** For every command that can show numbers by person. */
export const purposeOption: OptionDeclaration = {
  flags: '--purpose <text>',
  says: {
    en: "What numbers by person are looked at for, where the organisation keeps a list: one of it, word for word. The audit journal keeps it.",
    de: 'Wofür Zahlen je Person angesehen werden, wo die Organisation eine Liste führt: ein Zweck daraus, Wort für Wort. Das Protokoll hält ihn fest.',
  },
  variable: 'PEGEL_PURPOSE',
};

/** What a question is asked for: what was said for it, and what the variable says wherever it is about people. */
export const purposeOf = (world: World, { purpose }: WithPurpose, query: Pick<ReportQuery, 'by' | 'where'>): string | undefined =>
  purpose ?? (looksAtPeople(query) ? readEnvironment(world.variables).purpose : undefined);

/** What the numbers of people on a page are looked at for: `null` where nobody said it, or the organisation asks for none. */
export function purposeOnPage(world: World, { purpose }: WithPurpose, organisation: Pick<Organisation, 'purposes'>, language: Language): string | null {
  // What the variable says is meant for those who ask for it.
  const said = purpose ?? (organisation.purposes.length === 0 ? undefined : readEnvironment(world.variables).purpose);
  demandPurpose(organisation, false, said, language);
  return said ?? null;
}

/** Ends with what the server would say of a purpose that is missing or not on the list. */
export function demandPurpose(organisation: Pick<Organisation, 'purposes'>, isAboutPeople: boolean, said: string | undefined, language: Language): void {
  try {
    purposeFor(organisation, isAboutPeople, said);
  } catch (error) {
    if (error instanceof ReportError) throw new Failure(exitCodes.wrongArguments, refusalIn(error, language));
    throw error;
  }
}

/** Beside a file of people, which has no place for it: who has it, when, what for and how people are named in it. */
export function sayDisclosure(world: World, options: WithLanguage, disclosure: Disclosure | null | undefined): void {
  if (disclosure) say(world, disclosureText(disclosure, languageFor(world, options)));
}
