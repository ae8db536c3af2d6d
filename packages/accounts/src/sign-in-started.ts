import type { Instant, JournalParticulars } from '@pegel/domain';
import { eq, inArray } from 'drizzle-orm';
import type { Tables } from './database.js';
import { recordOfAccount } from './sign-in-journal.js';
import { forgetAttempts, sweep } from './sign-in-limits.js';
import type { SessionTimes } from './sign-in-times.js';
import { session, user, type SessionClient } from './tables.js';

/** A session that the library has just made. */
export interface Started {
  readonly id: string;
  readonly userId: string;
  readonly email: string;
}

/** From where and for how long. */
export interface Circumstances {
  readonly client: SessionClient;
  readonly headers: Headers;
  readonly address: string | null;
  readonly times: SessionTimes;
  readonly now: Instant;
}

/** Makes a session of the library's one of ours; undefined where it made none, or only half of a sign-in. */
export function startedSession(within: Pick<Tables, 'select' | 'update'>, made: readonly string[], { client, headers, address, times, now }: Circumstances): Started | undefined {
  if (made.length === 0) return undefined;
  const started = within.select({ id: session.id, createdAt: session.createdAt, userId: user.id, email: user.email }).from(session).innerJoin(user, eq(user.id, session.userId)).where(inArray(session.token, [...made])).get();
  if (started === undefined) return undefined;
  const expiresAt = new Date(now + times[client].wholeMilliseconds);
  within.update(session).set({ client, expiresAt, ipAddress: address, userAgent: headers.get('user-agent')?.slice(0, 300) ?? null, lastUsedAt: started.createdAt }).where(eq(session.id, started.id)).run();
  return started;
}

/** Somebody has signed in: that is written down, and their attempts are forgotten. */
export function welcome(within: Pick<Tables, 'select' | 'insert' | 'delete'>, { userId, email }: Started, { client, address, times, now }: Circumstances, about: JournalParticulars): void {
  forgetAttempts(within, email);
  recordOfAccount(within, userId, { happening: 'signed-in', at: now, by: { kind: 'account', id: userId, address }, about: { ...about, client } });
  sweep(within, times, now);
}
