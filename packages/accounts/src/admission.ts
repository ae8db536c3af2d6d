import type { Actor, IngestScope, NamedRefusal, Organisation, RefusalNameOf } from '@pegel/domain';
import { idOf, type PresentedKeys } from './keys.js';
import { credentialIn } from './tokens.js';

/** Where an ingest key may send, or why it may not. */
export type Admitted =
  | {
      readonly kind: 'admitted';
      readonly organisation: Organisation;
      /** The source of what names none, unless the key is bound to one. */
      readonly label: string;
      /** The only sources it may name; `null`: any. */
      readonly sources: readonly string[] | null;
      readonly actor: Omit<Actor, 'address'>;
    }
  /** A key or a token that is known, and not for this. */
  | { readonly kind: 'forbidden'; readonly refusal: NamedRefusal<RefusalNameOf<'not-permitted'>>; readonly actor: Omit<Actor, 'address'>; readonly home: string }
  | { readonly kind: 'unknown'; readonly refusal: NamedRefusal<RefusalNameOf<'not-signed-in'>> };

const unknown = (name: 'credential-mistyped' | 'key-malformed' | 'key-first' | 'key-ended'): Admitted => ({ kind: 'unknown', refusal: { name, about: {} } });

/** Looks up the key in a request's headers, and whether it may send this. */
export function admit(organisationNamed: (slug: string) => Organisation | null, keys: PresentedKeys, headers: Headers, scope: IngestScope): Admitted {
  const credential = credentialIn(headers);
  const token = credential.kind === 'reader' ? keys.readerToken(credential.hash) : undefined;
  if (token !== undefined) {
    return { kind: 'forbidden', refusal: { name: 'token-sends-none', about: {} }, actor: { kind: 'token', id: idOf(token), name: token.label }, home: token.organisation };
  }
  if (credential.kind === 'mistyped') return unknown('credential-mistyped');
  if (credential.kind === 'malformed') return unknown('key-malformed');
  if (credential.kind === 'none' || credential.kind === 'cookie') return unknown('key-first');
  const key = credential.kind === 'ingest' ? keys.ingestKey(credential.hash) : undefined;
  const organisation = key === undefined ? null : organisationNamed(key.organisation);
  if (key === undefined || organisation === null) return unknown('key-ended');
  const actor = { kind: 'key', id: idOf(key), name: key.label } as const;
  if (!key.scopes.includes(scope)) {
    return { kind: 'forbidden', actor, home: organisation.slug, refusal: { name: 'key-scope', about: { scopes: key.scopes.join(', '), scope } } };
  }
  return { kind: 'admitted', organisation, label: key.label, sources: key.sources, actor };
}
