/** What came to the accounts while 0002-settings was their newest step: an order of sources, and how that and the zone came to be. */
export const accounts0002 = `
UPDATE organisations SET source_order = '["gateway","live"]' WHERE slug = 'sudwind';
INSERT INTO setting_changes (id, organisation, changed_at, changed_by, reason, was, became) VALUES
  (1, 'sudwind', 1790000000010, 'h@nordwind.example', 'The office moved.', '{"timeZone":"Europe/Berlin","weekStart":"monday"}', '{"timeZone":"America/New_York","weekStart":"sunday"}'),
  (2, 'sudwind', 1790000000011, 'h@nordwind.example', 'The gateway tells what the app tells.', '{"sourceOrder":[]}', '{"sourceOrder":["gateway","live"]}');
`;
