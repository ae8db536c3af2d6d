import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Logger } from './log.js';
import type { Env } from './ports.js';

/**
 * Gives each request an id and a line in the log. The line has the route's pattern, not the address: in an address
 * people leave names, filters and now and then a token.
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
    c.get('log').info({ method: c.req.method, route, status: c.res.status, milliseconds: Math.round(performance.now() - began) }, 'answered');
  };
