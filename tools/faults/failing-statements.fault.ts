import { expect, test } from 'vitest';
import { randomOf } from '../src/demo/random.js';
import { isEverything } from '../src/testing/everything.js';
import { record, seed, Tally } from './figures.js';
import { withInstallation } from './installation.js';
import { inLanes } from './lanes.js';
import { brokenItem, eventItem, futureItem } from './load/items.js';
import type { Load, Prepared } from './load/load.js';
import { Connection } from './process/request.js';

const preload = ['statements'];
/** The statements are dealt out among so many folders, which are worked on at the same time. */
const lanes = 2;
/** `npm test` kills at every twelfth statement, which are alike to a disk that has nothing of a transaction before its end, and on both sides of that end; `npm run test:faults` at each. */
const stride = isEverything ? 1 : 12;

/** A delivery in which everything happens that can: new, revised, late, repeated, in conflict, set aside, rejected. */
async function events(load: Load, connection: Connection): Promise<Prepared> {
  const [newer, older, repeated] = [load.newId('newer'), load.newId('older'), load.newId('repeated')];
  const items = [eventItem(load.seed, newer, 0), eventItem(load.seed, older, 3), eventItem(load.seed, repeated, 0)];
  await load.deliver(connection, { kind: 'events', source: 'gateway', items, form: 'json' });
  return {
    kind: 'events', source: 'gateway', form: 'json',
    items: [
      eventItem(load.seed, load.newId('fresh'), 0), eventItem(load.seed, newer, 1), eventItem(load.seed, older, 2), eventItem(load.seed, repeated, 0),
      eventItem(load.seed, repeated, 0, 1), futureItem(load.newId('future')), brokenItem(load.seed, load.newId('broken')), eventItem(load.seed, load.newId('fresh'), 0),
    ],
  };
}

/** A snapshot that replaces another one of the same instant. */
async function directory(load: Load, connection: Connection): Promise<Prepared> {
  const random = randomOf(load.seed, load.newId('directory'));
  const first = load.randomDirectory(random, 'people');
  await load.deliver(connection, first);
  const second = load.randomDirectory(random, 'people');
  if (first.kind !== 'directory' || second.kind !== 'directory') throw new Error('A directory is no list of events.');
  return { ...second, takenAt: first.takenAt };
}

const deliveries = { events, directory } as const;
const kinds = ['events', 'directory'] as const;

test.each(kinds)('a delivery of %s whose server is killed at any statement is there as a whole or not at all, and once after it is sent again', { timeout: 600_000 }, async (kind) => {
  const tally = new Tally();
  let kills = 0;
  await inLanes(lanes, (lane) =>
    withInstallation(seed + lane, async (installation) => {
      const { load } = installation;
      let server = await installation.serve({ preload });
      /** False once the delivery has no such statement any more. */
      const killAt = async (plan: { readonly at: number | string; readonly moment: 'before' | 'after' }): Promise<boolean> => {
        const connection = new Connection(server.url);
        const prepared = await deliveries[kind](load, connection);
        await server.ask({ ...plan, action: 'kill' });
        const { outcome } = await load.deliver(connection, prepared);
        connection.close();
        if (outcome === 'acked') {
          await server.ask({});
          return false;
        }
        expect(await server.ended).toEqual({ code: null, signal: 'SIGKILL' });
        kills += 1;
        server = await installation.serve({ preload });
        tally.add(await installation.examine(server));
        expect(tally.complaints).toEqual([]);
        return true;
      };
      let at = 1 + lane * stride;
      while (await killAt({ at, moment: 'before' })) at += lanes * stride;
      // They were met up to the last, and not the one before the transaction alone.
      expect(at).toBeGreaterThan(10);
      // When nothing is durable yet, and when everything is and nobody has heard of it.
      const moments = ['before', 'after'] as const;
      for (const moment of isEverything ? moments : moments.slice(lane, lane + 1)) expect(await killAt({ at: 'COMMIT', moment })).toBe(true);
      tally.add(await installation.examine(server, { thorough: true }));
      expect(tally.complaints).toEqual([]);
      tally.count(load.claims);
    }),
  );
  record(`kill-at-statement-${kind}`, { faults: kills, ...tally.figures });
});

/** `npm test` fails every statement in one of these ways, taken in turn; `npm run test:faults` in each. */
const failures = [['SQLITE_IOERR_WRITE', 503], ['SQLITE_FULL', 503], ['SQLITE_BUSY', 503], ['SQLITE_CORRUPT', 500]] as const;

test.each(kinds)('a delivery of %s of which any statement fails is refused whole, and the server takes the next one', { timeout: 600_000 }, (kind) =>
  withInstallation(seed, async (installation) => {
    const { load } = installation;
    const server = await installation.serve({ preload });
    const connection = new Connection(server.url);
    const tally = new Tally();
    let injections = 0;
    for (const [place, [code, status]] of failures.entries()) {
      for (let at = isEverything ? 1 : 1 + place; ; at += isEverything ? 1 : failures.length) {
        const prepared = await deliveries[kind](load, connection);
        await server.ask({ at, moment: 'before', action: code });
        const { outcome, answer } = await load.deliver(connection, prepared);
        await server.ask({});
        if (outcome === 'acked') break;
        expect({ at, outcome, status: answer?.status, later: answer?.headers['retry-after'] !== undefined }).toEqual({ at, outcome: 'refused', status, later: status === 503 });
        injections += 1;
        // The same again, now that nothing fails.
        expect((await load.deliver(connection, prepared)).outcome).toBe('acked');
      }
    }
    expect(injections).toBeGreaterThan(isEverything ? 10 * failures.length : 10);
    const many = Array.from({ length: 1_000 }, () => eventItem(load.seed, load.newId('good'), 0));
    expect((await load.deliver(connection, { kind: 'events', source: 'gateway', items: many, form: 'ndjson' })).answer?.text).toContain('"stored":1000');
    connection.close();
    tally.add(await installation.examine(server, { thorough: true }));
    expect(tally.complaints).toEqual([]);
    tally.count(load.claims);
    record(`statement-fails-${kind}`, { faults: injections, ...tally.figures });
  }),
);
