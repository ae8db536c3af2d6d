import { calendar, type Instant } from './calendar.js';
import { knowledgeOf, type Knowledge } from './coverage.js';
import type { Aggregate } from './measures.js';
import type { Organisation } from './organisation.js';
import type { LedgerState, Since, UsageStore } from './store.js';

/**
 * What is known of an organisation, once the numbers of the days since then can be asked for. Whatever has to be waited for is waited for
 * before, so that all that is said with it is of one moment.
 */
export async function knownNow(store: Pick<UsageStore, 'ready' | 'state'>, organisation: Organisation, now: Instant, asked: readonly Aggregate[], since: Since): Promise<{ readonly state: LedgerState; readonly known: Knowledge }> {
  await store.ready?.(organisation, since);
  const state = await store.state(organisation);
  return { state, known: knowledgeOf(state, calendar(organisation.timeZone), now, asked) };
}
