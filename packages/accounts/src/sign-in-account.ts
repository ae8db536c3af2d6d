import type { OwnAccount } from '@pegel/domain';
import { and, asc, desc, eq, isNotNull, sql } from 'drizzle-orm';
import type { Tables } from './database.js';
import { recordOfAccount } from './sign-in-journal.js';
import { endOthers, type SignedIn } from './sign-in-sessions.js';
import { isOver, type SessionTimes } from './sign-in-times.js';
import { account, memberships, organisations, session } from './tables.js';

/** What somebody may do with their own account, whatever organisations they are in. */
export interface AccountOfOwn {
  view(): OwnAccount;
  /** False where there is no such session of theirs. */
  endSession(id: string, address: string | null): boolean;
  endOtherSessions(address: string | null): void;
}

export function ownAccount(tables: Tables, times: SessionTimes, who: SignedIn): AccountOfOwn {
  const record = (within: Pick<Tables, 'select' | 'insert'>, address: string | null, about: { readonly session?: string; readonly sessions: number }): void =>
    recordOfAccount(within, who.id, { happening: 'session-ended', at: Date.now(), by: { kind: 'account', id: who.id, address }, about });
  return {
    view: () => ({
      email: who.email,
      hasPassword: tables.select({ id: account.id }).from(account).where(and(eq(account.userId, who.id), eq(account.providerId, 'credential'), isNotNull(account.password))).get() !== undefined,
      twoFactor: who.twoFactor,
      organisations: tables
        .select({ slug: organisations.slug, name: organisations.name, role: memberships.role })
        .from(memberships).innerJoin(organisations, eq(organisations.slug, memberships.organisation))
        .where(eq(memberships.userId, who.id)).orderBy(asc(organisations.slug)).all(),
      sessions: tables.select().from(session).where(eq(session.userId, who.id)).orderBy(desc(sql`coalesce(${session.lastUsedAt}, ${session.createdAt})`), asc(session.id)).all()
        .filter((one) => one.expiresAt.getTime() > Date.now() && !isOver(one, times, Date.now()))
        .map(({ id, client, ipAddress, userAgent, createdAt, lastUsedAt }) => ({
          id, client, address: orNull(ipAddress), userAgent: orNull(userAgent), createdAt: createdAt.toISOString(), lastUsedAt: (lastUsedAt ?? createdAt).toISOString(), isCurrent: id === who.session.id,
        })),
    }),
    endSession: (id, address) =>
      tables.transaction(
        (within) => {
          if (within.delete(session).where(and(eq(session.userId, who.id), eq(session.id, id))).run().changes === 0) return false;
          record(within, address, { session: id, sessions: 1 });
          return true;
        },
        { behavior: 'immediate' },
      ),
    endOtherSessions: (address) =>
      tables.transaction(
        (within) => {
          const sessions = endOthers(within, who.id, who.session.id);
          if (sessions > 0) record(within, address, { sessions });
        },
        { behavior: 'immediate' },
      ),
  };
}

const orNull = (text: string | null): string | null => (text === '' ? null : text);
