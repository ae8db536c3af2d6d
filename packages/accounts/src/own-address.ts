import type { OwnAddressStore } from '@pegel/domain';
import { and, eq } from 'drizzle-orm';
import type { Tables } from './database.js';
import { oidcProvider } from './oidc-library.js';
import { account, user } from './tables.js';

/**
 * By which address the own data of an account are found. Where an identity provider is asked who somebody is, an account
 * that it has never spoken for has an address that nobody has looked at.
 *
 * @param provider What the identity provider is called; `null` where there is none.
 */
export const ownAddressesIn = (tables: Tables, provider: string | null): OwnAddressStore => ({
  ownAddress(id) {
    const who = tables.select({ email: user.email }).from(user).where(eq(user.id, id)).get();
    if (who === undefined) return null;
    const link = and(eq(account.userId, id), eq(account.providerId, oidcProvider));
    const isLinked = provider === null || tables.select({ id: account.id }).from(account).where(link).get() !== undefined;
    return isLinked ? { kind: 'theirs', email: who.email } : { kind: 'unproven', provider };
  },
});
