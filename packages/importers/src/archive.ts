import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import type { Words } from '@pegel/domain';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { openFile } from './files.js';

/** What an archive may hold. JSON shrinks to a tenth or a thirtieth; what shrinks to less than a hundredth is made to fill a disk. */
export const archiveLimits = { entries: 250_000, ratio: 100, entryBytes: 64 * 1024 ** 3 } as const;
/** Too little to do harm, whatever its ratio. */
const harmlessBytes = 1024 * 1024;
const nameLengthMax = 1_000;
/** Larger pieces than usual, and some ahead: to go back and forth for each small one would take half of the time. */
const inPieces = { chunkSize: 128 * 1024, readableHighWaterMark: 512 * 1024 };

/** Why an archive, or one entry of it, is not read, in words. None of them quotes what it holds. */
export const archiveReasons = {
  'truncated-archive': { en: 'The archive has no directory at its end: it is cut off, or damaged. Download it again.', de: 'Das Archiv hat an seinem Ende kein Verzeichnis: Es ist abgeschnitten oder beschädigt. Laden Sie es noch einmal herunter.' },
  'damaged-archive': { en: 'The directory of the archive is damaged. Download it again.', de: 'Das Verzeichnis des Archivs ist beschädigt. Laden Sie es noch einmal herunter.' },
  'too-many-entries': { en: `The archive lists more than ${archiveLimits.entries.toLocaleString('en')} files.`, de: `Das Archiv nennt mehr als ${archiveLimits.entries.toLocaleString('de')} Dateien.` },
  'overlapping-entries': { en: 'The files in the archive add up to more than the archive: they lie over each other.', de: 'Die Dateien im Archiv ergeben zusammen mehr als das Archiv: Sie liegen übereinander.' },
  'bad-name': { en: 'The name leads out of the archive, is too long, or is not well-formed.', de: 'Der Name führt aus dem Archiv heraus, ist zu lang oder nicht wohlgeformt.' },
  'duplicate-name': { en: 'The archive has more than one file of this name, and nobody can say which is meant.', de: 'Das Archiv hat mehr als eine Datei dieses Namens, und niemand kann sagen, welche gemeint ist.' },
  link: { en: 'Links are not followed.', de: 'Verknüpfungen wird nicht gefolgt.' },
  'not-a-file': { en: 'This is a pipe, a socket or a device, and no file.', de: 'Das ist eine Pipe, ein Socket oder ein Gerät und keine Datei.' },
  encrypted: { en: 'The file is encrypted.', de: 'Die Datei ist verschlüsselt.' },
  'unknown-compression': { en: 'The file is compressed in a way that cannot be read here.', de: 'Die Datei ist auf eine Weise gepackt, die hier nicht gelesen werden kann.' },
  'too-large': { en: `The file is said to be larger than ${archiveLimits.entryBytes / 1024 ** 3} GiB.`, de: `Die Datei soll größer als ${archiveLimits.entryBytes / 1024 ** 3} GiB sein.` },
  'too-compressed': { en: `Unpacked it is said to be more than ${archiveLimits.ratio} times as large as it is packed.`, de: `Entpackt soll das mehr als ${archiveLimits.ratio}-mal so groß wie gepackt sein.` },
  'wrong-size': { en: 'The file is not as large as the archive says.', de: 'Die Datei ist nicht so groß, wie das Archiv sagt.' },
  'wrong-checksum': { en: 'The checksum of the file is wrong: it is damaged. Download the archive again.', de: 'Die Prüfsumme der Datei ist falsch: Sie ist beschädigt. Laden Sie das Archiv noch einmal herunter.' },
  'damaged-entry': { en: 'The file is damaged. Download the archive again.', de: 'Die Datei ist beschädigt. Laden Sie das Archiv noch einmal herunter.' },
} as const satisfies Record<string, Words>;

export type ArchiveReason = keyof typeof archiveReasons;

/** An archive or one of its files cannot be read. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  constructor(readonly reason: ArchiveReason) {
    super(archiveReasons[reason].en);
  }
}

/** A file in an archive; folders are left out. */
export interface ArchiveEntry {
  readonly name: string;
  /** As large as the archive says; 0 where that is refused. */
  readonly bytes: number;
  readonly refused: ArchiveReason | null;
  /** What the file holds, in order. Throws an `ArchiveError` at the end, too, where checksum or size are not what the archive says. */
  read(): AsyncGenerator<Buffer>;
}

export interface ArchiveTotals {
  readonly entries: number;
  /** Of all that are not refused by what is said of them, as large as they are said to be. */
  readonly bytes: number;
}

/**
 * A zip archive from anywhere. Nothing is written to a disk, so that no name can lead anywhere; one entry is held at a time,
 * so that memory does not grow with their number or size; and sizes are checked twice, as they are said and as they come.
 */
export class Archive {
  readonly #path: string;
  readonly #twice: ReadonlySet<string>;
  readonly totals: ArchiveTotals;

  private constructor(path: string, totals: ArchiveTotals, twice: ReadonlySet<string>) {
    this.#path = path;
    this.totals = totals;
    this.#twice = twice;
  }

  /** Goes through the archive's directory. Throws an `ArchiveError` where nothing in it can be trusted. */
  static async open(path: string): Promise<Archive> {
    return withZip(path, async (zip, size) => {
      if (zip.entryCount > archiveLimits.entries) throw new ArchiveError('too-many-entries');
      const names = new Set<string>();
      const twice = new Set<string>();
      let held = 0;
      let entries = 0;
      let bytes = 0;
      for await (const entry of zip.eachEntry()) {
        if (names.size > archiveLimits.entries) throw new ArchiveError('too-many-entries');
        const name = nameOf(entry);
        if (isFolder(name)) continue;
        if (names.has(name)) twice.add(name);
        names.add(name);
        held += entry.compressedSize;
        entries += 1;
        if (refusalOf(entry, name) === null) bytes += entry.uncompressedSize;
      }
      if (held > size) throw new ArchiveError('overlapping-entries');
      // Many files that are harmless one by one.
      if (bytes > archiveLimits.ratio * size && bytes > harmlessBytes) throw new ArchiveError('too-compressed');
      return new Archive(path, { entries, bytes }, twice);
    });
  }

  /** Every file, in the order of the archive's directory. Each has to be read, if at all, before the next is asked for. */
  async *entries(): AsyncGenerator<ArchiveEntry> {
    const file = await openFile(this.#path);
    try {
      const zip = await openZip(file);
      for await (const entry of entriesIn(zip)) {
        const name = nameOf(entry);
        if (isFolder(name)) continue;
        const refused = refusalOf(entry, name);
        yield { name, bytes: refused === null ? entry.uncompressedSize : 0, refused: this.#twice.has(name) ? 'duplicate-name' : refused, read: () => contentOf(zip, entry) };
      }
    } finally {
      await file.close();
    }
  }
}

async function withZip<T>(path: string, use: (zip: ZipFile, size: number) => Promise<T>): Promise<T> {
  const file = await openFile(path);
  try {
    return await use(await openZip(file), (await file.stat()).size);
  } catch (error) {
    throw error instanceof ArchiveError || isFromSystem(error) ? error : new ArchiveError('damaged-archive');
  } finally {
    await file.close();
  }
}

/** Names and sizes are judged here: the library would give up the whole archive for one that is wrong. The file stays open. */
async function openZip(file: FileHandle): Promise<ZipFile> {
  try {
    return await yauzl.fromFdPromise(file.fd, { autoClose: false, decodeStrings: false, validateEntrySizes: false });
  } catch (error) {
    if (isFromSystem(error)) throw error;
    throw new ArchiveError(error instanceof Error && error.message.startsWith('End of central directory') ? 'truncated-archive' : 'damaged-archive');
  }
}

async function* entriesIn(zip: ZipFile): AsyncGenerator<Entry> {
  try {
    yield* zip.eachEntry();
  } catch (error) {
    throw isFromSystem(error) ? error : new ArchiveError('damaged-archive');
  }
}

function refusalOf(entry: Entry, name: string): ArchiveReason | null {
  // Unix systems keep what kind of file it is in the upper half.
  const kind = (entry.externalFileAttributes >>> 16) & constants.S_IFMT;
  if (!isWellNamed(name)) return 'bad-name';
  if (kind === constants.S_IFLNK) return 'link';
  if (kind !== 0 && kind !== constants.S_IFREG) return 'not-a-file';
  if (entry.isEncrypted()) return 'encrypted';
  if (!entry.canDecodeFileData()) return 'unknown-compression';
  if (entry.uncompressedSize > archiveLimits.entryBytes) return 'too-large';
  if (entry.uncompressedSize > archiveLimits.ratio * entry.compressedSize && entry.uncompressedSize > harmlessBytes) return 'too-compressed';
  return null;
}

/** Backslashes are slashes, as Windows wrote them; a name that is no UTF-8 although it says so has replacements in it. */
const nameOf = (entry: Entry): string => yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);

const isFolder = (name: string): boolean => name.endsWith('/');

const isWellNamed = (name: string): boolean => name !== '' && name.length <= nameLengthMax && !/[\p{Cc}\uFFFD]/u.test(name) && yauzl.validateFileName(name) === null;

async function* contentOf(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  let checksum = 0;
  let size = 0;
  try {
    for await (const chunk of await unpacked(zip, entry)) {
      size += chunk.length;
      if (size > entry.uncompressedSize) throw new ArchiveError('wrong-size');
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
  } catch (error) {
    throw error instanceof ArchiveError || isFromSystem(error) ? error : new ArchiveError('damaged-entry');
  }
  if (size !== entry.uncompressedSize) throw new ArchiveError('wrong-size');
  if (checksum !== entry.crc32) throw new ArchiveError('wrong-checksum');
}

async function unpacked(zip: ZipFile, entry: Entry): Promise<AsyncIterable<Buffer>> {
  const packed = await zip.openReadStreamPromise(entry, { decodeFileData: false });
  if (entry.compressionMethod === 0) return packed as AsyncIterable<Buffer>; // A stream of bytes.
  // Whoever reads hears of errors, and ends both.
  return pipeline(packed, createInflateRaw(inPieces), () => undefined);
}

const isFromSystem = (error: unknown): boolean => error instanceof Error && 'syscall' in error;
