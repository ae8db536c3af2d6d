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
