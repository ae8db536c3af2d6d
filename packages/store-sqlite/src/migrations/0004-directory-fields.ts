import type { Migration } from '@pegel/sqlite';

/** A snapshot may say what of people it speaks of; those before speak of everything. Who it says no status of has none. */
export const directoryFields: Migration = {
  name: '0004-directory-fields',
  sql: `
ALTER TABLE directory_snapshots ADD COLUMN fields TEXT;

-- The status may be missing now, and SQLite takes no NOT NULL away.
CREATE TABLE new_directory_people (
  snapshot INTEGER NOT NULL REFERENCES directory_snapshots (id),
  position INTEGER NOT NULL,
  reference INTEGER NOT NULL REFERENCES person_references (id),
  status TEXT,
  seat TEXT,
  groups TEXT NOT NULL,
  department TEXT,
  cost_centre TEXT,
  joined_at INTEGER,
  invited_at INTEGER,
  invite_expires_at INTEGER,
  PRIMARY KEY (snapshot, position)
) STRICT, WITHOUT ROWID;
INSERT INTO new_directory_people (snapshot, position, reference, status, seat, groups, department, cost_centre, joined_at, invited_at, invite_expires_at)
  SELECT snapshot, position, reference, status, seat, groups, department, cost_centre, joined_at, invited_at, invite_expires_at FROM directory_people;
DROP TABLE directory_people;
ALTER TABLE new_directory_people RENAME TO directory_people;
`,
};
