import { gzipSync } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';
import { encodingsTaken } from './encodings.js';
import type { Env } from './ports.js';

/** What is shorter goes into one packet either way. */
const bytesMin = 1024;

/**
 * Sends what is asked for as JSON smaller to whoever takes it so: the reports of a page are six times as long as they need to be.
 * Never a stream, which would wait for more, and never what a change is answered with, which can hold a secret.
 *
 * It is compressed at once, in less than a millisecond: a stream is compressed beside the event loop, and an answer that was ready
 * waited for every report that was asked for at the same time.
 */
export const smaller: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  if (c.req.method !== 'GET' || !/^application\/json\b/.test(c.res.headers.get('content-type') ?? '') || c.res.headers.has('transfer-encoding')) return;
  c.header('vary', 'accept-encoding', { append: true });
  if (!encodingsTaken(c.req.header('accept-encoding') ?? '').has('gzip')) return;
  const { status } = c.res;
  const headers = [...c.res.headers].filter(([name]) => name !== 'content-length');
  const body = new Uint8Array(await c.res.arrayBuffer());
  const isWorthIt = body.length >= bytesMin;
  // What was there is taken away first: its headers would be put beside these.
  c.res = undefined;
  c.res = new Response(isWorthIt ? gzipSync(body) : body, { status, headers: isWorthIt ? [...headers, ['content-encoding', 'gzip']] : headers });
};
