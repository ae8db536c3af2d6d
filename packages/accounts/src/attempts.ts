import { randomUUID } from 'node:crypto';
import { networkOf } from '@pegel/domain';
import { eq } from 'drizzle-orm';
import type { Tables } from './database.js';
import { rateLimit } from './tables.js';

/** How many attempts there may be within a time. */
export interface AttemptLimit {
  readonly max: number;
  readonly seconds: number;
}

/** What an attempt counts for. */
export interface Counter extends AttemptLimit {
  readonly key: string;
}

/** An attempt that must wait. */
export interface Wait {
  readonly seconds: number;
  /** None was refused before it in this window. */
  readonly isFirst: boolean;
}

/** Counts an attempt, in the database, so that a restart forgives nothing. `null`, or how many seconds to wait where there were too many. */
export const attempt = (tables: Tables, what: string, address: string | null, limit: AttemptLimit): number | null =>
  counted(tables, [{ key: addressKey(what, address), ...limit }])?.seconds ?? null;

export const keyOf = (what: string, of: string): string => `${what}|${of}`;

/** All who have no address count together, and so does a network of IPv6. */
export const addressKey = (what: string, address: string | null): string => keyOf(what, networkOf(address ?? ''));

/**
 * The same for several counters at once, asked in one transaction: attempts at the same time are no more than attempts one
 * after the other, and one that must wait for one counter counts for none of them.
 */
export function counted(tables: Tables, counters: readonly Counter[]): Wait | null {
  const now = Date.now();
  return tables.transaction(
    (within) => {
      const rows = counters.map(({ key, max, seconds }) => {
        const row = within.select().from(rateLimit).where(eq(rateLimit.key, key)).get();
        const milliseconds = seconds * 1_000;
        // The time runs from the first attempt of a window, which is what the column holds here. One that is still to come is of a clock that was set back.
        const runs = row !== undefined && row.lastRequest <= now && now - row.lastRequest < milliseconds;
        return { key, max, count: runs ? row.count : 0, began: runs ? row.lastRequest : now, milliseconds };
      });
      const full = rows.filter(({ count, max }) => count >= max);
      if (full.length === 0) {
        for (const { key, count, began } of rows) put(within, key, count + 1, began);
        return null;
      }
      // One more than there may be says that this was told already.
      const fresh = full.filter(({ count, max }) => count === max);
      for (const { key, count, began } of fresh) put(within, key, count + 1, began);
      const until = Math.max(...full.map(({ began, milliseconds }) => began + milliseconds));
      return { seconds: Math.max(1, Math.ceil((until - now) / 1_000)), isFirst: fresh.length > 0 };
    },
    { behavior: 'immediate' },
  );
}

function put(within: Pick<Tables, 'insert'>, key: string, count: number, began: number): void {
  within.insert(rateLimit).values({ id: randomUUID(), key, count, lastRequest: began }).onConflictDoUpdate({ target: rateLimit.key, set: { count, lastRequest: began } }).run();
}
