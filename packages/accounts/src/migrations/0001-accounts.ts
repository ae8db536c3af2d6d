import type { Migration } from '@pegel/sqlite';

/** Who may enter, and where. No row is deleted with another: whoever removes an organisation says so for every table. */
const sql = `
CREATE TABLE organisations (
  slug TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  week_start TEXT NOT NULL CHECK (week_start IN ('monday', 'sunday', 'saturday')),
  fiscal_year_start INTEGER NOT NULL CHECK (fiscal_year_start BETWEEN 1 AND 12),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  extra_usage INTEGER NOT NULL CHECK (extra_usage IN (0, 1)),
  names TEXT NOT NULL CHECK (names IN ('full', 'initials', 'pseudonyms', 'off')),
  demo INTEGER NOT NULL CHECK (demo IN (0, 1)),
  pseudonym_secret TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE user (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE,
  email_verified INTEGER NOT NULL CHECK (email_verified IN (0, 1)),
  image TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
  id TEXT PRIMARY KEY,
  token TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL REFERENCES user (id) ON DELETE RESTRICT,
  ip_address TEXT,
  user_agent TEXT,
  expires_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_user ON session (user_id);

CREATE TABLE account (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  user_id TEXT NOT NULL REFERENCES user (id) ON DELETE RESTRICT,
  access_token TEXT,
  refresh_token TEXT,
  id_token TEXT,
  access_token_expires_at INTEGER,
  refresh_token_expires_at INTEGER,
  scope TEXT,
  password TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (provider_id, account_id)
) STRICT;
CREATE INDEX account_user ON account (user_id);

CREATE TABLE verification (
  id TEXT PRIMARY KEY,
  identifier TEXT NOT NULL,
  value TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX verification_identifier ON verification (identifier);

CREATE TABLE rate_limit (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  count INTEGER NOT NULL,
  last_request INTEGER NOT NULL
) STRICT;

CREATE TABLE memberships (
  user_id TEXT NOT NULL REFERENCES user (id) ON DELETE RESTRICT,
  organisation TEXT NOT NULL REFERENCES organisations (slug) ON DELETE RESTRICT,
  role TEXT NOT NULL CHECK (role IN ('primary-owner', 'owner', 'admin', 'auditor', 'member')),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, organisation)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX one_primary_owner ON memberships (organisation) WHERE role = 'primary-owner';

CREATE TABLE reader_tokens (
  hash TEXT PRIMARY KEY,
  organisation TEXT NOT NULL REFERENCES organisations (slug) ON DELETE RESTRICT,
  role TEXT NOT NULL CHECK (role IN ('primary-owner', 'owner', 'admin', 'auditor', 'member')),
  label TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE ingest_keys (
  hash TEXT PRIMARY KEY,
  organisation TEXT NOT NULL REFERENCES organisations (slug) ON DELETE RESTRICT,
  label TEXT NOT NULL,
  scopes TEXT NOT NULL CHECK (json_valid(scopes)),
  source TEXT,
  created_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;

export const accounts: Migration = { name: '0001-accounts', sql };
