import { and, eq, gt, isNull, or } from 'drizzle-orm';
import type { Instant } from '@pegel/domain';
import type { Tables } from './database.js';
import { recordOfAccount } from './sign-in-journal.js';
import type { SignedIn } from './sign-in-sessions.js';
import { deviceCode } from './tables.js';

/** As it is kept: without the dash, whatever the case. */
const kept = (userCode: string): string => userCode.replaceAll(/[^a-zA-Z0-9]/g, '').toUpperCase();

/** As people read it. */
export const readable = (userCode: string): string => `${userCode.slice(0, 4)}-${userCode.slice(4)}`;

/** A terminal that waits to be signed in, as whoever decides about it sees it. */
export interface Waiting {
  readonly user_code: string;
  readonly client_id: string | null;
  readonly status: string;
}

/** Whoever looks at a code first is the only one who can decide about it. `null`: none that is theirs to see. */
export function waitingDevice(tables: Tables, who: SignedIn, userCode: string, now: Instant): Waiting | null {
  const code = kept(userCode);
  const [row] = tables.update(deviceCode).set({ userId: who.id }).where(and(eq(deviceCode.userCode, code), isTheirs(who), gt(deviceCode.expiresAt, new Date(now)))).returning().all();
  return row === undefined ? null : { user_code: readable(code), client_id: row.clientId, status: row.status };
}

/** Decides once and for all, together with its entry in the journal; false where there is nothing to decide for them. */
export const decideDevice = (tables: Tables, who: SignedIn, userCode: string, decision: 'approved' | 'denied', address: string | null, now: Instant): boolean =>
  tables.transaction(
    (within) => {
      const isOpen = and(eq(deviceCode.userCode, kept(userCode)), eq(deviceCode.status, 'pending'), isTheirs(who), gt(deviceCode.expiresAt, new Date(now)));
      if (within.update(deviceCode).set({ status: decision, userId: who.id }).where(isOpen).run().changes === 0) return false;
      recordOfAccount(within, who.id, { happening: 'device-decided', at: now, by: { kind: 'account', id: who.id, address }, about: { decision } });
      return true;
    },
    { behavior: 'immediate' },
  );

const isTheirs = (who: SignedIn) => or(isNull(deviceCode.userId), eq(deviceCode.userId, who.id));
