import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, closeSync, existsSync, fsyncSync, ftruncateSync, linkSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { because, isCoded } from './coded.js';
import { IdentityKeyError, sealWith, type Seal } from './seal.js';
import { syncFolder } from './sync.js';

/** A seal with the file its key lies in, which also remembers who was erased: an old backup of the database does not. */
export interface IdentityKey extends Seal {
  /** `null` for a database in memory, whose key nobody keeps. */
  readonly file: string | null;
  /** The marks of all who were ever erased, as the file has them now. */
  marks(): readonly string[];
  /** Adds marks, which are on the disk when it returns. */
  addMarks(marks: readonly string[]): void;
}

/** Where the key of a database lies unless somebody says otherwise. */
export const keyFileBeside = (file: string): string => join(dirname(file), 'identities.key');

const keyBytes = 32;
const header = 'pegel-identity-key 1';
/** Reads as well as it is written, for whoever finds it in a backup. */
const explanation = '# Opens every name and address in one database of Pegel. Keep a copy, and keep it apart from the backups of the database.';

/** A key for a database that has none yet, in the file of this name or, where it is there already, the one in it. */
export function makeKey(file: string): IdentityKey {
  const partial = `${file}.partial`;
  try {
    if (!existsSync(file)) {
      const key = randomBytes(keyBytes).toString('hex');
      writeSynced(partial, `${header}\n${explanation}\nkey ${key} ${checkOf(key)}\n`);
      giveName(partial, file);
      syncFolder(dirname(file));
    }
    rmSync(partial, { force: true });
  } catch (error) {
    throw new IdentityKeyError(`${file} cannot be made${because(error)}. It is the key that names are sealed with: its folder must be one that this user may write to.`, { cause: error });
  }
  // What others read is what counts, also where two processes make it at once.
  return readKey(file);
}

/** Writes a file from its beginning, and returns once it is on the disk. */
function writeSynced(file: string, text: string): void {
  const descriptor = openSync(file, 'w', 0o600);
  try {
    if (writeSync(descriptor, text, 0) < Buffer.byteLength(text)) throw new Error(`${file} was written in part.`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Whole or not at all, and never in place of another one. */
function giveName(partial: string, file: string): void {
  try {
    linkSync(partial, file);
  } catch (error) {
    if (isCoded(error) && error.code === 'EEXIST') return;
    // Some file systems have no second names for a file.
    if (isCoded(error) && ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(error.code)) renameSync(partial, file);
    else throw error;
  }
}

/** The key in a file, which must be there. */
export function readKey(file: string): IdentityKey {
  const lines = linesOf(file);
  const [, hex = '', check = ''] = /^key ([\da-f]{64}) ([\da-f]{8})$/.exec(lines.find((line) => line.startsWith('key ')) ?? '') ?? [];
  if (lines[0] !== header || hex === '' || checkOf(hex) !== check) {
    throw new IdentityKeyError(`${file} is not a key that Pegel made, or it is damaged: it must begin with "${header}" and have a line with the key and its check value. Put your copy of it in its place.`);
  }
  marksIn(file, lines);
  return keyIn(file, Buffer.from(hex, 'hex'));
}

/** A key that is gone with the process. */
export const keyInMemory = (): IdentityKey => {
  const marks: string[] = [];
  return { ...sealWith(randomBytes(keyBytes)), file: null, marks: () => [...marks], addMarks: (more) => void marks.push(...more) };
};

/** Whether others on this machine may read it. A folder that is closed to them closes what lies in it. */
export function isOpenToOthers(file: string): boolean {
  if (process.platform === 'win32') return false;
  const isOpen = (path: string): boolean => ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o077) !== 0;
  return isOpen(file) && isOpen(dirname(file));
}

const keyIn = (file: string, key: Buffer): IdentityKey => ({
  ...sealWith(key),
  file,
  marks: () => marksIn(file, linesOf(file)),
  addMarks(marks) {
    try {
      const descriptor = openSync(file, 'r+');
      try {
        // A line that was being written when the power went is of an erasure that nobody was told of.
        const whole = readFileSync(descriptor).lastIndexOf(0x0a) + 1;
        ftruncateSync(descriptor, whole);
      } finally {
        closeSync(descriptor);
      }
      const appending = openSync(file, 'a');
      try {
        appendFileSync(appending, marks.map((mark) => `mark ${mark} ${checkOf(mark)}\n`).join(''));
        fsyncSync(appending);
      } finally {
        closeSync(appending);
      }
    } catch (error) {
      throw new IdentityKeyError(`${file} cannot be written to${because(error)}. Whoever is erased is written down there, so that no older backup brings them back.`, { cause: error });
    }
  },
});

/** Whole lines; one without an end was never finished. */
function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'latin1').split('\n').slice(0, -1);
  } catch (error) {
    throw new IdentityKeyError(`${file}, the key that names are sealed with, cannot be read${because(error)}.`, { cause: error });
  }
}

function marksIn(file: string, lines: readonly string[]): readonly string[] {
  return lines.flatMap((line, at) => {
    if (at === 0 || line.startsWith('#') || line.startsWith('key ') || line === '') return [];
    const [, mark = '', check = ''] = /^mark ([\da-f]{64}) ([\da-f]{8})$/.exec(line) ?? [];
    if (mark === '' || checkOf(mark) !== check) throw new IdentityKeyError(`Line ${at + 1} of ${file} is damaged; it says who was erased. Put your copy of the file in its place.`);
    return [mark];
  });
}

/** Tells what was written from what was damaged since. */
const checkOf = (hex: string): string => createHash('sha256').update(hex).digest('hex').slice(0, 8);
