import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../program.js';
import { capturedWorld } from '../testing/captured-world.js';
import { pegelServer } from '../testing/pegel-server.js';
import { temporaryFolder } from '../testing/transcripts.js';

const worldWithServer = () => capturedWorld({}, { loadServer: () => import('@pegel/server') });

test('says of a folder that is being served what was looked at, and ends with 0', async () => {
  const { data } = await pegelServer();
  const world = worldWithServer();
  expect(await run(['verify', '--data', data], world)).toBe(0);
  expect(world.out()).toMatch(/^Check +Looked at +Wrong\n/);
  expect(world.out()).toMatch(/\nEvery revision is what its hash was made of +4 +0\n/);
  expect(Math.max(...world.out().split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);

  const json = worldWithServer();
  expect(await run(['verify', '--data', data, '--json'], json)).toBe(0);
  expect(JSON.parse(json.out())).toMatchObject({ isSound: true, checks: expect.arrayContaining([{ name: 'account', looked: expect.any(Number), offending: 0, first: [] }]) });
});

test('says on a terminal what is being looked at, and leaves nothing of that behind; anywhere else there is no such line', async () => {
  const { data } = await pegelServer();
  const [terminal, elsewhere] = [worldWithServer(), worldWithServer()];
  Object.assign(terminal.stderr, { isTTY: true, columns: 80 });
  for (const world of [terminal, elsewhere]) expect(await run(['verify', '--data', data], world)).toBe(0);
  const drawn = terminal.messages().split('\r\u001b[K');
  expect(drawn).toContain('Every revision is what its hash was made of …');
  expect(drawn).toContain('The audit journal: every chain from its first entry …');
  expect(drawn.at(-1)).toBe('');
  expect(elsewhere.messages()).toBe('');
});

test('names what offends and ends with 1; what is no ledger is said in a sentence', async () => {
  const broken = capturedWorld({ LANG: 'de_DE.UTF-8' }, {
    loadServer: async () => ({
      ...(await import('@pegel/server')),
      verify: () => ({ file: '/x/pegel.sqlite', isSound: false, heads: [], checks: [{ name: 'content', looked: 1_000, offending: 12, first: ['events: x/live "a\u001b[31m" revision 0 is not what its hash was made of.'] }] }),
    }),
  });
  expect(await run(['verify', '--data', 'x'], broken)).toBe(1);
  expect(broken.out()).toContain('Jede Fassung ist das, woraus ihr Hash entstand:\n  events: x/live "a');
  expect(broken.out()).toContain('… und 11 weitere');
  expect(broken.out()).not.toContain('\u001b');
  expect(broken.messages()).toBe('/x/pegel.sqlite ist nicht, was es zu sein sagt.\n');

  const folder = await temporaryFolder();
  const none = worldWithServer();
  expect(await run(['verify', '--data', folder], none)).toBe(1);
  expect(none.messages()).toMatch(/it has no pegel\.sqlite/);
  await writeFile(join(folder, 'pegel.sqlite'), 'this is a text, and nothing that a database would be');
  const other = worldWithServer();
  expect(await run(['verify', '--data', folder], other)).toBe(1);
  expect(other.messages()).toMatch(/is not a database/);
});

test('holds a chain of the journal to an end that somebody kept, and takes nothing else for one', async () => {
  const { data } = await pegelServer();
  const verified = worldWithServer();
  await run(['verify', '--data', data, '--json'], verified);
  const { heads } = JSON.parse(verified.out()) as { heads: string[] }; // What --json promises.
  const [head = ''] = heads;
  expect(head).toMatch(/^[a-z-]+:[1-9][0-9]*:[0-9a-f]{64}$/);
  expect(await run(['verify', '--data', data, '--journal-head', head, '--journal-head', head], worldWithServer())).toBe(0);

  const later = worldWithServer();
  expect(await run(['verify', '--data', data, '--journal-head', head.replace(/:[0-9]+:/, ':9000:'), '--lang', 'de'], later)).toBe(1);
  expect(later.out()).toMatch(/\nDas Protokoll: jede Kette vom ersten Eintrag an:\n  [a-z-]+: entry 9000, which was there once, is missing: the end of the chain was cut off\.\n$/);

  const wrong = worldWithServer();
  expect(await run(['verify', '--data', data, '--journal-head', 'nordwind-ag:1'], wrong)).toBe(2);
  expect(wrong.messages()).toContain('It is a chain, a number and a hash, as the server logs them.');
});
