import { AccessError } from '@pegel/api';
import { NotJournalled, ReportError } from '@pegel/domain';
import { UncertainCommitError } from '@pegel/sqlite';
import { NotInPlace } from './in-place.js';
import { codeIn } from './log.js';
import { NotReadyYet } from './patient.js';
import { refusalNamed, Refusal } from './refusal.js';

/** The one place where what went wrong becomes an answer. `null`: nobody foresaw it. */
export function refusalFor(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (error instanceof ReportError) return refusalNamed(error.kind === 'bad-query' ? 400 : 403, error.refusal);
  if (error instanceof AccessError) return refusalNamed(error.kind === 'unknown' ? 401 : 403, error.refusal);
  if (error instanceof UncertainCommitError) return refusalNamed(503, { name: 'kept-unknown', about: {} }, 60);
  if (error instanceof NotJournalled) return refusalNamed(503, { name: 'journal-closed', about: {} }, 60);
  if (error instanceof NotInPlace) return refusalNamed(503, { name: 'folder-gone', about: {} }, 60);
  if (error instanceof NotReadyYet) return refusalNamed(503, { name: 'numbers-preparing', about: {} }, 10);
  const code = codeIn(error);
  if (code !== null && cannotWrite(code)) return refusalNamed(503, { name: 'disk-full', about: {} }, 60);
  if (code?.startsWith('SQLITE_BUSY')) return refusalNamed(503, { name: 'database-busy', about: {} }, 1);
  return null;
}

const cannotWrite = (code: string): boolean =>
  code === 'SQLITE_FULL' || code === 'ENOSPC' || code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_READONLY');
