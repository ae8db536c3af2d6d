import { Hono } from 'hono';
import { asks } from '../asks.js';
import { NotInPlace } from '../in-place.js';
import type { Env, Ports } from '../ports.js';
import { Refusal } from '../refusal.js';
import { version } from '../version.js';

/** Whether the process lives, and whether it takes requests. Neither says anything of anybody's numbers. */
export function healthRoutes({ isInPlace, isStopping }: Ports): Hono<Env> {
  return new Hono<Env>()
    .get('/healthz', asks('read-health'), (c) => c.json({ status: 'ok', version, timeZoneData: process.versions.tz ?? null, uptimeSeconds: Math.floor(process.uptime()) }))
    .get('/readyz', asks('read-health'), (c) => {
      if (isStopping()) throw new Refusal(503, 'The server is shutting down.', 5);
      if (!isInPlace()) throw new NotInPlace();
      return c.json({ status: 'ready' });
    });
}
