import type { listEn } from './words-list-en.js';

/** What a list says that can be filtered, in German. */
export const listDe: typeof listEn = {
  filter: 'Zeilen filtern',
  clear: 'Filter löschen',
  rows: (number) => `${number} Zeilen`,
  found: (number, all) => `${number} von ${all} Zeilen`,
  noMatch: (text) => `Kein Treffer für „${text}“.`,
};
