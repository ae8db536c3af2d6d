import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerProcess } from '../process/server-process.js';

const megabyte = 1_048_576;
/** Runs a program of the system to its end. */
export const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'pipe' });

/** A disk of a few megabytes. */
export interface SmallDisk {
  /** Where folders lie on it. */
  readonly path: string;
  /** What a server runs under, so that the disk is small for it. */
  readonly under: readonly string[];
  /** More room comes back. */
  grow(server: ServerProcess): void;
  remove(): void;
}

/** A file system of its own; only root may mount one, and not everywhere. */
function mounted(): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), 'pegel-small-disk-'));
  try {
    run('mount', '-t', 'tmpfs', '-o', `size=${6 * megabyte},mode=755`, 'pegel-test', path);
  } catch (error) {
    rmSync(path, { recursive: true });
    throw error;
  }
  return {
    path, under: [],
    grow: () => void run('mount', '-o', `remount,size=${64 * megabyte}`, path),
    remove() {
      // Lazily: whatever still holds a file must not keep the mount.
      run('umount', '--lazy', path);
      rmSync(path, { recursive: true });
    },
  };
}

/** Every user may be kept from writing large files, and be allowed to again. */
function limited(): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), 'pegel-small-disk-'));
  return {
    path, under: ['prlimit', `--fsize=${3 * megabyte}:unlimited`],
    grow: ({ pid }) => void run('prlimit', '--pid', String(pid), '--fsize=unlimited'),
    remove: () => rmSync(path, { recursive: true }),
  };
}

export function canMount(): boolean {
  try {
    mounted().remove();
    return true;
  } catch {
    return false;
  }
}

/** Every way there is on this machine to have one: the limit always, a file system where it can be mounted. */
export const smallDisks: readonly { readonly way: 'full-tmpfs' | 'full-limit'; readonly make: () => SmallDisk }[] = [
  ...(canMount() ? [{ way: 'full-tmpfs', make: mounted } as const] : []),
  { way: 'full-limit', make: limited },
];
