import type { Accessor } from 'solid-js';
import type { QueryObserverOptions, QueryObserverResult } from '@tanstack/solid-query';
import { failureOf, type QuarantineView, type SourcesView } from '@pegel/client';
import type { Decision, DecisionView, QuarantineCode, QuarantineState } from '@pegel/domain';
import { createAnswer } from '../primitives/create-answer.js';
import { useSession } from '../session/session.js';

/** What of the quarantine is shown; without a value, everything. */
export interface QuarantineFilter {
  readonly source: string | undefined;
  readonly code: QuarantineCode | undefined;
  readonly state: QuarantineState | undefined;
}

const retriesMax = 2;
const retry: QueryObserverOptions['retry'] = (count, error) => count < retriesMax && ['unreachable', 'failed'].includes(failureOf(error));

/** Where the numbers come from, asked for again every half minute while somebody looks. */
export function createSources(organisation: Accessor<string>): Accessor<QueryObserverResult<SourcesView>> {
  const { client } = useSession();
  return createAnswer<SourcesView>(() => ({
    queryKey: ['sources', organisation()],
    queryFn: ({ signal }): Promise<SourcesView> => client.sources.query({ organisation: organisation() }, { signal }),
    refetchInterval: 30_000,
    retry,
  }));
}

/** One page of what was set aside, the newest before an item. */
export function createQuarantine(organisation: Accessor<string>, filter: Accessor<QuarantineFilter>, before: Accessor<number | undefined>): Accessor<QueryObserverResult<QuarantineView>> {
  const { client } = useSession();
  return createAnswer<QuarantineView>(() => {
    const asked = { ...filter(), before: before(), organisation: organisation() };
    return {
      queryKey: ['quarantine', asked],
      queryFn: ({ signal }): Promise<QuarantineView> => client.quarantine.query(asked, { signal }),
      retry,
    };
  });
}

/** Sends a decision; whatever it can have changed is asked for again, the numbers among it. */
export function createDecision(organisation: Accessor<string>): (verb: Decision['verb'], id: number, reason: string) => Promise<DecisionView> {
  const { client, queries } = useSession();
  return async (verb, id, reason) => {
    const input = { ids: [id], reason, organisation: organisation() };
    const decided = await (verb === 'release' ? client.release.mutate(input) : client.discard.mutate(input));
    for (const changed of ['sources', 'quarantine', 'report']) void queries.invalidateQueries({ queryKey: [changed] });
    return decided;
  };
}
