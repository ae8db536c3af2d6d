import { generateSQLiteDrizzleJson, generateSQLiteMigration } from 'drizzle-kit/api';
import type { Described } from './described.js';

/** Tables as drizzle-kit writes them down. */
export type Snapshot = Awaited<ReturnType<typeof generateSQLiteDrizzleJson>>;

const nowhere = '00000000-0000-0000-0000-000000000000';

/** What the tables say, the same each time it is asked: drizzle-kit gives every snapshot an id by chance. */
export const snapshotOf = async ({ tables }: Pick<Described, 'tables'>): Promise<Snapshot> => ({ ...(await generateSQLiteDrizzleJson({ ...tables })), id: nowhere, prevId: nowhere });

/** The statements that make one of the other, or out of nothing, as drizzle-kit has them and finished with what it cannot say. */
export async function statementsBetween(before: Snapshot | null, after: Snapshot, { withoutRowid }: Pick<Described, 'withoutRowid'>): Promise<readonly string[]> {
  const empty = await snapshotOf({ tables: {} });
  const statements = await generateSQLiteMigration(before ?? empty, after);
  return statements.flatMap((statement) => statement.split('--> statement-breakpoint')).map((statement) => statement.trim()).filter((statement) => statement !== '' && !isPragma(statement)).map((statement) => finished(statement, withoutRowid));
}

/** Foreign keys are switched off by the runner, outside of the transaction, where it has an effect. */
const isPragma = (statement: string): boolean => /^PRAGMA\b/i.test(statement);

/** STRICT, and WITHOUT ROWID where that is declared; in our words and without drizzle-kit's quotes and tabs. */
function finished(statement: string, withoutRowid: readonly string[]): string {
  const bare = statement.replaceAll('`', '').replaceAll('\t', '  ').replace(/;$/, '').replaceAll(' ON UPDATE no action ON DELETE no action', '').replaceAll(' ON UPDATE no action ON DELETE restrict', ' ON DELETE RESTRICT');
  const made = /^CREATE TABLE (?:__new_)?(\w+)/.exec(bare)?.[1];
  if (made === undefined) return bare;
  return `${bare} ${withoutRowid.includes(made) ? 'STRICT, WITHOUT ROWID' : 'STRICT'}`;
}
