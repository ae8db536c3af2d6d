import type { Migration } from '@pegel/sqlite';

/** Marks can be of somebody whose time was over, for what was said before it. */
export const expired: Migration = {
  name: '0007-expired',
  sql: `
ALTER TABLE erased_marks ADD COLUMN until_at INTEGER;
`,
};
