import type { MiddlewareHandler } from 'hono';
import type { Env } from './ports.js';
import { Refusal } from './refusal.js';

const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A browser sends cookies by itself, also when another site's page makes it ask. So whatever changes something with a
 * cookie must come from a page of our own; whoever sends a token means it.
 */
export const ownOriginOnly = (publicUrl: string | undefined): MiddlewareHandler<Env> => {
  const publicHost = publicUrl === undefined ? null : new URL(publicUrl).host;
  return async (c, next) => {
    const origin = c.req.header('origin');
    const isChange = !harmless.has(c.req.method);
    const usesCookie = c.req.header('cookie') !== undefined && c.req.header('authorization') === undefined;
    if (isChange && (origin !== undefined || usesCookie)) {
      const host = hostOf(origin);
      // A proxy that ends TLS keeps the host and not the scheme, so hosts are compared.
      if (host === null || (host !== new URL(c.req.url).host && host !== publicHost)) {
        throw new Refusal(403, 'This request comes from another site than this one, or does not say where it comes from; it changes nothing here.');
      }
    }
    await next();
  };
};

function hostOf(origin: string | undefined): string | null {
  try {
    return origin === undefined ? null : new URL(origin).host;
  } catch {
    return null;
  }
}
