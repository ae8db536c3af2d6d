/** What came to the accounts while 0004-privacy was their newest step: what was decided about privacy, and who asked to see names. */
export const accounts0004 = `
UPDATE organisations SET group_size = 10, purposes = '["Cost allocation"]', retention_days = 90 WHERE slug = 'sudwind';
INSERT INTO unmaskings (id, organisation, requested_by, requested_at, reason, purpose, people, hours, tell_after_days, decided_by, decided_at, is_approved, decision_reason, ending, ended_at, ended_by) VALUES
  ('n-1', 'nordwind-ag', 'u-1', 1790000000040, 'A key was found in the open.', 'Security', '["p_00000000000000000001"]', 4, 30, 'u-2', 1790000000041, 1, NULL, 'closed', 1790000000042, 'u-1'),
  ('n-2', 'nordwind-ag', 'u-1', 1790000000043, 'Curious.', NULL, '["p_00000000000000000002"]', 24, 0, 'u-2', 1790000000044, 0, 'That is no reason.', 'refused', 1790000000044, 'u-2'),
  ('n-3', 'nordwind-ag', 'u-2', 1790000000045, 'Help was asked for.', 'Support', '["p_00000000000000000003"]', 1, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
`;
