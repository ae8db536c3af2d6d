import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { bearer } from 'better-auth/plugins/bearer';
import type { Tables } from './database.js';
import { passwordLength } from './password.js';
import { account, rateLimit, session, user, verification } from './tables.js';

/** Who are you: e-mail, password and sessions, and nothing else of what better-auth can do. */
export interface SignIn {
  /** Answers the three open endpoints; `null` for everything else. */
  handle(request: Request): Promise<Response> | null;
  /** The user a session cookie or a session's bearer token belongs to. */
  whoIs(credentials: Headers): Promise<SignedIn | null>;
  hash(password: string): Promise<string>;
  verify(password: string, hash: string): Promise<boolean>;
}

interface SignedIn {
  readonly id: string;
  readonly email: string;
}

/** The header in which the server tells where a request came from; what a client puts there must be removed before. */
export const clientAddressHeader = 'pegel-client-address';

const open: ReadonlyMap<string, string> = new Map([
  ['/auth/sign-in/email', 'POST'],
  ['/auth/sign-out', 'POST'],
  ['/auth/get-session', 'GET'],
]);

/** Closed a second time inside better-auth, should a request ever reach it on another way; a test holds the list complete. */
export const closedPaths: readonly string[] = [
  '/sign-in/social', '/callback/:id', '/sign-up/email', '/reset-password', '/reset-password/:token', '/request-password-reset', '/verify-password',
  '/verify-email', '/send-verification-email', '/change-email', '/change-password', '/update-session', '/update-user', '/delete-user',
  '/delete-user/callback', '/list-sessions', '/revoke-session', '/revoke-sessions', '/revoke-other-sessions', '/link-social', '/list-accounts',
  '/unlink-account', '/refresh-token', '/get-access-token', '/account-info', '/ok', '/error',
];

/**
 * @param publicUrl Where people reach the server. With https, cookies are sent over https alone.
 */
export function makeSignIn(tables: Tables, secret: string, publicUrl: string | undefined): SignIn {
  const auth = betterAuth({
    appName: 'Pegel',
    // Without a public address only the path of this one is used: origins are compared with the request's own.
    baseURL: publicUrl ?? 'http://localhost',
    basePath: '/auth',
    secret,
    database: drizzleAdapter(tables, { provider: 'sqlite', schema: { user, session, account, verification, rateLimit } }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: passwordLength.min, maxPasswordLength: passwordLength.max },
    // Only signed tokens: what stands in the session table opens nothing by itself.
    plugins: [bearer({ requireSignature: true })],
    disabledPaths: [...closedPaths],
    session: { cookieCache: { enabled: false } },
    rateLimit: { enabled: true, storage: 'database', window: 60, max: 600, customRules: { '/sign-in/email': { window: 60, max: 20 }, '/sign-out': false, '/get-session': false } },
    trustedOrigins: (request) => (request === undefined ? [] : originsOf(request.url)),
    advanced: {
      cookiePrefix: 'pegel',
      useSecureCookies: publicUrl?.startsWith('https:') ?? false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict', path: '/' },
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
    // What is not a refusal reaches the server, which logs it and answers with a request id.
    onAPIError: { throw: true },
  });

  return {
    handle(request) {
      const { pathname } = new URL(request.url);
      return open.get(pathname) === request.method ? auth.handler(request) : null;
    },
    async whoIs(headers) {
      const found = await auth.api.getSession({ headers, query: { disableRefresh: true } });
      return found === null ? null : { id: found.user.id, email: found.user.email };
    },
    hash: async (password) => (await auth.$context).password.hash(password),
    verify: async (password, hash) => (await auth.$context).password.verify({ password, hash }),
  };
}

/** A proxy that ends TLS keeps the host and not the scheme. */
function originsOf(address: string): string[] {
  const { host } = new URL(address);
  return [`http://${host}`, `https://${host}`];
}
