/** What came to a ledger while 0008-sealed-days was its newest step: a day in columns, of a version that nobody knows any more. */
export const ledger0008 = `
INSERT INTO sealed_days (organisation, day, fact, since_at, until_at, version, checksum, content) VALUES (1, 20453, 'activity', 1767139200000, 1767225600000, '0123456789abcdef', x'00112233445566778899aabbccddeeff', x'0300');
`;
