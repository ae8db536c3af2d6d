import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seed } from '../figures.js';
import { withInstallation } from '../installation.js';
import { eventItem } from '../load/items.js';
import { Connection } from '../process/request.js';

const doings = {
  'removed': (data: string) => rmSync(data, { recursive: true }),
  'moved away': (data: string) => renameSync(data, `${data}-moved`),
  'replaced by an older copy': (data: string, copy: string) => {
    renameSync(data, `${data}-moved`);
    cpSync(copy, data, { recursive: true });
  },
  'left without its log': (data: string) => rmSync(join(data, 'pegel.sqlite-wal')),
} as const;

// What is written to a file without a name is gone with the process; nobody may be told that it was kept.
test.each(Object.keys(doings) as (keyof typeof doings)[])('nothing is acknowledged once the data folder of a running server was %s', (what) =>
  withInstallation(seed, async (installation) => {
    const { load, data } = installation;
    const copy = join(installation.folder, 'copy');
    cpSync(data, copy, { recursive: true });
    const server = await installation.serve();
    const connection = new Connection(server.url);
    const send = () => load.deliver(connection, { kind: 'events', source: 'gateway', form: 'json', items: [eventItem(load.seed, load.newId('event'), 0)] });
    expect((await send()).outcome).toBe('acked');
    doings[what](data, copy);
    for (let again = 0; again < 3; again += 1) {
      const { outcome, answer } = await send();
      expect({ outcome, status: answer?.status, later: answer?.headers['retry-after'] !== undefined }).toEqual({ outcome: 'refused', status: 503, later: true });
      expect(answer?.text).toContain('data folder');
    }
    expect((await connection.ask('GET', '/readyz')).status).toBe(503);
    connection.close();
    await server.stop();
    // Nothing empty stands where the data was.
    if (what === 'removed' || what === 'moved away') {
      expect(existsSync(data)).toBe(false);
      await expect(installation.serve()).rejects.toThrow('does not exist');
    }
  }),
);
