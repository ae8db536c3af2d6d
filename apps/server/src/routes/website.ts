import { Hono } from 'hono';
import { asks } from '../asks.js';
import { encodingsTaken } from '../encodings.js';
import type { Env, Ports } from '../ports.js';
import { Refusal } from '../refusal.js';
import type { WebFile } from '../website.js';

/** The dashboard: its files, and its page for every address that could be one of its own. */
export function websiteRoutes({ website }: Ports): Hono<Env> {
  return new Hono<Env>().get('*', asks('read-dashboard-files'), (c) => {
    const { path } = c.req;
    if (isForPrograms(path)) throw new Refusal(404, `There is nothing at ${path.slice(0, 200)}.`);
    if (website === null) return c.text('The dashboard has not been built. Run "npm run build", then start the server again.\n', 503, { 'cache-control': 'no-store' });
    const file = website.files.get(path);
    const taken = c.req.header('accept-encoding') ?? '';
    if (file !== undefined) return sent(file, taken);
    if (looksLikeFile(path)) throw new Refusal(404, `There is no file ${path.slice(0, 200)}.`);
    return sent(website.page, taken);
  });
}

/** Addresses that no page of the dashboard has. */
export const isForPrograms = (path: string): boolean => /^\/(v1|trpc|auth|export|healthz|readyz|set-up|invitation|account\/[^/]+|(report|sources|sign-in)\.[^/]*)(\/|$)/.test(path);

const looksLikeFile = (path: string): boolean => /\.[^/]*$/.test(path) || path.startsWith('/assets/');

// A page is asked for anew every time, so that a new version appears with the next visit.
function sent({ body, type, isHashed, encoded }: WebFile, taken: string): Response {
  const headers = { 'content-type': type, 'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache', ...(encoded.length === 0 ? {} : { vary: 'accept-encoding' }) };
  const encodings = encodingsTaken(taken);
  const smaller = encoded.find(({ encoding }) => encodings.has(encoding));
  return smaller === undefined ? new Response(body, { headers }) : new Response(smaller.body, { headers: { ...headers, 'content-encoding': smaller.encoding } });
}
