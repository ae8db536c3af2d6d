import type { Migration } from '@pegel/sqlite';

/** What an organisation decides about privacy, and who asked to see names for a while. */
export const privacy: Migration = {
  name: '0004-privacy',
  sql: `
CREATE TABLE unmaskings (
  id text PRIMARY KEY NOT NULL,
  organisation text NOT NULL,
  requested_by text NOT NULL,
  requested_at integer NOT NULL,
  reason text NOT NULL,
  purpose text,
  people text NOT NULL,
  hours integer NOT NULL,
  tell_after_days integer NOT NULL,
  decided_by text,
  decided_at integer,
  is_approved integer,
  decision_reason text,
  ending text,
  ended_at integer,
  ended_by text,
  FOREIGN KEY (organisation) REFERENCES organisations(slug) ON DELETE RESTRICT,
  FOREIGN KEY (requested_by) REFERENCES user(id) ON DELETE RESTRICT,
  FOREIGN KEY (decided_by) REFERENCES user(id) ON DELETE RESTRICT,
  FOREIGN KEY (ended_by) REFERENCES user(id) ON DELETE RESTRICT,
  CONSTRAINT "people_are_json" CHECK(json_valid(people)),
  CONSTRAINT "hours_are_at_most_a_day" CHECK(hours BETWEEN 1 AND 24),
  CONSTRAINT "told_within_a_month" CHECK(tell_after_days BETWEEN 0 AND 30),
  CONSTRAINT "nobody_decides_alone" CHECK(decided_by <> requested_by OR is_approved = 0),
  CONSTRAINT "is_approved_is_a_flag" CHECK(is_approved IN (0, 1)),
  CONSTRAINT "ending_is_known" CHECK(ending IN ('refused', 'withdrawn', 'undecided', 'closed', 'over'))
) STRICT, WITHOUT ROWID;

CREATE INDEX unmaskings_by_organisation ON unmaskings (organisation,requested_at);

ALTER TABLE organisations ADD COLUMN group_size INTEGER NOT NULL DEFAULT 5;
ALTER TABLE organisations ADD COLUMN purposes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(purposes));
ALTER TABLE organisations ADD COLUMN retention_days INTEGER;
`,
};
