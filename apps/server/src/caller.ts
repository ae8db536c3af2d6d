import type { Context, MiddlewareHandler } from 'hono';
import { clientAddress, type TrustedProxies } from './client-address.js';
import type { Env } from './ports.js';

/** Who makes a request, before anybody has looked at what they show. */
export interface Caller {
  readonly headers: Headers;
  /** The address it came from; `null` without a socket. */
  readonly address: string | null;
}

/** Finds out once where a request came from, for everything that asks: the journal, limits and sessions. */
export const knownCaller =
  (trusted: TrustedProxies | null): MiddlewareHandler<Env> =>
  async (c, next) => {
    const socket = c.env?.incoming?.socket.remoteAddress;
    c.set('address', socket === undefined ? null : clientAddress(socket, c.req.header('x-forwarded-for') ?? null, trusted));
    await next();
  };

export const callerOf = (c: Context<Env>): Caller => ({ headers: c.req.raw.headers, address: c.get('address') });

/** The same caller for as long as a stream is open: what they show to be let in, and nothing else of their request. */
export function withoutRequest({ headers, address }: Caller): Caller {
  const shown = new Headers();
  for (const name of ['authorization', 'cookie']) {
    const value = headers.get(name);
    if (value !== null) shown.set(name, value);
  }
  return { headers: shown, address };
}
