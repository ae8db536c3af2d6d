import { createHash } from 'node:crypto';
import type { Instant } from '@pegel/domain';
import { and, eq, gt, lt } from 'drizzle-orm';
import { parseCookies } from 'better-auth/cookies';
import type { Tables } from './database.js';
import { cookieNames, type LibraryOptions } from './sign-in-library.js';
import { valueIn } from './sign-in-signatures.js';
import { user, verification } from './tables.js';

/** Longer than a code of an authenticator is taken for: its half minute, and the ones before and after. */
const rememberedMilliseconds = 3 * 60_000;

const idOf = (userId: string, code: string): string => `used-code-${createHash('sha256').update(`${userId}:${code}`).digest('hex')}`;

/** Takes a code of an authenticator before it is looked at; false where it was taken before, since each is good for once. */
export const takeCode = (tables: Tables, userId: string, code: string, now: Instant): boolean =>
  tables.transaction(
    (within) => {
      const id = idOf(userId, code);
      const at = new Date(now);
      within.delete(verification).where(and(eq(verification.id, id), lt(verification.expiresAt, at))).run();
      const row = { id, identifier: id, value: userId, createdAt: at, updatedAt: at, expiresAt: new Date(now + rememberedMilliseconds) };
      return within.insert(verification).values(row).onConflictDoNothing().run().changes === 1;
    },
    { behavior: 'immediate' },
  );

/** A code that was wrong may be right in a while. */
export const giveCodeBack = (tables: Tables, userId: string, code: string): void => void tables.delete(verification).where(eq(verification.id, idOf(userId, code))).run();

/** Somebody whose password was right a moment ago, where the second factor is still to come. */
export interface HalfSignedIn {
  readonly id: string;
  readonly email: string;
  readonly challenge: string;
}

export function halfSignedIn(tables: Tables, credentials: Headers, { secret, publicUrl }: LibraryOptions, now: Instant): HalfSignedIn | null {
  const cookie = parseCookies(credentials.get('cookie') ?? '').get(cookieNames({ publicUrl }).half);
  const challenge = cookie === undefined ? null : valueIn(cookie, secret);
  if (challenge === null) return null;
  const open = and(eq(verification.identifier, challenge), gt(verification.expiresAt, new Date(now)));
  const found = tables.select({ id: user.id, email: user.email }).from(verification).innerJoin(user, eq(user.id, verification.value)).where(open).get();
  return found === undefined ? null : { ...found, challenge };
}
