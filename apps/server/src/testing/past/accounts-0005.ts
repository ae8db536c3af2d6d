import { createHash } from 'node:crypto';

/** What came to the accounts while 0005-sealed-accounts was their newest step: an invitation to an address that was sealed from the first moment on. */
export const accounts0005 = `
INSERT INTO invitations (id, organisation, email, role, grants, hash, invited_by, created_at, expires_at) VALUES
  ('i-5', 'nordwind-ag', sealed('edsger@nordwind.example', 'accounts'), 'member', '[]', '${createHash('sha256').update('invitation 5').digest('hex')}', 'u-1', 1790000000050, 1799000000000);
`;
