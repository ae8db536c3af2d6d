import type { Migration } from '@pegel/sqlite';

/** The columns of an event, the same for the row that counts and for its other revisions. */
const eventColumns = `
  organisation INTEGER NOT NULL REFERENCES ledgers (id),
  source INTEGER NOT NULL REFERENCES sources (id),
  id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  content_hash BLOB NOT NULL,
  retracted INTEGER NOT NULL CHECK (retracted IN (0, 1)),
  type TEXT NOT NULL,
  at INTEGER NOT NULL,
  until_at INTEGER NOT NULL CHECK (until_at >= at),
  reference INTEGER REFERENCES person_references (id),
  service TEXT,
  surface TEXT NOT NULL,
  chat TEXT,
  project TEXT,
  artifact TEXT,
  artifact_kind TEXT,
  connector TEXT,
  connector_key TEXT,
  model TEXT,
  count INTEGER,
  amount INTEGER,
  currency TEXT,
  list_amount INTEGER,
  credits INTEGER,
  basis TEXT,
  cost_type TEXT,
  requests INTEGER,
  input_tokens INTEGER,
  output_tokens INTEGER,
  cache_read_tokens INTEGER,
  cache_write_tokens INTEGER,
  price_table TEXT`;

/** The tables of the ledger. Nothing is deleted by cascade; money is in nano-units, times are milliseconds. */
export const ledger: Migration = {
  name: '0001-ledger',
  sql: `
CREATE TABLE ledgers (
  id INTEGER NOT NULL PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  identity_version INTEGER NOT NULL,
  directory_version INTEGER NOT NULL,
  has_contested_links INTEGER NOT NULL CHECK (has_contested_links IN (0, 1))
) STRICT;

CREATE TABLE sources (
  id INTEGER NOT NULL PRIMARY KEY,
  organisation INTEGER NOT NULL REFERENCES ledgers (id),
  name TEXT NOT NULL,
  kind TEXT,
  feeds TEXT,
  last_delivery_at INTEGER,
  UNIQUE (organisation, name)
) STRICT;

CREATE TABLE runs (
  id INTEGER NOT NULL PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES sources (id),
  name TEXT NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  UNIQUE (source, name)
) STRICT;

CREATE TABLE people (
  id INTEGER NOT NULL PRIMARY KEY,
  organisation INTEGER NOT NULL REFERENCES ledgers (id),
  handle TEXT NOT NULL,
  key TEXT NOT NULL,
  UNIQUE (organisation, handle)
) STRICT;
CREATE INDEX people_by_key ON people (organisation, key);

CREATE TABLE person_references (
  id INTEGER NOT NULL PRIMARY KEY,
  organisation INTEGER NOT NULL REFERENCES ledgers (id),
  source INTEGER NOT NULL REFERENCES sources (id),
  external_id TEXT,
  email TEXT,
  name TEXT,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  person INTEGER NOT NULL REFERENCES people (id)
) STRICT;
-- No id, e-mail address or name is empty, so an empty text can stand for a missing one; NULLs would all be different.
CREATE UNIQUE INDEX person_references_by_words ON person_references (source, coalesce(external_id, ''), coalesce(email, ''), coalesce(name, ''));
CREATE INDEX person_references_by_organisation ON person_references (organisation);
CREATE INDEX person_references_by_person ON person_references (person);

CREATE TABLE events (${eventColumns},
  PRIMARY KEY (organisation, source, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_history (${eventColumns},
  PRIMARY KEY (organisation, source, id, revision)
) STRICT, WITHOUT ROWID;

-- Each answers its questions alone, without a look at the rows. Only spend has a type of cost.
CREATE INDEX events_activity ON events (organisation, type, at, surface, reference, service, chat, project, artifact, model, connector_key, count)
  WHERE retracted = 0 AND type <> 'spend';
CREATE INDEX events_connectors ON events (organisation, connector_key, connector)
  WHERE retracted = 0 AND connector_key IS NOT NULL;
CREATE INDEX events_spend ON events (organisation, at, until_at, surface, basis, cost_type, reference, service, model, amount, list_amount, credits, requests, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens)
  WHERE retracted = 0 AND cost_type <> 'seat';
-- The few lines of more than a day can begin long before the period they reach into.
CREATE INDEX events_long_spend ON events (organisation, until_at, at)
  WHERE retracted = 0 AND cost_type <> 'seat' AND until_at - at > 86400000;

CREATE TABLE quarantine (
  id INTEGER NOT NULL PRIMARY KEY,
  organisation INTEGER NOT NULL REFERENCES ledgers (id),
  source INTEGER NOT NULL REFERENCES sources (id),
  event_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  code TEXT NOT NULL,
  content TEXT NOT NULL,
  content_hash BLOB NOT NULL,
  received_at INTEGER NOT NULL,
  UNIQUE (organisation, source, event_id, revision, code, content_hash)
) STRICT;

CREATE TABLE deliveries (
  id INTEGER NOT NULL PRIMARY KEY,
  organisation INTEGER NOT NULL REFERENCES ledgers (id),
  source INTEGER NOT NULL REFERENCES sources (id),
  kind TEXT NOT NULL,
  run TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  received INTEGER NOT NULL,
  stored INTEGER NOT NULL,
  duplicate INTEGER NOT NULL,
  superseded INTEGER NOT NULL,
  quarantined INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  CHECK (received = stored + duplicate + superseded + quarantined + rejected)
) STRICT;
CREATE INDEX deliveries_by_time ON deliveries (organisation, received_at);

CREATE TABLE directory_snapshots (
  id INTEGER NOT NULL PRIMARY KEY,
  organisation INTEGER NOT NULL REFERENCES ledgers (id),
  source INTEGER NOT NULL REFERENCES sources (id),
  taken_at INTEGER NOT NULL,
  complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
  has_people INTEGER NOT NULL CHECK (has_people IN (0, 1)),
  purchased INTEGER,
  assigned INTEGER,
  pending_invites INTEGER,
  UNIQUE (organisation, source, taken_at)
) STRICT;
CREATE INDEX directory_snapshots_by_time ON directory_snapshots (organisation, taken_at);

CREATE TABLE directory_people (
  snapshot INTEGER NOT NULL REFERENCES directory_snapshots (id),
  position INTEGER NOT NULL,
  reference INTEGER NOT NULL REFERENCES person_references (id),
  status TEXT NOT NULL,
  seat TEXT,
  groups TEXT NOT NULL,
  department TEXT,
  cost_centre TEXT,
  joined_at INTEGER,
  invited_at INTEGER,
  invite_expires_at INTEGER,
  PRIMARY KEY (snapshot, position)
) STRICT, WITHOUT ROWID;
`,
};
