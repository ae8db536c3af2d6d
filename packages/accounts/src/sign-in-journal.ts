import type { Happening } from '@pegel/domain';
import { asc, eq } from 'drizzle-orm';
import type { Tables } from './database.js';
import { recordIn } from './journal.js';
import { memberships } from './tables.js';

/**
 * Writes down what happened to an account, in the chain of each organisation that it is a member of; in the chain of none
 * where it is at home nowhere, or where there is no such account. The transaction must hold the write lock.
 */
export function recordOfAccount(within: Pick<Tables, 'select' | 'insert'>, userId: string | null, entry: Happening): void {
  // Asked for nobody too, so that it takes as long.
  const homes = within.select({ organisation: memberships.organisation }).from(memberships).where(eq(memberships.userId, userId ?? '')).orderBy(asc(memberships.organisation)).all();
  if (homes.length === 0) recordIn(within, null, entry);
  for (const { organisation } of homes) recordIn(within, organisation, entry);
}
