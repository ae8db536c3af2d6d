import type { OperationName } from '@pegel/domain';

/** What can be asked under `/auth`. */
export interface OpenEndpoint {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly operation: OperationName;
  /** What it takes, in the body or for GET in the address: texts, all of them needed, and nothing else. */
  readonly takes: readonly string[];
  /** What it tells of the library's answer; nothing that is a secret for longer. */
  readonly tells: readonly string[];
  /** `attempts`: at a password or a code, which few are enough for. */
  readonly limit: 'attempts' | 'requests' | null;
}

/** All that is open of signing in, and the operation that each is. */
export const openEndpoints = [
  { method: 'POST', path: '/auth/sign-in/email', operation: 'sign-in', takes: ['email', 'password'], tells: ['twoFactorRedirect'], limit: 'attempts' },
  { method: 'POST', path: '/auth/two-factor/verify-totp', operation: 'sign-in', takes: ['code'], tells: [], limit: 'attempts' },
  { method: 'POST', path: '/auth/two-factor/verify-backup-code', operation: 'sign-in', takes: ['code'], tells: [], limit: 'attempts' },
  { method: 'POST', path: '/auth/two-factor/enable', operation: 'manage-own-account', takes: ['password'], tells: ['totpURI', 'backupCodes'], limit: 'attempts' },
  { method: 'POST', path: '/auth/two-factor/disable', operation: 'manage-own-account', takes: ['password'], tells: [], limit: 'attempts' },
  { method: 'POST', path: '/auth/two-factor/generate-backup-codes', operation: 'manage-own-account', takes: ['password'], tells: ['backupCodes'], limit: 'attempts' },
  { method: 'POST', path: '/auth/change-password', operation: 'manage-own-account', takes: ['currentPassword', 'newPassword'], tells: [], limit: 'attempts' },
  { method: 'POST', path: '/auth/device/code', operation: 'begin-device-sign-in', takes: ['client_id'], tells: ['device_code', 'user_code', 'expires_in', 'interval'], limit: 'requests' },
  { method: 'POST', path: '/auth/device/token', operation: 'begin-device-sign-in', takes: ['grant_type', 'device_code', 'client_id'], tells: ['access_token', 'token_type', 'expires_in'], limit: 'requests' },
  { method: 'GET', path: '/auth/device', operation: 'decide-device-sign-in', takes: ['user_code'], tells: [], limit: 'requests' },
  { method: 'POST', path: '/auth/device/approve', operation: 'decide-device-sign-in', takes: ['userCode'], tells: [], limit: 'requests' },
  { method: 'POST', path: '/auth/device/deny', operation: 'decide-device-sign-in', takes: ['userCode'], tells: [], limit: 'requests' },
  { method: 'POST', path: '/auth/sign-out', operation: 'sign-out', takes: [], tells: [], limit: null },
  { method: 'GET', path: '/auth/get-session', operation: 'read-session', takes: [], tells: [], limit: null },
] as const satisfies readonly OpenEndpoint[];

export type Endpoint = (typeof openEndpoints)[number];

/** Closed a second time inside the library, should a request ever reach it on another way; a test holds the list complete. */
export const closedPaths: readonly string[] = [
  '/sign-in/social', '/callback/:id', '/sign-up/email', '/reset-password', '/reset-password/:token', '/request-password-reset', '/verify-password',
  '/verify-email', '/send-verification-email', '/change-email', '/update-session', '/update-user', '/delete-user',
  '/delete-user/callback', '/list-sessions', '/revoke-session', '/revoke-sessions', '/revoke-other-sessions', '/link-social', '/list-accounts',
  '/unlink-account', '/refresh-token', '/get-access-token', '/account-info', '/ok', '/error',
  '/two-factor/get-totp-uri', '/two-factor/send-otp', '/two-factor/verify-otp',
];

export const endpointOf = (request: Request): Endpoint | null => {
  const { pathname } = new URL(request.url);
  return openEndpoints.find(({ method, path }) => method === request.method && path === pathname) ?? null;
};

/** What was sent, or what is wrong with it. */
export type Sent = { readonly kind: 'sent'; readonly values: Readonly<Record<string, string>> } | { readonly kind: 'wrong'; readonly status: 400 | 415; readonly message: string };

const wrong = (message: string, status: 400 | 415 = 400): Sent => ({ kind: 'wrong', status, message });

/** Longer than any of them; a body as a whole is limited elsewhere. */
const textMax = 2_000;

/** Reads exactly what an endpoint takes. */
export async function sentIn(request: Request, { takes }: Pick<OpenEndpoint, 'takes'>): Promise<Sent> {
  const { searchParams } = new URL(request.url);
  if (request.method === 'GET') return checked(Object.fromEntries(searchParams), takes);
  if (searchParams.size > 0) return wrong('This takes nothing in the address; send it in the body.');
  const text = await request.text();
  if (text === '' && takes.length === 0) return checked({}, takes);
  if (!/^application\/json *(;|$)/i.test(request.headers.get('content-type') ?? '')) return wrong('Content-Type must be application/json.', 415);
  try {
    return checked(JSON.parse(text), takes);
  } catch {
    return wrong('The body is no JSON.');
  }
}

function checked(body: unknown, takes: readonly string[]): Sent {
  const form = takes.length === 0 ? 'nothing, or {}' : `{ ${takes.map((name) => `"${name}": "…"`).join(', ')} }`;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return wrong(`Send ${form} as JSON.`);
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(body)) {
    if (!takes.includes(name)) return wrong(`There is no field "${name.slice(0, 60)}" here; send ${form}.`);
    if (typeof value !== 'string') return wrong(`The field "${name}" must be a text.`);
    if (value.length > textMax) return wrong(`The field "${name}" may have at most ${textMax} characters; it has ${value.length}.`);
    values[name] = value;
  }
  const missing = takes.find((name) => values[name] === undefined);
  return missing === undefined ? { kind: 'sent', values } : wrong(`The field "${missing}" is missing; send ${form}.`);
}
