import type { Accessor } from 'solid-js';
import type { QueryObserverResult } from '@tanstack/solid-query';
import type { KeyMade, KeysView } from '@pegel/client';
import type { IngestKeyWish, ReaderTokenWish } from '@pegel/domain';
import { createAnswer, whileUnreachable } from '../primitives/create-answer.js';
import { useSession } from '../session/session.js';

/** Which keys there are; asked for again while somebody looks, so that it shows when one was last used. */
export function createKeys(organisation: Accessor<string>): Accessor<QueryObserverResult<KeysView>> {
  const { client } = useSession();
  return createAnswer<KeysView>(() => ({
    queryKey: ['keys', organisation()],
    queryFn: ({ signal }): Promise<KeysView> => client.keys.query({ organisation: organisation() }, { signal }),
    refetchInterval: 60_000,
    retry: whileUnreachable,
  }));
}

/** Makes and revokes them. */
export interface KeyChanges {
  makeIngestKey(wish: IngestKeyWish): Promise<KeyMade>;
  makeReaderToken(wish: ReaderTokenWish): Promise<KeyMade>;
  revoke(id: string): Promise<void>;
}

export function createKeyChanges(slug: Accessor<string>): KeyChanges {
  const { client, queries } = useSession();
  const made = async <T>(change: Promise<T>): Promise<T> => {
    const result = await change;
    for (const changed of ['keys', 'journal']) void queries.invalidateQueries({ queryKey: [changed] });
    return result;
  };
  return {
    makeIngestKey: (wish) => made(client.makeIngestKey.mutate({ ...wish, scopes: [...wish.scopes], sources: wish.sources === null ? null : [...wish.sources], organisation: slug() })),
    makeReaderToken: (wish) => made(client.makeReaderToken.mutate({ ...wish, permissions: [...wish.permissions], organisation: slug() })),
    revoke: async (id) => void (await made(client.revokeKey.mutate({ id, organisation: slug() }))),
  };
}
