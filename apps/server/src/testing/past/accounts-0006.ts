/** What came to the accounts while 0006-budget was their newest step: a budget, and the change that set it. */
export const accounts0006 = `
UPDATE organisations SET budget = '24999.5' WHERE slug = 'nordwind-ag';
INSERT INTO setting_changes (organisation, changed_at, changed_by, reason, was, became) VALUES
  ('nordwind-ag', 1790000000060, sealed('grace@nordwind.example', 'accounts'), sealed('Decided for 2027', 'accounts'), '{"budget":null}', '{"budget":"24999.5"}');
`;
