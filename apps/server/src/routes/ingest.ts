import type { Admitted } from '@pegel/accounts';
import type { IngestScope, Organisation } from '@pegel/domain';
import { Hono, type Context } from 'hono';
import { asks } from '../asks.js';
import { callerOf } from '../caller.js';
import { mediaTypeOf, readText } from '../ingest/body.js';
import { bodiesInMemory } from '../ingest/in-memory.js';
import { directoryLimits, itemsIn, surelyObjectIn } from '../ingest/items.js';
import { sourceOf } from '../ingest/source.js';
import { takeDirectory, takeEvents } from '../ingest/take.js';
import type { Env, Ports } from '../ports.js';
import { refusalNamed } from '../refusal.js';

/** Data in: `POST /v1/events` and `PUT /v1/directory`. The key is looked at before the first byte of a body. */
export function ingestRoutes({ accounts, store, now }: Ports): Hono<Env> {
  const admitted = (c: Context<Env>, scope: IngestScope): Extract<Admitted, { kind: 'admitted' }> => {
    const key = accounts.admit(c.req.raw.headers, scope);
    if (key.kind === 'unknown') throw refusalNamed(401, key.refusal);
    const { kind, id } = key.actor;
    c.set('asker', { organisation: key.kind === 'forbidden' ? key.home : key.organisation.slug, by: { kind, id, address: callerOf(c).address } });
    if (key.kind === 'forbidden') throw refusalNamed(403, key.refusal);
    return key;
  };

  const holdFor = bodiesInMemory();
  /** The body, for as long as something is done with it. */
  const withText = async <T>(request: Request, organisation: Organisation, use: (text: string) => Promise<T>): Promise<T> => {
    const hold = holdFor(organisation.slug);
    try {
      return await use(await readText(request, hold));
    } finally {
      hold.release();
    }
  };

  return new Hono<Env>()
    .post('/v1/events', asks('send-events'), async (c) => {
      const { raw } = c.req;
      const key = admitted(c, 'events');
      const { organisation } = key;
      const source = sourceOf(raw.headers, key);
      const mediaType = mediaTypeOf(raw.headers, ['application/json', 'application/x-ndjson']);
      return c.json(await withText(raw, organisation, async (text) => takeEvents(store, organisation, source, await itemsIn(text, mediaType), now())));
    })
    .put('/v1/directory', asks('send-directory'), async (c) => {
      const { raw } = c.req;
      const key = admitted(c, 'directory');
      const { organisation } = key;
      const source = sourceOf(raw.headers, key);
      mediaTypeOf(raw.headers, ['application/json']);
      return c.json(
        await withText(raw, organisation, async (text) => takeDirectory(store, organisation, source, await surelyObjectIn(text, directoryLimits, () => refusalNamed(422, { name: 'directory-object', about: {} })), now())),
      );
    });
}
