/** What came to a ledger while 0002-quarantine-decisions was its newest step: all of it for the second organisation. */
export const ledger0002 = `
INSERT INTO deliveries (id, organisation, source, kind, run, received_at, received, stored, duplicate, superseded, quarantined, rejected, dropped_fields, account_hash) VALUES
  (1001, 2, 3, 'events', '', 1793520000000, 260, 200, 0, 40, 20, 0, 7, CAST('account 1001 ...................' AS BLOB)),
  (1002, 2, 5, 'directory', '', 1793520000000, 0, 0, 0, 0, 0, 0, 0, CAST('account 1002 ...................' AS BLOB));
WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < 199)
INSERT INTO events (organisation, source, id, revision, content_hash, retracted, type, at, until_at, reference, surface, chat, count, delivery, is_first)
  SELECT 2, 3, 'b-' || n, n % 5 = 0, CAST(printf('%032d', n) AS BLOB), 0, 'message.sent', 1793433600000 + n, 1793433600000 + n, 81 + n % 40, 'chat', 'chat-b-' || (n / 4), 1, 1001, n % 5 <> 0 FROM n;
WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < 199)
INSERT INTO event_history (organisation, source, id, revision, content_hash, retracted, type, at, until_at, reference, surface, chat, count, delivery, is_first)
  SELECT 2, 3, 'b-' || n, 0, CAST(printf('%032d', 1000 + n) AS BLOB), 0, 'message.sent', 1793433600000 + n, 1793433600000 + n, 81 + n % 40, 'chat', 'chat-b-' || (n / 4), 1, 1001, 1 FROM n WHERE n % 5 = 0;
INSERT INTO kept_revisions (source, type, revisions) VALUES (3, 'message.sent', 240) ON CONFLICT (source, type) DO UPDATE SET revisions = revisions + excluded.revisions;
WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < 19)
INSERT INTO quarantine (organisation, source, event_id, revision, code, content, content_hash, received_at, delivery, times, source_kind, source_feeds, run, state, decided_at, decided_by, reason, outcome, replaced, replaced_hash, decision_hash)
  SELECT 2, 3, 'd-' || n, 0, 'conflict', json_object('id', 'd-' || n, 'type', 'message.sent'), CAST(printf('%032d', 2000 + n) AS BLOB), 1793520000000, 1001, 1 + n % 3, 'live', '{"types":["message.sent"],"surfaces":["chat"]}', '',
    CASE n % 3 WHEN 0 THEN 'waiting' WHEN 1 THEN 'released' ELSE 'discarded' END, CASE WHEN n % 3 > 0 THEN 1793523600000 END, CASE WHEN n % 3 > 0 THEN 'h@nordwind.example' END,
    CASE WHEN n % 3 > 0 THEN 'Sent twice' END, CASE n % 3 WHEN 1 THEN 'replaced' END, CASE n % 3 WHEN 1 THEN json_object('id', 'd-' || n) END,
    CASE n % 3 WHEN 1 THEN CAST(printf('%032d', 3000 + n) AS BLOB) END, CASE WHEN n % 3 > 0 THEN CAST(printf('%032d', 4000 + n) AS BLOB) END FROM n;
INSERT INTO directory_snapshots (organisation, source, taken_at, complete, has_people, purchased, assigned, pending_invites, content_hash)
  VALUES (2, 5, 1793520000000, 1, 0, 45, 45, 0, CAST(printf('%032d', 5000) AS BLOB));
`;
