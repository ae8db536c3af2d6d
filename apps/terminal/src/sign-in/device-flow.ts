import { errorSentence } from '../delivery/door.js';
import { exitCodes, Failure } from '../failure.js';
import type { Sentences } from '../words.js';
import type { World } from '../world.js';

/* Device authorisation as RFC 8628 has it: a code is shown here and confirmed in a browser, wherever that is. */

const clientId = 'pegel';
const grantType = 'urn:ietf:params:oauth:grant-type:device_code';

/** What somebody is to confirm. */
export interface DeviceCode {
  readonly secret: string;
  readonly userCode: string;
  readonly expiresInSeconds: number;
  readonly intervalSeconds: number;
}

export type DeviceAnswer = { readonly kind: 'approved'; readonly token: string } | { readonly kind: 'denied' | 'expired' };

/** Asks the server for a code. */
export async function askForCode(url: string, words: Sentences): Promise<DeviceCode> {
  const { response, body } = await post(url, '/auth/device/code', { client_id: clientId }, words);
  const { device_code: secret, user_code: userCode, expires_in: expiresInSeconds, interval: intervalSeconds } = body;
  if (!response.ok) throw new Failure(exitCodes.failed, errorSentence(JSON.stringify(body), words) ?? words.answered(url, response.status));
  if (typeof secret !== 'string' || typeof userCode !== 'string' || typeof expiresInSeconds !== 'number' || typeof intervalSeconds !== 'number') throw new Failure(exitCodes.failed, words.notPegel(url));
  return { secret, userCode, expiresInSeconds, intervalSeconds };
}

/** The page on which the code is confirmed. */
export const confirmationPage = (url: string, { userCode }: DeviceCode): string => `${url}/device?user_code=${encodeURIComponent(userCode)}`;

/** Waits until somebody has decided. The server says how often it may be asked; a lost answer is asked for again. */
export async function awaitDecision(url: string, code: DeviceCode, world: Pick<World, 'wait'>, words: Sentences): Promise<DeviceAnswer> {
  let interval = code.intervalSeconds;
  for (let waited = 0; waited <= code.expiresInSeconds; waited += interval) {
    await world.wait(interval * 1000);
    const answer = await ask(url, code, words);
    switch (answer.kind) {
      case 'slow-down':
        interval += 5;
        continue;
      case 'pending':
        continue;
      default:
        return answer;
    }
  }
  return { kind: 'expired' };
}

async function ask(url: string, { secret }: DeviceCode, words: Sentences): Promise<DeviceAnswer | { readonly kind: 'pending' | 'slow-down' }> {
  let answered: Awaited<ReturnType<typeof post>>;
  try {
    answered = await post(url, '/auth/device/token', { grant_type: grantType, device_code: secret, client_id: clientId }, words);
  } catch {
    return { kind: 'pending' };
  }
  const { response, body } = answered;
  if (response.ok && typeof body['access_token'] === 'string') return { kind: 'approved', token: body['access_token'] };
  switch (errorCode(body)) {
    case 'authorization_pending':
      return { kind: 'pending' };
    case 'slow_down':
      return { kind: 'slow-down' };
    case 'access_denied':
      return { kind: 'denied' };
    case 'expired_token':
    case 'invalid_grant':
      return { kind: 'expired' };
    default:
      // Too many requests and a server that restarts pass.
      if (response.status === 429 || response.status >= 500) return { kind: 'slow-down' };
      throw new Failure(exitCodes.failed, errorSentence(JSON.stringify(body), words) ?? words.answered(url, response.status));
  }
}

/** What the server calls the refusal. */
function errorCode({ error }: Readonly<Record<string, unknown>>): unknown {
  return error !== null && typeof error === 'object' && 'code' in error ? error.code : undefined;
}

async function post(url: string, path: string, body: object, words: Sentences): Promise<{ readonly response: Response; readonly body: Readonly<Record<string, unknown>> }> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), signal: AbortSignal.timeout(30_000) });
    text = await response.text();
  } catch (error) {
    throw new Failure(exitCodes.failed, words.unreachable(url, error));
  }
  try {
    const parsed: unknown = JSON.parse(text);
    return { response, body: parsed !== null && typeof parsed === 'object' ? Object.fromEntries(Object.entries(parsed)) : {} };
  } catch {
    throw new Failure(exitCodes.failed, words.notPegel(url));
  }
}
