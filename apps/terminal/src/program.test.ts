import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SetupError } from '@pegel/server';
import { run } from './program.js';
import { capturedWorld } from './testing/captured-world.js';
import { temporaryFolder } from './testing/transcripts.js';
import type { ServerPackage } from './world.js';

type InitOptions = Parameters<ServerPackage['initialise']>[0];

const unused = () => {
  throw new Error('unused');
};

/** A server package that keeps what it was asked for. */
function pretendedServer() {
  const initialised: InitOptions[] = [];
  const served: unknown[] = [];
  let closes = 0;
  const server: ServerPackage = {
    verify: unused,
    resetPassword: unused,
    initialise: (options) => {
      initialised.push(options);
      return Promise.resolve({ organisation: 'nordwind-ag', ownerToken: 'owner-1', ingestKey: 'ingest-1' });
    },
    serve: (options) => {
      served.push(options);
      let ended = () => {};
      const closed = new Promise<void>((resolve) => (ended = resolve));
      const close = () => {
        closes += 1;
        ended();
        return closed;
      };
      return Promise.resolve({ url: 'http://127.0.0.1:4680', setUpUrl: null, close, closed });
    },
    inspectFolder: unused, readJournal: unused, readPrivacyReport: unused,
  };
  return { initialised, served, closes: () => closes, loadServer: () => Promise.resolve(server) };
}

const init = async (file: string, ...more: string[]) =>
  ['init', '--data', './data', '--organisation', 'Nordwind AG', '--time-zone', 'Europe/Berlin', '--owner-email', 'h@nordwind.example', '--owner-password-file', file, ...more];

async function passwordFile(): Promise<string> {
  const file = join(await temporaryFolder(), 'password');
  await writeFile(file, 'a long enough password\n');
  return file;
}

test('init hands over what it was told, without the line break of the password file, and prints one JSON object', async () => {
  const { initialised, loadServer } = pretendedServer();
  const world = capturedWorld({}, { loadServer });
  expect(await run(await init(await passwordFile(), '--names', 'full', '--names-reason', 'Agreed.', '--purpose', 'Cost allocation', '--purpose', 'Security', '--group-size', '7', '--extra-usage', '--json'), world)).toBe(0);
  expect(initialised).toMatchObject([
    { data: './data', organisation: 'Nordwind AG', timeZone: 'Europe/Berlin', ownerEmail: 'h@nordwind.example', ownerPassword: 'a long enough password', names: 'full', namesReason: 'Agreed.', purposes: ['Cost allocation', 'Security'], groupSize: 7, extraUsage: true, currency: 'USD' },
  ]);
  expect(JSON.parse(world.out())).toEqual({ organisation: 'nordwind-ag', ownerToken: 'owner-1', ingestKey: 'ingest-1' });
});

test('init says where the database of an earlier version was backed up to, beside what it prints', async () => {
  const { initialised, loadServer } = pretendedServer();
  for (const [language, sentence] of [['en', 'The database as it was is in ./data/backup.sqlite.'], ['de', 'Die Datenbank, wie sie war, liegt in ./data/backup.sqlite.']] as const) {
    const world = capturedWorld({}, { loadServer });
    expect(await run(await init(await passwordFile(), '--names', 'off', '--json', '--lang', language), world)).toBe(0);
    const out = world.out();
    initialised.at(-1)?.announce?.({ kind: 'backed-up', backup: './data/backup.sqlite' });
    expect(world.messages()).toContain(sentence);
    expect(world.out()).toBe(out);
  }
});

test('what init prints can be copied: both keys as lines for the shell, and the next command as it runs here', async () => {
  for (const language of ['en', 'de']) {
    const world = capturedWorld({}, { loadServer: pretendedServer().loadServer });
    expect(await run(await init(await passwordFile(), '--names', 'off', '--lang', language), world)).toBe(0);
    expect(world.out()).toMatch(/^ {2}export PEGEL_TOKEN=owner-1$/m);
    expect(world.out()).toMatch(/^ {2}export PEGEL_INGEST_KEY=ingest-1$/m);
    expect(world.out()).toContain('npx --no-install pegel serve --data ./data\n');
  }
});

test('how names appear has no default: without a choice nothing is made', async () => {
  const { initialised, loadServer } = pretendedServer();
  const world = capturedWorld({}, { loadServer });
  expect(await run(await init(await passwordFile()), world)).toBe(2);
  expect(world.messages()).toContain('--names');
  expect(initialised).toEqual([]);
});

test('what the server package refuses ends with the code it names', async () => {
  const taken = Object.assign(new Error('There is already an organisation called nordwind-ag.'), { exitCode: 2 });
  const world = capturedWorld({}, { loadServer: () => Promise.reject(taken) });
  expect(await run(await init(await passwordFile(), '--names', 'off'), world)).toBe(2);
  expect(world.messages()).toBe('There is already an organisation called nordwind-ag.\n');
});

test('what the server package refuses is said in German to whoever reads German', async () => {
  const taken = new SetupError(2, { en: 'There is already one.', de: 'Es gibt schon eine.' });
  const world = capturedWorld({ LANG: 'de_DE.UTF-8' }, { loadServer: () => Promise.reject(taken) });
  expect(await run(await init(await passwordFile(), '--names', 'off'), world)).toBe(2);
  expect(world.messages()).toBe('Es gibt schon eine.\n');
});

test.each([['en', /^\S+ does not exist\. Name the folder/], ['de', /^\S+ gibt es nicht\. Nennen Sie den Ordner/]] as const)('a data folder that cannot be used is said so in the reader’s language (%s)', async (lang, says) => {
  const world = capturedWorld({}, { loadServer: () => import('@pegel/server') });
  expect(await run(['verify', '--data', join(await temporaryFolder(), 'nothing'), '--lang', lang], world)).toBe(1);
  expect(world.messages()).toMatch(says);
});

test('serve ends cleanly when it is asked to, and fails when it ends by itself', async () => {
  const { served, closes, loadServer } = pretendedServer();
  expect(await run(['serve', '--data', './data', '--port', '0'], capturedWorld({}, { loadServer }))).toBe(0);
  expect(served).toEqual([{ data: './data', host: '127.0.0.1', port: 0, setUp: false }]);
  expect(closes()).toBe(1);

  const world = capturedWorld({}, {
    loadServer: () => Promise.resolve({ initialise: unused, inspectFolder: unused, readJournal: unused, readPrivacyReport: unused, resetPassword: unused, verify: unused, serve: () => Promise.resolve({ url: 'http://x', setUpUrl: null, close: () => Promise.resolve(), closed: Promise.resolve() }) }),
    stopRequested: () => new Promise(() => {}),
  });
  expect(await run(['serve', '--data', './data'], world)).toBe(1);
  expect(world.messages()).toContain('ended unexpectedly');
});

test('a word that is no command ends with 2 and names the one that was meant', async () => {
  const world = capturedWorld();
  expect(await run(['raport'], world)).toBe(2);
  expect(world.messages()).toContain('Did you mean report?');
});

test('--version is the version', async () => {
  const world = capturedWorld();
  expect(await run(['--version'], world)).toBe(0);
  expect(world.out()).toBe('1.2.3\n');
});
