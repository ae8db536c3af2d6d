import type { Entrance } from '@pegel/api';
import { disclosureParameters, oneOf, withPseudonyms, type Disclosure, type Report } from '@pegel/domain';
import { datasetOf, fileName } from '@pegel/presentation';

/* A file of numbers by person is a contract from its first byte to its last, so what it says of itself stands around it. */

/** Who has it, when, what for and how people are named in it. */
export const exportHeaders = (disclosure: Disclosure | undefined): Record<string, string> => (disclosure === undefined ? {} : { 'pegel-export': disclosureParameters(disclosure) });

/** What a report is called as a file, without its ending. */
export const reportName = ({ contract, query }: Report): string => fileName(datasetOf(query), contract.organisation, query, contract.disclosure?.names);

/** Where a file is described: the same address with another ending. */
export const describedBy = (address: string): Record<string, string> => {
  const { pathname, search } = new URL(address);
  const path = pathname.startsWith('/export/') ? pathname : `/export${pathname}`;
  return { link: `<${path.replace(/\.\w+$/, '.meta.json')}${search}>; rel="describedby"; type="application/json"` };
};

/** The address that a description is of, as somebody would ask for it. */
export const addressIn = (address: string): string => {
  const { pathname, search } = new URL(address);
  return `${pathname}${search}`;
};

/** Whoever asks for pseudonyms gets them, whatever they may see. */
export function namedAs(entrance: Entrance, given: string | undefined): Entrance {
  return oneOf('names', given, ['pseudonyms']) === undefined ? entrance : { ...entrance, reader: withPseudonyms(entrance.reader) };
}
