import { createHash } from 'node:crypto';
import { normaliseEmail, type Instant } from '@pegel/domain';
import { and, eq, inArray, lt, or, sql } from 'drizzle-orm';
import { addressKey, counted, keyOf, type Wait } from './attempts.js';
import type { Tables } from './database.js';
import type { SessionTimes } from './sign-in-times.js';
import { deviceCode, rateLimit, session, sessionClients, verification } from './tables.js';

/** What is beyond waits, whoever was right. */
const limits = {
  /** At passwords and codes of one account, whether there is one or not. */
  account: { max: 5, seconds: 60 },
  /** At passwords and codes from one address. */
  address: { max: 20, seconds: 60 },
  /** Of everything else that is limited, from one address. */
  requests: { max: 600, seconds: 60 },
} as const;

/** By a hash, which the table seals: addresses of people who have no account here are not for us to keep. */
const accountKey = (email: string): string => keyOf('account', createHash('sha256').update(normaliseEmail(email)).digest('hex'));

/** Counts an attempt at a password or a code, from an address and at an account, where that is known. */
export const countAttempt = (tables: Tables, address: string | null, email: string | null): Wait | null =>
  counted(tables, [{ key: addressKey('address', address), ...limits.address }, ...(email === null ? [] : [{ key: accountKey(email), ...limits.account }])]);

/** The same for what is no attempt at anything. */
export const countRequest = (tables: Tables, address: string | null): Wait | null => counted(tables, [{ key: addressKey('requests', address), ...limits.requests }]);

/** Whoever has signed in has shown that the attempts at their account were theirs. */
export const forgetAttempts = (within: Pick<Tables, 'delete'>, email: string): void => void within.delete(rateLimit).where(eq(rateLimit.key, accountKey(email))).run();

/** No limit counts for longer. */
const limitMilliseconds = 60 * 60_000;
const rowsAtOnce = 200;

/** Removes what is over, some of it at a time: limits, codes, half sign-ins and sessions. */
export function sweep(within: Pick<Tables, 'select' | 'delete'>, times: SessionTimes, now: Instant): void {
  const date = new Date(now);
  within.delete(rateLimit).where(inArray(rateLimit.id, within.select({ id: rateLimit.id }).from(rateLimit).where(lt(rateLimit.lastRequest, now - limitMilliseconds)).limit(rowsAtOnce))).run();
  within.delete(verification).where(inArray(verification.id, within.select({ id: verification.id }).from(verification).where(lt(verification.expiresAt, date)).limit(rowsAtOnce))).run();
  within.delete(deviceCode).where(inArray(deviceCode.id, within.select({ id: deviceCode.id }).from(deviceCode).where(lt(deviceCode.expiresAt, date)).limit(rowsAtOnce))).run();
  const idle = sessionClients.map((client) => and(eq(session.client, client), lt(sql`coalesce(${session.lastUsedAt}, ${session.createdAt})`, now - times[client].idleMilliseconds)));
  within.delete(session).where(inArray(session.id, within.select({ id: session.id }).from(session).where(or(lt(session.expiresAt, date), ...idle)).limit(rowsAtOnce))).run();
}
