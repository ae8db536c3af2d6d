import type { MiddlewareHandler } from 'hono';
import type { Env } from './ports.js';
import { Refusal } from './refusal.js';

const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A browser sends cookies by itself, also when another site's page makes it ask. So whatever changes something with a
 * cookie must come from a page of our own; whoever sends a token means it. What a browser says of the page in
 * `Origin` and in `Sec-Fetch-Site` must both be right, on every path there is; doors for data know no cookies.
 */
export const ownOriginOnly = (publicUrl: string | undefined): MiddlewareHandler<Env> => {
  const known = publicUrl === undefined ? null : new URL(publicUrl);
  return async (c, next) => {
    if (!harmless.has(c.req.method) && !c.req.path.startsWith('/v1/') && !isOurs(c.req.raw.headers, new URL(c.req.url).host, known)) {
      throw new OtherSite();
    }
    await next();
  };
};

function isOurs(headers: Headers, host: string, known: URL | null): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return false;
  const origin = headers.get('origin');
  if (origin === null) return headers.get('cookie') === null || headers.get('authorization')?.startsWith('Bearer ') === true;
  const from = originIn(origin);
  if (from === null) return false;
  // Where people reach the server is known with its scheme. On another way, as past the proxy, only the host can be
  // compared: a proxy that ends TLS keeps the host and not the scheme.
  return from.host === known?.host ? from.origin === known.origin : from.host === host;
}

/** The origin of a page as browsers write it: scheme, host and port, and nothing else. */
function originIn(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.origin === text && /^https?:$/.test(url.protocol) ? url : null;
}

/** A browser that was made to ask by somebody else's page. */
export class OtherSite extends Refusal {
  constructor() {
    super(403, 'This request comes from another site than this one, or does not say where it comes from; it changes nothing here.');
  }
}
