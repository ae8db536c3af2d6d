import type { Accessor } from 'solid-js';
import { failureOf, type Failure, type ReaderView } from '@pegel/client';
import { createAnswer, whileUnreachable } from '../primitives/create-answer.js';
import { useSession } from './session.js';

export interface ReaderState {
  readonly reader: ReaderView | null;
  readonly failure: Failure | null;
  /** What the server says about the failure, in a sentence. */
  readonly message: string;
  retry(): void;
}

/** Who is signed in, inside an organisation or, without one, inside the only one there is for them. */
export function createReader(organisation: Accessor<string | undefined>): Accessor<ReaderState> {
  const { client } = useSession();
  const answer = createAnswer<ReaderView>(() => ({
    queryKey: ['reader', organisation() ?? null],
    queryFn: ({ signal }): Promise<ReaderView> => client.reader.query({ organisation: organisation() }, { signal }),
    staleTime: 300_000,
    retry: whileUnreachable,
  }));
  return () => {
    const { data, error, refetch } = answer();
    return { reader: data ?? null, failure: error === null ? null : failureOf(error), message: error?.message ?? '', retry: () => void refetch() };
  };
}
