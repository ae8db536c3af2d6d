import { compareText, type Member } from '@pegel/domain';
import { eq } from 'drizzle-orm';
import type { Tables } from './database.js';
import { memberships, user } from './tables.js';

/** Everybody at home in an organisation, by address. */
export const membersOf = (within: Pick<Tables, 'select'>, slug: string): Member[] =>
  within
    .select({ id: memberships.userId, email: user.email, role: memberships.role, grants: memberships.grants, since: memberships.createdAt })
    .from(memberships).innerJoin(user, eq(user.id, memberships.userId)).where(eq(memberships.organisation, slug)).all()
    .map(({ since, ...member }) => ({ ...member, since: since.getTime() }))
    .sort((a, b) => compareText(a.email, b.email));
