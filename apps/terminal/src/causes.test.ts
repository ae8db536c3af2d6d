import { createServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPegelClient } from '@pegel/client';
import type { Language } from '@pegel/domain';
import { afterAll, expect, test } from 'vitest';
import { run } from './program.js';
import { capturedWorld } from './testing/captured-world.js';
import { causeIn, sentenceIn } from './causes.js';
import { sentences } from './words.js';

const folder = mkdtempSync(join(tmpdir(), 'pegel-causes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port; // A server that listens at a port has one.
}

/** Ways in which nobody answers, each as this machine really has it. */
async function waysToFail() {
  const gone = createTcpServer((socket) => void socket.once('data', () => socket.destroy()));
  const other = createTcpServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
  const pages = createServer((_, response) => response.end('<html></html>'));
  const slow = createServer(() => undefined);
  const ports = await Promise.all([gone, other, pages, slow].map(listening));
  const [cut, ssh, page, silent] = ports.map((port) => `http://127.0.0.1:${port}`);
  const asked = async (url: string, seconds = 20) =>
    await fetch(url, { signal: AbortSignal.timeout(seconds * 1000) }).then(() => expect.fail('It answered.'), (error: unknown) => error);
  const errors = {
    'a port that fetch asks of nobody': await asked('http://127.0.0.1:1'),
    // How long a name server takes to say no is another network's business.
    'no such name': new TypeError('fetch failed', { cause: Object.assign(new Error('getaddrinfo ENOTFOUND nobody.invalid'), { code: 'ENOTFOUND' }) }),
    'cut off': await asked(String(cut)),
    'another protocol': await asked(String(ssh)),
    'no encryption there': await asked(String(page).replace('http:', 'https:')),
    'too slow': await asked(String(silent), 0.2),
    'another server': await createPegelClient({ url: String(page), token: 'x' }).reader.query({}).then(() => expect.fail('It answered.'), (error: unknown) => error),
  };
  slow.closeAllConnections();
  for (const server of [gone, other, pages, slow]) server.close();
  // Where somebody has just left, nobody listens.
  return { ...errors, refused: await asked(String(cut)) };
}

test('why nobody answers is said in the language, with a code to look up where there is one', async () => {
  const errors = await waysToFail();
  const said = (language: Language) => Object.fromEntries(Object.entries(errors).map(([way, error]) => [way, causeIn(error, language)]));
  expect(said('en')).toEqual({
    refused: 'nobody listens there (ECONNREFUSED)',
    'a port that fetch asks of nobody': 'nothing of the web may connect to that port',
    'no such name': 'the name of the server cannot be found (ENOTFOUND)',
    'cut off': expect.stringMatching(/^the connection was cut off \((?:ECONNRESET|UND_ERR_SOCKET)\)$/),
    'another protocol': expect.stringMatching(/^what answers there speaks no HTTP \(HPE_\w+\)$/),
    'no encryption there': expect.stringMatching(/^no encrypted connection comes about \((?:EPROTO|ERR_SSL_\w+)\)$/),
    'too slow': 'it took too long (ETIMEDOUT)',
    'another server': 'what answers there is not a Pegel server',
  });
  expect(said('de')).toEqual({
    refused: 'dort nimmt niemand Verbindungen an (ECONNREFUSED)',
    'a port that fetch asks of nobody': 'mit diesem Port darf sich nichts aus dem Web verbinden',
    'no such name': 'der Name des Servers lässt sich nicht finden (ENOTFOUND)',
    'cut off': expect.stringMatching(/^die Verbindung wurde abgebrochen \(/),
    'another protocol': expect.stringMatching(/^was dort antwortet, spricht kein HTTP \(HPE_\w+\)$/),
    'no encryption there': expect.stringMatching(/^eine verschlüsselte Verbindung kommt nicht zustande \(/),
    'too slow': 'es dauerte zu lange (ETIMEDOUT)',
    'another server': 'was dort antwortet, ist kein Pegel-Server',
  });
});

test('what nobody foresaw is quoted as what the system says, and no sentence ends in two full stops', () => {
  expect(causeIn(new TypeError('fetch failed', { cause: new Error('socket on fire.') }), 'de')).toBe('das System meldet „socket on fire“');
  expect(causeIn('thrown', 'de')).toBe('das System meldet „thrown“');
  expect(causeIn(Object.assign(new Error('odd'), { code: 'EODD' }), 'en')).toBe('EODD: odd');
});

test.each([
  ['de', /^Keine Antwort von http:\/\/127\.0\.0\.1:1: mit diesem Port darf sich nichts aus dem Web verbinden\.\n$/],
  ['en', /^No answer from http:\/\/127\.0\.0\.1:1: nothing of the web may connect to that port\.\n$/],
] as const)('every command that reads says so to whoever started it (%s)', async (lang, says) => {
  for (const command of [['report', '--metrics', 'chats', '--range', '7d'], ['overview'], ['export', 'spend-by-user', '--from', '2026-11-01', '--to', '2026-11-02'], ['login'], ['whoami'], ['sources'], ['open', '/nordwind/spend']]) {
    const world = capturedWorld({ PEGEL_URL: 'http://127.0.0.1:1', PEGEL_TOKEN: 'x', XDG_CONFIG_HOME: folder });
    expect([command, await run([...command, '--lang', lang], world)]).toEqual([command, 1]);
    expect([command, world.messages()]).toEqual([command, expect.stringMatching(says)]);
  }
});

test.each([
  ['de', /^\S+below kann kein Ordner werden: ein Teil des Pfads ist kein Ordner \(ENOTDIR\)\./, /^\S+nothing: das gibt es nicht \(ENOENT\)\.$/],
  ['en', /^\S+below cannot be made a folder: a part of the path is no folder \(ENOTDIR\)\./, /^\S+nothing: it does not exist \(ENOENT\)\.$/],
] as const)('what is wrong with a path is said in the language too (%s)', async (lang, folderSays, fileSays) => {
  writeFileSync(join(folder, 'file'), '');
  const path = join(folder, 'file', 'below');
  expect(sentences[lang].noDemoFolder(path, await mkdir(path).catch((error: unknown) => error))).toMatch(folderSays);
  expect(sentenceIn(await readFile(join(folder, 'nothing')).catch((error: unknown) => error), lang)).toMatch(fileSays);
});
