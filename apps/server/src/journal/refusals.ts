import { AccessError, type Asker } from '@pegel/api';
import { showsCredential } from '@pegel/accounts';
import { ReportError, type Instant, type JournalParticulars, type OperationName, type RefusedReason } from '@pegel/domain';
import { OtherSite } from '../own-origin.js';
import { Refusal } from '../refusal.js';
import type { Caller } from '../caller.js';
import type { Notebook } from './notebook.js';

/** Why an error turns somebody away; `null` where it does not. */
function whyOf(error: unknown): RefusedReason | null {
  if (error instanceof OtherSite) return 'other-site';
  // A key that only sends is at home in its organisation, and may not read there.
  if (error instanceof AccessError) return error.kind === 'unknown' ? 'unknown' : (error.asker?.organisation ?? null) === null ? 'not-here' : 'not-permitted';
  if (error instanceof ReportError) return error.kind === 'not-permitted' ? 'not-permitted' : null;
  if (error instanceof Refusal) return error.status === 401 ? 'unknown' : error.status === 403 ? 'not-permitted' : null;
  return null;
}

/** What is known of a request that was turned away. */
interface Refused {
  readonly error: unknown;
  readonly caller: Caller;
  /** Who asks, where that is known. */
  readonly asker: Asker | null;
  readonly operation: OperationName | undefined;
}

/**
 * Writes down that somebody was turned away, before they are told so: in the chain of the organisation that the account,
 * the token or the key belongs to, otherwise in the chain of what belongs to none. Whoever shows nothing is only asked to sign in.
 */
export function writeRefusal(notebook: Notebook, at: Instant, { error, caller, asker, operation }: Refused): void {
  const why = whyOf(error);
  if (why === null || (why === 'unknown' && !showsCredential(caller.headers))) return;
  const { organisation, by } = (error instanceof AccessError ? error.asker : null) ?? asker ?? { organisation: null, by: { kind: 'nobody', id: null, address: caller.address } };
  const about: JournalParticulars = { ...(operation === undefined ? {} : { operation }), why };
  notebook.writeOnce(organisation, { happening: 'refused', at, by, about });
}
