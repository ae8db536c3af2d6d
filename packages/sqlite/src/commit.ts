import { isCoded } from './coded.js';
import type { Database } from './database.js';

/** A commit of which nobody can say whether the next start finds it. */
export class UncertainCommitError extends Error {
  override readonly name = 'UncertainCommitError';
}

/**
 * Runs a transaction whose failure means that nothing of it is kept, also where only the sync of its commit failed.
 * TRICKY: such a commit lies in the log as a whole. This process does not read it, but the next one would.
 */
export function wholeOrNot<Result>(database: Database, transaction: () => Result): Result {
  try {
    return transaction();
  } catch (error) {
    if (isCoded(error) && (error.code === 'SQLITE_IOERR_FSYNC' || error.code === 'SQLITE_IOERR_DIR_FSYNC')) writeOver(database, error);
    throw error;
  }
}

/** The next commit begins where the failed one does, and what follows it no longer fits to it. */
function writeOver(database: Database, cause: unknown): void {
  try {
    database.pragma(`user_version = ${Number(database.pragma('user_version', { simple: true }))}`);
  } catch {
    throw new UncertainCommitError('The disk failed while this was written, and it is not known whether it was kept. Send it again: what arrives twice is counted once.', { cause });
  }
}
