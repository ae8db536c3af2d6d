import { statSync } from 'node:fs';

/**
 * Remembers which files a connection that has written writes to, and says whether their names still lead there. What is
 * committed to a file that was removed, moved or replaced meanwhile is gone with the process.
 */
export function filesInPlace(file: string): () => boolean {
  const paths = [file, `${file}-wal`];
  const opened = paths.map(identityOf);
  return () => paths.every((path, index) => identityOf(path) === opened[index]);
}

function identityOf(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev}:${found.ino}`;
}
