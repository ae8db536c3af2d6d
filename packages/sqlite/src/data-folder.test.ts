import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DataFolderError, openDataFolder } from './data-folder.js';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'pegel-folder-'));
});
afterEach(() => {
  rmSync(parent, { recursive: true });
});

const refusal = (path: string, create: boolean | 'where-empty'): string => {
  try {
    openDataFolder(path, { create }).close();
    return 'opened';
  } catch (error) {
    if (error instanceof DataFolderError) return error.message.replaceAll(parent, '…');
    throw error;
  }
};

test('makes a folder that only its owner can read, and opens it again', () => {
  const path = join(parent, 'new', 'data');
  const made = openDataFolder(path, { create: true });
  expect(made.file).toBe(join(path, 'pegel.sqlite'));
  expect(statSync(path).mode & 0o777).toBe(0o700);
  writeFileSync(made.file, '');
  made.close();
  expect(refusal(path, false)).toBe('opened');
});

test('never makes an empty folder of one that is expected to hold data', () => {
  expect(refusal(join(parent, 'gone'), false)).toBe('…/gone does not exist. Name the folder that `pegel init` made, or have it made by `pegel serve --set-up`.');
  expect(existsSync(join(parent, 'gone'))).toBe(false);
  expect(refusal(parent, false)).toBe('… is not a data folder of Pegel: it has no pegel.sqlite. Name the folder that `pegel init` or `pegel serve --set-up` made.');
});

test('makes a database only where nothing lies, when it is told so: what lies there may miss its own', () => {
  expect(refusal(join(parent, 'new'), 'where-empty')).toBe('opened');
  expect(refusal(join(parent, 'new'), 'where-empty')).toBe('opened');
  writeFileSync(join(parent, 'new', 'pegel.sqlite-wal'), '');
  expect(refusal(join(parent, 'new'), 'where-empty')).toBe('…/new has no pegel.sqlite, but pegel.sqlite-wal and perhaps more. Name an empty folder, or one that does not exist; or bring the database back.');
  writeFileSync(join(parent, 'new', 'pegel.sqlite'), '');
  expect(refusal(join(parent, 'new'), 'where-empty')).toBe('opened');
});

test('says what would be right where a file is in the way, whoever runs it', () => {
  writeFileSync(join(parent, 'file'), '');
  for (const create of [true, false]) expect(refusal(join(parent, 'file'), create)).toBe('…/file is a file. Name a folder to keep the data in.');
  expect(refusal(join(parent, 'file', 'below'), true)).toBe('…/file/below cannot be created: a part of its path is a file. Name a folder whose parent can be written to.');
  mkdirSync(join(parent, 'data', 'pegel.sqlite'), { recursive: true });
  expect(refusal(join(parent, 'data'), false)).toBe('…/data/pegel.sqlite cannot be written to: a folder is where a file should be. It must be a file that this user may write to.');
});

// Nobody can make files in these folders of the kernel, not even root: they stand for a disk that is mounted read-only.
test('says that a folder cannot be written to, also to root', () => {
  const folder = process.platform === 'linux' ? '/proc/self' : '/dev/fd';
  expect(refusal(folder, true)).toMatch(/^\/(proc\/self|dev\/fd) cannot be written to: .+\. It must be a folder that this user may write to\.$/);
});

test('lets one opener in at a time', () => {
  const first = openDataFolder(parent, { create: true });
  expect(refusal(parent, true)).toBe('… is already served by another process. Stop that one first, or name another folder.');
  first.close();
  expect(refusal(parent, true)).toBe('opened');
});

test('is free again when the process that held it was killed', async () => {
  const holder = `const lock = new (require(${JSON.stringify(createRequire(import.meta.url).resolve('better-sqlite3'))}))(${JSON.stringify(join(parent, 'pegel.lock'))}); lock.exec('BEGIN EXCLUSIVE'); console.log('held'); setInterval(() => lock.open, 1000)`;
  const child = spawn(process.execPath, ['-e', holder], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  expect(refusal(parent, true)).toContain('already served by another process');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(refusal(parent, true)).toBe('opened');
});
