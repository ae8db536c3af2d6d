import type { Migration } from '@pegel/sqlite';

/**
 * Who gets in: invitations, what is granted beyond a role, two factors, terminals that sign in, keys with an end, and the
 * audit journal, of which no row can be changed or removed. A token belongs to whoever it was made for from now on.
 */
export const access: Migration = {
  name: '0003-access',
  changes: { ingest_keys: ['source'] },
  sql: `
CREATE TABLE audit_journal (
  chain TEXT NOT NULL,
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  happening TEXT NOT NULL,
  actor TEXT NOT NULL CHECK (actor IN ('account', 'token', 'key', 'operator', 'nobody')),
  actor_id TEXT,
  address TEXT,
  about TEXT NOT NULL CHECK (json_valid(about)),
  hash TEXT NOT NULL,
  PRIMARY KEY (chain, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_journal_by_happening ON audit_journal (chain, happening, number);
CREATE TRIGGER audit_journal_is_never_changed BEFORE UPDATE ON audit_journal BEGIN SELECT RAISE(ABORT, 'an entry of the audit journal is never changed'); END;
CREATE TRIGGER audit_journal_is_never_cut BEFORE DELETE ON audit_journal BEGIN SELECT RAISE(ABORT, 'an entry of the audit journal is never removed'); END;
CREATE TRIGGER audit_journal_is_in_order BEFORE INSERT ON audit_journal BEGIN SELECT RAISE(ABORT, 'an entry of the audit journal stands after the last one') WHERE NEW.number <> 1 + (SELECT coalesce(max(number), 0) FROM audit_journal WHERE chain = NEW.chain); END;

CREATE TABLE invitations (
  id TEXT PRIMARY KEY NOT NULL,
  organisation TEXT NOT NULL REFERENCES organisations (slug) ON DELETE RESTRICT,
  email TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('primary-owner', 'owner', 'admin', 'auditor', 'member')),
  grants TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(grants)),
  hash TEXT NOT NULL,
  invited_by TEXT NOT NULL REFERENCES user (id) ON DELETE RESTRICT,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  accepted_at INTEGER,
  withdrawn_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX invitations_hash_unique ON invitations (hash);
CREATE UNIQUE INDEX one_open_invitation ON invitations (organisation, email) WHERE accepted_at IS NULL AND withdrawn_at IS NULL;

CREATE TABLE two_factor (
  id TEXT PRIMARY KEY NOT NULL,
  secret TEXT NOT NULL,
  backup_codes TEXT NOT NULL,
  user_id TEXT NOT NULL REFERENCES user (id) ON DELETE RESTRICT,
  verified INTEGER NOT NULL DEFAULT true CHECK (verified IN (0, 1)),
  failed_verification_count INTEGER NOT NULL DEFAULT 0,
  locked_until INTEGER
) STRICT;
CREATE INDEX two_factor_secret ON two_factor (secret);
CREATE INDEX two_factor_user ON two_factor (user_id);

CREATE TABLE device_code (
  id TEXT PRIMARY KEY NOT NULL,
  device_code TEXT NOT NULL,
  user_code TEXT NOT NULL,
  user_id TEXT REFERENCES user (id) ON DELETE RESTRICT,
  expires_at INTEGER NOT NULL,
  status TEXT NOT NULL,
  last_polled_at INTEGER,
  polling_interval INTEGER,
  client_id TEXT,
  scope TEXT
) STRICT;
CREATE UNIQUE INDEX device_code_device_code_unique ON device_code (device_code);
CREATE UNIQUE INDEX device_code_user_code_unique ON device_code (user_code);

ALTER TABLE user ADD COLUMN two_factor_enabled INTEGER NOT NULL DEFAULT false CHECK (two_factor_enabled IN (0, 1));

ALTER TABLE session ADD COLUMN client TEXT NOT NULL DEFAULT 'browser' CHECK (client IN ('browser', 'terminal'));
ALTER TABLE session ADD COLUMN last_used_at INTEGER;

ALTER TABLE memberships ADD COLUMN grants TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(grants));

ALTER TABLE reader_tokens ADD COLUMN created_by TEXT REFERENCES user (id) ON DELETE RESTRICT;
ALTER TABLE reader_tokens ADD COLUMN permissions TEXT CHECK (json_valid(permissions));
ALTER TABLE reader_tokens ADD COLUMN expires_at INTEGER;
ALTER TABLE reader_tokens ADD COLUMN last_used_at INTEGER;
UPDATE reader_tokens SET created_by = (SELECT m.user_id FROM memberships m JOIN user u ON u.id = m.user_id WHERE u.email = reader_tokens.label AND m.organisation = reader_tokens.organisation AND m.role = reader_tokens.role);

ALTER TABLE ingest_keys ADD COLUMN sources TEXT CHECK (json_valid(sources));
ALTER TABLE ingest_keys ADD COLUMN created_by TEXT REFERENCES user (id) ON DELETE RESTRICT;
ALTER TABLE ingest_keys ADD COLUMN expires_at INTEGER;
ALTER TABLE ingest_keys ADD COLUMN last_used_at INTEGER;
UPDATE ingest_keys SET sources = json_array(source) WHERE source IS NOT NULL;
ALTER TABLE ingest_keys DROP COLUMN source;
`,
};
