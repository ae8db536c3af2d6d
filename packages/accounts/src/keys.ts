import { and, eq, isNull } from 'drizzle-orm';
import type { Tables } from './database.js';
import { ingestKeys, readerTokens } from './tables.js';

/* A key that was revoked is as good as unknown, from the next request on. */

export const readerTokenWith = (tables: Tables, hash: string): typeof readerTokens.$inferSelect | undefined =>
  tables.select().from(readerTokens).where(and(eq(readerTokens.hash, hash), isNull(readerTokens.revokedAt))).get();

export const ingestKeyWith = (tables: Tables, hash: string): typeof ingestKeys.$inferSelect | undefined =>
  tables.select().from(ingestKeys).where(and(eq(ingestKeys.hash, hash), isNull(ingestKeys.revokedAt))).get();
