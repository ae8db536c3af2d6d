import { readerWithRole, type Actor, type Permission, type Reader, type RoleName } from '@pegel/domain';
import { asc, eq } from 'drizzle-orm';
import type { Tables } from './database.js';
import { idOf, type PresentedKeys } from './keys.js';
import { organisationNamed } from './organisations.js';
import type { SignIn } from './sign-in.js';
import { memberships } from './tables.js';
import { credentialIn, mistyped } from './tokens.js';

/** A reader inside an organisation, or why there is none. */
export type Entered =
  | { readonly kind: 'entered'; readonly reader: Reader; readonly actor: Omit<Actor, 'address'> }
  /** Somebody whom we know, but not here. */
  | { readonly kind: 'forbidden'; readonly message: string; readonly actor: Omit<Actor, 'address'>; readonly home: string | null }
  /** `unknown`: nobody we know. `ambiguous`: at home in several organisations, and none was named. */
  | { readonly kind: 'unknown' | 'ambiguous'; readonly message: string };

const unknown = (message: string): Entered => ({ kind: 'unknown', message });

// The same for an organisation of others and for one that does not exist, so that nobody learns which are there.
const notHere = (actor: Omit<Actor, 'address'>): Entered => ({ kind: 'forbidden', message: 'Usage analytics is available to Primary Owners and Owners.', actor, home: null });

/** Who is asking, and in which organisation; without a slug, in the only one there is for them. */
export async function enter(tables: Tables, keys: PresentedKeys, signIn: SignIn, headers: Headers, slug: string | undefined): Promise<Entered> {
  const credential = credentialIn(headers);
  switch (credential.kind) {
    case 'none':
      return unknown('Sign in first, or send a reader token as "Authorization: Bearer pegel_reader_…".');
    case 'malformed':
      return unknown('The Authorization header must be "Bearer", one space and a token.');
    case 'mistyped':
      return unknown(mistyped);
    case 'ingest': {
      const key = keys.ingestKey(credential.hash);
      if (key === undefined) return unknown('This key is unknown, has expired or was revoked.');
      const message = 'This is an ingest key, which sends data and reads none. Use a reader token; it begins with pegel_reader_.';
      return { kind: 'forbidden', message, actor: { kind: 'key', id: idOf(key), name: key.label }, home: key.organisation };
    }
    case 'reader':
      return enterWithToken(tables, keys, credential.hash, slug);
    case 'bearer':
      return enterWithSession(tables, signIn, new Headers({ authorization: `Bearer ${credential.token}` }), slug);
    case 'cookie':
      return enterWithSession(tables, signIn, new Headers({ cookie: credential.cookie }), slug);
  }
}

function enterWithToken(tables: Tables, keys: PresentedKeys, hash: string, slug: string | undefined): Entered {
  const token = keys.readerToken(hash);
  if (token === undefined) return unknown('This token is unknown, has expired or was revoked.');
  const actor = { kind: 'token', id: idOf(token), name: token.label } as const;
  if (slug !== undefined && slug !== token.organisation) return notHere(actor);
  return entered(tables, token.organisation, token.role, token.grants, actor, token.permissions);
}

async function enterWithSession(tables: Tables, signIn: SignIn, headers: Headers, slug: string | undefined): Promise<Entered> {
  const who = signIn.whoIs(headers);
  if (who === null) return unknown('Nobody is signed in with this session; sign in again.');
  const actor = { kind: 'account', id: who.id, name: who.email } as const;
  // Asked anew every time: whoever loses a membership loses it with the next request.
  const homes = tables.select().from(memberships).where(eq(memberships.userId, who.id)).orderBy(asc(memberships.organisation)).all();
  const [first, ...others] = slug === undefined ? homes : homes.filter(({ organisation }) => organisation === slug);
  if (first === undefined) return notHere(actor);
  if (others.length > 0) {
    return { kind: 'ambiguous', message: `Say which organisation you mean; yours are ${homes.map(({ organisation }) => organisation).join(', ')}.` };
  }
  return entered(tables, first.organisation, first.role, first.grants, actor);
}

/** @param only What a token was made for, where that is less than all its maker may do. */
function entered(tables: Tables, slug: string, role: RoleName, grants: readonly Permission[], actor: Omit<Actor, 'address'>, only: readonly Permission[] | null = null): Entered {
  const organisation = organisationNamed(tables, slug);
  if (organisation === null) return notHere(actor);
  const reader = readerWithRole(organisation, role, grants);
  return { kind: 'entered', reader: only === null ? reader : { ...reader, permissions: new Set(only.filter((permission) => reader.permissions.has(permission))) }, actor };
}
