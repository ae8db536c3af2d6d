import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Account, WireDirectory } from '@pegel/domain';
import { exitCodes, Failure } from '../failure.js';
import type { Sentences } from '../words.js';

/** A server's doors for data, as one sender sees them. */
export interface Door {
  readonly url: string;
  readonly key: string;
  /** Whose events these are, and which run of its importer brings them. */
  readonly source: string;
  readonly run: string;
  readonly words: Sentences;
  wait(milliseconds: number): Promise<void>;
}

const attemptsMax = 7;
const waitMaxSeconds = 60;
const answerMaxSeconds = 180;
const compressed = promisify(gzip);

/** Sends newline-delimited events and returns what became of them. */
export const sendEvents = (door: Door, body: string): Promise<Account> => send(door, 'POST', '/v1/events', 'application/x-ndjson', body);

/** Sends a snapshot of the directory. */
export const sendDirectory = (door: Door, snapshot: WireDirectory): Promise<Account> =>
  send(door, 'PUT', '/v1/directory', 'application/json', JSON.stringify(snapshot));

/**
 * Repeats what may succeed later: a server that is busy, full, restarting or out of reach. Repeating is safe, since an
 * event that arrives twice is counted once.
 */
async function send(door: Door, method: string, path: string, type: string, body: string): Promise<Account> {
  const packed = await compressed(body, { level: 3 });
  for (let attempt = 1; ; attempt++) {
    const answer = await request(door, method, path, type, packed);
    if (answer.kind === 'account') return answer.account;
    if (attempt === attemptsMax) throw new Failure(exitCodes.failed, door.words.gaveUp(attempt, answer.sentence));
    await door.wait(Math.min(answer.retryAfterSeconds ?? 2 ** (attempt - 1) / 2, waitMaxSeconds) * 1000);
  }
}

type Answer =
  | { readonly kind: 'account'; readonly account: Account }
  | { readonly kind: 'later'; readonly sentence: string; readonly retryAfterSeconds: number | null };

async function request(door: Door, method: string, path: string, type: string, body: Uint8Array<ArrayBuffer>): Promise<Answer> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${door.url.replace(/\/+$/, '')}${path}`, {
      method,
      body,
      headers: {
        authorization: `Bearer ${door.key}`,
        'content-type': type,
        'content-encoding': 'gzip',
        'pegel-source': door.source,
        'pegel-run': door.run,
      },
      signal: AbortSignal.timeout(answerMaxSeconds * 1000),
    });
    text = await response.text();
  } catch (error) {
    return { kind: 'later', sentence: door.words.unreachable(door.url, error), retryAfterSeconds: null };
  }
  if (response.ok) return { kind: 'account', account: accountFrom(text, door) };
  const sentence = errorSentence(text, door.words) ?? door.words.answered(door.url, response.status);
  if (mayPass.has(response.status)) return { kind: 'later', sentence, retryAfterSeconds: secondsOf(response.headers.get('retry-after')) };
  throw new Failure(response.status === 401 || response.status === 403 ? exitCodes.notPermitted : exitCodes.failed, sentence);
}

// 502 and 504 are what a proxy says while the server behind it restarts.
const mayPass = new Set([429, 502, 503, 504]);

/** Why a server refuses, from the body of its error: in those words where it names why, otherwise in its own; `null` where it says nothing. */
export function errorSentence(text: string, words: Pick<Sentences, 'refused'>): string | null {
  const refused = words.refused(errorIn(text, 'refusal'));
  if (refused !== null) return refused;
  const message = errorIn(text, 'message');
  return typeof message === 'string' ? message : null;
}

/** What the body of an error says under a name. */
function errorIn(text: string, name: string): unknown {
  try {
    const body: unknown = JSON.parse(text);
    if (body === null || typeof body !== 'object' || !('error' in body)) return undefined;
    const { error } = body;
    return error === null || typeof error !== 'object' ? undefined : Reflect.get(error, name);
  } catch {
    return undefined;
  }
}

function accountFrom(text: string, door: Door): Account {
  try {
    const account: unknown = JSON.parse(text);
    // A server of this contract version answers 200 with an account and nothing else.
    if (account !== null && typeof account === 'object' && 'received' in account && 'stored' in account) return account as Account;
  } catch {
    // Falls through: whatever answered is not a Pegel server.
  }
  throw new Failure(exitCodes.failed, door.words.notPegel(door.url));
}

/** `Retry-After` is a number of seconds or a date. */
function secondsOf(header: string | null): number | null {
  if (header === null) return null;
  if (/^\d+$/.test(header)) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, (at - Date.now()) / 1000);
}
