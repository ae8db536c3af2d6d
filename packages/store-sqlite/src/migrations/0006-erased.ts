import type { Migration } from '@pegel/sqlite';

/** Who was erased, by marks that say nothing to whoever has not the key of the names. */
export const erased: Migration = {
  name: '0006-erased',
  sql: `
CREATE TABLE erased_marks (
  mark TEXT NOT NULL PRIMARY KEY,
  person INTEGER REFERENCES people (id)
) STRICT, WITHOUT ROWID;
CREATE TABLE erasures (
  organisation INTEGER NOT NULL REFERENCES ledgers (id),
  number INTEGER NOT NULL,
  reason BLOB NOT NULL,
  PRIMARY KEY (organisation, number)
) STRICT, WITHOUT ROWID;
`,
};
