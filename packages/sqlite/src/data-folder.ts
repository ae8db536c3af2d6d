import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { because, codeOf, isCoded } from './coded.js';
import { syncFolder } from './sync.js';

/** What is wrong with a folder; `code` is what the system says, where it said anything. */
export type FolderProblem =
  | { readonly kind: 'no-database' | 'missing' | 'a-file' | 'taken'; readonly folder: string }
  | { readonly kind: 'not-empty'; readonly folder: string; /** One of the things in it. */ readonly found: string }
  | { readonly kind: 'not-made' | 'unreadable' | 'unwritable' | 'unwritable-file' | 'not-lockable'; readonly folder: string; readonly code: string | null };

/** A folder that cannot be used, in a sentence that names it and says what would be right. */
export class DataFolderError extends Error {
  override readonly name: string = 'DataFolderError';

  constructor(
    message: string,
    /** For whoever says it in another language; `null` where there is nothing to be said but the message. */
    readonly problem: FolderProblem | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A folder with everything one installation knows, held by this process alone. */
export interface DataFolder {
  readonly path: string;
  /** The path of the database file. */
  readonly file: string;
  /** Lets another process have it. */
  close(): void;
}

/**
 * Takes a data folder for this process, until it closes it or dies. With `create` the folder may be new or still empty;
 * `where-empty` makes no database where other things lie, among which one may be missing.
 */
export function openDataFolder(path: string, { create }: { readonly create: boolean | 'where-empty' }): DataFolder {
  const { folder, file, lockFile } = filesIn(path);
  if (create !== false) make(folder);
  demandFolder(folder);
  if (create === false) databaseFileIn(folder);
  if (create === 'where-empty' && !existsSync(file)) demandEmpty(folder);
  demandWritable(lockFile, 'a', folder);
  const lock = takeLock(folder, lockFile);
  try {
    // A log that another user left behind would be missed, and with it what was acknowledged last.
    for (const path of [file, `${file}-wal`, `${file}-shm`]) if (existsSync(path)) demandWritable(path, 'r+');
  } catch (error) {
    lock.close();
    throw error;
  }
  return { path: folder, file, close: () => lock.close() };
}

/** The files of a data folder, whoever holds it. */
export const filesIn = (path: string): { readonly folder: string; readonly file: string; readonly lockFile: string } => {
  const folder = resolve(path);
  return { folder, file: join(folder, 'pegel.sqlite'), lockFile: join(folder, 'pegel.lock') };
};

/** Whether a process has taken the folder. Asks for a moment's reading, which nobody who holds it would grant. */
export function isTaken(path: string): boolean {
  const { lockFile } = filesIn(path);
  if (!existsSync(lockFile)) return false;
  const lock = new Sqlite(lockFile, { readonly: true, timeout: 0 });
  try {
    lock.pragma('schema_version');
    return false;
  } catch (error) {
    if (isCoded(error) && error.code.startsWith('SQLITE_BUSY')) return true;
    throw error;
  } finally {
    lock.close();
  }
}

/** The path of the database file in a data folder, which must be there. */
export function databaseFileIn(path: string): string {
  const { folder, file } = filesIn(path);
  demandFolder(folder);
  if (!existsSync(file)) throw new DataFolderError(`${folder} is not a data folder of Pegel: it has no pegel.sqlite. Name the folder that \`pegel init\` or \`pegel serve --set-up\` made.`, { kind: 'no-database', folder });
  return file;
}

function make(folder: string): void {
  try {
    // Use is personal data; nobody else on the machine needs to read it.
    const first = mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (first !== undefined) keepNames(folder, first);
  } catch (error) {
    // A file in its place is refused below, in better words.
    if (!existsSync(folder)) throw new DataFolderError(`${folder} cannot be created${because(error)}. Name a folder whose parent can be written to.`, { kind: 'not-made', folder, code: codeOf(error) });
  }
}

/** A new folder is there after a power cut once the one that names it is synced; SQLite syncs no further up than its own. */
function keepNames(folder: string, first: string): void {
  for (let path = folder; path.length >= first.length; path = dirname(path)) syncFolder(dirname(path));
}

function demandFolder(folder: string): void {
  if (!existsSync(folder)) throw new DataFolderError(`${folder} does not exist. Name the folder that \`pegel init\` made, or have it made by \`pegel serve --set-up\`.`, { kind: 'missing', folder });
  if (!statSync(folder).isDirectory()) throw new DataFolderError(`${folder} is a file. Name a folder to keep the data in.`, { kind: 'a-file', folder });
  try {
    // A folder whose files cannot be seen is no folder without files.
    readdirSync(folder);
  } catch (error) {
    throw new DataFolderError(`${folder} cannot be read${because(error)}. It must be a folder that this user may write to.`, { kind: 'unreadable', folder, code: codeOf(error) });
  }
}

/** What a folder may hold that nobody has put anything into: our lock, and what a file system keeps at its root. */
const nothings: readonly string[] = ['pegel.lock', 'lost+found'];

function demandEmpty(folder: string): void {
  const found = readdirSync(folder).find((name) => !nothings.includes(name));
  if (found !== undefined) throw new DataFolderError(`${folder} has no pegel.sqlite, but ${found} and perhaps more. Name an empty folder, or one that does not exist; or bring the database back.`, { kind: 'not-empty', folder, found });
}

/**
 * Tries it, because permissions say little: root passes every check, also on a disk that is mounted read-only. A file
 * that would be made anew stands for its folder.
 */
function demandWritable(file: string, flags: 'a' | 'r+', folder?: string): void {
  try {
    // Files that are there can be written to in a folder that takes no new ones; the log would be one.
    if (folder !== undefined) accessSync(folder, constants.W_OK);
    closeSync(openSync(file, flags, 0o600));
  } catch (error) {
    throw new DataFolderError(`${folder ?? file} cannot be written to${because(error)}. It must be a ${folder === undefined ? 'file' : 'folder'} that this user may write to.`, { kind: folder === undefined ? 'unwritable-file' : 'unwritable', folder: folder ?? file, code: codeOf(error) });
  }
}

/** An exclusive transaction on a tiny database of its own: the operating system ends it with the process, however that dies. */
function takeLock(folder: string, lockFile: string): Sqlite.Database {
  const lock = new Sqlite(lockFile, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if (isCoded(error) && error.code.startsWith('SQLITE_BUSY')) {
      throw new DataFolderError(`${folder} is already served by another process. Stop that one first, or name another folder.`, { kind: 'taken', folder });
    }
    throw new DataFolderError(`${folder} cannot be locked${because(error)}. It must be on a disk that supports file locks.`, { kind: 'not-lockable', folder, code: codeOf(error) });
  }
}
