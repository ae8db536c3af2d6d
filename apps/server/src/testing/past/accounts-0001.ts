import { createHash } from 'node:crypto';

/** What lets a test in to a folder of the past. Tokens were stored as SHA-256 then. */
export const pastReaderToken = 'pegel_reader_0000000000000000000000000000000000000000000';
export const pastIngestKey = 'pegel_ingest_0000000000000000000000000000000000000000000';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What the accounts held when 0001-accounts was their newest step: the organisations of the ledger, people who sign in, and keys. */
export const accounts0001 = `
INSERT INTO organisations VALUES
  ('nordwind-ag', 'Nordwind AG', 'Europe/Berlin', 'monday', 1, 'USD', 1, 'full', 0, '${sha256('nordwind')}', 1790000000000),
  ('sudwind', 'Südwind', 'America/New_York', 'sunday', 4, 'USD', 0, 'off', 1, '${sha256('sudwind')}', 1790000000000);
INSERT INTO user VALUES
  ('u-1', 'h@nordwind.example', 'h@nordwind.example', 0, NULL, 1790000000000, 1790000000000),
  ('u-2', 'Ada', 'ada@nordwind.example', 1, 'https://nordwind.example/ada.png', 1790000000001, 1790000000002);
INSERT INTO session VALUES ('s-1', 'session-token-1', 'u-1', '127.0.0.1', 'Firefox', 1799000000000, 1790000000000, 1790000000000);
INSERT INTO account VALUES
  ('a-1', 'u-1', 'credential', 'u-1', NULL, NULL, NULL, NULL, NULL, NULL, 'aa:bb', 1790000000000, 1790000000000),
  ('a-2', 'ada', 'oidc', 'u-2', 'access', 'refresh', 'id', 1790000000005, 1790000000006, 'openid', NULL, 1790000000001, 1790000000002);
INSERT INTO verification VALUES ('v-1', 'ada@nordwind.example', 'code', 1799000000000, 1790000000000, 1790000000000);
INSERT INTO rate_limit VALUES ('r-1', '127.0.0.1/sign-in/email', 2, 1790000000000);
INSERT INTO memberships VALUES
  ('u-1', 'nordwind-ag', 'primary-owner', 1790000000000), ('u-1', 'sudwind', 'primary-owner', 1790000000000), ('u-2', 'nordwind-ag', 'auditor', 1790000000001);
INSERT INTO reader_tokens VALUES
  ('${sha256(pastReaderToken)}', 'nordwind-ag', 'primary-owner', 'h@nordwind.example', 1790000000000, NULL),
  ('${sha256('revoked')}', 'sudwind', 'auditor', 'old', 1790000000000, 1790000000009);
INSERT INTO ingest_keys VALUES
  ('${sha256(pastIngestKey)}', 'nordwind-ag', 'live', '["events","directory"]', NULL, 1790000000000, NULL),
  ('${sha256('other')}', 'sudwind', 'hr', '["directory"]', 'hr', 1790000000000, 1790000000009);
INSERT INTO settings VALUES ('session-secret', '${sha256('secret')}');
`;
