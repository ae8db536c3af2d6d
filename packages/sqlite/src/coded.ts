/** An error of the system or of SQLite, which says by a code what was wrong. */
export const isCoded = (error: unknown): error is Error & { readonly code: string } => error instanceof Error && 'code' in error && typeof error.code === 'string';

/** A full disk, a quota that is used up, or a limit on the size of files, which SQLite reports as a failed write. */
export const isOutOfRoom = (error: unknown): boolean => isCoded(error) && ['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', 'EDQUOT', 'EFBIG'].includes(error.code);
