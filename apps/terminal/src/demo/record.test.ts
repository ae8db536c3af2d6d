import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../testing/transcripts.js';
import { sentences } from '../words.js';
import type { ServerPackage } from '../world.js';
import { openDemo, saveDemo } from './record.js';

const initialise = () => vi.fn<ServerPackage['initialise']>().mockResolvedValue({ organisation: 'nordwind-ag', ownerToken: 'owner-1', ingestKey: 'ingest-1' });
const serve: ServerPackage['serve'] = () => Promise.reject(new Error('unused'));
const inspectFolder: ServerPackage['inspectFolder'] = () => {
  throw new Error('unused');
};

test('a second start of a folder has the same password and makes no second organisation', async () => {
  const data = await temporaryFolder();
  const server = { initialise: initialise(), inspectFolder, serve };
  const first = await openDemo(data, server, sentences.en);
  await saveDemo(data, { ...first, loadedUntil: 1 });
  expect(await openDemo(data, server, sentences.en)).toEqual({ ...first, loadedUntil: 1 });
  expect(server.initialise).toHaveBeenCalledOnce();
  expect(server.initialise.mock.calls[0]?.[0]).toMatchObject({ demo: true, extraUsage: true, names: 'full', ownerPassword: first.password });
  expect((await stat(join(data, 'demo.json'))).mode & 0o777).toBe(0o600);
});

test('a folder that holds something else stays as it is', async () => {
  const data = await temporaryFolder();
  await writeFile(join(data, 'pegel.sqlite'), 'somebody’s ledger');
  const server = { initialise: initialise(), inspectFolder, serve };
  await expect(openDemo(data, server, sentences.en)).rejects.toMatchObject({ exitCode: 2 });
  expect(server.initialise).not.toHaveBeenCalled();
  expect(await readFile(join(data, 'pegel.sqlite'), 'utf8')).toBe('somebody’s ledger');
});
