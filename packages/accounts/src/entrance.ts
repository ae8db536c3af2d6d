import { readerWithRole, type Actor, type NamedRefusal, type Permission, type Reader, type RefusalNameOf, type Standing } from '@pegel/domain';
import { asc, eq, sql } from 'drizzle-orm';
import type { Tables } from './database.js';
import { idOf, type PresentedKeys } from './keys.js';
import { organisationsNamed } from './organisations.js';
import type { SignIn } from './sign-in.js';
import { memberships } from './tables.js';
import { credentialIn } from './tokens.js';

/** A reader inside an organisation, or why there is none. */
export type Entered =
  | {
      readonly kind: 'entered';
      readonly reader: Reader;
      readonly actor: Omit<Actor, 'address'>;
      /** The request by which each name is shown that is shown to this reader alone. */
      readonly unmaskedBy: ReadonlyMap<string, string>;
    }
  /** Somebody whom we know, but not here. */
  | { readonly kind: 'forbidden'; readonly refusal: NamedRefusal<RefusalNameOf<'not-permitted'>>; readonly actor: Omit<Actor, 'address'>; readonly home: string | null }
  /** Nobody we know. */
  | { readonly kind: 'unknown'; readonly refusal: NamedRefusal<RefusalNameOf<'not-signed-in'>> }
  /** At home in several organisations, and none was named. */
  | { readonly kind: 'ambiguous'; readonly refusal: NamedRefusal<'organisation-unsaid'> };

const unknown = (name: Extract<Entered, { readonly kind: 'unknown' }>['refusal']['name']): Entered => ({ kind: 'unknown', refusal: { name, about: {} } });

// The same for an organisation of others and for one that does not exist, so that nobody learns which are there.
const notHere = (actor: Omit<Actor, 'address'>): Entered => ({ kind: 'forbidden', refusal: { name: 'usage-closed', about: {} }, actor, home: null });

/** What is looked up of whoever asks. */
interface Means {
  readonly keys: PresentedKeys;
  readonly signIn: SignIn;
  /** The names that an account may see at this moment, each with the request by which it does. */
  readonly unmasked: (slug: string, account: string) => ReadonlyMap<string, string>;
}

const none: ReadonlyMap<string, string> = new Map();

interface Beside {
  /** What a token was made for, where that is less than all its maker may do. */
  readonly only?: readonly Permission[] | null;
  /** What is shown to a person who is signed in. A token sees no more than everybody may. */
  readonly unmaskedBy?: ReadonlyMap<string, string>;
}

/**
 * Finds out who is asking, and in which organisation; without a slug, in the only one there is for them. Asked with every
 * request, and again and again by every open stream: so the questions are put together once.
 */
export function entering(tables: Tables, { keys, signIn, unmasked }: Means): (headers: Headers, slug: string | undefined) => Promise<Entered> {
  const homesOf = tables.select().from(memberships).where(eq(memberships.userId, sql.placeholder('account'))).orderBy(asc(memberships.organisation)).prepare();
  const named = organisationsNamed(tables);

  return async (headers, slug) => {
    const credential = credentialIn(headers);
    switch (credential.kind) {
      case 'none':
        return unknown('sign-in-first');
      case 'malformed':
        return unknown('authorization-malformed');
      case 'mistyped':
        return unknown('credential-mistyped');
      case 'ingest': {
        const key = keys.ingestKey(credential.hash);
        if (key === undefined) return unknown('key-ended');
        return { kind: 'forbidden', refusal: { name: 'key-reads-none', about: {} }, actor: { kind: 'key', id: idOf(key), name: key.label }, home: key.organisation };
      }
      case 'reader':
        return withToken(credential.hash, slug);
      case 'bearer':
        return withSession(new Headers({ authorization: `Bearer ${credential.token}` }), slug);
      case 'cookie':
        return withSession(new Headers({ cookie: credential.cookie }), slug);
    }
  };

  function withToken(hash: string, slug: string | undefined): Entered {
    const token = keys.readerToken(hash);
    if (token === undefined) return unknown('token-ended');
    const actor = { kind: 'token', id: idOf(token), name: token.label } as const;
    if (slug !== undefined && slug !== token.organisation) return notHere(actor);
    return entered(token.organisation, token, actor, { only: token.permissions });
  }

  function withSession(headers: Headers, slug: string | undefined): Entered {
    const who = signIn.whoIs(headers);
    if (who === null) return unknown('session-ended');
    const actor = { kind: 'account', id: who.id, name: who.email } as const;
    // Asked anew every time: whoever loses a membership loses it with the next request.
    const homes = homesOf.all({ account: who.id });
    const [first, ...others] = slug === undefined ? homes : homes.filter(({ organisation }) => organisation === slug);
    if (first === undefined) return notHere(actor);
    if (others.length > 0) {
      return { kind: 'ambiguous', refusal: { name: 'organisation-unsaid', about: { organisations: homes.map(({ organisation }) => organisation).join(', ') } } };
    }
    return entered(first.organisation, first, actor, { unmaskedBy: unmasked(first.organisation, who.id) });
  }

  function entered(slug: string, { role, grants }: Standing, actor: Omit<Actor, 'address'>, { only = null, unmaskedBy = none }: Beside): Entered {
    const organisation = named(slug);
    if (organisation === null) return notHere(actor);
    const reader: Reader = { ...readerWithRole(organisation, role, grants), unmasked: new Set(unmaskedBy.keys()) };
    return { kind: 'entered', reader: only === null ? reader : { ...reader, permissions: new Set(only.filter((permission) => reader.permissions.has(permission))) }, actor, unmaskedBy };
  }
}
