import { refusalSentence, type NamedRefusal } from '@pegel/domain';

/** What each status means to a program; the sentence beside it is for people. */
const codes = {
  400: 'bad-request',
  401: 'not-signed-in',
  403: 'not-permitted',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'too-large',
  415: 'unsupported-media-type',
  422: 'unreadable',
  429: 'too-many-requests',
  500: 'failed',
  503: 'unavailable',
} as const;

export type RefusalStatus = keyof typeof codes;

/** A request that is answered with a sentence instead of what it asked for. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly status: RefusalStatus,
    message: string,
    readonly retryAfterSeconds: number | null = null,
    /** For 405: the methods there are. */
    readonly allowed: readonly string[] = [],
    /** Where a program has to tell apart what the status does not. */
    readonly code: string | null = null,
    /** What it is called, where it has a name, for whoever says it in other words. */
    readonly refusal: NamedRefusal | null = null,
  ) {
    super(message);
  }

  /** The body of every error that Pegel answers, on whatever route. */
  get body(): { readonly error: { readonly code: string; readonly message: string; readonly refusal?: NamedRefusal } } {
    return { error: { code: this.code ?? codes[this.status], message: this.message, ...(this.refusal === null ? {} : { refusal: this.refusal }) } };
  }

  get headers(): Record<string, string> {
    return {
      ...(this.retryAfterSeconds === null ? {} : { 'retry-after': String(this.retryAfterSeconds) }),
      ...(this.allowed.length === 0 ? {} : { allow: this.allowed.join(', ') }),
      ...(this.status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    };
  }
}

/** One that has a name, with its sentence. */
export const refusalNamed = (status: RefusalStatus, refusal: NamedRefusal, retryAfterSeconds: number | null = null): Refusal => new Refusal(status, refusalSentence(refusal), retryAfterSeconds, [], null, refusal);
