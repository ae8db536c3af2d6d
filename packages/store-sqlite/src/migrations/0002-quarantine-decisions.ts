import type { Migration } from '@pegel/sqlite';

/**
 * What a person decides about what was set aside, and what lets the ledger be checked row by row: every row of an event
 * names the delivery that brought it, and accounts, decisions and snapshots carry a hash of what they say. What was kept
 * before has neither, and is checked in sum.
 */
export const quarantineDecisions: Migration = {
  name: '0002-quarantine-decisions',
  sql: `
ALTER TABLE deliveries ADD COLUMN dropped_fields INTEGER;
ALTER TABLE deliveries ADD COLUMN account_hash BLOB;
DROP INDEX deliveries_by_time;
-- Answers for days of receipt alone, without a look at the rows.
CREATE INDEX deliveries_by_time ON deliveries (organisation, received_at, source, kind, received, stored, duplicate, superseded, quarantined, rejected, dropped_fields);

ALTER TABLE events ADD COLUMN delivery INTEGER REFERENCES deliveries (id);
ALTER TABLE events ADD COLUMN is_first INTEGER CHECK (is_first IN (0, 1));
ALTER TABLE event_history ADD COLUMN delivery INTEGER REFERENCES deliveries (id);
ALTER TABLE event_history ADD COLUMN is_first INTEGER CHECK (is_first IN (0, 1));

CREATE TABLE kept_revisions (
  source INTEGER NOT NULL REFERENCES sources (id),
  type TEXT NOT NULL,
  revisions INTEGER NOT NULL,
  PRIMARY KEY (source, type)
) STRICT, WITHOUT ROWID;
INSERT INTO kept_revisions (source, type, revisions)
  SELECT source, type, count(*) FROM (SELECT source, type FROM events UNION ALL SELECT source, type FROM event_history) GROUP BY source, type;

ALTER TABLE quarantine ADD COLUMN delivery INTEGER REFERENCES deliveries (id);
ALTER TABLE quarantine ADD COLUMN times INTEGER NOT NULL DEFAULT 0;
ALTER TABLE quarantine ADD COLUMN source_kind TEXT;
ALTER TABLE quarantine ADD COLUMN source_feeds TEXT;
ALTER TABLE quarantine ADD COLUMN run TEXT NOT NULL DEFAULT '';
ALTER TABLE quarantine ADD COLUMN state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'released', 'discarded'));
ALTER TABLE quarantine ADD COLUMN decided_at INTEGER;
ALTER TABLE quarantine ADD COLUMN decided_by TEXT;
ALTER TABLE quarantine ADD COLUMN reason TEXT;
ALTER TABLE quarantine ADD COLUMN outcome TEXT CHECK (outcome IN ('stored', 'superseded', 'duplicate', 'replaced'));
ALTER TABLE quarantine ADD COLUMN replaced TEXT;
ALTER TABLE quarantine ADD COLUMN replaced_hash BLOB;
ALTER TABLE quarantine ADD COLUMN decision_hash BLOB;
CREATE INDEX quarantine_by_state ON quarantine (organisation, source, state, code);
CREATE INDEX quarantine_newest ON quarantine (organisation, state);

ALTER TABLE directory_snapshots ADD COLUMN content_hash BLOB;
`,
};
