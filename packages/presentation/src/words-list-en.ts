/** What a list says that can be filtered, in English. */
export const listEn = {
  filter: 'Filter rows',
  clear: 'Clear filter',
  rows: (number: string) => `${number} rows`,
  found: (number: string, all: string) => `${number} of ${all} rows`,
  noMatch: (text: string) => `No match for “${text}”.`,
};
