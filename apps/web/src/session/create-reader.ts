import type { Accessor } from 'solid-js';
import { failureOf, type Failure, type PegelClient, type ReaderView } from '@pegel/client';
import { createAnswer, whileUnreachable } from '../primitives/create-answer.js';
import { useSession } from './session.js';

export interface ReaderState {
  readonly reader: ReaderView | null;
  readonly failure: Failure | null;
  /** What the server says about the failure, in a sentence. */
  readonly error: Error | null;
  retry(): void;
}

/** Who reads, as it is asked wherever it is asked. */
export const readerQuestion = (client: PegelClient, organisation: string | undefined) => ({
  queryKey: ['reader', organisation ?? null],
  queryFn: ({ signal }: { readonly signal: AbortSignal }): Promise<ReaderView> => client.reader.query({ organisation }, { signal }),
  staleTime: 300_000,
  retry: whileUnreachable,
});

/** Who is signed in, inside an organisation or, without one, inside the only one there is for them. */
export function createReader(organisation: Accessor<string | undefined>): Accessor<ReaderState> {
  const { client } = useSession();
  const answer = createAnswer<ReaderView>(() => readerQuestion(client, organisation()));
  return () => {
    const { data, error, refetch } = answer();
    return { reader: data ?? null, failure: error === null ? null : failureOf(error), error, retry: () => void refetch() };
  };
}
