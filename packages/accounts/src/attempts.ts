import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Tables } from './database.js';
import { rateLimit } from './tables.js';

/** How many attempts there may be within a time. */
export interface AttemptLimit {
  readonly max: number;
  readonly seconds: number;
}

/** Counts an attempt, in the database, so that a restart forgives nothing. `null`, or how many seconds to wait where there were too many. */
export function attempt(tables: Tables, what: string, address: string | null, { max, seconds }: AttemptLimit): number | null {
  const key = `${what}|${address ?? ''}`;
  const now = Date.now();
  return tables.transaction(
    (within) => {
      const row = within.select().from(rateLimit).where(eq(rateLimit.key, key)).get();
      const begins = row === undefined || now - row.lastRequest >= seconds * 1_000;
      if (!begins && row.count >= max) return Math.max(1, Math.ceil((row.lastRequest + seconds * 1_000 - now) / 1_000));
      // The time runs from the first attempt of a window, which is what the column holds here.
      const became = begins ? { count: 1, lastRequest: now } : { count: row.count + 1, lastRequest: row.lastRequest };
      if (row === undefined) within.insert(rateLimit).values({ id: randomBytes(16).toString('hex'), key, ...became }).run();
      else within.update(rateLimit).set(became).where(eq(rateLimit.key, key)).run();
      return null;
    },
    { behavior: 'immediate' },
  );
}
