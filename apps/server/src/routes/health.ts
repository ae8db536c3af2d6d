import { Hono } from 'hono';
import { asks } from '../asks.js';
import { NotInPlace } from '../in-place.js';
import type { Env, Ports } from '../ports.js';
import { Refusal } from '../refusal.js';
import { version } from '../version.js';

const mebibytesIn = (bytes: number): number => Math.ceil(bytes / 2 ** 20);

/** Whether the process lives, and whether it takes requests. Neither says anything of anybody's numbers. */
export function healthRoutes({ isInPlace, isStopping, columns }: Ports): Hono<Env> {
  return new Hono<Env>()
    .get('/healthz', asks('read-health'), (c) => {
      const held = columns();
      return c.json({
        status: 'ok', version, timeZoneData: process.versions.tz ?? null, uptimeSeconds: Math.floor(process.uptime()),
        columns: held === null ? null : { mebibytes: mebibytesIn(held.bytes), mebibytesMax: mebibytesIn(held.bytesMax), days: held.days, daysAhead: held.daysAhead, daysUnsealed: held.daysUnsealed, daysMade: held.daysMade },
      });
    })
    .get('/readyz', asks('read-health'), (c) => {
      if (isStopping()) throw new Refusal(503, 'The server is shutting down.', 5);
      if (!isInPlace()) throw new NotInPlace();
      return c.json({ status: 'ready' });
    });
}
