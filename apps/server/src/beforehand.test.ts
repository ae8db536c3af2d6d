import { Writable } from 'node:stream';
import type { Organisation } from '@pegel/domain';
import { expect, test } from 'vitest';
import { prepareAll } from './beforehand.js';
import { makeLog } from './log.js';
import { served } from './testing/served.js';

/** What is prepared of a server's organisations, and what the log says of it in the end. */
async function prepared({ folder }: Pick<Awaited<ReturnType<typeof served>>, 'folder'>, change: Partial<Parameters<typeof prepareAll>[0]> = {}) {
  const slugs: string[] = [];
  const line = await new Promise<string>((resolve) => {
    const log = makeLog('info', new Writable({ write: (chunk) => resolve(String(chunk)) }));
    const prepareBeforehand = async ({ slug }: Organisation): Promise<void> => void slugs.push(slug);
    prepareAll({ accounts: folder.accounts, columns: () => folder.columns(), prepareBeforehand, ...change }, log);
  });
  return { slugs, line };
}

test('those in which something happened last are prepared first', async () => {
  const later = Date.now() + 3_600_000;
  const server = await served({ others: [{ organisation: 'Südwind' }], ports: { now: () => later } });
  expect((await prepared(server)).slugs).toEqual(['suedwind', 'nordwind-ag']);
  expect((await server.get('/report.csv?metrics=messages&from=2026-11-22&to=2026-11-22')).status).toBe(200);
  expect((await prepared(server)).slugs).toEqual(['nordwind-ag', 'suedwind']);
});

test('where no room is left the others wait for somebody who asks, and the log says how many', async () => {
  const server = await served({ others: [{ organisation: 'Südwind' }] });
  const size = server.folder.columns() ?? expect.fail();
  const { slugs, line } = await prepared(server, { columns: () => ({ ...size, bytes: size.bytesMax }) });
  expect(slugs).toEqual(['suedwind']);
  expect(JSON.parse(line)).toMatchObject({ organisations: 0, withoutRoom: 2 });
});

test('what goes wrong meanwhile is a warning, and whoever asks is answered', async () => {
  const server = await served();
  const { line } = await prepared(server, { prepareBeforehand: () => Promise.reject(new Error('disk I/O error')) });
  expect(JSON.parse(line)).toMatchObject({ level: 40, err: { message: 'disk I/O error' } });
  expect((await server.get('/report.json?metrics=messages&from=2026-11-22&to=2026-11-22')).status).toBe(200);
});
