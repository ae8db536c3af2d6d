import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Random } from '../../src/demo/random.js';
import type { Operation } from './trace.js';

/** What becomes of what was written and not synced when the power goes. */
export type Fate =
  /** Nothing of it is there: what a disk may do, and the most that a program may be surprised by. */
  | { readonly kind: 'gone' }
  /** Each sector is there or not, in no order: a write may be torn, and a later one may have overtaken it. */
  | { readonly kind: 'torn'; readonly sector: 512 | 4096; readonly random: Random };

type Change = Extract<Operation, { kind: 'write' | 'truncate' }>;
type Naming = Exclude<Operation, { kind: 'write' | 'truncate' | 'sync' | 'answer' | 'print' }>;

/** Bytes that grow and are changed in place. */
class Bytes {
  #buffer: Buffer;
  #size: number;

  constructor(bytes: Uint8Array = Buffer.alloc(0)) {
    this.#buffer = Buffer.from(bytes);
    this.#size = bytes.length;
  }

  change(change: Change): void {
    if (change.kind === 'truncate') return this.#resize(change.size);
    const end = change.offset + change.bytes.length;
    if (end > this.#size) this.#resize(end);
    change.bytes.copy(this.#buffer, change.offset);
  }

  #resize(size: number): void {
    if (size > this.#buffer.length) {
      const grown = Buffer.alloc(size * 2);
      this.#buffer.copy(grown, 0, 0, this.#size);
      this.#buffer = grown;
    }
    // What a file had beyond its end is zeros when it grows again.
    if (size < this.#size) this.#buffer.fill(0, size, this.#size);
    this.#size = size;
  }

  get all(): Buffer {
    return this.#buffer.subarray(0, this.#size);
  }
}

/** A file, whatever it is called. */
class File {
  readonly pending: Change[] = [];
  constructor(readonly durable = new Bytes()) {}
}

/**
 * A disk that promises what POSIX does and nothing more: the bytes of a file are there once the file was synced, and its
 * name once its folder was.
 */
export class Disk {
  /** What a running program sees. */
  readonly #seen = new Map<string, File | 'folder'>();
  /** Names that are there for good. */
  readonly #named = new Map<string, File | 'folder'>();
  /** Changes of names that nothing has synced yet, by folder, with what they name. */
  readonly #naming = new Map<string, { readonly operation: Naming; readonly what: File | 'folder' | undefined }[]>();

  /** A disk on which a folder has lain for long, with the files of another one. */
  static holding(folder: string, like = folder): Disk {
    const disk = new Disk();
    disk.#hold(folder, 'folder');
    for (const name of readdirSync(like)) disk.#hold(join(folder, name), new File(new Bytes(readFileSync(join(like, name)))));
    return disk;
  }

  #hold(path: string, what: File | 'folder'): void {
    this.#seen.set(path, what);
    this.#named.set(path, what);
  }

  apply(operation: Operation): void {
    switch (operation.kind) {
      case 'answer':
      case 'print':
        return;
      case 'write':
      case 'truncate':
        return void this.#file(operation.path)?.pending.push(operation);
      case 'sync':
        return this.#sync(operation.path);
      case 'create':
        // Opening what is there creates nothing.
        if (!this.#seen.has(operation.path)) this.#name(operation, new File());
        return;
      case 'mkdir':
        return this.#name(operation, 'folder');
      case 'unlink':
        return this.#name(operation, undefined);
      case 'rename':
      case 'link':
        return this.#name(operation, this.#seen.get(operation.path));
    }
  }

  #file(path: string): File | null {
    const file = this.#seen.get(path);
    return file === undefined || file === 'folder' ? null : file;
  }

  #name(operation: Naming, what: File | 'folder' | undefined): void {
    rename(this.#seen, operation, what);
    const folder = dirname(operation.path);
    this.#naming.set(folder, [...(this.#naming.get(folder) ?? []), { operation, what }]);
  }

  #sync(path: string): void {
    const file = this.#file(path);
    if (file !== null) {
      for (const change of file.pending.splice(0)) file.durable.change(change);
      return;
    }
    for (const { operation, what } of this.#naming.get(path) ?? []) rename(this.#named, operation, what);
    this.#naming.delete(path);
  }

  /** Writes what is left after a power cut below a folder; `from` is where it lay. */
  leave(from: string, to: string, fate: Fate): void {
    const names = new Map(this.#named);
    if (fate.kind === 'torn') {
      // A file system keeps the order of names in a folder, and loses the last ones.
      for (const naming of this.#naming.values()) {
        for (const { operation, what } of naming.slice(0, fate.random.integer(0, naming.length))) rename(names, operation, what);
      }
    }
    for (const [path, what] of [...names].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const place = join(to, relative(from, path));
      if (!path.startsWith(`${from}/`) || !isNamed(dirname(path), from, names)) continue;
      if (what === 'folder') mkdirSync(place, { recursive: true });
      else writeFileSync(place, left(what, fate));
    }
  }
}

/** Whether every folder above is there, up to the one that was there before. */
const isNamed = (folder: string, from: string, names: ReadonlyMap<string, File | 'folder'>): boolean => folder === from || (names.get(folder) === 'folder' && isNamed(dirname(folder), from, names));

function rename(names: Map<string, File | 'folder'>, operation: Naming, what: File | 'folder' | undefined): void {
  if (operation.kind === 'unlink' || operation.kind === 'rename') names.delete(operation.path);
  if (what !== undefined) names.set(operation.kind === 'rename' || operation.kind === 'link' ? operation.to : operation.path, what);
}

function left({ durable, pending }: File, fate: Fate): Buffer {
  if (fate.kind === 'gone') return durable.all;
  const { sector, random } = fate;
  const bytes = new Bytes(durable.all);
  for (const change of pending) {
    if (change.kind === 'truncate') {
      if (random.chance(0.5)) bytes.change(change);
      continue;
    }
    for (let start = 0; start < change.bytes.length; ) {
      // Sectors lie on the disk, not in the write.
      const end = Math.min(change.bytes.length, start + sector - ((change.offset + start) % sector));
      if (random.chance(0.5)) bytes.change({ ...change, offset: change.offset + start, bytes: change.bytes.subarray(start, end) });
      start = end;
    }
  }
  return bytes.all;
}
