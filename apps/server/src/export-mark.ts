import { disclosureParameters, type Disclosure, type Period } from '@pegel/domain';

/* A file of numbers by person is a contract from its first byte to its last, so what it says of itself stands around it. */

/** Who has it, when, what for and how people are named in it. */
export const exportHeaders = (disclosure: Disclosure | undefined): Record<string, string> => (disclosure === undefined ? {} : { 'pegel-export': disclosureParameters(disclosure) });

/** What such a file is called: whose, what, of which days, and how people are named in it. */
export const exportName = (organisation: string, dataset: string, { from, to }: Period, { names }: Pick<Disclosure, 'names'>): string => `${organisation}-${dataset}-${from}-${to}-${names}`;
