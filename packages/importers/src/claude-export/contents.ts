import { basename, dirname } from 'node:path';
import type { Words } from '@pegel/domain';
import { Archive, ArchiveError, type ArchiveReason } from '../archive.js';
import { bytesOfMark } from '../elements.js';
import { findFiles, openFile, type FoundFile } from '../files.js';
import { ImportError, type Problem } from '../importer.js';
import { reasons, type Reason } from './reasons.js';

const chunkBytes = 256 * 1024;

/** A file of an export, in an archive or in a folder. */
export interface ExportFile {
  /** How people find it: its path, which for one in an archive goes on inside of it. */
  readonly path: string;
  /** The same, as the archive or folder calls it. */
  readonly name: string;
  /** The archive or folder that it is in. */
  readonly place: string;
  /** As large as it is said to be. */
  readonly bytes: number;
  readonly refused: ArchiveReason | null;
  /** Whether what is in it is known to be whole only once it was read to its end. */
  readonly hasChecksum: boolean;
  read(): AsyncGenerator<Buffer>;
}

type Part = FoundFile | { readonly path: string; readonly archive: Archive };

interface Totals {
  readonly files: number;
  readonly bytes: number;
}

/** What lies at a path: an archive, or a folder of archives, of what was in them, or of both. */
export class Contents {
  readonly #parts: readonly Part[];
  readonly totals: Totals;
  /** Of files and of the folders they are in. */
  readonly #names: ReadonlySet<string>;

  private constructor(parts: readonly Part[], names: ReadonlySet<string>) {
    this.#parts = parts;
    this.#names = names;
    const totals = parts.map((part) => ('archive' in part ? { files: part.archive.totals.entries, bytes: part.archive.totals.bytes } : { files: 1, bytes: part.bytes }));
    this.totals = { files: sum(totals.map(({ files }) => files)), bytes: sum(totals.map(({ bytes }) => bytes)) };
  }

  /** Throws an `ImportError` where nothing can be part of an export. */
  static async open(path: string, skip: (problem: Problem) => void): Promise<Contents> {
    const parts: Part[] = [];
    const names = new Set<string>();
    const refused: { path: string; reason: Reason }[] = [];
    for (const file of await findFiles(path, '', skip)) {
      for (const name of [basename(file.path), ...file.folders]) names.add(plain(name));
      if (isPassedOver(relative(file))) continue;
      try {
        const kind = await kindOf(file.path);
        if (kind === 'archive') parts.push({ path: file.path, archive: await Archive.open(file.path) });
        else if (kind === 'json') parts.push(file);
        else if (/\.(json|zip)$/i.test(file.path)) refused.push({ path: file.path, reason: /zip$/i.test(file.path) ? 'truncated-archive' : 'not-json' });
      } catch (error) {
        refused.push({ path: file.path, reason: reasonOf(error) });
      }
    }
    for (const { path: at, reason } of refused) skip({ file: at, line: null, reason, message: reasons[reason] });
    if (parts.length === 0) throw new ImportError(nothingThere(path, refused[0]));
    return new Contents(parts, names);
  }

  /** Whether a file of this name is there, or the folder it was unpacked to. A browser may have numbered it. */
  has(name: string): boolean {
    return this.#names.has(plain(name));
  }

  /** Every file, always in the same order. Each has to be read, if at all, before the next is asked for. */
  async *files(): AsyncGenerator<ExportFile> {
    for (const part of this.#parts) {
      if (!('archive' in part)) {
        yield { path: part.path, name: basename(part.path), place: dirname(part.path), bytes: part.bytes, refused: null, hasChecksum: false, read: () => contentOf(part.path) };
        continue;
      }
      for await (const { name, bytes, refused, read } of part.archive.entries()) {
        // Not put together as a path would be, which could lead elsewhere.
        yield { path: `${part.path}/${shortened(name)}`, name, place: part.path, bytes, refused, hasChecksum: true, read };
      }
    }
  }
}

/** Why something that was being read cannot be. */
export function reasonOf(error: unknown): Reason {
  if (error instanceof ArchiveError) return error.reason;
  if (error instanceof Error && 'syscall' in error) return 'unreadable';
  throw error;
}

/**
 * What nobody needs to know: what the assistant remembers of people, and when they signed in from where. Also what
 * systems put beside files for themselves.
 */
export const isPassedOver = (path: string): boolean => path.split('/').some((name) => /^(memories|login_history)\b/i.test(name) || name === '__MACOSX' || name.startsWith('._'));

/** The first bytes say what a file is; its name may be anything. */
async function kindOf(path: string): Promise<'archive' | 'json' | null> {
  const file = await openFile(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4_096), 0, 4_096, 0);
    const start = buffer.subarray(0, bytesRead);
    if (isArchive(start)) return 'archive';
    return /^[ \t\r\n]*[[{]/.test(start.subarray(bytesOfMark(start)).toString('latin1')) ? 'json' : null;
  } finally {
    await file.close();
  }
}

/** Of a file, or of nothing at all. */
export const isArchive = (start: Buffer): boolean => ['PK\u0003\u0004', 'PK\u0005\u0006'].includes(start.toString('latin1', 0, 4));

async function* contentOf(path: string): AsyncGenerator<Buffer> {
  const file = await openFile(path);
  try {
    for (;;) {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

const nothingThere = (path: string, first: { readonly path: string; readonly reason: Reason } | undefined): Words => ({
  en: `Nothing at ${path} can be read as a data export of Claude: that is a zip archive, or a folder with archives or with the JSON files that were in one.${first === undefined ? '' : ` ${first.path}: ${reasons[first.reason].en}`}`,
  de: `Unter ${path} lässt sich nichts als Datenexport von Claude lesen: Das ist ein Zip-Archiv oder ein Ordner mit Archiven oder mit den JSON-Dateien, die in einem waren.${first === undefined ? '' : ` ${first.path}: ${reasons[first.reason].de}`}`,
});

const relative = (file: FoundFile): string => [...file.folders, basename(file.path)].join('/');

/** Without what browsers, systems and unpacking do to a name. */
const plain = (name: string): string => name.toLowerCase().replace(/(\.zip)?$/, '').replace(/ ?\(\d+\)$/, '');

/** Names come from the archive, and may be as long as somebody likes. */
const shortened = (name: string): string => (name.length > 200 ? `${name.slice(0, 200)}…` : name);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, value) => total + value, 0);
