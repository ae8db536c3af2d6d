import { AsyncLocalStorage } from 'node:async_hooks';
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import type { Tables } from './database.js';
import { discover, discoveryUrl, OidcUnavailable, patiently } from './oidc-discovery.js';
import { closedPaths } from './sign-in-endpoints.js';
import { sharedOptions, type LibraryOptions } from './sign-in-library.js';
import { account, session, user, verification } from './tables.js';

/** The provider that people sign in through, and what makes this server its client. */
export interface OidcOptions {
  /** Exactly as the provider says it, such as `https://login.example/realms/staff`. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the button says. */
  readonly name: string;
  /** Believes addresses of which the provider does not say whether they were verified; one that it says was not is never believed. */
  readonly trustEmail: boolean;
}

/** By what name the library and its tables know the provider. */
export const oidcProvider = 'oidc';

/** Where the provider sends people back to. */
const oidcCallbackPath = '/auth/oauth2/callback/oidc';

/** The two paths of the library that this instance has. */
export const libraryPaths = { begin: '/sign-in/social', finish: '/callback/:id' } as const;

/** What happens while somebody comes back from the provider. */
export interface OidcWork {
  /** The tokens of the sessions that were made. */
  readonly made: string[];
  /** Who the provider says it is: its issuer and the subject there. */
  subject: string | null;
  /** Whether the provider stands for their address; `null` until it has said so. */
  isVerified: boolean | null;
  /** Called before an account is made, or that of `userId` is linked: the word for which it is refused, or `null`. */
  readonly admits: (userId: string | null, email: string, isVerified: boolean) => string | null;
}

export interface OidcLibrary {
  /** Asks the library; `url` is below `/auth`. */
  answer(request: Request, work: OidcWork): Promise<Response>;
}

/**
 * A second instance of better-auth, for the provider alone: it waits for somebody else's server, which must keep nobody
 * from signing in with a password.
 */
export async function connectOidc(tables: Tables, shared: LibraryOptions & { readonly publicUrl: string }, { issuer, clientId, clientSecret, name, trustEmail }: OidcOptions): Promise<OidcLibrary> {
  const authentication = await discover(issuer);
  const during = new AsyncLocalStorage<OidcWork>();
  const options = sharedOptions(shared);
  const { origin } = new URL(shared.publicUrl);
  const open: readonly string[] = Object.values(libraryPaths);
  // Tokens of the provider open doors elsewhere; nobody here needs them once it is known who somebody is.
  const forgotten = { accessToken: null, refreshToken: null, idToken: null, accessTokenExpiresAt: null, refreshTokenExpiresAt: null };
  const auth = betterAuth({
    ...options,
    database: drizzleAdapter(tables, { provider: 'sqlite', schema: { user, session, account, verification } }),
    plugins: [
      genericOAuth({
        config: [
          {
            providerId: oidcProvider,
            name,
            clientId,
            clientSecret,
            discoveryUrl: discoveryUrl(issuer),
            tokenEndpointAuth: { method: authentication === 'basic' ? 'client_secret_basic' : 'client_secret_post' },
            scopes: ['openid', 'email', 'profile'],
            pkce: true,
            requireIdTokenVerification: true,
            redirectURI: `${origin}${oidcCallbackPath}`,
            // With the issuer, so that the same subject of another provider is somebody else.
            accountSubject({ profile }) {
              const subject = `${issuer} ${String(profile.sub)}`;
              const work = during.getStore();
              if (work !== undefined) work.subject = subject;
              return subject;
            },
            mapProfileToUser({ email, email_verified: said }) {
              const emailVerified = said === true || (trustEmail && said === undefined);
              const work = during.getStore();
              if (work !== undefined) work.isVerified = emailVerified;
              return { name: email ?? '', image: undefined, emailVerified };
            },
          },
        ],
      }),
    ],
    disabledPaths: closedPaths.filter((path) => !open.includes(path)),
    user: {
      validateUserInfo({ user: claimed, source }) {
        const work = during.getStore();
        // Who is known by the subject is let in, whatever the address is by now.
        if (source.action === 'sign-in') return undefined;
        const userId = source.action === 'link-account' ? (claimed.id ?? null) : null;
        const refusal = work === undefined ? 'failed' : work.admits(userId, String(claimed.email ?? ''), claimed.emailVerified === true);
        return refusal === null ? undefined : { error: refusal };
      },
    },
    account: { updateAccountOnSignIn: false, accountLinking: { enabled: true, requireLocalEmailVerified: false } },
    databaseHooks: {
      account: { create: { before: async (made) => ({ data: { ...made, ...forgotten } }) } },
      session: {
        create: {
          async after({ token }) {
            during.getStore()?.made.push(token);
          },
        },
      },
    },
    trustedOrigins: [origin],
    // The provider sends people back from another site, and with them must come what shows that it was they who went.
    advanced: { ...options.advanced, cookies: { state: { attributes: { sameSite: 'lax' } } } },
    onAPIError: { throw: true, errorURL: `${origin}/login` },
  });
  const { socialProviders } = await patiently(auth.$context);
  if (!socialProviders.some(({ id, issuer: of }) => id === oidcProvider && of === issuer)) throw new OidcUnavailable(`${discoveryUrl(issuer)} does not answer as a provider does.`);
  return { answer: (request, work) => patiently(during.run(work, () => auth.handler(request)), 30_000) };
}
