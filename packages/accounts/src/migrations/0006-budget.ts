import type { Migration } from '@pegel/sqlite';

/** What a month may cost; nothing is set where nobody has decided. */
export const budget: Migration = {
  name: '0006-budget',
  sql: `
ALTER TABLE organisations ADD COLUMN budget TEXT CHECK (budget GLOB '[0-9]*' AND budget NOT GLOB '*[^0-9.]*');
`,
};
