import { createHash } from 'node:crypto';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What came to the accounts while 0003-access was their newest step: who was invited, keys with an end, terminals, second factors, and entries of the journal. */
export const accounts0003 = `
UPDATE user SET two_factor_enabled = 1 WHERE id = 'u-2';
UPDATE session SET client = 'terminal', last_used_at = 1790000000020 WHERE id = 's-1';
UPDATE memberships SET grants = '["view:usage"]' WHERE user_id = 'u-2';
UPDATE reader_tokens SET permissions = '["view:usage"]', expires_at = 1899000000000, last_used_at = 1790000000021 WHERE label = 'old';
UPDATE ingest_keys SET sources = '["hr","payroll"]', created_by = 'u-1', expires_at = 1899000000001, last_used_at = 1790000000022 WHERE label = 'hr';
INSERT INTO invitations (id, organisation, email, role, grants, hash, invited_by, created_at, expires_at, accepted_at, withdrawn_at) VALUES
  ('i-1', 'nordwind-ag', 'grace@nordwind.example', 'owner', '[]', '${sha256('invitation 1')}', 'u-1', 1790000000023, 1799000000000, NULL, NULL),
  ('i-2', 'nordwind-ag', 'ada@nordwind.example', 'auditor', '[]', '${sha256('invitation 2')}', 'u-1', 1790000000024, 1799000000000, 1790000000025, NULL),
  ('i-3', 'sudwind', 'alan@sudwind.example', 'admin', '["view:usage"]', '${sha256('invitation 3')}', 'u-1', 1790000000026, 1799000000000, NULL, 1790000000027);
INSERT INTO two_factor (id, secret, backup_codes, user_id, verified, failed_verification_count, locked_until) VALUES ('t-1', 'sealed', 'sealed too', 'u-2', 1, 2, 1790000000028);
INSERT INTO device_code (id, device_code, user_code, user_id, expires_at, status, last_polled_at, polling_interval, client_id, scope) VALUES
  ('d-1', 'device', 'ABCDEFGH', 'u-1', 1799000000000, 'approved', 1790000000029, 5000, 'pegel', 'all');
INSERT INTO audit_journal (chain, number, at, happening, actor, actor_id, address, about, hash) VALUES
  ('', 1, 1790000000030, 'sign-in-refused', 'nobody', NULL, '192.0.2.1', '{}', '${sha256('entry 1')}'),
  ('nordwind-ag', 1, 1790000000031, 'signed-in', 'account', 'u-1', '192.0.2.1', '{"client":"terminal"}', '${sha256('entry 2')}');
`;
