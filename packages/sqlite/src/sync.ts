import { closeSync, fsyncSync, openSync } from 'node:fs';

/** What the file holds is there after a power cut. */
export const syncFile = (path: string): void => sync(path, 'r+');

/** So are the names in the folder, such as that of a file that was just made. */
export function syncFolder(path: string): void {
  // Windows opens no folder as a file; its file system keeps a journal of names by itself.
  if (process.platform !== 'win32') sync(path, 'r');
}

function sync(path: string, flags: 'r' | 'r+'): void {
  const descriptor = openSync(path, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
