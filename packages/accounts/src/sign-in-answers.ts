import { refusalSentence, type NamedRefusal, type OperationName } from '@pegel/domain';

/** What signing in answers. */
export type SignInAnswer =
  | { readonly kind: 'answered'; readonly body: unknown; readonly cookies: readonly string[] }
  | SignInRefused;

export interface SignInRefused {
  readonly kind: 'refused';
  readonly status: 400 | 401 | 403 | 404 | 415 | 429 | 503;
  /** What it means to a program, where the status alone does not say. */
  readonly code: string | null;
  readonly message: string;
  readonly retryAfterSeconds: number | null;
  /** What it is called, where it has a name, for whoever says it in other words. */
  readonly refusal: NamedRefusal | null;
}

export const answered = (body: unknown, cookies: readonly string[] = []): SignInAnswer => ({ kind: 'answered', body, cookies });

export const refused = (status: SignInRefused['status'], message: string, code: string | null = null, retryAfterSeconds: number | null = null): SignInRefused => ({
  kind: 'refused', status, code, message, retryAfterSeconds, refusal: null,
});

const refusedAs = (status: SignInRefused['status'], refusal: NamedRefusal, retryAfterSeconds: number | null = null): SignInRefused => ({ ...refused(status, refusalSentence(refusal), null, retryAfterSeconds), refusal });

export const notSignedIn = refusedAs(401, { name: 'session-ended', about: {} });
export const wrongCode = refused(401, 'The code is wrong, or was used already.', 'wrong-code');
export const noSuchDevice = refused(404, 'This code is unknown, has expired, or was decided about already.');
export const passwordFirst = refused(401, 'Sign in with e-mail address and password first; a code is asked for within five minutes.', 'password-first');
export const wrongGrant = refused(400, 'grant_type must be urn:ietf:params:oauth:grant-type:device_code.', 'invalid_request');
export const tooMany = (seconds: number): SignInRefused => refusedAs(429, { name: 'attempts-many', about: { seconds: String(seconds) } }, seconds);

const wrongAddressOrPassword = refused(401, 'The e-mail address or the password is wrong.', 'wrong-password');
/** It was right when it was sent, and changed before it was compared. */
export const notAnyMore = wrongAddressOrPassword;
const wrongPassword = refused(400, 'The password is wrong.', 'wrong-password');
const isOff = refused(400, 'The second factor is off.', 'two-factor-off');

/** What the library refuses, in our words. */
const refusals: Readonly<Record<string, SignInRefused>> = {
  INVALID_EMAIL: refused(400, 'That is no e-mail address; it must look like h@nordwind.example.'),
  INVALID_EMAIL_OR_PASSWORD: wrongAddressOrPassword,
  INVALID_PASSWORD: wrongPassword,
  CREDENTIAL_ACCOUNT_NOT_FOUND: refused(400, 'This account has no password; it signs in through a provider.', 'no-password'),
  INVALID_CODE: wrongCode,
  INVALID_BACKUP_CODE: wrongCode,
  INVALID_TWO_FACTOR_COOKIE: passwordFirst,
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: refused(401, 'Too many wrong codes; begin again with e-mail address and password.', 'password-first'),
  ACCOUNT_TEMPORARILY_LOCKED: refused(429, 'Too many wrong codes; wait a quarter of an hour.', null, 900),
  TOTP_ALREADY_ENABLED: refused(400, 'The second factor is on already; turn it off first.', 'two-factor-on'),
  TOTP_NOT_ENABLED: isOff,
  TWO_FACTOR_NOT_ENABLED: isOff,
  BACKUP_CODES_NOT_ENABLED: isOff,

  invalid_client: refused(400, 'client_id must be pegel.', 'invalid_client'),
  invalid_grant: refused(400, 'This device code is unknown, or was used already; begin again.', 'invalid_grant'),
  authorization_pending: refused(400, 'Nobody has decided about this sign-in yet; ask again in a few seconds.', 'authorization_pending'),
  slow_down: refused(400, 'Ask less often: once in five seconds.', 'slow_down'),
  expired_token: refused(400, 'This sign-in was not decided about in time; begin again.', 'expired_token'),
  access_denied: refused(400, 'This sign-in was denied.', 'access_denied'),
};

/** Refused because of what was guessed, as the journal calls it; `null` where nothing was. */
export const guessIn = ({ status, code }: SignInRefused): string | null => (status === 429 ? 'too-many-attempts' : code === 'wrong-password' || code === 'wrong-code' ? code : null);

/** The library's refusal as ours; what it has no name for is no refusal that we foresaw. */
export async function refusalOf(response: Response, operation: OperationName): Promise<SignInRefused> {
  // Two with the same backup code at once: one of them was first.
  if (response.status === 409) return wrongCode;
  const body: unknown = await response.json().catch(() => null);
  const name = textIn(body, 'code') ?? textIn(body, 'error') ?? '';
  // Nobody has one that long, and it is not looked at.
  if (name === 'PASSWORD_TOO_LONG') return operation === 'sign-in' ? wrongAddressOrPassword : wrongPassword;
  const known = refusals[name];
  if (known !== undefined) return known;
  if (response.status === 403) return refused(403, 'This request comes from another site than this one.');
  if (response.status === 401) return notSignedIn;
  throw new Error(`The library refused with ${response.status} ${name}, for which there are no words.`);
}

export const textIn = (body: unknown, name: string): string | null => {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : null;
  return typeof value === 'string' ? value : null;
};
