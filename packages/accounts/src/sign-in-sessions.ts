import type { Instant } from '@pegel/domain';
import { parseCookies } from 'better-auth/cookies';
import { and, eq, like, ne, sql } from 'drizzle-orm';
import type { Tables } from './database.js';
import { cookieNames, type LibraryOptions } from './sign-in-library.js';
import { valueIn } from './sign-in-signatures.js';
import { isOver, useNotedMilliseconds } from './sign-in-times.js';
import { deviceCode, session, user, verification, type SessionClient } from './tables.js';

/** Somebody with a whole session. */
export interface SignedIn {
  readonly id: string;
  readonly email: string;
  readonly twoFactor: boolean;
  readonly session: { readonly id: string; readonly token: string; readonly client: SessionClient };
}

/** Finds out whose session a request shows, unless it is over. That it was used is written down. */
export type WhoIs = (credentials: Headers, now: Instant) => SignedIn | null;

/** Asked with every request, and again and again by every open stream: so the question is put together once. */
export function whoIsIn(tables: Tables, { secret, times, publicUrl }: LibraryOptions): WhoIs {
  const name = cookieNames({ publicUrl }).session;
  const { token, id, client, createdAt, lastUsedAt, expiresAt } = session;
  const find = tables
    .select({ token, id, client, createdAt, lastUsedAt, expiresAt, userId: user.id, email: user.email, twoFactor: user.twoFactorEnabled })
    .from(session).innerJoin(user, eq(user.id, session.userId)).where(eq(session.token, sql.placeholder('token'))).prepare();
  return (credentials, now) => {
    const shown = shownIn(credentials, name);
    const value = shown === null ? null : valueIn(shown, secret);
    const found = value === null ? undefined : find.get({ token: value });
    if (found === undefined) return null;
    if (now >= found.expiresAt.getTime() || isOver(found, times, now)) {
      tables.delete(session).where(eq(session.id, found.id)).run();
      return null;
    }
    if (found.lastUsedAt === null || now - found.lastUsedAt.getTime() >= useNotedMilliseconds) noteUse(tables, found.id, now);
    return { id: found.userId, email: found.email, twoFactor: found.twoFactor, session: { id: found.id, token: found.token, client: found.client } };
  };
}

/** A token with its signature, as a cookie or for a bearer; as a cookie has it, it may still be encoded. */
function shownIn(credentials: Headers, cookie: string): string | null {
  const bearer = /^Bearer (.+)$/.exec(credentials.get('authorization') ?? '')?.[1];
  if (bearer === undefined) return parseCookies(credentials.get('cookie') ?? '').get(cookie) ?? null;
  try {
    return decodeURIComponent(bearer);
  } catch {
    return null;
  }
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
