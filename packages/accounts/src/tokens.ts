import { createHash, randomBytes } from 'node:crypto';
import { tokenAround, tokenFormOf, type TokenKind } from '@pegel/domain';

/** 256 random bits, recognisable. It is shown once; only its hash is kept. */
export const makeToken = (kind: TokenKind): string => tokenAround(kind, randomBytes(32).toString('base64url'));

/** A token this long cannot be guessed, so a plain hash protects it as well as a slow one would. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** What somebody presents to be let in. */
export type Credential =
  | { readonly kind: 'none' }
  | { readonly kind: 'malformed' }
  | { readonly kind: TokenKind; readonly hash: string }
  /** It begins as one of ours does, and nobody was ever given it. */
  | { readonly kind: 'mistyped' }
  /** A bearer token that is none of ours: at best a session's. */
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'cookie'; readonly cookie: string };

/** Whether somebody shows anything that could let them in; a cookie of something else is nothing. */
export const showsCredential = (headers: Headers): boolean => headers.has('authorization') || /(^|[;.\s])session_token=/.test(headers.get('cookie') ?? '');

/** An `Authorization` header outweighs a cookie, and it must be exactly `Bearer` and a token. */
export function credentialIn(headers: Headers): Credential {
  const authorization = headers.get('authorization');
  if (authorization === null) {
    const cookie = headers.get('cookie');
    return cookie === null ? { kind: 'none' } : { kind: 'cookie', cookie };
  }
  const token = /^Bearer ([!-~]{1,1000})$/.exec(authorization)?.[1];
  if (token === undefined) return { kind: 'malformed' };
  const form = tokenFormOf(token);
  if (form === null) return { kind: 'bearer', token };
  return form.whole ? { kind: form.kind, hash: hashOf(token) } : { kind: 'mistyped' };
}

