import type { Migration } from '@pegel/sqlite';

/** Whoever is named by an address is found without going through everybody. */
export const addresses: Migration = {
  name: '0009-addresses',
  sql: `
CREATE INDEX person_references_by_email ON person_references (organisation, email);
`,
};
