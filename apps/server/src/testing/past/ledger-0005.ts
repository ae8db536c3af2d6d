/** What came to a ledger while 0005-sealed was its newest step: somebody new, whose words were sealed from the first moment on. */
export const ledger0005 = `
INSERT INTO people (id, organisation, handle, key) VALUES (81, 2, sealed('id:live:u81', 2), 'p_00000000000000000081');
INSERT INTO person_references (id, organisation, source, external_id, email, name, first_at, last_at, person) VALUES
  (161, 2, 3, sealed('u81', 2), sealed('u81@example.com', 2), sealed('Person Nº 81', 2), 1793433600000, 1793433600000, 81);
`;
