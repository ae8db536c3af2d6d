import type { Instant, Member, PrivacyStore, UnmaskingCounts } from '@pegel/domain';
import type { Database } from '@pegel/sqlite';
import { and, count, eq, gte, sql } from 'drizzle-orm';
import { tablesIn, type Tables } from './database.js';
import { keysIn } from './keys-kept.js';
import { membersOf } from './memberships.js';
import { settingsIn } from './organisation-settings.js';
import { unmaskings } from './tables.js';

/** What a privacy report counts of accounts. */
export interface CountedForPrivacy {
  members(slug: string): readonly Member[];
  unmaskingCounts(slug: string, since: Instant): UnmaskingCounts;
}

export const countedForPrivacy = (tables: Tables): CountedForPrivacy => ({
  members: (slug) => membersOf(tables, slug),
  unmaskingCounts(slug, since) {
    const { organisation, requestedAt, isApproved } = unmaskings;
    const row = tables
      .select({ requested: count(), approved: sql<number>`count(*) FILTER (WHERE ${isApproved} = 1)`, refused: sql<number>`count(*) FILTER (WHERE ${isApproved} = 0)` })
      .from(unmaskings).where(and(eq(organisation, slug), gte(requestedAt, new Date(since)))).get();
    return row ?? { requested: 0, approved: 0, refused: 0 };
  },
});

/** What a privacy report is made of, through a connection that may only read. */
export function privacyReader(database: Database): PrivacyStore {
  const tables = tablesIn(database);
  return { ...countedForPrivacy(tables), keys: keysIn(tables).keys, settingsChanges: settingsIn(tables).settingsChanges };
}
