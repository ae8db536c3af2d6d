import { createHash, randomBytes } from 'node:crypto';

/** What a token opens. Its kind stands in its first letters, so that people and secret scanners recognise it. */
export type TokenKind = 'reader' | 'ingest';

/** 256 random bits behind a prefix. It is shown once; only its hash is kept. */
export const makeToken = (kind: TokenKind): string => `pegel_${kind}_${randomBytes(32).toString('base64url')}`;

/** A token this long cannot be guessed, so a plain hash protects it as well as a slow one would. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** What somebody presents to be let in. */
export type Credential =
  | { readonly kind: 'none' }
  | { readonly kind: 'malformed' }
  | { readonly kind: TokenKind; readonly hash: string }
  /** A bearer token that is none of ours: at best a session's. */
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'cookie'; readonly cookie: string };

/** An `Authorization` header outweighs a cookie, and it must be exactly `Bearer` and a token. */
export function credentialIn(headers: Headers): Credential {
  const authorization = headers.get('authorization');
  if (authorization === null) {
    const cookie = headers.get('cookie');
    return cookie === null ? { kind: 'none' } : { kind: 'cookie', cookie };
  }
  const token = /^Bearer ([!-~]{1,1000})$/.exec(authorization)?.[1];
  if (token === undefined) return { kind: 'malformed' };
  const kind = /^pegel_(reader|ingest)_/.exec(token)?.[1];
  if (kind === 'reader' || kind === 'ingest') return { kind, hash: hashOf(token) };
  return { kind: 'bearer', token };
}
