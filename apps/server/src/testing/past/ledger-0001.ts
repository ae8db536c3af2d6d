/** Text as the 32 bytes of a hash. */
const hash = (text: string): string => `CAST(substr(${text} || '................................', 1, 32) AS BLOB)`;

const eventColumns = 'organisation, source, id, revision, content_hash, retracted, type, at, until_at, reference, service, surface';
const activityColumns = `${eventColumns}, chat, project, artifact, artifact_kind, connector, connector_key, model, count`;
const spendColumns = `${eventColumns}, model, amount, currency, list_amount, credits, basis, cost_type, requests, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, price_table`;

/** 3,000 things done in October 2026 in organisation o, by 40 people and a service, the newest revision of each. */
const activity = (revision: string, retracted: string) => `
  SELECT o, 2 * o - 1, 'a-' || n, ${revision}, ${hash(`'a' || n || '-' || ${revision}`)}, ${retracted},
    CASE n % 10 WHEN 6 THEN 'connector.used' WHEN 7 THEN 'project.created' WHEN 8 THEN 'artifact.created' WHEN 9 THEN 'project.used' ELSE 'message.sent' END,
    1790841600000 + (n / 100) * 86400000 + (n % 100) * 300000, 1790841600000 + (n / 100) * 86400000 + (n % 100) * 300000,
    CASE WHEN n % 50 = 49 THEN NULL ELSE (o - 1) * 80 + n % 40 + 1 END, CASE WHEN n % 50 = 49 THEN 'nightly' END, 'chat',
    CASE WHEN n % 10 < 6 THEN 'chat-' || (n / 3) END, CASE WHEN n % 10 >= 7 THEN 'project-' || (n % 17) END,
    CASE WHEN n % 10 = 8 THEN 'artifact-' || n END, CASE WHEN n % 10 = 8 THEN 'document' END,
    CASE WHEN n % 10 = 6 THEN 'Google Drive ' END, CASE WHEN n % 10 = 6 THEN 'google drive' END,
    CASE WHEN n % 10 < 6 THEN 'claude-opus-4-5' END, 1 + n % 3`;

/** 1,500 lines of what it cost, from a source of its own; every thirtieth is a seat for the month. */
const spend = (revision: string, retracted: string) => `
  SELECT o, 2 * o, 's-' || n, ${revision}, ${hash(`'s' || n || '-' || ${revision}`)}, ${retracted}, 'spend',
    1790841600000 + (n / 50) * 86400000, 1790841600000 + (n / 50) * 86400000 + CASE WHEN n % 30 = 0 THEN 86400000 * 2 ELSE 0 END,
    (o - 1) * 80 + 40 + n % 40 + 1, NULL, 'code', 'claude-opus-4-5', 1000003 * (n + 1), 'USD', 2000003 * (n + 1), 7 * n, 'computed',
    CASE WHEN n % 30 = 0 THEN 'seat' ELSE 'tokens' END, 1, 1000 + n, 200 + n, 30 + n, 4 + n, 'prices-1'`;

const numbers = (count: number) => `n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < ${count - 1})`;
const organisations = 'o (o) AS (VALUES (1), (2))';

/** What a ledger held when 0001-ledger was its newest step: two organisations, each with two sources, revisions, quarantine and a directory. */
export const ledger0001 = `
INSERT INTO ledgers VALUES (1, 'nordwind-ag', 3, 3, 0), (2, 'sudwind', 4, 3, 1);
INSERT INTO sources VALUES
  (1, 1, 'live', 'live', NULL, 1793520000000), (2, 1, 'codes', 'import', '{"types":["spend"],"surfaces":["code"]}', 1793520000000),
  (3, 2, 'live', 'live', NULL, 1793520000000), (4, 2, 'codes', 'import', '{"types":["spend"],"surfaces":["code"]}', 1793520000000), (5, 2, 'hr', NULL, NULL, NULL);
INSERT INTO runs VALUES
  (1, 1, '', 1790841600000, 1793433600000), (2, 2, 'first', 1790841600000, 1792137600000), (3, 2, 'second', 1792137600000, 1793520000000),
  (4, 3, '', 1790841600000, 1793433600000), (5, 4, 'first', 1790841600000, 1793520000000);
WITH RECURSIVE ${organisations}, ${numbers(40)}
INSERT INTO people SELECT (o - 1) * 40 + n + 1, o, 'id:live:u' || (n + 1), printf('p_%020x', o * 1000 + n) FROM o, n;
WITH RECURSIVE ${organisations}, ${numbers(80)}
INSERT INTO person_references SELECT (o - 1) * 80 + n + 1, o, 2 * o - 1 + n / 40, CASE WHEN n < 40 THEN 'u' || (n + 1) END,
  'u' || (n % 40 + 1) || '@example.com', CASE WHEN n < 40 THEN 'Person Nº ' || (n + 1) END, 1790841600000, 1793433600000, (o - 1) * 40 + n % 40 + 1 FROM o, n;
WITH RECURSIVE ${organisations}, ${numbers(3000)}
INSERT INTO events (${activityColumns}) ${activity('n % 7 = 0', 'n % 97 = 0')} FROM o, n;
WITH RECURSIVE ${organisations}, ${numbers(1500)}
INSERT INTO events (${spendColumns}) ${spend('n % 11 = 0', 'n % 89 = 0')} FROM o, n;
WITH RECURSIVE ${organisations}, ${numbers(3000)}
INSERT INTO event_history (${activityColumns}) ${activity('0', '0')} FROM o, n WHERE n % 7 = 0;
WITH RECURSIVE ${organisations}, ${numbers(1500)}
INSERT INTO event_history (${spendColumns}) ${spend('0', '0')} FROM o, n WHERE n % 11 = 0;
-- The message of the test that sends one again: the hash is that of its content, whichever version computes it.
INSERT INTO events (${activityColumns}) VALUES (1, 1, 'again', 0, x'93ee2a64b63fbaf6f9a148bc84594db337ebc70457dda8aef0985a5e76f5ba9a', 0, 'message.sent', 1793433600000, 1793433600000, 1, NULL, 'chat', 'chat-again', NULL, NULL, NULL, NULL, NULL, NULL, 1);
WITH RECURSIVE ${organisations}, ${numbers(40)}
INSERT INTO quarantine SELECT NULL, o, 2 * o - 1, 'q-' || n, n % 2, CASE n % 3 WHEN 0 THEN 'future' WHEN 1 THEN 'conflict' ELSE 'foreign-currency' END,
  json_object('id', 'q-' || n, 'type', 'message.sent'), ${hash(`'q' || n`)}, 1793520000000 FROM o, n;
WITH RECURSIVE ${organisations}, ${numbers(60)}
INSERT INTO deliveries SELECT NULL, o, 2 * o - 1 + n % 2, CASE n % 20 WHEN 0 THEN 'directory' ELSE 'events' END, CASE n % 2 WHEN 0 THEN '' ELSE 'first' END,
  1790841600000 + n * 3600000, 15 + n, n, 2, 3, 4, 6 FROM o, n;
INSERT INTO directory_snapshots VALUES
  (1, 1, 1, 1790841600000, 1, 1, 50, 40, 3), (2, 1, 1, 1792137600000, 0, 1, NULL, NULL, NULL), (3, 1, 1, 1793347200000, 1, 1, 60, 38, 2),
  (4, 2, 5, 1790841600000, 1, 1, 50, 40, 3), (5, 2, 5, 1793347200000, 1, 0, 45, 44, 1);
WITH RECURSIVE snapshots (id, o) AS (VALUES (1, 1), (2, 1), (3, 1), (4, 2)), ${numbers(40)}
INSERT INTO directory_people SELECT id, n, (o - 1) * 80 + n + 1, CASE n % 20 WHEN 18 THEN 'invited' WHEN 19 THEN 'removed' ELSE 'active' END,
  CASE WHEN n % 20 < 18 THEN 'standard' END, json_array('everybody', 'group ' || (n % 4)), 'department ' || (n % 5), 'cost centre ' || (n % 6),
  1780000000000 + n, CASE WHEN n % 20 = 18 THEN 1790000000000 END, CASE WHEN n % 20 = 18 THEN 1799000000000 END FROM snapshots, n;
`;
