import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openFolder } from './data-folder.js';
import { SetupError } from './setup-error.js';

let parent: string;
beforeEach(() => void (parent = mkdtempSync(join(tmpdir(), 'pegel-words-'))));
afterEach(() => rmSync(parent, { recursive: true }));

/** What is said, in both languages, of a folder that was made like this. */
async function saidOf(name: string, make: (folder: string) => void, create: boolean | 'where-empty' = false) {
  const folder = join(parent, name);
  make(folder);
  const error: unknown = await openFolder(folder, { create }).then((open) => open.close(), (refused: unknown) => refused);
  if (!(error instanceof SetupError)) throw new Error('The folder was not refused.');
  return Object.values(error.said).map((sentence) => sentence.replaceAll(parent, '…'));
}

test('why a folder cannot be used is said in both languages, with the same folder and what would be right', async () => {
  expect(await saidOf('gone', () => undefined)).toEqual([
    '…/gone does not exist. Name the folder that `pegel init` made, or have it made by `pegel serve --set-up`.',
    '…/gone gibt es nicht. Nennen Sie den Ordner, den „pegel init“ angelegt hat, oder lassen Sie ihn von „pegel serve --set-up“ anlegen.',
  ]);
  expect((await saidOf('file', (folder) => writeFileSync(folder, '')))[1]).toBe('…/file ist eine Datei. Nennen Sie einen Ordner für die Daten.');
  expect((await saidOf('other', (folder) => mkdirSync(folder)))[1]).toMatch(/^…\/other ist kein Datenordner von Pegel/);
  expect((await saidOf('full', (folder) => { mkdirSync(folder); writeFileSync(join(folder, 'notes.txt'), ''); }, 'where-empty'))[1]).toMatch(/^In …\/full ist keine pegel\.sqlite, aber notes\.txt und vielleicht mehr/);
  expect((await saidOf('file/below', (folder) => writeFileSync(join(folder, '..'), ''), true))[1]).toBe('…/file/below lässt sich nicht anlegen: ein Teil des Pfads ist eine Datei. Nennen Sie einen Ordner, über dem einer liegt, in den geschrieben werden kann.');
});
