import { identityKeySql, type Migration } from '@pegel/sqlite';

/**
 * What people are called lies sealed, and hashes of what names them are keyed, so that whoever has the file and not its key
 * can neither read a name nor confirm a guess. Keys of people stay as they are.
 */
export const sealed: Migration = {
  name: '0005-sealed',
  changes: {
    people: ['handle'],
    person_references: ['external_id', 'email', 'name'],
    quarantine: ['content', 'content_hash', 'decided_by', 'replaced', 'replaced_hash', 'decision_hash'],
    events: ['content_hash'],
    event_history: ['content_hash'],
    directory_snapshots: ['content_hash'],
  },
  leavesNoTrace: true,
  sql: `${identityKeySql}
CREATE TABLE new_people (
  id INTEGER NOT NULL PRIMARY KEY,
  organisation INTEGER NOT NULL REFERENCES ledgers (id),
  handle BLOB NOT NULL,
  key TEXT NOT NULL,
  UNIQUE (organisation, handle)
) STRICT;
INSERT INTO new_people (id, organisation, handle, key) SELECT id, organisation, sealed(handle, organisation), key FROM people ORDER BY id;
DROP TABLE people;
ALTER TABLE new_people RENAME TO people;
CREATE INDEX people_by_key ON people (organisation, key);

CREATE TABLE new_person_references (
  id INTEGER NOT NULL PRIMARY KEY,
  organisation INTEGER NOT NULL REFERENCES ledgers (id),
  source INTEGER NOT NULL REFERENCES sources (id),
  external_id BLOB,
  email BLOB,
  name BLOB,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  person INTEGER NOT NULL REFERENCES people (id)
) STRICT;
INSERT INTO new_person_references (id, organisation, source, external_id, email, name, first_at, last_at, person)
  SELECT id, organisation, source, sealed(external_id, organisation), sealed(email, organisation), sealed(name, organisation), first_at, last_at, person FROM person_references ORDER BY id;
DROP TABLE person_references;
ALTER TABLE new_person_references RENAME TO person_references;
-- What is sealed is never empty, so an empty text can stand for a missing one; NULLs would all be different.
CREATE UNIQUE INDEX person_references_by_words ON person_references (source, coalesce(external_id, ''), coalesce(email, ''), coalesce(name, ''));
CREATE INDEX person_references_by_organisation ON person_references (organisation);
CREATE INDEX person_references_by_person ON person_references (person);

CREATE TABLE new_quarantine (
  id INTEGER NOT NULL PRIMARY KEY,
  organisation INTEGER NOT NULL REFERENCES ledgers (id),
  source INTEGER NOT NULL REFERENCES sources (id),
  event_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  code TEXT NOT NULL,
  content BLOB NOT NULL,
  content_hash BLOB NOT NULL,
  received_at INTEGER NOT NULL,
  delivery INTEGER REFERENCES deliveries (id),
  times INTEGER NOT NULL DEFAULT 0,
  source_kind TEXT,
  source_feeds TEXT,
  run TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'released', 'discarded')),
  decided_at INTEGER,
  decided_by BLOB,
  reason TEXT,
  outcome TEXT CHECK (outcome IN ('stored', 'superseded', 'duplicate', 'replaced')),
  replaced BLOB,
  replaced_hash BLOB,
  decision_hash BLOB,
  UNIQUE (organisation, source, event_id, revision, code, content_hash)
) STRICT;
INSERT INTO new_quarantine (id, organisation, source, event_id, revision, code, content, content_hash, received_at, delivery, times, source_kind, source_feeds, run, state,
    decided_at, decided_by, reason, outcome, replaced, replaced_hash, decision_hash)
  SELECT id, organisation, source, event_id, revision, code, sealed(content, organisation), keyed_hash(content_hash), received_at, delivery, times, source_kind, source_feeds, run, state,
    decided_at, sealed(decided_by, organisation), reason, outcome, sealed(replaced, organisation), keyed_hash(replaced_hash), keyed_hash(decision_hash) FROM quarantine ORDER BY id;
DROP TABLE quarantine;
ALTER TABLE new_quarantine RENAME TO quarantine;
CREATE INDEX quarantine_by_state ON quarantine (organisation, source, state, code);
CREATE INDEX quarantine_newest ON quarantine (organisation, state);

UPDATE events SET content_hash = keyed_hash(content_hash);
UPDATE event_history SET content_hash = keyed_hash(content_hash);
UPDATE directory_snapshots SET content_hash = keyed_hash(content_hash);
`,
};
