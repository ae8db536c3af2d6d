/** An error of the system or of SQLite, which says by a code what was wrong. */
export const isCoded = (error: unknown): error is Error & { readonly code: string } => error instanceof Error && 'code' in error && typeof error.code === 'string';

/** That code, where there is one. */
export const codeOf = (error: unknown): string | null => (isCoded(error) ? error.code : null);

/** A full disk, a quota that is used up, or a limit on the size of files, which SQLite reports as a failed write. */
export const isOutOfRoom = (error: unknown): boolean => isCoded(error) && ['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', 'EDQUOT', 'EFBIG'].includes(error.code);

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied', EPERM: 'permission is denied', EROFS: 'its disk is mounted read-only', ENOSPC: 'its disk is full',
  EDQUOT: 'its quota is used up', ENOTDIR: 'a part of its path is a file', EISDIR: 'a folder is where a file should be',
};

/** What the system says of a path, as the end of a sentence. */
export function because(error: unknown): string {
  if (!isCoded(error)) return '';
  return `: ${Object.hasOwn(reasons, error.code) ? reasons[error.code] : error.code}`;
}
