import type { Instant } from '@pegel/domain';
import { and, asc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { attempt } from './attempts.js';
import type { Tables } from './database.js';
import { isInvited, wasInvited } from './invitations.js';
import { connectOidc, libraryPaths, oidcProvider, type OidcLibrary, type OidcOptions, type OidcWork } from './oidc-library.js';
import { OidcUnavailable } from './oidc-discovery.js';
import { answered, refused, textIn, tooMany, type SignInAnswer } from './sign-in-answers.js';
import { sentIn } from './sign-in-endpoints.js';
import { recordOfAccount } from './sign-in-journal.js';
import type { LibraryOptions } from './sign-in-library.js';
import { countRequest } from './sign-in-limits.js';
import { endOthers } from './sign-in-sessions.js';
import { startedSession, welcome } from './sign-in-started.js';
import { account, session, twoFactor, user } from './tables.js';

/** Signing in through an identity provider. */
export interface Oidc {
  readonly name: string;
  /** Says where the provider asks who somebody is. */
  begin(request: Request, address: string | null): Promise<SignInAnswer>;
  /** Takes whoever comes back from there, and says where they go on. */
  finish(request: Request, address: string | null): Promise<OidcReturn>;
  /** Looks whether the provider answers, and warns where it does not. */
  prepare(): Promise<void>;
}

interface OidcReturn {
  /** An address of our own. */
  readonly to: string;
  readonly cookies: readonly string[];
}

/** Why nobody was signed in, in the words that the page of the sign-in knows. */
type OidcRefusal = 'access_denied' | 'signup_disabled' | 'account_not_linked' | 'email_not_verified' | 'state_mismatch' | 'failed';

/** What the library or the provider says, where it is neither denied nor somebody unknown but one of these. */
const refusals: Readonly<Record<string, OidcRefusal>> = {
  access_denied: 'access_denied',
  login_required: 'access_denied',
  signup_disabled: 'signup_disabled',
  account_not_linked: 'account_not_linked',
  email_not_verified: 'email_not_verified',
  email_not_found: 'email_not_verified',
  state_not_found: 'state_mismatch',
  state_mismatch: 'state_mismatch',
  invalid_code: 'state_mismatch',
};

const refusalOf = (word: string): OidcRefusal => (Object.hasOwn(refusals, word) ? (refusals[word] ?? 'failed') : 'failed');

const takes = ['providerId', 'callbackURL', 'errorCallbackURL'] as const;
const unavailable = refused(503, 'The identity provider does not answer at the moment. Try again later, or sign in with a password.');

export function makeOidc(tables: Tables, shared: LibraryOptions & { readonly publicUrl: string }, options: OidcOptions, warn: (sentence: string) => void): Oidc {
  const { origin } = new URL(shared.publicUrl);
  let connection: Promise<OidcLibrary> | null = null;
  /** Connects when it is first needed, and again when that failed: a provider that is down must not keep this server down. */
  const connected = (): Promise<OidcLibrary> => {
    connection ??= connectOidc(tables, shared, options).catch((error: unknown) => {
      connection = null;
      if (error instanceof OidcUnavailable) warn(error.message);
      throw error;
    });
    return connection;
  };

  return {
    name: options.name,
    async prepare() {
      await connected().catch(() => undefined);
    },
    async begin(request, address) {
      const sent = await sentIn(request, { takes });
      if (sent.kind === 'wrong') return refused(sent.status, sent.message);
      if (sent.values['providerId'] !== oidcProvider) return refused(400, `The field "providerId" must be ${oidcProvider}.`);
      const [callbackURL, errorCallbackURL] = [ownAddress(sent.values['callbackURL'] ?? '', origin), ownAddress(sent.values['errorCallbackURL'] ?? '', origin)];
      if (callbackURL === null || errorCallbackURL === null) return refused(400, `The field "${callbackURL === null ? 'callbackURL' : 'errorCallbackURL'}" must be an address of ${origin}.`);
      const wait = countRequest(tables, address);
      if (wait !== null) return tooMany(wait.seconds);
      try {
        const library = await connected();
        const body = JSON.stringify({ provider: oidcProvider, callbackURL, errorCallbackURL, disableRedirect: true });
        const response = await library.answer(new Request(`${origin}/auth${libraryPaths.begin}`, { method: 'POST', headers: { 'content-type': 'application/json', origin }, body }), nothingYet());
        const url = textIn(await response.json().catch(() => null), 'url');
        return url === null ? unavailable : answered({ url }, response.headers.getSetCookie());
      } catch (error) {
        if (error instanceof OidcUnavailable) return unavailable;
        throw error;
      }
    },
    async finish(request, address) {
      const now = Date.now();
      const work: OidcWork = { ...nothingYet(), admits: (userId, email, isVerified) => admits(userId, email, isVerified, address, now) };
      if (countRequest(tables, address) !== null) return backWith(null, 'failed');
      try {
        const library = await connected();
        const response = await library.answer(returnOf(request), work);
        const location = response.headers.get('location');
        const to = location === null ? null : ownAddress(location, origin);
        const cookies = response.headers.getSetCookie();
        if (wordOf(to) === 'invalid_code') warn('The identity provider did not take the code of a sign-in. Where that goes on, look at PEGEL_OIDC_CLIENT_ID and PEGEL_OIDC_CLIENT_SECRET.');
        if (work.made.length === 0) return refuse(to, reasonOf(refusalOf(wordOf(to)), work), work, address, now, cookies);
        return start(work, request.headers, address, now) ? { to: to ?? `${origin}/`, cookies } : refuse(null, 'account_not_linked', work, address, now);
      } catch (error) {
        // What could not be written down did not happen: nobody holds the token yet.
        if (work.made.length > 0) tables.delete(session).where(inArray(session.token, work.made)).run();
        if (error instanceof OidcUnavailable) return refuse(null, 'failed', work, address, now);
        throw error;
      }
    },
  };

  /** What of the return is the provider's to say, and the cookie of whoever went there. */
  function returnOf(request: Request): Request {
    const said = new URL(request.url).searchParams;
    const url = new URL(`${origin}/auth${libraryPaths.finish.replace(':id', oidcProvider)}`);
    for (const name of ['code', 'state', 'error', 'iss']) {
      const value = said.get(name);
      if (value !== null) url.searchParams.set(name, value);
    }
    const cookie = request.headers.get('cookie');
    return new Request(url, { headers: cookie === null ? {} : { cookie } });
  }

  function admits(userId: string | null, email: string, isVerified: boolean, address: string | null, now: Instant): OidcRefusal | null {
    if (!isVerified) return 'email_not_verified';
    if (userId === null) return isInvited(tables, email, now) ? null : 'signup_disabled';
    if (linksOf(tables, userId).length > 0) return 'account_not_linked';
    takeOver(userId, email, address, now);
    return null;
  }

  /**
   * Whoever made an account by the link of an invitation had the link, and perhaps not the address. The provider
   * says whose it is: what somebody else may have left in it ends before it becomes theirs.
   */
  function takeOver(userId: string, email: string, address: string | null, now: Instant): void {
    tables.transaction(
      (within) => {
        const owner = within.select({ emailVerified: user.emailVerified }).from(user).where(eq(user.id, userId)).get();
        if (owner?.emailVerified !== false || !wasInvited(within, email)) return;
        const by = { kind: 'account', id: userId, address } as const;
        endOthers(within, userId, '');
        if (within.delete(twoFactor).where(eq(twoFactor.userId, userId)).run().changes > 0) {
          within.update(user).set({ twoFactorEnabled: false }).where(eq(user.id, userId)).run();
          recordOfAccount(within, userId, { happening: 'two-factor-changed', at: now, by, about: { change: 'turned-off', with: oidcProvider } });
        }
        if (within.delete(account).where(and(eq(account.userId, userId), eq(account.providerId, 'credential'), isNotNull(account.password))).run().changes > 0) {
          recordOfAccount(within, userId, { happening: 'password-changed', at: now, by, about: { change: 'removed', with: oidcProvider } });
        }
      },
      { behavior: 'immediate' },
    );
  }

  /** Makes the session ours, together with its entry; false where the account belongs to another subject of the provider. */
  function start({ made, subject }: OidcWork, headers: Headers, address: string | null, now: Instant): boolean {
    return tables.transaction(
      (within) => {
        const circumstances = { client: 'browser', headers, address, times: shared.times, now } as const;
        const started = startedSession(within, made, circumstances);
        if (started === undefined) return false;
        const [first] = linksOf(within, started.userId);
        if (first?.accountId !== subject) {
          // Two who claim the same address, at the same moment: the first one has it.
          within.delete(session).where(eq(session.id, started.id)).run();
          within.delete(account).where(and(eq(account.providerId, oidcProvider), eq(account.accountId, subject ?? ''))).run();
          return false;
        }
        welcome(within, started, circumstances, { with: oidcProvider });
        return true;
      },
      { behavior: 'immediate' },
    );
  }

  function refuse(to: string | null, reason: OidcRefusal, { subject }: OidcWork, address: string | null, now: Instant, cookies: readonly string[] = []): OidcReturn {
    // Of whom the provider says nothing, anybody can send any number.
    if (subject !== null || attempt(tables, 'oidc-refused', address, toldRefusals) === null) {
      const known = subject === null ? undefined : tables.select({ userId: account.userId }).from(account).where(and(eq(account.providerId, oidcProvider), eq(account.accountId, subject))).get();
      const about = { reason: reason.replaceAll('_', '-'), with: oidcProvider, ...(known === undefined ? { isKnown: false } : { account: known.userId }) };
      tables.transaction((within) => recordOfAccount(within, known?.userId ?? null, { happening: 'sign-in-refused', at: now, by: { kind: 'nobody', id: null, address }, about }), { behavior: 'immediate' });
    }
    return backWith(to, reason, cookies);
  }

  function backWith(to: string | null, reason: OidcRefusal, cookies: readonly string[] = []): OidcReturn {
    const back = new URL(to ?? `${origin}/login`);
    back.searchParams.delete('error_description');
    back.searchParams.set('error', reason);
    return { to: back.href, cookies };
  }
}

/** Of somebody unknown, from one address, so many stand in the journal. */
const toldRefusals = { max: 20, seconds: 60 } as const;

const nothingYet = (): OidcWork => ({ made: [], subject: null, isVerified: null, admits: () => 'failed' });

/** The library does not look further at somebody for whose address nobody stands, and does not say why. */
const reasonOf = (word: OidcRefusal, { isVerified }: OidcWork): OidcRefusal => (word === 'account_not_linked' && isVerified === false ? 'email_not_verified' : word);

/** Which subjects of the provider an account belongs to, the first one first. */
const linksOf = (within: Pick<Tables, 'select'>, userId: string): { readonly accountId: string }[] =>
  within.select({ accountId: account.accountId }).from(account).where(and(eq(account.userId, userId), eq(account.providerId, oidcProvider))).orderBy(asc(account.createdAt), sql`rowid`).all();

const wordOf = (address: string | null): string => (address === null ? '' : (new URL(address).searchParams.get('error') ?? ''));

/** An address of our own, whole; `null` for any other, however it is written. */
function ownAddress(text: string, origin: string): string | null {
  if (/[\\\p{Cc}\p{Cf}\s]/u.test(text) || !URL.canParse(text, origin)) return null;
  const url = new URL(text, origin);
  return url.origin === origin && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' && !url.pathname.startsWith('//') ? url.href : null;
}
