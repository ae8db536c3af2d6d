import type { Migration } from '@pegel/sqlite';

/** Which of several doors onto one system an organisation believes, and every change of how its numbers are cut. */
export const settings: Migration = {
  name: '0002-settings',
  sql: `
ALTER TABLE organisations ADD COLUMN source_order TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(source_order));

CREATE TABLE setting_changes (
  id INTEGER PRIMARY KEY,
  organisation TEXT NOT NULL REFERENCES organisations (slug) ON DELETE RESTRICT,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  was TEXT NOT NULL CHECK (json_valid(was)),
  became TEXT NOT NULL CHECK (json_valid(became))
) STRICT;
CREATE INDEX setting_changes_by_organisation ON setting_changes (organisation);
`,
};
