/** What a token opens: reading reports, or sending data. */
export const tokenKinds = ['reader', 'ingest'] as const;
export type TokenKind = (typeof tokenKinds)[number];

/** The first letters of a token, in which people and secret scanners recognise it. Everything after them is the secret. */
export const tokenPrefix = (kind: TokenKind): string => `pegel_${kind}_`;

/** What a text can be told to be without asking anybody: a token of a kind, whole or not, or none of ours. */
export function tokenFormOf(text: string): { readonly kind: TokenKind; readonly whole: boolean } | null {
  const kind = tokenKinds.find((candidate) => text.startsWith(tokenPrefix(candidate)));
  return kind === undefined ? null : { kind, whole: secretForm.test(text.slice(tokenPrefix(kind).length)) };
}

/** 256 bits as base64url. */
const secretForm = /^[\w-]{43}$/;
