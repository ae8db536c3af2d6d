import type { Hono, MiddlewareHandler } from 'hono';
import type { Env } from './ports.js';
import { Refusal } from './refusal.js';

/** Refuses what two programs on the way would read in two ways: which host is meant, and where the body ends. */
export const wellFormed: MiddlewareHandler<Env> = async (c, next) => {
  const raw = c.env?.incoming?.rawHeaders ?? [];
  if (raw.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length > 1) throw new Refusal(400, 'A request names one host.');
  const coding = c.req.header('transfer-encoding');
  if (coding !== undefined && coding.trim().toLowerCase() !== 'chunked') throw new Refusal(400, 'Transfer-Encoding must be chunked; what compresses a body belongs in Content-Encoding.');
  await next();
};

/** The methods that a path has, if any: middleware is for all of them and counts for none. */
export function methodsOf(app: Hono<Env>, path: string): readonly string[] {
  const methods = new Set(app.routes.map(({ method }) => method).filter((method) => method !== 'ALL'));
  // A page of the dashboard answers every address, and so says nothing of this one.
  return [...methods].filter((method) => app.router.match(method, path)[0].some(([[, route]]) => route.method === method && route.path !== '/*'));
}
