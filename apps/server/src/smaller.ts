import type { MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';
import type { Env } from './ports.js';

const json = compress({ contentTypeFilter: /^application\/json/ });

/**
 * Sends what is asked for as JSON smaller to whoever takes it so: the reports of a page are six times as long as they need to be.
 * Never a stream, which would wait for more, and never what a change is answered with, which can hold a secret.
 */
export const smaller: MiddlewareHandler<Env> = async (c, next) => (c.req.method === 'GET' ? json(c, next) : next());
