import { languageOf, normaliseEmail, operations, type Access, type HappeningName, type Instant, type JournalActor, type JournalParticulars } from '@pegel/domain';
import { eq, inArray } from 'drizzle-orm';
import { backupCodeHash } from './backup-codes.js';
import type { Tables } from './database.js';
import { passwordOf } from './founding.js';
import { isPasswordOf } from './password-hash.js';
import { passwordProblem } from './password.js';
import { sessionHeadersIn } from './session-headers.js';
import { ownAccount, type AccountOfOwn } from './sign-in-account.js';
import { answered, guessIn, noSuchDevice, notAnyMore, notSignedIn, passwordFirst, refusalOf, refused, textIn, tooMany, wrongCode, wrongGrant, type SignInAnswer } from './sign-in-answers.js';
import { giveCodeBack, halfSignedIn, takeCode } from './sign-in-codes.js';
import { decideDevice, readable, waitingDevice } from './sign-in-device.js';
import { endpointOf, sentIn, type Endpoint } from './sign-in-endpoints.js';
import { recordOfAccount } from './sign-in-journal.js';
import { cookieNames, makeLibrary, type LibraryOptions, type Work } from './sign-in-library.js';
import { countAttempt, countRequest, forgetAttempts } from './sign-in-limits.js';
import { endBegun, endOthers, whoIsIn, type SignedIn } from './sign-in-sessions.js';
import { signed } from './sign-in-signatures.js';
import { startedSession, welcome } from './sign-in-started.js';
import { session, user, type SessionClient } from './tables.js';

/** Who are you. What you may see is none of its business. */
export interface SignIn {
  /** Answers the open endpoints; `null` for everything else. */
  answer(request: Request, address: string | null): Promise<SignInAnswer> | null;
  /** The user a session cookie or a session's bearer token belongs to. */
  whoIs(credentials: Headers): SignedIn | null;
  /** What whoever is signed in may do with their own account. */
  ownAccount(headers: Headers): AccountOfOwn | null;
  hash(password: string): Promise<string>;
  verify(password: string, hash: string): Promise<boolean>;
}

interface Subject {
  readonly id: string | null;
  readonly email: string;
  /** The hash that a password is compared with, as it was before it was compared. */
  readonly hash?: string | null;
}

/** One request, with all that is known of it. */
interface Call {
  readonly endpoint: Endpoint;
  readonly request: Request;
  /** What was recognised of the session, or of half a sign-in. */
  readonly shown: Headers;
  /** Whether a session is shown by a token instead of a cookie. */
  readonly viaToken: boolean;
  readonly values: Readonly<Record<string, string>>;
  /** With a whole session. */
  readonly who: SignedIn | null;
  /** Whose account it is about: that of the e-mail address that was sent, whoever sent it; otherwise of a whole session, or of half a sign-in. */
  readonly subject: Subject | null;
  readonly address: string | null;
  readonly now: Instant;
}

export function makeSignIn(tables: Tables, options: LibraryOptions): SignIn {
  const { secret, times, publicUrl } = options;
  const library = makeLibrary(tables, options);
  const who = whoIsIn(tables, options);
  const names = cookieNames(options);
  // Made anew from what was recognised: the library never reads a cookie in another way than we do, and none that we do not know.
  const cookie = (name: string, value: string) => new Headers({ cookie: `${name}=${encodeURIComponent(signed(value, secret))}` });
  const shownBy = ({ session: { token } }: SignedIn, viaToken: boolean) => (viaToken ? new Headers({ authorization: `Bearer ${signed(token, secret)}` }) : cookie(names.session, token));

  return {
    answer(request, address) {
      const endpoint = endpointOf(request);
      return endpoint === null ? null : answer(endpoint, request, address);
    },
    whoIs: (credentials) => who(credentials, Date.now()),
    ownAccount(headers) {
      const found = who(sessionHeadersIn(headers) ?? new Headers(), Date.now());
      return found === null ? null : ownAccount(tables, times, found);
    },
    hash: async (password) => (await library.auth.$context).password.hash(password),
    verify: async (password, hash) => (await library.auth.$context).password.verify({ password, hash }),
  };

  async function answer(endpoint: Endpoint, request: Request, address: string | null): Promise<SignInAnswer> {
    const now = Date.now();
    const credentials = sessionHeadersIn(request.headers) ?? new Headers();
    const found = who(credentials, now);
    const access: Access = operations[endpoint.operation];
    if (access.kind === 'session' && found === null) return notSignedIn;
    const sent = await sentIn(request, endpoint);
    if (sent.kind === 'wrong') return refused(sent.status, sent.message);
    const half = found === null ? halfSignedIn(tables, credentials, options, now) : null;
    const subject = endpoint.path === '/auth/sign-in/email' ? subjectAt(sent.values['email'] ?? '') : (found ?? half);
    const viaToken = credentials.has('authorization');
    const shown = found !== null ? shownBy(found, viaToken) : half !== null ? cookie(names.half, half.challenge) : new Headers();
    const call: Call = { endpoint, request, shown, viaToken, values: sent.values, who: found, subject, address, now };

    const wait = endpoint.limit === null ? null : endpoint.limit === 'requests' ? countRequest(tables, address) : countAttempt(tables, address, subject?.email ?? null);
    if (wait !== null) {
      if (endpoint.limit === 'attempts' && wait.isFirst) recordRefusal(call, 'too-many-attempts');
      return tooMany(wait.seconds);
    }
    return work(call);
  }

  function subjectAt(email: string): Subject {
    const row = tables.select({ id: user.id }).from(user).where(eq(user.email, normaliseEmail(email))).get();
    // Looked for in any case, so that it takes as long.
    const hash = passwordIn(tables, email);
    return row === undefined ? { id: null, email } : { id: row.id, email, hash };
  }

  async function work(call: Call): Promise<SignInAnswer> {
    const { endpoint, request, values, who: found, address, now } = call;
    switch (endpoint.path) {
      case '/auth/get-session':
        return answered(found === null ? null : { email: found.email });
      case '/auth/sign-out':
        if (found !== null) {
          record(call, 'signed-out', {}, (within) => within.delete(session).where(eq(session.id, found.session.id)).run());
        }
        return throughLibrary(call);
      case '/auth/device': {
        const waiting = found === null ? null : waitingDevice(tables, found, values['user_code'] ?? '', now);
        return waiting === null ? noSuchDevice : answered(waiting);
      }
      case '/auth/device/approve':
      case '/auth/device/deny': {
        const decision = endpoint.path === '/auth/device/approve' ? 'approved' : 'denied';
        return found !== null && decideDevice(tables, found, values['userCode'] ?? '', decision, address, now) ? answered({ decision }) : noSuchDevice;
      }
      case '/auth/two-factor/verify-backup-code':
        if (call.subject === null) return passwordFirst;
        // Nothing would come of it, and the code would be gone.
        return found === null ? throughLibrary({ ...call, values: { code: backupCodeHash(values['code'] ?? '') } }) : refused(400, 'You are signed in already; a backup code is for signing in.');
      case '/auth/two-factor/verify-totp': {
        const code = (values['code'] ?? '').replaceAll(/\s/g, '');
        return withCode({ ...call, values: { code } }, code);
      }
      case '/auth/change-password': {
        const problem = passwordProblem(values['newPassword'] ?? '', found?.email ?? '');
        return problem === null ? throughLibrary(call) : refused(400, problem[languageOf(request.headers.get('accept-language') ?? '')], 'password-refused');
      }
      case '/auth/device/token':
        return values['grant_type'] === 'urn:ietf:params:oauth:grant-type:device_code' ? throughLibrary(call) : wrongGrant;
      default:
        return throughLibrary(call);
    }
  }

  async function withCode(call: Call, code: string): Promise<SignInAnswer> {
    const id = call.subject?.id ?? null;
    if (id === null) return passwordFirst;
    if (!takeCode(tables, id, code, call.now)) {
      recordRefusal(call, 'used-code');
      return wrongCode;
    }
    const answer = await throughLibrary(call);
    if (answer.kind === 'refused') giveCodeBack(tables, id, code);
    return answer;
  }

  async function throughLibrary(call: Call): Promise<SignInAnswer> {
    const change = changeOf(call);
    let isChanged = false;
    const doing: Work = {
      made: [],
      // First the entry, then what it tells of: the library changes row by row.
      beforeChange() {
        if (change === null) return;
        record(call, change.happening, change.about);
        isChanged = true;
      },
    };
    try {
      const response = await library.answer(requestFor(call), doing);
      if (!response.ok) {
        const refusal = await refusalOf(response, call.endpoint.operation);
        const guess = guessIn(refusal);
        if (guess !== null) recordRefusal(call, guess);
        return refusal;
      }
      const body: unknown = await response.json();
      if (!conclude(await withHashOfNow(call), doing.made, isChanged)) {
        recordRefusal(call, 'wrong-password');
        return notAnyMore;
      }
      return answered(told(call, body), call.viaToken && isChanged ? [] : response.headers.getSetCookie());
    } catch (error) {
      // What could not be written down did not happen: nobody holds the token yet.
      if (doing.made.length > 0) tables.delete(session).where(inArray(session.token, doing.made)).run();
      throw error;
    }
  }

  /** A hash may have been made again meanwhile, at today's cost; what counts is whether the password is still the one. */
  async function withHashOfNow(call: Call): Promise<Call> {
    const { subject, values } = call;
    if (subject?.hash === undefined) return call;
    const hash = passwordIn(tables, subject.email);
    return hash !== null && hash !== subject.hash && (await isPasswordOf(hash, values['password'] ?? '')) ? { ...call, subject: { ...subject, hash } } : call;
  }

  /** What follows from what the library has done, together with its entry in the journal; false where it came too late. */
  function conclude(call: Call, made: readonly string[], isChanged: boolean): boolean {
    const { endpoint, request, who: found, address, now } = call;
    const signsIn = endpoint.path === '/auth/device/token' || (endpoint.operation === 'sign-in' && !isChanged);
    if (made.length === 0 && !isChanged) return true;
    return tables.transaction(
      (within) => {
        const client: SessionClient = endpoint.path === '/auth/device/token' ? 'terminal' : 'browser';
        const circumstances = { client, headers: request.headers, address, times, now };
        const started = startedSession(within, made, circumstances);
        // The password was changed while it was compared with the one before.
        if (call.subject?.hash !== undefined && call.subject.id !== null && passwordIn(within, call.subject.email) !== call.subject.hash) {
          endBegun(within, call.subject.id);
          within.delete(session).where(inArray(session.token, [...made])).run();
          return false;
        }
        if (signsIn) {
          // Whoever signs in leaves nothing open that was there before, whoever had put it there.
          if (found !== null && client === 'browser') within.delete(session).where(eq(session.id, found.session.id)).run();
          if (started !== undefined) welcome(within, started, circumstances, { with: factorOf(endpoint) });
        } else if (found !== null) {
          // Whoever shows a token instead of a cookie has no use for the new session, and signs in again.
          if (started !== undefined && call.viaToken) within.delete(session).where(eq(session.id, started.id)).run();
          endOthers(within, found.id, started?.id ?? found.session.id);
          forgetAttempts(within, found.email);
        }
        return true;
      },
      { behavior: 'immediate' },
    );
  }

  function told({ endpoint, request }: Call, body: unknown): unknown {
    const tells: readonly string[] = endpoint.tells;
    const picked = Object.fromEntries(Object.entries(body ?? {}).filter(([name]) => tells.includes(name)));
    const userCode = textIn(body, 'user_code');
    const token = textIn(body, 'access_token');
    if (endpoint.path === '/auth/device/code' && userCode !== null) {
      const page = new URL('/device', publicUrl ?? request.url);
      const complete = new URL(page);
      complete.searchParams.set('user_code', readable(userCode));
      return { ...picked, user_code: readable(userCode), verification_uri: page.href, verification_uri_complete: complete.href };
    }
    // The library tells what stands in its table, which opens nothing; what opens is that with its signature.
    if (endpoint.path === '/auth/device/token' && token !== null) return { ...picked, access_token: signed(token, secret), expires_in: times.terminal.wholeMilliseconds / 1_000 };
    return picked;
  }

  /** Writes an entry down, with what it tells of where that is in our hands. */
  function record(call: Call, happening: HappeningName, about: JournalParticulars, act: (within: Pick<Tables, 'delete'>) => void = () => undefined): void {
    tables.transaction(
      (within) => {
        act(within);
        recordOfAccount(within, call.subject?.id ?? null, { happening, at: call.now, by: byOf(call), about });
      },
      { behavior: 'immediate' },
    );
  }

  function recordRefusal(call: Call, reason: string): void {
    const account = call.subject?.id ?? null;
    record(call, 'sign-in-refused', account === null ? { reason, isKnown: false } : { reason, account });
  }
}

/** Whoever signs in is nobody yet, also if they are somebody already. */
const byOf = ({ endpoint, who, address }: Call): JournalActor => (who === null || endpoint.path === '/auth/sign-in/email' ? { kind: 'nobody', id: null, address } : { kind: 'account', id: who.id, address });

const passwordIn = (within: Pick<Tables, 'select'>, email: string): string | null => passwordOf(within, normaliseEmail(email))?.hash ?? null;

/** What a call is about to change of an account, as the journal has it. */
function changeOf({ endpoint: { path }, who }: Call): { readonly happening: HappeningName; readonly about: JournalParticulars } | null {
  if (who === null) return null;
  switch (path) {
    case '/auth/change-password':
      return { happening: 'password-changed', about: {} };
    case '/auth/two-factor/verify-totp':
      return { happening: 'two-factor-changed', about: { change: 'turned-on' } };
    case '/auth/two-factor/disable':
      return { happening: 'two-factor-changed', about: { change: 'turned-off' } };
    case '/auth/two-factor/generate-backup-codes':
      return { happening: 'two-factor-changed', about: { change: 'new-backup-codes' } };
    default:
      return null;
  }
}

/** What somebody signed in with last. */
function factorOf({ path }: Endpoint): string {
  switch (path) {
    case '/auth/two-factor/verify-totp':
      return 'totp';
    case '/auth/two-factor/verify-backup-code':
      return 'backup-code';
    case '/auth/device/token':
      return 'device';
    default:
      return 'password';
  }
}

const passedOn = ['origin', 'user-agent', 'sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest'] as const;

/** The request as the library gets it: what we have read of it, and nothing else that somebody may have sent. */
function requestFor({ endpoint, request, shown, values }: Call): Request {
  const headers = new Headers(shown);
  headers.set('content-type', 'application/json');
  for (const name of passedOn) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  const body = endpoint.path === '/auth/change-password' ? { ...values, revokeOtherSessions: true } : values;
  return new Request(new URL(endpoint.path, request.url), { method: endpoint.method, headers, body: JSON.stringify(body) });
}
