import type { Context } from 'hono';
import { clientOf } from './connections.js';
import type { Env } from './ports.js';

/** Who makes a request, before anybody has looked at what they show. */
export interface Caller {
  readonly headers: Headers;
  /** The address it came from; `null` without a socket. */
  readonly address: string | null;
}

export const callerOf = (c: Context<Env>): Caller => {
  const address = c.env?.incoming?.socket.remoteAddress;
  return { headers: c.req.raw.headers, address: address === undefined ? null : clientOf(address) };
};
