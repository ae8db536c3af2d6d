import { AsyncLocalStorage } from 'node:async_hooks';
import { passwordLength } from '@pegel/domain';
import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { bearer } from 'better-auth/plugins/bearer';
import { deviceAuthorization } from 'better-auth/plugins/device-authorization';
import { twoFactor as twoFactorPlugin } from 'better-auth/plugins/two-factor';
import { eq } from 'drizzle-orm';
import { hashedBackupCodes } from './backup-codes.js';
import type { Tables } from './database.js';
import { hashOfPassword, isOutdated, isPasswordOf } from './password-hash.js';
import { closedPaths } from './sign-in-endpoints.js';
import type { SessionTimes } from './sign-in-times.js';
import { account, deviceCode, session, twoFactor, user, verification } from './tables.js';

/** What happens while the library answers one request. */
export interface Work {
  /** Called before the first change of an account or its sessions; what it throws keeps the change from happening. */
  readonly beforeChange: () => void;
  /** The tokens of the sessions that were made. */
  readonly made: string[];
}

export interface LibraryOptions {
  readonly secret: string;
  /** Where people reach the server. With https, cookies are sent over https alone. */
  readonly publicUrl: string | undefined;
  readonly times: SessionTimes;
}

/** The only program that may sign in by a code that is decided about elsewhere. */
const terminalClient = 'pegel';

/** The prefix keeps a browser from taking a cookie from anybody but this very host, over https. */
const cookiePrefix = ({ publicUrl }: Pick<LibraryOptions, 'publicUrl'>): string => (isHttps(publicUrl) ? '__Host-pegel' : 'pegel');
const isHttps = (publicUrl: string | undefined): boolean => publicUrl?.startsWith('https:') ?? false;

/** What the library calls the cookies of a session, and of half a sign-in. */
export const cookieNames = (options: Pick<LibraryOptions, 'publicUrl'>) => ({ session: `${cookiePrefix(options)}.session_token`, half: `${cookiePrefix(options)}.two_factor` }) as const;

/** What two instances of the library have in common, so that the sessions of one are those of the other. */
export function sharedOptions({ secret, publicUrl, times }: LibraryOptions) {
  return {
    appName: 'Pegel',
    // Without a public address only the path of this one is used: origins are compared with the request's own.
    baseURL: publicUrl ?? 'http://localhost',
    basePath: '/auth',
    secret,
    session: {
      expiresIn: times.browser.wholeMilliseconds / 1_000,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
    },
    // Ours count accounts too.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: cookiePrefix({ publicUrl }),
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict', path: '/', secure: isHttps(publicUrl) },
      // Where a request came from is ours to say.
      ipAddress: { disableIpTracking: true },
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
    // What is not a refusal reaches the server, which logs it and answers with a request id.
    onAPIError: { throw: true },
  } as const satisfies BetterAuthOptions;
}

/** better-auth, on our tables: who are you, and nothing else of what it can do. */
export function makeLibrary(tables: Tables, options: LibraryOptions) {
  const during = new AsyncLocalStorage<Work>();
  const auth = betterAuth({
    ...sharedOptions(options),
    database: watched(drizzleAdapter(tables, { provider: 'sqlite', schema: { user, session, account, verification, twoFactor, deviceCode } }), during),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
      password: {
        hash: hashOfPassword,
        async verify({ hash, password }) {
          if (!(await isPasswordOf(hash, password))) return false;
          if (isOutdated(hash)) await renewHash(tables, hash, password);
          return true;
        },
      },
    },
    plugins: [
      // Only signed tokens: what stands in the session table opens nothing by itself.
      bearer({ requireSignature: true }),
      twoFactorPlugin({ issuer: 'Pegel', twoFactorCookieMaxAge: 300, backupCodeOptions: hashedBackupCodes }),
      deviceAuthorization({ expiresIn: '10m', interval: '5s', validateClient: (client) => client === terminalClient }),
    ],
    disabledPaths: [...closedPaths],
    trustedOrigins: (request) => (request === undefined ? [] : originsOf(request.url)),
  });
  return { auth, answer: (request: Request, work: Work) => during.run(work, () => auth.handler(request)) };
}

/** Now that the password is here, it is kept at today's cost. A salt is in every hash, so that it is that of one account. */
async function renewHash(tables: Tables, was: string, password: string): Promise<void> {
  const became = await hashOfPassword(password);
  try {
    tables.update(account).set({ password: became }).where(eq(account.password, was)).run();
  } catch {
    // Where nothing can be written, the old one serves until it can.
  }
}

type MakeAdapter = ReturnType<typeof drizzleAdapter>;

/** The library's way to our tables, which tells of what it does there. */
const watched = (make: MakeAdapter, during: AsyncLocalStorage<Work>): MakeAdapter => (options) => {
  const adapter = make(options);
  const told = new Set(['user', 'account', 'session', 'twoFactor']);
  const noted = new WeakSet<Work>();
  const note = (model: string): void => {
    const work = during.getStore();
    if (work === undefined || noted.has(work) || !told.has(model)) return;
    noted.add(work);
    work.beforeChange();
  };
  const watching: ReturnType<MakeAdapter> = {
    ...adapter,
    async create(data) {
      const made = await adapter.create<Record<string, unknown>>(data);
      if (data.model === 'session' && typeof made['token'] === 'string') during.getStore()?.made.push(made['token']);
      return made as never; // The row, whatever the library calls its type.
    },
    async update(data) {
      note(data.model);
      return adapter.update(data);
    },
    async updateMany(data) {
      note(data.model);
      return adapter.updateMany(data);
    },
    async delete(data) {
      note(data.model);
      return adapter.delete(data);
    },
    async deleteMany(data) {
      note(data.model);
      return adapter.deleteMany(data);
    },
    // It has no transactions of its own here: nothing asynchronous may hold the one connection.
    transaction: (work) => work(watching),
  };
  return watching;
};

/** A proxy that ends TLS keeps the host and not the scheme. */
function originsOf(address: string): string[] {
  const { host } = new URL(address);
  return [`http://${host}`, `https://${host}`];
}
