import { accessSync, constants, existsSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { attachKey, filesIn, IdentityKeyError, isTaken, openWithoutKey, type Database } from '@pegel/sqlite';
import { schemaDifferences } from './components.js';
import { identityKeyFile } from './environment.js';

/** What can be said of a data folder without taking it: for whoever looks for what is wrong. */
export interface FolderState {
  readonly path: string;
  readonly kind: 'missing' | 'file' | 'folder';
  readonly readable: boolean;
  readonly writable: boolean;
  /** Served by a process; null where that cannot be told. */
  readonly taken: boolean | null;
  /** What other users of the machine may read or change; empty on systems without such permissions. */
  readonly open: readonly string[];
  readonly freeBytes: number;
  /** null on file systems that do not count them. */
  readonly freeInodes: number | null;
  readonly database: DatabaseState | null;
}

export interface DatabaseState {
  readonly bytes: number;
  /** What is committed and not yet moved into the file. */
  readonly walBytes: number;
  /** Steps that a newer program made, and those that this one would still apply; null where it cannot be read. */
  readonly schema: ReturnType<typeof schemaDifferences> | null;
  /** `ok`, or the first thing SQLite found wrong. */
  readonly check: string;
  /** Why the names in it cannot be read; `null` where they can, or where that could not be asked. */
  readonly keyProblem: string | null;
}

const nothing = { readable: false, writable: false, taken: null, open: [], freeBytes: 0, freeInodes: null, database: null };

/** Looks at a data folder, also at one that is being served. Writes nothing of its own. */
export function inspectFolder(path: string): FolderState {
  const { folder, file } = filesIn(path);
  if (!existsSync(folder)) return { ...nothing, path: folder, kind: 'missing' };
  if (!statSync(folder).isDirectory()) return { ...nothing, path: folder, kind: 'file' };
  const readable = may(folder, constants.R_OK | constants.X_OK);
  const { bavail, bsize, files, ffree } = statfsSync(folder);
  return {
    path: folder,
    kind: 'folder',
    readable,
    writable: may(folder, constants.W_OK),
    taken: readable ? takenOrUnknown(folder) : null,
    open: readable ? openTo(folder) : [],
    freeBytes: bavail * bsize,
    freeInodes: files === 0 ? null : ffree,
    database: readable && existsSync(file) ? databaseState(file) : null,
  };
}

function may(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}

function takenOrUnknown(folder: string): boolean | null {
  try {
    return isTaken(folder);
  } catch {
    return null;
  }
}

/** A folder that is closed to others closes what lies in it. */
function openTo(folder: string): readonly string[] {
  if (process.platform === 'win32' || (statSync(folder).mode & 0o077) === 0) return [];
  return ['.', ...readdirSync(folder)].filter((name) => (statSync(join(folder, name), { throwIfNoEntry: false })?.mode ?? 0) & 0o077);
}

// TRICKY: a reader of a database in write-ahead mode leaves its -shm and -wal beside it where no writer is there to remove
// them. They have the permissions of the database, and the next writer takes them over.
function databaseState(file: string): DatabaseState {
  const size = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const sizes = { bytes: size(file), walBytes: size(`${file}-wal`) };
  try {
    const schema = schemaDifferences(file);
    const reader = openWithoutKey(file);
    try {
      return { ...sizes, schema, check: String(reader.pragma('quick_check(1)', { simple: true })), keyProblem: keyProblemOf(reader) };
    } finally {
      reader.close();
    }
  } catch (error) {
    return { ...sizes, schema: null, check: error instanceof Error ? error.message : String(error), keyProblem: null };
  }
}

function keyProblemOf(reader: Database): string | null {
  try {
    attachKey(reader, identityKeyFile());
    return null;
  } catch (error) {
    if (error instanceof IdentityKeyError) return error.message;
    throw error;
  }
}
