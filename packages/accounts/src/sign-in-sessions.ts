import type { Instant } from '@pegel/domain';
import { and, eq, like, ne } from 'drizzle-orm';
import type { Tables } from './database.js';
import type { Library } from './sign-in-library.js';
import { isOver, useNotedMilliseconds, type SessionTimes } from './sign-in-times.js';
import { deviceCode, session, verification, type SessionClient } from './tables.js';

/** Somebody with a whole session. */
export interface SignedIn {
  readonly id: string;
  readonly email: string;
  readonly twoFactor: boolean;
  readonly session: { readonly id: string; readonly client: SessionClient };
}

/** Whose session it is, unless it is over. That it was used is written down. */
export async function whoIs(tables: Tables, library: Library, times: SessionTimes, credentials: Headers, now: Instant): Promise<SignedIn | null> {
  const found = await library.auth.api.getSession({ headers: credentials, query: { disableRefresh: true } });
  if (found === null) return null;
  const { id, createdAt, lastUsedAt = null } = found.session;
  const client = found.session.client === 'terminal' ? 'terminal' : 'browser';
  if (isOver({ client, createdAt, lastUsedAt }, times, now)) {
    tables.delete(session).where(eq(session.id, id)).run();
    return null;
  }
  if (lastUsedAt === null || now - lastUsedAt.getTime() >= useNotedMilliseconds) noteUse(tables, id, now);
  return { id: found.user.id, email: found.user.email, twoFactor: found.user.twoFactorEnabled === true, session: { id, client } };
}

/** Reading goes on where nothing can be written any more; the session then only ends the sooner. */
function noteUse(tables: Tables, id: string, now: Instant): void {
  try {
    tables.update(session).set({ lastUsedAt: new Date(now) }).where(eq(session.id, id)).run();
  } catch {
    return;
  }
}

/** Ends every session of an account but one, and whatever would become one: half sign-ins, and terminals that were approved but have not asked yet. */
export function endOthers(within: Pick<Tables, 'delete'>, userId: string, kept: string): number {
  endBegun(within, userId);
  within.delete(deviceCode).where(eq(deviceCode.userId, userId)).run();
  return within.delete(session).where(and(eq(session.userId, userId), ne(session.id, kept))).run().changes;
}

/** Ends half sign-ins, which the library calls so. */
export const endBegun = (within: Pick<Tables, 'delete'>, userId: string): void => void within.delete(verification).where(and(eq(verification.value, userId), like(verification.identifier, '2fa-%'))).run();
