import { randomBytes } from 'node:crypto';
import { firstChoices, ingestScopes, type Organisation } from '@pegel/domain';
import { and, eq } from 'drizzle-orm';
import type { Tables } from './database.js';
import { recordIn } from './journal.js';
import { organisationNamed } from './organisations.js';
import { canBeSetUp, closeSetUp } from './set-up.js';
import type { SignIn } from './sign-in.js';
import { account, ingestKeys, memberships, organisations, readerTokens, settingChanges, user } from './tables.js';
import { hashOf, makeToken } from './tokens.js';

/** An organisation to be, and who owns it. */
export interface Founding {
  readonly organisation: Omit<Organisation, 'pseudonymSecret'>;
  /** Why names appear as they do; empty where nobody gave a reason. */
  readonly namesReason: string;
  readonly owner: { readonly email: string; readonly password: string };
}

/** The two tokens are shown here and never again. */
export type Founded =
  | { readonly kind: 'founded'; readonly ownerToken: string; readonly ingestKey: string }
  | { readonly kind: 'slug-taken' | 'other-password' | 'no-password' };

/**
 * Makes an organisation with everything its first day needs, in one transaction. An owner who already has an account
 * keeps it, and shows with the password that it is theirs.
 */
export async function found(tables: Tables, signIn: SignIn, { organisation, namesReason, owner }: Founding): Promise<Founded> {
  if (organisationNamed(tables, organisation.slug) !== null) return { kind: 'slug-taken' };
  const email = owner.email.toLowerCase();
  const known = passwordOf(tables, email);
  if (known === null && userWith(tables, email) !== null) return { kind: 'no-password' };
  if (known !== null && !(await signIn.verify(owner.password, known.hash))) return { kind: 'other-password' };
  const hash = known === null ? await signIn.hash(owner.password) : known.hash;

  const ownerToken = makeToken('reader');
  const ingestKey = makeToken('ingest');
  const createdAt = new Date();
  tables.transaction((within) => {
    const userId = known?.userId ?? addUser(within, email, hash, createdAt);
    addOrganisation(within, organisation, { userId, email, namesReason, address: null, ingestKey, createdAt });
    within.insert(readerTokens).values({ organisation: organisation.slug, createdAt, hash: hashOf(ownerToken), role: 'primary-owner', label: email, createdBy: userId }).run();
  }, { behavior: 'immediate' });
  return { kind: 'founded', ownerToken, ingestKey };
}

/** The key is shown here and never again. `closed`: somebody else was first. */
export type SetUp = { readonly kind: 'set-up'; readonly ingestKey: string } | { readonly kind: 'closed' };

/** Makes the first organisation there ever was, of several who try at once for exactly one. It brings no token for reading: its owner signs in. */
export async function setUp(tables: Tables, signIn: SignIn, { organisation, namesReason, owner }: Founding, address: string | null): Promise<SetUp> {
  if (!canBeSetUp(tables)) return { kind: 'closed' };
  const hash = await signIn.hash(owner.password);
  const email = owner.email.toLowerCase();
  const ingestKey = makeToken('ingest');
  const createdAt = new Date();
  return tables.transaction((within) => {
    if (!canBeSetUp(within)) return { kind: 'closed' };
    addOrganisation(within, organisation, { userId: addUser(within, email, hash, createdAt), email, namesReason, address, ingestKey, createdAt });
    return { kind: 'set-up', ingestKey };
  }, { behavior: 'immediate' });
}

interface First {
  readonly userId: string;
  readonly email: string;
  readonly namesReason: string;
  readonly address: string | null;
  readonly ingestKey: string;
  readonly createdAt: Date;
}

/** The organisation, what was decided about names and why, its Primary Owner and its first key; and that there was one, for ever. */
function addOrganisation(within: Pick<Tables, 'select' | 'insert'>, organisation: Founding['organisation'], { userId, email, namesReason, address, ingestKey, createdAt }: First): void {
  const home = { organisation: organisation.slug, createdAt };
  within.insert(organisations).values({ ...organisation, pseudonymSecret: randomBytes(32).toString('hex'), createdAt }).run();
  within.insert(settingChanges).values({ organisation: organisation.slug, changedAt: createdAt, changedBy: email, reason: namesReason, ...firstChoices(organisation) }).run();
  closeSetUp(within);
  within.insert(memberships).values({ ...home, userId, role: 'primary-owner' }).run();
  within.insert(ingestKeys).values({ ...home, hash: hashOf(ingestKey), label: 'live', scopes: ingestScopes, sources: null, createdBy: userId }).run();
  const by = { kind: 'account', id: userId, address } as const;
  recordIn(within, organisation.slug, { happening: 'organisation-founded', at: createdAt.getTime(), by, about: { names: organisation.names, timeZone: organisation.timeZone } });
}

export function passwordOf(tables: Pick<Tables, 'select'>, email: string): { readonly userId: string; readonly hash: string } | null {
  const row = tables
    .select({ userId: user.id, hash: account.password })
    .from(user)
    .innerJoin(account, and(eq(account.userId, user.id), eq(account.providerId, 'credential')))
    .where(eq(user.email, email))
    .get();
  return row === undefined || row.hash === null ? null : { userId: row.userId, hash: row.hash };
}

/** Whose account an address is; `null` where it has none. */
export const userWith = (tables: Pick<Tables, 'select'>, email: string): string | null => tables.select({ id: user.id }).from(user).where(eq(user.email, email)).get()?.id ?? null;

/** As better-auth's own sign-up would, which is closed. */
export function addUser(tables: Pick<Tables, 'insert'>, email: string, password: string, now: Date): string {
  const id = randomBytes(16).toString('hex');
  tables.insert(user).values({ id, email, name: email, emailVerified: false, createdAt: now, updatedAt: now }).run();
  addPassword(tables, id, password, now);
  return id;
}

/** Gives an account that has none a password. */
export function addPassword(tables: Pick<Tables, 'insert'>, userId: string, password: string, now: Date): void {
  tables.insert(account).values({ id: randomBytes(16).toString('hex'), accountId: userId, providerId: 'credential', userId, password, createdAt: now, updatedAt: now }).run();
}
