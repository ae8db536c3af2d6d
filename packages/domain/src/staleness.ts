import { calendar, type Instant } from './calendar.js';
import type { Day } from './days.js';
import type { ReportContract } from './report-result.js';

const hour = 3_600_000;

/** A healthy daily delivery is up to about 35 hours old just before the next one; older is late. */
export const staleAfterMilliseconds = 36 * hour;

/** What is late about a report's data, and since when, in milliseconds. */
export type Stale =
  | { readonly kind: 'nothing-complete' }
  /** The newest complete day ended that long ago. */
  | { readonly kind: 'complete-day'; readonly day: Day; readonly age: number }
  /** A live source has delivered nothing for that long. */
  | { readonly kind: 'source'; readonly name: string; readonly age: number };

/** The one definition of stale data, from what a report says of itself. Empty: nothing is. */
export function staleIn({ completeThrough, timeZone, sources }: Pick<ReportContract, 'completeThrough' | 'timeZone' | 'sources'>, now: Instant, ageMax = staleAfterMilliseconds): readonly Stale[] {
  const stale: Stale[] = [];
  if (completeThrough === null) stale.push({ kind: 'nothing-complete' });
  else {
    const age = now - calendar(timeZone).intervalOf(completeThrough, completeThrough).to;
    if (age > ageMax) stale.push({ kind: 'complete-day', day: completeThrough, age });
  }
  for (const { name, kind, lastDeliveryAt } of sources) {
    const age = now - Date.parse(lastDeliveryAt);
    if (kind === 'live' && age > ageMax) stale.push({ kind: 'source', name, age });
  }
  return stale;
}
