/** What came to a ledger while 0003-days was its newest step: a vendor's counts of days and numbers, each revised once, for the second organisation. */
const columns = 'organisation, source, id, revision, content_hash, retracted, type, at, until_at, reference, surface, days, messages, chats, projects_created, projects_used, artifacts_created, connector_calls, coding_sessions, coding_prompts, metric, value, dimensions, delivery, is_first';

const days = (revision: string, hash: number, isFirst: string, condition: string) => `
  SELECT 2, 3, 'p-' || n, ${revision}, CAST(printf('%032d', ${hash} + n) AS BLOB), 0, 'person-day', 1793404800000 + (n % 5) * 86400000, 1793491200000 + (n % 5) * 86400000, 81 + n % 40, 'chat',
    CASE n % 2 WHEN 0 THEN 'utc' ELSE 'organisation' END, n, n / 2, n % 3, n % 4, n % 5, n % 6, n % 7, n, NULL, NULL, NULL, 1003, ${isFirst} FROM n ${condition}`;
const numbers = (revision: string, hash: number, isFirst: string, condition: string) => `
  SELECT 2, 3, 'r-' || n, ${revision}, CAST(printf('%032d', ${hash} + n) AS BLOB), 0, 'reported', 1790812800000, 1793404800000, NULL, 'other',
    'utc', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'messages', CAST(100 + n AS TEXT), json_object('model', 'model-' || n), 1003, ${isFirst} FROM n ${condition}`;

export const ledger0003 = `
INSERT INTO deliveries (id, organisation, source, kind, run, received_at, received, stored, duplicate, superseded, quarantined, rejected, dropped_fields, account_hash)
  VALUES (1003, 2, 3, 'events', '', 1793520000000, 66, 55, 0, 11, 0, 0, 0, CAST('account 1003 ...................' AS BLOB));
WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < 49)
INSERT INTO events (${columns}) ${days('n % 5 = 0', 6000, 'n % 5 <> 0', '')};
WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < 49)
INSERT INTO event_history (${columns}) ${days('0', 7000, '1', 'WHERE n % 5 = 0')};
WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < 4)
INSERT INTO events (${columns}) ${numbers('n = 0', 8000, 'n <> 0', '')};
WITH RECURSIVE n (n) AS (SELECT 0)
INSERT INTO event_history (${columns}) ${numbers('0', 9000, '1', '')};
INSERT INTO kept_revisions (source, type, revisions) VALUES (3, 'person-day', 60), (3, 'reported', 6) ON CONFLICT (source, type) DO UPDATE SET revisions = revisions + excluded.revisions;
INSERT INTO daily_runs VALUES (3, '', 'person-day', 'utc', 20757, 20761), (3, '', 'person-day', 'organisation', 20757, 20761), (3, '', 'reported', 'utc', 20727, 20756);
`;
