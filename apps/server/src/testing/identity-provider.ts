import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** What the provider says of somebody, beside the subject. */
export interface Claims {
  readonly email?: string;
  readonly email_verified?: boolean | string;
  readonly name?: string;
}

/** A real identity provider on a port of this machine, with people of the test. */
export interface IdentityProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** By subject. */
  readonly people: Map<string, Claims>;
  /** Follows an address at the provider as somebody who signs in there and agrees, or does not, up to where it sends them back. */
  visit(address: string, as: string | 'denies'): Promise<string>;
  /** Stops answering, until it is opened again. */
  close(): Promise<void>;
  open(): Promise<void>;
}

const clientId = 'pegel';

/** @param redirectUri Where people are sent back to. */
export async function identityProvider(redirectUri: string, { clientSecret = 'the secret of the client', claimsInIdToken = false } = {}): Promise<IdentityProvider> {
  const people = new Map<string, Claims>();
  const server = createServer((request, response) => void answer(request, response));
  let port = 0;
  const open = async (): Promise<void> => {
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo); // It listens on a port.
  };
  await open();
  const issuer = `http://127.0.0.1:${port}`;

  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri], response_types: ['code'], grant_types: ['authorization_code'] }],
    jwks: { keys: [{ ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'k' }] },
    cookies: { keys: ['of the test'] },
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: !claimsInIdToken,
    features: { devInteractions: { enabled: false } },
    findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ sub, ...people.get(sub) }) }),
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId ?? '', accountId: oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  const handle = provider.callback();

  /** Everybody signs in by a click: `as` names the subject. */
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', issuer);
    if (!url.pathname.startsWith('/interaction/')) return handle(request, response);
    const subject = url.searchParams.get('as');
    if (subject === null) {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(`<title>Identity provider</title>${[...people.keys(), 'denies'].map((name) => `<p><a href="${url.pathname}?as=${name}">${name}</a>`).join('')}`);
      return undefined;
    }
    const result = subject === 'denies' ? { error: 'access_denied', error_description: '<b>planted description</b>' } : { login: { accountId: subject } };
    return provider.interactionFinished(request, response, result);
  }

  return {
    issuer, clientId, clientSecret, people, open,
    async visit(address, as) {
      const jar = new Map<string, string>();
      let next = address;
      while (next.startsWith(issuer)) {
        const url = new URL(next);
        if (url.pathname.startsWith('/interaction/')) url.searchParams.set('as', as);
        const response = await fetch(url, { redirect: 'manual', headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') } });
        for (const one of response.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
          jar.set(name, value);
        }
        const location = response.headers.get('location');
        if (location === null) throw new Error(`The provider answered ${response.status}: ${await response.text()}`);
        next = new URL(location, issuer).href;
      }
      return next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
