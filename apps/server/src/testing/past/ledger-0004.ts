/** What came to a ledger while 0004-directory-fields was its newest step: a directory that knows departments and no seats, for the second organisation. */
export const ledger0004 = `
INSERT INTO deliveries (id, organisation, source, kind, run, received_at, received, stored, duplicate, superseded, quarantined, rejected, dropped_fields, account_hash)
  VALUES (1004, 2, 5, 'directory', '', 1793606400000, 40, 40, 0, 0, 0, 0, 0, CAST('account 1004 ...................' AS BLOB));
INSERT INTO directory_snapshots (id, organisation, source, taken_at, complete, fields, has_people, purchased, assigned, pending_invites, content_hash)
  VALUES (1004, 2, 5, 1793606400000, 1, '["groups","department","costCentre"]', 1, NULL, NULL, NULL, CAST(printf('%032d', 10000) AS BLOB));
WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < 39)
INSERT INTO directory_people (snapshot, position, reference, status, groups, department, cost_centre)
  SELECT 1004, n, 81 + n, NULL, json_array('everybody'), 'department ' || (n % 4), 'cost centre ' || (n % 3) FROM n;
`;
