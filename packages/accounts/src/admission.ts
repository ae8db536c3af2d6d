import type { Actor, IngestScope, Organisation } from '@pegel/domain';
import { idOf, type PresentedKeys } from './keys.js';
import { credentialIn, mistyped } from './tokens.js';

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
  | { readonly kind: 'forbidden'; readonly message: string; readonly actor: Omit<Actor, 'address'>; readonly home: string }
  | { readonly kind: 'unknown'; readonly message: string };

/** Looks up the key in a request's headers, and whether it may send this. */
export function admit(organisationNamed: (slug: string) => Organisation | null, keys: PresentedKeys, headers: Headers, scope: IngestScope): Admitted {
  const credential = credentialIn(headers);
  const token = credential.kind === 'reader' ? keys.readerToken(credential.hash) : undefined;
  if (token !== undefined) {
    const message = 'This is a reader token, which reads reports and sends nothing. Use an ingest key; it begins with pegel_ingest_.';
    return { kind: 'forbidden', message, actor: { kind: 'token', id: idOf(token), name: token.label }, home: token.organisation };
  }
  if (credential.kind === 'mistyped') return { kind: 'unknown', message: mistyped };
  if (credential.kind === 'malformed') return { kind: 'unknown', message: 'The Authorization header must be "Bearer", one space and an ingest key.' };
  if (credential.kind === 'none' || credential.kind === 'cookie') {
    return { kind: 'unknown', message: 'Send an ingest key as "Authorization: Bearer pegel_ingest_…".' };
  }
  const key = credential.kind === 'ingest' ? keys.ingestKey(credential.hash) : undefined;
  const organisation = key === undefined ? null : organisationNamed(key.organisation);
  if (key === undefined || organisation === null) return { kind: 'unknown', message: 'This key is unknown, has expired or was revoked.' };
  const actor = { kind: 'key', id: idOf(key), name: key.label } as const;
  if (!key.scopes.includes(scope)) {
    return { kind: 'forbidden', actor, home: organisation.slug, message: `This key may send ${key.scopes.join(' and ')}, not ${scope}. Use a key with the scope ${scope}.` };
  }
  return { kind: 'admitted', organisation, label: key.label, sources: key.sources, actor };
}
