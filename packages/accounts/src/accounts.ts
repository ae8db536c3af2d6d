import type { AddressStore, IngestScope, Instant, JournalStore, KeyStore, MemberStore, Organisation, OwnAddressStore, SettingsStore, UnmaskingStore } from '@pegel/domain';
import { migrate, type Database } from '@pegel/sqlite';
import { admit, type Admitted } from './admission.js';
import { attempt, type AttemptLimit } from './attempts.js';
import { tablesIn } from './database.js';
import { entering, type Entered } from './entrance.js';
import { found, setUp, type Founded, type Founding, type SetUp } from './founding.js';
import { forgettingIn } from './forgetting.js';
import { acceptInvitation, readInvitation, type Acceptance, type Accepted, type OpenInvitation } from './invitations.js';
import { journalIn } from './journal.js';
import { entriesIn } from './journal-entries.js';
import { presentedKeys } from './keys.js';
import { keysIn } from './keys-kept.js';
import { membersIn } from './members.js';
import { accountsTables } from './migrations.js';
import { settingsIn } from './organisation-settings.js';
import { allOrganisations, organisationsNamed } from './organisations.js';
import { makeOidc, type Oidc } from './oidc.js';
import type { OidcOptions } from './oidc-library.js';
import { ownAddressesIn } from './own-address.js';
import { resetPassword, type PasswordReset, type PasswordWasReset } from './password-reset.js';
import { isWaitingForSetUp } from './set-up.js';
import { countedForPrivacy, type CountedForPrivacy } from './privacy.js';
import { sessionSecret } from './settings.js';
import { makeSignIn } from './sign-in.js';
import type { AccountOfOwn } from './sign-in-account.js';
import type { SignInAnswer } from './sign-in-answers.js';
import { sessionTimes, type SessionTime } from './sign-in-times.js';
import { standingsIn } from './standings.js';
import { unmaskedFor, unmaskingsIn } from './unmaskings.js';

/** Who are you, and what may you see: sign-in, memberships and keys of one data folder. */
export interface Accounts extends SettingsStore, MemberStore, KeyStore, JournalStore, UnmaskingStore, OwnAddressStore, CountedForPrivacy, AddressStore {
  found(founding: Founding): Promise<Founded>;
  /** Whether there is no organisation and never was one. */
  canBeSetUp(): boolean;
  /** Makes the first organisation for somebody at that address; once there was one, never again. */
  setUp(founding: Founding, address: string | null): Promise<SetUp>;
  /** Counts an attempt of that kind from one address; `null`, or how many seconds to wait where there were too many. */
  attempt(what: string, address: string | null, limit: AttemptLimit): number | null;
  /** Another password for somebody who cannot sign in any more, in the name of whoever runs the server. */
  resetPassword(reset: PasswordReset): Promise<PasswordWasReset>;
  organisation(slug: string): Organisation | null;
  /** By slug. */
  organisations(): readonly Organisation[];
  /** Lets somebody in by session or reader token; without a slug, to the only organisation there is for them. */
  enter(headers: Headers, slug: string | undefined): Promise<Entered>;
  /** Another number after every write that may have changed whom `enter` lets in, and as whom; what ends by itself is not told by it. */
  standings(): number;
  /** Lets data in by ingest key. */
  admit(headers: Headers, scope: IngestScope): Admitted;
  /** What the link of an invitation opens; `null` for one that opens nothing, for whatever reason. */
  readInvitation(token: string, now: Instant): OpenInvitation | null;
  /** Makes whoever follows the link a member, once. */
  acceptInvitation(acceptance: Acceptance, now: Instant): Promise<Accepted>;
  /** Signing in and out, the second factor, the password and terminals; `null` for everything else. */
  signIn(request: Request, address: string | null): Promise<SignInAnswer> | null;
  /** Signing in through an identity provider; `null` where there is none. */
  readonly oidc: Oidc | null;
  /** What whoever is signed in may do with their own account; `null` for nobody. */
  ownAccount(headers: Headers): AccountOfOwn | null;
}

export interface AccountsOptions {
  /** Where people reach the server, such as `https://pegel.example`. */
  readonly publicUrl?: string;
  /** The provider that people may sign in through; it takes a public address. */
  readonly oidc?: OidcOptions;
  /** Hears what whoever runs the server should know. */
  readonly warn?: (sentence: string) => void;
  /** By which keys expire. */
  readonly now?: () => Instant;
  /** When sessions of browsers end by themselves, where it is not when they usually do. */
  readonly browserSessions?: Partial<SessionTime>;
}

/** Opens the accounts in a database file that others keep their tables in too. */
export function openAccounts(database: Database, options: AccountsOptions = {}): Accounts {
  migrate(database, accountsTables);
  const tables = tablesIn(database);
  const now = options.now ?? Date.now;
  const organisationNamed = organisationsNamed(tables);
  const keys = presentedKeys(tables, now);
  const unmasked = unmaskedFor(tables, options.warn ?? (() => undefined));
  const times = { ...sessionTimes, browser: { ...sessionTimes.browser, ...options.browserSessions } };
  const { publicUrl, oidc } = options;
  const secret = sessionSecret(tables);
  const signIn = makeSignIn(tables, { secret, publicUrl, times });
  const standings = standingsIn(database);
  const isAsked = oidc !== undefined && publicUrl !== undefined;
  return {
    found: (founding) => found(tables, signIn, founding),
    canBeSetUp: () => isWaitingForSetUp(tables),
    setUp: (founding, address) => setUp(tables, signIn, founding, address),
    attempt: (what, address, limit) => attempt(tables, what, address, limit),
    resetPassword: (reset) => resetPassword(tables, signIn, reset, Date.now()),
    organisation: organisationNamed,
    organisations: () => allOrganisations(tables),
    enter: entering(tables, { keys, signIn, unmasked: (of, account) => unmasked(of, account, now()) }),
    standings,
    admit: (headers, scope) => admit(organisationNamed, keys, headers, scope),
    readInvitation: (token, now) => readInvitation(tables, token, now),
    acceptInvitation: (acceptance, now) => acceptInvitation(tables, signIn, acceptance, now),
    signIn: (request, address) => signIn.answer(request, address),
    oidc: !isAsked ? null : makeOidc(tables, { secret, publicUrl, times }, oidc, options.warn ?? (() => undefined)),
    ownAccount: (headers) => signIn.ownAccount(headers),
    ...settingsIn(tables),
    ...ownAddressesIn(tables, isAsked ? oidc.name : null),
    ...membersIn(tables),
    ...keysIn(tables),
    ...unmaskingsIn(tables),
    ...forgettingIn(tables),
    ...journalIn(tables),
    ...entriesIn(tables),
    ...countedForPrivacy(tables),
  };
}
