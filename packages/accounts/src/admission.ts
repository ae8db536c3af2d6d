import type { IngestScope, Organisation } from '@pegel/domain';
import type { Tables } from './database.js';
import type { PresentedKeys } from './keys.js';
import { organisationNamed } from './organisations.js';
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
    }
  | { readonly kind: 'unknown' | 'forbidden'; readonly message: string };

/** Looks up the key in a request's headers, and whether it may send this. */
export function admit(tables: Tables, keys: PresentedKeys, headers: Headers, scope: IngestScope): Admitted {
  const credential = credentialIn(headers);
  if (credential.kind === 'reader' && keys.readerToken(credential.hash) !== undefined) {
    return { kind: 'forbidden', message: 'This is a reader token, which reads reports and sends nothing. Use an ingest key; it begins with pegel_ingest_.' };
  }
  if (credential.kind === 'mistyped') return { kind: 'unknown', message: mistyped };
  if (credential.kind === 'malformed') return { kind: 'unknown', message: 'The Authorization header must be "Bearer", one space and an ingest key.' };
  if (credential.kind === 'none' || credential.kind === 'cookie') {
    return { kind: 'unknown', message: 'Send an ingest key as "Authorization: Bearer pegel_ingest_…".' };
  }
  const key = credential.kind === 'ingest' ? keys.ingestKey(credential.hash) : undefined;
  const organisation = key === undefined ? null : organisationNamed(tables, key.organisation);
  if (key === undefined || organisation === null) return { kind: 'unknown', message: 'This key is unknown, has expired or was revoked.' };
  if (!key.scopes.includes(scope)) {
    return { kind: 'forbidden', message: `This key may send ${key.scopes.join(' and ')}, not ${scope}. Use a key with the scope ${scope}.` };
  }
  return { kind: 'admitted', organisation, label: key.label, sources: key.sources };
}
