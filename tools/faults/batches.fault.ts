import { expect, test } from 'vitest';
import { record, seed, Tally } from './figures.js';
import { withInstallation } from './installation.js';
import { eventItem, type Item } from './load/items.js';
import { Connection } from './process/request.js';

const limit = 10_000;

test('every event of a batch is stored, whatever its size, also after a kill', { timeout: 180_000 }, () =>
  withInstallation(seed, async (installation) => {
    const { load } = installation;
    const server = await installation.serve();
    const connection = new Connection(server.url);
    const send = (size: number, form: 'json' | 'ndjson' | 'gzip') =>
      load.deliver(connection, { kind: 'events', source: 'gateway', form, items: Array.from({ length: size }, () => eventItem(load.seed, load.newId('event'), 0)) });
    for (const form of ['json', 'ndjson', 'gzip'] as const) {
      for (const size of [0, 1, 99, 100, 101, 999, 1_000, 1_001]) {
        const { answer } = await send(size, form);
        expect({ form, size, ...JSON.parse(answer?.text ?? '{}') }).toMatchObject({ form, size, received: size, stored: size });
      }
    }
    expect((await send(limit, 'gzip')).answer?.text).toContain(`"stored":${limit}`);
    const tooMany = await send(limit + 1, 'gzip');
    expect({ status: tooMany.answer?.status, outcome: tooMany.outcome }).toEqual({ status: 413, outcome: 'refused' });
    connection.close();
    await server.kill();
    const tally = new Tally();
    tally.add(await installation.examine(await installation.serve(), { thorough: true }));
    expect(tally.complaints).toEqual([]);
    tally.count(load.claims);
    record('batches', { faults: 10, ...tally.figures });
  }),
);

test('the same id from two sources is two events, and odd ids are ids or refused, never merged', () =>
  withInstallation(seed, async (installation) => {
    const { load } = installation;
    const server = await installation.serve();
    const connection = new Connection(server.url);
    const odd = ['null', 'undefined', 'chatcmpl-213', '0', 'NaN', '__proto__', 'constructor', 'e\u0301', '\u00e9', 'ID', 'id', ' id', 'id ', "'; DROP TABLE events; --", '\u202eid', 'x'.repeat(200)];
    const items = (): readonly Item[] => odd.map((id) => eventItem(load.seed, id, 0));
    for (const source of ['gateway', 'portal']) {
      expect((await load.deliver(connection, { kind: 'events', source, form: 'json', items: items() })).answer?.text).toContain(`"stored":${odd.length}`);
    }
    expect((await load.deliver(connection, { kind: 'events', source: 'portal', form: 'ndjson', items: items() })).answer?.text).toContain(`"duplicate":${odd.length}`);
    // Ids that are none: refused one by one, with a reason each.
    const good = eventItem(load.seed, 'good', 0);
    const none = ['', ' ', '\t', 'x'.repeat(201), '\ud800', null, 7, undefined].map((id) => ({ ...(good.wire as object), id }));
    const answer = await connection.ask('POST', '/v1/events', { authorization: `Bearer ${installation.ingestKey}`, 'content-type': 'application/json', 'pegel-source': 'none' }, JSON.stringify({ events: none }));
    expect(JSON.parse(answer.text)).toMatchObject({ received: none.length, stored: 0, rejected: none.length });
    const { errors } = JSON.parse(answer.text) as { errors: readonly { index: number; code: string }[] }; // The account.
    expect(errors.map(({ index }) => index)).toEqual(none.map((_, index) => index));
    expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(['bad-id', 'missing-field']));
    connection.close();
    await server.kill();
    const again = await installation.serve();
    // The refused ones were sent past the journal: the accounts know of one more delivery than the claims.
    const complaints = await installation.examine(again);
    expect(complaints.map(({ kind }) => kind)).toEqual(['unaccounted', 'unaccounted']);
  }),
);
