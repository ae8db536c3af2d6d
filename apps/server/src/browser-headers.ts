import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Env } from './ports.js';

/** What the page needs of a browser beyond drawing: nothing. Copying a number is left to it. */
const withheld = ['accelerometer', 'camera', 'displayCapture', 'geolocation', 'gyroscope', 'magnetometer', 'microphone', 'midi', 'payment', 'serial', 'usb', 'xrSpatialTracking'] as const;
const permissionsPolicy = Object.fromEntries(withheld.map((feature) => [feature, []]));

/** The page and its files may load what lies beside them, and nothing else. */
const ofThePage = {
  defaultSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};

/** Everything else is data: where a browser shows it by itself, it loads nothing, runs nothing and is at home nowhere. */
const ofData = { defaultSrc: ["'none'"], objectSrc: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"], sandbox: [] };

export const isEventStream = ({ headers }: Response): boolean => headers.get('content-type')?.startsWith('text/event-stream') === true;

const asBefore = async (): Promise<void> => undefined;

/** What every answer says to a browser, whatever it answers. */
export function browserHeaders(publicUrl: string | undefined): MiddlewareHandler<Env> {
  const saying = (contentSecurityPolicy: Readonly<Record<string, string[]>>) =>
    secureHeaders({
      contentSecurityPolicy,
      permissionsPolicy,
      xFrameOptions: 'DENY',
      // Said only where the operator has said that there is https.
      strictTransportSecurity: publicUrl?.startsWith('https:') === true ? 'max-age=31536000; includeSubDomains' : false,
    });
  const page = saying(ofThePage);
  const data = saying(ofData);
  return async (c, next) => {
    await next();
    const { headers, ok } = c.res;
    const kept = headers.get('cache-control');
    const isStream = isEventStream(c.res);
    const isOfThePage = kept !== null && !kept.includes('no-store') && !isStream;
    // Numbers and sessions belong in nobody's cache. Files of the dashboard say for themselves how long they keep; a stream
    // must not be held back or squeezed by a proxy either.
    if (!isOfThePage) headers.set('cache-control', isStream ? 'no-store, no-transform' : 'no-store');
    if (isStream) headers.set('content-type', 'text/event-stream; charset=utf-8');
    // A page that was left with numbers on it would come back with them, once somebody goes back to it.
    if (ok && c.req.path === '/auth/sign-out') headers.set('clear-site-data', '"cache"');
    await (isOfThePage ? page : data)(c, asBefore);
  };
}
