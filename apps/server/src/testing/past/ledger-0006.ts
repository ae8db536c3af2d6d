/** What came to a ledger while 0006-erased was its newest step: somebody who was erased, with a mark of what they were called, and one of somebody who has not come yet. */
export const ledger0006 = `
INSERT INTO people (id, organisation, handle, key) VALUES (82, 2, sealed('@erased:00000000000000000000000000000000000000000000000000000000000000aa', 2), '@unattributed');
INSERT INTO person_references (id, organisation, source, external_id, email, name, first_at, last_at, person) VALUES
  (162, 2, 3, sealed('@erased:00000000000000000000000000000000000000000000000000000000000000bb', 2), NULL, NULL, 1793433600000, 1793433600000, 82);
INSERT INTO erased_marks (mark, person) VALUES
  ('00000000000000000000000000000000000000000000000000000000000000aa', 82), ('00000000000000000000000000000000000000000000000000000000000000bb', 82),
  ('00000000000000000000000000000000000000000000000000000000000000cc', NULL);
INSERT INTO erasures (organisation, number, reason) VALUES (2, 1, sealed('They asked for it.', 2));
`;
