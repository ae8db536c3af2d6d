import { eq } from 'drizzle-orm';
import type { Tables } from './database.js';
import { organisations, settings, user } from './tables.js';

const closed = 'set-up-closed';

/** Whether this data folder waits for its first organisation: there is none, and there never was one. */
export function canBeSetUp(tables: Pick<Tables, 'select'>): boolean {
  const isClosed = tables.select().from(settings).where(eq(settings.name, closed)).get() !== undefined;
  return !isClosed && tables.select({ slug: organisations.slug }).from(organisations).limit(1).get() === undefined && tables.select({ id: user.id }).from(user).limit(1).get() === undefined;
}

/** Closes the set-up for ever, also for the time when the organisation is gone again. */
export const closeSetUp = (within: Pick<Tables, 'insert'>): void => {
  within.insert(settings).values({ name: closed, value: new Date().toISOString() }).onConflictDoNothing().run();
};

/** The same, and where the organisation is older than the row that says so, the row is made good. */
export function isWaitingForSetUp(tables: Tables): boolean {
  if (tables.select({ slug: organisations.slug }).from(organisations).limit(1).get() !== undefined) closeSetUp(tables);
  return canBeSetUp(tables);
}
