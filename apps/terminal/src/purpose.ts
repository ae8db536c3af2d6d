import { looksAtPeople, type Disclosure, type ReportQuery } from '@pegel/domain';
import { disclosureText } from '@pegel/presentation';
import type { OptionDeclaration } from './command-line/declaration.js';
import { readEnvironment } from './environment.js';
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

/** Beside a file of people, which has no place for it: who has it, when, what for and how people are named in it. */
export function sayDisclosure(world: World, options: WithLanguage, disclosure: Disclosure | null | undefined): void {
  if (disclosure) say(world, disclosureText(disclosure, languageFor(world, options)));
}
