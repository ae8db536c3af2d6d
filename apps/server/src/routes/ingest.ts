import type { Admitted, IngestScope } from '@pegel/accounts';
import { Hono, type Context } from 'hono';
import { mediaTypeOf, readText } from '../ingest/body.js';
import { itemsIn, objectIn } from '../ingest/items.js';
import { sourceOf } from '../ingest/source.js';
import { takeDirectory, takeEvents } from '../ingest/take.js';
import type { Env, Ports } from '../ports.js';
import { Refusal } from '../refusal.js';

/** Data in: `POST /v1/events` and `PUT /v1/directory`. The key is looked at before the first byte of a body. */
export function ingestRoutes({ accounts, store, now }: Ports): Hono<Env> {
  const admitted = (c: Context<Env>, scope: IngestScope): Extract<Admitted, { kind: 'admitted' }> => {
    const key = accounts.admit(c.req.raw.headers, scope);
    if (key.kind !== 'admitted') throw new Refusal(key.kind === 'unknown' ? 401 : 403, key.message);
    return key;
  };

  return new Hono<Env>()
    .post('/v1/events', async (c) => {
      const { raw } = c.req;
      const key = admitted(c, 'events');
      const source = sourceOf(raw.headers, key);
      const mediaType = mediaTypeOf(raw.headers, ['application/json', 'application/x-ndjson']);
      const items = itemsIn(await readText(raw), mediaType);
      return c.json(await takeEvents(store, key.organisation, source, items, now()));
    })
    .put('/v1/directory', async (c) => {
      const { raw } = c.req;
      const key = admitted(c, 'directory');
      const source = sourceOf(raw.headers, key);
      mediaTypeOf(raw.headers, ['application/json']);
      const body = objectIn(await readText(raw), 'with takenAt, complete and people');
      return c.json(await takeDirectory(store, key.organisation, source, body, now()));
    });
}
