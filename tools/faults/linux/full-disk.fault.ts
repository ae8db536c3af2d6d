import { existsSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openReader } from '@pegel/sqlite';
import { expect, test } from 'vitest';
import { record, seed, Tally } from '../figures.js';
import { install } from '../installation.js';
import { eventItem, loadDays } from '../load/items.js';
import type { Delivered, Prepared } from '../load/load.js';
import { randomOf } from '../../src/demo/random.js';
import { Connection } from '../process/request.js';
import { smallDisks } from './small-disk.js';

/** How many files the journal says were taken along. */
function exportsIn(file: string): number {
  const reader = openReader(file);
  try {
    return reader.prepare<[], number>("SELECT count(*) FROM audit_journal WHERE happening = 'exported'").pluck().get() ?? 0;
  } finally {
    reader.close();
  }
}

/** What a refusal says, without the sentence. */
const said = ({ outcome, answer }: Delivered) => ({ outcome, status: answer?.status, code: answer === null ? null : codeIn(answer.text), later: answer?.headers['retry-after'] !== undefined });
const codeIn = (text: string): string => (JSON.parse(text) as { error: { code: string } }).error.code; // The body of every error.
const full = { outcome: 'refused', status: 503, code: 'unavailable', later: true };

test.each(smallDisks)('a disk that is full ($way) takes nothing half, answers every question, and takes again once there is room', { timeout: 180_000 }, async ({ way, make }) => {
  const disk = make();
  try {
    const installation = await install(seed, disk.path);
    const { load } = installation;
    const batch = (size: number): Prepared => ({ kind: 'events', source: 'gateway', form: 'ndjson', items: Array.from({ length: size }, () => eventItem(load.seed, load.newId('event'), 0)) });
    const server = await installation.serve({ under: disk.under.length > 0 ? disk.under : undefined });
    const connection = new Connection(server.url);
    try {
      let last: Delivered;
      let acked = 0;
      let refusedBatch: Prepared;
      do {
        refusedBatch = batch(300);
        last = await load.deliver(connection, refusedBatch);
        if (last.outcome === 'acked') acked += 300;
      } while (last.outcome === 'acked');
      expect(acked).toBeGreaterThan(1_000);
      expect(said(last)).toEqual(full);

      // A file in the way leaves not a byte, whatever the database still has of its own.
      if (disk.under.length === 0) {
        const { bavail, bsize } = statfsSync(disk.path);
        if (bavail > 0) writeFileSync(join(disk.path, 'filler'), Buffer.alloc(bavail * bsize));
      }
      let refused = 1;
      for (let again = 0; again < 20; again += 1) {
        const delivered = await load.deliver(connection, again % 5 === 4 ? load.randomDirectory(randomOf(seed, again), 'people') : batch(300));
        if (delivered.outcome === 'acked') continue;
        expect(said(delivered)).toEqual(full);
        refused += 1;
      }
      expect(refused).toBeGreaterThan(5);

      const read = (path: string) => connection.ask('GET', path, { authorization: `Bearer ${installation.ownerToken}` });
      const period = `from=${loadDays.from}&to=${loadDays.to}`;
      for (const path of [`/report.json?metrics=messages,spend&${period}`, '/healthz', '/readyz']) expect({ path, status: (await read(path)).status }).toEqual({ path, status: 200 });
      // What must be in the journal is shown where its entry is on the disk, and where there is no room for it, it is not.
      let shown = 0;
      let withheld = 0;
      for (let again = 0; again < 30; again += 1) {
        const { status, text } = await read([`/report.csv?metrics=messages&${period}`, `/export/spend-by-user.csv?${period}`][again % 2] ?? '');
        if (status === 200) shown += 1;
        else {
          expect([status, codeIn(text)]).toEqual([503, 'unavailable']);
          withheld += 1;
        }
      }
      expect(withheld).toBeGreaterThan(0);
      expect(exportsIn(installation.file)).toBe(shown);
      const tally = new Tally();
      tally.add(await installation.examine(server));
      expect(tally.complaints).toEqual([]);

      disk.grow(server);
      expect((await load.deliver(connection, refusedBatch)).outcome).toBe('acked');
      expect((await load.deliver(connection, batch(3_000))).outcome).toBe('acked');
      tally.add(await installation.examine(server, { thorough: true }));
      expect(tally.complaints).toEqual([]);
      expect(await server.stop()).toEqual({ code: 0, signal: null });
      expect(existsSync(`${installation.file}-wal`)).toBe(false);
      tally.count(load.claims);
      record(way, { faults: refused, ...tally.figures });
    } finally {
      connection.close();
      await installation.remove();
    }
  } finally {
    disk.remove();
  }
});
