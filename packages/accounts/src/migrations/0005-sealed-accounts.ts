import type { Migration } from '@pegel/sqlite';

/** Names and addresses of accounts lie sealed, and so does what pseudonyms are made with: with it a guess at somebody's name could be confirmed. */
export const sealedAccounts: Migration = {
  name: '0005-sealed-accounts',
  changes: {
    account: ['account_id'],
    invitations: ['email'],
    organisations: ['pseudonym_secret'],
    rate_limit: ['id', 'key'],
    reader_tokens: ['label'],
    setting_changes: ['changed_by', 'reason'],
    unmaskings: ['reason', 'decision_reason'],
    user: ['name', 'email', 'image'],
  },
  leavesNoTrace: true,
  sql: `
CREATE TABLE new_account (
  id text PRIMARY KEY NOT NULL,
  account_id blob NOT NULL,
  provider_id text NOT NULL,
  user_id text NOT NULL,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at integer,
  refresh_token_expires_at integer,
  scope text,
  password text,
  created_at integer NOT NULL,
  updated_at integer NOT NULL,
  FOREIGN KEY (user_id) REFERENCES user(id) ON DELETE RESTRICT
) STRICT;

INSERT INTO new_account("id", "account_id", "provider_id", "user_id", "access_token", "refresh_token", "id_token", "access_token_expires_at", "refresh_token_expires_at", "scope", "password", "created_at", "updated_at") SELECT "id", sealed("account_id", 'accounts'), "provider_id", "user_id", "access_token", "refresh_token", "id_token", "access_token_expires_at", "refresh_token_expires_at", "scope", "password", "created_at", "updated_at" FROM account;

DROP TABLE account;

ALTER TABLE new_account RENAME TO account;

CREATE INDEX account_user ON account (user_id);

CREATE UNIQUE INDEX account_provider_id_account_id_unique ON account (provider_id,account_id);

CREATE TABLE new_invitations (
  id text PRIMARY KEY NOT NULL,
  organisation text NOT NULL,
  email blob NOT NULL,
  role text NOT NULL,
  grants text DEFAULT '[]' NOT NULL,
  hash text NOT NULL,
  invited_by text NOT NULL,
  created_at integer NOT NULL,
  expires_at integer NOT NULL,
  accepted_at integer,
  withdrawn_at integer,
  FOREIGN KEY (organisation) REFERENCES organisations(slug) ON DELETE RESTRICT,
  FOREIGN KEY (invited_by) REFERENCES user(id) ON DELETE RESTRICT,
  CONSTRAINT "role_is_known" CHECK(role IN ('primary-owner', 'owner', 'admin', 'auditor', 'member')),
  CONSTRAINT "grants_are_json" CHECK(json_valid(grants))
) STRICT, WITHOUT ROWID;

INSERT INTO new_invitations("id", "organisation", "email", "role", "grants", "hash", "invited_by", "created_at", "expires_at", "accepted_at", "withdrawn_at") SELECT "id", "organisation", sealed("email", 'accounts'), "role", "grants", "hash", "invited_by", "created_at", "expires_at", "accepted_at", "withdrawn_at" FROM invitations;

DROP TABLE invitations;

ALTER TABLE new_invitations RENAME TO invitations;

CREATE UNIQUE INDEX invitations_hash_unique ON invitations (hash);

CREATE UNIQUE INDEX one_open_invitation ON invitations (organisation,email) WHERE accepted_at IS NULL AND withdrawn_at IS NULL;

CREATE TABLE new_organisations (
  slug text PRIMARY KEY NOT NULL,
  name text NOT NULL,
  time_zone text NOT NULL,
  week_start text NOT NULL,
  fiscal_year_start integer NOT NULL,
  currency text NOT NULL,
  extra_usage integer NOT NULL,
  names text NOT NULL,
  demo integer NOT NULL,
  pseudonym_secret blob NOT NULL,
  created_at integer NOT NULL,
  source_order text DEFAULT '[]' NOT NULL,
  group_size integer DEFAULT 5 NOT NULL,
  purposes text DEFAULT '[]' NOT NULL,
  retention_days integer,
  CONSTRAINT "week_start_is_known" CHECK(week_start IN ('monday', 'sunday', 'saturday')),
  CONSTRAINT "fiscal_year_start_is_a_month" CHECK(fiscal_year_start BETWEEN 1 AND 12),
  CONSTRAINT "currency_is_a_code" CHECK(length(currency) = 3),
  CONSTRAINT "extra_usage_is_a_flag" CHECK(extra_usage IN (0, 1)),
  CONSTRAINT "names_is_known" CHECK(names IN ('full', 'initials', 'pseudonyms', 'off')),
  CONSTRAINT "demo_is_a_flag" CHECK(demo IN (0, 1)),
  CONSTRAINT "source_order_is_json" CHECK(json_valid(source_order)),
  CONSTRAINT "purposes_are_json" CHECK(json_valid(purposes))
) STRICT;

INSERT INTO new_organisations("slug", "name", "time_zone", "week_start", "fiscal_year_start", "currency", "extra_usage", "names", "demo", "pseudonym_secret", "created_at", "source_order", "group_size", "purposes", "retention_days") SELECT "slug", "name", "time_zone", "week_start", "fiscal_year_start", "currency", "extra_usage", "names", "demo", sealed("pseudonym_secret", 'accounts'), "created_at", "source_order", "group_size", "purposes", "retention_days" FROM organisations;

DROP TABLE organisations;

ALTER TABLE new_organisations RENAME TO organisations;

CREATE TABLE new_rate_limit (
  id text PRIMARY KEY NOT NULL,
  key blob NOT NULL,
  count integer NOT NULL,
  last_request integer NOT NULL
) STRICT;

INSERT INTO new_rate_limit("id", "key", "count", "last_request") SELECT lower(hex(randomblob(16))), sealed("key", 'accounts'), "count", "last_request" FROM rate_limit;

DROP TABLE rate_limit;

ALTER TABLE new_rate_limit RENAME TO rate_limit;

CREATE UNIQUE INDEX rate_limit_key_unique ON rate_limit (key);

CREATE TABLE new_reader_tokens (
  hash text PRIMARY KEY NOT NULL,
  organisation text NOT NULL,
  role text NOT NULL,
  label blob NOT NULL,
  created_at integer NOT NULL,
  revoked_at integer,
  created_by text,
  permissions text,
  expires_at integer,
  last_used_at integer,
  FOREIGN KEY (organisation) REFERENCES organisations(slug) ON DELETE RESTRICT,
  FOREIGN KEY (created_by) REFERENCES user(id) ON DELETE RESTRICT,
  CONSTRAINT "role_is_known" CHECK(role IN ('primary-owner', 'owner', 'admin', 'auditor', 'member')),
  CONSTRAINT "permissions_are_json" CHECK(json_valid(permissions))
) STRICT, WITHOUT ROWID;

INSERT INTO new_reader_tokens("hash", "organisation", "role", "label", "created_at", "revoked_at", "created_by", "permissions", "expires_at", "last_used_at") SELECT "hash", "organisation", "role", sealed("label", 'accounts'), "created_at", "revoked_at", "created_by", "permissions", "expires_at", "last_used_at" FROM reader_tokens;

DROP TABLE reader_tokens;

ALTER TABLE new_reader_tokens RENAME TO reader_tokens;

CREATE TABLE new_setting_changes (
  id integer PRIMARY KEY NOT NULL,
  organisation text NOT NULL,
  changed_at integer NOT NULL,
  changed_by blob NOT NULL,
  reason blob NOT NULL,
  was text NOT NULL,
  became text NOT NULL,
  FOREIGN KEY (organisation) REFERENCES organisations(slug) ON DELETE RESTRICT,
  CONSTRAINT "what_was_is_json" CHECK(json_valid(was)),
  CONSTRAINT "what_became_is_json" CHECK(json_valid(became))
) STRICT;

INSERT INTO new_setting_changes("id", "organisation", "changed_at", "changed_by", "reason", "was", "became") SELECT "id", "organisation", "changed_at", sealed("changed_by", 'accounts'), sealed("reason", 'accounts'), "was", "became" FROM setting_changes;

DROP TABLE setting_changes;

ALTER TABLE new_setting_changes RENAME TO setting_changes;

CREATE INDEX setting_changes_by_organisation ON setting_changes (organisation);

CREATE TABLE new_user (
  id text PRIMARY KEY NOT NULL,
  name blob NOT NULL,
  email blob NOT NULL,
  email_verified integer NOT NULL,
  image blob,
  created_at integer NOT NULL,
  updated_at integer NOT NULL,
  two_factor_enabled integer DEFAULT false NOT NULL,
  CONSTRAINT "email_verified_is_a_flag" CHECK(email_verified IN (0, 1)),
  CONSTRAINT "two_factor_enabled_is_a_flag" CHECK(two_factor_enabled IN (0, 1))
) STRICT;

INSERT INTO new_user("id", "name", "email", "email_verified", "image", "created_at", "updated_at", "two_factor_enabled") SELECT "id", sealed("name", 'accounts'), sealed("email", 'accounts'), "email_verified", sealed("image", 'accounts'), "created_at", "updated_at", "two_factor_enabled" FROM user;

DROP TABLE user;

ALTER TABLE new_user RENAME TO user;

CREATE UNIQUE INDEX user_email_unique ON user (email);

CREATE TABLE new_unmaskings (
  id text PRIMARY KEY NOT NULL,
  organisation text NOT NULL,
  requested_by text NOT NULL,
  requested_at integer NOT NULL,
  reason blob NOT NULL,
  purpose text,
  people text NOT NULL,
  hours integer NOT NULL,
  tell_after_days integer NOT NULL,
  decided_by text,
  decided_at integer,
  is_approved integer,
  decision_reason blob,
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

INSERT INTO new_unmaskings (id, organisation, requested_by, requested_at, reason, purpose, people, hours, tell_after_days, decided_by, decided_at, is_approved, decision_reason, ending, ended_at, ended_by) SELECT id, organisation, requested_by, requested_at, sealed(reason, 'accounts'), purpose, people, hours, tell_after_days, decided_by, decided_at, is_approved, sealed(decision_reason, 'accounts'), ending, ended_at, ended_by FROM unmaskings;

DROP TABLE unmaskings;

ALTER TABLE new_unmaskings RENAME TO unmaskings;

CREATE INDEX unmaskings_by_organisation ON unmaskings (organisation,requested_at);
`,
};
