import { AccessError } from '@pegel/api';
import { NotJournalled, ReportError } from '@pegel/domain';
import { UncertainCommitError } from '@pegel/sqlite';
import { NotInPlace } from './in-place.js';
import { codeIn } from './log.js';
import { Refusal } from './refusal.js';

/** The one place where what went wrong becomes an answer. `null`: nobody foresaw it. */
export function refusalFor(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (error instanceof ReportError) return new Refusal(error.kind === 'bad-query' ? 400 : 403, error.message, null, [], null, error.refusal);
  if (error instanceof AccessError) return new Refusal(error.kind === 'unknown' ? 401 : 403, error.message);
  if (error instanceof UncertainCommitError) return new Refusal(503, error.message, 60);
  if (error instanceof NotJournalled) return new Refusal(503, error.message, 60);
  if (error instanceof NotInPlace) return new Refusal(503, error.message, 60);
  const code = codeIn(error);
  if (code !== null && cannotWrite(code)) return new Refusal(503, 'The disk does not take any more data at the moment; nothing of this request was stored. Try again later.', 60);
  if (code?.startsWith('SQLITE_BUSY')) return new Refusal(503, 'The database is busy; nothing of this request was stored. Try again.', 1);
  return null;
}

const cannotWrite = (code: string): boolean =>
  code === 'SQLITE_FULL' || code === 'ENOSPC' || code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_READONLY');
