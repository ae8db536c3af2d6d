/** The identity provider does not answer, or not as one does. */
export class OidcUnavailable extends Error {
  override readonly name = 'OidcUnavailable';
}

const patienceMilliseconds = 10_000;

/** What is needed of a provider, at addresses that nobody on the way can read along. */
const endpoints = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const;

export const discoveryUrl = (issuer: string): string => `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;

/** Https, or this machine itself. */
export function isPrivate(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && (hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)));
}

/** Whether the client shows its secret in a header; in the body where the provider knows only that. */
export type ClientAuthentication = 'basic' | 'post';

/** Asks an issuer how it is spoken with. What it says must be its own and safe, or the sentence says what is not. */
export async function discover(issuer: string): Promise<ClientAuthentication> {
  const address = discoveryUrl(issuer);
  const said = await fetchJson(address);
  if (said['issuer'] !== issuer) {
    throw new OidcUnavailable(`${address} is of the issuer ${JSON.stringify(said['issuer'] ?? null).slice(0, 200)}; PEGEL_OIDC_ISSUER must be exactly that, and that of one tenant alone.`);
  }
  for (const name of endpoints) {
    const value = said[name];
    if (typeof value !== 'string' || !isPrivate(value)) throw new OidcUnavailable(`${address} has no ${name} with https.`);
  }
  const methods = said['token_endpoint_auth_methods_supported'];
  return !Array.isArray(methods) || methods.includes('client_secret_basic') ? 'basic' : 'post';
}

async function fetchJson(address: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(patienceMilliseconds), headers: { accept: 'application/json' } });
    if (!response.ok) throw new OidcUnavailable(`${address} answered with status ${response.status}.`);
    const body: unknown = await response.json();
    if (typeof body !== 'object' || body === null) throw new OidcUnavailable(`${address} is no discovery document.`);
    return { ...body };
  } catch (error) {
    if (error instanceof OidcUnavailable) throw error;
    throw new OidcUnavailable(`${address} does not answer as a provider does.`, { cause: error });
  }
}

/** The same patience for whatever else is waited for. */
export async function patiently<T>(work: Promise<T>, milliseconds: number = patienceMilliseconds): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new OidcUnavailable('The provider does not answer.')), milliseconds);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
