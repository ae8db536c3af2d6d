import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { isEventStream } from './browser-headers.js';
import type { Logger } from './log.js';
import type { Env } from './ports.js';

/**
 * Gives each request an id and a line in the log. The line has the route's pattern, not the address: in an address
 * people leave names, filters and now and then a token. A stream has a line when it begins and one when it ends.
 */
export const requestLog =
  (log: Logger): MiddlewareHandler<Env> =>
  async (c, next) => {
    const requestId = randomUUID();
    const began = performance.now();
    c.set('requestId', requestId);
    c.set('log', log.child({ request: requestId }));
    await next();
    c.res.headers.set('x-request-id', requestId);
    const route = matchedRoutes(c).find(({ path }) => path !== '/*')?.path ?? '/*';
    const { method } = c.req;
    const { status } = c.res;
    // A stream is written of when it ends, and keeps nothing of its request until then but this.
    const own = c.get('log');
    const write = (what: string) => own.info({ method, route, status, milliseconds: Math.round(performance.now() - began) }, what);
    const outgoing = c.env?.outgoing;
    if (outgoing === undefined || !isEventStream(c.res)) return write('answered');
    write('streaming');
    outgoing.once('close', () => write('stream ended'));
  };
