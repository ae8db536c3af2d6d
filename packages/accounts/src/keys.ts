import { timingSafeEqual } from 'node:crypto';
import type { Instant, Permission, RoleName } from '@pegel/domain';
import { and, eq, sql } from 'drizzle-orm';
import type { Tables } from './database.js';
import { ingestKeys, memberships, readerTokens } from './tables.js';

type ReaderToken = typeof readerTokens.$inferSelect;
type IngestKey = typeof ingestKeys.$inferSelect;

/** Whose eyes a token has, as they are at this moment. */
interface Eyes {
  readonly role: RoleName;
  readonly grants: readonly Permission[];
}

/**
 * Finds what somebody presents, by the hash of it. One that was revoked, has expired, or was made by somebody who is no
 * member any more is as good as unknown, from the next request on.
 */
export interface PresentedKeys {
  readerToken(hash: string): (ReaderToken & Eyes) | undefined;
  ingestKey(hash: string): IngestKey | undefined;
}

const minute = 60_000;

export function presentedKeys(tables: Tables, now: () => Instant): PresentedKeys {
  // Every request asks these, and again and again every open stream, so they are put together once.
  const tokenWith = tables.select().from(readerTokens).where(eq(readerTokens.hash, sql.placeholder('hash'))).prepare();
  const keyWith = tables.select().from(ingestKeys).where(eq(ingestKeys.hash, sql.placeholder('hash'))).prepare();
  const membershipOf = tables.select({ role: memberships.role, grants: memberships.grants }).from(memberships).where(and(eq(memberships.userId, sql.placeholder('account')), eq(memberships.organisation, sql.placeholder('organisation')))).prepare();

  /** Whatever this process wrote down as used in this minute, or could not. */
  let noted = { minute: 0, hashes: new Set<string>() };

  /** Writes down that a key is used, once a minute. Whoever presents it never waits for a second attempt, nor fails with the first. */
  const note = (table: typeof readerTokens | typeof ingestKeys, { hash }: ReaderToken | IngestKey): void => {
    const at = Math.floor(now() / minute) * minute;
    if (noted.minute !== at) noted = { minute: at, hashes: new Set() };
    if (noted.hashes.has(hash)) return;
    noted.hashes.add(hash);
    try {
      tables.update(table).set({ lastUsedAt: new Date(at) }).where(eq(table.hash, hash)).run();
    } catch {
      // A disk that is full keeps nobody from reading, and those who send are told by what they send.
    }
  };

  /** Its maker's; one that is older than makers are kept has the role it was made with. */
  const eyesOf = ({ createdBy, role, ...token }: ReaderToken): Eyes | undefined =>
    createdBy === null ? { role, grants: [] } : membershipOf.get({ account: createdBy, organisation: token.organisation });

  /** The key, where it is this one and still opens anything. */
  const valid = <Key extends ReaderToken | IngestKey>(key: Key | undefined, hash: string): Key | undefined =>
    key !== undefined && isSame(key.hash, hash) && key.revokedAt === null && (key.expiresAt === null || key.expiresAt.getTime() > now()) ? key : undefined;

  return {
    readerToken(hash) {
      const key = valid(tokenWith.get({ hash }), hash);
      const eyes = key === undefined ? undefined : eyesOf(key);
      if (key === undefined || eyes === undefined) return undefined;
      note(readerTokens, key);
      return { ...key, ...eyes };
    },
    ingestKey(hash) {
      const key = valid(keyWith.get({ hash }), hash);
      if (key !== undefined) note(ingestKeys, key);
      return key;
    },
  };
}

/** An index says by its time how much of a hash was right; this does not, and neither tells anything of the secret behind it. */
export const isSame = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** What a key or a token is called where its secret must not be: the first letters of its hash. */
export const idOf = ({ hash }: { readonly hash: string }): string => hash.slice(0, 12);
