/** What came to a ledger while 0007-expired was its newest step: a mark of somebody whose time was over. */
export const ledger0007 = `
INSERT INTO erased_marks (mark, person, until_at) VALUES ('00000000000000000000000000000000000000000000000000000000000000dd', 82, 1793433600000);
`;
