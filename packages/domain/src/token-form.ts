/** What a token opens: reading reports, or sending data. */
export const tokenKinds = ['reader', 'ingest'] as const;
export type TokenKind = (typeof tokenKinds)[number];

/** The first letters of a token, in which people and secret scanners recognise it. Everything after them is the secret and its checksum. */
export const tokenPrefix = (kind: TokenKind): string => `pegel_${kind}_`;

/** A token around a secret of 256 bits in base64url, with the checksum that tells it from a slip of the pen. */
export function tokenAround(kind: TokenKind, secret: string): string {
  const token = `${tokenPrefix(kind)}${secret}`;
  return `${token}${checksumOf(token)}`;
}

/** What a text can be told to be without asking anybody: a token of a kind, whole or not, or none of ours. */
export function tokenFormOf(text: string): { readonly kind: TokenKind; readonly whole: boolean } | null {
  const kind = tokenKinds.find((candidate) => text.startsWith(tokenPrefix(candidate)));
  if (kind === undefined) return null;
  const secret = text.slice(tokenPrefix(kind).length);
  // Those of 43 characters are older than the checksum.
  return { kind, whole: /^[\w-]{43}$/.test(secret) || (/^[\w-]{43}[0-9a-z]{7}$/.test(secret) && tokenAround(kind, secret.slice(0, 43)) === text) };
}

/** CRC-32 in base 36. It protects nothing: it is there so that a token with a wrong character is refused without looking it up. */
function checksumOf(token: string): string {
  let sum = 0xffffffff;
  for (const letter of token) {
    sum ^= letter.charCodeAt(0);
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ ((sum & 1) === 1 ? 0xedb88320 : 0);
  }
  return (~sum >>> 0).toString(36).padStart(7, '0');
}
