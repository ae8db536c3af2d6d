import { and, eq, gt, isNull, or } from 'drizzle-orm';
import type { Tables } from './database.js';
import { ingestKeys, readerTokens } from './tables.js';

/* A key that was revoked or has expired is as good as unknown, from the next request on. */

export const readerTokenWith = (tables: Tables, hash: string): typeof readerTokens.$inferSelect | undefined =>
  tables.select().from(readerTokens).where(and(eq(readerTokens.hash, hash), isNull(readerTokens.revokedAt), or(isNull(readerTokens.expiresAt), gt(readerTokens.expiresAt, new Date())))).get();

export const ingestKeyWith = (tables: Tables, hash: string): typeof ingestKeys.$inferSelect | undefined =>
  tables.select().from(ingestKeys).where(and(eq(ingestKeys.hash, hash), isNull(ingestKeys.revokedAt), or(isNull(ingestKeys.expiresAt), gt(ingestKeys.expiresAt, new Date())))).get();

/** What a key or a token is called where its secret must not be: the first letters of its hash. */
export const idOf = ({ hash }: { readonly hash: string }): string => hash.slice(0, 12);
