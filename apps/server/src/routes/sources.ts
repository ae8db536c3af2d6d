import { sourcesView } from '@pegel/domain';
import { Hono } from 'hono';
import { asks } from '../asks.js';
import { enterBy } from '../entrance.js';
import { parametersIn } from '../parameters.js';
import type { Env, Ports } from '../ports.js';

/** Where the numbers come from and what became of everything that was delivered, for scripts that watch it. */
export function sourcesRoutes({ accounts, sources, now }: Ports): Hono<Env> {
  return new Hono<Env>().get('/sources.json', asks('read-sources'), async (c) => {
    const { reader } = await enterBy(c, accounts);
    const given = parametersIn(c.req.url, ['from', 'to', 'organisation']);
    return c.json(await sourcesView(reader, sources, { from: given.get('from')?.[0], to: given.get('to')?.[0] }, now()));
  });
}
