import type { Accessor } from 'solid-js';
import type { PegelClient, ReaderView, UnmaskingsView } from '@pegel/client';
import { canBeUnmasked, isPermitted } from '@pegel/domain';
import { createAnswer, whileUnreachable } from '../primitives/create-answer.js';
import { useSession } from './session.js';

/** Requests to see names, under the name by which they are known to whoever asks for them. */
export const unmaskingsAnswer = (client: PegelClient, organisation: string) => ({
  queryKey: ['unmaskings', organisation],
  queryFn: ({ signal }: { readonly signal: AbortSignal }): Promise<UnmaskingsView> => client.unmaskings.query({ organisation }, { signal }),
});

/**
 * How many requests to see names wait for whoever looks to decide; nothing is asked where nobody can ask for names. It is
 * looked at again when somebody comes back to the window, and never by itself: an open page alone is nobody at work.
 */
export function createWaiting(reader: Accessor<ReaderView>): Accessor<number> {
  const { client } = useSession();
  const answer = createAnswer<UnmaskingsView>(() => {
    const { organisation, permissions } = reader();
    return {
      ...unmaskingsAnswer(client, organisation.slug),
      enabled: canBeUnmasked(organisation.names) && isPermitted({ permissions: new Set(permissions) }, 'decide-unmasking'),
      staleTime: 60_000,
      retry: whileUnreachable,
    };
  });
  return () => answer().data?.requests.filter(({ may }) => may.refuse).length ?? 0;
}
